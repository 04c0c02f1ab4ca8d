/** REST operations on files, commits, branches. */
import { type Answer, Refused, refusal } from './answer.ts'
import { blobOid, bytesOf, findInTree, listTree, type TreeItem } from './git-objects.ts'
import { changes, commitAt, commitsBetween, mergeBase } from './history.ts'
import { listAnswer, pageOf } from './pages.ts'
import { pullsOfCommit } from './pulls.ts'
import type { RepoCall, RepoOperation } from './rest.ts'
import { fileShape, pullShape } from './rest-pull-shapes.ts'
import { commitShape, repoApiUrl, repoHtmlUrl, type Shape } from './rest-shapes.ts'
import type { Commit, FileEntry } from './state.ts'

const inlineLimit = 1024 * 1024

export const gitOperations: Readonly<Record<string, RepoOperation>> = {
  'repos/get-content': { oneOf: [{ contents: 'read' }], run: getContent },
  'repos/get-branch': { oneOf: [{ contents: 'read' }], run: getBranch },
  'repos/compare-commits-with-basehead': { oneOf: [{ contents: 'read' }], run: compare },
  'repos/get-commit': { oneOf: [{ contents: 'read' }], run: getCommit },
  'repos/list-pull-requests-associated-with-commit': {
    oneOf: [{ pull_requests: 'read' }],
    run: (call) => {
      const commit = commitNamed(call, call.params['commit_sha'] ?? '')
      return listAnswer(call, pullsOfCommit(call.repo, commit.oid), (pull) => pullShape(call, call.repo, pull))
    },
  },
}

