import { decodeText } from '../text.ts'
import type { Unpacked } from './container.ts'
import { type Compression, decompress } from './decompress.ts'

const MAGIC: readonly (readonly [readonly number[], Compression])[] = [
  [[0x1f, 0x8b], 'gzip'],
  [[0x28, 0xb5, 0x2f, 0xfd], 'zstd'],
]

/**
 * Takes the packing off a file, chosen by its first bytes: gzip, zstd, or none. Nothing is written anywhere, and no
 * more than `maxBytes` of text is made.
 * @throws ReportError `report-unreadable` (damaged, not text, a Git LFS pointer) or `report-too-large`.
 */
export function unpack(bytes: Uint8Array, file: string, maxBytes: number): Unpacked {
  const compression = compressionOf(bytes)
  if (compression === undefined) return { file, content: { kind: 'text', text: decodeText(bytes, file) } }
  const inner = decompress(bytes, { compression, maxBytes, what: file })
  const name = file.replace(/\.(gz|zst)$/i, '')
  return { file: name, content: { kind: 'text', text: decodeText(inner, name) } }
}

function compressionOf(bytes: Uint8Array): Compression | undefined {
  return MAGIC.find(([magic]) => magic.every((byte, index) => bytes[index] === byte))?.[1]
}
