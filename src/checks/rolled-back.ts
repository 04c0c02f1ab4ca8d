import type { CountedApproval } from './detail.ts'
import type { RecordFacts, VersionFacts } from './facts.ts'
import { instant } from './instant.ts'
import { saysPassedGate } from './moving-record.ts'
import type { Verdict } from './verdict.ts'

export interface RolledBackInput {
  readonly candidate: Pick<VersionFacts, 'artifactId'>
  /** Rollback records of this stage, in any order. */
  readonly rollbacks: readonly RecordFacts[]
  /** Records of this registry path and stage, in any order. */
  readonly records: readonly RecordFacts[]
  /** Approvals of this request that count. */
  readonly approvals: readonly CountedApproval[]
  /** Why it is to come back, given by somebody whom the stage's `may.promote` names; left out: nobody did. */
  readonly statedReason?: string
}

/** Conclusions of a rollback that never moved the alias. An unfinished one may have moved it. */
const NOT_MOVED: readonly (string | null)[] = ['abandoned', 'conflict', 'failed']

/**
 * The version is not one that a rollback left. It may come back after an intact later record says that it passed the gate again, or when
 * an approval that counts is newer than the rollback, or when somebody who may promote here by hand gives a reason.
 */
export function evaluateRolledBack(input: RolledBackInput): Verdict {
  const base = { id: 'rolled-back', kind: 'rolled-back', label: 'rolled back', children: [] } as const
  const expected =
    'not left by a rollback, or approved after it, or brought back with a reason by whom `may.promote` names'
  const standing = input.rollbacks.filter((record) => left(record, input.candidate) && !promotedAgain(record, input))
  const times = standing.map((record) => record.finishedAt ?? record.createdAt)
  const latest = times.toSorted((a, b) => instant(b) - instant(a))[0]
  if (latest === undefined) {
    return { ...base, status: 'pass', detail: { type: 'fact', expected, observed: 'no standing rollback' } }
  }
  const approval = input.approvals.find(({ at }) => instant(at) > instant(latest))
  const observed = `left by a rollback at ${latest}`
  if (approval !== undefined) {
    const note = `approved by ${approval.login} at ${approval.at}`
    return { ...base, status: 'pass', detail: { type: 'fact', expected, observed, note } }
  }
  if (input.statedReason !== undefined) {
    const note = `brought back by hand: ${input.statedReason}`
    return { ...base, status: 'pass', detail: { type: 'fact', expected, observed, note } }
  }
  return { ...base, status: 'fail', reason: 'rolled-back', detail: { type: 'fact', expected, observed } }
}

/** An altered rollback record still counts: whoever alters one must not gain by it. */
function left(record: RecordFacts, candidate: RolledBackInput['candidate']): boolean {
  return record.from?.artifactId === candidate.artifactId && !NOT_MOVED.includes(record.conclusion)
}

function promotedAgain(rollback: RecordFacts, { candidate, records }: RolledBackInput): boolean {
  return records.some(
    (record) =>
      saysPassedGate(record) &&
      record.stage === rollback.stage &&
      record.to?.artifactId === candidate.artifactId &&
      record.sequence > rollback.sequence,
  )
}
