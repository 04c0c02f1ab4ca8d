import { listen, type ServiceAnswer, type ServiceCall, type ServiceListener } from '../services/listener.ts'
import { matching } from './query.ts'
import type { SnowRow, SnowState } from './state.ts'

export interface SnowSandbox extends ServiceListener {
  readonly state: SnowState
}

/** Starts an instance with the Table API and the token endpoint. */
export async function startServiceNow(state: SnowState, now: () => number = Date.now): Promise<SnowSandbox> {
  const listener = await listen((call) => answer(state, call), now)
  return { ...listener, state }
}

function answer(state: SnowState, call: ServiceCall): ServiceAnswer {
  if (state.asleep) return { status: 200, body: '<html><body>Your instance is hibernating.</body></html>' }
  if (call.path === '/oauth_token.do' && call.method === 'POST') return token(state, call.form)
  if (call.method !== 'GET') return refusal(405, 'Method not supported')
  const readable = tablesOf(state, call.authorization)
  if (readable === null) return refusal(401, 'User Not Authenticated')
  const [, table] = /^\/api\/now\/table\/(\w+)$/.exec(call.path) ?? []
  const rows = table === undefined ? undefined : state.tables[table]
  if (table === undefined || rows === undefined) return refusal(400, `Invalid table ${table ?? ''}`)
  if (!readable.includes(table)) return refusal(403, 'Insufficient rights to query records')
  return list(state, table, rows, call.query)
}

function token(state: SnowState, form: URLSearchParams): ServiceAnswer {
  const client = state.clients.find(
    ({ id, secret }) => id === form.get('client_id') && secret === form.get('client_secret'),
  )
  if (client === undefined || form.get('grant_type') !== 'client_credentials') {
    return { status: 401, body: { error: 'server_error', error_description: 'access_denied' } }
  }
  return {
    status: 200,
    body: { access_token: client.token, scope: 'useraccount', token_type: 'Bearer', expires_in: 1799 },
  }
}

function tablesOf(state: SnowState, authorization: string): readonly string[] | null {
  const login = state.logins.find(
    ({ user, password }) => authorization === `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`,
  )
  if (login !== undefined) return login.tables
  const isClient = state.clients.some((client) => authorization === `Bearer ${client.token}`)
  return isClient ? Object.keys(state.tables) : null
}

/** The limit comes before access rules: hidden rows are counted, and make a page look short. */
function list(state: SnowState, table: string, rows: readonly SnowRow[], query: URLSearchParams): ServiceAnswer {
  const found = matching(rows, query.get('sysparm_query') ?? '', state.strictQueries)
  const page = found.slice(0, Number(query.get('sysparm_limit') ?? 10_000))
  const seen = page.filter((row) => !state.hiddenRows.includes(row['sys_id'] ?? ''))
  const fields = (query.get('sysparm_fields') ?? '').split(',')
  const display = query.get('sysparm_display_value') ?? 'false'
  return {
    status: 200,
    body: { result: seen.map((row) => rowAnswer(state, table, row, fields, display)) },
    headers: { 'X-Total-Count': String(found.length) },
  }
}

function rowAnswer(
  state: SnowState,
  table: string,
  row: SnowRow,
  fields: readonly string[],
  display: string,
): Readonly<Record<string, unknown>> {
  const shown = fields.filter((field) => field in row && !state.hiddenColumns.includes(`${table}.${field}`))
  return Object.fromEntries(
    shown.map((field) => {
      const value = row[field] ?? ''
      const label = state.labels[field]?.[value] ?? value
      if (display === 'all') return [field, { display_value: label, value }]
      return [field, display === 'true' ? label : value]
    }),
  )
}

function refusal(status: number, message: string): ServiceAnswer {
  return { status, body: { error: { message, detail: 'Required to provide Auth information' }, status: 'failure' } }
}
