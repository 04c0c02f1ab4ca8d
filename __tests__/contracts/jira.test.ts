import { afterEach, describe, expect, it } from '@jest/globals'
import {
  APPROVED,
  addIssue,
  approve,
  DECLINED,
  edit,
  JIRA_EMAIL,
  JIRA_SCOPED,
  JIRA_SERVICE,
  JIRA_TOKEN,
  moveIssue,
  resolve,
  transition,
} from '../../sandbox/jira/seed.ts'
import type { JiraTicket } from '../../src/checks/ticket-facts.ts'
import type { JiraRule } from '../../src/config/ticket-rule.ts'
import { GateError } from '../../src/errors.ts'
import type { TicketInputs } from '../../src/services/ticket-credentials.ts'
import { APPROVED_AT, connect, JIRA_INPUTS, type JiraWorld, jiraWorld, NO_INPUTS } from '../support/ticket-worlds.ts'

const opened: JiraWorld[] = []
afterEach(async () => {
  for (const { jira } of opened.splice(0)) {
    await jira.close()
    expect(jira.pending()).toBe(0)
  }
})

async function start(...options: Parameters<typeof jiraWorld>): Promise<JiraWorld> {
  const world = await jiraWorld(...options)
  opened.push(world)
  return world
}

async function read({ tickets, rule }: JiraWorld, over: Partial<JiraRule> = {}): Promise<JiraTicket> {
  return (await tickets.read('RISK-7', { ...rule, ...over })) as JiraTicket
}

/** `code: message` of the failure. */
async function refusal(reading: Promise<unknown>): Promise<string> {
  const thrown = await reading.then(
    () => null,
    (error: unknown) => error,
  )
  if (!(thrown instanceof GateError)) throw new Error(`not refused: ${String(thrown)}`)
  return `${thrown.code}: ${thrown.message}`
}

const paths = ({ jira }: JiraWorld) =>
  jira.requests.map(({ path, scheme }) => `${path.replace(/^\/ex\/jira\/[^/]+/, '(gateway)')} ${scheme}`.trim())

