import { evaluateBindings } from '../checks/report-binding.ts'
import type { Verdict } from '../checks/verdict.ts'
import type { ReportSource } from '../config/gate-config.ts'
import type { PromotionFacts } from './promotion-facts.ts'
import type { RecordRow } from './record.ts'
import { requestingPullRequests } from './requesting.ts'

/**
 * What the gate config ties one report to. Nothing is said of a report that could not be loaded, nor where the version
 * is not known: those are refused already.
 */
export function judgeBindings(
  source: ReportSource,
  facts: PromotionFacts,
  addressed: readonly RecordRow[],
): readonly Verdict[] {
  const loaded = facts.reports.get(source.name)
  if (source.bindings === undefined || loaded?.ok !== true) return []
  return evaluateBindings({
    source,
    evidence: loaded.evidence,
    rows: addressed.filter((row) => row.report === source.name),
    producer: facts.registry.candidate?.producer ?? null,
    heads: requestingPullRequests(facts).flatMap(({ headCommit, mergeCommit }) => [
      headCommit,
      ...(mergeCommit === null ? [] : [mergeCommit]),
    ]),
  })
}
