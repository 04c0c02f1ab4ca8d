import type { GateConfig } from '../config/gate-config.ts'
import { InputError, toGateError } from '../errors.ts'
import type { Note, RunOutcome } from '../promotion/outcome.ts'
import { recordSummaryOf } from '../promotion/record.ts'
import type { RunContext } from '../promotion/run-context.ts'
import { newestStanding } from '../promotion/standing.ts'
import { type StageStatus, stageStatuses } from '../promotion/status.ts'
import { isDrift } from '../promotion/status-standing.ts'
import { stageKey, type Verified, verifyStages } from '../promotion/verify.ts'
import type { HandMove } from '../promotion/verify-stage.ts'
import type { LoadedRules } from './load-gate.ts'
import type { PromoteInputs, PromotePorts } from './promote-input.ts'
import { configFactsOf, strictPins } from './read-rules.ts'
import { recordsNotes } from './status.ts'
import { type SurveyedModels, surveyModels } from './survey-models.ts'
import type { AliasAction, RegistrySurvey } from './survey-port.ts'
import { loadReadRules, selectStages } from './survey-rules.ts'
import { attestationStandings } from './verify-attestations.ts'

/** Of each chain, where many models are looked at; of one model the chains are read whole. */
const MOST_RECORDS = 20
/** Drifted stages whose mover is asked for. */
const MOST_ASKED = 20

/**
 * Holds aliases, records and pins against each other, and fails where they differ. With `version` and `stage` it is
 * the check before a rollout: exactly that version holds the stage by record, and is not held. Writes nothing, except
 * with `adopt`, which is a use case of its own.
 * @throws InputError, ConfigError, AccessError, RemoteError
 */
export async function verify(inputs: PromoteInputs, context: RunContext, ports: PromotePorts): Promise<RunOutcome> {
  checkInputs(inputs)
  if (inputs.adopt) {
    const { adopt } = await import(/* webpackMode: "eager" */ './adopt.ts')
    return adopt(inputs, context, ports)
  }
  const rules = await loadReadRules(inputs, context, ports)
  if ('stopped' in rules) return rules.stopped
  const { loaded } = rules
  const { config } = loaded.rules
  const surveyed = await surveyModels(selectStages(config, inputs), config, ports.survey, {
    mostRecords: MOST_RECORDS,
    whole: inputs.model !== null && inputs.version === null,
  })
  const [hands, protection, attestations] = await Promise.all([
    handMoves(surveyed, config, ports.survey),
    inputs.version === null ? protectedAliases(surveyed, config, ports.survey) : NOT_TOLD,
    attestationStandings(surveyed, config, ports.attestations),
  ])
  const verified = verifyStages({
    models: surveyed.models,
    recordKeys: config.recordKeys,
    now: surveyed.serverTime,
    pins: strictPins(loaded.change.trusted?.pins ?? null, config),
    configSha256: configFactsOf(loaded.change, inputs).sha256,
    chains: surveyed.models.flatMap(({ model, chains }) => chains.map((each) => ({ model: model.name, ...each }))),
    handMoves: hands.moves,
    attestations,
    protectedAliases: protection.aliases,
    deploying: inputs.version,
  })
  const notes = [
    ...recordsNotes(surveyed.recordsVisible, config.records),
    ...verified.notes,
    ...hands.notes,
    ...protection.notes,
  ]
  return { ...outcome(inputs, loaded, verified, notes), ...subjectOf(inputs, surveyed, config, ports) }
}

function outcome(
  inputs: PromoteInputs,
  loaded: LoadedRules,
  { reasons, error, listing }: Verified,
  notes: readonly Note[],
): RunOutcome {
  return {
    operation: inputs.operation,
    decision: error === null ? 'pass' : 'fail',
    conclusion: error === null ? 'no-change' : 'refused',
    reasons,
    promotions: [],
    listings: [listing],
    error,
    notes: [...loaded.rules.notes, ...notes],
    commentOn: null,
    config: configFactsOf(loaded.change, inputs),
  }
}