describe('who asks', () => {
  it('a classic token is proved on the site, and nothing else is asked but the ticket', async () => {
    const world = await start()
    await read(world)
    expect(paths(world)).toEqual([
      '/rest/api/3/myself Basic',
      '/rest/api/3/issue/RISK-7 Basic',
      '/rest/api/3/issue/RISK-7/changelog Basic',
    ])
    expect(world.jira.requests.every(({ method }) => method === 'GET')).toBe(true)
  })

  it('a scoped token goes on to the gateway; the site is asked for its cloud id without it', async () => {
    const world = await start('cloud', {}, { ...JIRA_INPUTS, jiraToken: JIRA_SCOPED })
    expect((await read(world)).key).toBe('RISK-7')
    expect(paths(world)).toEqual([
      '/rest/api/3/myself Basic',
      '/_edge/tenant_info',
      '(gateway)/rest/api/3/myself Basic',
      '(gateway)/rest/api/3/issue/RISK-7 Basic',
      '(gateway)/rest/api/3/issue/RISK-7/changelog Basic',
    ])
  })

  it('a service account has no e-mail and is never sent to the site', async () => {
    const world = await start('cloud', {}, { ...NO_INPUTS, jiraToken: JIRA_SERVICE })
    expect((await read(world)).key).toBe('RISK-7')
    expect(paths(world).filter((path) => path.startsWith('/'))).toEqual(['/_edge/tenant_info'])
  })

  it.each(['site', 'gateway'] as const)('`access: %s` asks there only', async (access) => {
    const world = await start('cloud', { access })
    await read(world)
    expect(paths(world).some((path) => path.startsWith('(gateway)'))).toBe(access === 'gateway')
    expect(paths(world).some((path) => path.startsWith('/rest'))).toBe(access === 'site')
  })

  // Jira shows a public ticket to everybody: a wrong token would be answered as if all were well.
  it.each<[string, Partial<TicketInputs>, 'cloud' | 'data_center']>([
    ['wrong on Cloud', { jiraToken: 'wrong-token' }, 'cloud'],
    ['wrong on Data Center', { jiraEmail: null, jiraToken: 'wrong-token' }, 'data_center'],
    ['of Cloud, without its e-mail', { jiraEmail: null }, 'cloud'],
  ])('a token that is %s is refused, also where strangers may look', async (_case, inputs, hosting) => {
    const world = await start(hosting, {}, { ...JIRA_INPUTS, ...inputs })
    world.issue.isPublic = true
    expect(await refusal(read(world))).toMatch(/^ticket-access: Could not log in to Jira: the token is not taken by /)
    expect(world.jira.requests.some(({ path }) => path.includes('/issue/'))).toBe(false)
  })

  it('a token that ends between two requests is noticed', async () => {
    const world = await start()
    world.issue.isPublic = true
    await read(world)
    for (const token of world.jira.state.tokens) token.expired = true
    expect(await refusal(read(world))).toMatch(/^ticket-access: .*as if nobody had logged in/)
  })

  it('no token: nothing is asked at all', async () => {
    const world = await start('cloud', {}, NO_INPUTS)
    expect(await refusal(read(world))).toBe('ticket-access: Could not log in to Jira: there is no credential.')
    expect(world.jira.requests).toEqual([])
  })

  it('a login that nobody is named in is none', async () => {
    const world = await start()
    world.jira.next({ status: 200, body: { displayName: 'Somebody' } })
    world.jira.next({ status: 403, body: { errorMessages: ['captcha'] } }, '/myself')
    expect(await refusal(read(world, { access: 'site' }))).toMatch(/does not say who is logged in/)
    world.jira.next({ status: 403, body: { errorMessages: ['captcha'] } }, '/ex/jira')
    expect(await refusal(read(world, { access: 'auto' }))).toMatch(/status 403, captcha/)
  })

  it('masks the token and its Basic form, and keeps both out of messages', async () => {
    const basic = Buffer.from(`${JIRA_EMAIL}:${JIRA_TOKEN}`).toString('base64')
    expect(connect(JIRA_INPUTS).masked.toSorted()).toEqual([JIRA_TOKEN, basic].toSorted())
    const world = await start()
    world.jira.next({ status: 401, body: { message: `no ${JIRA_TOKEN} ${basic}` } }, '/myself')
    world.jira.next({ status: 401, body: { message: `no ${JIRA_TOKEN} ${basic}` } }, '/ex/jira')
    const said = await refusal(read(world))
    expect(said).toMatch(/no \*\*\* \*\*\*/)
  })

  it.each([302, 307])('a redirect (%i) takes no token along', async (status) => {
    const world = await start()
    world.jira.next({ status, body: '', headers: { location: 'https://evil.example/' } })
    expect(await refusal(read(world))).toMatch(/^ticket-access: .*redirects .*no token is sent elsewhere/)
  })

  it('a site that is none of Cloud has no cloud id', async () => {
    const world = await start('cloud', { access: 'gateway' })
    world.jira.next({ status: 404, body: '<html>' }, '/_edge')
    expect(await refusal(read(world))).toMatch(/^ticket-unavailable: .*status 404/)
    const again = await start('cloud', { access: 'gateway' })
    again.jira.next({ status: 200, body: { cloudId: '../../evil' } }, '/_edge')
    expect(await refusal(read(again))).toMatch(/^ticket-unavailable: .*`cloudId`/)
  })
})

