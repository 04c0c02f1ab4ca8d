import type { Note, RunOutcome } from '../promotion/outcome.ts'
import type { RunContext } from '../promotion/run-context.ts'
import { statusListing, statusNotes } from '../promotion/status.ts'
import type { PromoteInputs, PromotePorts } from './promote-input.ts'
import { configFactsOf } from './read-rules.ts'
import { surveyModels } from './survey-models.ts'
import { loadReadRules, selectStages } from './survey-rules.ts'

/** The newest record mostly says who holds the stage; a refused or abandoned one may stand before it. */
const MOST_RECORDS = 2

/**
 * Which version holds which stage, since when and by whom; of all models, or of those that the inputs name. Writes
 * nothing and fails only where it cannot read.
 * @throws InputError, ConfigError, AccessError, RemoteError
 */
export async function status(inputs: PromoteInputs, context: RunContext, ports: PromotePorts): Promise<RunOutcome> {
  const rules = await loadReadRules(inputs, context, ports)
  if ('stopped' in rules) return rules.stopped
  const { config, notes } = rules.loaded.rules
  const selected = selectStages(config, inputs)
  const surveyed = await surveyModels(selected, config, ports.survey, { mostRecords: MOST_RECORDS, whole: false })
  const facts = { models: surveyed.models, recordKeys: config.recordKeys, now: surveyed.serverTime }
  return {
    operation: inputs.operation,
    decision: 'pass',
    conclusion: 'no-change',
    reasons: [],
    promotions: [],
    listings: [statusListing(facts)],
    error: null,
    notes: [...notes, ...recordsNotes(surveyed.recordsVisible, config.records), ...statusNotes(facts)],
    commentOn: null,
    config: configFactsOf(rules.loaded.change, inputs),
  }
}

/** Without the records nothing can be said about how a version got where it is. */
export function recordsNotes(
  visible: boolean,
  { entity, project }: { entity: string; project: string },
): readonly Note[] {
  if (visible) return []
  const text = `The records project ${entity}/${project} is not there yet, or this account may not see it.`
  return [{ level: 'warning', code: 'wandb-access', text }]
}
