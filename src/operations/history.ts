import type { RecordFacts, VersionFacts } from '../checks/facts.ts'
import type { GateConfig, ModelConfig } from '../config/gate-config.ts'
import { InputError } from '../errors.ts'
import { historyListing } from '../promotion/history.ts'
import { historyAtListing, type StageAt, standingAt } from '../promotion/history-at.ts'
import type { Listing, RunOutcome } from '../promotion/outcome.ts'
import { trustRecord } from '../promotion/record-trust.ts'
import type { RunContext } from '../promotion/run-context.ts'
import { type PackRequest, withPack } from './history-pack.ts'
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
 * record. Where one stage and a version or a moment are named, an evidence pack of that record is made. Writes nothing to
 * Weights & Biases.
 * @throws InputError, ConfigError, AccessError, RemoteError
 */
export async function history(inputs: PromoteInputs, context: RunContext, ports: PromotePorts): Promise<RunOutcome> {
  if (inputs.model === null) {
    throw new InputError('The operation `history` needs the input `model`.', {
      hint: 'Name one model of the gate config; `stage` narrows it to one stage.',
    })
  }
  const version = versionAsked(inputs)
  const rules = await loadReadRules(inputs, context, ports)
  if ('stopped' in rules) return rules.stopped
  const { config, notes } = rules.loaded.rules
  const [selected] = selectStages(config, inputs)
  if (selected === undefined) throw new InputError(`There is no stage \`${inputs.stage}\` of ${inputs.model}.`)
  const subject: Subject = { config, model: selected.model, survey: ports.survey }
  const { at, stage } = inputs
  const now = new Date(ports.clock.now()).toISOString()
  const told =
    version !== null && stage !== null
      ? await historyOfVersion(subject, { version, stage, at: at ?? now })
      : at === null
        ? await wholeHistory(subject, stage)
        : await historyAt(subject, { at, stage, stages: selected.stages.map(({ name }) => name), ports })
  const { listing, notes: ofPack } = await packed(told, subject, { context, ports, stage })
  return {
    operation: inputs.operation,
    decision: 'pass',
    conclusion: 'no-change',
    reasons: [],
    promotions: [],
    listings: [listing],
    error: null,
    notes: [...notes, ...recordsNotes(told.visible, config.records), ...ofPack],
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
  /** The one record that was asked about; null: there is none, or none was asked about. */
  readonly record: RecordFacts | null
}

/** Only a name of the registry says which record is meant: an alias has moved since. */
function versionAsked({ version, stage }: PromoteInputs): string | null {
  if (version === null) return null
  if (!/^v\d+$/.test(version)) {
    throw new InputError(`The operation \`history\` does not know the version \`${version}\`.`, {
      hint: 'Name it as the registry does: `v12`.',
    })
  }
  if (stage === null) {
    throw new InputError('The operation `history` needs the input `stage` beside `version`.', {
      hint: 'A version may hold several stages, each by a record of its own.',
    })
  }
  return version
}

/** Later records are asked for too: they show that the one in question was there before them. */
async function packed(
  { listing, record }: Told,
  subject: Subject,
  { context, ports, stage }: Pick<PackRequest, 'context' | 'ports'> & { readonly stage: string | null },
): ReturnType<typeof withPack> {
  if (record === null) return { listing, notes: [] }
  const { records } = await readRecords(subject, { stage, until: null, isEnough: () => false })
  return withPack(listing, { config: subject.config, record, records, context, ports })
}

async function wholeHistory(subject: Subject, stage: string | null): Promise<Told> {
  const { config, model } = subject
  const read = await readRecords(subject, { stage, until: null, isEnough: () => false })
  const { recordKeys } = config
  const listing = historyListing({ model: model.name, stage, recordKeys, ...read })
  return { listing, visible: read.visible, record: null }
}

/** The records in which a version came to a stage, or left it; the newest of the former is the one that is meant. */
async function historyOfVersion(
  subject: Subject,
  { version, stage, at }: { readonly version: string; readonly stage: string; readonly at: string },
): Promise<Told> {
  const { config, model } = subject
  const read = await readRecords(subject, { stage, until: null, isEnough: () => false })
  const arrivals = read.records.filter(({ to }) => to?.version === version)
  const records = read.records.filter(({ from, to }) => [from?.version, to?.version].includes(version))
  const record = standingAt(arrivals, at)
  const listing = historyListing({ ...read, model: model.name, stage, recordKeys: config.recordKeys, records })
  const none = `No record that counts says that ${version} was put into ${stage}${read.complete ? '' : ', among those that were read'}.`
  return {
    listing: { ...listing, intro: [...listing.intro, ...(record === null ? [none] : [])] },
    visible: read.visible,
    record,
  }
}

async function historyAt(subject: Subject, { at, stage: asked, stages, ports }: AtMoment): Promise<Told> {
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
    record: asked === null ? null : (records[0] ?? null),
  }
}

interface AtMoment {
  readonly at: string
  /** null: every stage was asked for. */
  readonly stage: string | null
  readonly stages: readonly string[]
  readonly ports: PromotePorts
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
