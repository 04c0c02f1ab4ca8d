import type { ReportRow } from '../report.ts'
import { type Level, levelRow } from './load-rows.ts'

/** A count with its place. */
export interface Count {
  readonly value: number
  readonly pointer: string
}

/** What became of the requests of one measurement; undefined: the file does not say. */
export interface RequestCounts {
  readonly completed?: Count | undefined
  readonly errors?: Count | undefined
  /** Neither answered nor refused when the test ended. */
  readonly incomplete?: Count | undefined
  /** All of them, where the file says so itself. */
  readonly requests?: Count | undefined
  /** Where to point when the errors are unknown. */
  readonly pointer: string
  /** How the errors were told, where the file does not count them. */
  readonly note?: string | undefined
}

/**
 * Rows `requests`, `completed`, `errors`, `incomplete` and `error_rate`. Where nobody counted the errors, there is a
 * missing number and no silence: a server that refuses everything is fast.
 */
export function countRows(level: Level, counts: RequestCounts): readonly ReportRow[] {
  const { completed, errors, incomplete } = counts
  const requests = counts.requests ?? sumOf(counts)
  const warnings = counts.note === undefined ? {} : { warnings: [counts.note] }
  return [
    ...countRow(level, 'requests', requests),
    ...countRow(level, 'completed', completed),
    ...countRow(level, 'incomplete', incomplete).map((row) => ({ ...row, direction: 'lower_is_better' as const })),
    ...(errors === undefined
      ? [unknownErrors(level, 'errors', counts)]
      : countRow(level, 'errors', errors).map((row) => ({
          ...row,
          direction: 'lower_is_better' as const,
          ...warnings,
        }))),
    errorRate(level, counts, requests),
  ]
}

function countRow(level: Level, metric: string, count: Count | undefined): readonly ReportRow[] {
  return count === undefined ? [] : [levelRow(level, { metric, value: count.value, pointer: count.pointer })]
}

function unknownErrors(level: Level, metric: string, { pointer }: RequestCounts): ReportRow {
  const warnings = ['the file does not say how many requests failed']
  return levelRow(level, {
    metric,
    value: null,
    missing: 'absent',
    direction: 'lower_is_better',
    warnings,
    pointer,
  })
}

function errorRate(level: Level, counts: RequestCounts, requests: Count | undefined): ReportRow {
  const { errors } = counts
  if (errors === undefined || requests === undefined || requests.value <= 0) {
    return { ...unknownErrors(level, 'error_rate', counts), unit: 'fraction' }
  }
  return levelRow(level, {
    metric: 'error_rate',
    value: errors.value / requests.value,
    n: requests.value,
    unit: 'fraction',
    direction: 'lower_is_better',
    ...(counts.note === undefined ? {} : { warnings: [counts.note] }),
    pointer: errors.pointer,
  })
}

function sumOf({ completed, errors, incomplete }: RequestCounts): Count | undefined {
  if (completed === undefined || errors === undefined) return undefined
  return { value: completed.value + errors.value + (incomplete?.value ?? 0), pointer: completed.pointer }
}
