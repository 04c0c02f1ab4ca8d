import type { RecordFacts, VersionFacts } from './facts.ts'
import { saysWhoHolds } from './moving-record.ts'
import type { Verdict } from './verdict.ts'

export interface StageOrderInput {
  readonly candidate: VersionFacts
  /** The stage that a version must have been in first. */
  readonly from: { readonly stage: string; readonly alias: string }
  /** Records of any stage of this model whose `to` is the candidate. */
  readonly recordsOfVersion: readonly RecordFacts[]
}

/** The version holds the alias of the `from` stage now, or an intact record says that it once did. */
export function evaluateStageOrder({ candidate, from, recordsOfVersion }: StageOrderInput): Verdict {
  const base = { id: 'stage-order', kind: 'stage-order', label: `from ${from.stage}`, children: [] } as const
  const fact = { type: 'fact', expected: `holds ${from.alias}, or has held it by record` } as const
  if (candidate.aliases.includes(from.alias)) {
    return { ...base, status: 'pass', detail: { ...fact, observed: `holds ${from.alias}` } }
  }
  const proof = recordsOfVersion.find((record) => provesStage(record, candidate, from.stage))
  if (proof !== undefined) {
    const observed = `held it by record ${proof.sha256} of ${proof.finishedAt ?? proof.createdAt}`
    return { ...base, status: 'pass', detail: { ...fact, observed } }
  }
  const observed = candidate.aliases.length === 0 ? 'holds no alias' : `holds ${candidate.aliases.join(', ')}`
  return { ...base, status: 'fail', reason: 'version-not-in-from-stage', detail: { ...fact, observed } }
}

/** The record says that the version got the stage's alias. */
export function provesStage(record: RecordFacts, candidate: VersionFacts, stage: string): boolean {
  return record.stage === stage && saysWhoHolds(record) && record.to?.artifactId === candidate.artifactId
}
