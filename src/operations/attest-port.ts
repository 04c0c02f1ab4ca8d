import type { ProjectPath } from '../config/gate-config.ts'
import type { PromotionStatement, StoredStatement } from '../promotion/attestation.ts'
import type { VersionContents } from '../promotion/version-manifest.ts'

export type { PromotionStatement, StoredStatement }

export interface MemberPath {
  readonly registry: ProjectPath
  readonly collection: string
  /** `vN`. */
  readonly version: string
}

/** What attestations need of the registry. Throws AccessError or RemoteError. */
export interface AttestedRegistry {
  /** What a member of the collection consists of, in one request; null: there is no such member. */
  contents(member: MemberPath): Promise<VersionContents | null>
  /** Replaces the summary of a closed record's run; its config, which holds the record, stays as it is. */
  writeSummary(
    run: { readonly records: ProjectPath; readonly runId: string },
    summary: Readonly<Record<string, string | number | null>>,
  ): Promise<void>
}

/** GitHub's attestation service. Throws AccessError (names the permission) or RemoteError. */
export interface AttestationService {
  /** Signs the statement as this workflow, and stores it in the repository. */
  attest(statement: PromotionStatement): Promise<{ readonly id: string; readonly url: string }>
  /**
   * Statements of this type kept in this repository for a subject; empty: none, or none that this token may see. Signatures
   * are not checked here.
   */
  find(subjectSha256: string, predicateType: string): Promise<readonly StoredStatement[]>
}

export type AttestationPort = AttestedRegistry & AttestationService
