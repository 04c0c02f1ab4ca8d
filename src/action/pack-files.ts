import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { InputError, toGateError } from '../errors.ts'
import type { PackPlace } from '../operations/pack-port.ts'
import type { EvidencePack } from '../promotion/evidence-pack.ts'
import { readPackBody } from '../promotion/evidence-pack-body.ts'
import { packPage } from '../render/pack-page.ts'

/**
 * Writes the pack and its page into the runner's temporary folder, readable by its user only; the same record has the
 * same names each time.
 * @throws InputError
 */
export function writePack(pack: EvidencePack, env: Readonly<Record<string, string | undefined>>): PackPlace {
  const folder = env['RUNNER_TEMP'] || env['GITHUB_WORKSPACE'] || '.'
  const name = packName(pack)
  const place = { json: join(folder, `${name}.json`), html: join(folder, `${name}.html`) }
  try {
    writeFileSync(place.json, `${JSON.stringify(pack, null, 2)}\n`, { mode: 0o600 })
    writeFileSync(place.html, packPage(pack), { mode: 0o600 })
  } catch (thrown) {
    throw new InputError(`The evidence pack could not be written to ${folder}: ${toGateError(thrown).message}`, {
      hint: 'Is the disk of the runner full? `RUNNER_TEMP` names the folder.',
    })
  }
  return place
}

/** `evidence-pack-<model>-<stage>-<first characters of the record's sha256>`. */
function packName({ record }: EvidencePack): string {
  const body = readPackBody(record.record)
  const parts = [body?.model, body?.stage, record.sha256.slice(0, 12)]
  return ['evidence-pack', ...parts.map((part) => (part ?? '').replace(/[^A-Za-z0-9._-]+/g, '_').slice(0, 60))].join(
    '-',
  )
}
