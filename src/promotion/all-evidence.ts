import type { IdentityResult } from '../checks/report.ts'
import type { Evidence } from '../evidence/report.ts'
import type { CanaryReport } from './canary-facts.ts'
import { ofBaseline } from './judge-canary.ts'
import { identityOf, usedReports } from './judge-evidence.ts'
import type { LoadedReport, PromotionFacts } from './promotion-facts.ts'

/** A report that was read, and which version it was made from, whatever that came to. */
export interface JudgedEvidence {
  readonly evidence: Evidence
  readonly identity: IdentityResult
  /** It is a file that the pinning pull request changed. */
  readonly changedWithPin: boolean
}

/** Every report that a promotion was judged by, in the order in which its record lists them; those of a canary come last. */
export function allEvidence(facts: PromotionFacts): readonly JudgedEvidence[] {
  const used = usedReports(facts)
  const { canary } = facts
  const candidate = canary?.reports.candidate ?? null
  const isListed = used.some(({ name }) => name === candidate?.source.name)
  return [
    ...used.flatMap((source) => judged({ source, loaded: facts.reports.get(source.name) }, facts)),
    ...(candidate === null || isListed ? [] : judged(candidate, facts)),
    ...baselineEvidence(facts),
  ]
}

/** Named after its version as well: it may have its report's name in common with that of the candidate. */
function baselineEvidence(facts: PromotionFacts): readonly JudgedEvidence[] {
  const baseline = facts.canary?.reports.baseline ?? null
  const version = facts.canary?.against.registry.holder ?? null
  if (baseline === null || version === null) return []
  return judged(baseline, ofBaseline(facts, version)).map((each) => ({
    ...each,
    evidence: { ...each.evidence, name: `${each.evidence.name} of ${version.version}` },
  }))
}

function judged(
  { source, loaded }: Omit<CanaryReport, 'loaded'> & { readonly loaded: LoadedReport | undefined },
  facts: PromotionFacts,
): readonly JudgedEvidence[] {
  if (loaded?.ok !== true) return []
  const changedWithPin = facts.fromSameChange.has(source.name)
  return [{ evidence: loaded.evidence, identity: identityOf(source, loaded, facts), changedWithPin }]
}
