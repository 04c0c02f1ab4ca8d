import { describe, expect, it } from '@jest/globals'
import { parseGateConfig } from '../../../src/config/parse-gate-config.ts'
import { readYaml } from '../../../src/config/yaml-source.ts'
import { issuesOf, oneLine, unmark } from './marked.ts'

const refusals: readonly (readonly [what: string, marked: string, said: readonly string[]])[] = [
  [
    'duplicate key',
    'a: 1\nb:\n  x: 1\n  «x: 2\n',
    ['The key `x` is given twice | It stands first at line 3, column 3; keep one of them.'],
  ],
  [
    'merge key',
    'a: &a { x: 1 }\nb: { «<<: *a }\n',
    ['Merge keys (`<<`) are not read | Write the keys out, or use an alias for a whole value.'],
  ],
  [
    'forbidden names',
    '«__proto__: 1\n«constructor: 2\n«prototype: 3\n',
    ['__proto__', 'constructor', 'prototype'].map(
      (name) => `The key \`${name}\` is not allowed | Choose another name.`,
    ),
  ],
  [
    'keys that are not text',
    '«1: a\n«~: b\n«true: c\n? «[x]\n: d\n2024-01: e\n',
    [
      'The key `1` is not text | Put it in quotes.',
      'The key `~` is not text | Put it in quotes.',
      'The key `true` is not text | Put it in quotes.',
      'The key is not text | Put it in quotes.',
    ],
  ],
  [
    'tags',
    'a: !include «x.yml\nb: !!binary «aGk=\nc: !!set «{ x }\n!foo «d: 1\n',
    ['!include', 'tag:yaml.org,2002:binary', 'tag:yaml.org,2002:set', '!foo'].map(
      (tag) => `The tag \`${tag}\` is not read | Remove it: plain YAML values only.`,
    ),
  ],
  ['unknown alias', 'a: «*nope\n', ['The alias `*nope` names nothing above it']],
  ['alias inside its anchor', 'a: &x [1, «*x]\n', ['The alias `*x` stands inside what it names']],
  ['alias above its anchor', 'a: «*x\nb: &x 1\n', ['The alias `*x` names nothing above it']],
  ['several documents', 'a: 1\n«---\nb: 2\n', ['The file holds several documents; one is read']],
  [
    'another YAML',
    '«%YAML 1.1\n---\na: yes\n',
    ['The file asks for YAML 1.1 | Remove the %YAML line: YAML 1.2 is read.'],
  ],
  [
    'an open bracket',
    'a: [1, 2\n«',
    ['Not valid YAML: Flow sequence in block collection must be sufficiently indented and end with a ]'],
  ],
  ['a tab', '«\ta: 1\n', ['Not valid YAML: Tabs are not allowed as indentation']],
  ['a mapping in a line', 'a: «b: c\n', ['Not valid YAML: Nested mappings are not allowed in compact mappings']],
]

