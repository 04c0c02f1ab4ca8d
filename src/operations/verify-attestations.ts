import type { GateConfig } from '../config/gate-config.ts'
import { type AttestationStanding, attestationStanding, PREDICATE_TYPE } from '../promotion/attestation.ts'
import { type StageStatus, stageStatuses } from '../promotion/status.ts'
import { stageKey } from '../promotion/verify.ts'
import { versionManifest } from '../promotion/version-manifest.ts'
import type { AttestationPort } from './attest-port.ts'
import type { SurveyedModels } from './survey-models.ts'

/** GitHub slows down clients with many requests at once. */
const AT_ONCE = 10

/**
 * How the newest record of each stage with `attest: true` compares with the statements that GitHub keeps for the version as
 * the registry shows it now. Two requests for each such stage.
 * @throws AccessError, RemoteError: what cannot be read is not known, and so not passed
 */
export async function attestationStandings(
  surveyed: SurveyedModels,
  config: GateConfig,
  port: AttestationPort,
): Promise<ReadonlyMap<string, AttestationStanding>> {
  const statuses = stageStatuses({ ...surveyed, recordKeys: config.recordKeys, now: surveyed.serverTime })
  const asked = statuses.filter(({ stage, standing }) => stage.attest && standing.state === 'as-recorded')
  const found = new Map<string, AttestationStanding>()
  for (let start = 0; start < asked.length; start += AT_ONCE) {
    const group = asked.slice(start, start + AT_ONCE)
    const standings = await Promise.all(group.map((status) => standingOf(status, config, port)))
    group.forEach((status, index) => {
      const standing = standings[index] ?? null
      if (standing !== null) found.set(stageKey(status), standing)
    })
  }
  return found
}

async function standingOf(
  { model, standing: { record } }: StageStatus,
  { registry }: GateConfig,
  port: AttestationPort,
): Promise<AttestationStanding | null> {
  if (record?.to == null) return null
  const { collection } = model
  const contents = await port.contents({ registry, collection, version: record.to.version })
  if (contents === null) return 'absent'
  return attestationStanding(record, contents, await port.find(versionManifest(contents).sha256, PREDICATE_TYPE))
}
