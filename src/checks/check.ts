import type { ReportRow } from '../evidence/report.ts'
import { manyRows } from '../evidence/row-index.ts'
import { evaluateAggregate } from './aggregate.ts'
import { evaluateEach } from './each.ts'
import { evaluateMetric } from './metric.ts'
import { baselineInput, type CheckInput, itemsFor, type JudgedCheck } from './numbers.ts'
import { evaluateSlices } from './slices.ts'

/** Judges one check of the gate config, on one number or on several. */
export function evaluateCheck(input: CheckInput): JudgedCheck {
  const { check } = input
  if (check.slices !== undefined) return evaluateSlices(input, check.slices, evaluateNumber)
  if (check.each !== undefined) return evaluateEach(input, check.each, evaluateNumber)
  return evaluateNumber(input)
}

/** `rows`: those at the address, where they are known. */
function evaluateNumber(input: CheckInput, rows?: readonly ReportRow[]): JudgedCheck {
  const { check, report, candidate, baseline } = input
  if (check.aggregate !== undefined && check.address.by === 'address') {
    return evaluateAggregate(input, {
      aggregate: check.aggregate,
      address: check.address,
      ...(rows === undefined ? {} : { rows }),
    })
  }
  const [row, ...others] = rows ?? []
  const found =
    row === undefined
      ? candidate.one(check.address)
      : others.length === 0
        ? ({ kind: 'one', row } as const)
        : manyRows([row, ...others])
  const verdict = evaluateMetric({
    check,
    report,
    candidate: found,
    baseline: baselineInput(baseline, (numbers) => numbers.one(check.address)),
    ...itemsFor(input),
  })
  return { verdict, rows: found.kind === 'one' ? [found.row] : [] }
}
