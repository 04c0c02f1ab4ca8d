import { afterEach, describe, expect, it } from '@jest/globals'
import { type Acme, type ActionResult, GATES } from '../../sandbox/acme.ts'
import { APPROVED, addIssue, edit, JIRA_EMAIL, JIRA_TOKEN, jiraState, transition } from '../../sandbox/jira/seed.ts'
import { type JiraSandbox, startJira } from '../../sandbox/jira/server.ts'
import type { JiraIssue } from '../../sandbox/jira/state.ts'
import { addApprover, addChange, SNOW_CLIENT, SNOW_SECRET, snowState } from '../../sandbox/servicenow/seed.ts'
import { type SnowSandbox, startServiceNow } from '../../sandbox/servicenow/server.ts'
import { everythingSaid, keptRecords, moves, openAcme, reasonCodes } from '../support/promotion-story.ts'
import { type Expected, expectOutcome } from './expectations.ts'

interface Company {
  readonly acme: Acme
  readonly jira: JiraSandbox
  readonly snow: SnowSandbox
  readonly issue: JiraIssue
  readonly gates: string
}

const opened: { close(): Promise<void> }[] = []
afterEach(async () => {
  for (const server of opened.splice(0)) await server.close()
})

const JIRA = { 'jira-email': JIRA_EMAIL, 'jira-token': JIRA_TOKEN }
const SNOW = { 'servicenow-client-id': SNOW_CLIENT, 'servicenow-client-secret': SNOW_SECRET }

/** Production also asks for a ticket of Jira, or for one of each system. RISK-7 names v12 and is in review. */
async function company(systems: 'jira' | 'both' = 'jira'): Promise<Company> {
  const jira = await startJira(jiraState())
  const snow = await startServiceNow(snowState())
  opened.push(jira, snow)
  const issue = addIssue(jira.state, { key: 'RISK-7', summary: 'Promote support-llm:v12' })
  transition(issue, '21', 'dev', Date.now() - 5000)
  const rules = [
    `          - { role: change manager, jira: { site: "${jira.url}", hosting: cloud, project: RISK, status: [Approved] } }\n`,
    `          - { role: cab, servicenow: { instance: "${snow.url}", state: [-1] } }\n`,
  ].slice(0, systems === 'jira' ? 1 : 2)
  const gates = GATES.replace('        lineage:', `${rules.join('')}        lineage:`)
  return { acme: await openAcme({ gates }), jira, snow, issue, gates }
}

function propose(acme: Acme, body: string): number {
  const number = acme.proposePin('v12', 'production', { body })
  acme.approve(number, 'ana')
  return number
}

const sendsNothingSecret = (acme: Acme, run: ActionResult) => {
  const basic = Buffer.from(`${JIRA_EMAIL}:${JIRA_TOKEN}`).toString('base64')
  const said = everythingSaid(acme, run)
    .split('\n')
    .filter((line) => !line.startsWith('::add-mask::'))
    .join('\n')
  for (const secret of [JIRA_TOKEN, basic, SNOW_SECRET, 'snow-access-token']) expect(said).not.toContain(secret)
}

