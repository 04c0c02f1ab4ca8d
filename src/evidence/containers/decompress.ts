import { gunzipSync, inflateRawSync, zstdDecompressSync } from 'node:zlib'
import { ReportError } from '../../errors.ts'

/** How bytes are compressed: gzip and zstd are files of their own, raw deflate stands in zip archives. */
export type Compression = 'gzip' | 'zstd' | 'deflate'

const DECOMPRESS = { gzip: gunzipSync, zstd: zstdDecompressSync, deflate: inflateRawSync } as const

/**
 * Decompresses, and stops as soon as the output passes `maxBytes`: a small file may unpack to anything.
 * @param what names the file or archive member, for messages.
 * @throws ReportError `report-too-large` or `report-unreadable`.
 */
export function decompress(
  bytes: Uint8Array,
  how: { readonly compression: Compression; readonly maxBytes: number; readonly what: string },
): Uint8Array {
  const { compression, maxBytes, what } = how
  // zlib takes no limit of 0; one byte is enough to notice that the limit is passed.
  if (maxBytes < 1) throw unpacksTooLarge(what)
  try {
    return DECOMPRESS[compression](bytes, { maxOutputLength: maxBytes })
  } catch (thrown) {
    if (codeOf(thrown) === 'ERR_BUFFER_TOO_LARGE') throw unpacksTooLarge(what)
    throw new ReportError('report-unreadable', `${what} is damaged: its ${compression} data cannot be unpacked`, {
      hint: 'Was it cut off while it was written or uploaded?',
      cause: thrown,
    })
  }
}

/** For archives too, whose directory says the size before anything is unpacked. */
export function unpacksTooLarge(what: string): ReportError {
  return new ReportError('report-too-large', `${what} unpacks to more bytes than are read`, {
    hint: 'Raise `max_report_mb` in the gate config, or write a report without the single samples.',
  })
}

function codeOf(thrown: unknown): unknown {
  return typeof thrown === 'object' && thrown !== null && 'code' in thrown ? thrown.code : undefined
}
