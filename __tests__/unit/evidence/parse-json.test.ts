import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { ReportError } from '../../../src/errors.ts'
import { type JsonValue, MAX_DEPTH, NonFiniteMarker } from '../../../src/evidence/json.ts'
import { parseJson } from '../../../src/evidence/parse-json.ts'

/** Back to what JSON.parse gives, markers as texts. */
function plainOf(value: JsonValue): unknown {
  if (value instanceof NonFiniteMarker) return `<${value.nonFinite}>`
  if (Array.isArray(value)) return value.map((item: JsonValue) => plainOf(item))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, plainOf(inner)]))
}

function failure(text: string): ReportError {
  try {
    parseJson(text, 'eval/r.json')
  } catch (thrown) {
    if (thrown instanceof ReportError) return thrown
    throw thrown
  }
  throw new Error(`accepted: ${text.slice(0, 80)}`)
}

describe('parseJson', () => {
  it('reads random JSON like JSON.parse, whatever the white space', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 6 }), fc.constantFrom(0, 1, '\t'), (value, indent) => {
        const text = JSON.stringify(value, null, indent)
        expect(plainOf(parseJson(text, 'r'))).toEqual(JSON.parse(text))
      }),
      { numRuns: 300 },
    )
  })

  it('agrees with JSON.parse on which texts are JSON, except for the three bare words', () => {
    const pieces = fc.constantFrom(
      '{',
      '}',
      '[',
      ']',
      ',',
      ':',
      '"a"',
      '"b"',
      '1',
      '-0',
      '1.5e3',
      '01',
      '1.',
      '.5',
      '-',
      '1e',
      ' ',
      'true',
      'nul',
      '"\\n"',
      '"\\x"',
      '"\\u12"',
      '\n',
      '/',
    )
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 8 }), (parts) => {
        const text = parts.join('')
        let expected: unknown
        try {
          // The reviver shows what overflows, as we do.
          expected = JSON.parse(text, (_key, value: unknown) =>
            value === Infinity ? '<infinity>' : value === -Infinity ? '<negative-infinity>' : value,
          )
        } catch {
          expect(failure(text).code).toBe('report-unreadable')
          return
        }
        try {
          expect(plainOf(parseJson(text, 'r'))).toEqual(expected)
        } catch (thrown) {
          // The one thing that is refused besides: the same key twice.
          expect(thrown).toBeInstanceOf(ReportError)
          expect(String(thrown)).toContain('given twice')
        }
      }),
      { numRuns: 1000 },
    )
  })

  it.each([
    ['NaN', '<nan>'],
    ['Infinity', '<infinity>'],
    ['-Infinity', '<negative-infinity>'],
    ['1e999', '<infinity>'],
    ['-1e999', '<negative-infinity>'],
    [`-${'9'.repeat(400)}`, '<negative-infinity>'],
    ['"NaN"', 'NaN'],
    ['9007199254740993', 9007199254740992],
    ['-0', -0],
    ['1E+2', 100],
  ])('reads %s', (text, expected) => {
    expect(plainOf(parseJson(`{"a": [${text}]}`, 'r'))).toEqual({ a: [expected] })
  })

  it('keeps dangerous keys as ordinary keys', () => {
    const value = parseJson('{"__proto__": {"polluted": 1}, "constructor": 2, "toString": 3}', 'r')
    expect(Object.getPrototypeOf(value)).toBeNull()
    expect(Object.keys(value as object)).toEqual(['__proto__', 'constructor', 'toString'])
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined()
  })

  it.each([
    ['{"a": 1, "b": {\n "x": [1, {"x": 2}],\n  "x": 3}}', 3, 3, 'the key "x" is given twice, first at 2:2'],
    ['{"a":1,"\\u0061":2}', 1, 8, 'the key "a" is given twice, first at 1:2'],
    ['{"__proto__":1,"__proto__":2}', 1, 16, 'first at 1:2'],
    ['{"a": tru}', 1, 7, 'expected a value, found "tru"'],
    ['{"a": nullx}', 1, 7, 'expected a value, found "nullx"'],
    ['{"a": -NaN}', 1, 7, 'expected a number'],
    ['{"a": 1,}', 1, 9, 'expected a key in double quotes, found "}"'],
    ["{'a': 1}", 1, 2, 'expected a key in double quotes, found "\'"'],
    ['{"a" 1}', 1, 6, 'expected ":", found "1"'],
    ['[1 2]', 1, 4, 'expected "," or "]", found "2"'],
    ['{"a": 1 "b"}', 1, 9, 'expected "," or "}", found "\\""'],
    ['[1.]', 1, 4, 'expected a digit'],
    ['[1e+]', 1, 5, 'expected a digit'],
    ['[01]', 1, 2, 'without leading zeros'],
    ['{"a": 0.5', 1, 10, 'found the end of the file'],
    ['{"a": "x', 1, 9, 'expected the end of the text that starts at 1:7, found the end of the file'],
    ['["a\\', 1, 5, 'found the end of the file'],
    ['["a\nb"]', 1, 4, 'a control character'],
    ['["\\\\ \\q"]', 1, 6, 'expected an escape'],
    ['{"a": 1} x', 1, 10, 'expected the end of the file, found "x"'],
    ['{"a": 1}\n{"a": 2}\n', 2, 1, 'JSON Lines'],
    ['"a" {', 1, 5, 'expected the end of the file'],
  ])('refuses %j with its place', (text, line, column, message) => {
    const error = failure(text)
    expect(error.code).toBe('report-unreadable')
    expect(error.issues[0]?.at).toEqual({ file: 'eval/r.json', line, column })
    expect(error.message).toContain(`eval/r.json:${line}:${column}: `)
    expect(error.message).toContain(message)
  })

  it('reads 1,000 levels and refuses one more, and a million without a crash', () => {
    const nested = (depth: number) => '['.repeat(depth) + ']'.repeat(depth)
    expect(parseJson(nested(MAX_DEPTH), 'r')).toHaveLength(1)
    expect(failure(nested(MAX_DEPTH + 1)).message).toContain('nested deeper than 1000 levels')
    expect(failure('{"a":'.repeat(1_000_000)).message).toContain(`1:${MAX_DEPTH * 5 + 1}: nested deeper`)
  })

  it('finds the first place of a key behind everything that a map may hold', () => {
    const before = '"m": {"k": 1}, "l": [NaN, "k"], "t": "a\\"k", "k": -1.5e3'
    expect(failure(`{${before},\n"k": 0}`).message).toContain('2:1: the key "k" is given twice, first at 1:47')
  })
})
