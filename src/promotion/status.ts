import { counted } from '../checks/counted.ts'
import type { RecordFacts, VersionFacts } from '../checks/facts.ts'
import type { ModelConfig, StageConfig } from '../config/gate-config.ts'
import type { Listing, ListingCell, Note } from './outcome.ts'
import { actorsOf, costOf, trustText } from './record-body.ts'
import { type HoldState, holdState, holdText, isHeld, overdueHolds } from './status-hold.ts'
import { isDrift, type StageRead, type StageStanding, type StandingState, stageStanding } from './status-standing.ts'

/** What was read of one model, with its config. */
export interface ModelRead {
  readonly model: ModelConfig
  /** Those that were asked about, in the order of the config. */
  readonly stages: readonly (StageRead & { readonly stage: StageConfig })[]
  /** False: the registry has no such collection. */
  readonly exists: boolean
  readonly collectionTags: readonly string[] | null
  /** The model's hold chain, newest first. */
  readonly holds: readonly RecordFacts[]
}

export interface StatusFacts {
  readonly models: readonly ModelRead[]
  readonly recordKeys: readonly string[]
  /** ISO 8601, the server's clock. */
  readonly now: string
}

/** Where one stage of one model stands. */
export interface StageStatus {
  readonly model: ModelConfig
  readonly stage: StageConfig
  readonly exists: boolean
  readonly standing: StageStanding
  readonly hold: HoldState
}

export function stageStatuses({ models, now }: StatusFacts): readonly StageStatus[] {
  return models.flatMap(({ model, stages, exists, collectionTags, holds }) =>
    stages.map(({ stage, ...read }) => ({
      model,
      stage,
      exists,
      standing: stageStanding(read, stage, now),
      hold: holdState({ holder: read.holder, stage: stage.name, collectionTags, holds }),
    })),
  )
}

/** Models × stages as a table; one line for each model in the log. */
export function statusListing(facts: StatusFacts): Listing {
  const statuses = stageStatuses(facts)
  return {
    name: 'status',
    title: 'Status',
    intro: [`${counted(facts.models.length, 'model')}, ${counted(statuses.length, 'stage')}, at ${facts.now}.`],
    columns: ['Model', 'Stage', 'Version', 'Age', 'Since', 'By', 'State', 'Record', 'Hold', 'Cost', 'Owners'],
    rows: statuses.map((each) => row(each, facts)),
    diagram: null,
    log: facts.models.map(({ model }) =>
      logLine(
        model,
        statuses.filter((each) => each.model === model),
      ),
    ),
    data: statuses.map((each) => data(each, facts)),
  }
}

function row(status: StageStatus, { now, recordKeys }: StatusFacts): readonly ListingCell[] {
  const { model, stage, standing, hold } = status
  const { holder } = standing
  const record = recordOfHolder(standing)
  const cost = record === null ? null : costOf(record)
  return [
    model.name,
    stage.name,
    holder?.version ?? '',
    holder === null ? '' : ageText(holder.linkedAt, now),
    record?.finishedAt ?? '',
    record === null ? '' : actorsOf(record),
    stateText(status),
    record === null ? '' : { text: `#${record.sequence} ${trustText(record, recordKeys)}`, url: record.url },
    holdText(hold),
    cost === null ? '' : `${cost.metric} ${cost.value}`,
    model.owners.join(', '),
  ]
}

/** The record that put the present holder there; null: none says so. */
function recordOfHolder({ state, record }: StageStanding): RecordFacts | null {
  return state === 'as-recorded' ? record : null
}

