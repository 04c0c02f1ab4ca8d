import { createHash, generateKeyPairSync } from 'node:crypto'
import { describe, expect, it } from '@jest/globals'
import { type Acme, GATES } from '../../sandbox/acme.ts'
import { addRun, addVersion, linkVersion } from '../../sandbox/wandb/seed.ts'
import { createRecordSigner, publicKeyOf } from '../../src/promotion/record-trust.ts'
import { configValue, mergedPin, mergePin, openAcme } from '../support/promotion-story.ts'
import { guard, PRODUCTION } from './attack.ts'

const ROLLBACK = { operation: 'rollback', ...PRODUCTION, reason: 'it answers nonsense' }
const PEM = generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
const STRANGER = generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
const KEY = { 'record-signing-key': PEM }

/** v12 came to production by record. */
async function released(options: Parameters<typeof mergedPin>[0] = {}, inputs = {}): Promise<Acme> {
  const { acme, promote } = await mergedPin(options)
  expect((await promote({}, inputs)).outputs['conclusion']).toBe('applied')
  return acme
}

function recordRuns(acme: Acme) {
  return acme.registry.state.runs.filter((run) => run.projectId === acme.registry.records.id)
}

/** Another record after the newest one, which says that v3 came to production and was left for v12 again. */
function forge(acme: Acme, sign: (text: string) => string | null): void {
  const last = recordRuns(acme).at(-1)
  const body = JSON.parse(String(configValue(last?.config ?? {}, 'record')))
  const v3 = acme.registry.versions[3]?.artifact
  const [version, artifact_id, digest] = ['v3', v3?.id, v3?.digest]
  const text = JSON.stringify({
    ...body,
    sequence: 2,
    previous_record: last?.summary['record_sha256'],
    to: { version, artifact_id, digest },
  })
  const config = { operation: 'promote', model: 'support-llm', stage: 'production', to_version: 'v3', record: text }
  const sha256 = createHash('sha256').update(text).digest('hex')
  addRun(acme.registry.state, acme.registry.records, {
    name: 'f'.repeat(64),
    jobType: 'model-promotion',
    group: 'support-llm',
    tags: ['support-llm', 'production'],
    config,
    summary: { conclusion: 'applied', record_sha256: sha256, signature: sign(text), finished_at: body.finished_at },
    at: Date.now(),
  })
}

describe('going round the gate', () => {
  it('threat 37: a version that was put there by hand is judged as any other, and told', async () => {
    const acme = await openAcme()
    acme.moveByHand('production', 'v12')
    const stopped = guard(acme)
    stopped(await acme.pushEvent(acme.merge(acme.proposePin('v12'))), {
      conclusion: 'refused',
      exit: 1,
      including: ['drift', 'approvals-missing'],
      said: 'no record',
    })
  })

  it('threat 37: verify finds an alias that was moved by hand', async () => {
    const acme = await released()
    acme.moveByHand('production', 'v11')
    const stopped = guard(acme)
    const run = await acme.dispatch({ operation: 'verify', ...PRODUCTION }, { key: 'planner' })
    stopped(run, { conclusion: 'refused', exit: 1, reasons: ['drift'], said: 'v11' })
  })

  it('threat 38: a rollback to a version that never passed is refused', async () => {
    const acme = await released()
    const stopped = guard(acme)
    stopped(await acme.dispatch({ ...ROLLBACK, version: 'v3' }), {
      conclusion: 'refused',
      exit: 1,
      including: ['not-allowed'],
      said: 'v3',
    })
  })

  it('threat 38: nobody with less than write rolls back, and no rerun lends its starter', async () => {
    const acme = await released()
    const stopped = guard(acme)
    const refused = { conclusion: 'refused', exit: 1, including: ['not-allowed'], said: 'eve' } as const
    stopped(await acme.dispatch({ ...ROLLBACK, version: 'v12' }, { actor: 'eve' }), refused)
    const started = await acme.dispatch({ ...ROLLBACK, 'dry-run': 'true', version: 'v12' })
    stopped(await acme.dispatch({ ...ROLLBACK, version: 'v12' }, { rerunOf: started.runId, actor: 'eve' }), refused)
  })
})