/** For the outputs, where one stage is looked at: what holds it, so that a rollout can go by its digest. */
function subjectOf(
  inputs: PromoteInputs,
  { models }: SurveyedModels,
  { registry }: GateConfig,
  ports: PromotePorts,
): Pick<RunOutcome, 'subject'> {
  const [read] = models
  const [found] = read?.stages ?? []
  if (inputs.model === null || inputs.stage === null || read === undefined || found === undefined) return {}
  const { collection, name } = read.model
  const record = newestStanding(found.records)
  const links = ports.registry.links({ registry, organization: null, collection, version: found.holder })
  return {
    subject: {
      model: name,
      stage: found.stage.name,
      version: found.holder,
      previous: null,
      registry,
      collection,
      lineage: links.lineage,
      record: record === null ? null : recordSummaryOf(record),
      applied: false,
    },
  }
}

function checkInputs({ adopt, version, stage, model }: PromoteInputs): void {
  if (version === null) return
  if (!/^v(0|[1-9]\d*)$/.test(version)) {
    throw new InputError(`The version \`${version}\` is not of the form \`vN\`.`, {
      hint: adopt
        ? 'With `adopt`, name the exact version that was looked at and is to stay.'
        : 'Before a rollout, name the exact version that is about to be deployed.',
    })
  }
  if (stage === null || model === null) {
    throw new InputError('With `version`, `verify` needs the inputs `model` and `stage`.', {
      hint: 'It checks that the version holds that stage by record, and is not held.',
    })
  }
}

interface HandMoves {
  readonly moves: ReadonlyMap<string, HandMove>
  readonly notes: readonly Note[]
}

/** Who moved the drifted aliases, where the server tells. It is a help: failing at it fails nothing. */
async function handMoves(surveyed: SurveyedModels, config: GateConfig, survey: RegistrySurvey): Promise<HandMoves> {
  const drifted = stageStatuses({ ...surveyed, recordKeys: config.recordKeys, now: surveyed.serverTime })
    .filter(({ standing: { state } }) => isDrift(state) && state !== 'unfinished-move')
    .slice(0, MOST_ASKED)
  try {
    const found = await Promise.all(
      drifted.map(async (status) => {
        const { collection } = status.model
        const target = { registry: config.registry, collection, alias: status.stage.alias }
        const move = lastHandMove(status, (await survey.aliasActions(target)) ?? [])
        return move === null ? [] : [[stageKey(status), move] as const]
      }),
    )
    return { moves: new Map(found.flat()), notes: [] }
  } catch (thrown) {
    const text = `Who moved the aliases could not be read: ${toGateError(thrown).message}`
    return { moves: new Map(), notes: [{ level: 'info', text }] }
  }
}

interface Protection {
  readonly aliases: readonly string[] | null
  readonly notes: readonly Note[]
}

const NOT_TOLD: Protection = { aliases: null, notes: [] }

/** Which aliases W&B protects, where the config says that some are. It is a help too. */
async function protectedAliases(
  { models }: SurveyedModels,
  { registry }: GateConfig,
  survey: RegistrySurvey,
): Promise<Protection> {
  if (!models.some(({ stages }) => stages.some(({ stage }) => stage.protected))) return NOT_TOLD
  try {
    return { aliases: await survey.protectedAliases(registry), notes: [] }
  } catch (thrown) {
    const text = `Which aliases W&B protects could not be read: ${toGateError(thrown).message}`
    return { aliases: null, notes: [{ level: 'info', text }] }
  }
}

/** The newest action that is about the present holder, or took the alias from the recorded one. */
function lastHandMove({ standing }: StageStatus, actions: readonly AliasAction[]): HandMove | null {
  const { holder, record } = standing
  const since = Date.parse(record?.finishedAt ?? '1970-01-01T00:00:00Z')
  const concerned = [holder?.artifactId, record?.to?.artifactId].filter((id) => id !== undefined)
  const newest = actions.find(
    ({ at, targetArtifactId, sourceArtifactId }) =>
      Date.parse(at) >= since && concerned.some((id) => id === targetArtifactId || id === sourceArtifactId),
  )
  return newest?.user == null ? null : { user: newest.user, at: newest.at }
}
