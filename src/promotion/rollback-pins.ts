import type { PullRequestFacts } from '../checks/facts.ts'
import type { GateConfig, ModelConfig, Pins, StageConfig } from '../config/gate-config.ts'
import type { PinChange } from './pin-change.ts'
import { boundTo } from './requesting.ts'

interface PinSubject {
  readonly config: GateConfig
  readonly model: ModelConfig
  readonly stage: StageConfig
  /** Pins of the branch that the run was started on. */
  readonly pins: Pins
}

/** How the pins file should read after the rollback: else the next change of it asks for what was left. */
export function pinAdvice({ config, model, stage, pins }: PinSubject, version: string): string {
  const pinned = pins.entries.get(model.name) ?? new Map<string, { readonly version: string }>()
  const now = pinned.get(stage.name)?.version
  if (now === undefined)
    return `${config.pins} does not pin ${model.name} ${stage.name}: nothing is to be changed in it.`
  if (now === version) return `${config.pins} pins ${version} for ${model.name} ${stage.name}: it reads as it should.`
  const entries = [...pinned].map(([name, pin]) => `${name}: ${name === stage.name ? version : pin.version}`)
  return `${config.pins} should now read \`${model.name}: { ${entries.join(', ')} }\` (it pins ${now} for ${stage.name}).`
}

/** The change that `pinAdvice` asks for; null: none, or the pull request named for this run carries it already. */
export function pinChangeTo(
  { config, model, stage, pins }: PinSubject,
  version: string,
  {
    pullRequest,
    ...why
  }: Pick<PinChange, 'branch' | 'reason' | 'actor'> & { readonly pullRequest: PullRequestFacts | null },
): PinChange | null {
  const now = pins.entries.get(model.name)?.get(stage.name)?.version
  if (now === undefined || now === version) return null
  const isOpen = pullRequest?.state === 'OPEN' && pullRequest.baseBranch === why.branch
  if (isOpen && boundTo(version, pullRequest, { config, model, stage }).boundToVersion) return null
  return { ...why, file: config.pins, model: model.name, stage: stage.name, from: now, to: version }
}
