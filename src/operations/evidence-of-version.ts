import { ReportError } from '../errors.ts'
import type { EvidenceLocation } from '../evidence/report.ts'
import { chooseRun } from '../evidence/using-run.ts'
import { canonicalJson } from '../promotion/canonical-json.ts'
import type { EvidenceSource, FetchedReport, VersionEvidence } from './ports.ts'

/** The version that evidence is looked for in. */
export interface EvidenceSubject {
  readonly artifactId: string
  /** `entity/project/name:vN`, for people. */
  readonly path: string
}

interface Ports {
  readonly evidence: EvidenceSource
  readonly versionEvidence: VersionEvidence
}

/** Evidence that can be found only once the version is known: its metadata, and the runs that used it. */
export function evidenceOfVersion(subject: EvidenceSubject, ports: Ports): EvidenceSource {
  return {
    expand: async (location) => [location],
    fetch: (location, limits) =>
      location.kind === 'wandb-version'
        ? fetchMetadata(subject, limits.maxBytes, ports.versionEvidence)
        : fetchUsingRun(subject, location, { ...ports, maxBytes: limits.maxBytes }),
  }
}

/** It is the version's own, whatever it says; what names another version in it still refuses it. */
async function fetchMetadata(
  { artifactId, path }: EvidenceSubject,
  maxBytes: number,
  port: VersionEvidence,
): Promise<FetchedReport> {
  const text = await port.metadata(artifactId)
  if (text === null || /^\s*(?:null|\{\s*\})?\s*$/.test(text)) {
    throw new ReportError('report-missing', `The version ${path} has no metadata.`, {
      hint: 'Give the numbers to `wandb.Artifact(…, metadata={…})`, or take them from a run or a file.',
    })
  }
  const bytes = new TextEncoder().encode(sorted(text))
  if (bytes.byteLength > maxBytes) {
    const message = `The metadata of ${path} has ${bytes.byteLength} bytes; the limit is ${maxBytes}.`
    throw new ReportError('report-too-large', message)
  }
  const claims = [{ text: artifactId, source: 'the version itself' }]
  return { resolved: `wandb-version:${path}`, bytes, claims }
}

/** The newest finished run that counts. What the version's lineage shows is what binds it: no further name is needed. */
async function fetchUsingRun(
  { artifactId }: EvidenceSubject,
  { text, lineage }: EvidenceLocation,
  { evidence, versionEvidence, maxBytes }: Ports & { readonly maxBytes: number },
): Promise<FetchedReport> {
  if (lineage === undefined) throw new ReportError('report-missing', `${text} does not say whose runs count.`)
  const chosen = chooseRun(await versionEvidence.runsUsing(artifactId, lineage), lineage)
  if (chosen.run === null) {
    throw new ReportError(chosen.code, chosen.message, {
      hint: 'Let the evaluation call `run.use_artifact` on the version, as one of these users, and finish.',
    })
  }
  const { entity, project, id } = chosen.run
  const location = { kind: 'wandb-run', text: `wandb-run:${entity}/${project}/${id}` } as const
  const fetched = await evidence.fetch(location, { maxBytes })
  const claims = [{ text: artifactId, source: 'artifact used by the run' }]
  return { ...fetched, claims, origin: { ...fetched.origin, choice: chosen.choice } }
}

/** Canonical JSON, so that the same metadata has the same digest; what JSON cannot hold is left for the reader to name. */
function sorted(text: string): string {
  try {
    return canonicalJson(JSON.parse(text))
  } catch {
    return text
  }
}
