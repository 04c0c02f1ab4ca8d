import { evaluateMetric } from '../checks/metric.ts'
import type { BaselineInput } from '../checks/metric-input.ts'
import { baselineInput, type Numbers } from '../checks/numbers.ts'
import type { Verdict } from '../checks/verdict.ts'
import type { CanaryMetric, MetricAddress } from '../config/gate-config.ts'
import type { ReportRow } from '../evidence/report.ts'
import type { Found } from '../evidence/row-index.ts'

export interface CanaryNumbers {
  readonly candidate: Numbers
  /** null: there is no version to compare with. */
  readonly baseline: { readonly numbers: Numbers; readonly version: string } | null
  /** Name of the candidate's report. */
  readonly report: string
}

/** One number of both versions; `row`: the candidate's, where there is one. */
export function compareNumber(
  metric: CanaryMetric,
  { candidate, baseline, report }: CanaryNumbers,
): { readonly verdict: Verdict; readonly row: ReportRow | null } {
  const found = find(candidate, metric)
  const against: BaselineInput =
    baseline === null
      ? { kind: 'nobody' }
      : baselineInput(
          { kind: 'numbers', numbers: baseline.numbers, version: baseline.version, source: 'baseline-report' },
          (numbers) => find(numbers, metric),
        )
  const theirs = baseline?.numbers.items
  const verdict = evaluateMetric({
    check: metric.check,
    report,
    candidate: found,
    baseline: against,
    ...(candidate.items === undefined ? {} : { candidateItems: candidate.items }),
    ...(theirs === undefined ? {} : { baselineItems: theirs }),
  })
  return { verdict, row: found.kind === 'one' ? found.row : null }
}

/** The number, with its samples and its error from where the config says that they stand; what is not there is not known. */
function find(numbers: Numbers, { check, samples, stderr }: CanaryMetric): Found {
  const found = numbers.one(check.address)
  if (found.kind !== 'one') return found
  const { n, stderr: own, interval, ...row } = found.row
  const count = samples === null ? n : valueAt(numbers, samples)
  const error = stderr === null ? own : valueAt(numbers, stderr)
  return {
    ...found,
    row: {
      ...row,
      ...(count === undefined ? {} : { n: count }),
      ...(error === undefined ? {} : { stderr: error }),
      ...(interval === undefined || stderr !== null ? {} : { interval }),
    },
  }
}

function valueAt(numbers: Numbers, address: MetricAddress): number | undefined {
  const found = numbers.one(address)
  const value = found.kind === 'one' ? found.row.value : null
  return value !== null && Number.isFinite(value) && value >= 0 ? value : undefined
}
