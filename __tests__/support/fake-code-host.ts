import type { Committer, Person, PullRequestFacts, Review, ReviewState } from '../../src/checks/facts.ts'
import type { CodeOwnerFacts, RunReviews, TeamFacts } from '../../src/checks/people-facts.ts'
import type { Permission } from '../../src/config/gate-config.ts'
import { InvariantError } from '../../src/errors.ts'
import { CODE_OWNER_FILES } from '../../src/github/documents/code-owners.ts'
import { repositoryPath } from '../../src/github/repository-path.ts'
import type { ChangeFacts, ChangeQuery, CodeHost, FoundComment, TreeFacts } from '../../src/operations/ports.ts'
import { createFakeGit, type FakeCommit, type FakeGit, type Identity, type NewCommit } from './fake-git.ts'

export interface FakePullRequest {
  readonly number: number
  readonly head: string
  readonly author: string | null
  title: string
  body: string
  base: string
  draft: boolean
  state: PullRequestFacts['state']
  mergeable: PullRequestFacts['mergeable']
  mergedAt: string | null
  mergeCommit: string | null
  /** Set when merged or closed: the branches may go on afterwards. */
  frozen: { readonly headCommit: string; readonly baseCommit: string } | null
  reviews: Review[]
}

export interface NewReview {
  readonly by: string | null
  readonly state?: ReviewState
  /** Default: the head. */
  readonly commit?: string
  /** ISO 8601; default: now. */
  readonly at?: string
}

export interface FakeCodeHostOptions {
  readonly now?: () => number
  readonly defaultBranch?: string
  readonly runCreatedAt?: string
  readonly repositoryId?: number
  readonly isPrivate?: boolean
}

/** A CodeHost in memory, with what a test needs to tell a story, a call log and faults. */
export interface FakeCodeHost {
  readonly host: CodeHost
  /** Every call of the port, in order. */
  readonly calls: readonly { readonly method: keyof CodeHost; readonly args: readonly unknown[] }[]
  readonly git: FakeGit
  readonly pullRequests: ReadonlyMap<number, FakePullRequest>
  readonly comments: readonly StoredComment[]
  commit(commit: NewCommit): string
  open(pull: {
    readonly head: string
    readonly author: string | null
    readonly base?: string
    readonly draft?: boolean
    readonly body?: string
  }): number
  review(number: number, review: NewReview): void
  dismissReviews(number: number): void
  close(number: number): void
  merge(number: number, by: string): { before: string; after: string; commits: readonly string[]; branch: string }
  comment(number: number, comment: { readonly by: 'us' | 'others'; readonly body: string }): number
  deleteComment(id: number): void
  setRole(login: string, role: Permission): void
  /** A team `org/slug` that the team token can see; without one nobody sees any. */
  setTeam(name: string, members: readonly { readonly login: string; readonly state?: 'active' | 'pending' }[]): void
  /** The base branch requires the review of one of these people. */
  requireCodeOwners(by: 'branch protection' | 'ruleset', owners: readonly string[]): void
  /** Somebody lets the run into an environment, or does not. */
  reviewRun(review: {
    readonly by: string | null
    readonly environment: string
    readonly state?: RunReviews['reviews'][number]['state']
  }): void
  /** Starts the run as this person, or its next attempt. */
  startRun(run: Partial<Pick<RunReviews, 'attempt' | 'commit'>> & { readonly by: string }): void
  /** The next call of the method throws this, or first does this. */
  next(method: keyof CodeHost, fault: Error | (() => void)): void
}

export interface StoredComment extends FoundComment {
  readonly pullRequest: number
  readonly by: 'us' | 'others'
}

const longestComment = 65_536

