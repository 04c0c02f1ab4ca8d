import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Answer, type Call, failure } from './answer.ts'
import { attributedUser, authenticate } from './authentication.ts'
import type { Context } from './context.ts'
import { DomainError } from './domain-error.ts'
import { addedHeaders, replacement } from './fault-answer.ts'
import { FaultQueue } from './faults.ts'
import { answerArtifactDownload, answerAuditLogs, answerFileStream, answerStorage } from './file-endpoints.ts'
import { answerGraphql, type GraphqlRequest, readGraphqlRequest } from './graphql-endpoint.ts'
import { answerOidc } from './oidc-endpoint.ts'
import { wandbSchema } from './schema.ts'
import { emptyState, loadState, saveState, type WandbState } from './state.ts'

export { FaultQueue } from './faults.ts'
export { LEGACY_FIELDS, wandbSchema } from './schema.ts'
export { emptyState, type WandbState } from './state.ts'

export interface WandbOptions {
  /** 0 or absent: a free port. */
  readonly port?: number
  /** Path prefix of every endpoint, such as `/wandb`. */
  readonly basePath?: string
  readonly state?: WandbState
  /** Read at the start, written after every request that changed something. */
  readonly stateFile?: string
  readonly latencyMs?: number
  readonly now?: () => number
}

export interface LoggedRequest {
  readonly at: number
  readonly method: string
  readonly path: string
  readonly operationName: string | null
  readonly fields: readonly string[]
  readonly query?: string
  readonly variables?: Readonly<Record<string, unknown>>
  /** 0: the connection was reset. */
  status: number
  /** Without credentials: `authorization` holds only its scheme. */
  readonly headers: Readonly<Record<string, string>>
}

export interface WandbSandbox {
  readonly url: string
  readonly state: WandbState
  readonly requests: readonly LoggedRequest[]
  readonly faults: FaultQueue
  setClock(offsetMs: number): void
  setLatency(ms: number): void
  close(): Promise<void>
}

interface Sandbox {
  readonly state: WandbState
  readonly requests: LoggedRequest[]
  readonly faults: FaultQueue
  readonly basePath: string
  readonly stateFile: string | undefined
  readonly now: () => number
  latencyMs: number
  url: string
  storageUrl: string
  saved: string
}

/** Starts a W&B server on the loopback interface. The object store has a port of its own, as a cloud bucket has. */
export async function startWandb(options: WandbOptions = {}): Promise<WandbSandbox> {
  const kept = options.stateFile === undefined ? undefined : loadState(options.stateFile)
  const now = options.now ?? Date.now
  const state = kept ?? options.state ?? emptyState()
  const sandbox: Sandbox = {
    state,
    requests: [],
    faults: new FaultQueue(),
    basePath: (options.basePath ?? '').replace(/\/+$/, ''),
    stateFile: options.stateFile,
    now: () => now() + state.clockOffsetMs,
    latencyMs: options.latencyMs ?? 0,
    url: '',
    storageUrl: '',
    saved: '',
  }
  const listener = (request: IncomingMessage, response: ServerResponse) => void serve(sandbox, request, response)
  const api = createServer(listener)
  const store = createServer(listener)
  sandbox.url = (await listen(api, options.port ?? 0)) + sandbox.basePath
  sandbox.storageUrl = await listen(store, 0)
  save(sandbox)
  return {
    url: sandbox.url,
    state,
    requests: sandbox.requests,
    faults: sandbox.faults,
    setClock: (offsetMs) => {
      state.clockOffsetMs = offsetMs
    },
    setLatency: (ms) => {
      sandbox.latencyMs = ms
    },
    close: async () => {
      await Promise.all([stop(api), stop(store)])
    },
  }
}

async function serve(sandbox: Sandbox, request: IncomingMessage, response: ServerResponse): Promise<void> {
  try {
    const body = await readBody(request)
    const url = new URL(request.url ?? '/', 'http://loopback')
    const path = decodePath(url.pathname)
    const inside = path.startsWith(`${sandbox.basePath}/`) ? path.slice(sandbox.basePath.length) : path
    const call: Call = {
      method: request.method ?? 'GET',
      path: inside,
      query: url.searchParams,
      headers: request.headers,
      body,
    }
    const graphql = inside === '/graphql' ? readGraphqlRequest(body) : null
    const entry = logRequest(sandbox, call, graphql)
    const known = path.startsWith(`${sandbox.basePath}/`) || path.startsWith('/storage/')
    await sleep(sandbox.latencyMs)
    const answer = await answerWithFaults(sandbox, { call, graphql, entry, known, rawPath: url.pathname })
    if (answer === 'drop') request.socket.resetAndDestroy()
    else send(sandbox, response, answer, entry)
  } catch {
    // The client went away while its request was being read.
    request.socket.destroy()
  }
}

interface Exchange {
  readonly call: Call
  readonly graphql: GraphqlRequest | null
  readonly entry: LoggedRequest
  readonly known: boolean
  readonly rawPath: string
}

