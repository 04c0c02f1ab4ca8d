import type { EvidenceLocation } from '../evidence/report.ts'
import type { RecordSigner } from '../promotion/record-trust.ts'
import type { AppliedRecord } from './attest-applied.ts'
import type { AttestationPort } from './attest-port.ts'
import type { DoctorPort } from './doctor-port.ts'
import type { HoldMarkers } from './hold-port.ts'
import type { PackWriter } from './pack-port.ts'
import type {
  Cancellation,
  Clock,
  CodeHost,
  EvidenceSource,
  ModelRegistry,
  Progress,
  VersionEvidence,
} from './ports.ts'
import type { RecordFiles } from './record-files-port.ts'
import type { RegistrySurvey } from './survey-port.ts'
import type { TicketSystem } from './ticket-port.ts'
import type { WorkflowArtifacts } from './workflow-artifact-port.ts'

/** What an operation is asked to do; each reads what concerns it. */
export interface PromoteInputs {
  readonly operation: 'plan' | 'promote' | 'rollback' | 'hold' | 'release' | 'status' | 'verify' | 'history' | 'doctor'
  readonly model: string | null
  readonly stage: string | null
  readonly version: string | null
  readonly link: boolean
  readonly reports: readonly NamedLocation[]
  readonly baselineReports: readonly NamedLocation[]
  readonly reportVersion: string | null
  readonly reportFormat: string
  readonly configFile: string
  readonly pullRequest: number | null
  readonly reason: string | null
  readonly dryRun: boolean
  readonly ticket: string | null
  readonly until: string | null
  readonly fallback: boolean
  readonly adopt: boolean
  readonly at: string | null
}

export interface NamedLocation {
  /** null: the only report of the stage. */
  readonly name: string | null
  readonly location: EvidenceLocation
}

export interface PromotePorts {
  readonly registry: ModelRegistry
  readonly host: CodeHost
  readonly survey: RegistrySurvey
  /** Tags that hold; aliases that hold are written by the registry. */
  readonly holds: HoldMarkers
  readonly evidence: EvidenceSource
  /** Files beside a record, in its run. */
  readonly files: RecordFiles
  readonly packs: PackWriter
  /** Evidence that lies in the version itself, or is found by its lineage. */
  readonly versionEvidence: VersionEvidence
  /** Evidence that a workflow run uploaded. */
  readonly workflowArtifacts: WorkflowArtifacts
  /** Approvals that a ticket gives. */
  readonly tickets: TicketSystem
  readonly doctor: DoctorPort
  readonly attestations: AttestationPort
  readonly clock: Clock
  readonly cancellation: Cancellation
  /** null: records are not signed. */
  readonly signer: RecordSigner | null
  readonly progress: Progress
  /** False: neither an API key nor an identity token is there. */
  readonly hasCredentials: boolean
  /** Told of each record that was closed as applied; absent: nobody asks. */
  readonly onApplied?: (applied: AppliedRecord) => void
  /** Told as soon as it is known which pull requests, and which of the config's stages, a comment may be about. */
  readonly onGateRead: (pullRequests: readonly number[], stages: readonly StageName[]) => void
  /** Work that nobody waits for: begun at once, given some time to end before the process does. It never throws. */
  readonly beside: (work: () => Promise<void>) => void
  readonly software: { readonly name: string; readonly version: string }
}

export interface StageName {
  readonly model: string
  readonly stage: string
}
