import type { RecordFacts, RegistryFacts } from '../checks/facts.ts'
import { saysWhoHolds } from '../checks/moving-record.ts'
import type { Verdict } from '../checks/verdict.ts'
import type { StageConfig } from '../config/gate-config.ts'
import { endOf, memberObstacle } from './last-good.ts'
import { recordVersionOf } from './record.ts'
import type { RollbackFacts } from './rollback.ts'
import { isNoChange, newestStanding } from './standing.ts'

/**
 * The version that was asked for, or that this request has gone back to before, holds the stage by the newest record.
 * Asked for once more, a request never goes further back.
 */
export function wasDone({ registry, asked, done }: RollbackFacts): boolean {
  if (asked !== null) return isNoChange(registry)
  const holder = registry.holder?.artifactId
  return done !== null && holder === done.to?.artifactId && newestStanding(registry.records)?.to?.artifactId === holder
}

/** GitHub's times have whole seconds. */
const SECOND_MS = 1_000

/**
 * Nothing moved the stage since this was asked for: whoever asked has not seen what stands there now, and going back
 * from it may put the bad version into use again.
 */
export function evaluateOrder({
  registry,
  stage,
  requestedAt,
  workflowRunId,
  done,
}: RollbackFacts): readonly Verdict[] {
  const newest = newestStanding(registry.records)
  const observed =
    done !== null && done.workflowRunId === workflowRunId
      ? `this run has rolled back to ${done.to?.version ?? 'a version'} before, and ${stage.alias} was moved since`
      : newest !== null &&
          newest.workflowRunId !== workflowRunId &&
          Date.parse(movedAt(newest)) >= Date.parse(requestedAt) + SECOND_MS
        ? `run ${newest.workflowRunId} put ${newest.to?.version ?? 'another version'} there at ${movedAt(newest)}`
        : null
  if (observed === null) return []
  return [
    {
      id: 'order',
      kind: 'request',
      label: 'order',
      status: 'fail',
      reason: 'stale-run',
      detail: { type: 'fact', expected: `${stage.alias} as it was when this was asked for, ${requestedAt}`, observed },
      children: [],
    },
  ]
}

/** A record that another run closed says when that run came, not when the alias was moved. */
function movedAt(record: RecordFacts): string {
  return record.body?.['settled_by'] === undefined ? endOf(record) : record.createdAt
}

/** Conclusions of records that moved nothing: a rival that yielded must not stop this run. */
const UNMOVED: readonly (string | null)[] = ['abandoned', 'conflict', 'failed']

function newestChange(records: readonly RecordFacts[]): string | null {
  return records.find(({ sha256, conclusion }) => sha256 !== null && !UNMOVED.includes(conclusion))?.sha256 ?? null
}

/** What a second read shows that matters to what was judged on the first (contract §6, step 4); null: nothing. */
export function whatChanged(
  before: RegistryFacts,
  after: RegistryFacts,
  judged: { readonly stage: StageConfig; readonly artifactId: string },
): string | null {
  const { stage } = judged
  if (before.holder?.artifactId !== after.holder?.artifactId) {
    return `${stage.alias} was held by ${before.holder?.version ?? 'nobody'} when this was judged, and is held by ${after.holder?.version ?? 'nobody'} now.`
  }
  if (!after.recordsVisible) {
    return 'The records project takes records from this account, but does not show them: what earlier runs did cannot be told.'
  }
  if (newestChange(after.records) !== newestChange(before.records)) {
    return 'Another run recorded a change of this stage since this was judged.'
  }
  const { candidate } = after
  if (candidate?.artifactId !== judged.artifactId) return 'The version to go back to is not there any more.'
  const obstacle = memberObstacle(candidate, recordVersionOf(candidate), after, stage.name)
  return obstacle === null ? null : `${candidate.version} cannot be gone back to any more: ${obstacle.text}.`
}

/** Whether a record of this run says that its rollback was carried out. */
export function carriedOut(records: readonly RecordFacts[]): RecordFacts | null {
  return records.find((record) => record.operation === 'rollback' && saysWhoHolds(record)) ?? null
}