async function answerWithFaults(sandbox: Sandbox, exchange: Exchange): Promise<Answer | 'drop'> {
  const { call, graphql } = exchange
  const actions = sandbox.faults.take({
    nth: sandbox.requests.indexOf(exchange.entry) + 1,
    method: call.method,
    path: call.path,
    operationName: graphql?.operationName ?? null,
    fields: exchange.entry.fields,
  })
  for (const action of actions) {
    if (typeof action === 'object' && 'delayMs' in action) await sleep(action.delayMs)
    if (typeof action === 'object' && 'before' in action) action.before(sandbox.state)
  }
  if (actions.includes('drop-before')) return 'drop'
  const instead = replacement(actions, graphql)
  const answer = instead?.execute === false ? instead.answer : await answerSafely(sandbox, exchange)
  for (const action of actions) if (typeof action === 'object' && 'after' in action) action.after(sandbox.state)
  save(sandbox)
  if (actions.includes('drop-after')) return 'drop'
  const final = instead?.answer ?? answer
  return { ...final, headers: { ...final.headers, ...addedHeaders(actions) } }
}

async function answerSafely(sandbox: Sandbox, exchange: Exchange): Promise<Answer> {
  try {
    return await route(sandbox, exchange)
  } catch (error) {
    if (error instanceof DomainError) return failure(error.status, error.message)
    return failure(500, `sandbox: ${error instanceof Error ? error.message : String(error)}`)
  }
}

async function route(sandbox: Sandbox, { call, graphql, known, rawPath }: Exchange): Promise<Answer> {
  const now = sandbox.now()
  if (!known) return failure(404, 'not found')
  if (call.path === '/oidc/token' && call.method === 'POST') return answerOidc(sandbox.state, call, now)
  const storage = call.path.startsWith('/storage/')
  const user = authenticate(sandbox.state, call, now)
  if (user === undefined && !storage) return failure(401, 'unauthorized')
  const context: Context = {
    state: sandbox.state,
    user: user ?? null,
    now,
    baseUrl: sandbox.url,
    storageUrl: sandbox.storageUrl,
    attributedTo: attributedUser(sandbox.state, call, user ?? null),
  }
  if (storage) return answerStorage(context, call)
  if (call.path === '/graphql' && call.method === 'POST') {
    if (graphql === null) return failure(400, 'the body is not a GraphQL request')
    return answerGraphql(wandbSchema(sandbox.state.switches.removedFields), graphql, context)
  }
  const parts = rawPath.slice(sandbox.basePath.length).split('/').slice(1).map(decodeURIComponent)
  if (parts[0] === 'files' && parts[4] === 'file_stream') return answerFileStream(context, call, parts.slice(1, 4))
  if (parts[0] === 'artifactsV2') return answerArtifactDownload(context, parts.slice(1))
  if (parts[0] === 'audit_logs' || parts.slice(0, 2).join('/') === 'admin/audit_logs') return answerAuditLogs(context)
  return failure(404, 'not found')
}

function send(sandbox: Sandbox, response: ServerResponse, answer: Answer, entry: LoggedRequest): void {
  entry.status = answer.status
  const bytes = Buffer.from(answer.body)
  response.sendDate = false
  response.writeHead(answer.status, {
    Date: new Date(sandbox.now()).toUTCString(),
    'RateLimit-Limit': '1000',
    'RateLimit-Remaining': '999',
    'RateLimit-Reset': '1',
    'Content-Length': String(bytes.length),
    ...answer.headers,
  })
  response.end(bytes)
}

function logRequest(sandbox: Sandbox, call: Call, graphql: GraphqlRequest | null): LoggedRequest {
  const entry: LoggedRequest = {
    at: sandbox.now(),
    method: call.method,
    path: call.path,
    operationName: graphql?.operationName ?? null,
    fields: graphql?.fields.map((field) => field.name) ?? [],
    ...(graphql === null ? {} : { query: graphql.query, variables: graphql.variables }),
    status: 0,
    headers: Object.fromEntries(
      Object.entries(call.headers).map(([name, value]) => [
        name,
        name === 'authorization' ? (String(value).split(' ')[0] ?? '') : String(value),
      ]),
    ),
  }
  sandbox.requests.push(entry)
  return entry
}

function save(sandbox: Sandbox): void {
  if (sandbox.stateFile === undefined) return
  const text = JSON.stringify(sandbox.state)
  if (text === sandbox.saved) return
  sandbox.saved = text
  saveState(sandbox.stateFile, sandbox.state)
}

async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks)
}

function decodePath(path: string): string {
  try {
    return decodeURIComponent(path)
  } catch {
    return path
  }
}

async function listen(server: Server, port: number): Promise<string> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', resolve)
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

async function stop(server: Server): Promise<void> {
  server.closeAllConnections()
  await new Promise<void>((resolve) => server.close(() => resolve()))
}