describe('the ticket', () => {
  it('is given with its last changes of status and resolution', async () => {
    const world = await start()
    resolve(world.issue, '1', 'risk', APPROVED_AT + 1000)
    const ticket = await read(world)
    expect(ticket).toMatchObject({
      status: { id: APPROVED, name: 'Approved' },
      resolution: { id: '1', name: 'Done' },
      project: 'RISK',
      texts: ['Promote support-llm:v7', 'It replaces v6.\n'],
      approvals: null,
    })
    expect(ticket.changes.map(({ what, to, by }) => `${what} ${to} ${by?.id}`)).toEqual([
      'status 21 dev',
      'status 31 risk',
      'resolution 1 risk',
    ])
  })

  it('keeps its status id through a renaming', async () => {
    const world = await start()
    world.jira.state.statuses[APPROVED] = 'Rejected by risk'
    expect((await read(world)).status).toEqual({ id: APPROVED, name: 'Rejected by risk' })
  })

  it('that moved to another project says so', async () => {
    const world = await start()
    moveIssue(world.issue, 'OPS-3', APPROVED_AT + 1000)
    expect(await read(world)).toMatchObject({ key: 'OPS-3', project: 'OPS', id: world.issue.id })
  })

  it.each<[keyof JiraTicket | string, Partial<JiraRule>]>([
    ['status', {}],
    ['reporter', {}],
    ['description', {}],
    ['resolution', { resolution: ['Done'] }],
    ['customfield_10042', { names: { field: 'customfield_10042' } }],
  ])('whose %s is not shown is not read at all', async (field, rule) => {
    const world = await start()
    world.issue.fields['customfield_10042'] = 'support-llm:v7'
    world.issue.hidden.push(field)
    expect(await refusal(read(world, rule))).toBe(
      `ticket-access: Could not read the Jira ticket RISK-7: Jira does not show ${field}.`,
    )
  })

  it('has an empty text where a field is empty', async () => {
    const world = await start()
    world.issue.fields['customfield_10042'] = null
    expect((await read(world, { names: { field: 'customfield_10042' } })).texts).toEqual([''])
  })

  it.each<[unknown, string]>([
    ['support-llm:v7', 'support-llm:v7'],
    [{ id: '1', value: 'support-llm:v7' }, 'support-llm:v7'],
    [
      {
        type: 'doc',
        version: 1,
        content: [
          { type: 'heading', content: [{ type: 'text', text: 'Promote' }] },
          {
            type: 'paragraph',
            content: [
              { type: 'text', text: 'support-llm:' },
              { type: 'text', text: 'v7' },
              { type: 'hardBreak' },
              { type: 'text', text: 'now' },
            ],
          },
          { type: 'bulletList', content: [{ type: 'listItem', content: [null, 7] }] },
        ],
      },
      'Promote\nsupport-llm:v7\nnow\n\n',
    ],
  ])('reads a field that holds %j', async (value, text) => {
    const world = await start()
    world.issue.fields['customfield_10042'] = value
    expect((await read(world, { names: { field: 'customfield_10042' } })).texts).toEqual([text])
  })

  it.each([7, true, { key: 'x' }, ['support-llm:v7']])('does not guess at a field that holds %j', async (value) => {
    const world = await start()
    world.issue.fields['customfield_10042'] = value
    expect(await refusal(read(world, { names: { field: 'customfield_10042' } }))).toMatch(
      /^ticket-unavailable: .*holds no text/,
    )
  })

  it('without a reporter, an author, or a kind of account is read as it is', async () => {
    const world = await start()
    world.issue.reporter = null
    transition(world.issue, DECLINED, null, APPROVED_AT + 1000)
    transition(world.issue, APPROVED, 'robot', APPROVED_AT + 2000)
    const ticket = await read(world)
    expect(ticket.requester).toBeNull()
    expect(ticket.changes.map(({ by }) => by?.isHuman ?? null)).toEqual([true, true, null, false])
    expect(ticket.changes.map(({ by }) => by?.email ?? null)).toEqual([null, null, null, null])
  })
})

describe('the history', () => {
  it('is read to its last page, whatever size the pages have', async () => {
    const world = await start()
    for (let edits = 0; edits < 7; edits += 1)
      edit(world.issue, 'summary', `support-llm:v7 ${edits}`, APPROVED_AT + edits)
    world.jira.state.pageSize = 2
    const { changes } = await read(world)
    expect(changes.filter(({ what }) => what === 'names')).toHaveLength(7)
    expect(world.jira.requests.filter(({ path }) => path.endsWith('/changelog'))).toHaveLength(5)
  })

  it.each<[string, object]>([
    ['that ends too early', { startAt: 0, total: 9, isLast: true, values: [] }],
    ['of another page', { startAt: 5, total: 9, isLast: true, values: [] }],
    ['without its size', { startAt: 0, values: [] }],
    ['with a time that is none', { startAt: 0, total: 1, values: [{ created: 'yesterday', items: [] }] }],
  ])('%s is no history', async (_case, body) => {
    const world = await start()
    world.jira.next({ status: 200, body }, '/changelog')
    expect(await refusal(read(world))).toMatch(/^ticket-unavailable/)
  })

  it('that grows without end is given up', async () => {
    const world = await start()
    world.jira.state.pageSize = 1
    for (let edits = 0; edits < 60; edits += 1) edit(world.issue, 'summary', 'x', APPROVED_AT + edits)
    expect(await refusal(read(world))).toMatch(/^ticket-unavailable: .*not shown to the end/)
  })

  it('that Cloud does not show is not replaced by the part that comes with the ticket', async () => {
    const world = await start()
    world.jira.state.withoutChangelogPath = true
    expect(await refusal(read(world))).toMatch(/^ticket-access/)
  })

  it('of old Data Center comes with the ticket, if it is whole', async () => {
    const world = await start('data_center', { names: { field: 'customfield_10042' } })
    world.jira.state.withoutChangelogPath = true
    world.issue.fields['customfield_10042'] = 'support-llm:v7'
    edit(world.issue, 'customfield_10042', 'support-llm:v7', APPROVED_AT + 1000)
    const ticket = await read(world)
    // There the history names a field as people see it.
    expect(ticket.changes.map(({ what }) => what)).toEqual(['status', 'status', 'names'])
    world.jira.state.expandLimit = 2
    expect(await refusal(read(world))).toMatch(/^ticket-unavailable: .*cut short/)
  })
})

