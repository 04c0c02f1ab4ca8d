import type { RecordFacts, VersionFacts } from '../checks/facts.ts'
import { saysStanding, saysWhoHolds } from '../checks/moving-record.ts'
import { minute, recordData, whenOf } from './history.ts'
import type { Listing, ListingCell } from './outcome.ts'
import { actorsOf, trustText } from './record-body.ts'

export interface HistoryAtFacts {
  readonly model: string
  /** The moment asked about, ISO 8601. */
  readonly at: string
  readonly stages: readonly StageAt[]
  readonly recordKeys: readonly string[]
}

export interface StageAt {
  readonly stage: string
  /** The newest record, finished at that moment or before, that says who held the stage; null: none. */
  readonly record: RecordFacts | null
  /** Its version as the registry knows it now; null: not there any more, or not asked for. */
  readonly member: VersionFacts | null
}

/** The newest of the records that says who held the stage at the moment. */
export function standingAt(records: readonly RecordFacts[], at: string): RecordFacts | null {
  const until = records.filter((record) => saysStanding(record) && Date.parse(whenOf(record)) <= Date.parse(at))
  const last = until.reduce<RecordFacts | null>(
    (newest, record) => (newest === null || isLater(record, newest) ? record : newest),
    null,
  )
  return last !== null && saysWhoHolds(last) ? last : null
}

/** The chain's own number orders records of one stage; the clocks of two runs may disagree. */
function isLater(one: RecordFacts, other: RecordFacts): boolean {
  if (one.sequence !== other.sequence) return one.sequence > other.sequence
  return Date.parse(whenOf(one)) > Date.parse(whenOf(other))
}

/** What was in use at one moment, by record: version, digest, run, commit and data sets. */
export function historyAtListing(facts: HistoryAtFacts): Listing {
  const { model, at, stages } = facts
  return {
    name: 'history-at',
    title: `${model} at ${minute(at)} UTC`,
    intro: stages.map((each) => sentence(each)),
    columns: ['Stage', 'Version', 'Digest', 'Since', 'By', 'Run', 'Commit', 'Data sets', 'Record'],
    rows: stages.flatMap((each) => (each.record === null ? [] : [row(each, each.record, facts)])),
    diagram: null,
    data: { model, at, stages: stages.map((each) => data(each, facts)) },
  }
}

function sentence({ stage, record, member }: StageAt): string {
  if (record === null) return `${stage}: no record says that anything held it then.`
  const gone = member === null ? ' The version is not in the registry any more, so its run cannot be named.' : ''
  return `${stage}: ${record.to?.version ?? '?'}, since ${minute(whenOf(record))}, by record #${record.sequence}.${gone}`
}

function row({ stage, member }: StageAt, record: RecordFacts, { recordKeys }: HistoryAtFacts): readonly ListingCell[] {
  return [
    stage,
    record.to?.version ?? '',
    record.to?.digest ?? '',
    minute(whenOf(record)),
    actorsOf(record),
    runPath(member),
    member?.producer?.commit ?? '',
    dataSets(member).join(', '),
    { text: `#${record.sequence} ${trustText(record, recordKeys)}`, url: record.url },
  ]
}

function data({ stage, record, member }: StageAt, { recordKeys }: HistoryAtFacts): unknown {
  return {
    stage,
    version: record?.to?.version ?? null,
    artifact_id: record?.to?.artifactId ?? null,
    digest: record?.to?.digest ?? null,
    in_registry: member !== null,
    run: runPath(member) || null,
    commit: member?.producer?.commit ?? null,
    datasets: dataSets(member),
    record: record === null ? null : recordData(record, recordKeys),
  }
}

function runPath(member: VersionFacts | null): string {
  const producer = member?.producer ?? null
  return producer === null ? '' : `${producer.entity}/${producer.project}/${producer.id}`
}

/** What the training run used: data sets first, all else only where there is none. */
function dataSets(member: VersionFacts | null): readonly string[] {
  const inputs = member?.producer?.inputs ?? []
  const sets = inputs.filter(({ type }) => /data/i.test(type))
  return (sets.length > 0 ? sets : inputs).map(({ path }) => path)
}
