import { describe, expect, it } from '@jest/globals'
import type { RecordFacts } from '../../../src/checks/facts.ts'
import { saysNobodyHolds, saysStanding, saysWhoHolds } from '../../../src/checks/moving-record.ts'
import { canaryReportNames, canaryStages, heldSince } from '../../../src/promotion/canary-facts.ts'
import { historyListing } from '../../../src/promotion/history.ts'
import { standingAt } from '../../../src/promotion/history-at.ts'
import { earlierHolders } from '../../../src/promotion/last-good.ts'
import { judgeUnfinished, LEASE_MS } from '../../../src/promotion/lease.ts'
import { driftOf, isNoChange, newestStanding } from '../../../src/promotion/standing.ts'
import { stageStanding } from '../../../src/promotion/status-standing.ts'
import { record } from '../checks/facts-builder.ts'
import { gates, named, registryFacts, requestOf, V6, V7 } from './promotion-builder.ts'

/** A record that ended in that hour of the day. */
function at(hour: number, over: Partial<RecordFacts>): RecordFacts {
  const time = `2026-03-10T${String(hour).padStart(2, '0')}:00:0`
  return record({
    runId: `rec${hour}`,
    sequence: hour,
    stage: 'canary',
    alias: 'production-canary',
    createdAt: `${time}0Z`,
    finishedAt: `${time}5Z`,
    ...over,
  })
}

const put = (hour: number, version = V7) => at(hour, { to: named(version) })
const removed = (hour: number, over: Partial<RecordFacts> = {}) =>
  at(hour, { operation: 'rollback', from: named(V7), to: null, body: {}, ...over })
const event = (hour: number, target: string | null) => ({
  at: `2026-03-10T${String(hour).padStart(2, '0')}:00:00Z`,
  user: 'kim',
  sourceArtifactId: null,
  targetArtifactId: target,
})

describe('since when a version holds an alias', () => {
  it.each<[string, readonly RecordFacts[], ReturnType<typeof event>[] | null, string | null]>([
    ['the record that put it there', [put(8)], null, 'record 2026-03-10T08:00:05Z'],
    ['the oldest of several in a row', [put(9), put(8), put(7, V6)], null, 'record 2026-03-10T08:00:05Z'],
    ['back after another version', [put(9), put(8, V6), put(7)], null, 'record 2026-03-10T09:00:05Z'],
    ['back after it was taken away', [put(9), removed(8), put(7)], null, 'record 2026-03-10T09:00:05Z'],
    [
      'what moved nothing breaks nothing',
      [at(9, { conclusion: 'abandoned' }), put(8)],
      null,
      'record 2026-03-10T08:00:05Z',
    ],
    ['an altered record does not count', [at(8, { to: named(V7), intact: false })], null, null],
    ['another version by the newest record', [put(9, V6), put(8)], null, null],
    ['taken away by the newest record', [removed(9), put(8)], null, null],
    ['no record, and no history', [], null, null],
    ['history alone', [], [event(9, V7.artifactId), event(8, V6.artifactId)], 'history 2026-03-10T09:00:00Z'],
    ['history of others', [], [event(9, V6.artifactId), event(8, null)], null],
    ['history of the very move', [put(8)], [event(8, V7.artifactId)], 'record 2026-03-10T08:00:05Z'],
    [
      'moved away and back by hand',
      [put(8)],
      [event(11, V7.artifactId), event(10, V6.artifactId), event(8, V7.artifactId)],
      'history 2026-03-10T11:00:00Z',
    ],
    ['a history without times', [put(8)], [{ ...event(9, V7.artifactId), at: 'soon' }], 'record 2026-03-10T08:00:05Z'],
  ])('%s', (_, records, events, expected) => {
    const since = heldSince(records, events, V7.artifactId)
    expect(since === null ? null : `${since.by} ${since.at}`).toBe(expected)
  })
})

