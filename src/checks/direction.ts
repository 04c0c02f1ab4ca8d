import type { Limits, MetricCheck } from '../config/gate-config.ts'
import type { Direction, ReportRow } from '../evidence/report.ts'

export interface ResolvedDirection {
  /** null: neither config nor report nor operator says. */
  readonly direction: Direction | null
  /** Set when two sources contradict each other: who says what. */
  readonly conflict: string | null
}

/**
 * Which way is better: the config, else the report, else the operator. Two stated directions must agree;
 * the baseline's row takes part where there is one.
 */
export function resolveDirection(check: MetricCheck, row: ReportRow, baseline: ReportRow | null): ResolvedDirection {
  const stated = [
    { by: 'the config', direction: check.direction ?? undefined },
    { by: 'the report', direction: row.direction },
    { by: 'the baseline', direction: baseline?.direction },
  ].flatMap(({ by, direction }) => (direction === undefined ? [] : [{ by, direction }]))
  const first = stated[0]
  const other = stated.find((entry) => entry.direction !== first?.direction)
  if (first === undefined) return { direction: operatorDirection(check.limits), conflict: null }
  const conflict = other === undefined ? null : `${first.by} says ${first.direction}, ${other.by} ${other.direction}`
  return { direction: first.direction, conflict }
}

/** A floor alone means that more is better, a ceiling alone that less is; both or neither say nothing. */
function operatorDirection(limits: Limits): Direction | null {
  const floor = limits.min !== undefined || limits.above !== undefined
  const ceiling = limits.max !== undefined || limits.below !== undefined
  if (floor === ceiling) return null
  return floor ? 'higher_is_better' : 'lower_is_better'
}
