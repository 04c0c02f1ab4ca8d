import { evaluate, MODEL, train, V13 } from './company.ts'
import type { Holders, Stage } from './stage.ts'
import { V12_LIVE } from './story.ts'

const BACK_ON_V11: Holders = { ...V12_LIVE, production: 'v11', 'production-previous': null }
const V13_LIVE: Holders = {
  candidate: 'v14',
  staging: 'v13',
  production: 'v13',
  'production-previous': 'v11',
}
/** Where everything stands when the second act is over. */
export const AFTER_HOLD: Holders = { ...V13_LIVE, staging: 'v12', production: 'v11', 'production-previous': null }

/** v12 is rolled back and cannot come back unasked; v13 follows it, is put on hold, and every stage leaves it. */
export async function tellWayBack(stage: Stage): Promise<void> {
  stage.act('Second act: the way back')
  await rolledBack(stage)
  await pinFollows(stage)
  await pinnedAgain(stage)
  await successor(stage)
  await held(stage)
  stage.showHolders(`Aliases of ${MODEL}`, {
    'with v12': V12_LIVE,
    'rolled back': BACK_ON_V11,
    'with v13': V13_LIVE,
    'v13 on hold': stage.holders(),
  })
}

async function rolledBack(stage: Stage): Promise<void> {
  const { acme } = stage
  stage.begin(
    'v12 turns out bad',
    'It promises refunds that do not exist. Kim starts the rollback workflow with a model, a stage and a reason.',
  )
  await stage.later()
  const result = await acme.dispatch({
    operation: 'rollback',
    model: MODEL,
    stage: 'production',
    reason: 'It promises refunds that do not exist.',
  })
  stage.ran(result, { conclusion: 'applied', exit: 0, reasons: [] })
  stage.expectHolders(BACK_ON_V11)
  stage.expectChain(['v11', 'v12', 'v11'])
  stage.tell('production: v12 → v11, the newest version before it that was good by record. No approval, no evaluation.')
  stage.tell(`The log says how the pin should read now: ${MODEL}: { production: v11 }. Nobody has changed it yet.`)
  stage.expectSaid(
    'job log',
    result.stdout,
    'Chosen: v11, because it is the newest one before',
    `model-pins.yml should now read \`${MODEL}: { production: v11 }\` (it pins v12 for production).`,
  )
  stage.summary('08-v12-rolled-back', 'v12 is rolled back (job summary)', result, 'rolled back')
  stage.end()
}

async function pinFollows(stage: Stage): Promise<void> {
  const { acme } = stage
  stage.begin('The pin follows', 'Kim pins v11 in pull request #3, as the log said, and Ana merges it.')
  const number = acme.proposePin('v11')
  const result = await acme.pushEvent(acme.merge(number))
  stage.ran(result, { conclusion: 'no-change', exit: 0, reasons: [] })
  stage.expectHolders(BACK_ON_V11)
  stage.expectEqual('pull request of the pin', number, 3)
  stage.tell('Repository and registry agree again. It needed no approval, because there was nothing to move.')
  stage.end()
}

async function pinnedAgain(stage: Stage): Promise<void> {
  const { acme } = stage
  stage.begin(
    'The next push cannot bring it back',
    'Kim takes the change of the pin for a slip, pins v12 again in pull request #4 and merges it. Nobody has reviewed it.',
  )
  const number = acme.proposePin('v12')
  const result = await acme.pushEvent(acme.merge(number, 'squash', 'kim'))
  const reasons = ['rolled-back', 'approvals-missing', 'metric-below-min']
  stage.ran(result, { conclusion: 'refused', exit: 1, reasons })
  stage.expectHolders(BACK_ON_V11)
  stage.expectChain(['v11', 'v12', 'v11'])
  stage.tell('Nothing moved. The approvals that v12 once had are older than the rollback: it would need new ones.')
  stage.comment('10-v12-stays-out', 'v12 stays out', number, ['this version was rolled back before', '0 of 2'])
  stage.end()
}

async function successor(stage: Stage): Promise<void> {
  const { acme } = stage
  stage.begin(
    'v13 comes instead',
    'Trained anew and evaluated, it goes to staging, is pinned in pull request #5, approved by Ana and Chi, and merged.',
  )
  train(acme, 'v13')
  evaluate(acme, V13)
  const staged = await acme.dispatch({ model: MODEL, stage: 'staging' })
  stage.expectEqual('conclusion for staging', staged.outputs['conclusion'], 'applied')
  const number = acme.proposePin('v13')
  acme.approve(number, 'ana')
  acme.approve(number, 'chi')
  const result = await acme.pushEvent(acme.merge(number))
  stage.ran(result, { conclusion: 'applied', exit: 0, reasons: [] })
  train(acme, 'v14')
  stage.expectHolders(V13_LIVE)
  stage.expectChain(['v11', 'v12', 'v11', 'v13'])
  stage.tell(
    'production: v11 → v13, measured against v11, which really served. Training goes on: v14 is the candidate.',
  )
  stage.comment('11-v13-applied', 'v13 is promoted', number, ['support-llm v13 is now production', '0.6797'])
  stage.end()
}

async function held(stage: Stage): Promise<void> {
  const { acme } = stage
  stage.begin(
    'Legal says stop',
    'Names of customers may be in the training data of v13. Kim starts hold with fallback for whatever is in production.',
  )
  await stage.later()
  const reason = 'Names of customers may be in its training data.'
  const inputs = { operation: 'hold', model: MODEL, stage: 'production', fallback: 'true', ticket: 'RISK-7', reason }
  const result = await acme.dispatch(inputs)
  stage.ran(result, { conclusion: 'applied', exit: 0, reasons: [] }, /^# (.*: held)$/m.exec(result.stdout)?.[1])
  stage.expectHolders(AFTER_HOLD)
  stage.expectChain(['v11', 'v12', 'v11', 'v13', 'v11'])
  stage.expectEqual('tags of v13', tagsOf(stage, 'v13'), ['regulatory-hold'])
  stage.tell(
    'v13 carries the tag regulatory-hold. Both stages that stood on it went back, each with a record of its own: production v13 → v11, and staging v13 → v12, because it was only production that v12 had to leave.',
  )
  stage.summary('12-v13-held', 'v13 is put on hold (job summary)', result, 'RISK-7')

  const asked = await acme.dispatch({ model: MODEL, stage: 'staging', version: 'v13' })
  stage.expectEqual('exit code of asking for v13', asked.exitCode, 1)
  stage.expectSaid('reasons of asking for v13', asked.outputs['reason-codes'] ?? '', 'version-held')
  stage.tell('Asked for v13 again, in staging: refused, version-held. It stays so until somebody releases it.')
  stage.end()
}

function tagsOf(stage: Stage, version: string): readonly string[] {
  const { state, collection } = stage.acme.registry
  const found = state.memberships.find(
    (each) =>
      each.versionIndex === Number(version.slice(1)) &&
      state.collections.some(({ id, name }) => id === each.collectionId && name === collection),
  )
  const artifact = state.artifacts.find((each) => each.id === found?.artifactId)
  return (artifact?.tags ?? []).filter((tag) => tag.hiddenFrom === null).map((tag) => tag.name)
}
