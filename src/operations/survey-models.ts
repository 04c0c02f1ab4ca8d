import type { RecordFacts } from '../checks/facts.ts'
import { HOLD_CHAIN } from '../checks/hold-records.ts'
import { saysStanding } from '../checks/moving-record.ts'
import type { GateConfig } from '../config/gate-config.ts'
import { trustRecord } from '../promotion/record-trust.ts'
import type { ModelRead } from '../promotion/status.ts'
import type { RegistrySurvey, StageSurvey } from './survey-port.ts'
import type { Selected } from './survey-rules.ts'

const PAGE = 100
const MOST_PAGES = 20

/** A survey with what its records are worth. */
export interface SurveyedModels {
  readonly models: readonly SurveyedModel[]
  readonly recordsVisible: boolean
  /** ISO 8601. */
  readonly serverTime: string
}

export interface SurveyedModel extends ModelRead {
  /** Chains as they were read, before anything was asked of their signatures. */
  readonly chains: readonly ReadChain[]
}

export interface ReadChain {
  /** A stage's name, or that of the hold chain. */
  readonly chain: string
  readonly records: readonly RecordFacts[]
  /** Nothing older is left to read. */
  readonly complete: boolean
}

/**
 * Holders and records of all selected stages. Where the newest records say nothing about who holds a stage, older ones
 * are read until one does. `whole`: the chains are read to their beginnings.
 * @throws AccessError, RemoteError
 */
export async function surveyModels(
  selected: readonly Selected[],
  config: GateConfig,
  survey: RegistrySurvey,
  { mostRecords, whole }: { readonly mostRecords: number; readonly whole: boolean },
): Promise<SurveyedModels> {
  const { registry, records, recordKeys } = config
  const found = await survey.survey({
    registry,
    records,
    mostRecords,
    models: selected.map(({ model, stages }) => ({
      model: model.name,
      collection: model.collection,
      stages: stages.map(({ name, alias }) => ({ stage: name, alias })),
      chains: [HOLD_CHAIN],
    })),
  })
  const trusted = (each: RecordFacts) => trustRecord(each, recordKeys)
  const models = selected.map(async ({ model, stages }, index): Promise<SurveyedModel[]> => {
    const read = found.models[index]
    if (read === undefined) return []
    const isEnough = (all: readonly RecordFacts[]) => !whole && all.map(trusted).some(saysStanding)
    const complete = (each: StageSurvey, enough: (all: readonly RecordFacts[]) => boolean) =>
      readOn(each, enough, (after) =>
        survey.records({
          registry,
          records,
          collection: model.collection,
          model: model.name,
          stage: each.stage,
          until: null,
          first: PAGE,
          after,
        }),
      )
    const chains = await Promise.all([
      ...read.stages.map((each) => complete(each, isEnough)),
      ...read.chains.map((each) => complete(each, () => !whole)),
    ])
    const recordsOf = (chain: string) => (chains.find((each) => each.chain === chain)?.records ?? []).map(trusted)
    return [
      {
        model,
        exists: read.exists,
        collectionTags: read.collectionTags,
        holds: recordsOf(HOLD_CHAIN),
        chains,
        stages: stages.map((stage, at) => ({
          stage,
          holder: read.stages[at]?.holder ?? null,
          records: recordsOf(stage.name),
        })),
      },
    ]
  })
  return {
    models: (await Promise.all(models)).flat(),
    recordsVisible: found.recordsVisible,
    serverTime: found.serverTime,
  }
}

async function readOn(
  first: StageSurvey,
  isEnough: (all: readonly RecordFacts[]) => boolean,
  page: (after: string) => ReturnType<RegistrySurvey['records']>,
): Promise<ReadChain> {
  const all = [...first.records]
  let { after } = first
  for (let turn = 0; after !== null && turn < MOST_PAGES && !isEnough(all); turn += 1) {
    const next = await page(after)
    all.push(...next.records)
    after = next.after
  }
  return { chain: first.stage, records: all, complete: after === null }
}
