import { gzipSync, zstdCompressSync } from 'node:zlib'
import { describe, expect, it } from '@jest/globals'
import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { ReportError } from '../../../src/errors.ts'
import { MAX_CSV_LENGTH } from '../../../src/evidence/containers/csv.ts'
import { parseFile } from '../../../src/evidence/containers/parse-file.ts'
import { unpack } from '../../../src/evidence/containers/unpack.ts'
import { MAX_XML_LENGTH } from '../../../src/evidence/containers/xml.ts'
import { NonFiniteMarker } from '../../../src/evidence/json.ts'
import { fixture } from './fixture.ts'

const open = (content: string | Uint8Array, file = 'report', maxBytes = 1_000_000) =>
  parseFile(unpack(typeof content === 'string' ? new TextEncoder().encode(content) : content, file, maxBytes))

function refusal(content: string | Uint8Array, file = 'report', maxBytes?: number): ReportError {
  try {
    open(content, file, maxBytes)
  } catch (thrown) {
    if (thrown instanceof ReportError) return thrown
    throw thrown
  }
  throw new Error('nothing was thrown')
}

describe('the form of a file', () => {
  it.each([
    ['report', '{"a":1}', 'json', { a: 1 }],
    ['report', ' [1]', 'json', [1]],
    ['report.yaml', '{"a":1}', 'yaml', { a: 1 }],
    ['report', 'a: 1', 'yaml', { a: 1 }],
    ['report', '- 1', 'yaml', [1]],
    ['report', '---\na: 1\n', 'yaml', { a: 1 }],
    ['report', '{"a":1}\n{"a":2}\n', 'json-lines', [{ a: 1 }, { a: 2 }]],
    ['report.json', '\n{"a":1} \r\n\r\n {"a":2}', 'json-lines', [{ a: 1 }, { a: 2 }]],
    ['report.json', '{\n"a": {}\n}\n', 'json', { a: {} }],
    ['report.jsonl', '{"a":1}', 'json-lines', [{ a: 1 }]],
    ['report.ndjson', '1\n\n"x"\n', 'json-lines', [1, 'x']],
    ['README.md', '---\na: 1\n---\ntext: [', 'markdown', { a: 1 }],
    ['card', '\n---\r\na: 1\r\n---\r\n# b', 'markdown', { a: 1 }],
    ['report', 'a,b\n1,2', 'csv', [{ a: '1', b: '2' }]],
    ['report', '"a","b"\n"1","x: [y"', 'csv', [{ a: '1', b: 'x: [y' }]],
    ['report.csv', '[echo],b\n1,2', 'csv', [{ '[echo]': '1', b: '2' }]],
    ['report.tsv', 'a\tb\n1\t2', 'csv', [{ a: '1', b: '2' }]],
    ['report.csv', '"a,b";c\n1;2', 'csv', [{ 'a,b': '1', c: '2' }]],
    ['report', '<a x="1"/>', 'xml', { name: 'a', attributes: { x: '1' }, children: [], text: '' }],
    ['report.yaml', '<a/>', 'xml', { name: 'a', attributes: {}, children: [], text: '' }],
  ])('%s with %j is %s', (file, text, container, document) => {
    expect(open(text, file)).toEqual({ container, document })
  })

  it('keeps bare NaN in JSON Lines, and the keys of prototypes ordinary everywhere', () => {
    const [lines] = open('{"a":NaN}\n{"a":1}').document as unknown[]
    expect((lines as { a: unknown }).a).toBeInstanceOf(NonFiniteMarker)
    for (const [file, text] of [
      ['r.csv', '__proto__,constructor\n1,2'],
      ['r.xml', '<__proto__ __proto__="1" constructor="2"/>'],
    ] as const) {
      const { document } = open(text, file)
      const map = (Array.isArray(document) ? document[0] : (document as { attributes: object }).attributes) as object
      expect([Object.getPrototypeOf(map), Object.keys(map)]).toEqual([null, ['__proto__', 'constructor']])
    }
    expect(Object.hasOwn(Object.prototype, '1')).toBe(false)
  })
})

describe('a compressed file', () => {
  const text = '{"acc": 0.5}'

  it.each([
    ['gzip', 'r.json.gz', gzipSync(text)],
    ['zstd', 'r.json.zst', zstdCompressSync(text)],
    ['gzip in two parts', 'r', Buffer.concat([gzipSync('{"acc": '), gzipSync('0.5}')])],
  ])('of %s is read', (_what, file, bytes) => {
    expect(open(bytes, file).document).toEqual({ acc: 0.5 })
  })

  it('gives its inner name to what is read', () => {
    expect(open(gzipSync('acc: 0.5'), 'a/m.yaml.gz').container).toBe('yaml')
    expect(refusal(gzipSync('{"a":}'), 'a/m.json.gz').message).toBe('a/m.json:1:6: expected a value, found "}"')
  })

  it.each([
    ['a gzip bomb', gzipSync(' '.repeat(2_000_000)), 'report-too-large', 'unpacks to more bytes'],
    ['a zstd bomb', zstdCompressSync(' '.repeat(2_000_000)), 'report-too-large', 'unpacks to more bytes'],
    ['cut off', gzipSync(text).subarray(0, 20), 'report-unreadable', 'is damaged: its gzip data'],
    ['packed twice', gzipSync(gzipSync(text)), 'report-unreadable', 'is gzip-compressed'],
    ['a Git LFS pointer', gzipSync('version https://git-lfs.github.com/spec/v1\n'), 'report-unreadable', 'Git LFS'],
  ])('that is %s is refused', (_what, bytes, code, message) => {
    const error = refusal(bytes, 'r.gz')
    expect([error.code, error.message]).toEqual([code, expect.stringContaining(message)])
  })
})

