import type { StageConfig } from '../config/gate-config.ts'
import { minute } from './history.ts'
import type { Note } from './outcome.ts'

/** One entry of the server's own history of an alias. */
export interface AliasEvent {
  readonly at: string
  /** null: not told. */
  readonly user: string | null
  /** Who lost the alias by it, and who got it. */
  readonly sourceArtifactId: string | null
  readonly targetArtifactId: string | null
}

/** An artifact that held the alias before its present holder. */
export interface EarlierByHistory {
  readonly artifactId: string
  /** When it got the alias and by whom; null: the history does not go back so far. */
  readonly since: { readonly at: string; readonly user: string | null } | null
  readonly until: string
}

/**
 * The last artifact before the present holder that W&B's own history of the alias names.
 * @param events newest first
 * @param holder artifact id of the present holder; null: nobody
 */
export function earlierByHistory(events: readonly AliasEvent[], holder: string | null): EarlierByHistory | null {
  for (const { at, sourceArtifactId: artifactId } of events) {
    if (artifactId === null || artifactId === holder) continue
    const put = events.find((each) => each.targetArtifactId === artifactId && Date.parse(each.at) <= Date.parse(at))
    return { artifactId, since: put === undefined ? null : { at: put.at, user: put.user }, until: at }
  }
  return null
}

/**
 * What is known of an earlier version without any record. It is shown and never chosen: anybody who may move the alias
 * makes this history, whatever the gate said.
 */
export function suggestionNote(
  { alias, emergency }: Pick<StageConfig, 'alias' | 'emergency'>,
  earlier: EarlierByHistory,
  version: string | null,
): Note {
  const { since, until, artifactId } = earlier
  const put =
    since === null ? '' : `, put there${since.user === null ? '' : ` by ${since.user}`} on ${minute(since.at)} UTC`
  const named = version ?? `an artifact whose version is not known (${artifactId})`
  const how = version === null ? 'the input `version`' : `\`version: ${version}\``
  const way =
    emergency === null
      ? 'The stage has no `emergency` rule, so only `promote` can bring it back.'
      : `To go there, give ${how} and the \`pull-request\` with the approval that the \`emergency\` rule asks for.`
  const text = `W&B's own history says that ${alias} was on ${named} until ${minute(until)} UTC${put}. No record says that it passed the gate, so it is not chosen. ${way}`
  return { level: 'info', text }
}