describe('going round a hold', () => {
  const held = async () => {
    const acme = await openAcme()
    const run = await acme.dispatch({ operation: 'hold', model: 'support-llm', version: 'v12', reason: 'toxic' })
    expect(run.outputs['conclusion']).toBe('applied')
    return acme
  }

  const HELD = { conclusion: 'refused', exit: 1, including: ['version-held'], said: 'version-held' } as const

  it('threat 39: taking its tag away frees nothing', async () => {
    const acme = await held()
    for (const tag of acme.registry.versions[12]?.artifact.tags ?? []) tag.hiddenFrom = 0
    const { promote } = mergePin(acme, 'v12')
    guard(acme)(await promote(), HELD)
  })

  it('threat 39: the same files logged and linked again are held too', async () => {
    const acme = await held()
    const { state, source, registry, collection, versions } = acme.registry
    const files = { 'model.bin': `${collection}-source 12` }
    const artifact = addVersion(state, source, { name: 'renamed', files })
    expect(artifact.digest).toBe(versions[12]?.artifact.digest)
    linkVersion(state, registry, { artifact, collection })
    acme.moveByHand('staging', 'v13')
    acme.moveByHand('candidate', 'v13')
    const { promote } = mergePin(acme, 'v13')
    guard(acme)(await promote(), HELD)
  })

  it('threat 39: another alias of the same model is held too', async () => {
    const acme = await held()
    acme.moveByHand('staging', 'v10')
    const stopped = guard(acme)
    stopped(await acme.dispatch({ model: 'support-llm', stage: 'staging', version: 'v12' }), HELD)
  })

  it('threat 39: where holds cannot be read, nothing moves', async () => {
    const { acme, promote } = await mergedPin()
    acme.wandb.faults.add({ match: { operation: 'GateRead' }, action: { payload: null } })
    const stopped = guard(acme)
    stopped(await promote(), { conclusion: 'error', exit: 1, said: 'Weights & Biases' })
  })
})

describe('going round the records', () => {
  it('threat 40: an edited record is found by its hash', async () => {
    const acme = await released()
    for (const { config } of acme.records()) {
      const kept = config['record'] as { value: string }
      kept.value = kept.value.replace('"ana"', '"bo"')
    }
    const stopped = guard(acme)
    stopped(await acme.dispatch({ operation: 'verify', ...PRODUCTION }), {
      conclusion: 'refused',
      exit: 1,
      including: ['record-not-intact'],
      said: 'record',
    })
  })

  it('threat 40: a record that was taken away breaks the chain', async () => {
    const acme = await released({ gates: GATES.replace('        from: staging\n', '') })
    await mergePin(acme, 'v10').promote()
    const { state } = acme.registry
    state.runs.splice(
      state.runs.findIndex((run) => run.projectId === acme.registry.records.id),
      1,
    )
    const stopped = guard(acme)
    stopped(await acme.dispatch({ operation: 'verify', ...PRODUCTION }), {
      conclusion: 'refused',
      exit: 1,
      including: ['record-not-intact'],
      said: 'which is not there',
    })
  })

  it.each([
    // A record from before there were keys looks the same: told, not failed.
    ['unsigned', () => null, 0],
    ['signed by a stranger', createRecordSigner(STRANGER), 1],
  ])('threat 40: a forged record, %s, does not count where the config lists record keys', async (_how, sign, exit) => {
    const gates = GATES.replace('models:', `record_keys: ["${publicKeyOf(PEM)}"]\nmodels:`)
    const acme = await released({ gates }, KEY)
    forge(acme, sign)
    const stopped = guard(acme)
    stopped(await acme.dispatch({ ...ROLLBACK, ...KEY, version: 'v3' }), {
      conclusion: 'refused',
      exit: 1,
      including: ['not-allowed'],
      said: 'v3',
    })
    const verified = await acme.dispatch({ operation: 'verify', ...PRODUCTION })
    expect(verified.summary).toMatch(/without a signature|signed by none of the record keys/)
    expect(verified.exitCode).toBe(exit)
  })

  it('threat 40: without record keys a forged record counts as far as W&B lets people write, and is shown as unsigned', async () => {
    const acme = await released()
    forge(acme, () => null)
    const run = await acme.dispatch({ operation: 'history', ...PRODUCTION })
    expect(run.summary).toContain('unsigned')
  })
})
