import { MOST_MEMBERS } from '../evidence/row-set.ts'
import { needsBaseline } from './limits.ts'
import { evaluateMetric, withoutNumber } from './metric.ts'
import type { CheckInput, EvaluateNumber, JudgedCheck } from './numbers.ts'
import { groupRows, pinCheck, type RowGroup } from './pinned.ts'
import { group, type Verdict } from './verdict.ts'

/**
 * Judges a check once for every value that the report has. No value at all is a missing number; with limits on changes, so is a value
 * that only the baseline has: what got lost cannot be seen otherwise.
 */
export function evaluateEach(input: CheckInput, each: readonly string[], evaluate: EvaluateNumber): JudgedCheck {
  const { check, report, candidate } = input
  const { address } = check
  if (address.by !== 'address') return evaluate(input)
  const members = candidate.members(address, { having: each })
  const groups = groupRows(members.rows, each)
  const refer = { check, report, baseline: { kind: 'nobody' } as const }
  if (members.more) {
    const note = `more than ${MOST_MEMBERS} numbers match`
    const many = { ...refer, candidate: { kind: 'many', matches: [] } as const }
    return { verdict: withoutNumber(many, { status: 'error', reason: 'metric-ambiguous', note }), rows: [] }
  }
  if (groups.length === 0) {
    const near = candidate.one(address)
    const nearest = near.kind === 'none' ? near.nearest : near.kind === 'many' ? near.matches : []
    const note = `no number with ${each.join(' and ')} matches`
    return { verdict: evaluateMetric({ ...refer, candidate: { kind: 'none', nearest, note } }), rows: [] }
  }
  const judged = groups.map(({ values, rows }) =>
    evaluate({ ...input, check: pinCheck(check, address, each, values) }, rows),
  )
  const lost = lostValues(input, each, groups).map((values): Verdict => {
    const note = 'the baseline has this number, the report does not'
    const none = { kind: 'none', nearest: [], note } as const
    return evaluateMetric({ ...refer, check: pinCheck(check, address, each, values), candidate: none })
  })
  const verdict = group(check.id, check.label, [...judged.map((one) => one.verdict), ...lost])
  return { verdict: { ...verdict, at: check.at }, rows: judged.flatMap(({ rows }) => rows) }
}

/** Values that the baseline has and the candidate does not, where the check compares the two. */
export function lostValues(
  { check, baseline }: CheckInput,
  parts: readonly string[],
  found: readonly RowGroup[],
): readonly (readonly string[])[] {
  if (baseline.kind !== 'numbers' || check.address.by !== 'address' || !needsBaseline(check.limits)) return []
  const known = new Set(found.map(({ values }) => JSON.stringify(values)))
  const { rows } = baseline.numbers.members(check.address, { having: parts })
  return groupRows(rows, parts).flatMap(({ values }) => (known.has(JSON.stringify(values)) ? [] : [values]))
}