function resolved(call: RepoCall, revision: string): Commit | undefined {
  const oid = call.repo.branches[revision.replace(/^refs\/heads\/|^heads\//, '')] ?? revision
  return call.repo.commits[oid]
}

function commitNamed(call: RepoCall, revision: string): Commit {
  const commit = resolved(call, revision)
  if (commit === undefined) throw new Refused(refusal(422, `No commit found for SHA: ${revision}`))
  return commit
}

function getCommit(call: RepoCall): Answer {
  const commit = commitNamed(call, call.params['ref'] ?? '')
  const parent = commit.parents[0]
  const changed = changes(parent === undefined ? {} : commitAt(call.repo, parent).tree, commit.tree)
  const files = changed.map((change) => fileShape(call, call.repo, commit.oid, change))
  const count = (name: string) => files.reduce((sum, file) => sum + Number(file[name]), 0)
  const stats = { additions: count('additions'), deletions: count('deletions'), total: count('changes') }
  return { status: 200, body: { ...commitShape(call, call.repo, commit), stats, files } }
}

function getBranch(call: RepoCall): Answer {
  const name = call.params['branch'] ?? ''
  const oid = call.repo.branches[name]
  if (oid === undefined) return refusal(404, 'Branch not found')
  const self = `${repoApiUrl(call, call.repo)}/branches/${name}`
  const reviews = call.repo.requiredReviews[name]
  const checks = { enforcement_level: 'off', contexts: [], checks: [] }
  const body = {
    name,
    commit: commitShape(call, call.repo, commitAt(call.repo, oid)),
    _links: { self, html: `${repoHtmlUrl(call, call.repo)}/tree/${name}` },
    protected: reviews !== undefined,
    protection: { enabled: reviews !== undefined, required_status_checks: checks },
    protection_url: `${self}/protection`,
  }
  return { status: 200, body }
}

function compare(call: RepoCall): Answer {
  const [left = '', right = ''] = (call.params['basehead'] ?? '').split('...')
  const base = resolved(call, left)
  const head = resolved(call, right)
  const common = base && head ? mergeBase(call.repo, base.oid, head.oid) : undefined
  if (base === undefined || head === undefined || common === undefined) return refusal(404, 'Not Found')
  const ahead = commitsBetween(call.repo, base.oid, head.oid)
  const behind = commitsBetween(call.repo, head.oid, base.oid)
  const oneSided = ahead.length > 0 ? 'ahead' : 'identical'
  const twoSided = ahead.length > 0 ? 'diverged' : 'behind'
  const page = pageOf({ ...call, query: { per_page: '100', ...call.query } }, ahead)
  const html = `${repoHtmlUrl(call, call.repo)}/compare/${left}...${right}`
  const body = {
    url: `${call.apiUrl}${call.path}`,
    html_url: html,
    permalink_url: html,
    diff_url: `${html}.diff`,
    patch_url: `${html}.patch`,
    base_commit: commitShape(call, call.repo, base),
    merge_base_commit: commitShape(call, call.repo, commitAt(call.repo, common)),
    status: behind.length > 0 ? twoSided : oneSided,
    ahead_by: ahead.length,
    behind_by: behind.length,
    total_commits: ahead.length,
    commits: page.items.map((commit) => commitShape(call, call.repo, commit)),
    files: changes(commitAt(call.repo, common).tree, head.tree)
      .slice(0, 300)
      .map((change) => fileShape(call, call.repo, head.oid, change)),
  }
  return { status: 200, headers: page.headers, body }
}

function getContent(call: RepoCall): Answer {
  const ref = call.query['ref'] ?? call.repo.defaultBranch
  const commit = resolved(call, ref)
  if (commit === undefined) return refusal(404, `No commit found for the ref ${ref}`)
  const path = (call.params['path'] ?? '').replace(/^\/+|\/+$/g, '')
  const item = findInTree(commit.tree, path)
  if (item === undefined) return refusal(404, 'Not Found')
  if (item.entry === undefined) {
    const items = listTree(commit.tree, path) ?? []
    return { status: 200, body: items.map((child) => entryShape(call, child, ref)) }
  }
  return fileAnswer(call, { item, entry: item.entry, ref, tree: commit.tree })
}

interface Asked {
  readonly item: TreeItem
  readonly entry: FileEntry
  readonly ref: string
  readonly tree: Record<string, FileEntry>
}

function fileAnswer(call: RepoCall, asked: Asked): Answer {
  const { item, entry, ref } = asked
  if (item.mode === '160000') {
    return { status: 200, body: { ...entryShape(call, item, ref), type: 'submodule', submodule_git_url: '' } }
  }
  const target = item.mode === '120000' ? linkTarget(asked) : undefined
  if (item.mode === '120000' && target === undefined) {
    return { status: 200, body: { ...entryShape(call, item, ref), type: 'symlink', target: entry.text } }
  }
  // GitHub answers a link to a file in the repository with that file's content, under the link's name.
  const bytes = bytesOf(target ?? entry)
  const big = bytes.length > inlineLimit
  const content = big ? '' : bytes.toString('base64').replace(/(.{60})/g, '$1\n')
  const shape = { ...entryShape(call, item, ref), type: 'file', size: bytes.length, sha: blobOid(target ?? entry) }
  return { status: 200, body: { ...shape, encoding: big ? 'none' : 'base64', content } }
}

function linkTarget(asked: Asked): FileEntry | undefined {
  const folder = asked.item.path.split('/').slice(0, -1)
  const parts = [...folder]
  for (const part of asked.entry.text.split('/')) {
    if (part === '..') parts.pop()
    else if (part !== '.') parts.push(part)
  }
  const found = asked.tree[parts.join('/')]
  return found?.mode.startsWith('100') === true ? found : undefined
}

function entryShape(call: RepoCall, item: TreeItem, ref: string): Shape {
  const path = item.path.split('/').map(encodeURIComponent).join('/')
  const url = `${repoApiUrl(call, call.repo)}/contents/${path}?ref=${encodeURIComponent(ref)}`
  const kind = item.type === 'tree' ? 'tree' : 'blob'
  const git = `${repoApiUrl(call, call.repo)}/git/${kind}s/${item.oid}`
  const html = `${repoHtmlUrl(call, call.repo)}/${kind}/${encodeURIComponent(ref)}/${path}`
  const types: Readonly<Record<string, string>> = { '40000': 'dir', '120000': 'symlink', '160000': 'submodule' }
  return {
    name: item.name,
    path: item.path,
    sha: item.oid,
    size: item.entry === undefined ? 0 : bytesOf(item.entry).length,
    url,
    html_url: html,
    git_url: git,
    download_url: item.type === 'blob' ? `${html}?raw=true` : null,
    type: types[item.mode] ?? 'file',
    _links: { self: url, git, html },
  }
}