describe('CSV', () => {
  it('follows RFC 4180', () => {
    const text = '\uFEFFa,"b ""x""",c\r\n"1,5","two\r\nlines",\r\n\r\n3,, 4 \r\n'
    expect(open(text, 'r.csv').document).toEqual([
      { a: '1,5', 'b "x"': 'two\r\nlines', c: '' },
      { a: '3', 'b "x"': '', c: ' 4 ' },
    ])
  })

  it.each([
    ['a,b\n1\n', 'r.csv:2:1: not valid CSV: 1 values, where the header names 2 columns'],
    ['a,b\n"x\ny",1\n\n1,2,3', 'r.csv:5:1: not valid CSV: 3 values'],
    ['a,b\n1,"2', 'r.csv:2:1: not valid CSV: a quote that opens here is never closed'],
    ['a,b\n1,"2"x', 'r.csv:2:1: not valid CSV: text behind a closing quote'],
    ['a,b\n1,2"', 'r.csv:2:1: not valid CSV: a quote within a value'],
    ['a,b,a\n1,2,3', 'r.csv:1:1: the column "a" is named twice'],
  ])('%j is refused: %s', (text, message) => {
    expect(refusal(text, 'r.csv').message).toContain(message)
  })

  it('of 32 million characters and more is too large', () => {
    expect(refusal('a'.repeat(MAX_CSV_LENGTH + 1), 'r.csv', 64_000_000).code).toBe('report-too-large')
  })

  it('is read as csv-parse reads it, and refused where csv-parse refuses it', () => {
    const piece = fc.constantFrom('a', '1.5', ',', '"', '""', '\n', '\r\n', ' ', 'é', '"x"', '"x,\ny"', ';')
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 14 }), (pieces) => {
        const text = `h1,h2\n${pieces.join('')}`
        const options = { delimiter: ',', skip_empty_lines: true, record_delimiter: ['\r\n', '\n', '\r'] }
        const [expected, found] = [
          attempt(() => parse(text, { ...options, columns: true })),
          attempt(() => open(text, 'r.csv').document),
        ]
        expect([text, found]).toEqual([text, expected])
      }),
      { numRuns: 2000 },
    )
  })
})

/** The value, or that there is none. */
function attempt(read: () => unknown): unknown {
  try {
    return read()
  } catch {
    return 'refused'
  }
}

describe('XML', () => {
  it('becomes maps of name, attributes, children and text', () => {
    const text = '<?xml version="1.0"?><!-- c --><a b="&lt;1&#x41;"> x <c/><![CDATA[<y>]]> &amp; z<d>2</d></a>'
    expect(open(text).document).toEqual({
      name: 'a',
      attributes: { b: '<1A' },
      children: [
        { name: 'c', attributes: {}, children: [], text: '' },
        { name: 'd', attributes: {}, children: [], text: '2' },
      ],
      text: 'x <y> & z',
    })
  })

  const laughs = `<!DOCTYPE a [<!ENTITY x "ha"><!ENTITY y "${'&x;'.repeat(10)}">]>`

  it.each([
    ['a bomb of entities', `${laughs}<a>&y;</a>`, 'not valid XML: Named entity'],
    ['a document type that nothing uses', `${laughs}<a/>`, 'has a document type (<!DOCTYPE)'],
    ['an external entity', '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>', 'not valid XML'],
    ['an external document type', '<!DOCTYPE a SYSTEM "https://example.com/a.dtd"><a/>', 'has a document type'],
    [
      'an entity that nothing defines',
      '<a>&nbsp;</a>',
      "report:1:4: not valid XML: Named entity isn't defined: &nbsp;",
    ],
    ['a tag left open', '<a>\n<b></a>', 'report:2:4: not valid XML: Missing end tag for element b'],
    ['an attribute given twice', '<a b="1" b="2"/>', 'not valid XML: Duplicate attribute: b'],
    ['a second root', '<a/><b/>', 'not valid XML'],
    ['nothing but a comment', '<!-- c -->', 'not valid XML'],
    ['nesting beyond the limit', '<a>'.repeat(1001) + '</a>'.repeat(1001), 'nested deeper than 1000 levels'],
    ['nesting beyond any stack', '<a>'.repeat(300_000), 'nested deeper than 1000 levels'],
  ])('with %s is refused', (_what, text, message) => {
    expect(refusal(text, 'report', 10_000_000).message).toContain(message)
  })

  it('of 16 million characters and more is too large for its parser', () => {
    expect(refusal(`<a>${'x'.repeat(MAX_XML_LENGTH)}</a>`).code).toBe('report-too-large')
  })
})

it('reads a fixture of each form', () => {
  const container = (name: string) => open(fixture(name), name).container
  expect(
    ['junit.xml', 'csv-wide.csv', 'model-card.md', 'inspect-0.3.285.eval', 'records.jsonl'].map(container),
  ).toEqual(['xml', 'csv', 'markdown', 'inspect-archive', 'json-lines'])
})
