import { describe, expect, it } from '@jest/globals'
import { zipOf } from '../../../scripts/fuzz/zip-builder.ts'
import { ReportError } from '../../../src/errors.ts'
import { readArchiveFile } from '../../../src/evidence/containers/archive-file.ts'

const LIMITS = { file: 'the artifact report', maxBytes: 1_000 }

function refusal(archive: Uint8Array, name = 'results.json'): ReportError {
  try {
    readArchiveFile(archive, name, LIMITS)
  } catch (thrown) {
    if (thrown instanceof ReportError) return thrown
    throw thrown
  }
  throw new Error('it was read')
}

describe('one file of an archive', () => {
  it.each([0, 8])('is read by its whole name, method %i', (method) => {
    const files = [
      { name: '../../etc/passwd', text: 'no' },
      { name: 'deep/results.json', text: 'deep' },
      { name: 'results.json', text: 'top', method },
    ]
    expect(Buffer.from(readArchiveFile(zipOf(files), 'results.json', LIMITS)).toString()).toBe('top')
    expect(Buffer.from(readArchiveFile(zipOf(files), 'deep/results.json', LIMITS)).toString()).toBe('deep')
  })

  it('is refused when it is not there, with what is', () => {
    const error = refusal(
      zipOf([
        { name: '../results.json', text: '{}' },
        { name: 'b\nc', text: '' },
      ]),
    )
    expect([error.code, error.hint]).toEqual(['report-missing', 'It holds "../results.json", "b\\nc".'])
    expect(refusal(zipOf([])).hint).toBe('It is empty.')
    const many = Array.from({ length: 13 }, (_, index) => ({ name: `${index}`, text: '' }))
    expect(refusal(zipOf(many)).hint).toMatch(/"9" and 3 more\.$/)
  })

  it('is refused when it is larger than allowed, or claims to be smaller than it is', () => {
    const bomb = 'x'.repeat(100_000)
    expect(refusal(zipOf([{ name: 'results.json', text: bomb }])).code).toBe('report-too-large')
    const lying = zipOf([{ name: 'results.json', text: bomb, claims: { bytes: 10 } }])
    expect(['report-too-large', 'report-unreadable']).toContain(refusal(lying).code)
    expect(refusal(zipOf([{ name: 'results.json', text: '{}', claims: { crc32: 1 } }])).code).toBe('report-unreadable')
  })

  it('is refused in what is no archive, and where a name stands twice', () => {
    expect(refusal(new TextEncoder().encode('{"accuracy": 1}')).code).toBe('report-unreadable')
    expect(refusal(new Uint8Array()).code).toBe('report-unreadable')
    const twice = [
      { name: 'results.json', text: '1' },
      { name: 'results.json', text: '2' },
    ]
    expect(refusal(zipOf(twice)).message).toContain('twice')
  })
})
