import { describe, expect, it } from '@jest/globals'
import type { RecordFacts, RegistryFacts, VersionFacts } from '../../../src/checks/facts.ts'
import { earlierHolders, endOf, memberObstacle, wasLeft } from '../../../src/promotion/last-good.ts'
import { record, version } from '../checks/facts-builder.ts'
import { named, registryFacts } from './promotion-builder.ts'

const RULE = { within: 5, days: 90 }
const NOW = '2026-03-20T00:00:00Z'

function v(number: number): VersionFacts {
  return version({ version: `v${number}`, artifactId: `artifact-${number}`, digest: `digest-${number}`, aliases: [] })
}

/** Day of March 2026 on which a record was begun and ended. */
function moved(day: number, to: number, over: Partial<RecordFacts> = {}): RecordFacts {
  const at = `2026-03-${String(day).padStart(2, '0')}T00:00:00Z`
  return record({
    runId: `r${day}`,
    createdAt: at,
    finishedAt: at,
    to: named(v(to)),
    sequence: day,
    stage: 'production',
    ...over,
  })
}

function facts(records: readonly RecordFacts[], over: Partial<RegistryFacts> = {}): RegistryFacts {
  const newestFirst = records.toReversed()
  const rollbacks = newestFirst.filter((each) => each.operation === 'rollback')
  return registryFacts({ candidate: null, holder: v(3), records: newestFirst, rollbacks, ...over })
}

function told(of: RegistryFacts, rule = RULE, now = NOW): readonly string[] {
  return earlierHolders(of, rule, now).map(({ version: { version: name }, obstacle }) =>
    obstacle === null ? name : `${name}: ${obstacle.text}`,
  )
}

const ROLLBACK = { operation: 'rollback', from: named(v(3)) }

describe('versions that held the stage', () => {
  it.each<[string, readonly RecordFacts[], readonly string[]]>([
    ['no record', [], []],
    ['only the present one', [moved(1, 3)], []],
    ['newest first', [moved(1, 1), moved(2, 2), moved(3, 3)], ['v2', 'v1']],
    ['each once, as of the last time', [moved(1, 2), moved(2, 1), moved(3, 2), moved(4, 3)], ['v2', 'v1']],
    ['a record that was altered', [moved(1, 1), moved(2, 2, { intact: false }), moved(3, 3)], ['v1']],
    ['an open one', [moved(1, 1), moved(2, 2, { sha256: null, conclusion: null }), moved(3, 3)], ['v1']],
    ['one without effect', [moved(1, 1), moved(2, 2, { conclusion: 'abandoned' }), moved(3, 3)], ['v1']],
    ['one of a hold', [moved(1, 1), moved(2, 2, { operation: 'hold' }), moved(3, 3)], ['v1']],
    [
      'an adopted one',
      [moved(1, 1), moved(2, 2, { operation: 'adopt', conclusion: 'adopted' }), moved(3, 3)],
      ['v2', 'v1'],
    ],
    ['one that was rolled back to', [moved(1, 1), moved(2, 2, { operation: 'rollback' }), moved(3, 3)], ['v2', 'v1']],
  ])('%s', (_, records, expected) => {
    expect(told(facts(records))).toEqual(expected)
  })

  it('are those of the records where somebody moved the alias by hand', () => {
    const [first] = earlierHolders(facts([moved(1, 1), moved(2, 2)], { holder: v(9) }), RULE, NOW)
    expect([first?.version.version, first?.until]).toEqual(['v2', null])
  })

  it('are left when the next one came', () => {
    const earlier = earlierHolders(facts([moved(1, 1), moved(2, 2), moved(9, 3)]), RULE, NOW)
    expect(earlier.map(({ until }) => until)).toEqual(['2026-03-09T00:00:00Z', '2026-03-02T00:00:00Z'])
  })
})

