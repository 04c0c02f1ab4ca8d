import { describe, expect, it } from '@jest/globals'
import { HOLD_CHAIN } from '../../../src/checks/hold-records.ts'
import type { HistoryFacts } from '../../../src/promotion/history.ts'
import { historyListing, minute, recordData, whenOf } from '../../../src/promotion/history.ts'
import type { StageAt } from '../../../src/promotion/history-at.ts'
import { historyAtListing, standingAt } from '../../../src/promotion/history-at.ts'
import type { Listing } from '../../../src/promotion/outcome.ts'
import { record, version } from '../checks/facts-builder.ts'

function history(over: Partial<HistoryFacts> = {}): Listing {
  return historyListing({ model: 'support-llm', stage: null, records: [], recordKeys: [], complete: true, ...over })
}

function at(stage: Partial<StageAt>): Listing {
  const stages = [{ stage: 'staging', record: null, member: null, ...stage }]
  return historyAtListing({ model: 'support-llm', at: '2026-03-03T00:00:00Z', stages, recordKeys: [] })
}

function cell(listing: Listing, column: string) {
  return listing.rows[0]?.[listing.columns.indexOf(column)]
}

it.each([
  ['2026-05-03T16:00:59+02:00', '2026-05-03 14:00'],
  ['2026-05-03T14:00:00Z', '2026-05-03 14:00'],
  ['some day', 'some day'],
])('writes the time %s as %s', (time, expected) => {
  expect(minute(time)).toBe(expected)
})

it('dates a record by its end and an open one by its intent', () => {
  expect(whenOf(record())).toBe('2026-03-02T08:00:05Z')
  expect(whenOf(record({ finishedAt: null }))).toBe('2026-03-02T08:00:00Z')
})

describe('the history', () => {
  it('says so when there is none, and draws nothing', () => {
    const { title, intro, rows, diagram } = history()
    expect({ title, intro, rows, diagram }).toEqual({
      title: 'History of support-llm',
      intro: ['There is no record yet.'],
      rows: [],
      diagram: null,
    })
  })

  it('names the stage and says when older records were not read', () => {
    const { title, intro } = history({ stage: 'staging', records: [record()], complete: false })
    expect(title).toBe('History of support-llm staging')
    expect(intro).toEqual(['1 record, newest first; times are UTC.', 'Older records exist and were not read.'])
  })

  it('leaves empty what an open record does not say', () => {
    const open = record({ sha256: null, conclusion: null, finishedAt: null, to: null })
    const listing = history({ records: [open] })
    expect(listing.rows).toEqual([
      ['2026-03-02 08:00', 'staging', 'promote', '', '', 'not closed', '', '', '', { text: '#1 open', url: open.url }],
    ])
    expect(listing.diagram).toBeNull()
  })

  it.each([
    ['a stage', { kind: 'stage', stage: 'production' }, 'production'],
    ['the model', { kind: 'model' }, 'all'],
    ['a version', { kind: 'version' }, ''],
    ['nothing readable', null, ''],
  ])('shows for a hold of %s where it counts', (_, hold, expected) => {
    const held = record({ operation: 'hold', stage: HOLD_CHAIN, body: { hold } })
    expect(cell(history({ records: [held] }), 'Stage')).toBe(expected)
  })

  it.each([
    ['no list', 'eval.json', ''],
    ['unreadable entries', [null, 'eval.json'], ''],
    ['its place', [{ name: 'quality', resolved: 'eval/q.json', sha256: 'abc' }], 'eval/q.json'],
    ['its name without a place', [{ name: 'quality', resolved: 4 }], 'quality'],
    ['several', [{ name: 'quality' }, { resolved: 'b.json' }], 'quality, b.json'],
  ])('lists evidence: %s', (_, evidence, expected) => {
    expect(cell(history({ records: [record({ body: { evidence } })] }), 'Evidence')).toBe(expected)
  })

  it('puts pull requests before the evidence', () => {
    const asked = record({ pullRequests: [12, 14], body: { evidence: [{ name: 'quality' }] } })
    expect(cell(history({ records: [asked] }), 'Evidence')).toBe('pull request 12, pull request 14, quality')
  })

  it('gives scripts the versions, the texts and the evidence', () => {
    const from = { version: 'v6', artifactId: 'a6', digest: 'd6' }
    const body = {
      actor: 'ana',
      reason: 'why',
      drift: 'restore',
      undoes: 'rec0',
      evidence: [{ name: 'q', sha256: 'h' }],
    }
    expect(recordData(record({ from, to: null, body, intact: false }), ['key'])).toMatchObject({
      trust: 'unsigned',
      counts: false,
      from: { version: 'v6', artifact_id: 'a6', digest: 'd6' },
      to: null,
      by: 'ana',
      reason: 'why',
      drift: 'restore',
      undoes: 'rec0',
      evidence: [{ name: 'q', resolved: '', sha256: 'h' }],
    })
  })

  it('draws what held the stages, oldest first, without what did not count', () => {
    const newer = record({
      sequence: 2,
      operation: 'rollback',
      finishedAt: '2026-03-04T09:30:00Z',
      body: { actor: 'a:na' },
    })
    const altered = record({ sequence: 3, intact: false })
    expect(history({ model: 'a: "b"', records: [altered, newer, record()] }).diagram).toBe(
      [
        'timeline',
        '    title a b',
        '    2026-03-02 08.00 : staging v7 by promote',
        '    2026-03-04 09.30 : staging v7 by rollback of a na',
      ].join('\n'),
    )
  })

  it('draws the 30 newest moves and cuts long names', () => {
    const records = Array.from({ length: 40 }, (_, index) => record({ stage: `s${index}-${'x'.repeat(90)}` }))
    const events = history({ records }).diagram?.split('\n').slice(2) ?? []
    expect(events).toHaveLength(30)
    expect(events[0]).toBe(`    2026-03-02 08.00 : ${`s29-${'x'.repeat(90)}`.slice(0, 80)}`)
  })
})

