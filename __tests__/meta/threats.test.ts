import { describe, expect, it } from '@jest/globals'
import { filesBelow, read } from './repository.ts'

/** How many there are in the list that `docs/security.md` follows. */
const THREATS = 45
const ALL = Array.from({ length: THREATS }, (_, index) => String(index + 1).padStart(2, '0'))

/** Attacks that must be there by these names, as cases and in the page. */
const NAMED = [
  'a pull request that lowers its own threshold',
  'an approval replayed after a push',
  'an unrelated approved pull request used by dispatch',
  'an old push re-run',
  'a branch that authorises itself',
  'a swapped report',
  'a moved candidate',
  'a hostile model name',
  'a forged record',
] as const

const PAGE = read('docs/security.md')
const TESTS = filesBelow('__tests__/security', '.test.ts')

/** Titles of the cases: the texts that a call of `it` or `it.each` is given. */
function titles(): readonly string[] {
  return TESTS.flatMap((path) =>
    [
      ...read(path).matchAll(/\bit(?:\.each[\s\S]*?\]\s*(?:as const)?,?\s*\))?\(\s*(['"`])(threat \d\d: [\s\S]*?)\1,/g),
    ].map(([, , title = '']) => title),
  )
}

const CASES = titles()
const tested = new Set(CASES.map((title) => title.slice('threat '.length, 'threat '.length + 2)))

/** Rows `| NN | attack | … |` of the table under a heading. */
function rowsUnder(heading: string): ReadonlyMap<string, readonly string[]> {
  const section = PAGE.split(/^## /m).find((part) => part.startsWith(`${heading}\n`)) ?? ''
  const rows = [...section.matchAll(/^\| threat (\d\d) \| (.*) \|$/gm)]
  return new Map(rows.map(([, number = '', rest = '']) => [number, rest.split(' | ')]))
}

const stopped = rowsUnder('What we stop')
const platform = rowsUnder('What the platform must stop')

describe('the threat list', () => {
  it('reads the titles of all cases', () => {
    const written = TESTS.flatMap((path) => read(path).match(/(?<=['"`])threat \d\d: /g) ?? [])
    expect(CASES).toHaveLength(written.length)
    expect(TESTS.length).toBeGreaterThanOrEqual(9)
  })

  it.each(ALL)('threat %s has a case, or is the platform’s to stop by a setting', (number) => {
    const row = stopped.get(number) ?? platform.get(number)
    expect([number, row === undefined ? 'no row in docs/security.md' : 'row']).toEqual([number, 'row'])
    if (tested.has(number)) return
    expect([number, platform.get(number)?.[2]?.trim() ?? '']).toEqual([number, expect.stringMatching(/\w{4}/)])
  })

  it('says "we stop" of nothing without a case', () => {
    expect([...stopped.keys()].filter((number) => !tested.has(number))).toEqual([])
  })

  it('gives the reasons that the cases expect', () => {
    const cases = TESTS.map((path) => read(path)).join('\n')
    const reasons = [...stopped.values()].flatMap(([, , reason = '']) => [...reason.matchAll(/\[`([\w-]+)`\]/g)])
    expect(reasons.length).toBeGreaterThan(40)
    expect(reasons.map(([, code]) => code).filter((code) => !cases.includes(`'${code}'`))).toEqual([])
  })

  it('has each number in the list, once in each table', () => {
    const mentioned = [...PAGE.matchAll(/\bthreat (\d+)/g)].map(([, number]) => number ?? '')
    expect(mentioned.filter((number) => !ALL.includes(number))).toEqual([])
    expect([...tested].filter((number) => !ALL.includes(number))).toEqual([])
    const rows = PAGE.match(/^\| threat \d\d \|/gm) ?? []
    expect(rows).toHaveLength(stopped.size + platform.size)
  })

  it.each(NAMED)('names %s, in a case and in the page', (name) => {
    expect(CASES.filter((title) => title.includes(name)).length).toBeGreaterThan(0)
    expect(PAGE.toLowerCase().replaceAll(/\s+/g, ' ')).toContain(name)
  })
})
