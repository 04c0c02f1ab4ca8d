import type { Severity } from '../config/gate-config.ts'
import type { Position } from '../errors.ts'
import type { ReasonCode } from '../reason-codes.ts'
import type { ApprovalDetail, FactDetail, LineageDetail, MetricDetail, ReportDetail, TicketDetail } from './detail.ts'

/** From best to worst; the worst child decides. */
export const STATUSES = ['pass', 'warn', 'pending', 'fail', 'error'] as const
export type Status = (typeof STATUSES)[number]

/**
 * One node of the verdict tree. Sentences are made in `render` from reason and detail, never here.
 * A group has no detail; its status is the worst of its children; a group without children is `error`.
 */
export interface Verdict {
  /** Unique among siblings, stable between runs. */
  readonly id: string
  readonly kind: VerdictKind
  readonly status: Status
  /** Absent only on a plain pass and on groups. */
  readonly reason?: ReasonCode
  readonly severity?: Severity
  /** Short name for people, e.g. `acc (arc_easy)` or `model steward`. */
  readonly label: string
  readonly detail?: MetricDetail | ApprovalDetail | TicketDetail | ReportDetail | LineageDetail | FactDetail
  /** Place in the gate config that asks for this. */
  readonly at?: Position
  readonly children: readonly Verdict[]
}

export type VerdictKind =
  | 'plan'
  | 'promotion'
  | 'group'
  | 'version'
  | 'stage-order'
  | 'hold'
  | 'rolled-back'
  | 'report'
  | 'binding'
  | 'metric'
  | 'lineage'
  | 'pull-request'
  | 'approvals'
  | 'ticket'
  | 'request'
  | 'canary'

/** The worst of the given statuses; `error` when there is none, because nothing checked is not a pass. */
export function worst(statuses: readonly Status[]): Status {
  let index = -1
  for (const status of statuses) index = Math.max(index, STATUSES.indexOf(status))
  return STATUSES[index] ?? 'error'
}

/** A node whose status is the worst of its children. Without children it is an `error` with reason `ungated`. */
export function group(id: string, label: string, children: readonly Verdict[]): Verdict {
  const status = worst(children.map((child) => child.status))
  const empty = children.length === 0 ? { reason: 'ungated' as const } : {}
  return { id, kind: 'group', status, ...empty, label, children }
}

/**
 * What a check's severity makes of its status. `warn` and `info` soften only `fail` and `pending`, to `warn` and
 * `pass`. An `error` is never softened: it says that we do not know, and no severity makes that known. The
 * node keeps reason and severity, so that people see what was softened.
 */
export function settle(status: Status, severity: Severity): Status {
  if (severity === 'block' || (status !== 'fail' && status !== 'pending')) return status
  return severity === 'warn' ? 'warn' : 'pass'
}

/**
 * Every reason of the tree once, those of the worst nodes first, else in the order of the tree. Nodes that pass are
 * left out, except `first-promotion`, which users script against.
 */
export function reasonsOf(verdict: Verdict): readonly ReasonCode[] {
  const given: { readonly status: Status; readonly reason: ReasonCode }[] = []
  const waiting: Verdict[] = [verdict]
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    const { reason, status } = node
    if (reason !== undefined && (status !== 'pass' || reason === 'first-promotion')) given.push({ status, reason })
    waiting.push(...node.children.toReversed())
  }
  given.sort((a, b) => STATUSES.indexOf(b.status) - STATUSES.indexOf(a.status))
  return [...new Set(given.map((entry) => entry.reason))]
}
