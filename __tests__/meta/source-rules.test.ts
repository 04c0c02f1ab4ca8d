import { describe, expect, it } from '@jest/globals'
import { filesBelow, read } from './repository.ts'

const SOURCES = ['src', 'sandbox', 'scripts', '__tests__'].flatMap((folder) => filesBelow(folder, '.ts'))

/** Each in two parts, so that this file does not match itself. */
const SUPPRESSIONS = new RegExp(
  ['@ts-(?:ignore|expect)', 'biome-(?:ignore)', 'eslint-(?:disable)', '(?:istanbul|v8|c8) (?:ignore)'].join('|'),
)

const RULES: readonly { readonly name: string; readonly pattern: RegExp; readonly folders: readonly string[] }[] = [
  { name: 'suppressions', pattern: SUPPRESSIONS, folders: ['src', 'sandbox', 'scripts', '__tests__'] },
  { name: 'default exports', pattern: /^export default\b/m, folders: ['src', 'sandbox', 'scripts', '__tests__'] },
  { name: 'module-level let', pattern: /^(?:export )?let\b/m, folders: ['src', 'sandbox', 'scripts'] },
  { name: 'any', pattern: /(?::|\bas|<) *any\b(?! ?\w)/, folders: ['src'] },
  { name: 'plain Error', pattern: /throw new Error\(/, folders: ['src'] },
  {
    name: 'names that say nothing',
    pattern: /from '[^']*\/(?:utils?|helpers?|common|types)\.ts'/,
    folders: ['src', 'sandbox', '__tests__'],
  },
]

describe('house rules', () => {
  it.each(RULES)('no $name', ({ pattern, folders }) => {
    const found = SOURCES.filter((path) => folders.includes(path.split('/')[0] ?? '')).filter((path) =>
      pattern.test(read(path)),
    )
    expect(found).toEqual([])
  })

  it('no file of src is longer than 300 lines', () => {
    const long = SOURCES.filter((path) => path.startsWith('src/')).filter((path) => read(path).split('\n').length > 301)
    expect(long).toEqual([])
  })

  it('tests are neither skipped nor singled out', () => {
    const marks = /^\s*(?:it|test|describe)\.(?:skip|only|todo)(?:\.each)?\(/m
    const tests = SOURCES.filter((path) => path.endsWith('.test.ts') && !path.endsWith('source-rules.test.ts'))
    expect(tests.filter((path) => marks.test(read(path)))).toEqual([])
  })
})
