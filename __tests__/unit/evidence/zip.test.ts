import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { type Member, zipOf } from '../../../scripts/fuzz/zip-builder.ts'
import { ReportError } from '../../../src/errors.ts'
import { parseFile } from '../../../src/evidence/containers/parse-file.ts'
import { unpack } from '../../../src/evidence/containers/unpack.ts'
import { readZipDirectory } from '../../../src/evidence/containers/zip-directory.ts'
import { fixture } from './fixture.ts'

const HEADER = JSON.stringify({ status: 'success', results: null })
const header: Member = { name: 'header.json', text: HEADER }
const open = (bytes: Uint8Array, maxBytes = 1_000_000) => parseFile(unpack(bytes, 'log.eval', maxBytes))

function refusal(read: () => unknown): ReportError {
  try {
    read()
  } catch (thrown) {
    if (thrown instanceof ReportError) return thrown
    throw thrown
  }
  throw new Error('nothing was thrown')
}

describe('an Inspect archive', () => {
  it.each([0, 8, 93])('is read with members of zip method %i', (method) => {
    const reductions = { name: 'reductions.json', text: '[{"scorer":"match"}]', method }
    expect(open(zipOf([{ ...header, method }, reductions]))).toEqual({
      container: 'inspect-archive',
      document: { status: 'success', results: null, reductions: [{ scorer: 'match' }] },
    })
  })

  it('is read as zip64, with a comment, and with the look of an end record in the comment', () => {
    for (const form of [
      { zip64: true },
      { comment: 'made by hand' },
      { comment: `PK\x05\x06${'x'.repeat(40)}` },
    ] as const)
      expect(open(zipOf([header], form)).document).toEqual({ status: 'success', results: null })
  })

  it('gives its summaries only where there are no reductions', () => {
    const summaries = { name: 'summaries.json', text: '[{"id":1}]' }
    expect(open(zipOf([header, summaries])).document).toMatchObject({ samples: [{ id: 1 }] })
    const both = open(zipOf([header, summaries, { name: 'reductions.json', text: '[]' }])).document
    expect(both).toMatchObject({ reductions: [] })
    expect(both).not.toHaveProperty('samples')
  })

  it('never unpacks the samples', () => {
    const sample = { name: 'samples/1_epoch_1.json', text: 'x'.repeat(5000), claims: { crc32: 1 } }
    expect(open(zipOf([sample, header]), 1000).document).toMatchObject({ status: 'success' })
  })

  it('of a header that is no map is an empty log', () => {
    expect(open(zipOf([{ name: 'header.json', text: '3' }])).document).toEqual({})
    expect(open(zipOf([{ name: '_journal/start.json', text: '3' }])).document).toEqual({ status: 'started' })
  })

  it('that was never closed has the status that Inspect gives it', () => {
    const start = { name: '_journal/start.json', text: '{"version":2,"eval":{"task":"t"}}' }
    expect(open(zipOf([start])).document).toEqual({ version: 2, eval: { task: 't' }, status: 'started' })
  })

  it('names the member in the place of an error', () => {
    const error = refusal(() => open(zipOf([{ name: 'header.json', text: '{"a":}' }])))
    expect(error.message).toBe('log.eval (header.json):1:6: expected a value, found "}"')
  })
})

describe('another zip archive', () => {
  it('is read when it holds one file, by what that is', () => {
    const folder = { name: 'out/', text: '', method: 0 }
    expect(open(zipOf([folder, { name: 'out/metrics.yaml', text: 'acc: 0.5' }]))).toEqual({
      container: 'yaml',
      document: { acc: 0.5 },
    })
  })

  it.each([
    [
      'several files',
      zipOf([
        { name: 'a.json', text: '{}' },
        { name: 'b.json', text: '{}' },
      ]),
      'zip archive of 2 files, and no Inspect log: "a.json", "b.json"',
    ],
    [
      'many files',
      zipOf(Array.from({ length: 9 }, (_, at) => ({ name: `${at}.json`, text: '{}' }))),
      '"4.json" and 4 more',
    ],
    ['nothing but folders', zipOf([{ name: 'a/', text: '', method: 0 }]), 'empty zip archive'],
    ['an archive within', zipOf([{ name: 'a.zip', text: 'PK\x03\x04' }]), 'is a zip archive'],
  ])('of %s is refused', (_what, bytes, message) => {
    expect(refusal(() => open(bytes)).message).toContain(message)
  })
})