describe('a version that a rollback left', () => {
  const back = moved(4, 2, ROLLBACK)

  it.each<[string, readonly RecordFacts[], readonly string[]]>([
    ['is not good', [moved(1, 1), moved(2, 2), moved(3, 3), back], ['v3: a rollback left it', 'v1']],
    [
      'is not good even if the record of the rollback was altered',
      [moved(1, 1), moved(2, 2), moved(3, 3), { ...back, intact: false }],
      ['v3: a rollback left it', 'v1'],
    ],
    [
      'is good when the rollback moved nothing',
      [moved(1, 1), moved(3, 3), { ...back, conclusion: 'abandoned' }],
      ['v3', 'v1'],
    ],
    ['is good after a later promotion', [moved(1, 1), moved(3, 3), back, moved(5, 3), moved(6, 2)], ['v3', 'v1']],
  ])('%s', (_, records, expected) => {
    expect(told(facts(records, { holder: v(2) }))).toEqual(expected)
  })

  it('is told for a version', () => {
    const all = facts([moved(3, 3), back], { holder: v(2) })
    expect([wasLeft(named(v(3)), all), wasLeft(named(v(2)), all), wasLeft(null, all)]).toEqual([true, false, false])
  })
})

describe('the bounds of a rollback', () => {
  const all = facts([moved(1, 0), moved(2, 1), moved(10, 2), moved(11, 3)])

  it.each([
    [{ within: 3, days: 90 }, ['v2', 'v1', 'v0']],
    [{ within: 2, days: 90 }, ['v2', 'v1', 'v0: more than 2 versions back']],
    [{ within: 5, days: 10 }, ['v2', 'v1', 'v0: not in use for more than 10 days']],
    [{ within: 5, days: 9 }, ['v2', 'v1: not in use for more than 9 days', 'v0: not in use for more than 9 days']],
  ])('%j', (rule, expected) => {
    expect(told(all, rule)).toEqual(expected)
  })

  it('count days from when a version was left: one that was long in use is young', () => {
    const long = facts([moved(1, 2), moved(19, 3)])
    expect(told(long, { within: 5, days: 2 })).toEqual(['v2'])
  })

  it('a time that cannot be read is too old', () => {
    const broken = moved(2, 2, { createdAt: 'never', finishedAt: 'never' })
    expect(told(facts([moved(1, 1), broken], { holder: v(2) }))).toEqual(['v1: not in use for more than 90 days'])
  })
})

describe('what keeps a member from being gone back to', () => {
  it.each<[string, VersionFacts | null, Partial<RegistryFacts>, string | null]>([
    ['nothing', v(1), {}, null],
    ['it is gone', null, {}, 'version-not-found: it is not in the collection any more'],
    [
      'another artifact',
      { ...v(1), artifactId: 'x' },
      {},
      'version-not-found: its name stands for another artifact now',
    ],
    ['another digest', { ...v(1), digest: 'x' }, {}, 'version-not-found: its name stands for another artifact now'],
    ['deleted', { ...v(1), state: 'DELETED' }, {}, 'version-not-committed: its state is DELETED'],
    ['held', { ...v(1), tags: ['regulatory-hold'] }, {}, 'version-held: it is held'],
    ['held by an alias', { ...v(1), aliases: ['regulatory-hold-v1'] }, {}, 'version-held: it is held'],
    ['model held', v(1), { collectionTags: ['regulatory-hold'] }, 'stage-held: the model or the stage is held'],
    [
      'stage held',
      v(1),
      { collectionTags: ['regulatory-hold production'] },
      'stage-held: the model or the stage is held',
    ],
    ['other stage held', v(1), { collectionTags: ['regulatory-hold staging'] }, null],
    ['tags unread', { ...v(1), tags: null }, {}, 'wandb-access: its holds cannot be read'],
    ['tags of the model unread', v(1), { collectionTags: null }, 'wandb-access: its holds cannot be read'],
  ])('%s', (_, member, over, expected) => {
    const obstacle = memberObstacle(member, named(v(1)), registryFacts(over), 'production')
    expect(obstacle === null ? null : `${obstacle.code}: ${obstacle.text}`).toBe(expected)
  })
})

it.each([
  ['2026-03-02T00:00:00Z', '2026-03-02T00:00:00Z'],
  ['2026-02-01T00:00:00Z', '2026-03-01T00:00:00Z'],
  ['soon', '2026-03-01T00:00:00Z'],
  [null, '2026-03-01T00:00:00Z'],
])('a record that says it ended at %s ended at %s', (finishedAt, expected) => {
  expect(endOf(record({ createdAt: '2026-03-01T00:00:00Z', finishedAt }))).toBe(expected)
})
