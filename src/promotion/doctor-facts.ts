import type { FileFacts, PermissionOf } from '../checks/facts.ts'
import type { TeamsOf } from '../checks/people-facts.ts'
import type { GateConfig, Pins, ProjectPath } from '../config/gate-config.ts'
import type { Issue } from '../errors.ts'
import type { ReasonCode } from '../reason-codes.ts'

/** Somebody, or a team, with a role in a W&B project; null: the server does not name the role. */
export interface RoleFacts {
  readonly name: string
  readonly role: string | null
}

/** A W&B project or registry as this account sees it. null in a field: the server does not tell. */
export interface ProjectFacts {
  readonly path: ProjectPath
  readonly visible: boolean
  /** Whether this account may only read it. */
  readonly readOnly: boolean | null
  readonly access: string | null
  /** People with a role of their own. */
  readonly members: readonly RoleFacts[] | null
  /** Teams with a role. */
  readonly teams: readonly RoleFacts[] | null
  /** Members of the team that owns it. */
  readonly owners: readonly RoleFacts[] | null
}

export interface MemberFacts {
  readonly version: string
  readonly state: string
  /** Project that the version was logged to; null: this account cannot see it. */
  readonly source: ProjectPath | null
}

/** Who the credential is to W&B, and what W&B lets it see. */
export interface AccountFacts {
  readonly base: string
  readonly by: 'api-key' | 'identity-token'
  /** Claims of GitHub's identity token, where one was exchanged. Never the token. */
  readonly claims: Readonly<Record<string, string>> | null
  readonly username: string | null
  readonly teams: readonly string[] | null
  readonly registry: ProjectFacts
  readonly records: ProjectFacts
  readonly sources: readonly ProjectFacts[]
  /** By `collection:vN` or `collection:alias`; a null member is not there. null: the server does not tell. */
  readonly versions: ReadonlyMap<string, MemberFacts | null> | null
}

export interface AccountQuery {
  readonly registry: ProjectPath
  readonly records: ProjectPath
  /** `collection:vN` and `collection:alias`. */
  readonly versions: readonly string[]
}

/** A question that could not be answered. */
export interface Unanswered {
  readonly code: ReasonCode
  readonly message: string
  readonly hint: string | null
  /** By the nature of the run, not by a mistake: no problem. */
  readonly isExpected?: boolean
}

/** All that the diagnosis uses. */
export interface DoctorFacts {
  readonly config: GateConfig
  readonly isPrivate: boolean
  /** null: the pins file is not there. */
  readonly pins: Pins | null
  readonly pinIssues: readonly Issue[]
  readonly account: AccountFacts | Unanswered
  readonly permissionOf: PermissionOf | Unanswered
  /** Teams that the config names; members were not asked for. */
  readonly teamsOf: TeamsOf | Unanswered
}

export interface WorkflowsRead {
  /** Path of the workflow that runs now; null: the runner does not say. */
  readonly own: string | null
  readonly isPrivate: boolean
  readonly files: readonly FileFacts[] | Unanswered
  /** Whether the gate config lists keys that records must be signed with; null: there is no usable config. */
  readonly signed: boolean | null
}

export function isUnanswered(value: object): value is Unanswered {
  return 'code' in value && 'message' in value
}