describe('readYaml refuses', () => {
  it.each(refusals)('%s', (_what, marked, said) => {
    const { text, places } = unmark(marked)
    const fatal = issuesOf(() => readYaml(text, 'f.yml'))
    // Problems that do not stop the reading come back as values.
    const issues = fatal.length > 0 ? fatal : readYaml(text, 'f.yml').issues
    expect(issues.map(oneLine)).toEqual(said.map((line, index) => `${places[index]} ${line}`))
  })

  it('100 alias expansions and no more', () => {
    const file = (count: number): string => `a: &a 1\nb: [${Array(count).fill('*a').join(', ')}]\n`
    expect(readYaml(file(100), 'f').value).toEqual(plain({ a: 1, b: Array(100).fill(1) }))
    const [issue, ...others] = issuesOf(() => readYaml(file(101), 'f'))
    expect(issue?.message).toMatch(/^Aliases expand to too much/)
    expect(others).toEqual([])
  })

  it('a few aliases that multiply', () => {
    const levels = [1, 2, 3].map(
      (level) =>
        `l${level}: &l${level} [${Array(5)
          .fill(`*l${level - 1}`)
          .join(', ')}]`,
    )
    const issues = issuesOf(() => readYaml(`l0: &l0 x\n${levels.join('\n')}\n`, 'f'))
    expect(issues.map((issue) => issue.message)).toEqual([expect.stringMatching(/^Aliases expand to too much/)])
  })

  it('few aliases to a huge value', () => {
    const text = `a: &a [${'1,'.repeat(20_000)}]\nb: [${Array(30).fill('*a').join(', ')}]\n`
    expect(issuesOf(() => readYaml(text, 'f'))[0]?.message).toMatch(/^Aliases expand to too much/)
  })

  it('more than 64 levels', () => {
    const nested = (depth: number): string => '['.repeat(depth) + ']'.repeat(depth)
    expect(issuesOf(() => readYaml(nested(64), 'f'))).toEqual([])
    expect(issuesOf(() => readYaml(nested(65), 'f')).map(oneLine)).toEqual(['1:65 Nested deeper than 64 levels'])
  })

  it.each(['[', '{', '- ', '? ', '[a: '])('endless %j without exhausting the stack', (part) => {
    const messages = issuesOf(() => readYaml(part.repeat(10_000), 'f')).map((issue) => issue.message)
    expect(messages).toContain('Nested deeper than 64 levels')
  })

  it('a file larger than 512 kB, counted in bytes', () => {
    const issues = issuesOf(() => readYaml(`# ${'é'.repeat(256_000)}`, 'f'))
    expect(issues.map(oneLine)).toEqual(['1:1 The file is larger than 512 kB'])
    expect(issuesOf(() => readYaml(`# ${'e'.repeat(256_000)}`, 'f'))).toEqual([])
  })
})

describe('readYaml reads', () => {
  it('YAML 1.2 core values, and nothing of 1.1', () => {
    const { value } = readYaml('a: yes\nb: 0x1F\nc: 1_000\nd: 2024-01-01\ne: true\nf: 017\ng: ~\nh: !!str 5\n', 'f')
    expect(value).toEqual(plain({ a: 'yes', b: 31, c: '1_000', d: '2024-01-01', e: true, f: 17, g: null, h: '5' }))
  })

  it('a byte order mark and Windows line ends', () => {
    const source = readYaml('\uFEFFa: 1\r\nb:\r\n  c: 2\r\n', 'f')
    expect(source.value).toEqual(plain({ a: 1, b: plain({ c: 2 }) }))
    expect(source.at(['b', 'c'])).toEqual({ file: 'f', line: 3, column: 6 })
  })

  it('anchors, also on keys, the latest of one name', () => {
    const { value } = readYaml('a: &x 1\nb: *x\n&x c: *x\nd: *x\n', 'f')
    expect(value).toEqual(plain({ a: 1, b: 1, c: 'c', d: 'c' }))
  })

  it('mappings without a prototype', () => {
    const { value } = readYaml('a: { b: 1 }\n', 'f')
    expect(Object.getPrototypeOf(value)).toBeNull()
  })

  it('an explicit YAML 1.2', () => {
    expect(readYaml('%YAML 1.2\n---\na: 1\n', 'f').value).toEqual(plain({ a: 1 }))
  })

  it('places of values, keys, entries, and of what is not there', () => {
    const source = readYaml('a:\n  - b: &x { c: 1 }\n  - *x\n  -\n', 'f')
    const place = (at: { line: number; column: number }): string => `${at.line}:${at.column}`
    expect(place(source.at(['a', 0, 'b', 'c']))).toBe('2:16')
    expect(place(source.keyAt(['a', 0, 'b', 'c']))).toBe('2:13')
    expect(place(source.at(['a', 1, 'c']))).toBe('2:16')
    expect(place(source.at(['a', 0, 'zzz', 'y']))).toBe('2:5')
    expect(place(source.keyAt(['a', 0, 'zzz']))).toBe('2:5')
    expect(place(source.at([]))).toBe('1:1')
    expect(source.value).toEqual(plain({ a: [plain({ b: plain({ c: 1 }) }), plain({ c: 1 }), null] }))
  })
})

describe('a half-read file', () => {
  it('names what stopped the reading, and what else was seen', () => {
    const { text, places } = unmark('a: 1\nb: !x «1\nc: «*nope\n')
    const issues = issuesOf(() => parseGateConfig(text, 'f'))
    expect(issues.map((issue) => `${issue.at?.line}:${issue.at?.column}`)).toEqual(places)
  })
})

function plain(value: object): object {
  return Object.assign(Object.create(null), value)
}
