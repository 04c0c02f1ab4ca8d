import { describe, expect, it } from '@jest/globals'
import type { EvaluationReport, ReportRow } from '../../../src/evidence/report.ts'
import { findRow, indexReport, type RowAddress } from '../../../src/evidence/row-index.ts'

const LANGUAGES = ['de', 'en', 'fr', 'pl']

/** Many rows of few metrics: what makes a lookup use its tables instead of reading through. */
const rows: ReportRow[] = Array.from({ length: 600 }, (_, index) => ({
  metric: index % 3 === 0 ? 'acc' : 'f1',
  value: index / 600,
  pointer: `/${index}`,
  ...(index % 7 === 0 ? {} : { task: `task${index % 40}` }),
  ...(index % 5 === 0 ? {} : { filter: index % 2 === 0 ? 'none' : 'strict' }),
  ...(index % 11 === 0 ? { scorer: 'judge' } : {}),
  ...(index % 4 === 0
    ? {}
    : { slice: { language: LANGUAGES[index % 4] ?? '', length: index % 6 < 3 ? 'short' : 'long' } }),
}))
const report: EvaluationReport = { format: 'json', status: 'unknown', rows, identity: [], warnings: [], document: null }

const addresses: readonly RowAddress[] = ['acc', 'f1', 'bleu'].flatMap((metric) =>
  [undefined, 'task3', 'task12', 'nowhere', ''].flatMap((task) =>
    [undefined, 'none', 'strict'].flatMap((filter) =>
      [undefined, 'judge'].flatMap((scorer) =>
        [undefined, { language: 'de' }, { language: 'fr', length: 'long' }, { language: 'xx' }, {}].map((slice) => ({
          metric,
          ...(task === undefined ? {} : { task }),
          ...(filter === undefined ? {} : { filter }),
          ...(scorer === undefined ? {} : { scorer }),
          ...(slice === undefined ? {} : { slice }),
        })),
      ),
    ),
  ),
)

function matches(row: ReportRow, { metric, task, filter, scorer, slice }: RowAddress): boolean {
  const parts = [
    [row.task, task],
    [row.filter, filter],
    [row.scorer, scorer],
  ].every(([has, wanted]) => wanted === undefined || (has ?? '') === wanted)
  const own = row.slice ?? {}
  const sliced = Object.entries(slice ?? {}).every(([dimension, value]) => own[dimension] === value)
  const whole = slice === undefined || Object.keys(slice).length > 0 || Object.keys(own).length === 0
  return row.metric === metric && parts && sliced && whole
}

describe('lookups in a report of many rows', () => {
  const index = indexReport(report)

  it('find what reading through finds, whatever parts of the address are given', () => {
    const kinds = new Set<string>()
    for (const address of addresses) {
      const expected = rows.filter((row) => matches(row, address))
      const found = findRow(index, address)
      kinds.add(found.kind)
      expect({ address, kind: found.kind }).toEqual({
        address,
        kind: expected.length === 0 ? 'none' : expected.length === 1 ? 'one' : 'many',
      })
      if (found.kind === 'one') expect(found.row).toBe(expected[0])
      if (found.kind === 'many') expect(found.matches.length).toBe(Math.min(10, expected.length))
    }
    expect(kinds).toEqual(new Set(['none', 'one', 'many']))
  })

  it('suggest what is near a mistyped part', () => {
    const [nearest] = [findRow(index, { metric: 'acc', task: 'tsk3' }), findRow(index, { metric: 'acx' })].map(
      (found) => (found.kind === 'none' ? found.nearest.join(' ') : ''),
    )
    expect(nearest).toContain('task3')
  })
})
