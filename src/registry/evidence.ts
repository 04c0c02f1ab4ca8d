import { ReportError } from '../errors.ts'
import type { EvidenceLocation, EvidenceOrigin, IdentityClaim } from '../evidence/report.ts'
import type { EvidenceSource, FetchedReport } from '../operations/ports.ts'
import { canonicalJson } from './canonical-json.ts'
import { FILE_DOCUMENT, RUN_DOCUMENT } from './documents/evidence.ts'
import { type Connection, graphql } from './graphql.ts'
import { datasetOf, runPath, userOf } from './run-parts.ts'
import type { Node } from './shape.ts'
import { fetchStoredFile } from './stored-file.ts'

const RUN = /^wandb-run:([^/]+)\/([^/]+)\/([^/#]+)$/
const FILE = /^wandb-artifact:([^/]+)\/([^/]+)\/([^/:]+):(v\d+)#(.+)$/s

/** Evidence that lies in Weights & Biases: `wandb-run:` and `wandb-artifact:` locations. */
export function createWandbEvidence(connection: Connection): EvidenceSource {
  return {
    expand: async (location) => [location],
    fetch: (location, { maxBytes }) =>
      location.kind === 'wandb-run'
        ? fetchRun(connection, location, maxBytes)
        : fetchArtifactFile(connection, location, maxBytes),
  }
}

/**
 * A run's summary as canonical JSON (RFC 8785). The artifacts that the run used or made are claims of what the
 * numbers are about.
 */
async function fetchRun(connection: Connection, location: EvidenceLocation, maxBytes: number): Promise<FetchedReport> {
  const [, entity = '', project = '', id = ''] = matchLocation(RUN, location, 'wandb-run:entity/project/run')
  const { data } = await graphql(connection, {
    what: `read the run ${entity}/${project}/${id}`,
    document: RUN_DOCUMENT,
    variables: { entity, project, run: id },
    idempotent: true,
  })
  const run = data.at('project').isNull ? data.at('project') : data.at('project').at('run')
  if (run.isNull) throw missing(`The run ${entity}/${project}/${id}`)
  const state = run.at('state').stringOrNull() ?? 'unknown'
  if (state !== 'finished') {
    throw new ReportError('report-incomplete', `The run ${entity}/${project}/${id} is \`${state}\`, not \`finished\`.`)
  }
  const bytes = new TextEncoder().encode(canonicalSummary(run.at('summaryMetrics').stringOrNull() ?? '{}'))
  if (bytes.byteLength > maxBytes) throw tooLarge(location, bytes.byteLength, maxBytes)
  const claims = [
    ...artifactClaims(run.at('inputArtifacts'), 'artifact used by the run'),
    ...artifactClaims(run.at('outputArtifacts'), 'artifact made by the run'),
  ]
  const path = `${entity}/${project}/${run.at('name').string()}`
  return { resolved: `wandb-run:${path}`, bytes, claims, origin: runOrigin(run, path) }
}

/** One file of one version, with size and MD5 as W&B states them. */
async function fetchArtifactFile(
  connection: Connection,
  location: EvidenceLocation,
  maxBytes: number,
): Promise<FetchedReport> {
  const wanted = 'wandb-artifact:entity/project/artifact:vN#file'
  const [, entity = '', project = '', collection = '', version = '', name = ''] = matchLocation(FILE, location, wanted)
  const { data } = await graphql(connection, {
    what: `read the file ${name} of ${entity}/${project}/${collection}:${version}`,
    document: FILE_DOCUMENT,
    variables: { entity, project, collection, version, file: name },
    idempotent: true,
  })
  const file = findFile(data, name)
  if (file === null) throw missing(`The file ${name} of ${entity}/${project}/${collection}:${version}`)
  const size = file.at('sizeBytes').integer64()
  if (size > maxBytes) throw tooLarge(location, size, maxBytes)
  const stored = { url: file.at('directUrl').string(), size, md5: file.at('md5').stringOrNull(), name }
  const bytes = await fetchStoredFile(connection, stored)
  const resolved = `wandb-artifact:${entity}/${project}/${collection}:${version}#${name}`
  const origin = artifactOrigin(data.at('project').at('artifactCollection').at('artifactMembership').at('artifact'))
  return { resolved, bytes, claims: [], origin }
}

/** The last sign of life dates a run: what it logged is not older than its beginning, and not newer than that. */
function runOrigin(run: Node, path: string): EvidenceOrigin {
  const inputs = run.at('inputArtifacts')
  const dates = [run.at('heartbeatAt'), run.at('createdAt')].filter((date) => !date.isNull)
  return known({
    run: path,
    createdBy: userOf(run),
    commit: run.at('commit').stringOrNull(),
    madeAt: dates[0]?.time() ?? null,
    datasets: inputs.isNull ? [] : inputs.nodes().flatMap(datasetOf),
  })
}

/** Who logged the version; the commit of that run says nothing about what the file measured, so it is left out. */
function artifactOrigin(artifact: Node): EvidenceOrigin {
  if (artifact.isNull) return {}
  const creator = artifact.at('createdBy')
  const madeAt = artifact.at('createdAt').isNull ? null : artifact.at('createdAt').time()
  if (creator.isNull) return known({ madeAt })
  const isRun = creator.at('__typename').string() === 'Run'
  return known({
    run: isRun ? runPath(creator) : null,
    createdBy: isRun ? userOf(creator) : creator.at('username').stringOrNull(),
    madeAt,
  })
}

/** What W&B did not tell is left out. */
function known(parts: { readonly [K in keyof EvidenceOrigin]: EvidenceOrigin[K] | null }): EvidenceOrigin {
  return Object.fromEntries(Object.entries(parts).filter(([, value]) => value !== null))
}

function matchLocation(pattern: RegExp, location: EvidenceLocation, wanted: string): RegExpExecArray {
  const match = pattern.exec(location.text)
  if (match !== null) return match
  throw new ReportError('report-missing', `\`${location.text}\` is not of the form \`${wanted}\`.`)
}

function canonicalSummary(json: string): string {
  try {
    return canonicalJson(JSON.parse(json))
  } catch {
    // Bare NaN, which the reader of the report can handle, or nonsense, which it will name.
    return json
  }
}

function artifactClaims(connection: Node, source: string): IdentityClaim[] {
  if (connection.isNull) return []
  return connection.nodes().map((artifact) => ({
    text: artifact.at('id').string(),
    source,
    artifactType: artifact.at('artifactType').at('name').string(),
  }))
}

function findFile(data: Node, name: string): Node | null {
  const path = ['project', 'artifactCollection', 'artifactMembership', 'files']
  let node = data
  for (const part of path) {
    node = node.at(part)
    if (node.isNull) return null
  }
  return node.nodes().find((file) => file.at('name').string() === name) ?? null
}

function missing(what: string): ReportError {
  return new ReportError('report-missing', `${what} was not found, or is not visible to this account.`, {
    hint: 'Check the path, and that the account may read the project.',
  })
}

function tooLarge(location: EvidenceLocation, size: number, maxBytes: number): ReportError {
  return new ReportError('report-too-large', `\`${location.text}\` has ${size} bytes; the limit is ${maxBytes}.`)
}
