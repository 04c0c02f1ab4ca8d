import { stageHoldTag } from '../checks/hold-markers.ts'
import { didYouMean } from '../config/did-you-mean.ts'
import type { GateConfig, ModelConfig, StageConfig } from '../config/gate-config.ts'
import { InputError } from '../errors.ts'
import { parseVersionAsk, type VersionAsk } from './version-ask.ts'

/** What `hold` and `release` are about. */
export type HoldSubject =
  | {
      readonly kind: 'version'
      readonly ask: VersionAsk
      /** The stage whose holder is meant; null: the version was named. */
      readonly heldStage: string | null
    }
  | { readonly kind: 'model' }
  | { readonly kind: 'stage'; readonly stage: StageConfig }

export interface HoldInputs {
  readonly model: string | null
  readonly stage: string | null
  readonly version: string | null
}

/** `version: "*"` with a stage: every version, that is, the stage itself. */
export const EVERY_VERSION = '*'
/** What W&B takes as a tag. */
const TAG = /^[-\w]+( +[-\w]+)*$/
const MOST_TAG = 128

/**
 * The one reading of the inputs (docs/adr/0017): `version` → that version; `stage` → the version that holds it; `stage`
 * and `version: "*"` → the stage; only `model` → the model.
 * @throws InputError when they name nothing that exists, or can be read in two ways
 */
export function parseHoldSubject(config: GateConfig, inputs: HoldInputs): { model: ModelConfig; subject: HoldSubject } {
  const model = namedModel(config, inputs.model)
  const stage = inputs.stage === null ? null : namedStageOf(model, inputs.stage, config.file)
  if (inputs.version === null) {
    if (stage === null) return { model, subject: { kind: 'model' } }
    const ask = { kind: 'alias', alias: stage.alias } as const
    return { model, subject: { kind: 'version', ask, heldStage: stage.name } }
  }
  if (inputs.version === EVERY_VERSION) {
    if (stage === null) {
      throw new InputError('`version: "*"` needs a stage: it means the stage, whatever version it holds.', {
        hint: 'Give `stage`, or leave `version` away to mean the whole model.',
      })
    }
    return { model, subject: { kind: 'stage', stage: taggable(stage) } }
  }
  if (stage !== null) {
    throw new InputError('The inputs `version` and `stage` are both given: it cannot be told which one is meant.', {
      hint: 'Give `version` alone for that version, `stage` alone for the version that holds it, or `stage` with `version: "*"` for the stage itself.',
    })
  }
  return { model, subject: { kind: 'version', ask: parseVersionAsk(inputs.version), heldStage: null } }
}

/** The same words in messages, records and ids. */
export function describeSubject(subject: HoldSubject, version: string | null = null): string {
  switch (subject.kind) {
    case 'model':
      return 'the whole model'
    case 'stage':
      return `the stage ${subject.stage.name}`
    case 'version':
      return version ?? (subject.heldStage === null ? 'the version' : `the version that holds ${subject.heldStage}`)
  }
}

function namedModel(config: GateConfig, name: string | null): ModelConfig {
  const known = [...config.models.keys()]
  if (name === null) {
    throw new InputError('The input `model` must say which model is meant.', { hint: `Known: ${known.join(', ')}.` })
  }
  const model = config.models.get(name)
  if (model === undefined) throw unknown('model', name, known, config.file)
  return model
}

function namedStageOf(model: ModelConfig, name: string, file: string): StageConfig {
  const stage = model.stages.get(name)
  if (stage === undefined) throw unknown('stage', name, [...model.stages.keys()], file)
  return stage
}

function unknown(input: 'model' | 'stage', name: string, known: readonly string[], file: string): InputError {
  const nearest = didYouMean(name, known)
  const guess = nearest === null ? '' : ` Did you mean \`${nearest}\`?`
  return new InputError(`The input \`${input}\` names \`${name}\`, which ${file} does not have.${guess}`, {
    hint: `Known: ${known.join(', ')}.`,
  })
}

/** Said before anything is written: a tag that W&B refuses could never hold the stage. */
function taggable(stage: StageConfig): StageConfig {
  const tag = stageHoldTag(stage.name)
  if (TAG.test(tag) && tag.length <= MOST_TAG) return stage
  throw new InputError(`The stage \`${stage.name}\` cannot be held: W&B takes no tag \`${tag}\`.`, {
    hint: 'Tags have letters of A to Z, digits, `-`, `_` and spaces. Hold the version or the whole model instead.',
  })
}