describe('who held a stage at a moment', () => {
  const first = record({ runId: 'first', sequence: 1, finishedAt: '2026-03-01T00:00:00Z' })
  const second = record({ runId: 'second', sequence: 2, finishedAt: '2026-03-02T00:00:00Z' })
  const sameTime = record({ runId: 'same', sequence: 3, finishedAt: '2026-03-02T00:00:00Z' })
  const failed = record({ runId: 'failed', sequence: 4, conclusion: 'failed' })

  it.each([
    ['before the first', '2026-02-28T23:59:59Z', null],
    ['at the very end of the first', '2026-03-01T00:00:00Z', 'first'],
    ['between', '2026-03-01T12:00:00Z', 'first'],
    ['after all, the higher sequence of equal times', '2026-04-01T00:00:00Z', 'same'],
    ['at a moment that is no time', 'some day', null],
  ])('%s', (_, moment, expected) => {
    const records = [failed, sameTime, second, first]
    expect(standingAt(records, moment)?.runId ?? null).toBe(expected)
    expect(standingAt(records.toReversed(), moment)?.runId ?? null).toBe(expected)
  })

  it('has no row where no record says it', () => {
    const { title, intro, rows, data } = at({})
    expect(title).toBe('support-llm at 2026-03-03 00:00 UTC')
    expect(intro).toEqual(['staging: no record says that anything held it then.'])
    expect(rows).toEqual([])
    expect(data).toMatchObject({
      stages: [
        { version: null, artifact_id: null, digest: null, in_registry: false, run: null, commit: null, record: null },
      ],
    })
  })

  it('names no run of a version that is gone', () => {
    const listing = at({ record: record() })
    expect(listing.intro).toEqual([
      'staging: v7, since 2026-03-02 08:00, by record #1. The version is not in the registry any more, so its run cannot be named.',
    ])
    expect([cell(listing, 'Run'), cell(listing, 'Commit'), cell(listing, 'Data sets')]).toEqual(['', '', ''])
  })

  it('survives a record without a version', () => {
    const listing = at({ record: record({ to: null }), member: version() })
    expect(listing.intro).toEqual(['staging: ?, since 2026-03-02 08:00, by record #1.'])
    expect([cell(listing, 'Version'), cell(listing, 'Digest')]).toEqual(['', ''])
  })

  it.each([
    ['data sets only', ['dataset', 'model'], 'ml/p/dataset:v1'],
    ['everything where nothing is a data set', ['model', 'code'], 'ml/p/model:v1, ml/p/code:v1'],
    ['nothing where the run used nothing', [], ''],
  ])('names what the run used: %s', (_, used, expected) => {
    const { producer } = version()
    if (producer === null) throw new Error('the builder makes a producer')
    const inputs = used.map((type) => ({ path: `ml/p/${type}:v1`, type, digest: 'd' }))
    const listing = at({ record: record(), member: version({ producer: { ...producer, inputs } }) })
    expect([cell(listing, 'Run'), cell(listing, 'Commit'), cell(listing, 'Data sets')]).toEqual([
      'ml/support/run1',
      'c0ffee',
      expected,
    ])
    expect(listing.data).toMatchObject({ stages: [{ in_registry: true, run: 'ml/support/run1', commit: 'c0ffee' }] })
  })

  it('leaves the run empty where the version has none', () => {
    const listing = at({ record: record(), member: version({ producer: null }) })
    expect([cell(listing, 'Run'), cell(listing, 'Commit')]).toEqual(['', ''])
    expect(listing.data).toMatchObject({ stages: [{ in_registry: true, run: null, commit: null, datasets: [] }] })
  })
})

it('takes the later record of the chain, in whatever order they come and whatever the clocks of two runs say', () => {
  const first = record({ runId: 'a', sequence: 1, finishedAt: '2026-03-01T12:00:09Z' })
  const second = record({ runId: 'b', sequence: 2, finishedAt: '2026-03-01T12:00:05Z' })
  for (const records of [
    [first, second],
    [second, first],
  ]) {
    expect(standingAt(records, '2026-03-02T00:00:00Z')?.runId).toBe('b')
  }
})