/** A repository with one empty commit on its default branch. */
export function createFakeCodeHost(options: FakeCodeHostOptions = {}): FakeCodeHost {
  const now = options.now ?? Date.now
  const defaultBranch = options.defaultBranch ?? 'main'
  const git = createFakeGit(defaultBranch)
  const pulls = new Map<number, FakePullRequest>()
  const comments: StoredComment[] = []
  const roles = new Map<string, Permission>()
  const teams = new Map<string, TeamFacts>()
  const owned: { by: 'branch protection' | 'ruleset' | null; owners: readonly string[] } = { by: null, owners: [] }
  const run: { attempt: number; startedBy: Person[]; commit: string | null; reviews: RunReviews['reviews'][number][] } =
    { attempt: 1, startedBy: [], commit: null, reviews: [] }
  const calls: { method: keyof CodeHost; args: readonly unknown[] }[] = []
  const faults: { method: keyof CodeHost; fault: Error | (() => void) }[] = []
  const ids = new Map<string, number>()
  const idOf = (name: string) => {
    const id = ids.get(name) ?? ids.size + 1001
    ids.set(name, id)
    return id
  }
  const isoNow = () => `${new Date(now()).toISOString().slice(0, 19)}Z`

  function pullNamed(number: number): FakePullRequest {
    const pull = pulls.get(number)
    if (pull === undefined) throw new Error(`fake: no pull request ${number}`)
    return pull
  }

  function person(login: string | null): Person | null {
    if (login === null) return null
    const bot = login.endsWith('[bot]')
    return { login: login.replace(/\[bot\]$/, ''), id: idOf(login), kind: bot ? 'bot' : 'user' }
  }

  function canPush(login: string | null): boolean {
    return login !== null && ['write', 'maintain', 'admin'].includes(roles.get(login.toLowerCase()) ?? '')
  }

  function pullFacts(pull: FakePullRequest, paths: readonly string[]): PullRequestFacts {
    const { headCommit, baseCommit } = pull.frozen ?? { headCommit: git.tip(pull.head), baseCommit: git.tip(pull.base) }
    const own = git.between(baseCommit, headCommit)
    const origin = own[0]?.parents[0]
    return {
      number: pull.number,
      url: `https://github.example/pull/${pull.number}`,
      title: pull.title,
      body: pull.body,
      author: person(pull.author),
      state: pull.state,
      isDraft: pull.draft,
      isCrossRepository: false,
      mergeable: pull.mergeable,
      mergedAt: pull.mergedAt,
      mergeCommit: pull.mergeCommit,
      headCommit,
      baseBranch: pull.base,
      reviews: [...pull.reviews].sort((a, b) => Date.parse(a.submittedAt) - Date.parse(b.submittedAt)),
      committers: own.flatMap(committersOf),
      commitsComplete: own.length > 0 && own.length < 250,
      files: git.changed(git.mergeBase(baseCommit, headCommit), headCommit),
      filesComplete: true,
      headFiles: git.files(headCommit, paths),
      originFiles: origin === undefined ? new Map() : git.files(origin, paths),
    }
  }

  function treeFacts(commit: string | undefined, query: ChangeQuery): TreeFacts | null {
    if (commit === undefined || !git.has(commit)) return null
    const files = git.files(commit, [query.configPath, query.pinsPath])
    return { commit, config: files.get(query.configPath) ?? null, pins: files.get(query.pinsPath) ?? null }
  }

  function trustedCommit(query: ChangeQuery): string | undefined {
    if (query.kind === 'push') return query.before
    if (query.kind === 'branch') return git.branches.get(query.branch)
    const pull = pulls.get(query.number)
    return pull === undefined ? undefined : git.branches.get(pull.base)
  }

  function readChange(query: ChangeQuery): ChangeFacts {
    const paths = [query.configPath, query.pinsPath].map(repositoryPath)
    const asked =
      query.kind === 'pull-request' ? [query.number] : query.kind === 'push' ? query.pullRequests : [query.pullRequest]
    const range = query.kind === 'push' ? [...query.commits, query.after] : []
    const merged = [...pulls.values()].filter((pull) => pull.mergeCommit !== null && range.includes(pull.mergeCommit))
    return {
      defaultBranch,
      repositoryId: options.repositoryId ?? 4242,
      isPrivate: options.isPrivate ?? true,
      defaultConfig: git.files(git.tip(defaultBranch), [query.configPath]).get(query.configPath) ?? null,
      trusted: treeFacts(trustedCommit(query), query),
      after: query.kind === 'push' ? treeFacts(query.after, query) : null,
      pullRequests: asked.flatMap((number) => {
        const pull = number === null ? undefined : pulls.get(number)
        return pull === undefined ? [] : [pullFacts(pull, paths)]
      }),
      mergedPullRequests:
        query.kind === 'push' ? merged.filter((pull) => pull.base === query.branch).map((pull) => pull.number) : [],
    }
  }

  function runPerson(login: string): Person {
    return { login, id: idOf(login), kind: login.endsWith('[bot]') ? 'bot' : 'user' }
  }

  /** As GitHub decides: the last opinions of those who can push, with a code owner among them where one is required. */
  function decisionOn({ reviews }: FakePullRequest): CodeOwnerFacts['decision'] {
    if (owned.by === null) return null
    const last = new Map(reviews.filter((each) => each.canPush).map((each) => [each.author?.login, each.state]))
    if ([...last.values()].includes('CHANGES_REQUESTED')) return 'CHANGES_REQUESTED'
    return owned.owners.some((login) => last.get(login) === 'APPROVED') ? 'APPROVED' : 'REVIEW_REQUIRED'
  }

  function postComment(pullRequest: number, body: string, existing: FoundComment | null) {
    if (body.length > longestComment) throw new InvariantError('a comment that is too long was rendered')
    const at = comments.findIndex((comment) => comment.id === existing?.id)
    const old = comments[at]
    if (old === undefined) return { url: store(pullRequest, { by: 'us', body }).url, written: 'created' as const }
    if (existing?.body === body) return { url: old.url, written: 'unchanged' as const }
    comments[at] = { ...old, body }
    return { url: old.url, written: 'updated' as const }
  }

  function store(pullRequest: number, comment: { readonly by: 'us' | 'others'; readonly body: string }): StoredComment {
    const id = idOf(`comment ${ids.size}`)
    const stored = { id, pullRequest, ...comment, url: `https://github.example/pull/${pullRequest}#issuecomment-${id}` }
    comments.push(stored)
    return stored
  }

  function foundComments(pullRequest: number, markers: readonly string[]): ReadonlyMap<string, FoundComment> {
    const found = new Map<string, FoundComment>()
    for (const { id, body, url, by, pullRequest: on } of comments) {
      const marker = body.split('\n', 1)[0] ?? ''
      if (by === 'us' && on === pullRequest && markers.includes(marker) && !found.has(marker)) {
        found.set(marker, { id, body, url })
      }
    }
    return found
  }

  async function call<T>(method: keyof CodeHost, args: readonly unknown[], answer: () => T): Promise<T> {
    calls.push({ method, args })
    const at = faults.findIndex((entry) => entry.method === method)
    const fault = at < 0 ? undefined : faults.splice(at, 1)[0]?.fault
    if (fault instanceof Error) throw fault
    fault?.()
    return answer()
  }

  const host: CodeHost = {
    readChange: (query) => call('readChange', [query], () => readChange(query)),
    readPullRequest: (number, paths) =>
      call('readPullRequest', [number, paths], () => {
        const checked = paths.map(repositoryPath)
        const pull = pulls.get(number)
        return pull === undefined ? null : pullFacts(pull, checked)
      }),
    blobs: (commit, paths) => call('blobs', [commit, paths], () => git.blobs(commit, paths.map(repositoryPath))),
    permissions: (logins) =>
      call('permissions', [logins], () => {
        return new Map(logins.map((login) => [login, roles.get(login.toLowerCase()) ?? 'none'] as const))
      }),
    teams: (wanted, logins) =>
      call('teams', [wanted, logins], () => {
        const asked = logins.map((login) => login.toLowerCase())
        return new Map<string, TeamFacts>(
          wanted.map((name) => {
            const team = teams.get(name.toLowerCase())
            if (team?.seen !== true) return [name.toLowerCase(), { seen: false, why: 'no such team' }] as const
            const members = new Set([...team.members].filter((login) => asked.includes(login)))
            return [name.toLowerCase(), { seen: true, members }] as const
          }),
        )
      }),
    codeOwnerReview: (number, baseBranch) =>
      call('codeOwnerReview', [number, baseBranch], () => {
        const pull = pullNamed(number)
        const { headCommit } = pullFacts(pull, [])
        const files = git.files(git.tip(baseBranch), CODE_OWNER_FILES)
        return {
          decision: decisionOn(pull),
          requiredBy: owned.by,
          headCommit,
          file: [...files.values()][0]?.text ?? null,
        }
      }),
    runReviews: () =>
      call('runReviews', [], () => ({
        attempt: run.attempt,
        startedBy: run.startedBy,
        commit: run.commit ?? git.tip(defaultBranch),
        url: 'https://github.example/run',
        reviews: run.reviews,
      })),
    runCreatedAt: () => call('runCreatedAt', [], () => options.runCreatedAt ?? '2026-01-01T00:00:00Z'),
    findComments: (number, markers) => call('findComments', [number, markers], () => foundComments(number, markers)),
    postComment: (number, body, existing) =>
      call('postComment', [number, body, existing], () => postComment(number, body, existing)),
  }

  return {
    host,
    calls,
    git,
    pullRequests: pulls,
    comments,
    commit: git.commit,
    open({ head, author, base = defaultBranch, draft = false, body = '' }) {
      const number = pulls.size + 1
      const fresh = { mergeable: 'MERGEABLE', mergedAt: null, mergeCommit: null, frozen: null, reviews: [] } as const
      const title = `Change ${number}`
      pulls.set(number, { ...fresh, number, head, author, base, draft, title, body, state: 'OPEN', reviews: [] })
      return number
    },
    review(number, { by, state = 'APPROVED', commit, at }) {
      const pull = pullNamed(number)
      const id = `review-${pull.reviews.length + 1}`
      const url = `https://github.example/pull/${number}#${id}`
      const reviewed = commit ?? git.tip(pull.head)
      const submittedAt = at ?? isoNow()
      pull.reviews.push({ id, author: person(by), state, commit: reviewed, submittedAt, url, canPush: canPush(by) })
    },
    dismissReviews(number) {
      const pull = pullNamed(number)
      pull.reviews = pull.reviews.map((review) => ({ ...review, state: 'DISMISSED' }))
    },
    close(number) {
      const pull = pullNamed(number)
      pull.state = 'CLOSED'
      pull.frozen = { headCommit: git.tip(pull.head), baseCommit: git.tip(pull.base) }
    },
    merge(number, by) {
      const pull = pullNamed(number)
      const before = git.tip(pull.base)
      const headCommit = git.tip(pull.head)
      const commits = git.between(before, headCommit).map((commit) => commit.oid)
      const after = git.merge(pull.base, headCommit, by)
      Object.assign(pull, { state: 'MERGED', mergeable: 'UNKNOWN', mergedAt: isoNow(), mergeCommit: after })
      pull.frozen = { headCommit, baseCommit: before }
      return { before, after, commits: [...commits, after], branch: pull.base }
    },
    comment: (number, comment) => store(number, comment).id,
    deleteComment(id) {
      comments.splice(
        comments.findIndex((comment) => comment.id === id),
        1,
      )
    },
    setRole(login, role) {
      roles.set(login.toLowerCase(), role)
    },
    setTeam(name, members) {
      const active = members.filter(({ state = 'active' }) => state === 'active')
      const logins = new Set(active.map(({ login }) => login.toLowerCase()))
      teams.set(name.toLowerCase(), { seen: true, members: logins })
    },
    requireCodeOwners(by, owners) {
      Object.assign(owned, { by, owners })
    },
    reviewRun({ by, environment, state = 'approved' }) {
      run.reviews.push({ environments: [environment], state, person: by === null ? null : runPerson(by) })
    },
    startRun({ by, attempt = 1, commit = null }) {
      const starter = runPerson(by)
      Object.assign(run, { attempt, commit, startedBy: attempt === 1 ? [starter] : [...run.startedBy, starter] })
    },
    next(method, fault) {
      faults.push({ method, fault })
    },
  }
}

function committersOf(commit: FakeCommit): Committer[] {
  const as = (who: Identity, role: Committer['as']) => ({ ...who, as: role, commit: commit.oid })
  return [
    as(commit.author, 'author'),
    as(commit.committer, 'committer'),
    ...commit.coAuthors.map((who) => as(who, 'co-author')),
  ]
}
