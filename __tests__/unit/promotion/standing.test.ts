import { describe, expect, it } from '@jest/globals'
import type { RecordFacts, RegistryFacts } from '../../../src/checks/facts.ts'
import {
  baselineVersion,
  driftOf,
  isNoChange,
  newestStanding,
  owedKeepPrevious,
  planMoves,
} from '../../../src/promotion/standing.ts'
import { record } from '../checks/facts-builder.ts'
import { gates, named, registryFacts, requestOf, V6, V7, V8 } from './promotion-builder.ts'

const { stage } = requestOf('support-llm', 'production')
const without = { ...stage, keepPrevious: null }

function saying(to: typeof V6, over: Partial<RecordFacts> = {}): RecordFacts {
  return record({ stage: 'production', alias: 'production', to: named(to), ...over })
}

/** `candidate` asks, `holder` holds, and the newest record says `recorded`. */
function state(candidate: typeof V6 | null, holder: typeof V6 | null, recorded: typeof V6 | null): RegistryFacts {
  return registryFacts({ candidate, holder, records: recorded === null ? [] : [saying(recorded)] })
}

describe('the newest record that says who holds the stage', () => {
  it.each<[string, Partial<RecordFacts>]>([
    ['abandoned', { conclusion: 'abandoned' }],
    ['in conflict', { conclusion: 'conflict' }],
    ['partial', { conclusion: 'partial' }],
    ['unfinished', { conclusion: null, sha256: null, intact: false }],
    ['altered', { intact: false }],
    ['of no version', { to: null }],
    ['of a hold, which moves nothing', { operation: 'hold' }],
    ['of an operation that nobody knows', { operation: '' }],
    ['of a promotion that says it was adopted', { conclusion: 'adopted' }],
    ['of an adoption that says it was applied', { operation: 'adopt' }],
  ])('is not one that is %s', (_, over) => {
    const older = saying(V6, { runId: 'older' })
    expect(newestStanding([saying(V7, over), older])).toBe(older)
    expect(newestStanding([saying(V7, over)])).toBeNull()
  })

  it.each(['promote', 'rollback', 'adopt'])('may be of %s', (operation) => {
    const newest = saying(V7, { operation, conclusion: operation === 'adopt' ? 'adopted' : 'applied' })
    expect(newestStanding([newest, saying(V6)])).toBe(newest)
  })
})

describe('a state of the registry', () => {
  it.each<[string, RegistryFacts, { noChange: boolean; drift: RegExp | null; baseline: string | null }]>([
    ['first promotion', state(V7, null, null), { noChange: false, drift: null, baseline: null }],
    [
      'adopting the gate: somebody holds it without a record',
      state(V7, V6, null),
      { noChange: false, drift: null, baseline: 'v6' },
    ],
    ['in order', state(V7, V6, V6), { noChange: false, drift: null, baseline: 'v6' }],
    ['there already', state(V7, V7, V7), { noChange: true, drift: null, baseline: null }],
    [
      'put there by hand, without a record',
      state(V7, V7, null),
      { noChange: false, drift: /held by v7, and no record/, baseline: null },
    ],
    [
      'put there by hand, against the record',
      state(V7, V7, V6),
      { noChange: false, drift: /held by v7, but .* says v6/, baseline: 'v6' },
    ],
    [
      'another version put there by hand',
      state(V7, V8, V6),
      { noChange: false, drift: /held by v8, but .* says v6/, baseline: 'v8' },
    ],
    [
      'taken away by hand',
      state(V7, null, V6),
      { noChange: false, drift: /held by nobody, but .* says v6/, baseline: 'v6' },
    ],
    [
      'taken away from the very version that is asked for',
      state(V7, null, V7),
      { noChange: false, drift: /held by nobody/, baseline: null },
    ],
    [
      'a version that does not exist is asked for',
      state(null, V6, V6),
      { noChange: false, drift: null, baseline: 'v6' },
    ],
    ['nobody is asked for, nobody is there', state(null, null, null), { noChange: false, drift: null, baseline: null }],
  ])('%s', (_, facts, { noChange, drift, baseline }) => {
    expect(isNoChange(facts)).toBe(noChange)
    const said = driftOf(facts, 'production')
    if (drift === null) expect(said).toBeNull()
    else expect(said).toMatch(drift)
    expect(baselineVersion(facts)?.version ?? null).toBe(baseline)
  })
})

describe('the plan', () => {
  const moved = { alias: 'production', from: named(V6), to: named(V7), purpose: 'stage' }
  const follows = { alias: 'production-previous', from: null, to: named(V6), purpose: 'keep-previous' }

  it.each<[string, RegistryFacts, typeof stage, readonly object[]]>([
    ['moves the alias, then lets another follow', registryFacts(), stage, [moved, follows]],
    [
      'says who holds the following alias now',
      registryFacts({ previousHolder: V8 }),
      stage,
      [moved, { ...follows, from: named(V8) }],
    ],
    ['leaves a following alias that is right already', registryFacts({ previousHolder: V6 }), stage, [moved]],
    ['has no follower where the config names none', registryFacts(), without, [moved]],
    ['has no follower where nobody was replaced', registryFacts({ holder: null }), stage, [{ ...moved, from: null }]],
    ['is empty when the version is there', registryFacts({ holder: V7 }), stage, []],
    ['is empty when the version is unknown', registryFacts({ candidate: null }), stage, []],
  ])('%s', (_, facts, of, expected) => {
    expect(planMoves(facts, of)).toEqual(expected)
  })
})

describe('the following alias after a crash', () => {
  const applied = saying(V7, { from: named(V6) })
  const replacing = (newest: RecordFacts, over: Partial<RegistryFacts> = {}) =>
    registryFacts({ holder: V7, records: [newest], ...over })

  it('is owed to the version that the newest record replaced', () => {
    const owed = { alias: 'production-previous', from: null, to: named(V6), purpose: 'keep-previous' }
    expect(owedKeepPrevious(replacing(applied), stage)).toEqual(owed)
    expect(owedKeepPrevious(replacing(applied, { previousHolder: V8 }), stage)).toEqual({ ...owed, from: named(V8) })
  })

  it.each<[string, RegistryFacts, typeof stage]>([
    ['the config names none', replacing(applied), without],
    ['it stands there', replacing(applied, { previousHolder: V6 }), stage],
    ['nothing was replaced', replacing(saying(V7)), stage],
    ['the record replaced a version by itself', replacing(saying(V7, { from: named(V7) })), stage],
    ['the newest record is a rollback', replacing(saying(V7, { from: named(V6), operation: 'rollback' })), stage],
    ['there is no record', registryFacts(), stage],
  ])('is not owed when %s', (_, facts, of) => {
    expect(owedKeepPrevious(facts, of)).toBeNull()
  })
})

it('the config of these tests has a stage with a following alias', () => {
  expect(gates().models.get('support-llm')?.stages.get('production')?.keepPrevious).toBe('production-previous')
})
