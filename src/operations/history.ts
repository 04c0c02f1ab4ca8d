import type { RecordFacts, VersionFacts } from '../checks/facts.ts'
import type { GateConfig, ModelConfig } from '../config/gate-config.ts'
import { InputError } from '../errors.ts'
import { historyListing } from '../promotion/history.ts'
import { historyAtListing, type StageAt, standingAt } from '../promotion/history-at.ts'
import type { Listing, RunOutcome } from '../promotion/outcome.ts'
import { trustRecord } from '../promotion/record-trust.ts'
import type { RunContext } from '../promotion/run-context.ts'
import type { PromoteInputs, PromotePorts } from './promote-input.ts'
import { configFactsOf } from './read-rules.ts'
import { recordsNotes } from './status.ts'
import type { RegistrySurvey } from './survey-port.ts'
import { loadReadRules, selectStages } from './survey-rules.ts'

/** Small, because its answer is waited for; a longer history goes on in larger steps. */
const FIRST_PAGE = 100
const PAGE = 500
const MOST_PAGES = 40

/**
 * All records of one model, or of one stage of it, newest first; with `at` what held its stages at that moment, by
 * record. Writes nothing.
 * @throws InputError, ConfigError, AccessError, RemoteError
 */
export async function history(inputs: PromoteInputs, context: RunContext, ports: PromotePorts): Promise<RunOutcome> {
  if (inputs.model === null) {
    throw new InputError('The operation `history` needs the input `model`.', {
      hint: 'Name one model of the gate config; `stage` narrows it to one stage.',
    })
  }
  const rules = await loadReadRules(inputs, context, ports)
  if ('stopped' in rules) return rules.stopped
  const { config, notes } = rules.loaded.rules
  const [selected] = selectStages(config, inputs)
  if (selected === undefined) throw new InputError(`There is no stage \`${inputs.stage}\` of ${inputs.model}.`)
  const subject: Subject = { config, model: selected.model, survey: ports.survey }
  const told =
    inputs.at === null
      ? await wholeHistory(subject, inputs.stage)
      : await historyAt(subject, { at: inputs.at, stages: selected.stages.map(({ name }) => name), ports })
  return {
    operation: inputs.operation,
    decision: 'pass',
    conclusion: 'no-change',
    reasons: [],
    promotions: [],
    listings: [told.listing],
    error: null,
    notes: [...notes, ...recordsNotes(told.visible, config.records)],
    commentOn: null,
    config: configFactsOf(rules.loaded.change, inputs),
  }
}

interface Subject {
  readonly config: GateConfig
  readonly model: ModelConfig
  readonly survey: RegistrySurvey
}

interface Told {
  readonly listing: Listing
  readonly visible: boolean
}

async function wholeHistory(subject: Subject, stage: string | null): Promise<Told> {
  const { config, model } = subject
  const read = await readRecords(subject, { stage, until: null, isEnough: () => false })
  const { recordKeys } = config
  return { listing: historyListing({ model: model.name, stage, recordKeys, ...read }), visible: read.visible }
}

async function historyAt(
  subject: Subject,
  { at, stages, ports }: { readonly at: string; readonly stages: readonly string[]; readonly ports: PromotePorts },
): Promise<Told> {
  const { config, model } = subject
  const isEnough = (records: readonly RecordFacts[]) => standingAt(records, at) !== null
  const reads = await Promise.all(stages.map((stage) => readRecords(subject, { stage, until: at, isEnough })))
  const records = reads.map((read) => standingAt(read.records, at))
  const names = [...new Set(records.flatMap((record) => (record?.to == null ? [] : [record.to.version])))]
  const members = await ports.registry.versions({ registry: config.registry, collection: model.collection }, names)
  const found = stages.map((stage, index): StageAt => {
    const record = records[index] ?? null
    return { stage, record, member: memberOf(record, members) }
  })
  return {
    listing: historyAtListing({ model: model.name, at, stages: found, recordKeys: config.recordKeys }),
    visible: reads.every(({ visible }) => visible),
  }
}

/** A name that stands for another artifact by now is not the version of the record. */
function memberOf(record: RecordFacts | null, members: readonly (VersionFacts | null)[]): VersionFacts | null {
  return members.find((member) => member !== null && member.artifactId === record?.to?.artifactId) ?? null
}

interface Reading {
  readonly stage: string | null
  readonly until: string | null
  readonly isEnough: (records: readonly RecordFacts[]) => boolean
}

async function readRecords(
  { config, model, survey }: Subject,
  { stage, until, isEnough }: Reading,
): Promise<{ readonly records: readonly RecordFacts[]; readonly complete: boolean; readonly visible: boolean }> {
  const { registry, records, recordKeys } = config
  const all: RecordFacts[] = []
  let after: string | null = null
  for (let turn = 0; turn < MOST_PAGES; turn += 1) {
    const page: Awaited<ReturnType<RegistrySurvey['records']>> = await survey.records({
      registry,
      records,
      collection: model.collection,
      model: model.name,
      stage,
      until,
      first: turn === 0 ? FIRST_PAGE : PAGE,
      after,
    })
    if (!page.visible) return { records: [], complete: true, visible: false }
    all.push(...page.records.map((record) => trustRecord(record, recordKeys)))
    after = page.after
    if (after === null || isEnough(all)) break
  }
  return { records: all, complete: after === null, visible: true }
}
