import type { RegistryFacts } from '../checks/facts.ts'
import type { ReportSource } from '../config/gate-config.ts'
import { ReportError } from '../errors.ts'
import type { LoadedReport } from '../promotion/promotion-facts.ts'
import { type EvidenceSubject, evidenceOfVersion } from './evidence-of-version.ts'
import type { ReportLimits } from './load-evidence.ts'
import type { EvidenceSource } from './ports.ts'
import type { PromotePorts } from './promote-input.ts'

export interface EvidencePlan {
  /** Which version the reports are about: the one asked for, or the one that holds the stage. */
  readonly of: 'candidate' | 'holder'
  readonly registry: Promise<RegistryFacts>
  readonly limits: ReportLimits
}

type Ports = Pick<PromotePorts, 'evidence' | 'versionEvidence' | 'clock'>

/** What is read best, where the config names no format: metadata is plain JSON, whatever its keys look like. */
const FORMATS: ReadonlyMap<string, string> = new Map([
  ['wandb-version', 'json'],
  ['wandb-lineage', 'wandb-summary'],
])

/** Loads all reports at the same time; only those that lie in the version itself wait until it is known. */
export async function gatherEvidence(
  sources: readonly ReportSource[],
  plan: EvidencePlan,
  ports: Ports,
): Promise<ReadonlyMap<string, LoadedReport>> {
  const waiting = sources.filter(({ location }) => FORMATS.has(location.kind))
  const free = sources.filter(({ location }) => !FORMATS.has(location.kind))
  const [early, late] = await Promise.all([
    loadEvidence(free, plan.limits, ports),
    waiting.length === 0 ? new Map<string, LoadedReport>() : loadLate(waiting, plan, ports),
  ])
  return new Map([...early, ...late])
}

async function loadLate(
  sources: readonly ReportSource[],
  plan: EvidencePlan,
  ports: Ports,
): Promise<ReadonlyMap<string, LoadedReport>> {
  const subject = subjectOf(await plan.registry, plan.of)
  const evidence = subject === null ? nobody(plan.of) : evidenceOfVersion(subject, ports)
  const inFormat = sources.map((source) =>
    source.format === 'auto' ? { ...source, format: FORMATS.get(source.location.kind) ?? source.format } : source,
  )
  return loadEvidence(inFormat, plan.limits, { evidence, clock: ports.clock })
}

/** The readers are a file of their own in the bundle: most of it, and needed only where there are reports. */
async function loadEvidence(
  ...given: Parameters<typeof import('./load-evidence.ts').loadEvidence>
): Promise<ReadonlyMap<string, LoadedReport>> {
  return given[0].length === 0 ? new Map() : (await import('./load-evidence.ts')).loadEvidence(...given)
}

/** A version that is still to be linked has its metadata and its lineage already. */
function subjectOf(registry: RegistryFacts, of: EvidencePlan['of']): EvidenceSubject | null {
  const { entity, project, collection, candidate, holder, unlinkedSource } = registry
  const version = of === 'candidate' ? candidate : holder
  if (version !== null) {
    return { artifactId: version.artifactId, path: `${entity}/${project}/${collection}:${version.version}` }
  }
  return of === 'candidate' ? unlinkedSource : null
}

function nobody(of: EvidencePlan['of']): EvidenceSource {
  const what = of === 'candidate' ? 'the version asked for is not known' : 'no version holds the stage'
  return {
    expand: async (location) => [location],
    fetch: async ({ text }) => {
      throw new ReportError('report-missing', `Nothing lies at ${text}: ${what}.`)
    },
  }
}