describe('approvals of Jira Service Management', () => {
  it('are read to the last page', async () => {
    const world = await start('cloud', { approvals: true })
    for (const name of ['CAB', 'Security', 'Privacy']) approve(world.issue, name, 'risk', APPROVED_AT)
    world.jira.state.pageSize = 2
    const { approvals } = await read(world)
    expect(
      approvals?.map(({ name, decision, approvers, completedAt }) => [name, decision, approvers[0]?.id, completedAt]),
    ).toEqual(['CAB', 'Security', 'Privacy'].map((name) => [name, 'approved', 'risk', '2026-03-10T09:00:00.000Z']))
  })

  it('that were not asked for are an empty list, not a yes', async () => {
    const world = await start('cloud', { approvals: true })
    world.issue.approvals = []
    expect((await read(world)).approvals).toEqual([])
  })

  it('of a ticket that is no request are not there', async () => {
    const world = await start('cloud', { approvals: true })
    expect(await refusal(read(world))).toMatch(/^ticket-access: .*approvals are not shown \(status 404\)/)
  })

  it.each<[string, object]>([
    ['of another page', { start: 3, isLastPage: true, values: [] }],
    ['without an end', { start: 0, isLastPage: false, values: [] }],
    ['with a decision that nobody knows', { start: 0, isLastPage: true, values: [{ finalDecision: 'maybe' }] }],
  ])('%s are not believed', async (_case, body) => {
    const world = await start('cloud', { approvals: true })
    world.issue.approvals = []
    world.jira.next({ status: 200, body }, '/approval')
    expect(await refusal(read(world))).toMatch(/^ticket-unavailable/)
  })
})

describe('answers that are none', () => {
  it.each<[string, object, RegExp]>([
    ['a page at 200', { status: 200, body: '<html>login</html>' }, /^ticket-unavailable: .*not JSON/],
    [
      'broken JSON',
      { status: 200, body: '{"id":', headers: { 'content-type': 'application/json' } },
      /^ticket-unavailable: .*broken JSON/,
    ],
    ['an empty object', { status: 200, body: {} }, /^ticket-unavailable: .*`fields`/],
    ['a list', { status: 200, body: [] }, /^ticket-unavailable/],
    ['a page at 403', { status: 403, body: '<html>no</html>' }, /^ticket-access: .*status 403/],
    [
      'no such ticket',
      { status: 404, body: { errorMessages: ['Issue does not exist'] } },
      /^ticket-access: .*may not see it \("Issue does not exist"\)/,
    ],
  ])('%s', async (_case, answer, expected) => {
    const world = await start()
    world.jira.next(answer as Parameters<typeof world.jira.next>[0], '/issue/')
    expect(await refusal(read(world))).toMatch(expected)
  })

  it('never asks for what is no number', async () => {
    const world = await start()
    for (const number of ['RISK-7/../..', 'RISK-7?x', 'risk-7', 'RISK-07', 'CHG0030001'])
      expect(await refusal(world.tickets.read(number, world.rule))).toMatch(/^internal: no number of Jira/)
    expect(world.jira.requests).toEqual([])
  })

  it('keeps tickets of two numbers apart', async () => {
    const world = await start()
    addIssue(world.jira.state, { key: 'RISK-8', summary: 'other' })
    const [one, two] = await Promise.all(['RISK-7', 'RISK-8'].map((number) => world.tickets.read(number, world.rule)))
    expect([one?.key, two?.key, one?.sha256 === two?.sha256]).toEqual(['RISK-7', 'RISK-8', false])
    expect(world.jira.requests.filter(({ path }) => path.endsWith('/myself'))).toHaveLength(1)
  })
})
