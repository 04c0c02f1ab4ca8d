import type { Verdict } from '../checks/verdict.ts'
import { worst } from '../checks/verdict.ts'
import type { Move, PromotionOutcome, RunOutcome } from './outcome.ts'
import type { BodyMove } from './record.ts'
import { bodyMove } from './record.ts'
import { recordFields, subjectFields } from './result-subject.ts'
import { summariseTickets, type TicketSummary } from './ticket-summary.ts'

/** One promotion in the `result` output. File contracts are snake_case; absent texts are empty. */
export interface PromotionResult {
  readonly model: string
  readonly stage: string
  readonly alias: string
  readonly decision: string
  readonly conclusion: string
  readonly reason_codes: readonly string[]
  readonly applied: boolean
  readonly dry_run: PromotionOutcome['dryRun']
  readonly version: string
  readonly digest: string
  readonly previous_version: string
  readonly artifact: string
  readonly lineage_url: string
  readonly record_url: string
  readonly comment_url: string
  /** Address of the pull request that puts the pin right. */
  readonly pin_pull_request: string
  readonly verdict: Verdict
  readonly plan: readonly BodyMove[]
  readonly moves_made: readonly BodyMove[]
  readonly evidence: PromotionOutcome['evidence']
  readonly approvals: PromotionOutcome['approvals']
  readonly tickets: readonly TicketSummary[]
  readonly pull_requests: readonly number[]
  readonly record: {
    readonly run_id: string
    readonly sha256: string
    readonly sequence: number
    readonly previous_record: string
    readonly url: string
  } | null
  readonly attestation: { readonly id: string; readonly url: string; readonly subject_sha256: string } | null
  readonly notes: readonly { readonly level: string; readonly code: string; readonly text: string }[]
  readonly error: ResultError | null
}

export interface ResultError {
  readonly code: string
  readonly message: string
  readonly hint: string
  readonly issues: readonly {
    readonly file: string
    readonly line: number
    readonly column: number
    readonly message: string
  }[]
}

/** The `result` output; its schema is published as `schemas/result.schema.json`. With several promotions the texts are joined by commas, addresses by line breaks. */
export interface Result
  extends Omit<PromotionResult, 'alias' | 'attestation' | 'dry_run' | 'moves_made' | 'pull_requests' | 'verdict'> {
  readonly schema_version: 1
  readonly operation: string
  readonly verdict: Verdict | null
  readonly config: RunOutcome['config']
  readonly promotions: readonly PromotionResult[]
  /** Tables of status, history, verify and doctor: `data` by name. */
  readonly listings: readonly { readonly name: string; readonly data: unknown }[]
}

/** Whether the stage's alias was moved by this run and stands there. */
export function isApplied({ conclusion, reasons, movesMade }: PromotionOutcome): boolean {
  if (conclusion === 'applied') return true
  return conclusion === 'partial' && !reasons.includes('conflict') && movesMade.some((move) => move.purpose === 'stage')
}

type JoinedField =
  | 'model'
  | 'stage'
  | 'version'
  | 'digest'
  | 'previous_version'
  | 'artifact'
  | 'lineage_url'
  | 'record_url'

