import { readdirSync } from 'node:fs'
import { describe, expect, it } from '@jest/globals'
import { itemsOf, scoresOf } from '../../../src/checks/item-scores.ts'
import { isMeanOf } from '../../../src/checks/measure.ts'
import type { EvaluationReport } from '../../../src/evidence/report.ts'
import { quantile } from '../../../src/statistics/quantile.ts'
import { readFixture } from '../evidence/fixture.ts'
import { row } from './facts-builder.ts'
import { itemScores } from './statistics-builder.ts'

const FIXTURES = new URL('../../fixtures/reports/', import.meta.url)

/** Fixtures that are read as they are, without a format; those of damaged files are not. */
function readable(): readonly (readonly [string, EvaluationReport])[] {
  return readdirSync(FIXTURES)
    .filter((name) => name.endsWith('.json'))
    .flatMap((name) => {
      try {
        return [[name, readFixture(name)] as const]
      } catch {
        return []
      }
    })
}

describe('items of a row', () => {
  const withItems = readable().filter(([, { items }]) => items !== undefined)

  it('some readers keep them', () => {
    expect(withItems.length).toBeGreaterThan(1)
  })

  it.each(withItems)('%s: every set of items belongs to a row and is what its number was made of', (_name, report) => {
    for (const items of report.items ?? []) {
      const owners = report.rows.filter((each) => itemsOf(each, [items]) !== null)
      expect(owners).toHaveLength(1)
      const [owner] = owners
      const scores = scoresOf(items)
      // promptfoo's items have no score of their own where the report keeps only a sum.
      if (owner === undefined || owner.value === null || scores.length === 0) continue
      const percentiles = [0.5, 0.75, 0.9, 0.95, 0.99, 0.999].map((q) => quantile(scores.toSorted(), q))
      const { value } = owner
      expect(isMeanOf(owner, scores) || percentiles.some((each) => Math.abs(each - value) < 1e-6 * value)).toBe(true)
    }
  })

  it('the slice is part of the address, in whatever order', () => {
    const items = { ...itemScores([1, 0]), slice: { a: 'x', b: 'y' } }
    expect(itemsOf(row({ slice: { b: 'y', a: 'x' } }), [items])).toBe(items)
    expect(itemsOf(row({ slice: { a: 'x' } }), [items])).toBeNull()
    expect(itemsOf(row(), [items])).toBeNull()
    expect(itemsOf(row(), undefined)).toBeNull()
  })

  it('without ids, or with too few, each score is an item', () => {
    const { ids: _, ...nameless } = itemScores([1, Number.NaN, 3])
    expect([...scoresOf(nameless)]).toEqual([1, 3])
    expect([...scoresOf({ ...nameless, ids: ['a'] })]).toEqual([1, 3])
    expect([...scoresOf({ ...nameless, ids: ['a', 'b', 'a'] })]).toEqual([2])
  })
})
