import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import type { RecordFacts } from '../../../src/checks/facts.ts'
import { judgeUnfinished, LATEST_MOVE_MS, LEASE_MS, olderRival, tiedRival } from '../../../src/promotion/lease.ts'
import { record } from '../checks/facts-builder.ts'
import { named, V6, V7 } from './promotion-builder.ts'

const NOW = '2026-03-10T10:00:00.000Z'

function ago(ms: number): string {
  return new Date(Date.parse(NOW) - ms).toISOString()
}

function open(over: Partial<RecordFacts> = {}): RecordFacts {
  return record({
    sha256: null,
    intact: false,
    conclusion: null,
    finishedAt: null,
    to: named(V7),
    createdAt: ago(LEASE_MS),
    ...over,
  })
}

function judged(records: readonly RecordFacts[], own: readonly RecordFacts[] = [], holder = V6): readonly string[] {
  const all = judgeUnfinished({ records, own, holder, serverTime: NOW })
  return all.map((each) => `${each.action} ${each.record.runId}${each.action === 'wait' ? ` ${each.leftMs}` : ''}`)
}

describe('an unfinished record', () => {
  it.each<[string, RecordFacts, typeof V6, string]>([
    ['live', open({ createdAt: ago(0) }), V7, `wait rec1 ${LEASE_MS}`],
    ['live for one millisecond more', open({ createdAt: ago(LEASE_MS - 1) }), V7, 'wait rec1 1'],
    ['dated later than the server says it is now', open({ createdAt: ago(-1000) }), V7, `wait rec1 ${LEASE_MS + 1000}`],
    ['without a date that can be read', open({ createdAt: 'soon' }), V7, `wait rec1 ${LEASE_MS}`],
    ['expired, and the alias stands on its version', open(), V7, 'finish rec1'],
    ['expired, and the alias stands elsewhere', open(), V6, 'abandon rec1'],
    [
      'expired, of an adoption: that the alias stands there proves nothing',
      open({ operation: 'adopt' }),
      V7,
      'abandon rec1',
    ],
    ['live, of an adoption', open({ operation: 'adopt', createdAt: ago(0) }), V7, `wait rec1 ${LEASE_MS}`],
    ['expired, and it names no version', open({ to: null }), V7, 'abandon rec1'],
  ])('%s', (_, each, holder, expected) => {
    expect(judged([each], [], holder)).toEqual([expected])
  })

  it('that nobody holds is abandoned', () => {
    expect(judgeUnfinished({ records: [open()], own: [], holder: null, serverTime: NOW })).toMatchObject([
      { action: 'abandon' },
    ])
  })

  it('of our own earlier attempt is over, however young, and is told by the registry too', () => {
    const young = open({ runId: 'own', createdAt: ago(0) })
    expect(judged([young], [young], V7)).toEqual(['finish own'])
    expect(judged([], [young])).toEqual(['abandon own'])
  })

  it('is judged once, oldest first, and closed ones are left alone', () => {
    const [older, newer] = [
      open({ runId: 'b', createdAt: ago(LEASE_MS + 2) }),
      open({ runId: 'a', createdAt: ago(LEASE_MS + 1) }),
    ]
    const closed = record({ runId: 'closed' })
    expect(judged([newer, closed, older], [older])).toEqual(['abandon b', 'abandon a'])
  })

  it('leaves its writer less time than others wait', () => {
    expect(LATEST_MOVE_MS).toBeLessThan(LEASE_MS)
  })
})

describe('rival intents', () => {
  const intent = fc.record({
    runId: fc.stringMatching(/^[0-9a-f]{1,3}$/),
    createdAt: fc.integer({ min: 0, max: 3 }).map(ago),
  })

  it('of any two, exactly one yields', () => {
    fc.assert(
      fc.property(intent, intent, (one, other) => {
        fc.pre(one.runId !== other.runId)
        const records = [open(one), open(other)]
        const yields = [one, other].filter((each) => olderRival(records, each) !== null)
        expect(yields).toHaveLength(1)
      }),
    )
  })

  it('of any number, exactly one goes on, and the others yield to the oldest', () => {
    fc.assert(
      fc.property(fc.uniqueArray(intent, { selector: (each) => each.runId, minLength: 1, maxLength: 6 }), (intents) => {
        const records = intents.map(open)
        const rivals = intents.map((each) => olderRival(records, each))
        const [first] = intents.filter((_, index) => rivals[index] === null)
        expect(rivals.filter((rival) => rival === null)).toHaveLength(1)
        for (const rival of rivals) if (rival !== null) expect(rival.runId).toBe(first?.runId)
      }),
    )
  })

  it('a closed record is no rival', () => {
    expect(olderRival([record({ runId: 'a', createdAt: ago(9) })], { runId: 'b', createdAt: ago(0) })).toBeNull()
  })

  it.each<[string, Partial<RecordFacts>, boolean]>([
    ['an open one of the same moment', { createdAt: '2026-03-10T10:00:00Z' }, true],
    ['an open one of the same moment, written otherwise', { createdAt: '2026-03-10T11:00:00.000+01:00' }, true],
    ['an older one', { createdAt: ago(1) }, false],
    ['a younger one', { createdAt: ago(-1) }, false],
    ['our own', { runId: 'ours', createdAt: NOW }, false],
    ['a closed one', { sha256: 'f'.repeat(64), createdAt: NOW }, false],
  ])('%s is tied with ours: %#', (_, over, tied) => {
    expect(tiedRival([open(over)], { runId: 'ours', createdAt: NOW }) !== null).toBe(tied)
  })
})
