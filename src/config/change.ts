import type { Change } from './gate-config.ts'
import { PERCENTAGE } from './text-rules.ts'

/** A change limit: a number of 0 or more is absolute, a text such as `2%` relative (amount 0.02). Null: neither. */
export function parseChange(value: unknown): Change | null {
  if (typeof value === 'number') {
    return Number.isFinite(value) && value >= 0 ? { kind: 'absolute', amount: value, text: String(value) } : null
  }
  if (typeof value !== 'string' || !PERCENTAGE.pattern.test(value)) return null
  // Shifting the decimal point keeps the amount exactly rounded; a division could round twice.
  return { kind: 'relative', amount: Number(`${value.slice(0, -1)}e-2`), text: value }
}
