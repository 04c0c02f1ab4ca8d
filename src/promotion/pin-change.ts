import { createHash } from 'node:crypto'
import { editPin } from '../config/pin-edit.ts'

/** A line of the pins file that no longer says what the registry holds, after an alias was moved on purpose. */
export interface PinChange {
  readonly file: string
  /** The branch that the run was started on. */
  readonly branch: string
  readonly model: string
  readonly stage: string
  /** What the file pinned when the run was judged. */
  readonly from: string
  readonly to: string
  readonly reason: string | null
  readonly actor: string
}

/** What a branch of that name is to us. */
export interface PinBranch {
  readonly name: string
  readonly head: string
  readonly parents: readonly string[]
  /** Files that the newest commit changes; null: GitHub could not count them. */
  readonly changedFiles: number | null
  /** The pins file in its tree; null: none that can be read as text. */
  readonly text: string | null
  /** Open pull requests from it into the branch of the run. */
  readonly pullRequests: readonly OpenPull[]
}

export interface OpenPull {
  readonly id: string
  readonly url: string
  readonly title: string
  readonly body: string
  /** Opened by the account of this token, from this repository, and carrying the marker of this pin. */
  readonly isOurs: boolean
}

/** The trees that a pin's pull request is about, in one consistent read. */
export interface PinState {
  /** GitHub's id of the repository. */
  readonly repositoryId: string
  readonly baseHead: string
  readonly baseText: string | null
  /** In the order of the names; null: no such branch. */
  readonly branches: readonly (PinBranch | null)[]
}

/** The next thing to do so that a pull request proposes the change. */
export type PinStep =
  | { readonly kind: 'stop'; readonly level: 'info' | 'warning'; readonly text: string }
  | { readonly kind: 'create'; readonly branch: string; readonly text: string }
  | { readonly kind: 'commit'; readonly branch: PinBranch; readonly text: string; readonly pull: OpenPull | null }
  | { readonly kind: 'open'; readonly branch: string }
  | { readonly kind: 'keep'; readonly pull: OpenPull }

const MOST_BRANCHES = 4

/**
 * Branches that may carry the change, in the order in which they are tried: the same for every run, so that a second run
 * finds the first one's. A later name is for a branch that is left over, or is somebody else's.
 */
export function pinBranchNames({ model, stage, to }: Pick<PinChange, 'model' | 'stage' | 'to'>): readonly string[] {
  const names = `${safe(model)}-${safe(stage)}`
  const lossy = names !== `${model}-${stage}`
  const mark = lossy
    ? `-${createHash('sha256')
        .update(JSON.stringify([model, stage]))
        .digest('hex')
        .slice(0, 8)}`
    : ''
  const first = `model-pins/${names}${mark}-${to}`
  return Array.from({ length: MOST_BRANCHES }, (_, index) => (index === 0 ? first : `${first}-${index + 1}`))
}

/** Characters that git and shells take without a thought. */
function safe(name: string): string {
  const plain = name.replace(/[^A-Za-z0-9_.-]+/g, '-').replace(/\.{2,}/g, '.')
  return plain.slice(0, 60).replace(/^[-.]+|[-.]+$/g, '') || 'x'
}

/**
 * What is to be done, by what the branches hold. Only our own open pull request is written to, or a branch that holds
 * nothing but this very change: what somebody else put under such a name must not travel under ours.
 * @throws ConfigError when the pins file cannot be edited
 */
export function nextPinStep(change: PinChange, names: readonly string[], state: PinState): PinStep {
  const { file, branch } = change
  if (state.baseText === null) return stop(`${file} is not a readable file on ${branch}.`)
  const wanted = editPin(state.baseText, file, { ...change, version: change.to })
  if (wanted.state === 'right') return stop(`${file} on ${branch} pins ${change.to} already.`, 'info')
  if (wanted.state === 'absent')
    return stop(`${file} on ${branch} does not pin ${change.model} ${change.stage} any more.`)
  if (wanted.from !== change.from) {
    return stop(`${file} on ${branch} pins ${wanted.from} by now, not ${change.from}: somebody changed it meanwhile.`)
  }
  const ours = state.branches.find((each) => each?.pullRequests.some((pull) => pull.isOurs))
  if (ours != null) return continued(change, ours)
  for (const [index, name] of names.entries()) {
    const found = state.branches[index] ?? null
    if (found === null) return { kind: 'create', branch: name, text: wanted.text }
    if (found.pullRequests.length > 0) continue
    if (found.head === state.baseHead) {
      return { kind: 'commit', branch: found, text: wanted.text, pull: null }
    }
    if (holdsOnly(found, wanted.text, state.baseHead)) return { kind: 'open', branch: name }
  }
  return stop(`The branches ${names[0]} to ${names.at(-1)} are taken: delete those that are left over.`)
}

/** A run died between commit and pull request, and the branch of the run has not moved since. */
function holdsOnly(found: PinBranch, text: string, baseHead: string): boolean {
  const [parent, ...others] = found.parents
  return others.length === 0 && parent === baseHead && found.changedFiles === 1 && found.text === text
}

/** Our pull request is open; whoever works on it keeps what they did. */
function continued(change: PinChange, branch: PinBranch): PinStep {
  const pull = branch.pullRequests.find((each) => each.isOurs)
  if (pull === undefined) return stop(`${branch.name} lost its pull request.`)
  if (branch.text === null) return stop(`${change.file} is not a readable file on ${branch.name}; see ${pull.url}.`)
  const edit = editPin(branch.text, change.file, { ...change, version: change.to })
  if (edit.state === 'absent')
    return stop(`${branch.name} does not pin ${change.model} ${change.stage}; see ${pull.url}.`)
  return edit.state === 'right' ? { kind: 'keep', pull } : { kind: 'commit', branch, text: edit.text, pull }
}

function stop(text: string, level: 'info' | 'warning' = 'warning'): PinStep {
  return { kind: 'stop', level, text }
}
