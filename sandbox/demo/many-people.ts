import { addTeam, addToken } from '../github/seed.ts'
import { APPROVED, addIssue, edit, JIRA_EMAIL, JIRA_TOKEN, jiraState, transition } from '../jira/seed.ts'
import { type JiraSandbox, startJira } from '../jira/server.ts'
import type { JiraIssue } from '../jira/state.ts'
import { ADOPTED } from './adoption.ts'
import { DEMO_GATES, evaluate, MODEL, train, V15 } from './company.ts'
import type { Stage } from './stage.ts'

const TEAM_TOKEN = 'ghs_teams'
const INPUTS = { 'team-token': TEAM_TOKEN, 'jira-email': JIRA_EMAIL, 'jira-token': JIRA_TOKEN }
const STEWARDS = '          - { role: model steward, count: 2, users: [ana, bo, chi] }\n'
const IN_REVIEW = '21'

/** What production asks for from now on: a steward, the risk team, and a change ticket. */
function strictGates(jira: JiraSandbox): string {
  const rules = [
    '{ role: model steward, users: [ana, bo, chi] }',
    '{ role: risk officer, teams: [acme/risk], permission: read }',
    `{ role: change manager, jira: { site: "${jira.url}", hosting: cloud, project: RISK, status: [Approved] } }`,
  ]
  return DEMO_GATES.replace(STEWARDS, rules.map((rule) => `          - ${rule}\n`).join(''))
}

/** One stage, three kinds of consent; each that is missing is named, and the last one opens the gate. */
export async function tellManyPeople(stage: Stage): Promise<void> {
  stage.act('Third act: many people')
  const { acme } = stage
  const jira = await startJira(jiraState())
  try {
    addTeam(acme.github, 'acme/risk', ['eve'])
    addToken(acme.github, TEAM_TOKEN, { login: 'teams[bot]', permissions: { members: 'read' } })
    await stricterRules(stage, jira)
    const issue = addIssue(jira.state, { key: 'RISK-15', summary: `Promote ${MODEL}:v14` })
    transition(issue, IN_REVIEW, 'dev', Date.now())
    await eachInTurn(stage, issue)
  } finally {
    await jira.close()
  }
}

async function stricterRules(stage: Stage, jira: JiraSandbox): Promise<void> {
  const { acme } = stage
  stage.begin(
    'Stricter rules',
    'Production now asks for a steward, a risk officer and a change ticket. Pull request #8 says so, and, on the side, pins v13 again.',
  )
  train(acme, 'v15')
  const files = {
    '.github/model-gates.yml': strictGates(jira),
    'model-pins.yml': `${MODEL}: { production: v13 }\n`,
  }
  const number = acme.propose(files)
  const result = await acme.pushEvent(acme.merge(number))
  stage.ran(result, { conclusion: 'refused', exit: 1, reasons: ['config-changed-in-this-change'] })
  stage.expectHolders({ ...ADOPTED, candidate: 'v15' })
  stage.tell('A change that touches the rules promotes nothing: nobody passes by rules that arrived with him.')
  stage.end()
}

async function eachInTurn(stage: Stage, issue: JiraIssue): Promise<void> {
  const { acme } = stage
  stage.begin(
    'Refused for each reason in turn',
    'v15 is evaluated, is in staging, and is pinned in pull request #9, which Ana merges before anybody has approved it. Kim asks again and again.',
  )
  evaluate(acme, V15)
  const staged = await acme.dispatch({ model: MODEL, stage: 'staging', version: 'v15' })
  stage.expectEqual('conclusion for staging', staged.outputs['conclusion'], 'applied')
  const number = acme.proposePin('v15', 'production', { body: 'Ticket: RISK-15' })
  acme.merge(number)
  const ask = () => acme.dispatch({ ...INPUTS, model: MODEL, stage: 'production', 'pull-request': String(number) })
  const steps: readonly (readonly [done: string, act: () => void, reasons: readonly string[]])[] = [
    [
      'nobody has approved, and the ticket is about v14',
      () => undefined,
      ['approvals-missing', 'ticket-other-version'],
    ],
    ['Ana approves as steward', () => acme.approve(number, 'ana'), ['approvals-missing', 'ticket-other-version']],
    [
      'Eve approves as risk officer; she may only read the repository',
      () => acme.approve(number, 'eve'),
      ['ticket-other-version'],
    ],
    [
      'the ticket is corrected to v15, but nobody has approved it',
      () => edit(issue, 'summary', `Promote ${MODEL}:v15`, Date.now()),
      ['ticket-not-approved'],
    ],
  ]
  const rows: string[][] = []
  for (const [done, act, reasons] of steps) {
    act()
    const result = await ask()
    const found = (result.outputs['reason-codes'] ?? '').split(',')
    rows.push([done, result.outputs['conclusion'] ?? '', found.join(', ')])
    stage.expectEqual(`conclusion: ${done}`, result.outputs['conclusion'], 'refused')
    stage.expectEqual(`reasons: ${done}`, found, reasons)
  }
  stage.table([['what happened', 'verdict', 'reasons'], ...rows])
  stage.expectEqual('alias production', acme.holder('production'), 'v14')

  transition(issue, APPROVED, 'risk', Date.now())
  const result = await ask()
  stage.ran(result, { conclusion: 'applied', exit: 0, reasons: [] })
  stage.expectChain(['v11', 'v12', 'v11', 'v13', 'v11', 'v14', 'v15'])
  stage.tell(
    'The change manager approves the ticket: the steward, the risk officer and the ticket stand in the record.',
  )
  stage.comment('21-v15-applied', 'v15 is promoted', number, ['change manager', 'RISK-15', 'risk officer'])
  stage.end()
}