describe('a damaged or hostile zip archive', () => {
  const good = zipOf([header])
  const bomb = { name: 'header.json', text: JSON.stringify({ a: ' '.repeat(3_000_000) }) }

  it.each([
    ['cut off', good.subarray(0, -1), 'report-unreadable', 'its directory, which stands at the end, is missing'],
    ['only a head', good.subarray(0, 4), 'report-unreadable', 'is missing'],
    [
      'of another checksum',
      zipOf([{ ...header, claims: { crc32: 7 } }]),
      'report-unreadable',
      'the checksum of header.json is wrong',
    ],
    ['of another length', zipOf([{ ...header, claims: { bytes: 3 } }]), 'report-unreadable', 'the checksum'],
    [
      'encrypted',
      zipOf([{ ...header, claims: { flags: 1 } }]),
      'report-unreadable',
      'header.json in log.eval is encrypted',
    ],
    ['of an unknown method', zipOf([{ ...header, method: 14 }]), 'report-unreadable', 'zip method 14'],
    [
      'with an offset out of the file',
      zipOf([{ ...header, claims: { offset: 9_999_999 } }]),
      'report-unreadable',
      'is not where the directory says',
    ],
    [
      'with a wrong offset',
      zipOf([{ ...header, claims: { offset: 3 } }]),
      'report-unreadable',
      'is not where the directory says',
    ],
    ['with a name twice', zipOf([header, header]), 'report-unreadable', 'it holds "header.json" twice'],
    ['that says its size', zipOf([bomb]), 'report-too-large', 'unpacks to more bytes than are read'],
    ['that lies about its size', zipOf([{ ...bomb, claims: { bytes: 10 } }]), 'report-too-large', 'unpacks to more'],
    [
      'that lies about its size in zstd',
      zipOf([{ ...bomb, method: 93, claims: { bytes: 10 } }]),
      'report-too-large',
      'unpacks to more',
    ],
    [
      'whose members together are too large',
      zipOf([
        { ...header, text: `{"a":"${'x'.repeat(600_000)}"}` },
        { name: 'reductions.json', text: `["${'x'.repeat(600_000)}"]` },
      ]),
      'report-too-large',
      'reductions.json in log.eval unpacks to more',
    ],
    [
      'with nothing left for a member',
      zipOf([
        { ...header, text: `"${'x'.repeat(999_998)}"` },
        { name: 'reductions.json', text: '[]' },
      ]),
      'report-too-large',
      'unpacks to more',
    ],
    [
      'with nothing left for a member that claims to be empty',
      zipOf([
        { ...header, text: `"${'x'.repeat(999_998)}"` },
        { name: 'reductions.json', text: '[]', claims: { bytes: 0 } },
      ]),
      'report-too-large',
      'unpacks to more',
    ],
  ])('%s is refused', (_what, bytes, code, message) => {
    const error = refusal(() => open(bytes))
    expect([error.code, error.message]).toEqual([code, expect.stringContaining(message)])
    expect(error.hint ?? 'none').not.toBe('')
  })

  it('is refused when it claims more entries than it can hold', () => {
    const many = zipOf([header], { zip64: true })
    const view = new DataView(many.buffer)
    view.setBigUint64(many.byteLength - 22 - 20 - 56 + 32, 5_000_000n, true)
    expect(refusal(() => open(many)).message).toContain('claims to hold 5000000 members')
    view.setBigUint64(many.byteLength - 22 - 20 - 56 + 32, 2n, true)
    expect(refusal(() => open(many)).message).toContain('entry 2 of its directory is none')
  })

  it('is refused when its zip64 record is elsewhere, or leads out of the file', () => {
    for (const [place, message] of [
      [5n, 'zip64 record is not where'],
      [2n ** 60n, 'leads out of the file'],
    ] as const) {
      const bytes = zipOf([header], { zip64: true })
      new DataView(bytes.buffer).setBigUint64(bytes.byteLength - 22 - 20 + 8, place, true)
      expect(refusal(() => open(bytes)).message).toContain(message)
    }
  })

  it('never throws anything but a report error, whatever happens to its bytes', () => {
    const archives = [fixture('inspect-0.3.285.eval'), good, zipOf([header], { zip64: true })]
    const change = fc.record({ at: fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), byte: fc.nat(255) })
    fc.assert(
      fc.property(
        fc.constantFrom(...archives),
        fc.array(change, { minLength: 1, maxLength: 6 }),
        (original, changes) => {
          const bytes = Uint8Array.from(original)
          // The directory is where damage matters most: half of the changes fall into it.
          for (const [index, { at, byte }] of changes.entries()) {
            const from = index % 2 === 0 ? 0 : Math.max(0, bytes.length - 200)
            bytes[from + Math.floor(at * (bytes.length - from))] = byte
          }
          try {
            open(bytes)
            expect(readZipDirectory(bytes, 'log.eval').size).toBeGreaterThan(0)
          } catch (thrown) {
            if (!(thrown instanceof ReportError)) throw thrown
          }
        },
      ),
      { numRuns: 500 },
    )
  })
})
