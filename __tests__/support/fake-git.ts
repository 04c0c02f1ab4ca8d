import { createHash } from 'node:crypto'
import type { FileFacts } from '../../src/checks/facts.ts'

export interface Identity {
  readonly login: string | null
  readonly name: string
  readonly email: string
}

/** A login, or somebody whom GitHub does not know. */
export type Who = string | { readonly name: string; readonly email: string }

/** Text, something else than a text file, or null to delete. */
export type FakeFile = string | { readonly mode: string; readonly text: string } | null

export interface NewCommit {
  readonly branch: string
  readonly files?: Readonly<Record<string, FakeFile>>
  readonly author: Who
  readonly committer?: Who
  readonly coAuthors?: readonly Who[]
}

export interface FakeCommit {
  readonly oid: string
  readonly parents: readonly string[]
  readonly tree: ReadonlyMap<string, Exclude<FakeFile, null>>
  readonly author: Identity
  readonly committer: Identity
  readonly coAuthors: readonly Identity[]
}

/** Just enough of git to tell what a tree holds and which commits a branch adds. */
export interface FakeGit {
  readonly branches: ReadonlyMap<string, string>
  has(oid: string): boolean
  /** Newest commit of a branch; throws for an unknown one, which is a mistake of the test. */
  tip(branch: string): string
  /** Points a branch at a commit. */
  point(branch: string, oid: string): void
  parents(oid: string): readonly string[]
  /** Commits to a branch, made from the default branch if it is new; returns the id. */
  commit(commit: NewCommit): string
  /** Merges a commit into a branch; returns the id of the merge commit. */
  merge(branch: string, head: string, by: string): string
  /** Commits in `head` that `base` does not have, oldest first. */
  between(base: string, head: string): FakeCommit[]
  mergeBase(base: string, head: string): string | null
  /** Paths that differ from one tree to another; null: from nothing. */
  changed(from: string | null, to: string): string[]
  files(commit: string, paths: readonly string[]): ReadonlyMap<string, FileFacts>
  /** Ids of regular files. */
  blobs(commit: string, paths: readonly string[]): ReadonlyMap<string, string>
}

export function createFakeGit(defaultBranch: string): FakeGit {
  const commits = new Map<string, FakeCommit>()
  const branches = new Map<string, string>()

  function at(oid: string): FakeCommit {
    const commit = commits.get(oid)
    if (commit === undefined) throw new Error(`fake: no commit ${oid}`)
    return commit
  }

  function tip(branch: string): string {
    const oid = branches.get(branch)
    if (oid === undefined) throw new Error(`fake: no branch ${branch}`)
    return oid
  }

  function store(branch: string, content: Omit<FakeCommit, 'oid'>): string {
    const oid = sha1(JSON.stringify([commits.size, content.parents, [...content.tree]]))
    commits.set(oid, { oid, ...content })
    branches.set(branch, oid)
    return oid
  }

  function history(oid: string): string[] {
    const seen = new Set<string>([oid])
    for (const each of seen) for (const parent of at(each).parents) seen.add(parent)
    return [...seen]
  }

  function between(base: string, head: string): FakeCommit[] {
    const old = new Set(history(base))
    // Commits are stored parents first, so the order of storing is the order of history.
    const fresh = new Set(history(head).filter((oid) => !old.has(oid)))
    return [...commits.values()].filter((commit) => fresh.has(commit.oid))
  }

  function mergeBase(base: string, head: string): string | null {
    const known = new Set(history(base))
    return [...commits.keys()].reverse().find((oid) => known.has(oid) && history(head).includes(oid)) ?? null
  }

  function changed(from: string | null, to: string): string[] {
    const old = from === null ? new Map() : at(from).tree
    const { tree } = at(to)
    const paths = new Set([...old.keys(), ...tree.keys()])
    return [...paths].filter((path) => JSON.stringify(old.get(path)) !== JSON.stringify(tree.get(path))).sort()
  }

  function files(commit: string, paths: readonly string[]): ReadonlyMap<string, FileFacts> {
    const found = paths.map((path) => fileFacts(at(commit), path)).filter((file) => file !== null)
    return new Map(found.map((file) => [file.path, file]))
  }

  const nobody = identity('web-flow')
  store(defaultBranch, { parents: [], tree: new Map(), author: nobody, committer: nobody, coAuthors: [] })
  return {
    branches,
    has: (oid) => commits.has(oid),
    tip,
    point: (branch, oid) => void branches.set(branch, at(oid).oid),
    parents: (oid) => at(oid).parents,
    commit({ branch, files: changes = {}, author, committer, coAuthors = [] }) {
      const parent = branches.get(branch) ?? tip(defaultBranch)
      return store(branch, {
        parents: [parent],
        tree: changedTree(at(parent).tree, changes),
        author: identity(author),
        committer: identity(committer ?? author),
        coAuthors: coAuthors.map(identity),
      })
    },
    merge(branch, head, by) {
      const base = tip(branch)
      const { tree } = at(head)
      const changes = changed(mergeBase(base, head), head).map((path) => [path, tree.get(path) ?? null] as const)
      const merged = changedTree(at(base).tree, Object.fromEntries(changes))
      const people = { author: identity(by), committer: nobody, coAuthors: [] }
      return store(branch, { parents: [base, head], tree: merged, ...people })
    },
    between,
    mergeBase,
    changed,
    files,
    blobs(commit, paths) {
      const regular = paths.filter((path) => modeOf(at(commit).tree.get(path)).startsWith('100'))
      return new Map([...files(commit, regular)].map(([path, file]) => [path, file.blob]))
    },
  }
}

function fileFacts(commit: FakeCommit, path: string): FileFacts | null {
  const file = commit.tree.get(path)
  const facts = { path, commit: commit.oid }
  if (file === undefined) {
    const isFolder = [...commit.tree.keys()].some((each) => each.startsWith(`${path}/`))
    return isFolder ? { ...facts, blob: sha1(path), text: null, problem: 'directory' } : null
  }
  const text = typeof file === 'string' ? file : file.text
  const blob = sha1(`blob ${Buffer.byteLength(text)}\0${text}`)
  const problem = problemOf(modeOf(file), text)
  return problem === null ? { ...facts, blob, text } : { ...facts, blob, text: null, problem }
}

function problemOf(mode: string, text: string): NonNullable<FileFacts['problem']> | null {
  if (mode === '120000') return 'symlink'
  if (mode === '160000') return 'submodule'
  if (text.includes('\0')) return 'binary'
  return Buffer.byteLength(text) > 512_000 ? 'too-large' : null
}

function modeOf(file: FakeFile | undefined): string {
  if (file === undefined || file === null) return ''
  return typeof file === 'string' ? '100644' : file.mode
}

function changedTree(tree: FakeCommit['tree'], changes: Readonly<Record<string, FakeFile>>): FakeCommit['tree'] {
  const next = new Map(tree)
  for (const [path, file] of Object.entries(changes)) {
    if (file === null) next.delete(path)
    else next.set(path, file)
  }
  return next
}

function identity(who: Who): Identity {
  if (typeof who !== 'string') return { ...who, login: null }
  return { login: who, name: who, email: `${who}@example.com` }
}

function sha1(text: string): string {
  return createHash('sha1').update(text).digest('hex')
}
