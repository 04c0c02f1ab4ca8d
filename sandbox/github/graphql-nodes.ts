/** GraphQL objects of git: references, commits, tree entries, blobs, people. */
import { GraphQLError } from 'graphql'
import { acceptedPermissions, holds, isAdmin, type Permission } from './access.ts'
import { bytesOf, findInTree, type TreeItem } from './git-objects.ts'
import { ancestors, changes, commitAt } from './history.ts'
import { pullsOfCommit } from './pulls.ts'
import {
  type Commit,
  findUser,
  type GithubState,
  type PullRequest,
  type Repo,
  type Signature,
  type Token,
  type World,
} from './state.ts'

/** An object whose missing fields are reported as not built; a function is called with the field's arguments. */
export type Node = Readonly<Record<string, unknown>>
export type Args = Readonly<Record<string, unknown>>

export interface Asked {
  readonly world: World
  readonly state: GithubState
  readonly token: Token
}

export interface InRepo extends Asked {
  readonly repo: Repo
  readonly pullNode: (asked: InRepo, pull: PullRequest) => Node
}

const maxTextBytes = 512_000

/** An error in GitHub's shape: `type` is lifted to the top by the endpoint. */
export function failure(type: string, message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { type } })
}

/** Throws FORBIDDEN unless the token holds one of the permissions. */
export function demand(asked: InRepo, ...oneOf: readonly Permission[]): void {
  if (holds(asked.token, asked.repo, oneOf)) return
  throw new GraphQLError('Resource not accessible by integration', {
    extensions: { type: 'FORBIDDEN', accepted: acceptedPermissions(oneOf) },
  })
}

/** Throws when a field is asked with an argument that the sandbox would ignore. */
export function only(args: Args, ...known: readonly string[]): void {
  for (const name of Object.keys(args)) {
    if (!known.includes(name)) throw failure('NOT_IMPLEMENTED', `sandbox: argument ${name} is not implemented`)
  }
}

/** Throws unless the order asked for is the one in which the sandbox lists things anyway. */
export function oldestFirst(args: Args, field: string): void {
  const order = args['orderBy'] as { field?: string; direction?: string } | undefined | null
  if (order && (order.field !== field || order.direction !== 'ASC')) {
    throw failure('NOT_IMPLEMENTED', 'sandbox: this orderBy is not implemented')
  }
}

/** A page of `items` in GitHub's connection shape, with GitHub's rules on `first` and `last`. */
export function connection<T>(name: string, args: Args, items: readonly T[], node: (item: T) => Node): Node {
  const { first, last } = args
  if (typeof first !== 'number' && typeof last !== 'number') {
    const message = `You must provide a \`first\` or \`last\` value to properly paginate the \`${name}\` connection.`
    throw failure('MISSING_PAGINATION_BOUNDARIES', message)
  }
  const [word, size] = typeof first === 'number' ? ['first', first] : ['last', Number(last)]
  if (size > 100 || size < 1) {
    const message = `Requesting ${size} records on the \`${name}\` connection exceeds the \`${word}\` limit of 100 records.`
    throw failure('EXCESSIVE_PAGINATION', message)
  }
  const after = cursorIndex(args['after'], -1) + 1
  const before = cursorIndex(args['before'], items.length)
  const start = word === 'first' ? after : Math.max(after, before - size)
  const end = word === 'first' ? Math.min(before, after + size) : before
  const page = items.slice(start, end)
  return {
    totalCount: items.length,
    pageInfo: {
      startCursor: page.length === 0 ? null : cursor(start),
      endCursor: page.length === 0 ? null : cursor(start + page.length - 1),
      hasNextPage: end < items.length,
      hasPreviousPage: start > 0,
    },
    nodes: page.map(node),
    edges: page.map((item, index) => ({ cursor: cursor(start + index), node: node(item) })),
  }
}

function cursor(index: number): string {
  return Buffer.from(`cursor:v2:${index}`).toString('base64')
}

function cursorIndex(value: unknown, absent: number): number {
  if (value === undefined || value === null) return absent
  const match = /^cursor:v2:(\d+)$/.exec(Buffer.from(String(value), 'base64').toString())
  if (match === null) throw failure('INVALID_CURSOR_ARGUMENTS', `\`${value}\` does not appear to be a valid cursor.`)
  return Number(match[1])
}

/** A user or bot; GraphQL names a bot without the `[bot]` that REST writes. Null for a deleted account. */
export function actorNode(asked: Asked, login: string | null): Node | null {
  const user = login === null ? undefined : findUser(asked.state, login)
  if (user === undefined) return null
  const url = `${asked.world.serverUrl}/${user.login}`
  const shared = { __typename: user.type, databaseId: user.id, url, avatarUrl: `${url}.png` }
  if (user.type === 'Bot') return { ...shared, id: `BOT_${user.id}`, login: user.login.replace(/\[bot\]$/, '') }
  return { ...shared, id: `U_${user.id}`, login: user.login, name: user.name }
}

