import type { EvidenceLocation } from '../evidence/report.ts'
import type { Cancellation, Clock, CodeHost, EvidenceSource, ModelRegistry, Progress } from './ports.ts'

/** What `plan` and `promote` are asked to do. */
export interface PromoteInputs {
  readonly operation: 'plan' | 'promote'
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
}

export interface NamedLocation {
  /** null: the only report of the stage. */
  readonly name: string | null
  readonly location: EvidenceLocation
}

export interface PromotePorts {
  readonly registry: ModelRegistry
  readonly host: CodeHost
  readonly evidence: EvidenceSource
  readonly clock: Clock
  readonly cancellation: Cancellation
  readonly progress: Progress
  /** False: neither an API key nor an identity token is there. */
  readonly hasCredentials: boolean
  /** Told as soon as it is known which pull requests, and which of the config's stages, a comment may be about. */
  readonly onGateRead: (pullRequests: readonly number[], stages: readonly StageName[]) => void
  readonly software: { readonly name: string; readonly version: string }
}

export interface StageName {
  readonly model: string
  readonly stage: string
}
