import type { RecordFacts } from '../checks/facts.ts'
import { RemoteError } from '../errors.ts'
import type { RegistryQuery } from '../operations/ports.ts'
import { RECORDS_DOCUMENT } from './documents/read.ts'
import { type Connection, graphql } from './graphql.ts'
import { isAbout, newestFirst, parseRecord, recordFilter } from './records.ts'
import { invisible, pathOf } from './refusals.ts'
import type { CollectionPath } from './responses.ts'
import type { Node } from './shape.ts'

const PAGE = 50
const MOST_PAGES = 10

/** Browser address of a run. */
export type RunUrl = (entity: string, project: string, id: string) => string

/** Record runs of one model; the server's filters are applied again, because they cannot name the registry. */
export class RecordReader {
  readonly #connection: Connection
  readonly #query: RegistryQuery
  readonly #paths: readonly string[]
  readonly #urlOf: (id: string) => string

  constructor(connection: Connection, query: RegistryQuery, path: CollectionPath, runUrl: RunUrl) {
    this.#connection = connection
    this.#query = query
    this.#paths = [
      `${path.entity}/${path.project}/${path.collection}`,
      `${query.registry.entity}/${query.registry.project}/${query.collection}`,
    ]
    this.#urlOf = (id) => runUrl(query.records.entity, query.records.project, id)
  }

  parse(connection: Node): RecordFacts[] {
    return connection
      .nodes()
      .map((run) => parseRecord(run, this.#urlOf))
      .sort(newestFirst)
  }

  isOf(record: RecordFacts, stage: string): boolean {
    return isAbout(record, this.#paths, stage)
  }

  isOfStage(record: RecordFacts): boolean {
    return isAbout(record, this.#paths, this.#query.stage)
  }

  /** Reads on when a page held only records of another registry's model of the same name. */
  async newest(first: Node): Promise<RecordFacts[]> {
    const filters = recordFilter({ model: this.#query.model, stage: this.#query.stage })
    let page = first
    for (let turn = 0; turn < MOST_PAGES; turn += 1) {
      const ours = this.parse(page).filter((record) => this.isOfStage(record))
      const next = page.at('pageInfo')
      if (ours.length > 0 || !next.at('hasNextPage').boolean()) return ours
      page = await this.#list(filters, next.at('endCursor').stringOrNull())
    }
    throw new RemoteError(
      'wandb',
      `The newest record of ${this.#query.model} ${this.#query.stage} was not found among ${MOST_PAGES * PAGE} runs.`,
      {
        hint: 'Give each registry a records project of its own.',
      },
    )
  }

  async ofVersion(listed: Node, candidate: { version: string; artifactId: string }): Promise<RecordFacts[]> {
    const filters = recordFilter({ model: this.#query.model, toVersion: candidate.version })
    const runs = listed.isNull ? await this.#list(filters, null) : listed
    return this.parse(runs).filter(
      (record) => isAbout(record, this.#paths) && record.to?.artifactId === candidate.artifactId,
    )
  }

  attempts(records: Node): RecordFacts[] {
    const runs = this.#query.ownAttempts.map((_, index) => records.at(`attempt${index}`))
    return runs.filter((run) => !run.isNull).map((run) => parseRecord(run, this.#urlOf))
  }

  async #list(filters: string, after: string | null): Promise<Node> {
    const { records } = this.#query
    const { data } = await graphql(this.#connection, {
      what: 'read the promotion records',
      document: RECORDS_DOCUMENT,
      variables: { ...records, filters, first: PAGE, after },
      idempotent: true,
    })
    if (data.at('records').isNull) throw invisible(`the records project ${pathOf(records)}`)
    return data.at('records').at('runs')
  }
}
