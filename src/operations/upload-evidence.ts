import type { FileFacts } from '../checks/facts.ts'
import type { ProjectPath } from '../config/gate-config.ts'
import { toGateError } from '../errors.ts'
import type { Evidence } from '../evidence/report.ts'
import { allEvidence } from '../promotion/all-evidence.ts'
import { sha256Hex } from '../promotion/canonical-json.ts'
import type { PromotionFacts } from '../promotion/promotion-facts.ts'
import {
  CONFIG_FILE,
  evidenceFileNames,
  MOST_FILE_BYTES,
  type NamedEvidence,
  PINS_FILE,
} from '../promotion/record-files.ts'
import type { Applied } from './apply.ts'
import type { Gate } from './gate.ts'
import type { PromotePorts } from './promote-input.ts'
import type { RecordFile, RecordRunPath } from './record-files-port.ts'

/** What files are put beside a record by, whoever wrote it. */
export type BesidePorts = Pick<PromotePorts, 'files' | 'progress' | 'beside'>

/** After everything that counts, where the alias stands and the record is closed; nobody waits for it. */
export function putBeside(
  { conclusion, reasons, record }: Pick<Applied, 'conclusion' | 'reasons' | 'record'>,
  { records, files }: { readonly records: ProjectPath; readonly files: () => readonly RecordFile[] },
  ports: BesidePorts,
): void {
  const isRecorded = conclusion === 'applied' || (conclusion === 'partial' && !reasons.includes('conflict'))
  if (isRecorded && record.sha256 !== null) {
    ports.beside(() => uploadBeside({ records, runId: record.runId }, files(), ports))
  }
}

/**
 * Puts files beside a record that is closed. Nobody waits for it, and nothing depends on it: what does not arrive is
 * told as a warning.
 */
async function uploadBeside(run: RecordRunPath, files: readonly RecordFile[], ports: BesidePorts): Promise<void> {
  if (files.length === 0) return
  const warn = (what: string, why: string) =>
    ports.progress.warning(
      `${what} could not be put beside the record ${run.runId}: ${why} The record is complete: it names each file with its SHA-256.`,
    )
  try {
    const failed = await ports.files.upload(run, files)
    for (const { name, error } of failed) warn(name, error.message)
    if (failed.length < files.length) {
      const count = files.length - failed.length
      ports.progress.info(`Put beside the record ${run.runId}: ${count === 1 ? '1 file' : `${count} files`}.`)
    }
  } catch (thrown) {
    warn('The evidence', toGateError(thrown).message)
  }
}

/** What a promotion was judged by: its reports, the gate config and the pins, except those over the limit. */
export function filesOfPromotion(facts: PromotionFacts, gate: Gate): readonly RecordFile[] {
  const loaded = allEvidence(facts).flatMap(({ evidence }) => filesOf(evidence))
  const names = evidenceFileNames(loaded)
  const evidence = loaded.flatMap(({ content }, index) =>
    content === undefined ? [] : [{ name: names[index] ?? '', bytes: content }],
  )
  return [
    ...evidence,
    ...textFile(CONFIG_FILE, gate.change.trusted?.config ?? null),
    ...textFile(PINS_FILE, pinsFileOf(gate)),
  ]
}

/** The one file of a report, or each of several. */
function filesOf({ name, resolved, content, files }: Evidence): readonly (NamedEvidence & Pick<Evidence, 'content'>)[] {
  if (files !== undefined) return files.map((file) => ({ ...file, name }))
  return [{ name, resolved, ...(content === undefined ? {} : { content }) }]
}

/** sha256 of a text file; null: there is none. */
export function fileDigest(file: FileFacts | null): string | null {
  return file === null || file.text === null ? null : sha256Hex(file.text)
}

/** The pins file of the tree that the run took its pins from; null: there is none. */
export function pinsFileOf({ change, pinsCommit }: Gate): FileFacts | null {
  const tree = change.after?.commit === pinsCommit ? change.after : change.trusted
  return tree?.pins ?? null
}

function textFile(name: string, file: FileFacts | null): readonly RecordFile[] {
  if (file === null || file.text === null) return []
  const bytes = new TextEncoder().encode(file.text)
  return bytes.byteLength > MOST_FILE_BYTES ? [] : [{ name, bytes }]
}
