import { didYouMean } from '../config/did-you-mean.ts'
import type { GateConfig, ModelConfig, Pins, StageConfig } from '../config/gate-config.ts'
import type { Position } from '../errors.ts'
import { InputError } from '../errors.ts'
import type { VersionAsk } from './version-ask.ts'
import { describeAsk, parseVersionAsk } from './version-ask.ts'

/** One model and stage that a version is wanted for. */
export interface PromotionRequest {
  readonly model: ModelConfig
  readonly stage: StageConfig
  readonly ask: VersionAsk
  /** The version as the user, the pin or the rule said it. */
  readonly asked: string
  /** `holder`: whatever holds the stage now, to be adopted; `asked` is then the version that it has to be, or words. */
  readonly origin: 'pin' | 'input' | 'from-alias' | 'holder'
  /** The pin in the judged tree, whoever asked; null: the stage is not pinned. */
  readonly pin: { readonly version: string; readonly at: Position } | null
}

/** What is asked of a version that holds the stage already is to record it, not to move the alias. */
export function isAdoption({ origin }: Pick<PromotionRequest, 'origin'>): boolean {
  return origin === 'holder'
}

/** The operation as its record names it. */
export function recordOperation(request: Pick<PromotionRequest, 'origin'>): 'promote' | 'adopt' {
  return isAdoption(request) ? 'adopt' : 'promote'
}

export interface RequestInputs {
  readonly model: string | null
  readonly stage: string | null
  readonly version: string | null
}

export interface RequestFacts {
  readonly by: 'pull-request' | 'push' | 'branch'
  readonly config: GateConfig
  /** Pins of the judged tree: pull request head, commit after the push, newest commit of the branch. */
  readonly pins: Pins
  /** Pins before the change; for a branch run the same as `pins`. */
  readonly before: Pins
  /** Pull request only: pins of the tree it started from. */
  readonly origin: Pins | null
  readonly inputs: RequestInputs
}

/**
 * Which promotions are asked for (contract §§3, 9). An empty list means that nothing was requested.
 * @throws InputError when the inputs name nothing that exists, or too little.
 */
export function resolveRequests(facts: RequestFacts): readonly PromotionRequest[] {
  const named = findNamed(facts)
  if (facts.by === 'branch') return [explicit(facts, namedStage(facts.config, facts.inputs))]
  const changed = changedPins(facts).filter(
    ({ model, stage }) =>
      (named.model === null || named.model === model) && (named.stage === null || named.stage === stage.name),
  )
  if (changed.length > 0) return withVersionInput(changed, facts)
  if (facts.by === 'pull-request' && named.model !== null && named.stage !== null) {
    const { model, stage } = namedStage(facts.config, facts.inputs)
    const isPinned = facts.pins.entries.get(model.name)?.has(stage.name) ?? false
    if (facts.inputs.version !== null || !isPinned) return [explicit(facts, { model, stage })]
  }
  return []
}

export interface Named {
  readonly model: ModelConfig | null
  readonly stage: string | null
}

export function findNamed({ config, inputs }: Pick<RequestFacts, 'config' | 'inputs'>): Named {
  const model = inputs.model === null ? null : (config.models.get(inputs.model) ?? null)
  if (inputs.model !== null && model === null)
    throw unknownName('model', inputs.model, [...config.models.keys()], config.file)
  const stages =
    model === null ? [...config.models.values()].flatMap((each) => [...each.stages.keys()]) : [...model.stages.keys()]
  if (inputs.stage !== null && !stages.includes(inputs.stage)) {
    throw unknownName('stage', inputs.stage, [...new Set(stages)], config.file)
  }
  return { model, stage: inputs.stage }
}

function unknownName(input: 'model' | 'stage', name: string, known: readonly string[], file: string): InputError {
  const nearest = didYouMean(name, known)
  const guess = nearest === null ? '' : ` Did you mean \`${nearest}\`?`
  return new InputError(`The input \`${input}\` names \`${name}\`, which ${file} does not have.${guess}`, {
    hint: `Known: ${known.join(', ')}.`,
  })
}

/**
 * The model and the stage that the inputs name.
 * @throws InputError when one is missing or unknown
 */
export function namedStage(
  config: GateConfig,
  inputs: Pick<RequestInputs, 'model' | 'stage'>,
): { model: ModelConfig; stage: StageConfig } {
  const named = findNamed({ config, inputs: { ...inputs, version: null } })
  const { model } = named
  if (model === null || named.stage === null) {
    throw new InputError('The inputs `model` and `stage` must say what is meant: this event changes no pin.', {
      hint: `Models in ${config.file}: ${[...config.models.keys()].join(', ')}.`,
    })
  }
  const stage = model.stages.get(named.stage)
  if (stage === undefined) throw unknownName('stage', named.stage, [...model.stages.keys()], config.file)
  return { model, stage }
}

interface ChangedPin {
  readonly model: ModelConfig
  readonly stage: StageConfig
  readonly pin: { readonly version: string; readonly at: Position }
}

/** Pins that the change itself sets: a pull request's own, not what its base got meanwhile. In the order of the config. */
function changedPins(facts: RequestFacts): readonly ChangedPin[] {
  const versionIn = (pins: Pins | null, model: string, stage: string) => pins?.entries.get(model)?.get(stage)?.version
  const changed: ChangedPin[] = []
  for (const model of facts.config.models.values()) {
    for (const stage of model.stages.values()) {
      const pin = facts.pins.entries.get(model.name)?.get(stage.name)
      if (pin === undefined || pin.version === versionIn(facts.before, model.name, stage.name)) continue
      if (facts.origin !== null && pin.version === versionIn(facts.origin, model.name, stage.name)) continue
      changed.push({ model, stage, pin })
    }
  }
  return changed
}

function withVersionInput(changed: readonly ChangedPin[], facts: RequestFacts): readonly PromotionRequest[] {
  const { version } = facts.inputs
  if (version !== null && changed.length > 1) {
    const list = changed.map(({ model, stage, pin }) => `${model.name} ${stage.name}: ${pin.version}`).join(', ')
    throw new InputError(`The input \`version\` cannot serve several changed pins (${list}).`, {
      hint: 'Name one with `model` and `stage`, or leave `version` away.',
    })
  }
  return changed.map(({ model, stage, pin }) => {
    const ask = version === null ? parseVersionAsk(pin.version) : parseVersionAsk(version)
    return { model, stage, ask, asked: describeAsk(ask), origin: version === null ? 'pin' : 'input', pin }
  })
}

/** The version of an explicit request: the input, else the pin, else whatever holds the `from` alias. */
function explicit(facts: RequestFacts, { model, stage }: { model: ModelConfig; stage: StageConfig }): PromotionRequest {
  const pin = facts.pins.entries.get(model.name)?.get(stage.name) ?? null
  if (facts.inputs.version !== null) {
    const ask = parseVersionAsk(facts.inputs.version)
    return { model, stage, ask, asked: describeAsk(ask), origin: 'input', pin }
  }
  if (pin !== null) return { model, stage, ask: parseVersionAsk(pin.version), asked: pin.version, origin: 'pin', pin }
  const from = stage.from === null ? undefined : model.stages.get(stage.from)
  if (from === undefined) {
    throw new InputError(
      `No version is named for ${model.name} ${stage.name}: it has neither a pin nor a stage to come from.`,
      {
        hint: `Give the input \`version\`, or pin one in ${facts.pins.file}.`,
      },
    )
  }
  const ask: VersionAsk = { kind: 'alias', alias: from.alias }
  return { model, stage, ask, asked: describeAsk(ask), origin: 'from-alias', pin }
}
