import { readdirSync } from 'node:fs'
import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { ReportError } from '../../../src/errors.ts'
import { readReport } from '../../../src/evidence/read-report.ts'
import { READER_NAMES } from '../../../src/evidence/reader-names.ts'
import { findRow, indexReport } from '../../../src/evidence/row-index.ts'
import { fixture, readFixture, readText } from './fixture.ts'

/** Readers of this file, by the beginning of the names of their fixtures. */
const TOOLS = [
  'deepeval',
  'every-eval-ever',
  'evidently',
  'helm',
  'lighteval',
  'lm-eval',
  'mteb',
  'ragas',
  'sklearn',
  'weave',
] as const

const FIXTURES = readdirSync(new URL('../../fixtures/reports/', import.meta.url)).flatMap((file) => {
  const tool = TOOLS.find((name) => file.startsWith(`${name}-`) && file.endsWith('.json'))
  return tool === undefined ? [] : [{ file, tool }]
})

/** Formats that take any map or table when the user names them: then the user knows. */
const TAKE_ANYTHING: ReadonlySet<string> = new Set(['json', 'wandb-summary', 'ragas', 'weave', 'lighteval', 'lm-eval'])

function readsAs(file: string, format: string): boolean {
  try {
    readFixture(file, format)
    return true
  } catch (thrown) {
    if (thrown instanceof ReportError) return false
    throw thrown
  }
}

describe('files of evaluation tools', () => {
  it('there is at least one of each tool', () => {
    expect([...new Set(FIXTURES.map(({ tool }) => tool))].sort()).toEqual([...TOOLS])
  })

  it.each(FIXTURES)('$file is read as $tool, named or not, and as nothing else', ({ file, tool }) => {
    expect(readFixture(file).format).toBe(tool)
    expect(readFixture(file, tool)).toEqual(readFixture(file))
    const others = READER_NAMES.filter((name) => name !== tool && !TAKE_ANYTHING.has(name))
    expect(others.filter((name) => readsAs(file, name))).toEqual([])
  })

  it.each(FIXTURES)('every row of $file has its own address and a place', ({ file }) => {
    const report = readFixture(file)
    const index = indexReport(report)
    for (const { metric, task, filter, scorer, slice } of report.rows) {
      const address = { metric, task: task ?? '', filter: filter ?? '', scorer: scorer ?? '', slice: slice ?? {} }
      expect(findRow(index, address)).toMatchObject({ kind: 'one' })
    }
  })

  it.each(FIXTURES)('the items of $file belong to a row, each with an id and a score', ({ file }) => {
    const report = readFixture(file)
    for (const { ids, scores, ...address } of report.items ?? []) {
      expect(findRow(indexReport(report), address)).toMatchObject({ kind: 'one' })
      expect(ids).toHaveLength(scores.length)
      expect(new Set(ids).size).toBe(scores.length)
    }
  })

  it.each(FIXTURES)('$file with a doubled key, or cut off, is unreadable', ({ file }) => {
    const text = Buffer.from(fixture(file)).toString('utf8')
    const doubled = text.replace(/"([\w-]+)":/, '"$1": null, "$1":')
    for (const damaged of [doubled, text.slice(0, -3), text.slice(0, text.length / 2)]) {
      expect(() => readText(damaged, 'auto', file)).toThrow(expect.objectContaining({ code: 'report-unreadable' }))
    }
  })

  it.each(TOOLS)('%s refuses what holds nothing', (tool) => {
    for (const text of ['{}', '[]', '[{}]', 'null', '3', '"x"']) {
      expect(() => readText(text, tool, 'r.json')).toThrow(ReportError)
    }
  })
})

/** Every place of a document that has a key. */
function placesOf(document: unknown): [Record<string, unknown>, string][] {
  const places: [Record<string, unknown>, string][] = []
  const walk = (node: unknown): void => {
    if (typeof node !== 'object' || node === null) return
    for (const key of Object.keys(node)) {
      places.push([node as Record<string, unknown>, key])
      walk((node as Record<string, unknown>)[key])
    }
  }
  walk(document)
  return places
}

describe('damaged files of evaluation tools', () => {
  const check = (text: string, file: string, format: string): void => {
    try {
      const report = readReport({ bytes: new TextEncoder().encode(text), file, format })
      for (const row of report.rows) {
        expect(row.value === null || Number.isFinite(row.value)).toBe(true)
        expect(row.value === null).toBe(row.missing !== undefined)
        expect(row.stderr ?? 0).toBeGreaterThanOrEqual(0)
        expect(Number.isFinite(row.n ?? 0)).toBe(true)
      }
    } catch (thrown) {
      if (!(thrown instanceof ReportError)) throw thrown
    }
  }
  const odd = fc.oneof(
    fc.jsonValue({ maxDepth: 2 }),
    fc.constantFrom<unknown>([], {}, null, '', 'NaN', 1e308, -1, { length: 1 }, { constructor: 1 }, [[]], [{}]),
  )

  it('whatever stands in whatever place, nothing but a report error is thrown', () => {
    const files = fc.constantFrom(...FIXTURES)
    const changes = fc.array(fc.tuple(fc.nat(), odd), { minLength: 1, maxLength: 3 })
    fc.assert(
      fc.property(files, changes, fc.boolean(), ({ file, tool }, values, named) => {
        const text = Buffer.from(fixture(file)).toString('utf8').replaceAll(/: NaN/g, ': null')
        const document = JSON.parse(text) as Record<string, unknown>
        for (const [pick, value] of values) {
          const places = placesOf(document)
          const [parent, key] = places[pick % places.length] ?? [document, 'x']
          parent[key] = structuredClone(value)
        }
        check(JSON.stringify(document), file, named ? tool : 'auto')
      }),
      { numRuns: 500 },
    )
  })

  it('whatever is left out or named otherwise, nothing but a report error is thrown', () => {
    const files = fc.constantFrom(...FIXTURES)
    const names = fc.constantFrom('__proto__', 'constructor', 'toString', 'length', '', 'a/b', 'a~b', 'NaN')
    fc.assert(
      fc.property(files, fc.nat(), fc.option(names), fc.boolean(), ({ file, tool }, pick, name, named) => {
        const text = Buffer.from(fixture(file)).toString('utf8').replaceAll(/: NaN/g, ': null')
        const document = JSON.parse(text) as Record<string, unknown>
        const places = placesOf(document)
        const [parent, key] = places[pick % places.length] ?? [document, 'x']
        const value = parent[key]
        Reflect.deleteProperty(parent, key)
        // A list has a length of its own.
        const renamed = name !== null && !Array.isArray(parent)
        if (renamed) Object.defineProperty(parent, name, { value, enumerable: true, configurable: true })
        check(JSON.stringify(document), file, named ? tool : 'auto')
      }),
      { numRuns: 400 },
    )
  })

  it('whatever happens to the bytes, nothing but a report error is thrown', () => {
    const byte = fc.oneof(fc.integer({ min: 0, max: 127 }), fc.constantFrom(...Buffer.from('{}[],:"\\0-Ne\n')))
    const changes = fc.array(fc.tuple(fc.nat(), byte), { minLength: 1, maxLength: 4 })
    fc.assert(
      fc.property(fc.constantFrom(...FIXTURES), changes, ({ file }, values) => {
        const bytes = Uint8Array.from(fixture(file))
        for (const [at, value] of values) bytes[at % bytes.length] = value
        check(new TextDecoder().decode(bytes), file, 'auto')
      }),
      { numRuns: 400 },
    )
  })
})
