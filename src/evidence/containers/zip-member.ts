import { crc32 } from 'node:zlib'
import { ReportError } from '../../errors.ts'
import { type Compression, decompress, unpacksTooLarge } from './decompress.ts'
import { damaged, type ZipEntry } from './zip-directory.ts'

const LOCAL = 0x04034b50
const LOCAL_BYTES = 30
const STORED = 0

/** Method numbers of PKWARE APPNOTE 4.4.5. Inspect writes zstd since release 0.3.206. */
const METHODS: Readonly<Record<number, Compression>> = { 8: 'deflate', 93: 'zstd' }

/**
 * The bytes of one member, with their checksum verified. No more than `maxBytes` are made, whatever the directory says.
 * @throws ReportError `report-too-large` or `report-unreadable`.
 */
export function readZipMember(
  archive: Uint8Array,
  entry: ZipEntry,
  limits: { readonly file: string; readonly maxBytes: number },
): Uint8Array {
  const { file, maxBytes } = limits
  const what = `${entry.name} in ${file}`
  if (entry.encrypted) throw new ReportError('report-unreadable', `${what} is encrypted`)
  if (entry.bytes > maxBytes) throw unpacksTooLarge(what)
  const packed = packedBytes(archive, entry, file)
  const bytes = entry.method === STORED ? packed : decompress(packed, { ...methodOf(entry, what), maxBytes, what })
  if (bytes.byteLength !== entry.bytes || crc32(bytes) !== entry.crc32) {
    throw damaged(file, `the checksum of ${entry.name} is wrong`)
  }
  return bytes
}

function methodOf(entry: ZipEntry, what: string): { readonly compression: Compression } {
  const compression = METHODS[entry.method]
  if (compression !== undefined) return { compression }
  throw new ReportError('report-unreadable', `${what} is compressed by zip method ${entry.method}, which is not read`, {
    hint: 'Members stored, deflated or compressed with zstd are read.',
  })
}

/** The local header repeats name and extra field, of other lengths than in the directory. */
function packedBytes(archive: Uint8Array, { name, offset, packedBytes }: ZipEntry, file: string): Uint8Array {
  const view = new DataView(archive.buffer, archive.byteOffset, archive.byteLength)
  if (offset + LOCAL_BYTES > archive.byteLength || view.getUint32(offset, true) !== LOCAL) {
    throw damaged(file, `${name} is not where the directory says`)
  }
  const start = offset + LOCAL_BYTES + view.getUint16(offset + 26, true) + view.getUint16(offset + 28, true)
  if (start + packedBytes > archive.byteLength) throw damaged(file, `${name} is cut off`)
  return archive.subarray(start, start + packedBytes)
}
