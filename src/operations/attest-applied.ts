import type { GateConfig } from '../config/gate-config.ts'
import { RemoteError, toGateError } from '../errors.ts'
import { type AttestedRecord, promotionStatement } from '../promotion/attestation.ts'
import type { AttestationSummary, Note, PromotionOutcome, RunOutcome } from '../promotion/outcome.ts'
import type { PromotePorts } from './promote-input.ts'

/** A record that this run closed as applied, with what a statement about it needs. */
export interface AppliedRecord {
  readonly config: GateConfig
  readonly collection: string
  readonly record: AttestedRecord
  /** As it was written when the record was closed. */
  readonly summary: Readonly<Record<string, string | number | null>>
}

type Ports = Pick<PromotePorts, 'attestations' | 'cancellation' | 'progress'>

/**
 * Attests what was applied, for stages that ask for it. The aliases have moved and the records are closed: a failure is a
 * warning and changes nothing else.
 */
export async function attestApplied(
  outcome: RunOutcome,
  applied: readonly AppliedRecord[],
  ports: Ports,
): Promise<RunOutcome> {
  const asked = applied.filter(isAsked)
  const attested = new Map(await Promise.all(asked.map(async (each) => [each, await attestOne(each, ports)] as const)))
  const promotions = outcome.promotions.map((promotion) => {
    const own = asked.find(({ record }) => record.runId === promotion.record?.runId)
    const result = own === undefined ? undefined : attested.get(own)
    return result === undefined ? promotion : withResult(promotion, result)
  })
  return { ...outcome, promotions }
}

interface Attested {
  readonly attestation: AttestationSummary | null
  readonly notes: readonly Note[]
}

function withResult(promotion: PromotionOutcome, { attestation, notes }: Attested): PromotionOutcome {
  return { ...promotion, ...(attestation === null ? {} : { attestation }), notes: [...promotion.notes, ...notes] }
}

function isAsked({ config, record: { draft } }: AppliedRecord): boolean {
  return config.models.get(draft.model)?.stages.get(draft.stage)?.attest === true
}

async function attestOne(applied: AppliedRecord, ports: Ports): Promise<Attested> {
  const { config, collection, record } = applied
  const { stage, to } = record.draft
  if (ports.cancellation.requested) return warning(`${stage} was moved, but not attested: the job was cancelled.`)
  let attestation: AttestationSummary
  try {
    const member = { registry: config.registry, collection, version: to.version }
    const contents = await ports.attestations.contents(member)
    if (contents?.artifactId !== to.artifact_id || contents.digest !== to.digest) {
      throw new RemoteError('wandb', `The registry does not show ${to.version} as it was recorded.`)
    }
    const statement = promotionStatement(record, contents)
    const stored = await ports.attestations.attest(statement)
    attestation = { ...stored, subjectSha256: statement.subject.sha256 }
  } catch (thrown) {
    const { message, hint, code } = toGateError(thrown)
    const why = `${message}${hint === undefined ? '' : ` ${hint}`}`
    return warning(`${stage} was moved and recorded, but not attested: ${why}`, code)
  }
  ports.progress.info(`Attested: ${attestation.url}`)
  return { attestation, notes: await linkRecord(applied, attestation, ports) }
}

/** A link for people who look at the record; `verify` finds the statement without it. */
async function linkRecord(
  { config, record, summary }: AppliedRecord,
  { id, url }: AttestationSummary,
  ports: Ports,
): Promise<readonly Note[]> {
  try {
    const run = { records: config.records, runId: record.runId }
    await ports.attestations.writeSummary(run, { ...summary, attestation_id: id, attestation_url: url })
    return []
  } catch (thrown) {
    const { message, code } = toGateError(thrown)
    return warning(`The attestation is stored, but the record does not name it: ${message}`, code).notes
  }
}

function warning(text: string, code?: Note['code']): Attested {
  return { attestation: null, notes: [{ level: 'warning', text, ...(code === undefined ? {} : { code }) }] }
}
