/** Holds every REST request and answer to GitHub's own OpenAPI description. */
import { readFileSync } from 'node:fs'
import { type Document, OpenAPIBackend } from 'openapi-backend'

export interface Operation {
  readonly id: string
  readonly params: Readonly<Record<string, string>>
}

export interface Description {
  /** The operation of a decoded path, or undefined when the sandbox has none. */
  find(method: string, path: string): Operation | undefined
  requestProblems(operation: Operation, request: RequestParts): string[]
  answerProblems(operation: Operation, status: number, body: unknown): string[]
}

export interface RequestParts {
  readonly headers: Readonly<Record<string, string>>
  readonly query: Readonly<Record<string, string>>
  readonly body: unknown
}

interface Route {
  readonly id: string
  readonly method: string
  readonly template: string
  readonly pattern: RegExp
  readonly names: readonly string[]
}

// GitHub lets slashes stand unescaped in these.
const manySegments = ['path', 'basehead', 'branch', 'ref']
const loaded = new Map<string, Promise<Description>>()

/** Reads the committed subset of GitHub's description, once a process. */
export function loadDescription(): Promise<Description> {
  const known = loaded.get('github')
  if (known !== undefined) return known
  const loading = readDescription()
  loaded.set('github', loading)
  return loading
}

async function readDescription(): Promise<Description> {
  const text = readFileSync(new URL('generated/openapi-subset.json', import.meta.url), 'utf8')
  const backend = new OpenAPIBackend({
    definition: JSON.parse(text) as Document,
    quick: true,
    validate: true,
    ajvOpts: { strict: false, allErrors: true, formats: formats() },
    coerceTypes: true,
  })
  await backend.init()
  const routes = routesOf(JSON.parse(text) as { paths: Record<string, Record<string, { operationId: string }>> })
  return {
    find: (method, path) => {
      for (const route of routes) {
        const match = route.method === method ? route.pattern.exec(path) : null
        if (match === null) continue
        return {
          id: route.id,
          params: Object.fromEntries(route.names.map((name, index) => [name, match[index + 1] ?? ''])),
        }
      }
      return undefined
    },
    requestProblems: (operation, request) => {
      const route = routes.find((item) => item.id === operation.id)
      if (route === undefined) return ['no such operation']
      const path = route.template.replace(/\{([^}]+)\}/g, (_, name: string) =>
        encodeURIComponent(operation.params[name] ?? ''),
      )
      const asked = { method: route.method, path, headers: { ...request.headers }, query: { ...request.query } }
      const body = request.body === undefined ? {} : { body: request.body }
      return problems(backend.validator.validateRequest({ ...asked, ...body }, operation.id))
    },
    answerProblems: (operation, status, body) =>
      problems(backend.validator.validateResponse(body, operation.id, status)),
  }
}

function routesOf(definition: { paths: Record<string, Record<string, { operationId: string }>> }): Route[] {
  const routes: Route[] = []
  for (const [template, methods] of Object.entries(definition.paths)) {
    const names = [...template.matchAll(/\{([^}]+)\}/g)].map((match) => match[1] ?? '')
    const source = template.replace(/\{([^}]+)\}/g, (_, name: string) =>
      manySegments.includes(name) ? '(.+)' : '([^/]+)',
    )
    for (const [method, operation] of Object.entries(methods)) {
      routes.push({
        id: operation.operationId,
        method: method.toUpperCase(),
        template,
        pattern: new RegExp(`^${source}$`),
        names,
      })
    }
  }
  // The more fixed text, the more specific: `commits/{sha}/pulls` goes before `commits/{ref}`.
  const fixed = (route: Route) => route.template.replace(/\{[^}]+\}/g, '').length
  return routes.sort((a, b) => fixed(b) - fixed(a))
}

function problems(result: {
  errors?: readonly { instancePath: string; message?: string; params: unknown }[] | null
}): string[] {
  return (result.errors ?? []).map((error) => `${error.instancePath} ${error.message} ${JSON.stringify(error.params)}`)
}

function formats(): Record<string, RegExp | true> {
  const dateTime = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/
  return {
    'date-time': dateTime,
    timestamp: dateTime,
    uri: /^[a-z][a-z0-9+.-]*:/i,
    email: /@/,
    'uri-template': true,
    repo_and_owner: true,
    'ssh-key': true,
    int32: true,
    int64: true,
    uuid: true,
    date: true,
    hostname: true,
  }
}
