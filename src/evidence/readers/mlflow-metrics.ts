import type { JsonValue } from '../json.ts'
import { printedNonFinite, readNumber } from '../number.ts'
import type { ReportRow } from '../report.ts'

/** One value that was logged under a name. */
export interface LoggedMetric {
  readonly key: string
  readonly value: JsonValue | undefined
  readonly step?: JsonValue | undefined
  readonly pointer: string
}

/**
 * One row for each value. A metric that was logged at several steps is addressed by its step: the last one is not
 * necessarily that of the model which was saved, so none is taken in silence.
 */
export function metricRows(logged: readonly LoggedMetric[]): readonly ReportRow[] {
  const times = new Map<string, number>()
  for (const { key } of logged) times.set(key, (times.get(key) ?? 0) + 1)
  return logged.map(({ key, value, step, pointer }) => {
    const several = (times.get(key) ?? 0) > 1
    const found = readNumber(value)
    const missing = (typeof value === 'string' ? printedNonFinite(value) : null) ?? found.missing
    return {
      metric: key,
      ...(several ? { slice: { step: stepText(step) } } : {}),
      value: found.value,
      ...(missing === undefined ? {} : { missing }),
      pointer,
    }
  })
}

/** The REST API prints 64-bit numbers as text. */
function stepText(step: JsonValue | undefined): string {
  return typeof step === 'number' || typeof step === 'string' ? String(step) : '0'
}
