import type { MetricAddress, MetricCheck, SliceRule } from '../config/gate-config.ts'
import { type Found, manyRows } from '../evidence/row-index.ts'
import { AVERAGE, type Members, MOST_MEMBERS } from '../evidence/row-set.ts'
import { evaluateAggregate } from './aggregate.ts'
import { lostValues } from './each.ts'
import { evaluateMetric, withoutNumber } from './metric.ts'
import { baselineInput, type CheckInput, type EvaluateNumber, itemsFor, type JudgedCheck } from './numbers.ts'
import { groupRows, moveCheck, pinCheck, type RowGroup } from './pinned.ts'
import { evaluateGap, tooFewNote } from './slice-gap.ts'
import { group, type Verdict } from './verdict.ts'

type Address = Extract<MetricAddress, { by: 'address' }>

/**
 * Judges the whole by the limits of the check, every slice by those of `slices`, and the difference between the slices. A slice
 * that is required, or that the baseline has where changes are limited, must be there.
 */
export function evaluateSlices(input: CheckInput, rule: SliceRule, evaluate: EvaluateNumber): JudgedCheck {
  const { check, candidate } = input
  if (check.address.by !== 'address') return evaluate(input)
  const address = withoutAverage(check.address)
  const { rows, more } = candidate.members(address, { having: [rule.by] })
  const groups = more ? [] : groupRows(rows, [rule.by])
  const sliced = { ...input, check: checkOfSlices(check, address, rule) }
  const whole = evaluateWhole(input, check.address, rule)
  const children = [
    ...whole.map(({ verdict }) => verdict),
    ...(more ? [refusal(sliced, `more than ${MOST_MEMBERS} slices match`)] : []),
    ...groups.flatMap((slice) => judgeSlice(sliced, { address, rule, slice, evaluate })),
    ...(more ? [] : missingSlices(sliced, { address, rule, groups })),
    ...(rule.maxGap === null || more
      ? []
      : [evaluateGap(sliced, { id: `${check.id}/gap`, rule, maxGap: rule.maxGap, groups })]),
  ]
  const verdict = group(check.id, check.label, children)
  return { verdict: { ...verdict, at: check.at }, rows: [...whole.flatMap((one) => one.rows), ...(more ? [] : rows)] }
}

/** A slice is one number, whatever the whole is made of. */
function checkOfSlices(check: MetricCheck, address: Address, rule: SliceRule): MetricCheck {
  const { slices: _, each: __, ...rest } = moveCheck(check, address, undefined)
  return { ...rest, id: `${check.id}/slices`, limits: rule.limits }
}

/** The number that is of no slice, or the one made of the slices; without limits for it nothing is judged. */
function evaluateWhole(input: CheckInput, address: Address, { by }: SliceRule): readonly JudgedCheck[] {
  const { check, report, candidate, baseline } = input
  if (Object.keys(check.limits).length === 0) return []
  const { slices: _, each: __, ...rest } = check
  const whole: MetricCheck = { ...rest, id: `${check.id}/whole` }
  const { aggregate } = check
  if (aggregate !== undefined) {
    const parts = { aggregate, address: withoutAverage(address), having: [by] }
    return [evaluateAggregate({ ...input, check: whole }, parts)]
  }
  const found = only(candidate.members(address, { lacking: by }), by)
  const verdict = evaluateMetric({
    check: whole,
    report,
    candidate: found,
    baseline: baselineInput(baseline, (numbers) => only(numbers.members(address, { lacking: by }), by)),
    ...itemsFor(input),
  })
  return [{ verdict, rows: found.kind === 'one' ? [found.row] : [] }]
}

function only({ rows }: Members, by: string): Found {
  const [row, ...others] = rows
  if (row !== undefined) return others.length === 0 ? { kind: 'one', row } : manyRows(rows)
  const note = `no number without ${by} matches: for one made of the slices, add aggregate`
  return { kind: 'none', nearest: [], note }
}

interface SliceInput {
  readonly address: Address
  readonly rule: SliceRule
  readonly slice: RowGroup
  readonly evaluate: EvaluateNumber
}

/** Nothing where the slices have no limits of their own, unless there is too little of the slice. */
function judgeSlice(input: CheckInput, { address, rule, slice, evaluate }: SliceInput): readonly Verdict[] {
  const check = pinCheck(input.check, address, [rule.by], slice.values)
  const judged = Object.keys(rule.limits).length === 0 ? [] : [evaluate({ ...input, check }, slice.rows).verdict]
  const [row, ...others] = slice.rows
  const note = row === undefined || others.length > 0 ? null : tooFewNote(row, rule)
  if (row === undefined || note === null || judged.some(isUnknown)) return judged
  const found = { check, report: input.report, candidate: { kind: 'one', row }, baseline: { kind: 'nobody' } } as const
  return [withoutNumber(found, { status: check.onInconclusive, reason: 'insufficient-data', note })]
}

/** An error, or no number at all: more samples would not change it. */
function isUnknown({ status, detail }: Verdict): boolean {
  return status === 'error' || (detail?.type === 'metric' && detail.value === null)
}

function missingSlices(
  input: CheckInput,
  {
    address,
    rule,
    groups,
  }: { readonly address: Address; readonly rule: SliceRule; readonly groups: readonly RowGroup[] },
): readonly Verdict[] {
  const { check, report } = input
  const found = groups.map(({ values }) => values[0] ?? '')
  const have = found.length === 0 ? 'none' : found.slice(0, 10).join(', ')
  const missing = (of: MetricCheck, note: string): Verdict =>
    withoutNumber(
      { check: of, report, candidate: { kind: 'none', nearest: [] }, baseline: { kind: 'nobody' } },
      { status: rule.onMissingSlice, reason: 'slice-missing', note },
    )
  const pinned = (value: string): MetricCheck => pinCheck(check, address, [rule.by], [value])
  const required = rule.required.filter((value) => !found.includes(value))
  const lost = lostValues(input, [rule.by], groups).flatMap(([value = '']) => (required.includes(value) ? [] : [value]))
  if (found.length + required.length + lost.length === 0)
    return [missing(check, `the report has no number with ${rule.by}`)]
  return [
    ...required.map((value) => missing(pinned(value), `it is required; found: ${have}`)),
    ...lost.map((value) => missing(pinned(value), 'the baseline has this slice, the report does not')),
  ]
}

function refusal({ check, report }: CheckInput, note: string): Verdict {
  const many = { check, report, candidate: { kind: 'many', matches: [] }, baseline: { kind: 'nobody' } } as const
  return withoutNumber(many, { status: 'error', reason: 'metric-ambiguous', note })
}

/** The kind of average, and "of no slice", are said of the whole. */
function withoutAverage(address: Address): Address {
  const { slice = {}, ...rest } = address
  const { [AVERAGE]: _, ...dimensions } = slice
  return Object.keys(dimensions).length === 0 ? rest : { ...rest, slice: dimensions }
}
