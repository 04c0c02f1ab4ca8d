import { REPOSITORY } from '../acme.ts'
import { review } from '../github/seed-pulls.ts'
import { evaluate, MODEL, V11, V12, V12_WITHOUT_TEMPLATE } from './company.ts'
import type { Holders, Stage } from './stage.ts'

const START: Holders = { candidate: 'v12', staging: 'v11', production: null, 'production-previous': null }
const V11_LIVE: Holders = { ...START, production: 'v11' }
const V12_STAGED: Holders = { ...V11_LIVE, staging: 'v12' }
export const V12_LIVE: Holders = { ...V12_STAGED, production: 'v12', 'production-previous': 'v11' }

/**
 * The main job from end to end: v11 gets into production by record, v12 is refused by a metric, waits for people, is
 * promoted, and asking once more changes nothing.
 */
export async function tellStory(stage: Stage): Promise<void> {
  stage.expectHolders(START)
  stage.showHolders(`Aliases of ${MODEL}`, { 'at the start': stage.holders() })
  await firstPromotion(stage)
  await toStaging(stage)
  const number = await refusedByMetric(stage)
  await waitingForPeople(stage, number)
  await approved(stage, number)
  await mergedAndAskedAgain(stage, number)
  stage.showHolders(`Aliases of ${MODEL}`, { 'at the start': START, 'with v11': V11_LIVE, now: stage.holders() })
}

async function firstPromotion(stage: Stage): Promise<void> {
  const { acme } = stage
  stage.begin(
    'How v11 got into production',
    'Kim pins v11 in a pull request, Ana and Bo approve it, Ana merges. The push starts the Action.',
  )
  evaluate(acme, V11)
  const number = acme.proposePin('v11')
  acme.approve(number, 'ana')
  acme.approve(number, 'bo')
  const result = await acme.pushEvent(acme.merge(number))
  stage.ran(result, { conclusion: 'applied', exit: 0, reasons: ['first-promotion'] })
  stage.expectHolders(V11_LIVE)
  const [sha256 = ''] = stage.expectChain(['v11'])
  stage.tell(
    `production: nobody → v11. Record 1 keeps its numbers, the baseline for what follows: ${sha256.slice(0, 12)}…`,
  )
  stage.comment('01-v11-applied', 'v11 is promoted', number, [
    'support-llm v11 is now production',
    'nobody → **`v11`**',
  ])
  stage.end()
}

async function toStaging(stage: Stage): Promise<void> {
  const { acme } = stage
  stage.begin(
    'v12 goes to staging',
    'A new version is trained and evaluated. One check guards staging; a workflow_dispatch asks.',
  )
  evaluate(acme, V12_WITHOUT_TEMPLATE)
  const result = await acme.dispatch({ model: MODEL, stage: 'staging' })
  stage.ran(result, { conclusion: 'applied', exit: 0, reasons: [] })
  stage.expectHolders(V12_STAGED)
  stage.tell('staging: v11 → v12. Nobody had to approve: this gate asks for a number only.')
  stage.summary('02-v12-staging-summary', 'v12 goes to staging (job summary)', result, 'support-llm v12 is now staging')
  stage.end()
}

async function refusedByMetric(stage: Stage): Promise<number> {
  const { acme } = stage
  stage.begin(
    'A number says no',
    'Kim pins v12 for production in pull request #2. Opening it starts the Action, which only plans.',
  )
  const number = acme.proposePin('v12')
  const result = await acme.pullRequestEvent(number)
  const reasons = ['metric-regressed', 'approvals-missing', 'metric-below-min']
  stage.ran(result, { conclusion: 'refused', exit: 1, reasons })
  stage.expectHolders(V12_STAGED)
  stage.expectEqual('pull request of the demo', number, 2)
  stage.expectEqual('record-url of a plan', result.outputs['record-url'], '')
  stage.tell('Nothing moved. v11 in production had 0.6797, and a regression of more than 0.01 blocks the merge.')
  stage.comment('03-v12-refused', 'v12 is refused by a metric', number, [
    'support-llm v12 may not be promoted to production',
    '0.6797',
    '−0.024 (−3.5%) worse',
    'short answers',
  ])
  stage.end()
  return number
}

