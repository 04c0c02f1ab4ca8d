import type { RegistryFacts } from '../../src/checks/facts.ts'
import type { AliasAction, RecordsQuery, RegistrySurvey, SurveyQuery } from '../../src/operations/survey-port.ts'
import type { FakeRegistry } from './fake-registry.ts'

const EVERYTHING = 1_000_000

/** The survey of a fake registry: one collection. It tells who moved an alias only where `actions` says so. */
export class FakeSurvey implements RegistrySurvey {
  actions: readonly AliasAction[] | Error | null = null
  /** An Error: it cannot be asked. */
  listsProtected: boolean | Error = true
  readonly #fake: FakeRegistry

  constructor(fake: FakeRegistry) {
    this.#fake = fake
  }

  async survey(query: SurveyQuery): ReturnType<RegistrySurvey['survey']> {
    const { paths, collectionTags, canSeeRecords } = this.#fake
    const models = await Promise.all(
      query.models.map(async ({ model, collection, stages, chains }) => {
        const exists = collection === paths.collection
        const of = async (stage: string, alias: string) => {
          if (!exists) return { stage, holder: null, records: [], after: null }
          const { holder, records } = await this.#read(query, { model, stage, alias })
          const shown = records.slice(0, query.mostRecords)
          return { stage, holder, records: shown, after: shown.length < records.length ? String(shown.length) : null }
        }
        return {
          model,
          exists,
          collectionTags: exists ? collectionTags : [],
          stages: await Promise.all(stages.map(({ stage, alias }) => of(stage, alias))),
          chains: await Promise.all(chains.map((stage) => of(stage, 'no-such-alias'))),
        }
      }),
    )
    const { serverTime } = await this.#read(query, { model: '', stage: '', alias: 'no-such-alias' })
    return { recordsVisible: canSeeRecords, models, serverTime }
  }

  async records(query: RecordsQuery): ReturnType<RegistrySurvey['records']> {
    const { canSeeRecords, runs } = this.#fake
    if (!canSeeRecords) return { visible: false, records: [], after: null }
    const stages = query.stage === null ? new Set([...runs.values()].map(({ record }) => record.stage)) : [query.stage]
    const found = await Promise.all(
      [...stages].map((stage) => this.#read(query, { model: query.model, stage, alias: 'no-such-alias' })),
    )
    const order = [...runs.keys()]
    const all = found
      .flatMap(({ records }) => records)
      .filter(({ createdAt }) => query.until === null || createdAt <= query.until)
      .sort((one, other) => order.indexOf(other.runId) - order.indexOf(one.runId))
    const from = Number(query.after ?? 0)
    const end = from + query.first
    return { visible: true, records: all.slice(from, end), after: end < all.length ? String(end) : null }
  }

  async aliasActions(): ReturnType<RegistrySurvey['aliasActions']> {
    if (this.actions instanceof Error) throw this.actions
    return this.actions
  }

  async protectedAliases(): ReturnType<RegistrySurvey['protectedAliases']> {
    if (this.listsProtected instanceof Error) throw this.listsProtected
    return this.listsProtected ? [...this.#fake.protectedAliases].sort() : null
  }

  #read(
    { records }: Pick<SurveyQuery, 'records'>,
    about: { readonly model: string; readonly stage: string; readonly alias: string },
  ): Promise<RegistryFacts> {
    const { registry, collection } = this.#fake.paths
    const rest = { candidate: null, fromAlias: null, keepPrevious: null, ownAttempts: [], mostRecords: EVERYTHING }
    return this.#fake.read({ registry, collection, records, ...about, ...rest })
  }
}
