import type { PullRequestFacts } from '../checks/facts.ts'
import type { GateConfig, Pins } from '../config/gate-config.ts'
import type { Note } from '../promotion/outcome.ts'
import type { PromotionRequest } from '../promotion/requests.ts'
import type { Trust } from '../promotion/trust.ts'
import type { ReasonCode } from '../reason-codes.ts'
import type { ChangeFacts } from './ports.ts'

export type Working = Extract<Trust, { mode: 'plan' | 'write' }>

/** The gates that bind this run, read at the trusted commit, and what the change asks for. */
export interface Gate {
  readonly config: GateConfig
  readonly configFacts: { readonly path: string; readonly commit: string; readonly sha256: string }
  /** Branches that may promote, by the default branch's config. */
  readonly branches: readonly string[]
  readonly pins: Pins
  readonly pinsCommit: string
  readonly requests: readonly PromotionRequest[]
  readonly change: ChangeFacts
  /** The pull request that is judged or named; on a push they are read later, by number. */
  readonly pullRequest: PullRequestFacts | null
  readonly notes: readonly Note[]
}

/** The change itself forbids, or makes needless, any promotion. */
export interface Stopped {
  readonly stopped: 'refused' | 'no-change'
  readonly code: ReasonCode
  readonly message: string
  readonly hint?: string
  readonly notes?: readonly Note[]
}
