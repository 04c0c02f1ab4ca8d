import type { AttestationStanding } from './attestation.ts'
import type { StageStatus } from './status.ts'
import type { StageFinding } from './verify-stage.ts'

/**
 * What the statements say of the stage's newest record. `standing` null: nothing was asked, because the stage is not
 * attested or no record counts. One that is missing is a problem where the record's run names one, else a warning: records
 * from before `attest: true`, and those that another run settled, have none.
 */
export function attestationFindings(
  { standing: { record } }: StageStatus,
  standing: AttestationStanding | null,
): readonly StageFinding[] {
  if (record === null || standing === null || standing === 'attested') return []
  const name = `record #${record.sequence} (${(record.sha256 ?? '').slice(0, 12)})`
  if (standing === 'altered') {
    return [
      {
        level: 'problem',
        code: 'record-not-intact',
        text: `A signed statement names another hash for the run of ${name}: the record was altered after it was attested.`,
        next: 'Compare it with the statement in the attestations of the repository, and find out who may write to the records project.',
      },
    ]
  }
  const named = record.attestationId !== undefined
  return [
    {
      level: named ? 'problem' : 'warning',
      code: 'attestation-missing',
      text: named
        ? `${name} names the attestation ${record.attestationId}, but GitHub keeps no statement about it for the version as it is now.`
        : `${name} has no attestation, although the stage asks for one.`,
      next: named
        ? 'Look whether the attestation was deleted, or the version is not the one that was promoted.'
        : 'Look into the job that moved the alias for why; records from before `attest: true` have none.',
    },
  ]
}
