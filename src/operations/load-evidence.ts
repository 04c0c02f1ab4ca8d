import { createHash } from 'node:crypto'
import type { ReportSource } from '../config/gate-config.ts'
import type { ReportError } from '../errors.ts'
import { GateError, ReportError as ReportProblem } from '../errors.ts'
import type { ParsedFile, Unpacked } from '../evidence/containers/container.ts'
import { parseFile } from '../evidence/containers/parse-file.ts'
import { unpack } from '../evidence/containers/unpack.ts'
import { mergeReports, type ReportPart } from '../evidence/merge-reports.ts'
import { readDocument } from '../evidence/read-report.ts'
import type { EvaluationReport, Evidence, EvidenceFile, EvidenceLocation } from '../evidence/report.ts'
import type { LoadedReport } from '../promotion/promotion-facts.ts'
import type { Clock, EvidenceSource } from './ports.ts'

/**
 * Fetches and parses each report once, all at the same time. A service that fails (access, unavailable) makes
 * the run an error; whatever is wrong with the report itself comes back as a problem of that report.
 */
export async function loadEvidence(
  sources: readonly ReportSource[],
  limits: ReportLimits,
  ports: { readonly evidence: EvidenceSource; readonly clock: Clock },
): Promise<ReadonlyMap<string, LoadedReport>> {
  const loaded = await Promise.all(
    sources.map(async (source) => [source.name, await loadOne(source, limits, ports)] as const),
  )
  return new Map(loaded)
}

export interface ReportLimits {
  readonly maxBytes: number
  /** The bytes of reports up to this size are kept, to lie beside the record; 0: of none. */
  readonly keepBytes: number
}

async function loadOne(
  source: ReportSource,
  limits: ReportLimits,
  ports: { readonly evidence: EvidenceSource; readonly clock: Clock },
): Promise<LoadedReport> {
  try {
    const files = await ports.evidence.expand(source.location)
    const [only = source.location, ...others] = files
    const observedAt = new Date(ports.clock.now()).toISOString()
    const known = { name: source.name, location: source.location, observedAt }
    if (others.length > 0)
      return { ok: true, evidence: { ...known, ...(await loadFiles(source, files, limits, ports)) } }
    const { parsed, ...fetched } = await fetchDocument({ ...source, location: only }, limits, ports.evidence)
    const report = readParsed(source, parsed, fetched)
    return { ok: true, evidence: { ...known, ...fetched, report } }
  } catch (thrown) {
    if (thrown instanceof GateError && isAboutTheReport(thrown)) return { ok: false, problem: thrown }
    throw thrown
  }
}

type FileFacts = Pick<Evidence, 'resolved' | 'sha256' | 'bytes' | 'gitBlob' | 'locationClaims' | 'origin' | 'content'>

function readParsed(source: ReportSource, parsed: ParsedFile, { bytes, resolved }: FileFacts): EvaluationReport {
  const { format, columns = null } = source
  return readDocument({ ...parsed, bytes, file: resolved, format, columns })
}

/** One report of several files, read one after the other; together they may be as large as one. */
async function loadFiles(
  source: ReportSource,
  locations: readonly EvidenceLocation[],
  limits: ReportLimits,
  ports: { readonly evidence: EvidenceSource },
): Promise<FileFacts & Pick<Evidence, 'files' | 'report'>> {
  if (source.location.sha256 !== undefined) throw digestOfSeveral(source, locations)
  const files: EvidenceFile[] = []
  const parts: ReportPart[] = []
  let bytes = 0
  for (const location of locations) {
    const { parsed, ...fetched } = await fetchPart(
      { ...source, location },
      { ...limits, maxBytes: limits.maxBytes - bytes },
      {
        total: limits.maxBytes,
        count: locations.length,
        evidence: ports.evidence,
      },
    )
    bytes += fetched.bytes
    const file = fetched.resolved
    const report = readParsed(source, parsed, fetched)
    files.push({ ...fetched, file, document: report.document, identity: report.identity })
    parts.push({ file, report })
  }
  return {
    resolved: source.location.text,
    sha256: digestOfList(files),
    bytes,
    gitBlob: '',
    locationClaims: files.flatMap(({ locationClaims }) => locationClaims),
    files,
    report: mergeReports(parts),
  }
}

