import { describe, expect, it } from '@jest/globals'
import type { Acme, ActionResult, ActionRun } from '../../sandbox/acme.ts'
import { configValue, expectOneChain, openAcme, wandbLog } from '../support/promotion-story.ts'

const GATES = `version: 1
registry: acme/wandb-registry-model
records: ml-governance/model-promotions
models:
  support-llm:
    stages:
      staging: { ungated: true }
      production: { ungated: true }
`
const MODEL = 'support-llm'
/** v11 stands in both stages, v12 in none. */
const ALIASES = [...Array.from({ length: 11 }, () => []), ['production', 'staging'], ['candidate']]

/** v10, then v12 was promoted to production. */
async function released(options: Parameters<typeof openAcme>[0] = {}): Promise<Acme> {
  const acme = await openAcme({ gates: GATES, pins: '{}\n', aliases: ALIASES, ...options })
  for (const version of ['v10', 'v12']) {
    const promoted = await acme.dispatch({ model: MODEL, stage: 'production', version })
    expect([promoted.exitCode, promoted.outputs['conclusion']]).toEqual([0, 'applied'])
  }
  // GitHub dates runs by whole seconds: what is asked for now comes after what was done.
  await new Promise((resolve) => setTimeout(resolve, 1_100))
  return acme
}

function hold(acme: Acme, inputs: Readonly<Record<string, string>>, more: Partial<ActionRun> = {}) {
  return acme.dispatch({ operation: 'hold', model: MODEL, reason: 'toxic answers', ...inputs }, more)
}

function release(acme: Acme, inputs: Readonly<Record<string, string>>, actor = 'chi') {
  return acme.dispatch({ operation: 'release', model: MODEL, reason: 'cleared', ...inputs }, { actor })
}

function tagsOf(acme: Acme, version: string): readonly string[] {
  const tags = acme.registry.versions[Number(version.slice(1))]?.artifact.tags ?? []
  return tags.filter((tag) => tag.hiddenFrom === null).map((tag) => tag.name)
}

/** `operation conclusion` of every record of holds and of rollbacks, oldest first. */
function kept(acme: Acme): readonly string[] {
  return acme.records().flatMap(({ config, summary }) => {
    const operation = String(configValue(config, 'operation'))
    return operation === 'promote' ? [] : [`${operation} ${String(summary['conclusion'] ?? 'open')}`]
  })
}

const said = ({ stdout, summary }: ActionResult) => `${stdout}\n${summary}`

describe('hold and release on the bundle', () => {
  it('freezes what holds a stage, falls back, refuses to promote it, and frees it again', async () => {
    const acme = await released()
    const held = await hold(acme, { stage: 'production', fallback: 'true', ticket: 'RISK-7' })
    expect([held.exitCode, held.outputs['conclusion'], acme.holder('production')]).toEqual([0, 'applied', 'v10'])
    expect([tagsOf(acme, 'v12'), kept(acme)]).toEqual([['regulatory-hold'], ['hold applied', 'rollback applied']])
    expect(held.result['listings']).toMatchObject([
      { name: 'hold', data: { held: true, version: 'v12', ticket: 'RISK-7' } },
    ])
    const refused = await acme.dispatch({ model: MODEL, stage: 'staging', version: 'v12' })
    expect([refused.exitCode, refused.outputs['reason-codes']]).toEqual([1, 'version-held'])
    const notAllowed = await release(acme, { version: 'v12' }, 'kim')
    expect([notAllowed.exitCode, notAllowed.outputs['reason-codes']]).toEqual([1, 'not-allowed'])
    const freed = await release(acme, { version: 'v12' })
    expect([freed.exitCode, freed.outputs['conclusion'], tagsOf(acme, 'v12')]).toEqual([0, 'applied', []])
    expectChains(acme)
  })

  it('takes an alias, visibly, where the source project is closed to the account', async () => {
    const acme = await released({ sourceAccess: false })
    const held = await hold(acme, { version: 'v12' })
    expect([held.exitCode, acme.holder('regulatory-hold-v12'), tagsOf(acme, 'v12')]).toEqual([0, 'v12', []])
    expect(held.outputs).toMatchObject({
      ...{
        applied: 'true',
        model: MODEL,
        stage: '',
        version: 'v12',
        digest: acme.registry.versions[12]?.artifact.digest,
      },
      'record-url': expect.stringContaining('/runs/'),
    })
    expect(said(held)).toContain('regulatory-hold-v12')
    const freed = await release(acme, { version: 'v12' })
    expect([freed.exitCode, acme.holder('regulatory-hold-v12')]).toEqual([0, undefined])
  })

  it('waits for tags that lag', async () => {
    const acme = await released()
    acme.registry.state.switches.tagLagMs = 600
    const before = wandbLog(acme).length
    const held = await hold(acme, { stage: 'production', version: '*' })
    expect([held.exitCode, held.outputs['conclusion']]).toEqual([0, 'applied'])
    const asked = wandbLog(acme).slice(before)
    expect(asked.filter((operation) => operation === 'GateRead').length).toBeGreaterThan(2)
  })

  it('is one read, one intent, one tag, one read and one record', async () => {
    const acme = await released()
    const before = wandbLog(acme).length
    await hold(acme, { version: 'v11' })
    const asked = wandbLog(acme)
      .slice(before)
      .filter((operation) => operation !== 'file_stream')
    expect(asked).toEqual(['GateRead', 'GateOpenRecord', 'GateTagVersion', 'GateRead', 'GateCloseRecord'])
  })

  it('fails when a stage has nowhere to go, and says so in a warning', async () => {
    const acme = await openAcme({ gates: GATES, pins: '{}\n' })
    const held = await hold(acme, { stage: 'production', fallback: 'true' })
    expect([held.exitCode, held.outputs['conclusion'], acme.holder('production')]).toEqual([1, 'partial', 'v11'])
    expect(held.stdout).toMatch(/::warning.*production STILL STANDS ON v11/)
    expect(tagsOf(acme, 'v11')).toEqual(['regulatory-hold'])
  })
})

