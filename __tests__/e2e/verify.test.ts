import { describe, expect, it } from '@jest/globals'
import type { Acme, ActionResult } from '../../sandbox/acme.ts'
import { addVersion, linkVersion } from '../../sandbox/wandb/seed.ts'
import {
  everythingSaid,
  githubLog,
  mergedPin,
  moves,
  openAcme,
  reasonCodes,
  wandbLog,
} from '../support/promotion-story.ts'

const PRODUCTION = { model: 'support-llm', stage: 'production' } as const

/** How much had been asked for, and moved, when the story began. */
const asked = new WeakMap<Acme, number>()
const moved = new WeakMap<Acme, number>()

/** Operations that W&B was asked for since then. */
function since(acme: Acme): readonly string[] {
  return wandbLog(acme).slice(asked.get(acme) ?? 0)
}

/** v12 came to production by a merged and approved pin. */
async function released(): Promise<Acme> {
  const { acme, promote } = await mergedPin()
  const { outputs } = await promote()
  expect(outputs['conclusion']).toBe('applied')
  asked.set(acme, wandbLog(acme).length)
  moved.set(acme, moves(acme))
  return acme
}

interface Listed {
  readonly listings: readonly { readonly name: string; readonly data: unknown }[]
}

function listed({ outputs }: ActionResult, name: string): unknown {
  const { listings } = JSON.parse(outputs['result'] ?? '') as Listed
  return listings.find((each) => each.name === name)?.data
}

function wroteNothing(acme: Acme): void {
  expect(moves(acme)).toBe(moved.get(acme))
  expect(since(acme).filter((operation) => !/^Gate(Survey|Records|Versions|AliasActions)$/.test(operation))).toEqual([])
  expect(
    githubLog(acme).filter((operation) => /comment/i.test(operation) && /create|update/i.test(operation)),
  ).toHaveLength(1)
}

describe('status', () => {
  it('shows every stage in summary, log and result, with one request', async () => {
    const acme = await released()
    const run = await acme.dispatch({ operation: 'status' }, { key: 'planner' })
    expect([run.exitCode, run.outputs['conclusion'], run.outputs['reason-codes']]).toEqual([0, 'no-change', ''])
    expect(run.summary).toMatch(/\| support-llm \| production \| v12 \|.*as recorded/)
    expect(run.stdout).toMatch(/ support-llm: candidate .*production v12/)
    expect(listed(run, 'status')).toContainEqual(
      expect.objectContaining({ stage: 'production', version: 'v12', state: 'as-recorded', held: false }),
    )
    expect(since(acme)).toEqual(['GateSurvey'])
    wroteNothing(acme)
  })

  it('reads sixty models in three requests', async () => {
    const names = Array.from({ length: 60 }, (_, index) => `model-${index}`)
    const stages = '    stages: { staging: { ungated: true }, production: { ungated: true } }\n'
    const gates = `version: 1\nregistry: acme/wandb-registry-model\nrecords: ml-governance/model-promotions\nmodels:\n${names.map((name) => `  ${name}:\n${stages}`).join('')}`
    const acme = await openAcme({ gates, pins: '{}\n' })
    const { state, registry, source } = acme.registry
    for (const collection of names) {
      const artifact = addVersion(state, source, { name: `${collection}-source` })
      linkVersion(state, registry, { collection, artifact, aliases: ['production'] })
    }
    const run = await acme.dispatch({ operation: 'status' })
    expect(run.exitCode).toBe(0)
    expect(listed(run, 'status')).toHaveLength(120)
    expect(since(acme)).toEqual(['GateSurvey', 'GateSurvey', 'GateSurvey'])
  })
})

describe('verify', () => {
  it('is content after a promotion', async () => {
    const acme = await released()
    const run = await acme.dispatch({ operation: 'verify', ...PRODUCTION }, { key: 'planner' })
    expect([run.exitCode, run.outputs['decision'], run.outputs['conclusion']]).toEqual([0, 'pass', 'no-change'])
    wroteNothing(acme)
  })

  it('finds an alias that was moved by hand, and fails', async () => {
    const acme = await released()
    acme.moveByHand('production', 'v11')
    const run = await acme.dispatch({ operation: 'verify', ...PRODUCTION })
    expect([run.exitCode, run.outputs['conclusion'], ...reasonCodes(run)]).toEqual([1, 'refused', 'drift'])
    expect(everythingSaid(acme, run)).toContain('v11 holds it, but record #1')
    expect(run.summary).toContain('start `rollback` with')
    wroteNothing(acme)
  })

  it('finds an edited record', async () => {
    const acme = await released()
    for (const record of acme.records()) {
      const held = record.config['record'] as { value: string }
      held.value = held.value.replace('"applied"', '"adopted"')
    }
    const run = await acme.dispatch({ operation: 'verify', ...PRODUCTION })
    expect(run.exitCode).toBe(1)
    expect(reasonCodes(run)).toContain('record-not-intact')
  })

  it('lets exactly the recorded version be deployed, and not when it is held', async () => {
    const acme = await released()
    const ask = (version: string) => acme.dispatch({ operation: 'verify', ...PRODUCTION, version }, { key: 'planner' })
    expect((await ask('v12')).exitCode).toBe(0)
    const other = await ask('v11')
    expect([other.exitCode, ...reasonCodes(other)]).toEqual([1, 'version-not-in-stage'])
    const tag = { id: 'Tag:hold', name: 'regulatory-hold', visibleFrom: 0, hiddenFrom: null }
    acme.registry.versions[12]?.artifact.tags.push(tag)
    const held = await ask('v12')
    expect([held.exitCode, ...reasonCodes(held)]).toEqual([1, 'version-held'])
  })

  it('passes nothing when W&B cannot be read', async () => {
    const acme = await released()
    const run = await acme.dispatch({ operation: 'verify', ...PRODUCTION, version: 'v12' }, { key: 'outsider' })
    expect([run.exitCode, run.outputs['decision'], ...reasonCodes(run)]).toEqual([1, 'error', 'wandb-access'])
  })
})

describe('history', () => {
  it('tells the records in one request, with a picture', async () => {
    const acme = await released()
    const run = await acme.dispatch({ operation: 'history', model: 'support-llm' }, { key: 'planner' })
    expect([run.exitCode, run.outputs['conclusion']]).toEqual([0, 'no-change'])
    expect(run.summary).toMatch(/\| production \| promote \| v11 \| v12 \| applied \|/)
    expect(run.summary).toContain('```mermaid\ntimeline')
    expect(since(acme)).toEqual(['GateRecords'])
    wroteNothing(acme)
  })

  it('answers what was in production at a moment', async () => {
    const acme = await released()
    const inputs = { operation: 'history', ...PRODUCTION }
    const now = await acme.dispatch({ ...inputs, at: '2099-01-01T00:00:00Z' })
    expect(listed(now, 'history-at')).toMatchObject({
      stages: [{ version: 'v12', in_registry: true, commit: expect.any(String), datasets: [expect.any(String)] }],
    })
    const before = await acme.dispatch({ ...inputs, at: '2020-01-01T00:00:00Z' })
    expect(before.summary).toContain('no record says that anything held it then')
  })
})
