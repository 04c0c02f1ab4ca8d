import type { ReasonCode } from '../reason-codes.ts'
import { STATUSES, type Status } from './verdict.ts'

/** One thing that a check noticed; several may belong to one node. */
export interface Finding {
  readonly status: Status
  readonly reason: ReasonCode
  /** The facts in short, for people; no full sentence is owed. */
  readonly note?: string
}

/** What a node takes over from its findings: the first of the worst; nothing found is a plain pass. */
export function conclude(findings: readonly Finding[]): { readonly status: Status; readonly reason?: ReasonCode } {
  const [first] = findings.toSorted((a, b) => STATUSES.indexOf(b.status) - STATUSES.indexOf(a.status))
  return first === undefined ? { status: 'pass' } : { status: first.status, reason: first.reason }
}

/** All notes in one text, in order and once each, so that a reader sees every problem and not only the leading one. */
export function notesOf(findings: readonly Finding[]): { readonly note?: string } {
  const notes = new Set(findings.flatMap((finding) => (finding.note === undefined ? [] : [finding.note])))
  return notes.size === 0 ? {} : { note: [...notes].join('; ') }
}