async function waitingForPeople(stage: Stage, number: number): Promise<void> {
  const { acme } = stage
  stage.begin(
    'The numbers pass, the people are missing',
    'Kim finds that the harness ran without the chat template. The evaluation runs again, and the new report is 0.7012.',
    'Eve approves at once. She may read the repository, but she is no model steward.',
  )
  evaluate(acme, V12)
  acme.approve(number, 'eve')
  const result = await acme.pullRequestEvent(number)
  stage.ran(result, { conclusion: 'pending', exit: 0, reasons: ['approvals-missing', 'metric-below-min'] })
  stage.expectHolders(V12_STAGED)
  stage.tell("Nothing moved; the comment was updated in place. Eve's approval is listed, with why it does not count.")
  stage.comment('04-v12-waiting', 'v12 waits for approvals', number, [
    'support-llm v12 is not ready for production yet',
    '0 of 2',
    '`eve`',
    '+0.0215 (+3.2%) better',
  ])
  stage.end()
}

async function approved(stage: Stage, number: number): Promise<void> {
  const { acme } = stage
  stage.begin(
    'Two stewards approve',
    'Bo and Chi approve v12 with these numbers. The review starts the Action once more.',
  )
  acme.approve(number, 'bo')
  const last = review(acme.github, REPOSITORY, number, { by: 'chi' })
  const on = { event: 'pull_request_review', action: 'submitted', number, review: last.id, sender: 'chi' } as const
  const result = await acme.run({ on, key: 'planner', actor: 'chi' })
  stage.ran(result, { conclusion: 'planned', exit: 0, reasons: ['metric-below-min'] })
  stage.expectHolders(V12_STAGED)
  stage.tell('Still nothing moved: a pull request only plans. The style check warns and does not stand in the way.')
  stage.comment('05-v12-approved', 'v12 may be promoted', number, [
    'support-llm v12 may be promoted to production',
    'Merge this pull request to move the alias',
    '2 of 2',
  ])
  stage.end()
}

async function mergedAndAskedAgain(stage: Stage, number: number): Promise<void> {
  const { acme } = stage
  stage.begin(
    'Merged, and promoted',
    'Ana merges. The push judges again, writes its intent, moves the alias, reads it back.',
  )
  const pushed = acme.merge(number)
  const result = await acme.pushEvent(pushed)
  stage.ran(result, { conclusion: 'applied', exit: 0, reasons: ['metric-below-min'] })
  stage.expectHolders(V12_LIVE)
  const [first = '', second = ''] = stage.expectChain(['v11', 'v12'])
  stage.tell('production: v11 → v12, and production-previous follows to v11, ready for a rollback.')
  stage.tell(
    `Record 2 (${second.slice(0, 12)}…) names record 1 (${first.slice(0, 12)}…); both hashes were computed anew.`,
  )
  stage.comment('06-v12-applied', 'v12 is promoted', number, [
    'support-llm v12 is now production',
    '`v11` → **`v12`**',
    second,
  ])
  stage.end()

  stage.begin(
    'The same job, run again',
    'Somebody presses “Re-run all jobs” on the workflow that has just promoted v12.',
  )
  const again = await acme.pushEvent(pushed, {}, { rerunOf: result.runId })
  stage.ran(again, { conclusion: 'no-change', exit: 0, reasons: [] })
  stage.expectHolders(V12_LIVE)
  stage.expectChain(['v11', 'v12'])
  stage.tell('No alias moved and no record was added. The comment still tells of the promotion, with its numbers.')
  stage.comment('07-v12-no-change', 'v12 is asked for again', number, ['support-llm v12 is now production'])
  stage.end()
}
