import type {
  ApprovalDetail,
  FactDetail,
  IgnoredWhy,
  LineageDetail,
  ReportDetail,
  TicketDetail,
} from '../checks/detail.ts'
import type { Verdict } from '../checks/verdict.ts'
import { metricClause, observedMetric } from './metric-text.ts'
import { counted, listed } from './plain.ts'
import { reasonText } from './reason-texts.ts'

/**
 * Plain sentences (not escaped) made of a verdict node's reason and data, one source for comment, summary,
 * annotations and log.
 */

/** What is wrong, as a clause with its numbers: `acc (arc_easy) is 0.6312, below its minimum of 0.65`. */
export function problemClause(node: Verdict): string {
  const detail = node.detail
  if (detail?.type === 'metric') return metricClause(node, detail)
  if (detail?.type === 'approvals') return approvalClause(node, detail)
  const seen = observation(node)
  const title = node.reason === undefined ? `${nodeLabel(node)}: ${node.status}` : reasonText(node.reason).title
  const name = NAMED.includes(node.kind) && node.reason !== undefined ? `${nodeLabel(node)}: ` : ''
  return `${name}${title}${seen === '' ? '' : ` (${seen})`}`
}

/** Kinds of which there may be several; of the others the reason alone says what is meant. */
const NAMED: readonly Verdict['kind'][] = ['ticket', 'report', 'binding', 'plan', 'promotion', 'group']

/** What the node demands, in words: its label is often only a name. */
export function nodeLabel(node: Verdict): string {
  if (node.kind === 'report') return `report ${node.label}`
  if (node.kind === 'lineage') return `lineage: ${node.label}`
  return DEMANDS[node.kind] ?? node.label
}

const DEMANDS: { readonly [kind in Verdict['kind']]?: string } = {
  version: 'version is there and complete',
  hold: 'not on hold',
  'rolled-back': 'not rolled back before',
}

/** What was seen, without the label; empty when there is nothing to add. */
export function observation(node: Verdict): string {
  switch (node.detail?.type) {
    case 'metric':
      return observedMetric(node.detail)
    case 'approvals':
      return observedApprovals(node.detail)
    case 'ticket':
      return observedTicket(node.detail)
    case 'report':
      return observedReport(node.detail)
    case 'lineage':
      return observedLineage(node.detail)
    case 'fact':
      return observedFact(node.detail)
    default:
      return ''
  }
}

export function ignoredText(why: IgnoredWhy): string {
  return IGNORED[why]
}

const IGNORED: Readonly<Record<IgnoredWhy, string>> = {
  author: 'opened the pull request',
  committer: 'made a commit of the pull request',
  'co-author': 'is co-author of a commit',
  bot: 'is a bot',
  'not-eligible': 'is not among the eligible people',
  permission: 'lacks the permission asked for',
  outdated: 'approved an older commit',
  dismissed: 'review was dismissed',
  runner: 'started this run',
  'before-version': 'approved before the version was there',
  'not-bound': 'pull request does not pin this version',
  'already-used': 'approval already served another promotion',
  'deleted-account': 'account no longer exists',
  withdrawn: 'withdrew the approval',
  expired: 'approval has lapsed',
  'counted-elsewhere': 'is counted for another role',
  'earlier-attempt': 'may have approved an earlier attempt of the run',
}

/** How we know which version a report was made from. Weak ties say so. */
export function identityText(identity: string): string {
  return IDENTITIES.get(identity) ?? identity
}

const IDENTITIES: ReadonlyMap<string, string> = new Map([
  ['named-in-report', 'the report names this version'],
  ['identity-select', 'the report names this version, at the place the gate config states'],
  ['report-version', 'stated by the workflow, not by the report'],
  ['same-pull-request', 'the report was changed in the same pull request as the pin'],
  ['wandb-run', 'the W&B run used this version'],
  ['wandb-version', 'it is part of this version'],
  ['wandb-lineage', 'W&B’s lineage shows that the run used this version'],
  ['unbound', 'weak: nothing ties the report to a version'],
])

function approvalClause(node: Verdict, detail: ApprovalDetail): string {
  if (node.reason === 'changes-requested' && detail.blocking.length > 0) {
    return `${listed(detail.blocking)} ${detail.blocking.length === 1 ? 'requests' : 'request'} changes (${detail.role})`
  }
  const missing = detail.need - detail.counted.length
  if (node.reason === 'approvals-missing' && missing > 0) {
    const by = detail.environment === undefined ? `by a ${detail.role}` : `of the environment ${detail.environment}`
    return `${counted(missing, 'approval')} ${by} ${missing === 1 ? 'is' : 'are'} missing (${detail.counted.length} of ${detail.need})`
  }
  const title = node.reason === undefined ? node.status : reasonText(node.reason).title
  return `${nodeLabel(node)}: ${title}${detail.note === undefined ? '' : ` (${detail.note})`}`
}

function observedApprovals(detail: ApprovalDetail): string {
  const parts = [`${detail.counted.length} of ${detail.need}`]
  if (detail.counted.length > 0) parts.push(listed(detail.counted.map((approval) => approval.login)))
  if (detail.blocking.length > 0) {
    parts.push(`${detail.environment === undefined ? 'changes requested' : 'rejected'} by ${listed(detail.blocking)}`)
  }
  if (detail.ignored.length > 0) parts.push(`${detail.ignored.length} not counted`)
  if (detail.environment !== undefined) parts.push(`environment ${detail.environment}`)
  if (detail.codeOwners !== undefined) parts.push(`GitHub's review decision: ${detail.codeOwners}`)
  if (detail.bind === 'head') parts.push('bound to the commit only')
  if (detail.note !== undefined) parts.push(detail.note)
  return parts.join(', ')
}

function observedTicket(detail: TicketDetail): string {
  const parts: string[] = []
  if (detail.ticket !== null) parts.push(detail.ticket)
  if (detail.shown !== undefined) parts.push(detail.shown)
  if (detail.approvedBy.length > 0) parts.push(`approved by ${listed(detail.approvedBy.map(({ name }) => name))}`)
  if (detail.note !== undefined) parts.push(detail.note)
  return parts.join(', ')
}

function observedReport(detail: ReportDetail): string {
  const parts = [detail.resolved ?? detail.location]
  if (detail.format !== undefined) parts.push(detail.format)
  if (detail.identity !== undefined) parts.push(identityText(detail.identity))
  if (detail.claims !== undefined && detail.claims.length > 0) parts.push(`names ${listed(detail.claims, 2)}`)
  if (detail.note !== undefined) parts.push(detail.note)
  return parts.join(', ')
}

function observedLineage(detail: LineageDetail): string {
  return detail.found ?? `no ${detail.demand} found`
}

function observedFact(detail: FactDetail): string {
  const parts: string[] = []
  if (detail.expected !== undefined) parts.push(`expected ${detail.expected}`)
  if (detail.observed !== undefined) parts.push(`found ${detail.observed}`)
  if (detail.note !== undefined) parts.push(detail.note)
  return parts.join(', ')
}
