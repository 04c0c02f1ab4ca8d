import {
  type CandidateIdentity,
  type IdentityBy,
  type IdentityContext,
  type IdentityResult,
  identify,
} from './identity.ts'
import type { Evidence } from './report.ts'

/** From the weakest tie to a version to the strongest. */
const TIES: readonly IdentityBy[] = [
  'same-pull-request',
  'report-version',
  'wandb-version',
  'wandb-run',
  'wandb-lineage',
  'identity-select',
  'named-in-report',
]

/**
 * Decides whether a report was made from the candidate, file by file: each has to be, and one that names another version decides.
 * The tie is the weakest of all.
 * @throws GateError `config-invalid` when the identity selector cannot be used.
 */
export function identifyFiles(
  evidence: Evidence,
  candidate: CandidateIdentity,
  context: IdentityContext,
): IdentityResult {
  if (evidence.files === undefined) return identify(evidence, candidate, context)
  const results = evidence.files.map(({ document, identity, ...file }) => {
    const report = { ...evidence.report, document, identity }
    return { file: file.resolved, result: identify({ ...evidence, ...file, report }, candidate, context) }
  })
  for (const { file, result } of results)
    if (result.kind === 'other') return { kind: 'other', claim: `${result.claim} in ${file}` }
  for (const { file, result } of results)
    if (result.kind === 'none') return { kind: 'none', note: `${file}: ${result.note}` }
  const ties = results.flatMap(({ result }) => (result.kind === 'match' ? [TIES.indexOf(result.by)] : []))
  const by = TIES[Math.min(...ties)]
  return by === undefined ? { kind: 'none', note: 'there is no file' } : { kind: 'match', by }
}
