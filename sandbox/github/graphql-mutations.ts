/** GraphQL mutations of branches, commits and pull requests, refused where GitHub refuses them. */
import { canSee, type Permission } from './access.ts'
import {
  type Args,
  type Asked,
  actorNode,
  commitNode,
  demand,
  failure,
  type InRepo,
  type Node,
  only,
  refNode,
} from './graphql-nodes.ts'
import { pullNode } from './graphql-pulls.ts'
import { commitsBetween } from './history.ts'
import { commit, setBranch } from './seed.ts'
import { openPullRequest } from './seed-pulls.ts'
import { type FileEntry, findRepo, fullNameOf, type PullRequest, type Repo, timestamp } from './state.ts'

const write: Permission = { contents: 'write' }
const maxBody = 65_536

/** Fields of the root of every mutation. */
export function mutationFields(asked: Asked): Node {
  return {
    createRef: ({ input }: Args) => createRef(asked, input as Args),
    createCommitOnBranch: ({ input }: Args) => createCommitOnBranch(asked, input as Args),
    createPullRequest: ({ input }: Args) => createPullRequest(asked, input as Args),
    updatePullRequest: ({ input }: Args) => updatePullRequest(asked, input as Args),
  }
}

function createRef(asked: Asked, input: Args): Node {
  only(input, 'repositoryId', 'name', 'oid', 'clientMutationId')
  const inRepo = within(asked, repositoryById(asked, String(input['repositoryId'])))
  demand(inRepo, write)
  const { repo } = inRepo
  const name = String(input['name'])
  const branch = name.replace(/^refs\/heads\//, '')
  if (!isBranchName(branch) || branch === name) throw unprocessable(`${name} is not a valid ref name.`)
  if (repo.branches[branch] !== undefined) {
    throw unprocessable(`A ref named "${name}" already exists in the repository.`)
  }
  const rival = Object.keys(repo.branches).find(
    (each) => each.startsWith(`${branch}/`) || branch.startsWith(`${each}/`),
  )
  if (rival !== undefined) throw unprocessable(`Reference cannot be created: refs/heads/${rival} exists.`)
  const oid = String(input['oid'])
  if (repo.commits[oid] === undefined) throw unprocessable(`No commit found for SHA: ${oid}`)
  setBranch(asked.world, fullNameOf(repo), branch, oid)
  return { clientMutationId: null, ref: refNode(inRepo, branch) }
}

function createCommitOnBranch(asked: Asked, input: Args): Node {
  only(input, 'branch', 'expectedHeadOid', 'message', 'fileChanges', 'clientMutationId')
  const branch = input['branch'] as { repositoryNameWithOwner?: string; branchName: string }
  const inRepo = within(asked, repositoryNamed(asked, branch.repositoryNameWithOwner ?? ''))
  demand(inRepo, write)
  const { repo } = inRepo
  const head = repo.branches[branch.branchName]
  if (head === undefined) throw failure('NOT_FOUND', `Branch ${branch.branchName} does not exist.`)
  const expected = String(input['expectedHeadOid'])
  if (head !== expected) {
    const message = `Expected branch to point to "${expected}" but it did not.  Pull and try again.`
    throw failure('STALE_DATA', message)
  }
  const message = input['message'] as { headline: string; body?: string | null }
  if (message.headline.trim() === '') throw unprocessable('A commit message headline is required.')
  const made = commit(asked.world, fullNameOf(repo), {
    branch: branch.branchName,
    files: changedFiles(input['fileChanges'] as Args | undefined),
    author: asked.token.login,
    committer: 'web-flow',
    message: message.body ? `${message.headline}\n\n${message.body}` : message.headline,
  })
  return { clientMutationId: null, commit: commitNode(inRepo, made), ref: refNode(inRepo, branch.branchName) }
}

function changedFiles(changes: Args | undefined): Record<string, FileEntry | string | null> {
  const { additions = [], deletions = [] } = (changes ?? {}) as {
    additions?: readonly { path: string; contents: string }[]
    deletions?: readonly { path: string }[]
  }
  const files: Record<string, FileEntry | string | null> = {}
  for (const { path, contents } of additions) {
    const bytes = Buffer.from(contents, 'base64')
    if (bytes.toString('base64') !== contents) throw failure('ARGUMENT_ERROR', `${path}: contents is not base64.`)
    const isText = Buffer.from(bytes.toString('utf8')).equals(bytes)
    files[path] = isText ? bytes.toString('utf8') : { mode: '100644', text: contents, encoding: 'base64' }
  }
  for (const { path } of deletions) files[path] = null
  return files
}

function createPullRequest(asked: Asked, input: Args): Node {
  only(
    input,
    'repositoryId',
    'baseRefName',
    'headRefName',
    'title',
    'body',
    'draft',
    'maintainerCanModify',
    'clientMutationId',
  )
  const inRepo = within(asked, repositoryById(asked, String(input['repositoryId'])))
  const { repo } = inRepo
  demand(inRepo, { pull_requests: 'write' })
  if (asked.token.login === 'github-actions[bot]' && repo.actionsOpenPulls === false) {
    throw failure('FORBIDDEN', 'GitHub Actions is not permitted to create or approve pull requests.')
  }
  const [base, head] = [String(input['baseRefName']), String(input['headRefName'])]
  const [baseOid, headOid] = [repo.branches[base], repo.branches[head]]
  if (baseOid === undefined) throw unprocessable('Base ref must be a branch')
  if (headOid === undefined) throw unprocessable('Head ref must be a branch')
  if (commitsBetween(repo, baseOid, headOid).length === 0) throw unprocessable(`No commits between ${base} and ${head}`)
  const open = Object.values(repo.pulls).find(
    (pull) =>
      pull.state === 'open' &&
      pull.headBranch === head &&
      pull.baseBranch === base &&
      pull.headRepo === fullNameOf(repo),
  )
  if (open !== undefined) throw unprocessable(`A pull request already exists for ${repo.owner}:${head}.`)
  const { title, body } = texts(input)
  const made = openPullRequest(asked.world, fullNameOf(repo), {
    ...{ head, base, author: asked.token.login, title: title ?? '', body: body ?? '' },
    draft: input['draft'] === true,
  })
  return { clientMutationId: null, pullRequest: pullNode(inRepo, made) }
}

function updatePullRequest(asked: Asked, input: Args): Node {
  only(input, 'pullRequestId', 'title', 'body', 'clientMutationId')
  const { repo, pull } = pullById(asked, String(input['pullRequestId']))
  const inRepo = within(asked, repo)
  demand(inRepo, { pull_requests: 'write' })
  const { title, body } = texts(input)
  pull.title = title ?? pull.title
  pull.body = body ?? pull.body
  pull.updatedAt = timestamp(asked.world)
  asked.world.changed()
  return { clientMutationId: null, actor: actorNode(asked, asked.token.login), pullRequest: pullNode(inRepo, pull) }
}

function texts({ title, body }: Args): { title: string | undefined; body: string | undefined } {
  if (typeof title === 'string' && title.trim() === '') throw unprocessable("Title can't be blank")
  if (typeof title === 'string' && title.length > 256)
    throw unprocessable('Title is too long (maximum is 256 characters)')
  if (typeof body === 'string' && body.length > maxBody) {
    throw unprocessable(`Body is too long (maximum is ${maxBody} characters)`)
  }
  return { title: typeof title === 'string' ? title : undefined, body: typeof body === 'string' ? body : undefined }
}

function within(asked: Asked, repo: Repo): InRepo {
  return { ...asked, repo, pullNode }
}

function repositoryById(asked: Asked, id: string): Repo {
  const repo = Object.values(asked.state.repos).find((each) => `R_${each.id}` === id)
  if (repo === undefined || !canSee(asked.state, repo, asked.token)) throw notFound(id)
  return repo
}

function repositoryNamed(asked: Asked, name: string): Repo {
  const repo = findRepo(asked.state, name)
  if (repo === undefined || !canSee(asked.state, repo, asked.token)) {
    throw failure('NOT_FOUND', `Could not resolve to a Repository with the name '${name}'.`)
  }
  return repo
}

function pullById(asked: Asked, id: string): { repo: Repo; pull: PullRequest } {
  for (const repo of Object.values(asked.state.repos)) {
    const pull = Object.values(repo.pulls).find((each) => `PR_${each.id}` === id)
    if (pull !== undefined && canSee(asked.state, repo, asked.token)) return { repo, pull }
  }
  throw notFound(id)
}

/** The rules of git-check-ref-format that a name of ours could break. */
function isBranchName(name: string): boolean {
  return (
    name !== '' &&
    !/[\s~^:?*[\\\p{Cc}]|\.\.|\/\/|@\{/u.test(name) &&
    name.split('/').every((part) => !part.startsWith('.') && !part.endsWith('.lock') && part !== '') &&
    !name.endsWith('.') &&
    !name.startsWith('-')
  )
}

function notFound(id: string) {
  return failure('NOT_FOUND', `Could not resolve to a node with the global id of '${id}'.`)
}

function unprocessable(message: string) {
  return failure('UNPROCESSABLE', message)
}