export function refNode(asked: InRepo, branch: string): Node | null {
  const oid = asked.repo.branches[branch]
  if (oid === undefined) return null
  const target = () => commitNode(asked, commitAt(asked.repo, oid))
  const refUpdateRule = () => updateRuleNode(asked, branch)
  return { id: `REF_${asked.repo.id}_${branch}`, name: branch, prefix: 'refs/heads/', target, refUpdateRule }
}

/** What people who do not administer the repository see of a branch's protection; null: it has none. */
function updateRuleNode({ repo, token, state }: InRepo, branch: string): Node | null {
  const reviews = repo.requiredReviews[branch]
  const isOwned = repo.codeOwners?.[branch]?.by === 'protection'
  if (reviews === undefined && !isOwned) return null
  return {
    pattern: branch,
    requiredApprovingReviewCount: reviews ?? 1,
    requiresCodeOwnerReviews: isOwned,
    ...{ allowsDeletions: false, allowsForcePushes: false, blocksCreations: false, requiredStatusCheckContexts: [] },
    ...{ requiresConversationResolution: false, requiresLinearHistory: false, requiresSignatures: false },
    viewerAllowedToDismissReviews: isAdmin(state, repo, token),
    viewerCanPush: holds(token, repo, [{ contents: 'write' }]),
  }
}

export function commitNode(asked: InRepo, commit: Commit): Node {
  const { repo } = asked
  return {
    __typename: 'Commit',
    id: `C_${commit.oid}`,
    oid: commit.oid,
    abbreviatedOid: commit.oid.slice(0, 7),
    url: `${asked.world.serverUrl}/${repo.owner}/${repo.name}/commit/${commit.oid}`,
    message: commit.message,
    messageHeadline: commit.message.split('\n')[0],
    authoredDate: commit.author.date,
    committedDate: commit.committer.date,
    file: ({ path }: { path: string }) => contents(asked, () => entryNode(findInTree(commit.tree, path))),
    author: gitActorNode(asked, commit.author),
    committer: gitActorNode(asked, commit.committer),
    authors: (args: Args) =>
      connection('authors', args, [commit.author, ...commit.coAuthors], (who) => gitActorNode(asked, who)),
    changedFilesIfAvailable: () => changes(parentTree(repo, commit), commit.tree).length,
    parents: (args: Args) =>
      connection('parents', args, commit.parents, (oid) => commitNode(asked, commitAt(repo, oid))),
    history: (args: Args) => {
      only(args, 'first', 'last', 'after', 'before')
      return contents(asked, () =>
        connection('history', args, ancestors(repo, commit.oid), (item) => commitNode(asked, item)),
      )
    },
    associatedPullRequests: (args: Args) => {
      only(args, 'first', 'last', 'after', 'before', 'orderBy')
      oldestFirst(args, 'CREATED_AT')
      demand(asked, { pull_requests: 'read' })
      const pulls = pullsOfCommit(repo, commit.oid)
      return connection('associatedPullRequests', args, pulls, (pull) => asked.pullNode(asked, pull))
    },
  }
}

function parentTree(repo: Repo, commit: Commit) {
  const [first] = commit.parents
  return first === undefined ? {} : commitAt(repo, first).tree
}

function contents<T>(asked: InRepo, read: () => T): T {
  demand(asked, { contents: 'read' })
  return read()
}

function entryNode(item: TreeItem | undefined): Node | null {
  if (item === undefined) return null
  const { entry } = item
  return {
    name: item.name,
    path: item.path,
    oid: item.oid,
    // GitHub gives the mode as a number: 0o100644 is 33188.
    mode: Number.parseInt(item.mode, 8),
    type: item.type,
    size: entry === undefined ? 0 : bytesOf(entry).length,
    object: () => {
      if (item.type === 'commit') return null
      return entry === undefined ? { __typename: 'Tree', oid: item.oid } : blobNode(item.oid, bytesOf(entry))
    },
  }
}

export function blobNode(oid: string, bytes: Buffer): Node {
  const binary = bytes.includes(0) || !Buffer.from(bytes.toString('utf8')).equals(bytes)
  const isTruncated = bytes.length > maxTextBytes
  return {
    __typename: 'Blob',
    id: `B_${oid}`,
    oid,
    byteSize: bytes.length,
    isBinary: binary,
    isTruncated,
    text: binary ? null : bytes.subarray(0, maxTextBytes).toString('utf8'),
  }
}

function gitActorNode(asked: Asked, who: Signature): Node {
  const { name, email, date, login } = who
  // The field's type is User, so a bot's commit has none, as if GitHub did not know the address.
  const isUser = login !== null && findUser(asked.state, login)?.type === 'User'
  return { name, email, date, user: () => (isUser ? actorNode(asked, login) : null) }
}
