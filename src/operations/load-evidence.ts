import { createHash } from 'node:crypto'
import type { ReportSource } from '../config/gate-config.ts'
import type { ReportError } from '../errors.ts'
import { GateError, ReportError as ReportProblem } from '../errors.ts'
import type { ParsedFile, Unpacked } from '../evidence/containers/container.ts'
import { parseFile } from '../evidence/containers/parse-file.ts'
import { unpack } from '../evidence/containers/unpack.ts'
import { readDocument } from '../evidence/read-report.ts'
import type { Evidence } from '../evidence/report.ts'
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
    const { parsed, ...fetched } = await fetchDocument(source, limits, ports.evidence)
    const evidence: Evidence = {
      name: source.name,
      location: source.location,
      ...fetched,
      observedAt: new Date(ports.clock.now()).toISOString(),
      report: readDocument({
        ...parsed,
        bytes: fetched.bytes,
        file: fetched.resolved,
        format: source.format,
        columns: source.columns ?? null,
      }),
    }
    return { ok: true, evidence }
  } catch (thrown) {
    if (thrown instanceof GateError && isAboutTheReport(thrown)) return { ok: false, problem: thrown }
    throw thrown
  }
}

type FileFacts = Pick<Evidence, 'resolved' | 'sha256' | 'bytes' | 'gitBlob' | 'locationClaims' | 'origin' | 'content'>

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
