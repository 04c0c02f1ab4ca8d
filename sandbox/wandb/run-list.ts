import type { Context } from './context.ts'
import { DomainError } from './domain-error.ts'
import { type Lookup, parseFilter } from './mongo-filter.ts'
import type { Project, Run } from './state.ts'

/** Silence after which the server calls a running run crashed. */
const HEARTBEAT_LIMIT_MS = 5 * 60_000

const FIELDS: Readonly<Record<string, (run: Run, now: number) => unknown>> = {
  createdAt: (run) => new Date(run.createdAt),
  created_at: (run) => new Date(run.createdAt),
  heartbeatAt: (run) => new Date(run.heartbeatAt),
  heartbeat_at: (run) => new Date(run.heartbeatAt),
  displayName: (run) => run.displayName,
  display_name: (run) => run.displayName,
  duration: (run) => (run.heartbeatAt - run.createdAt) / 1000,
  group: (run) => run.group,
  host: (run) => run.host,
  jobType: (run) => run.jobType,
  name: (run) => run.name,
  state: runState,
  tags: (run) => run.tags,
  username: (run) => run.username,
}

/** The runs of a project that meet a filter, in the order asked for (oldest first by default). */
export function listRuns(
  context: Context,
  project: Project,
  query: { readonly filters?: string | null; readonly order?: string | null },
): Run[] {
  const accepts = parseFilter(query.filters)
  const listedUntil = context.now - context.state.switches.runListLagMs
  const runs = context.state.runs.filter(
    (run) => run.projectId === project.id && run.createdAt <= listedUntil && accepts(lookupIn(run, context.now)),
  )
  return sortRuns(runs, query.order ?? '+created_at', context.now)
}

/** `running` becomes `crashed` when heartbeats stop. */
export function runState(run: Run, now: number): string {
  return run.state === 'running' && now - run.heartbeatAt > HEARTBEAT_LIMIT_MS ? 'crashed' : run.state
}

function sortRuns(runs: readonly Run[], order: string, now: number): Run[] {
  const descending = order.startsWith('-')
  const path = order.replace(/^[+-]/, '')
  const keyed = runs.map((run, index) => ({ run, index, key: sortKey(lookupIn(run, now)(path)) }))
  // Equal keys keep the order of creation, reversed with the rest: that is what a descending index scan gives.
  keyed.sort((left, right) => compareKeys(left.key, right.key) || left.index - right.index)
  const sorted = keyed.map((each) => each.run)
  return descending ? sorted.reverse() : sorted
}

function lookupIn(run: Run, now: number): Lookup {
  return (path) => {
    if (path.startsWith('config.')) return configValue(run.config, path.slice('config.'.length))
    if (path.startsWith('summary_metrics.')) return valueAt(run.summary, path.slice('summary_metrics.'.length))
    const read = Object.hasOwn(FIELDS, path) ? FIELDS[path] : undefined
    if (read === undefined) throw new DomainError(400, `unknown run field "${path}"`)
    return read(run, now)
  }
}

/** Both `config.x` and `config.x.value` are in use; config entries are stored as `{ value, desc }`. */
function configValue(config: Record<string, unknown>, path: string): unknown {
  const direct = valueAt(config, path)
  if (typeof direct === 'object' && direct !== null && 'value' in direct) return direct.value
  if (direct !== undefined) return direct
  const [key = '', ...rest] = path.split('.')
  return rest.length === 0 ? undefined : valueAt(config, [key, 'value', ...rest].join('.'))
}

/** A key may itself contain dots, so the whole path is tried first. */
function valueAt(tree: Record<string, unknown>, path: string): unknown {
  if (Object.hasOwn(tree, path)) return tree[path]
  const dot = path.indexOf('.')
  if (dot < 0) return undefined
  const next = Object.hasOwn(tree, path.slice(0, dot)) ? tree[path.slice(0, dot)] : undefined
  return typeof next === 'object' && next !== null
    ? valueAt(next as Record<string, unknown>, path.slice(dot + 1))
    : undefined
}

function sortKey(value: unknown): number | string {
  if (value instanceof Date) return value.getTime()
  return typeof value === 'number' ? value : String(value ?? '')
}

function compareKeys(left: number | string, right: number | string): number {
  if (typeof left === 'number' && typeof right === 'number') return left - right
  return String(left) < String(right) ? -1 : Number(String(left) > String(right))
}
