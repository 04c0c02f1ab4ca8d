import type { RegistryFacts } from '../checks/facts.ts'
import { GateError, toGateError } from '../errors.ts'
import { olderRival, tiedRival } from '../promotion/lease.ts'
import type { Clock } from './ports.ts'

/** What reading again showed. */
export interface Fresh {
  /** What differs from what was judged; null: nothing that matters. */
  readonly changed: string | null
  readonly registry: RegistryFacts
}

const WAIT_MS = 1_000
const MOST_WAITS = 10

/**
 * Reads again, and once more as long as a rival intent of the same moment as ours is open: it yields, or has moved,
 * within seconds. A failure to read is returned.
 */
export async function recheckUntied(
  recheck: () => Promise<Fresh>,
  ours: { readonly runId: string; readonly createdAt: string },
  clock: Pick<Clock, 'wait'>,
): Promise<Fresh | GateError> {
  for (let waits = 0; ; waits += 1) {
    const fresh = await recheck().catch(toGateError)
    if (fresh instanceof GateError || waits === MOST_WAITS) return fresh
    const { records } = fresh.registry
    if (olderRival(records, ours) !== null || tiedRival(records, ours) === null) return fresh
    await clock.wait(WAIT_MS)
  }
}
