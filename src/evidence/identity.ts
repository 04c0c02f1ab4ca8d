import { isBareVersion, stripPrefix } from './claims.ts'
import { readNumber } from './number.ts'
import type { Evidence, IdentityClaim } from './report.ts'
import { selectNodes } from './selector.ts'

/** The version that asks for a stage, by every name that evidence may give it. */
export interface CandidateIdentity {
  readonly artifactId: string
  readonly digest: string
  /** `entity/project/collection:vN` in the registry. */
  readonly registryPath: string
  /** `entity/project/artifact:vN` where it was logged; null: not visible. */
  readonly sourcePath: string | null
}

/** What else may bind a report to a version. */
export interface IdentityContext {
  /** The `report-version` input. */
  readonly reportVersion: string | null
  /** `identity: { select }` of the report in the gate config. */
  readonly identitySelect: string | null
  /** The report file was changed in the pull request that changes the pin. */
  readonly changedInPullRequest: boolean
}

/** An identity selector that finds more is no selector of an identity. */
const MAX_CLAIMS = 100

export const IDENTITY_BY = [
  'named-in-report',
  'identity-select',
  'report-version',
  'same-pull-request',
  'wandb-run',
  'wandb-version',
  'wandb-lineage',
] as const
export type IdentityBy = (typeof IDENTITY_BY)[number]

export type IdentityResult =
  | { readonly kind: 'match'; readonly by: IdentityBy }
  /** `claim`: the text that names another version, and where it stands. */
  | { readonly kind: 'other'; readonly claim: string }
  | { readonly kind: 'none'; readonly note: string }

/**
 * Decides whether a report was made from the candidate. All claims must agree; one that names another version
 * decides. A bare `vN` says nothing, because version 7 of the source may be version 2 of the registry; only
 * in `report-version` it is the registry's. Texts are compared exactly.
 * @throws GateError `config-invalid` when the identity selector cannot be used.
 */
export function identify(evidence: Evidence, candidate: CandidateIdentity, context: IdentityContext): IdentityResult {
  const notes: string[] = []
  const selected = context.identitySelect === null ? [] : selectedClaims(evidence, context.identitySelect, notes)
  const stated = statedClaims(context.reportVersion, candidate)
  const groups: readonly (readonly [IdentityBy, readonly IdentityClaim[]])[] = [
    ['named-in-report', usable(evidence.report.identity, notes)],
    ['identity-select', usable(selected, notes)],
    ['report-version', stated],
  ]
  for (const [, claims] of groups) {
    const other = claims.find((claim) => !names(claim.text, candidate))
    if (other !== undefined) return { kind: 'other', claim: describe(other) }
  }
  // A run may have used several artifacts, base models among them: one of them has to be the candidate.
  const fromRun = usable(evidence.locationClaims, notes)
  const runMatches = fromRun.some((claim) => names(claim.text, candidate))
  if (fromRun.length > 0 && !runMatches) {
    const more = fromRun.length > 3 ? ` and ${fromRun.length - 3} more` : ''
    return { kind: 'other', claim: `${fromRun.slice(0, 3).map(describe).join(', ')}${more}` }
  }

  const by = groups.find(([, claims]) => claims.length > 0)?.[0]
  if (by !== undefined) return { kind: 'match', by }
  if (runMatches) return { kind: 'match', by: byPlace(evidence) }
  if (context.changedInPullRequest) return { kind: 'match', by: 'same-pull-request' }
  return { kind: 'none', note: notes.join('; ') || 'the report names no version' }
}

/** What the place proves: the version's own metadata, a run found by lineage, or a run that was named. */
function byPlace({ location }: Evidence): IdentityBy {
  return location.kind === 'wandb-version' || location.kind === 'wandb-lineage' ? location.kind : 'wandb-run'
}

function names(text: string, candidate: CandidateIdentity): boolean {
  const plain = stripPrefix(text)
  return [candidate.artifactId, candidate.digest, candidate.registryPath, candidate.sourcePath].includes(plain)
}

function usable(claims: readonly IdentityClaim[], notes: string[]): readonly IdentityClaim[] {
  return claims.filter((claim) => {
    if (!isBareVersion(claim.text)) return true
    notes.push(`${describe(claim)} is ambiguous: write the full path, the artifact id or the digest`)
    return false
  })
}

/** `vN` in the input means the registry's version, hence the registry path with that version. */
function statedClaims(reportVersion: string | null, candidate: CandidateIdentity): readonly IdentityClaim[] {
  if (reportVersion === null) return []
  const collection = candidate.registryPath.slice(0, candidate.registryPath.lastIndexOf(':'))
  const text = isBareVersion(reportVersion) ? `${collection}:${reportVersion}` : reportVersion
  return [{ text, source: 'input report-version' }]
}

function selectedClaims(evidence: Evidence, select: string, notes: string[]): readonly IdentityClaim[] {
  const { nodes, more } = selectNodes(evidence.report.document, select, MAX_CLAIMS)
  if (more) notes.push(`more than ${MAX_CLAIMS} places at ${select}`)
  if (more) return []
  if (nodes.length === 0) notes.push(`nothing stands at ${select}`)
  return nodes.flatMap(({ pointer, value }) => {
    if (typeof value === 'string' && value !== '') return [{ text: value, source: pointer }]
    notes.push(`no text at ${pointer === '' ? 'the top' : pointer} but ${readNumber(value).missing ?? 'a number'}`)
    return []
  })
}

function describe(claim: IdentityClaim): string {
  return `${claim.text} (${claim.source})`
}
