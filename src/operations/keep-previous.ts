import { type GateError, RemoteError, toGateError } from '../errors.ts'
import type { Move } from '../promotion/outcome.ts'
import type { AliasTarget, ModelRegistry, Progress } from './ports.ts'

/** Moves the `keep_previous` alias and reads it back; returns what went wrong, or null. */
export async function moveKeepPrevious(
  move: Move,
  stageTarget: AliasTarget,
  ports: { readonly registry: ModelRegistry; readonly progress: Progress },
): Promise<GateError | null> {
  const target = { ...stageTarget, alias: move.alias }
  try {
    await ports.registry.moveAlias(target, move.to.artifactId)
    const holder = await ports.registry.holder(target)
    if (holder?.artifactId === move.to.artifactId) {
      ports.progress.info(`Moved: ${move.alias} → ${move.to.version} (read back).`)
      return null
    }
    return new RemoteError('wandb', `${move.alias} does not stand on ${move.to.version} after the move.`)
  } catch (thrown) {
    return toGateError(thrown)
  }
}
