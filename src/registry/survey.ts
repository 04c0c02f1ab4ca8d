import type { RecordFacts } from '../checks/facts.ts'
import type {
  AliasAction,
  ModelSurvey,
  RecordsPage,
  RecordsQuery,
  RegistrySurvey,
  StageSurvey,
  Survey,
  SurveyModel,
  SurveyQuery,
} from '../operations/survey-port.ts'
import { RECORDS_DOCUMENT } from './documents/read.ts'
import { ALIAS_ACTIONS_DOCUMENT, PROTECTED_ALIASES_DOCUMENT, surveyDocument } from './documents/survey.ts'
import { type Connection, type GraphqlAnswer, graphql } from './graphql.ts'
import { createAppLinks } from './links.ts'
import type { RunUrl } from './record-reader.ts'
import { isAbout, newestFirst, parseRecord, recordFilter } from './records.ts'
import { invisible, pathOf, UnknownFieldError } from './refusals.ts'
import { parseCollection, parseMember } from './responses.ts'
import type { Node } from './shape.ts'

/** Models that share one request: the server answers them one after the other, so several requests go side by side. */
const BATCH = 25

/** The survey port over Weights & Biases' GraphQL API. `app`: address of the web app, as `appUrlOf` gives it. */
export function createWandbSurvey(options: Connection & { readonly app: string }): RegistrySurvey {
  const { run } = createAppLinks(options.app)
  return {
    survey: (query) => survey(options, query, run),
    records: (query) => records(options, query, run),
    aliasActions: (target) => aliasActions(options, target),
    protectedAliases: ({ entity }) => protectedAliases(options, entity),
  }
}

async function survey(connection: Connection, query: SurveyQuery, runUrl: RunUrl): Promise<Survey> {
  const batches = Array.from({ length: Math.ceil(query.models.length / BATCH) }, (_, index) =>
    query.models.slice(index * BATCH, (index + 1) * BATCH),
  )
  const answers = await Promise.all(
    batches.map(async (models) => ({ models, ...(await send(connection, query, models)) })),
  )
  return {
    recordsVisible: answers.every(({ data }) => !data.at('records').isNull),
    models: answers.flatMap(({ models, data }) =>
      models.map((model, index) => parseModel(model, index, { data, query, runUrl })),
    ),
    serverTime: answers[0]?.serverTime ?? new Date(0).toISOString(),
  }
}

async function send(
  connection: Connection,
  query: SurveyQuery,
  models: readonly SurveyModel[],
): Promise<GraphqlAnswer> {
  const shapes = models.map((model) => ({ stages: model.stages.length, chains: model.chains.length }))
  const ask = (optional: boolean) =>
    graphql(connection, {
      what: `read ${models.length === 1 ? (models[0]?.collection ?? '') : `${models.length} models`} in the registry`,
      document: surveyDocument(shapes, optional),
      variables: surveyVariables(query, models),
      idempotent: true,
    })
  const answer = await ask(true).catch((thrown: unknown) => {
    if (thrown instanceof UnknownFieldError) return ask(false)
    throw thrown
  })
  if (answer.data.at('registry').isNull) throw invisible(`the registry ${pathOf(query.registry)}`)
  return answer
}

function surveyVariables(query: SurveyQuery, models: readonly SurveyModel[]): Record<string, string | number> {
  const { registry, records } = query
  const named = models.flatMap(({ model, collection, stages, chains }, index): (readonly [string, string])[] => [
    [`collection${index}`, collection],
    ...stages.map(({ alias }, at) => [`holder${index}s${at}`, `${collection}:${alias}`] as const),
    ...stages.map(({ stage }, at) => [`filter${index}s${at}`, recordFilter({ model, stage })] as const),
    ...chains.map((stage, at) => [`filter${index}c${at}`, recordFilter({ model, stage })] as const),
  ])
  return {
    entity: registry.entity,
    project: registry.project,
    recordsEntity: records.entity,
    recordsProject: records.project,
    mostRecords: query.mostRecords,
    ...Object.fromEntries(named),
  }
}

interface Answered {
  readonly data: Node
  readonly query: SurveyQuery
  readonly runUrl: RunUrl
}

