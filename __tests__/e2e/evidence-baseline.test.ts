import { afterEach, describe, expect, it } from '@jest/globals'
import { type Acme, type ActionResult, startAcme } from '../../sandbox/acme.ts'
import { addRun } from '../../sandbox/wandb/seed.ts'
import { newId } from '../../sandbox/wandb/state.ts'
import { expectNothingWritten, expectOutcome, holders, nodesOf } from './expectations.ts'

let acme: Acme

afterEach(async () => {
  await acme.close()
  expect(acme.github.violations).toEqual([])
})

/** One stage `staging` without approvals; v11 holds it by hand, v12 is the candidate. */
async function start(
  checks: string,
  stage = '',
  collectionTags: readonly string[] = [],
  sourceAccess = true,
): Promise<void> {
  const gates = `version: 1
registry: acme/wandb-registry-model
records: ml-governance/model-promotions
models:
  support-llm:
    reports:
      quality: { path: eval/q.json, identity: { select: /artifact } }
    stages:
      candidate: { ungated: true }
      staging:
        from: candidate
${stage}        checks:
          - ${checks}
`
  const aliases = [...Array.from({ length: 10 }, () => []), ['candidate'], ['staging'], []]
  acme = await startAcme({ aliases, gates, pins: 'support-llm: {}\n', sourceAccess })
  const { state, registry } = acme.registry
  const collection = state.collections.find((each) => each.projectId === registry.id)
  for (const name of collectionTags)
    collection?.tags.push({ id: newId(state, 'Tag'), name, visibleFrom: 0, hiddenFrom: null })
}

function report(version: string, acc: number | null, more: Readonly<Record<string, unknown>> = {}): string {
  return JSON.stringify({ artifact: `acme/wandb-registry-model/support-llm:${version}`, acc, other: 1, ...more })
}

async function promote(version: string, inputs: Readonly<Record<string, string>> = {}): Promise<ActionResult> {
  acme.moveByHand('candidate', version)
  return acme.dispatch({ model: 'support-llm', stage: 'staging', version, ...inputs })
}

describe('the baseline', () => {
  const CHECK = '{ metric: acc, direction: higher_is_better, max_regression: 0.01 }'

  it('is the recorded number of the version that holds the stage', async () => {
    await start(CHECK.replace(' }', ', on_missing_baseline: warn }'))
    acme.write('eval/q.json', report('v10', 0.8))
    expectOutcome(await promote('v10'), { conclusion: 'applied', exit: 0, reasons: ['baseline-missing'] })
    acme.write('eval/q.json', report('v12', 0.789))
    const worse = await promote('v12')
    expectOutcome(worse, { conclusion: 'refused', exit: 1, reasons: ['metric-regressed'] })
    expect(nodesOf(worse).get('checks/0')?.detail).toMatchObject({
      baseline: expect.objectContaining({ value: 0.8, version: 'v10' }),
    })
    acme.write('eval/q.json', report('v12', 0.79))
    expectOutcome(await promote('v12'), { conclusion: 'applied', exit: 0, reasons: [] })
  })

  it('is not made easier by a move by hand', async () => {
    await start(CHECK.replace(' }', ', on_missing_baseline: warn }'))
    acme.write('eval/q.json', report('v10', 0.8))
    expectOutcome(await promote('v10'), { conclusion: 'applied', exit: 0 })
    acme.write('eval/q.json', report('v12', 0.5))
    for (const holder of [undefined, 'v12']) {
      acme.moveByHand('staging', holder)
      expectOutcome(await promote('v12'), { conclusion: 'refused', exit: 1, reasons: ['metric-regressed', 'drift'] })
    }
    expect(acme.records()).toHaveLength(1)
  })

  it.each([
    ['fail', 'refused', 1],
    ['warn', 'planned', 0],
    ['pass', 'planned', 0],
  ] as const)('is missing, with on_missing_baseline: %s', async (setting, conclusion, exit) => {
    await start(CHECK.replace(' }', `, on_missing_baseline: ${setting} }`))
    acme.write('eval/q.json', report('v12', 0.9))
    const run = await promote('v12', { operation: 'plan' })
    expectOutcome(run, { conclusion, exit, reasons: setting === 'pass' ? [] : ['baseline-missing'] })
  })

  it('comes from baseline-report, which must be of that version', async () => {
    await start(CHECK)
    acme.write('eval/q.json', report('v12', 0.7))
    acme.write('eval/base.json', report('v11', 0.705))
    const inputs = { operation: 'plan', 'baseline-report': 'eval/base.json' }
    expectOutcome(await promote('v12', inputs), { conclusion: 'planned', exit: 0, reasons: [] })
    acme.write('eval/base.json', report('v11', 0.8))
    expectOutcome(await promote('v12', inputs), { conclusion: 'refused', exit: 1, reasons: ['metric-regressed'] })
    acme.write('eval/base.json', report('v9', 0.1))
    expectOutcome(await promote('v12', inputs), { conclusion: 'refused', exit: 1, reasons: ['baseline-missing'] })
    expectOutcome(await promote('v12', { ...inputs, 'baseline-report': 'eval/none.json' }), {
      conclusion: 'refused',
      exit: 1,
      reasons: ['baseline-missing'],
    })
  })

  it('is nobody at the first promotion', async () => {
    await start(CHECK)
    acme.moveByHand('staging', undefined)
    acme.write('eval/q.json', report('v12', 0.1))
    const run = await promote('v12')
    expectOutcome(run, { conclusion: 'applied', exit: 0, reasons: ['first-promotion'] })
    expect(run.outputs['previous-version']).toBe('')
  })

  it.each([0, -1])('of %d makes a relative limit an error', async (value) => {
    await start(CHECK.replace('0.01', '5%'))
    acme.write('eval/q.json', report('v12', 0.7))
    acme.write('eval/base.json', report('v11', value))
    const run = await promote('v12', { operation: 'plan', 'baseline-report': 'eval/base.json' })
    expectOutcome(run, { conclusion: 'error', exit: 1 })
    expect(run.summary).toContain('absolute')
  })
})

