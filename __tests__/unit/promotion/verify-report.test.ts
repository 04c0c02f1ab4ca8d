import { describe, expect, it } from '@jest/globals'
import type { RecordFacts, VersionFacts } from '../../../src/checks/facts.ts'
import { stageKey, type VerifyFacts, verifyStages } from '../../../src/promotion/verify.ts'
import { record } from '../checks/facts-builder.ts'
import { gates, named, PINS, pinsOf, requestOf, V6, V7 } from './promotion-builder.ts'

const OURS = 'c'.repeat(64)
const SAYS_V6 = record({
  ...{ stage: 'production', alias: 'production', to: named(V6), sequence: 4, previousRecord: 'e'.repeat(64) },
  body: { config: { sha256: OURS } },
})
const FIRST = record({ sha256: 'e'.repeat(64), sequence: 1 })
const ELSEWHERE = { ...SAYS_V6, body: { config: { sha256: 'd'.repeat(64) } } }

interface Given extends Partial<Omit<VerifyFacts, 'models'>> {
  readonly holder?: VersionFacts | null
  readonly records?: readonly RecordFacts[]
  readonly exists?: boolean
  readonly collectionTags?: readonly string[] | null
  readonly holds?: readonly RecordFacts[]
  readonly isProtected?: boolean
}

/** v6 holds production, as its record and its pin say. */
function factsOf(given: Given = {}): VerifyFacts {
  const { holder = V6, records = [SAYS_V6], exists = true, collectionTags = [], holds = [], ...rest } = given
  const { isProtected = false, ...over } = rest
  const { model, stage } = requestOf('support-llm', 'production')
  const stages = [{ stage: { ...stage, protected: isProtected }, holder, records }]
  return {
    ...{ models: [{ model, stages, exists, collectionTags, holds }], recordKeys: [], now: '2026-03-10T10:00:00Z' },
    ...{ pins: pinsOf({ 'support-llm': { production: 'v6' } }), configSha256: OURS },
    ...{ chains: [], handMoves: new Map(), protectedAliases: null, attestations: new Map(), deploying: null },
    ...over,
  }
}

function cellsOf({ listing }: ReturnType<typeof verifyStages>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(listing.columns.map((column, index) => [column, listing.rows[0]?.[index]]))
}

function chain(...records: readonly RecordFacts[]): Given {
  return { chains: [{ model: 'support-llm', chain: 'production', records, complete: true }] }
}

