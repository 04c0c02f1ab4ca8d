import type { RecordFacts, VersionFacts } from '../checks/facts.ts'
import type { ProjectPath } from '../config/gate-config.ts'
import type { AliasTarget } from './ports.ts'

export interface SurveyQuery {
  readonly registry: ProjectPath
  readonly records: ProjectPath
  readonly models: readonly SurveyModel[]
  /** How many of the newest records of each stage and chain. */
  readonly mostRecords: number
}

export interface SurveyModel {
  readonly model: string
  readonly collection: string
  readonly stages: readonly { readonly stage: string; readonly alias: string }[]
  /** Chains of records that belong to no alias. */
  readonly chains: readonly string[]
}

/** What the registry holds at one moment, for many models. */
export interface Survey {
  /** False: the records project is not there yet, or may not be seen; then all lists of records are empty. */
  readonly recordsVisible: boolean
  /** In the order asked for. */
  readonly models: readonly ModelSurvey[]
  /** The server's clock at the (first) answer. */
  readonly serverTime: string
}

export interface ModelSurvey {
  readonly model: string
  /** False: the registry has no such collection that we may see. */
  readonly exists: boolean
  /** null: could not be read. */
  readonly collectionTags: readonly string[] | null
  readonly stages: readonly StageSurvey[]
  /** In the order asked for; nobody holds them. */
  readonly chains: readonly StageSurvey[]
}

export interface StageSurvey {
  readonly stage: string
  /** Who holds the stage's alias; its producer is not read. */
  readonly holder: VersionFacts | null
  /** Newest first. */
  readonly records: readonly RecordFacts[]
  /** Older records may exist: where to go on; null: these are all. */
  readonly after: string | null
}

export interface RecordsQuery {
  readonly registry: ProjectPath
  readonly records: ProjectPath
  readonly collection: string
  readonly model: string
  /** null: every stage. */
  readonly stage: string | null
  /** Only records begun at this moment or before (ISO 8601); null: all. */
  readonly until: string | null
  readonly first: number
  /** `after` of the page before; null: the first page. */
  readonly after: string | null
}

export interface RecordsPage {
  readonly visible: boolean
  /** Newest first. */
  readonly records: readonly RecordFacts[]
  readonly after: string | null
}

/** An entry of the server's own history of an alias. */
export interface AliasAction {
  /** As the server says it; its values are not documented. */
  readonly action: string
  readonly at: string
  /** null: not told. */
  readonly user: string | null
  readonly sourceArtifactId: string | null
  readonly targetArtifactId: string | null
}

/** Weights & Biases, read for many models at once. Throws AccessError or RemoteError. */
export interface RegistrySurvey {
  /** In few requests: many models share one. */
  survey(query: SurveyQuery): Promise<Survey>
  /** One page of records of a model, in one request. */
  records(query: RecordsQuery): Promise<RecordsPage>
  /** Who moved an alias, newest first; null: the server does not keep or tell it. */
  aliasActions(target: AliasTarget): Promise<readonly AliasAction[] | null>
  /** Aliases that W&B lists as protected for the registry's entity; null: the server does not tell. */
  protectedAliases(registry: ProjectPath): Promise<readonly string[] | null>
}