function expectChains(acme: Acme): void {
  const holds = acme.records().filter(({ config }) => configValue(config, 'stage') === '(hold)')
  const hashes = holds.map(({ summary }) => summary['record_sha256'])
  const chain = holds.map(({ config }) => {
    const body = JSON.parse(String(configValue(config, 'record')))
    return [body.sequence, body.previous_record]
  })
  expect(chain).toEqual(hashes.map((_, index) => [index + 1, hashes[index - 1] ?? null]))
  expectOneChain(acme)
}

/** Requests of a hold with fallback: which operation, the how-manieth of its kind. */
const BOUNDARIES = [
  ['GateRead', 1],
  ['GateOpenRecord', 1],
  ['GateTagVersion', 1],
  ['GateRead', 2],
  ['GateCloseRecord', 1],
  ['GateRead', 3],
  ['GateVersions', 1],
  ['GateOpenRecord', 2],
  ['GateRead', 4],
  ['GateMoveAlias', 1],
  ['GateHolder', 1],
  ['GateCloseRecord', 2],
] as const
const ROWS = BOUNDARIES.flatMap(([operation, nth]) => [
  ['before', operation, nth] as const,
  ['after', operation, nth] as const,
])

describe('a hold with fallback that is killed', () => {
  it.each(ROWS)('%s %s %s: its next attempt ends the work', async (when, operation, nth) => {
    const acme = await released()
    const process = { kill: (_signal: NodeJS.Signals) => {} }
    const kill = () => process.kill('SIGKILL')
    const strike = (left: number): void => {
      const match = { operation }
      if (left > 1) return void acme.wandb.faults.add({ match, action: { after: () => strike(left - 1) } })
      acme.wandb.faults.add({ match, action: when === 'before' ? { before: kill } : { after: kill } })
      acme.wandb.faults.add({ match, action: when === 'before' ? 'drop-before' : 'drop-after' })
    }
    strike(nth)
    const inputs = { stage: 'production', fallback: 'true' }
    const onStart = (send: (signal: NodeJS.Signals) => void) => {
      process.kill = send
    }
    const crashed = await hold(acme, inputs, { onStart })
    expect([crashed.exitCode, crashed.signal]).toEqual([null, 'SIGKILL'])
    const last = await hold(acme, inputs, { rerunOf: crashed.runId })
    expect([last.exitCode, ['applied', 'no-change'].includes(last.outputs['conclusion'] ?? '')]).toEqual([0, true])
    expect([acme.holder('production'), tagsOf(acme, 'v12'), tagsOf(acme, 'v10')]).toEqual([
      'v10',
      ['regulatory-hold'],
      [],
    ])
    expect(kept(acme).filter((each) => each !== 'hold abandoned' && each !== 'rollback abandoned')).toEqual([
      'hold applied',
      'rollback applied',
    ])
    expectChains(acme)
  })
})
