import type { RequestingPullRequest } from '../checks/approval-input.ts'
import type { FileFacts, PullRequestFacts } from '../checks/facts.ts'
import type { GateConfig, ModelConfig, Pins, StageConfig } from '../config/gate-config.ts'
import { emptyPins, parsePins } from '../config/pins.ts'
import { ConfigError } from '../errors.ts'
import type { PromotionFacts } from './promotion-facts.ts'

/**
 * The pull requests whose approvals may serve this promotion: the judged or named one; on a push, those that
 * changed this very pin. `boundToVersion`: the tree that people approved pins the candidate, by a change of its own.
 */
export function requestingPullRequests(facts: PromotionFacts): readonly RequestingPullRequest[] {
  const { config, request, registry } = facts
  const pinned = { config, model: request.model, stage: request.stage }
  const candidate = registry.candidate?.version ?? null
  const all = facts.pullRequests.map((pullRequest) => boundTo(candidate, pullRequest, pinned))
  return facts.by === 'push' ? all.filter((each) => each.changedPin) : all
}

/** Which pin it is about. */
export interface PinnedStage {
  readonly config: GateConfig
  readonly model: Pick<ModelConfig, 'name'>
  readonly stage: Pick<StageConfig, 'name'>
}

/** A pull request, and whether what it asks for by its pin is this version. */
export function boundTo(
  version: string | null,
  pullRequest: PullRequestFacts,
  pinned: PinnedStage,
): RequestingPullRequest & { readonly changedPin: boolean } {
  const { head, origin } = pinsAround(pullRequest, pinned)
  const changedPin = head !== null && head !== origin
  return { ...pullRequest, changedPin, boundToVersion: changedPin && head === version }
}

/** This stage's pin in the head tree and in the tree that the pull request started from. */
function pinsAround(
  pullRequest: PullRequestFacts,
  { config, model, stage }: PinnedStage,
): { head: string | null; origin: string | null } {
  const pinIn = (file: FileFacts | undefined) =>
    lenientPins(file ?? null, config)
      .entries.get(model.name)
      ?.get(stage.name)?.version ?? null
  if (!pullRequest.files.includes(config.pins) && pullRequest.filesComplete) return { head: null, origin: null }
  return {
    head: pinIn(pullRequest.headFiles.get(config.pins)),
    origin: pinIn(pullRequest.originFiles.get(config.pins)),
  }
}

/** Pins of a tree that is only compared with: where they cannot be read, nothing is pinned in it. */
export function lenientPins(file: FileFacts | null, config: GateConfig): Pins {
  if (file?.text == null) return emptyPins(config.pins)
  try {
    return parsePins(file.text, config.pins)
  } catch (error) {
    if (error instanceof ConfigError) return emptyPins(config.pins)
    throw error
  }
}
