import { ReportError } from '../../errors.ts'
import { readZipDirectory } from './zip-directory.ts'
import { readZipMember } from './zip-member.ts'

const MOST_SHOWN = 10

/**
 * One named file out of a zip archive, in memory. No name in the archive is used as a path, and no more than `maxBytes` are
 * made of it, whatever it claims.
 * @throws ReportError `report-missing`, `report-too-large` or `report-unreadable`
 */
export function readArchiveFile(
  archive: Uint8Array,
  name: string,
  limits: { readonly file: string; readonly maxBytes: number },
): Uint8Array {
  const entries = readZipDirectory(archive, limits.file)
  const entry = entries.get(name)
  if (entry !== undefined) return readZipMember(archive, entry, limits)
  const names = [...entries.keys()].slice(0, MOST_SHOWN).map((each) => JSON.stringify(each.slice(0, 200)))
  const more = entries.size > MOST_SHOWN ? ` and ${entries.size - MOST_SHOWN} more` : ''
  throw new ReportError('report-missing', `${limits.file} holds no file ${JSON.stringify(name)}.`, {
    hint: names.length === 0 ? 'It is empty.' : `It holds ${names.join(', ')}${more}.`,
  })
}
