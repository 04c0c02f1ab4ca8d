import type { Evidence } from './report.ts'

/**
 * Who could have written a report, from the place that it lies in: a closed list. Strings of W&B in the texts are
 * untrusted and escaped where they are shown.
 */
export const TRUST_CODES = [
  'committed-file',
  'digest-pinned',
  'workspace-file',
  'wandb-run',
  'wandb-artifact',
  'wandb-version',
  'wandb-lineage',
  'workflow-artifact',
] as const
export type TrustCode = (typeof TRUST_CODES)[number]

export interface Trust {
  readonly code: TrustCode
  /** One sentence for people, without its full stop. */
  readonly text: string
}

type Placed = Pick<Evidence, 'location' | 'resolved' | 'origin'>

/** `isCommitted`: the bytes are those of a file that the pinning pull request changed, at its head. */
export function trustOf(evidence: Placed, isCommitted: boolean): Trust {
  const code = codeOf(evidence, isCommitted)
  return { code, text: TEXTS[code](evidence) }
}

function codeOf({ location }: Placed, isCommitted: boolean): TrustCode {
  if (isCommitted) return 'committed-file'
  if (location.sha256 !== undefined) return 'digest-pinned'
  return location.kind === 'path' ? 'workspace-file' : location.kind
}

const TEXTS: Readonly<Record<TrustCode, (evidence: Placed) => string>> = {
  'committed-file': () => 'a file of the repository, byte for byte as in the pull request that pins the version',
  'digest-pinned': () => 'exactly the bytes that were demanded by SHA-256',
  'workspace-file': () => 'a file of this job’s workspace: any step of the job could have written it',
  'wandb-run': ({ resolved, origin }) =>
    `summary of a W&B run${madeBy(origin)}: whoever can write to ${projectOf(resolved)} can edit it`,
  'wandb-artifact': ({ resolved, origin }) =>
    `a file of a W&B artifact version${madeBy(origin)}: its bytes cannot change, but whoever can write to ${projectOf(resolved)} could log it`,
  'wandb-version': () =>
    'weak: metadata of the version itself, which whoever can write to its source project can edit at any time',
  'wandb-lineage': ({ resolved, origin }) =>
    `${origin?.choice ?? 'a W&B run that used this version'}; whoever can write to ${projectOf(resolved)} can edit its summary`,
  'workflow-artifact': ({ resolved, origin }) =>
    `${origin?.choice ?? resolved}: any job of that run could have written it`,
}

function madeBy(origin: Placed['origin']): string {
  return origin?.createdBy === undefined ? '' : ` created by ${origin.createdBy}`
}

/** `entity/project` of `wandb-run:entity/project/run`. */
function projectOf(resolved: string): string {
  return resolved
    .replace(/^[a-z-]+:/, '')
    .split('/')
    .slice(0, 2)
    .join('/')
}