describe('a ticket of Jira', () => {
  it('is waited for, shown, and let through once it is approved', async () => {
    const { acme, jira, issue } = await company()
    const number = propose(acme, 'Ticket: RISK-7')
    const waiting = await acme.pullRequestEvent(number, JIRA)
    expectOutcome(waiting, { conclusion: 'pending', exit: 0, including: ['ticket-not-approved'] })
    expect(acme.comments(number).join()).toMatch(
      /change manager \| Jira \[`RISK-7`\].* \| In Review \| – \| its status is In Review/,
    )

    transition(issue, APPROVED, 'risk', Date.now())
    expectOutcome(await acme.pullRequestEvent(number, JIRA), { conclusion: 'planned', exit: 0 })
    const applied = await acme.pushEvent(acme.merge(number), JIRA)
    expectOutcome(applied, { conclusion: 'applied', exit: 0 })
    expect(acme.holder('production')).toBe('v12')
    expect(applied.result['tickets']).toMatchObject([
      {
        system: 'jira',
        ticket: 'RISK-7',
        ticket_id: issue.id,
        status: 'pass',
        approved_by: [{ id: 'risk', compared: false }],
      },
    ])
    expect(keptRecords(acme).at(-1)?.body['tickets']).toEqual(applied.result['tickets'])
    expect(jira.requests.every(({ method }) => method === 'GET')).toBe(true)
    sendsNothingSecret(acme, applied)
  })

  it.each<[string, string, (issue: JiraIssue) => void, Expected['conclusion'], string]>([
    ['none is named', '', () => undefined, 'refused', 'ticket-missing'],
    ['it is not approved', 'Ticket: RISK-7', () => undefined, 'refused', 'ticket-not-approved'],
    [
      'it names another version',
      'Ticket: RISK-7',
      (issue) => {
        edit(issue, 'summary', 'Promote support-llm:v11', Date.now() - 1000)
        transition(issue, APPROVED, 'risk', Date.now())
      },
      'refused',
      'ticket-other-version',
    ],
    [
      'its text was changed after the approval',
      'Ticket: RISK-7',
      (issue) => {
        transition(issue, APPROVED, 'risk', Date.now() - 2000)
        edit(issue, 'summary', 'Promote support-llm:v12 now', Date.now())
      },
      'refused',
      'ticket-not-approved',
    ],
    ['it is not there', 'Ticket: RISK-99', () => undefined, 'error', 'ticket-access'],
  ])('after the merge: %s', async (_case, body, prepare, conclusion, code) => {
    const { acme, issue } = await company()
    prepare(issue)
    const run = await acme.pushEvent(acme.merge(propose(acme, body)), JIRA)
    expectOutcome(run, { conclusion, exit: 1 })
    expect(reasonCodes(run)).toContain(code)
    expect([acme.holder('production'), moves(acme)]).toEqual(['v11', 0])
  })

  it('is let through by running the same job again, once it is approved', async () => {
    const { acme, issue } = await company()
    const pushed = acme.merge(propose(acme, 'Ticket: RISK-7'))
    const refused = await acme.pushEvent(pushed, JIRA)
    expectOutcome(refused, { conclusion: 'refused', exit: 1 })
    transition(issue, APPROVED, 'risk', Date.now())
    const again = await acme.pushEvent(pushed, JIRA, { rerunOf: refused.runId })
    expectOutcome(again, { conclusion: 'applied', exit: 0 })
  })

  it('is never asked for by a job without its token, nor from an address of the pull request', async () => {
    const { acme, jira, gates } = await company()
    const evil = await startJira(jiraState())
    opened.push(evil)
    const number = acme.propose(
      {
        'model-pins.yml': 'support-llm: { production: v12 }\n',
        '.github/model-gates.yml': gates.replaceAll(jira.url, evil.url),
      },
      { body: `Ticket: ${evil.url}/browse/RISK-7` },
    )
    const run = await acme.pullRequestEvent(number, JIRA)
    expect(run.exitCode).toBe(0)
    expect(evil.requests).toEqual([])
    expect(jira.requests.length).toBeGreaterThan(0)

    const asked = jira.requests.length
    const without = await acme.pullRequestEvent(propose(acme, 'Ticket: RISK-7'))
    expectOutcome(without, { conclusion: 'error', exit: 1, including: ['ticket-access'] })
    expect(jira.requests.length).toBe(asked)
  })
})

describe('tickets of both systems', () => {
  it('are both needed, by input or by description', async () => {
    const { acme, snow, issue } = await company('both')
    transition(issue, APPROVED, 'risk', Date.now())
    const change = addChange(snow.state, {
      number: 'CHG0030001',
      state: '-1',
      approval: 'approved',
      short_description: 'Promote support-llm:v12',
    })
    const number = propose(acme, 'Ticket: RISK-7')
    const credentials = { ...JIRA, ...SNOW }
    const lacking = await acme.pullRequestEvent(number, credentials)
    expectOutcome(lacking, { conclusion: 'pending', exit: 0, including: ['ticket-missing'] })

    // Approved by its own field, and nobody is seen to have done it.
    const hidden = await acme.pullRequestEvent(number, { ...credentials, ticket: 'CHG0030001' })
    expectOutcome(hidden, { conclusion: 'error', exit: 1, including: ['ticket-access'] })

    addApprover(snow.state, change, 'cab', 'approved', Date.now() + 1000)
    const pushed = acme.merge(number)
    const applied = await acme.pushEvent(pushed, { ...credentials, ticket: 'CHG0030001' })
    expectOutcome(applied, { conclusion: 'applied', exit: 0 })
    expect(applied.stdout).toContain('::add-mask::snow-access-token')
    sendsNothingSecret(acme, applied)
  })

  it('do not count where ServiceNow answers with another record', async () => {
    const { acme, snow, issue } = await company('both')
    transition(issue, APPROVED, 'risk', Date.now())
    const other = addChange(snow.state, {
      number: 'CHG0030001',
      state: '-1',
      approval: 'approved',
      short_description: 'Promote support-llm:v12',
    })
    addApprover(snow.state, other, 'cab', 'approved', Date.now() + 1000)
    // The column is gone from the table, so the condition on it is dropped without a word.
    other['u_number'] = other['number'] ?? ''
    delete other['number']
    const pushed = acme.merge(propose(acme, 'Ticket: RISK-7, CHG0030002'))
    const run = await acme.pushEvent(pushed, { ...JIRA, ...SNOW })
    expectOutcome(run, { conclusion: 'error', exit: 1, including: ['ticket-unavailable'] })
    expect(acme.holder('production')).toBe('v11')
  })
})
