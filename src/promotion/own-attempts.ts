import type { RecordFacts, RegistryFacts } from '../checks/facts.ts'

/**
 * Puts the records of this run's own attempts, which are read by id, among the listed ones: W&B's listing of runs
 * may lag behind, and what this run itself wrote a minute ago must count (contract §6, step 3).
 */
export function withOwnAttempts(facts: RegistryFacts): RegistryFacts {
  const { ownAttempts, candidate } = facts
  if (ownAttempts.length === 0) return facts
  const ofVersion = ownAttempts.filter((record) => record.to !== null && record.to.artifactId === candidate?.artifactId)
  return {
    ...facts,
    records: merged(facts.records, ownAttempts),
    recordsOfVersion: merged(facts.recordsOfVersion, ofVersion),
  }
}

/** Newest first, as they are listed; the chain's own number decides where the times are equal. */
function merged(listed: readonly RecordFacts[], own: readonly RecordFacts[]): readonly RecordFacts[] {
  const known = new Set(listed.map((record) => record.runId))
  return [...listed, ...own.filter((record) => !known.has(record.runId))].sort(
    (a, b) => Date.parse(b.createdAt) - Date.parse(a.createdAt) || b.sequence - a.sequence,
  )
}
