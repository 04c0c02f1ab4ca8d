import { decodeText } from '../text.ts'
import type { Unpacked } from './container.ts'
import { type Compression, decompress } from './decompress.ts'
import { unpackZip } from './unpack-zip.ts'

const ZIP = [0x50, 0x4b, 0x03, 0x04]

const MAGIC: readonly (readonly [readonly number[], Compression])[] = [
  [[0x1f, 0x8b], 'gzip'],
  [[0x28, 0xb5, 0x2f, 0xfd], 'zstd'],
]

/**
 * Takes the packing off a file, chosen by its first bytes: zip, gzip, zstd, or none. Nothing is written anywhere, and no
 * more than `maxBytes` of text is made.
 * @throws ReportError `report-unreadable` (damaged, not text, a Git LFS pointer) or `report-too-large`.
 */
export function unpack(bytes: Uint8Array, file: string, maxBytes: number): Unpacked {
  if (startsWith(bytes, ZIP)) return unpackZip(bytes, file, maxBytes)
  const compression = MAGIC.find(([magic]) => startsWith(bytes, magic))?.[1]
  if (compression === undefined) return { file, content: { kind: 'text', text: decodeText(bytes, file) } }
  const inner = decompress(bytes, { compression, maxBytes, what: file })
  const name = file.replace(/\.(gz|zst)$/i, '')
  return { file: name, content: { kind: 'text', text: decodeText(inner, name) } }
}

function startsWith(bytes: Uint8Array, magic: readonly number[]): boolean {
  return magic.every((byte, index) => bytes[index] === byte)
}
