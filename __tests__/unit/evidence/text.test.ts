import { gzipSync } from 'node:zlib'
import { describe, expect, it } from '@jest/globals'
import { ReportError } from '../../../src/errors.ts'
import { decodeText } from '../../../src/evidence/text.ts'

const utf8 = (text: string) => new TextEncoder().encode(text)
const lfs = 'version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 12\n'

describe('decodeText', () => {
  it('takes a byte order mark off', () => {
    expect(decodeText(Uint8Array.of(0xef, 0xbb, 0xbf, ...utf8('{"ä":1}')), 'r')).toBe('{"ä":1}')
  })

  it.each([
    ['UTF-16 with its mark', new Uint8Array(Buffer.from('\uFEFF{"a":1}', 'utf16le')), 'is UTF-16'],
    ['UTF-16 big-endian', new Uint8Array(Buffer.from('\uFEFF{"a":1}', 'utf16le').swap16()), 'is UTF-16'],
    ['UTF-16 without a mark', new Uint8Array(Buffer.from('{"a":1}', 'utf16le')), 'is UTF-16'],
    ['gzip', new Uint8Array(gzipSync('{"a":1}')), 'gzip-compressed'],
    ['zip', Uint8Array.of(0x50, 0x4b, 3, 4, 0), 'zip archive'],
    ['zstd', Uint8Array.of(0x28, 0xb5, 0x2f, 0xfd, 0), 'zstd-compressed'],
    ['a Git LFS pointer', utf8(lfs), 'Git LFS pointer'],
    ['nothing', utf8(''), 'is empty'],
    ['only white space', utf8(' \n\t'), 'is empty'],
    ['Latin-1', Uint8Array.of(...utf8('{\n"'), 0xe4, ...utf8('":1}')), 'eval/r.json:2:2: not UTF-8'],
  ])('refuses %s and says so', (_name, bytes, message) => {
    expect(() => decodeText(bytes, 'eval/r.json')).toThrow(ReportError)
    expect(() => decodeText(bytes, 'eval/r.json')).toThrow(message)
  })
})
