import { ReportError } from '../errors.ts'
import { errorAt, positionOf } from './place.ts'

interface Packing {
  readonly magic: readonly number[]
  readonly what: string
  readonly hint: string
}

const PACKINGS: readonly Packing[] = [
  { magic: [0x1f, 0x8b], what: 'gzip-compressed', hint: 'Unpack it first.' },
  { magic: [0x50, 0x4b, 0x03, 0x04], what: 'a zip archive', hint: 'Unpack it first and name the file inside.' },
  { magic: [0x28, 0xb5, 0x2f, 0xfd], what: 'zstd-compressed', hint: 'Unpack it first.' },
]

const LFS = 'version https://git-lfs'

/**
 * Turns the bytes of a report into text: UTF-8 with or without byte order mark.
 * @throws ReportError `report-unreadable` for anything else, saying what it is and what to do.
 */
export function decodeText(bytes: Uint8Array, file: string): string {
  for (const { magic, what, hint } of PACKINGS) {
    if (magic.every((byte, index) => bytes[index] === byte)) unreadable(file, `is ${what}`, hint)
  }
  if (looksLikeUtf16(bytes)) {
    unreadable(file, 'is UTF-16 text', 'Write it as UTF-8; in Windows PowerShell use `Out-File -Encoding utf8`.')
  }
  const text = decodeUtf8(bytes, file)
  if (text.startsWith(LFS)) {
    unreadable(file, 'is a Git LFS pointer, not the report', 'Check out with `lfs: true`.')
  }
  if (!/\S/.test(text)) unreadable(file, 'is empty', 'The evaluation wrote nothing; look at its log.')
  return text
}

function unreadable(file: string, what: string, hint: string): never {
  throw new ReportError('report-unreadable', `${file} ${what}`, { hint })
}

function decodeUtf8(bytes: Uint8Array, file: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    const lossy = new TextDecoder('utf-8').decode(bytes)
    throw errorAt(positionOf(lossy, lossy.indexOf('\uFFFD'), file), 'not UTF-8 text', 'Write the report as UTF-8.')
  }
}

/** By byte order mark, or because every report starts with an ASCII character, whose other half is zero. */
function looksLikeUtf16(bytes: Uint8Array): boolean {
  const [first, second] = bytes
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)) return true
  return bytes.length >= 2 && (first === 0) !== (second === 0)
}
