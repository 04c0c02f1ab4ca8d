import type { BaselineInput, MetricInput } from '../checks/metric-input.ts'
import type { PromotionFacts } from './promotion-facts.ts'

/** Scores of single items for a check of `report`. The baseline's come with `baseline-report` only: records keep none. */
export function itemLists(
  { reports, baselineReports }: PromotionFacts,
  report: string,
  baseline: BaselineInput,
): Pick<MetricInput, 'candidateItems' | 'baselineItems'> {
  const [ours, theirs] = [reports.get(report), baselineReports.get(report)]
  const candidateItems = ours?.ok === true ? ours.evidence.report.items : undefined
  const given = theirs?.ok === true && baseline.kind === 'found' && baseline.source === 'baseline-report'
  const baselineItems = given ? theirs.evidence.report.items : undefined
  return {
    ...(candidateItems === undefined ? {} : { candidateItems }),
    ...(baselineItems === undefined ? {} : { baselineItems }),
  }
}
