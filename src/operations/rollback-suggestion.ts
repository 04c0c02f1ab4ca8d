import type { RegistryFacts } from '../checks/facts.ts'
import { toGateError } from '../errors.ts'
import { earlierHolders } from '../promotion/last-good.ts'
import type { Note } from '../promotion/outcome.ts'
import { earlierByHistory, suggestionNote } from '../promotion/rollback-suggestion.ts'
import type { RollbackWork } from './rollback-read.ts'

/** Versions below the present holder's among which the earlier one is looked for. */
const MOST_LOOKED_AT = 40

/**
 * Where no record tells of an earlier version, what W&B's own history of the alias says, where the server has one. It is
 * a help: failing at it fails nothing.
 */
export async function suggestEarlier(work: RollbackWork, registry: RegistryFacts): Promise<readonly Note[]> {
  const { ports, loaded, model, stage, inputs } = work
  const now = new Date(ports.clock.now()).toISOString()
  if (inputs.version !== null || earlierHolders(registry, stage.rollback, now).length > 0) return []
  const collection = { registry: loaded.rules.config.registry, collection: model.collection }
  const { holder } = registry
  try {
    const actions = await ports.survey.aliasActions({ ...collection, alias: stage.alias })
    const earlier = earlierByHistory(actions ?? [], holder?.artifactId ?? null)
    if (earlier === null) return []
    const names = holder === null ? [] : namesBelow(holder.version)
    const members = names.length === 0 ? [] : await ports.registry.versions(collection, names)
    const member = members.find((each) => each?.artifactId === earlier.artifactId)
    return [suggestionNote(stage, earlier, member?.version ?? null)]
  } catch (thrown) {
    const text = `W&B's own history of ${stage.alias} could not be read: ${toGateError(thrown).message}`
    return [{ level: 'info', text }]
  }
}

/** `v12` → `v11`, `v10`, …; none for a name of another form. */
function namesBelow(version: string): readonly string[] {
  const number = Number(/^v(\d+)$/.exec(version)?.[1] ?? 0)
  return Array.from({ length: Math.min(number, MOST_LOOKED_AT) }, (_, index) => `v${number - 1 - index}`)
}
