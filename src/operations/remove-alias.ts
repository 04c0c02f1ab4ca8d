import type { GateError } from '../errors.ts'
import { RemoteError, toGateError } from '../errors.ts'
import type { Applied, Applying } from './apply.ts'

/**
 * Steps 5 and 6 of contract §6 for an alias that is taken away and given to nobody. Returns how it ended when the version
 * still has it, or another one got it meanwhile; null to go on.
 */
export async function removeAlias(
  work: Applying,
  failed: (failure: GateError) => Promise<Applied>,
): Promise<Applied | null> {
  const { ports, order, target } = work
  let failure: GateError | null = null
  work.moveAsked = true
  try {
    await ports.registry.removeAlias(target, order.to.artifactId)
  } catch (thrown) {
    failure = toGateError(thrown)
  }
  const holder = await ports.registry.holder(target)
  if (holder === null) {
    work.removed = true
    ports.progress.info(`Removed: ${order.alias} from ${order.to.version} (read back).`)
    return null
  }
  if (holder.artifactId === order.to.artifactId) {
    const text = `${order.alias} still stands on ${holder.version} after its removal.`
    return failed(failure ?? new RemoteError('wandb', text))
  }
  const text = `${order.alias} was to be taken from ${order.to.version}, but somebody has put it on ${holder.version} at the same moment.`
  return work.stop('conflict', 'refused', 'conflict', text)
}