function parseModel(asked: SurveyModel, index: number, { data, query, runUrl }: Answered): ModelSurvey {
  const collection = data.at('registry').at(`collection${index}`)
  const tags = collection.isNull ? null : collection.at('tags')
  const canonical = parseCollection(collection)
  const paths = [
    `${pathOf(query.registry)}/${asked.collection}`,
    ...(canonical === null ? [] : [`${pathOf(canonical)}/${canonical.collection}`]),
  ]
  const project = data.at('records')
  const chain = (stage: string, place: string): Omit<StageSurvey, 'holder'> =>
    project.isNull
      ? { stage, records: [], after: null }
      : { stage, ...parsePage(project.at(`records${place}`), { paths, stage, url: recordUrl(query, runUrl) }) }
  return {
    model: asked.model,
    exists: !collection.isNull,
    collectionTags: tags === null ? [] : tags.isNull ? null : tags.nodes().map((tag) => tag.at('name').string()),
    stages: asked.stages.map(({ stage }, at) => ({
      ...chain(stage, `${index}s${at}`),
      holder: parseMember(data.at('registry').at(`holder${index}s${at}`)),
    })),
    chains: asked.chains.map((stage, at) => ({ ...chain(stage, `${index}c${at}`), holder: null })),
  }
}

function recordUrl({ records }: Pick<SurveyQuery, 'records'>, runUrl: RunUrl): (id: string) => string {
  return (id) => runUrl(records.entity, records.project, id)
}

interface Wanted {
  readonly paths: readonly string[]
  readonly stage: string | null
  readonly url: (id: string) => string
}

/** The server's filter cannot name the registry, so it is applied here. */
function parsePage(
  page: Node,
  { paths, stage, url }: Wanted,
): { records: readonly RecordFacts[]; after: string | null } {
  const runs = page.nodes().map((run) => parseRecord(run, url))
  const next = page.at('pageInfo')
  return {
    records: runs.filter((record) => isAbout(record, paths, stage ?? undefined)).sort(newestFirst),
    after: next.at('hasNextPage').boolean() ? next.at('endCursor').stringOrNull() : null,
  }
}

async function records(connection: Connection, query: RecordsQuery, runUrl: RunUrl): Promise<RecordsPage> {
  const { model, stage, until } = query
  const { data } = await graphql(connection, {
    what: 'read the promotion records',
    document: RECORDS_DOCUMENT,
    variables: {
      ...query.records,
      filters: recordFilter({ model, ...(stage === null ? {} : { stage }), ...(until === null ? {} : { until }) }),
      first: query.first,
      after: query.after,
    },
    idempotent: true,
  })
  if (data.at('records').isNull) return { visible: false, records: [], after: null }
  const paths = [`${pathOf(query.registry)}/${query.collection}`]
  const page = parsePage(data.at('records').at('runs'), { paths, stage, url: recordUrl(query, runUrl) })
  return { visible: true, ...page }
}

async function aliasActions(
  connection: Connection,
  { registry, collection, alias }: Parameters<RegistrySurvey['aliasActions']>[0],
): Promise<readonly AliasAction[] | null> {
  try {
    const { data } = await graphql(connection, {
      what: `read who moved \`${alias}\` of ${collection}`,
      document: ALIAS_ACTIONS_DOCUMENT,
      variables: { ...registry, collection, alias },
      idempotent: true,
    })
    if (data.at('project').isNull || data.at('project').at('artifactCollection').isNull) return null
    const history = data.at('project').at('artifactCollection').at('aliasActionHistory')
    if (history.isNull) return null
    const actions = history.nodes().filter((action) => action.at('alias').stringOrNull() === alias)
    return actions.map(parseAction).sort((one, other) => Date.parse(other.at) - Date.parse(one.at))
  } catch (thrown) {
    if (thrown instanceof UnknownFieldError) return null
    throw thrown
  }
}

/** A help from an old API: what the server does not know, or says in another form, is not told. */
async function protectedAliases(connection: Connection, entity: string): Promise<readonly string[] | null> {
  try {
    const { data } = await graphql(connection, {
      what: `read which aliases of ${entity} are protected`,
      document: PROTECTED_ALIASES_DOCUMENT,
      variables: { entity },
      idempotent: true,
    })
    const found = data.at('entity').isNull ? null : data.at('entity').at('protectedAliases').value
    return isTexts(found) ? found : null
  } catch (thrown) {
    if (thrown instanceof UnknownFieldError) return null
    throw thrown
  }
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((each) => typeof each === 'string')
}

function parseAction(action: Node): AliasAction {
  const artifactId = (name: string) => (action.at(name).isNull ? null : action.at(name).at('id').string())
  return {
    action: action.at('actionType').string(),
    at: action.at('createdAt').time(),
    user: action.at('user').isNull ? null : action.at('user').at('username').stringOrNull(),
    sourceArtifactId: artifactId('sourceArtifact'),
    targetArtifactId: artifactId('targetArtifact'),
  }
}
