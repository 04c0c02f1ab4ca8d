import type { FileFacts } from '../checks/facts.ts'
import { RemoteError } from '../errors.ts'
import type { Tree, TreeEntry } from './responses.ts'

/** Kinds of git's tree entries: the upper bits of the mode, which GitHub gives as a number. */
const KIND_BITS = 0o170000
const KINDS: ReadonlyMap<number, 'regular' | 'symlink' | 'submodule' | 'directory'> = new Map([
  [0o100000, 'regular'],
  [0o120000, 'symlink'],
  [0o160000, 'submodule'],
  [0o040000, 'directory'],
])

/** The asked files of a tree by path, in the order of the aliases; absent ones are left out. */
export function filesOf(tree: Tree, paths: readonly string[]): ReadonlyMap<string, FileFacts> {
  const found = paths.map((path, index) => fileFacts(path, tree.oid, tree.files[`file${index}`]))
  return new Map(found.filter((file) => file !== null).map((file) => [file.path, file]))
}

/** What kind of thing a tree entry is. Throws RemoteError for a mode that git does not have. */
export function kindOf(mode: number): 'regular' | 'symlink' | 'submodule' | 'directory' {
  const kind = KINDS.get(mode & KIND_BITS)
  if (kind === undefined) throw new RemoteError('github', `GitHub answered a file mode that git does not have: ${mode}`)
  return kind
}

function fileFacts(path: string, commit: string, entry: TreeEntry | null | undefined): FileFacts | null {
  // An alias that was asked for and is not there at all is a cut answer, not an absent file.
  if (entry === undefined) throw new RemoteError('github', 'GitHub left a file out of its answer.')
  if (entry === null) return null
  const facts = { path, commit, blob: entry.oid }
  const kind = kindOf(entry.mode)
  if (kind !== 'regular') return { ...facts, text: null, problem: kind }
  const { object } = entry
  if (object === null || object === undefined || object.isTruncated === undefined) {
    throw new RemoteError('github', 'GitHub left the content of a file out of its answer.')
  }
  if (object.isTruncated) return { ...facts, text: null, problem: 'too-large' }
  // null means that GitHub could not tell the encoding.
  if (object.isBinary !== false || typeof object.text !== 'string') return { ...facts, text: null, problem: 'binary' }
  return { ...facts, text: object.text }
}
