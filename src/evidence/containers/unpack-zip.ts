import { ReportError } from '../../errors.ts'
import { decodeText } from '../text.ts'
import type { Unpacked } from './container.ts'
import { readZipDirectory, type ZipEntry } from './zip-directory.ts'
import { readZipMember } from './zip-member.ts'

/** Written when an Inspect log ends, and while it is being written. */
const HEADER = 'header.json'
const START = '_journal/start.json'
/** Scores of single samples: as reduced over epochs, else of each sample. */
const SCORES = ['reductions.json', 'summaries.json'] as const

const SHOWN = 5

/**
 * The members that matter of a zip archive: of an Inspect `.eval` log its header and its scores, never its samples; else
 * the one file in it.
 * @param maxBytes that all members read may unpack to.
 * @throws ReportError `report-unreadable`, `report-too-large`, or `report-format-unknown` for an archive of several files.
 */
export function unpackZip(bytes: Uint8Array, file: string, maxBytes: number): Unpacked {
  const entries = readZipDirectory(bytes, file)
  let left = maxBytes
  const read = (entry: ZipEntry): string => {
    const member = readZipMember(bytes, entry, { file, maxBytes: left })
    left -= member.byteLength
    return decodeText(member, memberName(file, entry.name))
  }
  const wanted = inspectMembers(entries)
  if (wanted.length > 0) {
    const members = new Map(wanted.map((entry) => [entry.name, read(entry)]))
    return { file, content: { kind: 'inspect-archive', members } }
  }
  const only = onlyFile(entries, file)
  return { file: only.name, content: { kind: 'text', text: read(only) } }
}

/** How messages name a member. */
export function memberName(file: string, member: string): string {
  return `${file} (${member})`
}

function inspectMembers(entries: ReadonlyMap<string, ZipEntry>): readonly ZipEntry[] {
  const header = entries.get(HEADER) ?? entries.get(START)
  if (header === undefined) return []
  const scores = SCORES.flatMap((name) => entries.get(name) ?? [])[0]
  return scores === undefined ? [header] : [header, scores]
}

function onlyFile(entries: ReadonlyMap<string, ZipEntry>, file: string): ZipEntry {
  const files = [...entries.values()].filter(({ name }) => !name.endsWith('/'))
  const [only] = files
  if (only !== undefined && files.length === 1) return only
  const names = files.slice(0, SHOWN).map(({ name }) => JSON.stringify(name.slice(0, 80)))
  const more = files.length > SHOWN ? ` and ${files.length - SHOWN} more` : ''
  throw new ReportError(
    'report-format-unknown',
    files.length === 0
      ? `${file} is an empty zip archive`
      : `${file} is a zip archive of ${files.length} files, and no Inspect log: ${names.join(', ')}${more}`,
    { hint: 'Unpack it first, and name the file inside.' },
  )
}