describe('severity and missing metrics', () => {
  it.each([
    ['{ metric: acc, min: 0.9 }', 'refused', 1],
    ['{ metric: acc, min: 0.9 }\n          - { metric: nowhere, max: 1, on_missing_metric: pass }', 'refused', 1],
    ['{ metric: acc, min: 0.1 }\n          - { metric: acc, min: 0.9, severity: warn }', 'planned', 0],
    ['{ metric: acc, min: 0.1 }\n          - { metric: acc, min: 0.9, severity: info }', 'planned', 0],
    ['{ metric: acc, min: 0.1 }\n          - { metric: nowhere, max: 1 }', 'refused', 1],
    ['{ metric: acc, min: 0.1 }\n          - { metric: nowhere, max: 1, on_missing_metric: warn }', 'planned', 0],
    ['{ metric: acc, min: 0.1 }\n          - { metric: nowhere, max: 1, on_missing_metric: pass }', 'planned', 0],
  ] as const)('judges %j: %s', async (checks, conclusion, exit) => {
    await start(checks)
    acme.write('eval/q.json', report('v12', 0.5))
    expectOutcome(await promote('v12', { operation: 'plan' }), { conclusion, exit })
  })
})

describe('a stage in dry run', () => {
  it('evaluates and reports, never applies, never fails the job', async () => {
    await start('{ metric: acc, min: 0.62 }', '        mode: dry_run\n')
    acme.write('eval/q.json', report('v12', 0.7))
    const before = { ...holders(acme), candidate: 'v12' }
    const good = await promote('v12')
    expectOutcome(good, { conclusion: 'planned', exit: 0 })
    expect(good.result['promotions']).toEqual([expect.objectContaining({ dry_run: 'stage' })])
    acme.write('eval/q.json', report('v12', 0.1))
    expectOutcome(await promote('v12'), { conclusion: 'refused', exit: 0, reasons: ['metric-below-min'] })
    acme.write('eval/q.json', 'nonsense')
    expectOutcome(await promote('v12'), { conclusion: 'error', exit: 0 })
    expectNothingWritten(acme, before)
  })
})