describe('what verify finds', () => {
  it('is nothing where all agree', () => {
    const { problems, reasons, notes, error, listing } = verifyStages(factsOf(chain(SAYS_V6, FIRST)))
    expect({ problems, reasons, notes, error }).toEqual({ problems: [], reasons: [], notes: [], error: null })
    expect([listing.title, listing.intro]).toEqual([
      'Verification',
      ['1 stage looked at, at 2026-03-10T10:00:00Z: all as it should be.'],
    ])
  })

  it.each<readonly [string, Given, readonly string[], readonly string[]]>([
    ['a missing collection that nothing was ever put in', { exists: false, holder: null, records: [] }, [], ['v']],
    ['a missing collection that records speak of', { exists: false, holder: null }, ['v'], []],
    ['a missing collection at a deploy', { exists: false, holder: null, records: [], deploying: 'v6' }, ['v'], []],
    [
      'an alias that is said to be protected, and is not',
      { isProtected: true, protectedAliases: ['staging'] },
      ['drift'],
      [],
    ],
    ['the same at a deploy', { isProtected: true, protectedAliases: ['staging'], deploying: 'v6' }, [], []],
    ['a pin that differs', { pins: pinsOf({ 'support-llm': { production: 'v7' } }) }, ['drift'], []],
    [
      'a pin that differs, at a deploy',
      { deploying: 'v6', pins: pinsOf({ 'support-llm': { production: 'v7' } }) },
      [],
      [],
    ],
    ['another version than the one to deploy', { deploying: 'v7' }, ['version-not-in-stage'], []],
    ['an altered record', chain({ ...SAYS_V6, intact: false }, FIRST), ['record-not-intact'], []],
    ['a missing record', chain(SAYS_V6), ['record-not-intact'], []],
    ['two records after one', chain({ ...FIRST, sha256: 'a'.repeat(64) }, FIRST), [], ['record-not-intact']],
    ['tags that cannot be read', { collectionTags: null }, [], ['wandb-access']],
    [
      'tags that cannot be read, at a deploy',
      { collectionTags: null, deploying: 'v6' },
      ['wandb-access'],
      ['wandb-access'],
    ],
  ])('is %s', (_, given, problems, warnings) => {
    const codes = (names: readonly string[]) => names.map((name) => (name === 'v' ? 'version-not-found' : name))
    const { reasons, notes, error } = verifyStages(factsOf(given))
    expect(reasons).toEqual(codes(problems))
    expect(notes.map(({ level, code }) => [level, code])).toEqual(codes(warnings).map((code) => ['warning', code]))
    expect(error?.code).toBe(reasons[0])
  })

  it('names model and stage, in words that begin with a capital letter', () => {
    const [missing] = verifyStages(factsOf(chain(SAYS_V6))).problems
    expect(missing).toMatchObject({
      model: 'support-llm',
      stage: 'production',
      text: expect.stringMatching(/^Record #4/),
    })
    expect(missing?.next).toMatch(/who may write to the records project/)
    const [note] = verifyStages(factsOf(chain({ ...FIRST, sha256: 'a'.repeat(64) }, FIRST))).notes
    expect(note?.text).toMatch(/^support-llm production: Record #1 .* Look whether that was meant\.$/)
  })
})

describe('the error', () => {
  const pins = pinsOf({ 'support-llm': { production: 'v9' } })

  it('tells the first problem, counts the others and lists all of them', () => {
    const { error, problems, listing } = verifyStages(factsOf({ holder: V7, pins }))
    expect(error?.message).toMatch(/^support-llm production: production: v7 holds it, but record #4 .* And 1 more\.$/)
    expect(error?.hint).toBe(problems[0]?.next)
    expect(error?.issues?.map(({ at }) => at?.file)).toEqual([undefined, PINS])
    expect(listing.intro[0]).toMatch(/: 2 problems\.$/)
  })

  it('says first that the version must not be deployed', () => {
    const { error, listing } = verifyStages(factsOf({ deploying: 'v7' }))
    expect(error?.message).toBe(
      'v7 must not be deployed. support-llm production: v7 does not hold production: v6 does.',
    )
    expect(listing.title).toBe('May v7 be deployed?')
  })
})

describe('the table and its data', () => {
  it.each<readonly [string, Given, object, object]>([
    [
      'all as it should be',
      {},
      { Version: 'v6', 'By record': 'v6', Pin: 'v6', State: 'as recorded', Hold: '', Problem: '', 'Ways out': '' },
      { state: 'as-recorded', version: 'v6', digest: 'digest-6', held: false, same_config: true, moved_by: null },
    ],
    [
      'nobody, no record, no pin',
      { holder: null, records: [], pins: pinsOf({}) },
      { Version: '', 'By record': '', Pin: '', State: 'nobody holds it', Record: '', Problem: '' },
      { version: null, artifact_id: null, recorded_version: null, pinned_version: null, same_config: null },
    ],
    [
      'moved by a known hand',
      { holder: V7, handMoves: new Map([['support-llm/production', { user: 'eve', at: '2026-03-09T21:04:00Z' }]]) },
      { Version: 'v7', 'By record': 'v6', Problem: expect.stringMatching(/eve changed it on 2026-03-09 21:04 UTC/) },
      { state: 'moved-by-hand', recorded_version: 'v6', moved_by: 'eve', moved_at: '2026-03-09T21:04:00Z' },
    ],
    [
      'held, under another config',
      { collectionTags: ['regulatory-hold'], records: [ELSEWHERE] },
      { Hold: 'collection tag regulatory-hold', Record: { text: '#4 unsigned', url: SAYS_V6.url } },
      { held: true, same_config: false },
    ],
    [
      'tags unread: a warning is no problem of the table',
      { collectionTags: null },
      { Hold: 'unknown: tags cannot be read', Problem: '' },
      { held: null },
    ],
    ['no collection', { exists: false, holder: null }, { State: 'not in the registry' }, { version: null }],
  ])('%s', (_, given, cells, data) => {
    const verified = verifyStages(factsOf(given))
    expect(cellsOf(verified)).toMatchObject(cells)
    expect(verified.listing.data).toMatchObject({ stages: [data] })
  })

  it('says a way out once, however many problems have it', () => {
    const deleted = { ...V7, state: 'DELETED' }
    const verified = verifyStages(factsOf({ holder: deleted }))
    expect(verified.problems.map(({ code }) => code)).toEqual(['drift', 'version-not-committed'])
    expect(cellsOf(verified)['Ways out']).toBe(verified.problems[0]?.next)
  })

  it('keeps warnings in its data', () => {
    const { listing } = verifyStages(factsOf({ collectionTags: null, deploying: null }))
    expect(listing.data).toMatchObject({ deploying: null, findings: [{ level: 'warning', code: 'wandb-access' }] })
  })
})

describe('the notes', () => {
  const overdue = record({ operation: 'hold', body: { hold: { kind: 'model', until: '2026-03-01T00:00:00Z' } } })

  it.each<readonly [string, Given, readonly RegExp[]]>([
    ['a protected alias', { isProtected: true }, [/^Whether W&B protects production cannot be read/]],
    [
      'a protected alias of a server that lists none',
      { isProtected: true, protectedAliases: [] },
      [/^Whether W&B protects production cannot be told/],
    ],
    ['a protected alias that W&B lists', { isProtected: true, protectedAliases: ['production'] }, []],
    ['a protected alias at a deploy', { isProtected: true, deploying: 'v6' }, []],
    ['an alias that only W&B protects, where nothing is said to be', { protectedAliases: ['production'] }, []],
    ['a changed config', { records: [ELSEWHERE] }, [/changed since the newest record of support-llm production\.$/]],
    ['a record that names no config', { records: [{ ...SAYS_V6, body: null }] }, []],
    [
      'a hold past its date',
      { holds: [overdue], collectionTags: ['regulatory-hold'] },
      [/was to end on 2026-03-01T00:00:00Z/],
    ],
  ])('%s', (_, given, texts) => {
    const { notes, error } = verifyStages(factsOf(given))
    expect(error).toBeNull()
    expect(notes.map(({ text }) => text)).toEqual(texts.map((text) => expect.stringMatching(text)))
  })

  it('name five stages whose config changed, and count the others', () => {
    const facts = factsOf({ records: [ELSEWHERE] })
    const { notes } = verifyStages({ ...facts, models: Array.from({ length: 7 }, () => facts.models).flat() })
    expect(notes.map(({ text }) => text)).toEqual([
      expect.stringMatching(/(support-llm production, ){4}support-llm production and 2 more\.$/),
    ])
  })
})

it('has a key for every stage of every model', () => {
  const keys = [...gates().models.values()].flatMap((model) =>
    [...model.stages.values()].map((stage) => stageKey({ model, stage })),
  )
  expect(keys).toEqual(['support-llm/candidate', 'support-llm/staging', 'support-llm/production', 'ranker/live'])
})
