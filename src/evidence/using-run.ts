/** Which runs count as evidence, of all that used a version: any member of any project can make one. */
export interface RunRule {
  readonly entity: string
  readonly project: string
  /** W&B user names; one of them must have created the run. */
  readonly createdBy: readonly string[]
  /** null: whatever it is. */
  readonly jobType: string | null
}

/** A run that used a version, as W&B's lineage shows it. */
export interface UsingRun {
  readonly entity: string
  readonly project: string
  readonly id: string
  readonly state: string
  readonly jobType: string | null
  /** User name; null: W&B does not say. */
  readonly createdBy: string | null
  /** ISO 8601, by W&B's clock. */
  readonly createdAt: string
}

export type ChosenRun =
  /** `choice`: how it was chosen, and what was not counted. */
  | { readonly run: UsingRun; readonly choice: string }
  | { readonly run: null; readonly code: 'report-missing' | 'report-incomplete'; readonly message: string }

const MOST_NAMED = 5

/**
 * The newest finished run that the rule counts. Runs that it does not count for their creator, and those of the right
 * people that did not finish, are named: nobody should wonder why a run that is there was not taken.
 */
export function chooseRun(runs: readonly UsingRun[], rule: RunRule): ChosenRun {
  const here = runs.filter(({ entity, project }) => entity === rule.entity && project === rule.project)
  const ofType = here.filter(({ jobType }) => rule.jobType === null || jobType === rule.jobType)
  const isTrusted = ({ createdBy }: UsingRun) => createdBy !== null && rule.createdBy.includes(createdBy)
  const ours = ofType.filter(isTrusted).toSorted(newestFirst)
  const finished = ours.filter(({ state }) => state === 'finished')
  const open = ours.filter(({ state }) => state !== 'finished')
  const ignored = [
    ...ofType
      .filter((run) => !isTrusted(run))
      .toSorted(newestFirst)
      .map((run) => `${run.id} by ${run.createdBy ?? 'nobody known'}`),
    ...open.map((run) => `${run.id} is ${run.state}`),
  ]
  const notCounted = ignored.length === 0 ? '' : `; not counted: ${listSome(ignored)}`
  const [newest, ...older] = finished
  if (newest !== undefined) {
    const rank = older.length === 0 ? 'the only finished run' : `newest of ${finished.length} finished runs`
    const others = older.length === 0 ? '' : `; older: ${listSome(older.map(({ id }) => id))}`
    return { run: newest, choice: `${rank} of ${described(rule)} that used this version${others}${notCounted}` }
  }
  const elsewhere = runs.length - ofType.length
  const others = elsewhere === 0 ? '' : `; ${elsewhere} of other projects or job types used it`
  const message = `No finished run of ${described(rule)} used this version${notCounted}${others}.`
  return { run: null, code: open.length > 0 ? 'report-incomplete' : 'report-missing', message }
}

/** Whose runs, where: `research/evals (job type eval, created by eval-bot)`. */
function described({ entity, project, createdBy, jobType }: RunRule): string {
  const type = jobType === null ? '' : `job type ${jobType}, `
  return `${entity}/${project} (${type}created by ${createdBy.join(' or ')})`
}

/** W&B counts whole seconds; among runs of one second the id decides, so that every reading chooses the same one. */
function newestFirst(one: UsingRun, other: UsingRun): number {
  return Date.parse(other.createdAt) - Date.parse(one.createdAt) || (one.id < other.id ? 1 : -1)
}

function listSome(texts: readonly string[]): string {
  const more = texts.length - MOST_NAMED
  const shown = texts.slice(0, MOST_NAMED).map((text) => (text.length > 80 ? `${text.slice(0, 79)}…` : text))
  return `${shown.join(', ')}${more > 0 ? ` and ${more} more` : ''}`
}
