import { evaluate, MODEL, V14 } from './company.ts'
import type { Holders, Stage } from './stage.ts'
import { AFTER_HOLD } from './way-back.ts'

/** Where everything stands once v14 is adopted; the alias that follows is not touched by an adoption. */
export const ADOPTED: Holders = { ...AFTER_HOLD, staging: 'v14', production: 'v14' }

const ORDER = { operation: 'verify', adopt: 'true', model: MODEL, stage: 'production' } as const

/** What was moved by hand can be recorded: by the people, and through the gate, that a promotion needs. */
export async function tellAdoption(stage: Stage): Promise<void> {
  await refused(stage)
  await allowed(stage)
}

async function refused(stage: Stage): Promise<void> {
  const { acme } = stage
  stage.begin(
    'It cannot be waved through',
    'Kim would rather keep v12 where it is, and asks for adoption: verify with adopt, and a reason.',
  )
  const result = await acme.dispatch({ ...ORDER, reason: 'It looks fine to me.' })
  const reasons = (result.outputs['reason-codes'] ?? '').split(',')
  stage.ran(result, { conclusion: 'refused', exit: 1, reasons })
  for (const reason of ['not-allowed', 'rolled-back', 'approvals-missing', 'report-other-version'])
    stage.expectSaid('reasons', reasons.join(' '), reason)
  stage.tell(
    'An adoption needs the role maintain, and the version the whole gate: v12 was rolled back, and nobody has approved it since.',
  )
  stage.summary('16-adoption-refused', 'v12 is not adopted (job summary)', result, 'rolled back')
  acme.moveByHand('production', 'v11')
  const again = await acme.dispatch({ operation: 'verify' }, { key: 'planner' })
  stage.expectEqual('exit code once it is put back', again.exitCode, 0)
  stage.expectHolders(AFTER_HOLD)
  stage.tell('Ana puts it back on v11, and verify is content again.')
  stage.end()
}

async function allowed(stage: Stage): Promise<void> {
  const { acme } = stage
  stage.begin(
    'Adopted',
    'v14 is evaluated and in staging when CI is down, so Chi moves production to it by hand. Pull request #7 pins it afterwards, Ana and Bo approve, and Chi asks for adoption.',
  )
  evaluate(acme, V14)
  const staged = await acme.dispatch({ model: MODEL, stage: 'staging', version: 'v14' })
  stage.expectEqual('conclusion for staging', staged.outputs['conclusion'], 'applied')
  acme.moveByHand('production', 'v14')
  const number = acme.proposePin('v14')
  acme.approve(number, 'ana')
  acme.approve(number, 'bo')
  acme.merge(number)
  const inputs = { ...ORDER, reason: 'CI was down; it passed everything.', 'pull-request': String(number) }
  const result = await acme.dispatch(inputs, { actor: 'chi' })
  stage.ran(result, { conclusion: 'applied', exit: 0, reasons: ['drift'] })
  stage.expectHolders(ADOPTED)
  stage.expectChain(['v11', 'v12', 'v11', 'v13', 'v11', 'v14'])
  stage.tell('Nothing moved. The record says that v14 was put there by hand, and on what it was accepted.')
  stage.comment('17-v14-adopted', 'v14 is adopted', number, ['is adopted as production'])
  const verify = await acme.dispatch({ operation: 'verify' }, { key: 'planner' })
  stage.expectEqual('exit code of verify', verify.exitCode, 0)
  stage.end()
}