async function fetchPart(
  source: ReportSource,
  left: ReportLimits,
  all: { readonly total: number; readonly count: number; readonly evidence: EvidenceSource },
): Promise<FileFacts & { readonly parsed: ParsedFile }> {
  try {
    return await fetchDocument(source, left, all.evidence)
  } catch (thrown) {
    if (left.maxBytes === all.total || !(thrown instanceof GateError) || thrown.code !== 'report-too-large')
      throw thrown
    const message = `The ${all.count} files of the report ${source.name} have together more than ${all.total} bytes.`
    throw new ReportProblem('report-too-large', message, {
      hint: 'Raise `max_report_mb` in the gate config, or make the pattern narrower.',
      cause: thrown,
    })
  }
}

/** What `sha256sum FILE… | sha256sum` prints, in the order of the files. */
function digestOfList(files: readonly EvidenceFile[]): string {
  const list = files.map(({ sha256, resolved }) => `${sha256}  ${resolved}\n`)
  return createHash('sha256').update(list.join('')).digest('hex')
}

/** Its own function, so that the text of a large report can be collected before the rows are made. */
async function fetchDocument(
  source: ReportSource,
  limits: ReportLimits,
  evidence: EvidenceSource,
): Promise<FileFacts & { readonly parsed: ParsedFile }> {
  const { unpacked, ...facts } = await fetchUnpacked(source, limits, evidence)
  return { ...facts, parsed: parseFile(unpacked) }
}

/**
 * Its own function, so that the bytes of a large report can be collected before the text is parsed. Beside the parsed
 * form of a small one, its bytes weigh little.
 */
async function fetchUnpacked(
  source: ReportSource,
  { maxBytes, keepBytes }: ReportLimits,
  evidence: EvidenceSource,
): Promise<FileFacts & { readonly unpacked: Unpacked }> {
  const { bytes, resolved, claims, origin } = await evidence.fetch(source.location, { maxBytes })
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  if (source.location.sha256 !== undefined && source.location.sha256 !== sha256) throw otherDigest(source, sha256)
  return {
    resolved,
    sha256,
    bytes: bytes.byteLength,
    gitBlob: gitBlobId(bytes),
    locationClaims: claims,
    ...(bytes.byteLength <= keepBytes ? { content: bytes } : {}),
    ...(origin === undefined ? {} : { origin }),
    unpacked: unpack(bytes, resolved, maxBytes),
  }
}

function isAboutTheReport(error: GateError): error is ReportError {
  return error.code.startsWith('report-') || error.code === 'config-invalid'
}

function digestOfSeveral(source: ReportSource, locations: readonly EvidenceLocation[]): ReportError {
  const names = locations.slice(0, 5).map(({ text }) => text)
  return new ReportProblem(
    'report-unreadable',
    `${source.location.text} matches ${locations.length} files (${names.join(', ')}${locations.length > 5 ? ', …' : ''}), and \`#sha256=\` is the digest of one.`,
    { hint: 'Name one file, or demand the digest of each file where it is made.' },
  )
}

function otherDigest(source: ReportSource, sha256: string): ReportError {
  return new ReportProblem(
    'report-unreadable',
    `${source.location.text} has the SHA-256 ${sha256}, not the demanded ${source.location.sha256}.`,
    { hint: 'Somebody changed the report, or the digest belongs to another one.' },
  )
}

/** Id that git gives a blob with these bytes. */
function gitBlobId(bytes: Uint8Array): string {
  return createHash('sha1').update(`blob ${bytes.byteLength}\0`).update(bytes).digest('hex')
}
