/** The REST endpoint: who may call what, and the table of operations. */
import { acceptedPermissions, canSee, holds, type Permission } from './access.ts'
import { type Answer, Refused, refusal } from './answer.ts'
import { artifactOperations } from './artifacts.ts'
import type { Operation } from './openapi.ts'
import { attestationOperations } from './rest-attestations.ts'
import { gitOperations } from './rest-git.ts'
import { pullOperations } from './rest-pulls.ts'
import { repoOperations } from './rest-repos.ts'
import { findRepo, type GithubState, type Repo, type Token, type World } from './state.ts'

/** One call that has found its operation. */
export interface Call extends World {
  readonly apiUrl: string
  /** Where archives of artifacts lie, and the signature that it wants. */
  readonly storageUrl: string
  readonly storageKey: string
  readonly token: Token
  readonly path: string
  readonly params: Readonly<Record<string, string>>
  readonly query: Readonly<Record<string, string>>
  readonly headers: Readonly<Record<string, string>>
  readonly body: Readonly<Record<string, unknown>>
}

export interface RepoCall extends Call {
  readonly repo: Repo
}

/** An operation below `/repos/{owner}/{repo}`, and the permissions of which one is needed. */
export interface RepoOperation {
  readonly oneOf: readonly Permission[]
  readonly run: (call: RepoCall) => Answer
}

const inRepo: Readonly<Record<string, RepoOperation>> = {
  ...repoOperations,
  ...gitOperations,
  ...pullOperations,
  ...artifactOperations,
  ...attestationOperations,
}

/** Answers an operation; permissions are checked as GitHub does, in its words and headers. */
export function answerRest(call: Call, operation: Operation, elsewhere: (id: string, call: Call) => Answer): Answer {
  const handler = inRepo[operation.id]
  try {
    return handler === undefined ? elsewhere(operation.id, call) : answerInRepo(call, handler)
  } catch (error) {
    if (error instanceof Refused) return error.answer
    throw error
  }
}

function answerInRepo(call: Call, handler: RepoOperation): Answer {
  const repo = visibleRepo(call.state, call)
  const headers = { 'x-accepted-github-permissions': acceptedPermissions(handler.oneOf) }
  if (!holds(call.token, repo, handler.oneOf)) {
    const needsContents = handler.oneOf.some((permission) => permission['contents'] !== undefined)
    const hidden = needsContents && repo.visibility === 'private'
    if (hidden) return refusal(404, 'Not Found', { headers })
    return refusal(403, 'Resource not accessible by integration', { headers })
  }
  const answer = handler.run({ ...call, repo })
  return { ...answer, headers: { ...headers, ...answer.headers } }
}

function visibleRepo(state: GithubState, call: Call): Repo {
  const repo = findRepo(state, `${call.params['owner']}/${call.params['repo']}`)
  if (repo === undefined || !canSee(state, repo, call.token)) throw new Refused(refusal(404, 'Not Found'))
  return repo
}
