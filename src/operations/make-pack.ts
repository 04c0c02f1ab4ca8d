import { createHash } from 'node:crypto'
import type { RecordFacts } from '../checks/facts.ts'
import type { GateConfig } from '../config/gate-config.ts'
import { toGateError } from '../errors.ts'
import { chainAround, type EvidencePack, type PackedFile, packRecord } from '../promotion/evidence-pack.ts'
import { filesOfReports, type PackBody, readPackBody } from '../promotion/evidence-pack-body.ts'
import { CONFIG_FILE, evidenceFileNames, MOST_FILE_BYTES, PINS_FILE } from '../promotion/record-files.ts'
import type { RecordFiles, RecordRunPath, StoredFile } from './record-files-port.ts'

/** Bytes of all files of one pack: it has to be read by people's tools. */
const MOST_PACK_BYTES = 50_000_000

export interface PackSubject {
  readonly config: GateConfig
  readonly record: RecordFacts
  /** All records of its stage. */
  readonly records: readonly RecordFacts[]
  /** ISO 8601. */
  readonly now: string
  readonly software: { readonly name: string; readonly version: string }
  /** Address of the workflow run that makes it. */
  readonly run: string
}

/** A file that the record names. */
type Named = Pick<PackedFile, 'name' | 'location' | 'file' | 'sha256' | 'bytes'>

/**
 * Gathers all that shows how a promotion came about: the record, what lies beside it, and the chain that it stands in.
 * A file that cannot be had is told, and keeps the pack from nothing.
 * @throws AccessError, RemoteError when the files cannot even be listed
 */
export async function makePack(subject: PackSubject, files: RecordFiles): Promise<EvidencePack> {
  const { config, record, records, now, software, run } = subject
  const body = readPackBody(record.text ?? '')
  const place = { records: config.records, runId: record.runId }
  const stored = new Map((await files.list(place)).map((each) => [each.name, each]))
  const named = namedFiles(body)
  const packed = await fetchAll([...named.evidence, ...named.rules], { place, stored, files })
  const rule = (name: string) => packed.find(({ file }) => file === name) ?? null
  return {
    schema_version: 1,
    format: 'model-promotion-evidence-pack',
    made_at: now,
    made_by: { ...software, run },
    record: packRecord(record),
    record_keys: config.recordKeys,
    evidence: packed.slice(0, named.evidence.length),
    config: rule(CONFIG_FILE),
    pins: rule(PINS_FILE),
    chain: chainAround(record, records),
  }
}

function namedFiles(body: PackBody | null): { readonly evidence: readonly Named[]; readonly rules: readonly Named[] } {
  const evidence = filesOfReports(body)
  const names = evidenceFileNames(evidence)
  const rule = (name: string, file: string, held: { path: string | null; sha256: string | null } | null | undefined) =>
    held?.sha256 == null ? [] : [{ name, file, location: held.path ?? '', sha256: held.sha256, bytes: null }]
  return {
    evidence: evidence.map(({ name, resolved, sha256, bytes }, index) => {
      return { name, location: resolved, file: names[index] ?? '', sha256, bytes }
    }),
    rules: [...rule('Gate config', CONFIG_FILE, body?.config), ...rule('Pins', PINS_FILE, body?.pins)],
  }
}

interface Source {
  readonly place: RecordRunPath
  readonly stored: ReadonlyMap<string, StoredFile>
  readonly files: RecordFiles
}

/** In the order of the record; what would go over the limit of the pack is left out. */
async function fetchAll(named: readonly Named[], source: Source): Promise<readonly PackedFile[]> {
  const room = { left: MOST_PACK_BYTES }
  const planned = named.map((file) => {
    const bytes = source.stored.get(file.file)?.bytes
    if (bytes === undefined) return () => Promise.resolve(missing(file))
    if (bytes > MOST_FILE_BYTES) return () => Promise.resolve<PackedFile>({ ...file, state: 'too-large' })
    room.left -= bytes
    return room.left < 0
      ? () => Promise.resolve<PackedFile>({ ...file, state: 'left-out' })
      : () => fetchOne(file, source)
  })
  return Promise.all(planned.map((fetch) => fetch()))
}

function missing(file: Named): PackedFile {
  return { ...file, state: (file.bytes ?? 0) > MOST_FILE_BYTES ? 'too-large' : 'absent' }
}

async function fetchOne(file: Named, { place, files }: Source): Promise<PackedFile> {
  try {
    const bytes = await files.download(place, file.file, MOST_FILE_BYTES)
    if (bytes === null) return missing(file)
    const sha256 = createHash('sha256').update(bytes).digest('hex')
    return sha256 === file.sha256
      ? { ...file, bytes: bytes.byteLength, state: 'embedded', base64: Buffer.from(bytes).toString('base64') }
      : { ...file, state: 'differs', found_sha256: sha256 }
  } catch (thrown) {
    return { ...file, state: 'unreadable', note: toGateError(thrown).message }
  }
}