function data(status: StageStatus, { now, recordKeys }: StatusFacts): unknown {
  const { model, stage, standing, hold, exists } = status
  const { holder, state } = standing
  const record = recordOfHolder(standing)
  return {
    model: model.name,
    collection: model.collection,
    in_registry: exists,
    stage: stage.name,
    alias: stage.alias,
    ...versionData(holder, now),
    state,
    drift: isDrift(state),
    since: record?.finishedAt ?? null,
    by: record === null ? '' : actorsOf(record),
    record:
      record === null
        ? null
        : {
            sha256: record.sha256,
            sequence: record.sequence,
            operation: record.operation,
            trust: trustText(record, recordKeys),
            url: record.url,
          },
    recorded_version: standing.record?.to?.version ?? null,
    held: isHeld(hold) ? true : hold.readable ? false : null,
    hold_markers: hold.markers,
    hold_overdue: overdueHolds(hold, now).map(({ until }) => until),
    cost: record === null ? null : costOf(record),
    owners: model.owners,
  }
}

function versionData(holder: VersionFacts | null, now: string): Readonly<Record<string, unknown>> {
  return {
    version: holder?.version ?? null,
    artifact_id: holder?.artifactId ?? null,
    digest: holder?.digest ?? null,
    artifact_state: holder?.state ?? null,
    linked_at: holder?.linkedAt ?? null,
    age_days: holder === null ? null : daysBetween(holder.linkedAt, now),
  }
}

const STATE_TEXTS: Readonly<Record<StandingState, string>> = {
  'as-recorded': 'as recorded',
  nobody: 'nobody holds it',
  ungated: 'not gated',
  'in-progress': 'being moved now',
  'no-record': 'drift: no record',
  'moved-by-hand': 'drift: moved by hand',
  removed: 'drift: alias removed',
  'unfinished-move': 'drift: moved by an unfinished run',
}

export function stateText({ standing, exists }: Pick<StageStatus, 'standing' | 'exists'>): string {
  return exists ? STATE_TEXTS[standing.state] : 'not in the registry'
}

function logLine({ name }: ModelConfig, statuses: readonly StageStatus[]): string {
  const stages = statuses.map((status) => {
    const { stage, standing, hold } = status
    const remarks = [
      ...(isDrift(standing.state) || !status.exists ? [stateText(status)] : []),
      ...(isHeld(hold) ? ['held'] : []),
    ]
    return `${stage.name} ${standing.holder?.version ?? '–'}${remarks.length === 0 ? '' : ` (${remarks.join(', ')})`}`
  })
  return `${name}: ${stages.join(', ')}`
}

/** What somebody should look at; none of it fails a `status`. */
export function statusNotes(facts: StatusFacts): readonly Note[] {
  const statuses = stageStatuses(facts)
  const drifting = statuses.filter(({ standing }) => isDrift(standing.state))
  const missing = facts.models.filter(({ exists }) => !exists).map(({ model }) => model.name)
  return [
    ...overdueNotes(statuses, facts.now),
    ...(drifting.length === 0
      ? []
      : [
          note(
            'drift',
            `${counted(drifting.length, 'stage differs', 'stages differ')} from the records; \`verify\` says how to go on.`,
          ),
        ]),
    ...(missing.length === 0 ? [] : [note(undefined, `Not in the registry: ${missing.join(', ')}.`)]),
  ]
}

/** A hold past its date still holds; a hold of a model is said once, not for each of its stages. */
export function overdueNotes(statuses: readonly StageStatus[], now: string): readonly Note[] {
  const seen = new Set<string>()
  return statuses.flatMap(({ model, stage, hold }) =>
    overdueHolds(hold, now)
      .filter(({ record }) => !seen.has(record.runId) && seen.add(record.runId))
      .map(({ until }) =>
        note(
          'version-held',
          `${model.name} ${stage.name} is held, although its hold was to end on ${until}: release it, or hold it anew.`,
        ),
      ),
  )
}

function note(code: Note['code'], text: string): Note {
  return { level: 'warning', ...(code === undefined ? {} : { code }), text }
}

const DAY_MS = 86_400_000

function daysBetween(from: string, to: string): number {
  return Math.max(0, Math.floor((Date.parse(to) - Date.parse(from)) / DAY_MS))
}

function ageText(since: string, now: string): string {
  const days = daysBetween(since, now)
  return days === 0 ? 'today' : counted(days, 'day')
}
