/** Object ids as git computes them, so that a reader may check a blob against its id. */
import { createHash } from 'node:crypto'
import type { Commit, FileEntry, Signature } from './state.ts'

function objectId(kind: string, body: Buffer): string {
  return createHash('sha1').update(`${kind} ${body.length}\0`).update(body).digest('hex')
}

/** The bytes of a file. */
export function bytesOf(entry: FileEntry): Buffer {
  return Buffer.from(entry.text, entry.encoding === 'base64' ? 'base64' : 'utf8')
}

/** Git's object id of a file; a submodule's text is the commit that it pins. */
export function blobOid(entry: FileEntry): string {
  return entry.mode === '160000' ? entry.text : objectId('blob', bytesOf(entry))
}

export interface TreeItem {
  name: string
  path: string
  mode: string
  type: 'blob' | 'tree' | 'commit'
  oid: string
  /** Absent for a folder. */
  entry?: FileEntry
}

/** What stands directly in the folder `path` ('' is the root), in git's order; undefined when there is no such folder. */
export function listTree(tree: Record<string, FileEntry>, path: string): TreeItem[] | undefined {
  const prefix = path === '' ? '' : `${path}/`
  const names = new Set<string>()
  for (const file of Object.keys(tree)) {
    if (file.startsWith(prefix)) names.add(file.slice(prefix.length).split('/')[0] ?? '')
  }
  if (names.size === 0 && path !== '') return undefined
  const items = [...names].map((name) => treeItem(tree, prefix, name))
  // Git sorts a folder as if its name ended with a slash.
  const key = (item: TreeItem) => Buffer.from(item.type === 'tree' ? `${item.name}/` : item.name)
  return items.sort((a, b) => Buffer.compare(key(a), key(b)))
}

/** The file or folder at `path`, links not followed; undefined when nothing is there. */
export function findInTree(tree: Record<string, FileEntry>, path: string): TreeItem | undefined {
  const clean = path.replace(/^\/+|\/+$/g, '')
  if (clean === '') return undefined
  const cut = clean.lastIndexOf('/')
  const prefix = cut < 0 ? '' : clean.slice(0, cut + 1)
  const name = clean.slice(cut + 1)
  if (tree[clean] === undefined && listTree(tree, clean) === undefined) return undefined
  return treeItem(tree, prefix, name)
}

function treeItem(tree: Record<string, FileEntry>, prefix: string, name: string): TreeItem {
  const path = prefix + name
  const entry = tree[path]
  if (entry === undefined) return { name, path, mode: '40000', type: 'tree', oid: treeOid(tree, path) }
  return { name, path, mode: entry.mode, type: entry.mode === '160000' ? 'commit' : 'blob', oid: blobOid(entry), entry }
}

/** Git's object id of the folder `path` ('' is the root). */
export function treeOid(tree: Record<string, FileEntry>, path = ''): string {
  const rows = (listTree(tree, path) ?? []).map((item) =>
    Buffer.concat([Buffer.from(`${item.mode} ${item.name}\0`), Buffer.from(item.oid, 'hex')]),
  )
  return objectId('tree', Buffer.concat(rows))
}

/** Git's object id of a commit. */
export function commitOid(commit: Omit<Commit, 'oid'>): string {
  const lines = [
    `tree ${treeOid(commit.tree)}`,
    ...commit.parents.map((parent) => `parent ${parent}`),
    `author ${signatureLine(commit.author)}`,
    `committer ${signatureLine(commit.committer)}`,
    '',
    commit.message,
  ]
  return objectId('commit', Buffer.from(lines.join('\n')))
}

function signatureLine(who: Signature): string {
  return `${who.name} <${who.email}> ${Math.floor(Date.parse(who.date) / 1000)} +0000`
}
