import { createHash } from 'node:crypto'
import type { ReportSource } from '../config/gate-config.ts'
import type { ReportError } from '../errors.ts'
import { GateError, ReportError as ReportProblem } from '../errors.ts'
import type { Evidence } from '../evidence/report.ts'
import { readReport } from '../evidence/read-report.ts'
import type { LoadedReport } from '../promotion/promotion-facts.ts'
import type { Clock, EvidenceSource } from './ports.ts'

/**
 * Fetches and parses each report once, all at the same time. A service that fails (access, unavailable) makes
 * the run an error; whatever is wrong with the report itself comes back as a problem of that report.
 */
export async function loadEvidence(
  sources: readonly ReportSource[],
  maxReportMb: number,
  ports: { readonly evidence: EvidenceSource; readonly clock: Clock },
): Promise<ReadonlyMap<string, LoadedReport>> {
  const loaded = await Promise.all(
    sources.map(async (source) => [source.name, await loadOne(source, maxReportMb * 1_000_000, ports)] as const),
  )
  return new Map(loaded)
}

async function loadOne(
  source: ReportSource,
  maxBytes: number,
  ports: { readonly evidence: EvidenceSource; readonly clock: Clock },
): Promise<LoadedReport> {
  try {
    const fetched = await ports.evidence.fetch(source.location, { maxBytes })
    const sha256 = createHash('sha256').update(fetched.bytes).digest('hex')
    if (source.location.sha256 !== undefined && source.location.sha256 !== sha256) throw otherDigest(source, sha256)
    const report = readReport({ bytes: fetched.bytes, file: fetched.resolved, format: source.format })
    const evidence: Evidence = {
      name: source.name,
      location: source.location,
      resolved: fetched.resolved,
      sha256,
      bytes: fetched.bytes.byteLength,
      gitBlob: gitBlobId(fetched.bytes),
      observedAt: new Date(ports.clock.now()).toISOString(),
      locationClaims: fetched.claims,
      report,
    }
    return { ok: true, evidence }
  } catch (thrown) {
    if (thrown instanceof GateError && isAboutTheReport(thrown)) return { ok: false, problem: thrown }
    throw thrown
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
