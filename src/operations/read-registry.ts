import type { RegistryFacts } from '../checks/facts.ts'
import { withOwnAttempts } from '../promotion/own-attempts.ts'
import { trustRecords } from '../promotion/record-trust.ts'
import type { ModelRegistry, RegistryQuery } from './ports.ts'

/** The registry's facts, with what this run's own attempts recorded; records that do not count are marked. */
export async function readRegistry(
  query: RegistryQuery,
  registry: ModelRegistry,
  recordKeys: readonly string[],
): Promise<RegistryFacts> {
  return trustRecords(withOwnAttempts(await registry.read(query)), recordKeys)
}
