/** A GitHub on the loopback interface: strict, stateful, and with faults on request. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import { refusal } from './answer.ts'
import { type ArtifactStorage, startStorage } from './artifacts.ts'
import { answerTo, logEntry, type Running } from './dispatch.ts'
import { createFaultQueue, type FaultQueue, type LoggedRequest } from './faults.ts'
import { prepareOidc } from './oidc.ts'
import { loadDescription } from './openapi.ts'
import { emptyState, type GithubState, type World } from './state.ts'
import { readState, writeState } from './state-file.ts'
import { answerOfFault, readRequest, writeAnswer } from './wire.ts'

export interface GithubOptions {
  /** Default: a free one. */
  readonly port?: number
  /** Paths as on GitHub Enterprise Server: `/api/v3` and `/api/graphql`. */
  readonly enterprise?: boolean
  readonly state?: GithubState
  /** Read at start if it exists, and written after every change. */
  readonly stateFile?: string
  readonly latencyMs?: number
  /** Milliseconds since 1970. */
  readonly now?: () => number
  /** Origin to write into `html_url` and the like, for output that does not change with the port. */
  readonly publicUrl?: string
}

export interface GithubSandbox extends World {
  readonly apiUrl: string
  readonly graphqlUrl: string
  readonly serverUrl: string
  readonly oidc: { readonly requestUrl: string; readonly requestToken: string; readonly issuer: string }
  readonly requests: readonly LoggedRequest[]
  /** What a client asked against GitHub's schema, and what the sandbox answered against it. Tests expect none. */
  readonly violations: readonly string[]
  readonly faults: FaultQueue
  readonly storage: ArtifactStorage
  /** Stops the clock at this moment, in milliseconds; builders and answers use it. */
  setClock(ms: number): void
  setLatency(ms: number): void
  close(): Promise<void>
}

/** Starts a sandbox; it answers when the promise resolves, and `close` frees the port at once. */
export async function startGithub(options: GithubOptions = {}): Promise<GithubSandbox> {
  const description = await loadDescription()
  const state =
    options.state ?? (options.stateFile === undefined ? undefined : readState(options.stateFile)) ?? emptyState()
  const requestToken = prepareOidc(state)
  const server = createServer((request, response) => {
    serve(running, request, response).catch((error: unknown) => {
      running.violations.push(`sandbox: ${error instanceof Error ? error.stack : String(error)}`)
      const wire = { now: running.now(), serial: running.requests.length }
      writeAnswer(response, refusal(500, `sandbox: ${error}`), wire)
    })
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(options.port ?? 0, '127.0.0.1', resolve)
  })
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const storage = await startStorage(state)
  const settings: Running['settings'] = { latencyMs: options.latencyMs ?? 0, frozenAt: undefined }
  const running: Running = {
    state,
    origin,
    serverUrl: options.publicUrl ?? origin,
    restPath: options.enterprise === true ? '/api/v3' : '',
    graphqlPath: options.enterprise === true ? '/api/graphql' : '/graphql',
    issuer: `${origin}/_services/token`,
    description,
    requests: [],
    violations: [],
    faults: createFaultQueue(),
    settings,
    storage,
    now: () => settings.frozenAt ?? (options.now ?? Date.now)(),
    changed: () => {
      if (options.stateFile !== undefined) writeState(options.stateFile, state)
    },
  }
  running.changed()
  const { serverUrl, now, changed, requests, violations, faults } = running
  return {
    ...{ state, serverUrl, now, changed, requests, violations, faults },
    apiUrl: origin + running.restPath,
    graphqlUrl: origin + running.graphqlPath,
    oidc: { requestUrl: `${origin}/_services/idtoken?api-version=2.0`, requestToken, issuer: running.issuer },
    setClock: (ms) => {
      settings.frozenAt = ms
    },
    setLatency: (ms) => {
      settings.latencyMs = ms
    },
    storage,
    close: async () => {
      await storage.close()
      await new Promise<void>((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      })
    },
  }
}

async function serve(running: Running, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const incoming = await readRequest(running.origin, request)
  const logged = logEntry(running, incoming)
  const index = running.requests.push(logged) - 1
  if (running.settings.latencyMs > 0) await wait(running.settings.latencyMs)
  const actions = running.faults.take(logged)
  for (const action of actions) {
    if (action.kind === 'drop-before') return void request.socket.destroy()
    if (action.kind === 'delay') await wait(action.ms, undefined, { ref: false })
    if (action.kind === 'callback' && action.when === 'before') changeState(running, action.run)
  }
  const answer = answerOfFault(actions) ?? (await answerTo(running, incoming, logged))
  for (const action of actions) {
    if (action.kind === 'callback' && action.when === 'after') changeState(running, action.run)
    if (action.kind === 'drop-after') return void request.socket.destroy()
  }
  running.requests[index] = { ...logged, status: answer.status }
  writeAnswer(response, answer, { now: running.now(), serial: index + 1, actions })
}

function changeState(running: Running, change: (state: GithubState) => void): void {
  change(running.state)
  running.changed()
}
