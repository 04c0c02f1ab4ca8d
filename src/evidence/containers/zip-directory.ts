import { ReportError } from '../../errors.ts'

/** One member of a zip archive, as the central directory describes it. */
export interface ZipEntry {
  readonly name: string
  readonly method: number
  readonly encrypted: boolean
  readonly crc32: number
  readonly packedBytes: number
  readonly bytes: number
  /** Where its local header starts. */
  readonly offset: number
}

const END = 0x06054b50
const END64 = 0x06064b50
const LOCATOR64 = 0x07064b50
const ENTRY = 0x02014b50
const END_BYTES = 22
const LOCATOR_BYTES = 20
const ENTRY_BYTES = 46
const LONGEST_COMMENT = 0xffff
/** In a 16- or 32-bit field: the value stands in the zip64 part. */
const IN_ZIP64_16 = 0xffff
const IN_ZIP64_32 = 0xffffffff
/** More members than any log has that fits the largest report. */
const MOST_ENTRIES = 1_000_000

/**
 * Reads the central directory of a zip archive (PKWARE APPNOTE 6.3, with zip64), the part that says what is in it.
 * Only names are read: nothing is unpacked, and no name is used as a path.
 * @throws ReportError `report-unreadable` for a directory that is damaged, cut off or names a member twice.
 */
export function readZipDirectory(bytes: Uint8Array, file: string): ReadonlyMap<string, ZipEntry> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  try {
    return entriesOf(view, file)
  } catch (thrown) {
    // Reading past the end of the view: an offset or a length leads out of the file.
    if (!(thrown instanceof RangeError)) throw thrown
    throw damaged(file, 'its directory leads out of the file', thrown)
  }
}

export function damaged(file: string, what: string, cause?: unknown): ReportError {
  return new ReportError('report-unreadable', `${file} is a damaged zip archive: ${what}`, {
    hint: 'Was it cut off while it was written or uploaded?',
    cause,
  })
}

function entriesOf(view: DataView, file: string): ReadonlyMap<string, ZipEntry> {
  const { count, start } = findDirectory(view, file)
  if (count > MOST_ENTRIES) throw damaged(file, `it claims to hold ${count} members`)
  const entries = new Map<string, ZipEntry>()
  let at = start
  for (let index = 0; index < count; index += 1) {
    if (view.getUint32(at, true) !== ENTRY) throw damaged(file, `entry ${index + 1} of its directory is none`)
    const [nameBytes, extraBytes, commentBytes] = [28, 30, 32].map((offset) => view.getUint16(at + offset, true))
    const extraAt = at + ENTRY_BYTES + (nameBytes ?? 0)
    const entry = readEntry(view, at, extraAt)
    if (entries.has(entry.name)) throw damaged(file, `it holds ${JSON.stringify(entry.name)} twice`)
    entries.set(entry.name, entry)
    at = extraAt + (extraBytes ?? 0) + (commentBytes ?? 0)
  }
  return entries
}

function readEntry(view: DataView, at: number, extraAt: number): ZipEntry {
  const entry = {
    name: nameAt(view, at + ENTRY_BYTES, extraAt),
    encrypted: (view.getUint16(at + 8, true) & 1) === 1,
    method: view.getUint16(at + 10, true),
    crc32: view.getUint32(at + 16, true),
    packedBytes: view.getUint32(at + 20, true),
    bytes: view.getUint32(at + 24, true),
    offset: view.getUint32(at + 42, true),
  }
  const large = largeFields(view, extraAt, extraAt + view.getUint16(at + 30, true))
  // Only the fields that do not fit stand in the zip64 part, in this order.
  const bytes = entry.bytes === IN_ZIP64_32 ? large.shift() : undefined
  const packedBytes = entry.packedBytes === IN_ZIP64_32 ? large.shift() : undefined
  const offset = entry.offset === IN_ZIP64_32 ? large.shift() : undefined
  return {
    ...entry,
    bytes: bytes ?? entry.bytes,
    packedBytes: packedBytes ?? entry.packedBytes,
    offset: offset ?? entry.offset,
  }
}

function nameAt(view: DataView, from: number, to: number): string {
  // The view refuses what leads out of the file.
  view.getUint8(Math.max(from, to - 1))
  return new TextDecoder().decode(new Uint8Array(view.buffer, view.byteOffset + from, to - from))
}

/** The 64-bit numbers of the extra field 0x0001. */
function largeFields(view: DataView, from: number, to: number): number[] {
  for (let at = from; at + 4 <= to; ) {
    const end = at + 4 + view.getUint16(at + 2, true)
    if (view.getUint16(at, true) === 1) {
      const numbers: number[] = []
      for (let field = at + 4; field + 8 <= Math.min(end, to); field += 8) numbers.push(bigAt(view, field))
      return numbers
    }
    at = end
  }
  return []
}

/** Where the central directory starts, by the record at the end of the archive. */
function findDirectory(view: DataView, file: string): { readonly count: number; readonly start: number } {
  const last = view.byteLength - END_BYTES
  for (let at = last; at >= 0 && at >= last - LONGEST_COMMENT; at -= 1) {
    // Its comment has to reach the end of the file exactly: a comment may hold the look of another record.
    if (view.getUint32(at, true) !== END || at + END_BYTES + view.getUint16(at + 20, true) !== view.byteLength) continue
    const [count, start] = [view.getUint16(at + 10, true), view.getUint32(at + 16, true)]
    const isLarge = count === IN_ZIP64_16 || start === IN_ZIP64_32
    const locator = at - LOCATOR_BYTES
    if (!isLarge || locator < 0 || view.getUint32(locator, true) !== LOCATOR64) return { count, start }
    const end64 = bigAt(view, locator + 8)
    if (view.getUint32(end64, true) !== END64) throw damaged(file, 'its zip64 record is not where it should be')
    return { count: bigAt(view, end64 + 32), start: bigAt(view, end64 + 48) }
  }
  throw damaged(file, 'its directory, which stands at the end, is missing')
}

function bigAt(view: DataView, at: number): number {
  return Number(view.getBigUint64(at, true))
}