describe('a record that nobody holds the alias any more', () => {
  it('is a rollback, applied, intact, from a version to none', () => {
    expect([saysNobodyHolds(removed(9)), saysStanding(removed(9)), saysWhoHolds(removed(9))]).toEqual([
      true,
      true,
      false,
    ])
    const others: readonly Partial<RecordFacts>[] = [
      { operation: 'promote' },
      { conclusion: 'abandoned' },
      { intact: false },
      { sha256: null },
      { from: null },
      { to: named(V6) },
    ]
    expect(others.filter((over) => saysNobodyHolds(removed(9, over)))).toEqual([])
  })

  it('stands before what older records say', () => {
    const records = [removed(9), put(8)]
    expect(newestStanding(records)).toBeNull()
    expect(newestStanding([put(10), ...records])?.sequence).toBe(10)
    expect(isNoChange(registryFacts({ records, holder: V7 }))).toBe(false)
    expect(driftOf(registryFacts({ records, holder: V7 }), 'production-canary')).toContain('no record says how')
    expect(standingAt(records, '2026-03-10T08:30:00Z')?.sequence).toBe(8)
    expect(standingAt(records, '2026-03-10T09:30:00Z')).toBeNull()
  })

  const { stage } = requestOf('support-llm', 'staging')
  const NOW = '2026-03-10T12:00:00Z'

  it('explains why nobody does', () => {
    const records = [removed(9), put(8)]
    expect(stageStanding({ holder: null, records }, stage, NOW).state).toBe('nobody')
    expect(stageStanding({ holder: V7, records }, stage, NOW).state).toBe('no-record')
    const open = removed(9, { sha256: null, conclusion: null, intact: false })
    expect(stageStanding({ holder: null, records: [open, put(8)] }, stage, NOW).state).toBe('unfinished-move')
    expect(stageStanding({ holder: null, records: [put(8)] }, stage, NOW).state).toBe('removed')
  })

  it('ends the time of the version before, and is part of the history', () => {
    const facts = registryFacts({ holder: null, records: [put(11, V6), removed(9), put(8)] })
    const [, earlier] = earlierHolders({ ...facts, rollbacks: [removed(9)] }, { within: 5, days: 90 }, NOW)
    expect([earlier?.version.version, earlier?.until, earlier?.obstacle?.code]).toEqual([
      'v7',
      '2026-03-10T09:00:05Z',
      'rolled-back',
    ])
    const listing = historyListing({
      model: 'support-llm',
      stage: null,
      records: facts.records,
      recordKeys: [],
      complete: true,
    })
    expect(listing.diagram).toContain('canary nobody by rollback')
  })

  it.each([
    ['the alias is gone', null, [], 'finish'],
    ['the version still has it', V7, [], 'abandon'],
    ['another version has it', V6, [], 'abandon'],
    ['gone by a later record', null, [removed(10)], 'abandon'],
    ['gone, and an older record says so too', null, [removed(3)], 'finish'],
  ])('left open: %s', (_, holder, records, action) => {
    const open = removed(9, { runId: 'open', sha256: null, conclusion: null, intact: false })
    const serverTime = new Date(Date.parse(open.createdAt) + LEASE_MS).toISOString()
    const judged = judgeUnfinished({ records: [...records, open], own: [], holder, serverTime })
    expect(judged.map((each) => each.action)).toEqual([action])
  })

  it('an intent that cannot be read takes nothing away', () => {
    const open = removed(9, { sha256: null, conclusion: null, intact: false, body: null })
    const serverTime = new Date(Date.parse(open.createdAt) + LEASE_MS).toISOString()
    expect(judgeUnfinished({ records: [open], own: [], holder: null, serverTime })[0]?.action).toBe('abandon')
  })
})

describe('what a canary is about', () => {
  const config = gates(`
version: 1
registry: acme/wandb-registry-model
records: gov/records
models:
  m:
    reports: { live: { wandb_version: metadata } }
    stages:
      blue: { alias: production-blue, ungated: true }
      green: { alias: production-green, ungated: true }
      own: { from: green, canary: { bake: 1h, metrics: [{ metric: e, margin: 1 }] } }
      other: { from: green, canary: { against: production-blue, bake: 0, metrics: [{ metric: e, margin: 1 }] } }
`)
  const of = (stage: string) => requestOf('m', stage, config)

  it.each([
    ['own', ['green', 'own']],
    ['other', ['green', 'blue']],
  ])('%s', (stage, names) => {
    const stages = canaryStages(of(stage))
    expect([stages?.canary.name, stages?.against.name]).toEqual(names)
  })

  it('a stage without one is about nothing', () => {
    expect(canaryStages(of('green'))).toBeNull()
    expect(canaryReportNames(of('green').stage)).toBeNull()
  })

  it('reads the only report, or those that are named', () => {
    const { stage } = of('own')
    expect(canaryReportNames(stage)).toEqual({ candidate: 'live', baseline: 'live' })
    expect(canaryReportNames({ ...stage, reports: new Map() })).toBeNull()
  })
})
