import { sha256Hex } from './canonical-json.ts'
import type { RunContext } from './run-context.ts'

export interface RecordScope {
  readonly operation: string
  /** `entity/registry-project/collection`. */
  readonly registryPath: string
  readonly stage: string
}

/**
 * Id of the record run: the same for every try of one attempt of one job, so that a repeated write resumes it
 * and never makes a second one (contract §6).
 */
export function recordRunId(context: RunContext, attempt: number, scope: RecordScope): string {
  return sha256Hex(
    [
      context.repository.id,
      context.run.id,
      attempt,
      context.run.job,
      scope.operation,
      scope.registryPath,
      scope.stage,
    ].join('\n'),
  )
}

/** Most attempts of one run that are looked for; GitHub stops re-runs at 50. */
const MOST_ATTEMPTS = 50

/** Ids that this attempt and earlier attempts of this very run would have used, newest first. */
export function ownRecordRunIds(context: RunContext, scope: RecordScope): readonly string[] {
  const ids: string[] = []
  const oldest = Math.max(1, context.run.attempt - MOST_ATTEMPTS + 1)
  for (let attempt = context.run.attempt; attempt >= oldest; attempt -= 1)
    ids.push(recordRunId(context, attempt, scope))
  return ids
}