describe('what freezes a version or a stage', () => {
  const CHECK = '{ metric: acc, min: 0.62 }'

  it.each([
    [['regulatory-hold'], 'stage-held'],
    [['Regulatory-Hold  staging'], 'stage-held'],
    [['regulatory-hold production'], null],
    [['regulatory'], null],
  ] as const)('collection tags %j', async (tags, reason) => {
    await start(CHECK, '', tags)
    acme.write('eval/q.json', report('v12', 0.7))
    const run = await promote('v12', { operation: 'plan' })
    expectOutcome(
      run,
      reason === null ? { conclusion: 'planned', exit: 0 } : { conclusion: 'refused', exit: 1, reasons: [reason] },
    )
  })

  it('a version tag, and an alias', async () => {
    await start(CHECK)
    acme.write('eval/q.json', report('v12', 0.7))
    const { state, versions } = acme.registry
    const tags = versions[12]?.artifact.tags
    tags?.push({ id: newId(state, 'Tag'), name: 'regulatory-hold', visibleFrom: 0, hiddenFrom: null })
    expectOutcome(await promote('v12'), { conclusion: 'refused', exit: 1, reasons: ['version-held'] })
    tags?.pop()
    acme.moveByHand('regulatory-hold-v12', 'v12')
    expectOutcome(await promote('v12'), { conclusion: 'refused', exit: 1, reasons: ['version-held'] })
    acme.moveByHand('regulatory-hold-v12', undefined)
    expectOutcome(await promote('v12'), { conclusion: 'applied', exit: 0 })
  })

  it('a version that is not complete', async () => {
    await start(CHECK)
    acme.write('eval/q.json', report('v12', 0.7))
    const artifact = acme.registry.versions[12]?.artifact
    if (artifact !== undefined) artifact.state = 'PENDING'
    expectOutcome(await promote('v12'), { conclusion: 'refused', exit: 1, reasons: ['version-not-committed'] })
  })

  it('the stage that comes before', async () => {
    await start(CHECK)
    acme.write('eval/q.json', report('v12', 0.7))
    const run = await acme.dispatch({ model: 'support-llm', stage: 'staging', version: 'v12' })
    expectOutcome(run, { conclusion: 'refused', exit: 1, reasons: ['version-not-in-from-stage'] })
  })

  it('a rollback that left the version', async () => {
    await start(CHECK)
    acme.write('eval/q.json', report('v12', 0.7))
    seedRollback('v12', 'v11')
    const run = await promote('v12')
    expectOutcome(run, { conclusion: 'refused', exit: 1, reasons: ['rolled-back'] })
    acme.write('eval/q.json', report('v10', 0.7))
    expectOutcome(await promote('v10'), { conclusion: 'applied', exit: 0 })
  })
})

describe('lineage', () => {
  const LINEAGE = '        lineage: { require: [run, commit] }\n'
  const CHECK = '{ metric: acc, min: 0.62 }'

  it('is an error where the source project cannot be seen, not "no run"', async () => {
    await start(CHECK, LINEAGE, [], false)
    acme.write('eval/q.json', report('v12', 0.7))
    expectOutcome(await promote('v12'), { conclusion: 'error', exit: 1, reasons: ['source-not-visible'] })
  })

  it('does not matter where the stage does not ask for it', async () => {
    await start(CHECK, '', [], false)
    acme.write('eval/q.json', report('v12', 0.7))
    expectOutcome(await promote('v12', { operation: 'plan' }), { conclusion: 'planned', exit: 0 })
  })

  it('is missing where the run recorded no commit', async () => {
    await start(CHECK, LINEAGE)
    acme.write('eval/q.json', report('v12', 0.7))
    const run = acme.registry.versions[12]?.run
    if (run !== undefined) run.commit = null
    expectOutcome(await promote('v12'), { conclusion: 'refused', exit: 1, reasons: ['lineage-missing'] })
  })
})

/** A closed rollback record, as the operation will write it. */
function seedRollback(from: string, to: string): void {
  const { state, records, versions, collection } = acme.registry
  const named = (version: string) => {
    const artifact = versions[Number(version.slice(1))]?.artifact
    return { version, artifact_id: artifact?.id ?? '', digest: artifact?.digest ?? '' }
  }
  const body = {
    schema_version: 1,
    operation: 'rollback',
    registry_path: `acme/wandb-registry-model/${collection}`,
    model: collection,
    stage: 'staging',
    alias: 'staging',
    from: named(from),
    to: named(to),
    sequence: 1,
    previous_record: null,
    pull_requests: [],
    run: { id: '1', attempt: 1, job: 'rollback', url: '' },
    conclusion: 'applied',
  }
  addRun(state, records, {
    name: 'rollback-record',
    jobType: 'model-promotion',
    group: collection,
    tags: [collection, 'staging'],
    config: { operation: 'rollback', model: collection, stage: 'staging', record: JSON.stringify(body) },
    summary: { record_sha256: 'f'.repeat(64), conclusion: 'applied', finished_at: '2026-11-20T00:00:00Z' },
  })
}
