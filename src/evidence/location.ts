import { InputError } from '../errors.ts'
import { type EvidenceLocation, LOCATION_KINDS } from './report.ts'

/**
 * Reads where evidence lies: a path or glob in the workspace, `wandb-run:entity/project/run`,
 * `wandb-artifact:entity/project/artifact:vN#file`, `workflow-artifact:NAME#file` or `workflow-artifact:RUN/NAME#file`, or
 * `wandb-version:` (metadata of the candidate itself); each may end in `#sha256=<64 hex digits>`. Runs found by lineage are asked for in the gate config only. Throws InputError that says which part is wrong. Nothing is looked up here.
 */
export function parseLocation(text: string): EvidenceLocation {
  const { body, sha256 } = splitDigest(text)
  const kind = kindOf(body)
  if (kind === 'wandb-run') parseRunPath(body)
  else if (kind === 'wandb-artifact') parseArtifactPath(body)
  else if (kind === 'workflow-artifact') parseArtifactFile(body)
  else if (kind === 'wandb-version') checkVersionPart(body)
  else if (kind === 'wandb-lineage') {
    throw new InputError(`${quote(body)} cannot be written as text: it does not say whose runs count.`, {
      hint: 'Write it in the gate config: `wandb_lineage: { project: entity/project, created_by: [user] }`.',
    })
  } else {
    const problem = pathProblem(body)
    if (problem !== null) throw new InputError(`The path ${quote(body)} ${problem}.`)
  }
  return sha256 === undefined ? { kind, text: body } : { kind, text: body, sha256 }
}

export interface RunPath {
  readonly entity: string
  readonly project: string
  readonly run: string
}

/** The parts of `wandb-run:entity/project/run`. Throws InputError. */
export function parseRunPath(text: string): RunPath {
  const [, entity, project, run] = RUN.exec(text) ?? []
  if (entity === undefined || project === undefined || run === undefined) {
    throw new InputError(`${quote(text)} does not name a W&B run.`, {
      hint: 'Write wandb-run:entity/project/run, with the id of the run (the last part of its URL).',
    })
  }
  return { entity, project, run }
}

export interface ArtifactPath {
  readonly entity: string
  readonly project: string
  readonly artifact: string
  /** `vN`. */
  readonly version: string
  /** Path of one file in the artifact. */
  readonly file: string
}

/** The parts of `wandb-artifact:entity/project/artifact:vN#file`. Throws InputError. */
export function parseArtifactPath(text: string): ArtifactPath {
  const [, entity, project, artifact, version, file] = ARTIFACT.exec(text) ?? []
  if (entity === undefined || project === undefined || artifact === undefined || version === undefined) {
    throw new InputError(`${quote(text)} does not name a file of a W&B artifact.`, { hint: ARTIFACT_FORM })
  }
  if (!isVersion(version)) {
    throw new InputError(`${quote(text)} does not name a version: ${quote(version)} is not vN.`, {
      hint: 'An alias may move between two reads; write the version, such as v3.',
    })
  }
  if (file === undefined) throw new InputError(`${quote(text)} names no file.`, { hint: ARTIFACT_FORM })
  const problem = pathProblem(file)
  if (problem !== null) throw new InputError(`The file in ${quote(text)} ${problem}.`)
  return { entity, project, artifact, version, file }
}

export interface ArtifactFile {
  /** Id of the workflow run; null: the run whose end started this one. */
  readonly run: string | null
  /** Name of the artifact. */
  readonly name: string
  /** One file in it. */
  readonly file: string
}

/** The parts of `workflow-artifact:NAME#file` and `workflow-artifact:RUN/NAME#file`. Throws InputError. */
export function parseArtifactFile(text: string): ArtifactFile {
  const [, run, name, file] = WORKFLOW_ARTIFACT.exec(text) ?? []
  if (name === undefined || file === undefined) {
    throw new InputError(`${quote(text)} does not name a file of a workflow artifact.`, {
      hint: 'Write workflow-artifact:NAME#path/of/file.json, with RUN/ before NAME for a run of its own.',
    })
  }
  const problem = pathProblem(file)
  if (problem !== null) throw new InputError(`The file in ${quote(text)} ${problem}.`)
  return { run: run ?? null, name, file }
}

/** `wandb-version:` alone means the metadata. */
function checkVersionPart(text: string): void {
  if (['wandb-version:', 'wandb-version:metadata'].includes(text)) return
  throw new InputError(`${quote(text)} names a part of the version that is no evidence.`, {
    hint: 'Write wandb-version: for the metadata of the version that is to be promoted.',
  })
}

/** True for `v0`, `v1`, …: a version of a collection, never an alias. */
export function isVersion(text: string): boolean {
  return VERSION.test(text)
}

/**
 * Why a text cannot be a path inside the repository (or workspace), as the end of a sentence; null: it can.
 * Only the text is judged: links are resolved by whoever opens the file.
 */
export function pathProblem(path: string): string | null {
  if (path.trim() === '') return 'is empty'
  if (path.length > 1024) return 'is longer than 1,024 characters'
  if (/\p{Cc}/u.test(path)) return 'holds a control character'
  if (path.includes('\\')) return 'holds a backslash; write /'
  if (path.startsWith('/') || /^[A-Za-z]:/.test(path)) return 'is absolute; write it from the top of the repository'
  if (path.startsWith('~')) return 'starts with ~; write it from the top of the repository'
  const parts = path.split('/')
  if (parts.includes('..')) return 'leaves its folder by ..'
  if (parts.includes('')) return 'has an empty part (// or a / at the end)'
  return null
}

const VERSION = /^v(?:0|[1-9]\d{0,8})$/
const RUN = /^wandb-run:([^/:#\s]+)\/([^/:#]+)\/([^/:#\s]+)$/
const ARTIFACT = /^wandb-artifact:([^/:#\s]+)\/([^/:#]+)\/([^/:#]+):([^/:#]+)(?:#(.+))?$/
/** GitHub allows none of these characters in the name of an artifact. */
const WORKFLOW_ARTIFACT = /^workflow-artifact:(?:([1-9]\d{0,14})\/)?([^/:#"<>|*?\\\p{Cc}]{1,256})#(.+)$/u
const ARTIFACT_FORM = 'Write wandb-artifact:entity/project/artifact:vN#path/of/file.json.'
const DIGEST = '#sha256='

function splitDigest(text: string): { body: string; sha256?: string } {
  const start = text.lastIndexOf(DIGEST)
  if (start < 0) return { body: text }
  const sha256 = text.slice(start + DIGEST.length).toLowerCase()
  if (!/^[0-9a-f]{64}$/.test(sha256)) {
    throw new InputError(`${quote(text)} ends in ${DIGEST} without 64 hexadecimal digits.`)
  }
  return { body: text.slice(0, start), sha256 }
}

function kindOf(text: string): EvidenceLocation['kind'] {
  const scheme = /^([A-Za-z][A-Za-z0-9+.-]+):/.exec(text)?.[1]
  if (scheme === undefined) return 'path'
  const kind = LOCATION_KINDS.find((each) => each === scheme && each !== 'path')
  if (kind !== undefined) return kind
  throw new InputError(`${quote(text)} is no place that evidence is read from: ${quote(`${scheme}:`)} is unknown.`, {
    hint: 'Write a path in the repository, wandb-run:…, wandb-artifact:…, workflow-artifact:… or wandb-version:; a file whose name holds a colon is written ./name.',
  })
}

function quote(text: string): string {
  return JSON.stringify(text.length > 200 ? `${text.slice(0, 200)}…` : text)
}
