/** Questions about commits: ancestry, differences, merges. */
import { blobOid } from './git-objects.ts'
import type { Commit, FileEntry, Repo } from './state.ts'

/** The commit with this id; throws when the repository has none, because a dangling id is the sandbox's own fault. */
export function commitAt(repo: Repo, oid: string): Commit {
  const found = repo.commits[oid]
  if (found === undefined) throw new Error(`sandbox: ${repo.owner}/${repo.name} has no commit ${oid}`)
  return found
}

/** Commits reachable from `oid`, children before parents, as `git log --topo-order` lists them. */
export function ancestors(repo: Repo, oid: string): Commit[] {
  const done: Commit[] = []
  const seen = new Set<string>()
  const stack: { oid: string; left: boolean }[] = [{ oid, left: false }]
  while (stack.length > 0) {
    const top = stack.pop()
    if (top === undefined) break
    const commit = commitAt(repo, top.oid)
    if (top.left) {
      done.push(commit)
    } else if (!seen.has(top.oid)) {
      seen.add(top.oid)
      stack.push({ oid: top.oid, left: true })
      for (const parent of commit.parents) stack.push({ oid: parent, left: false })
    }
  }
  return done.reverse()
}

/** Commits that are in `head` and not in `base`, oldest first. */
export function commitsBetween(repo: Repo, base: string, head: string): Commit[] {
  const known = new Set(ancestors(repo, base).map((commit) => commit.oid))
  return ancestors(repo, head)
    .filter((commit) => !known.has(commit.oid))
    .reverse()
}

/** The newest commit that both have; undefined when the histories are unrelated. */
export function mergeBase(repo: Repo, left: string, right: string): string | undefined {
  const known = new Set(ancestors(repo, left).map((commit) => commit.oid))
  return ancestors(repo, right).find((commit) => known.has(commit.oid))?.oid
}

export interface Change {
  path: string
  status: 'added' | 'removed' | 'modified' | 'renamed'
  previous?: string
  before?: FileEntry
  after?: FileEntry
}

/** What differs from tree `before` to tree `after`, by path; an unchanged file under a new name is a rename. */
export function changes(before: Record<string, FileEntry>, after: Record<string, FileEntry>): Change[] {
  const removed = Object.keys(before).filter((path) => after[path] === undefined)
  const found: Change[] = []
  for (const [path, entry] of Object.entries(after)) {
    const old = before[path]
    if (old !== undefined) {
      if (!sameEntry(old, entry)) found.push({ path, status: 'modified', before: old, after: entry })
      continue
    }
    const source = removed.find((name) => entry.text !== '' && sameEntry(before[name], entry))
    if (source === undefined) {
      found.push({ path, status: 'added', after: entry })
    } else {
      removed.splice(removed.indexOf(source), 1)
      found.push({ path, status: 'renamed', previous: source, after: entry })
    }
  }
  for (const path of removed) {
    const old = before[path]
    if (old !== undefined) found.push({ path, status: 'removed', before: old })
  }
  return found.sort((a, b) => (a.path < b.path ? -1 : 1))
}

/** Three-way merge by whole files; undefined on a conflict. */
export function mergedTree(repo: Repo, ours: string, theirs: string): Record<string, FileEntry> | undefined {
  const base = mergeBase(repo, ours, theirs)
  const root = base === undefined ? {} : commitAt(repo, base).tree
  const left = commitAt(repo, ours).tree
  const right = commitAt(repo, theirs).tree
  const tree: Record<string, FileEntry> = { ...left }
  for (const path of new Set([...Object.keys(root), ...Object.keys(right)])) {
    if (sameEntry(root[path], right[path]) || sameEntry(left[path], right[path])) continue
    if (!sameEntry(root[path], left[path])) return undefined
    const entry = right[path]
    if (entry === undefined) delete tree[path]
    else tree[path] = entry
  }
  return tree
}

function sameEntry(a: FileEntry | undefined, b: FileEntry | undefined): boolean {
  if (a === undefined || b === undefined) return a === b
  return a.mode === b.mode && blobOid(a) === blobOid(b)
}

/** Copies the history of `oid` from one repository to another, as a push or a fork's pull request does. */
export function copyHistory(from: Repo, to: Repo, oid: string): void {
  for (const commit of ancestors(from, oid)) to.commits[commit.oid] ??= commit
}