/** `commentUrls`: address of the comment by promotion, in the same order; empty where none was written. */
export function toResult(outcome: RunOutcome, commentUrls: readonly string[]): Result {
  const promotions = outcome.promotions.map((each, index) => toPromotionResult(each, commentUrls[index] ?? ''))
  const subject = subjectFields(promotions.length === 0 ? outcome.subject : undefined)
  const joined = (name: JoinedField, by: string) =>
    [...promotions, ...(promotions.length === 0 ? [subject] : [])]
      .map((each) => each[name])
      .filter((text) => text !== '')
      .join(by)
  return {
    schema_version: 1,
    operation: outcome.operation,
    decision: outcome.decision,
    conclusion: outcome.conclusion,
    reason_codes: outcome.reasons,
    applied: promotions.some((each) => each.applied) || subject.applied,
    model: joined('model', ','),
    stage: joined('stage', ','),
    version: joined('version', ','),
    digest: joined('digest', ','),
    previous_version: joined('previous_version', ','),
    artifact: joined('artifact', ','),
    lineage_url: joined('lineage_url', '\n'),
    record_url: joined('record_url', '\n'),
    comment_url: promotions.flatMap((each) => each.comment_url || []).join('\n'),
    pin_pull_request: promotions.flatMap((each) => each.pin_pull_request || []).join('\n'),
    verdict: joinVerdicts(outcome),
    plan: promotions.flatMap((each) => each.plan),
    evidence: promotions.flatMap((each) => each.evidence),
    approvals: promotions.flatMap((each) => each.approvals),
    tickets: promotions.flatMap((each) => each.tickets),
    record: promotions[0]?.record ?? subject.record,
    notes: [...reasonForNothing(outcome), ...outcome.notes.map(toNote)],
    error: outcome.error === null || outcome.conclusion === 'no-change' ? null : toError(outcome.error),
    config: outcome.config,
    promotions,
    listings: outcome.listings.map(({ name, data }) => ({ name, data })),
  }
}

function toPromotionResult(each: PromotionOutcome, commentUrl: string): PromotionResult {
  const { candidate, record } = each
  const version = candidate?.version ?? ''
  return {
    model: each.model,
    stage: each.stage,
    alias: each.alias,
    decision: each.decision,
    conclusion: each.conclusion,
    reason_codes: each.reasons,
    applied: isApplied(each),
    dry_run: each.dryRun,
    version,
    digest: candidate?.digest ?? '',
    previous_version: each.previous?.version ?? '',
    artifact: version === '' ? '' : `${each.registry.entity}/${each.registry.project}/${each.collection}:${version}`,
    lineage_url: each.links.lineage ?? '',
    record_url: each.links.record ?? '',
    comment_url: commentUrl,
    pin_pull_request: each.pinPullRequest ?? '',
    verdict: each.verdict,
    plan: each.moves.map((move: Move) => bodyMove(move)),
    moves_made: each.movesMade.map((move: Move) => bodyMove(move)),
    evidence: each.evidence,
    approvals: each.approvals,
    tickets: summariseTickets(each.verdict),
    pull_requests: each.pullRequests,
    record: recordFields(record),
    attestation: attestationOf(each),
    notes: each.notes.map(toNote),
    error: each.error === undefined ? null : toError(each.error),
  }
}

function attestationOf({ attestation }: PromotionOutcome): PromotionResult['attestation'] {
  if (attestation === undefined) return null
  const { id, url, subjectSha256 } = attestation
  return { id, url, subject_sha256: subjectSha256 }
}

function joinVerdicts({ promotions }: RunOutcome): Verdict | null {
  const [first, ...others] = promotions
  if (first === undefined) return null
  if (others.length === 0) return first.verdict
  const children = promotions.map((each) => each.verdict)
  return { id: 'plan', kind: 'plan', status: worst(children.map((child) => child.status)), label: 'plan', children }
}

/** Why there was nothing to do is no error. */
function reasonForNothing({ conclusion, error }: RunOutcome): PromotionResult['notes'] {
  return conclusion === 'no-change' && error !== null ? [{ level: 'info', code: error.code, text: error.message }] : []
}

function toNote({ level, code, text }: RunOutcome['notes'][number]): PromotionResult['notes'][number] {
  return { level, code: code ?? '', text }
}

function toError({ code, message, hint, issues }: NonNullable<RunOutcome['error']>): ResultError {
  return {
    code,
    message,
    hint: hint ?? '',
    issues: issues.map((issue) => ({
      file: issue.at?.file ?? '',
      line: issue.at?.line ?? 0,
      column: issue.at?.column ?? 0,
      message: issue.message,
    })),
  }
}
