import { describe, expect, it } from '@jest/globals'
import { ReportError } from '../../../src/errors.ts'
import { NonFiniteMarker } from '../../../src/evidence/json.ts'
import { MAX_YAML_LENGTH, parseYaml } from '../../../src/evidence/yaml.ts'

const at = (text: string, key: string) => (parseYaml(text, 'r.yaml') as Record<string, unknown>)[key]

describe('parseYaml', () => {
  it.each([
    ['a: .nan', 'nan'],
    ['a: .inf', 'infinity'],
    ['a: -.inf', 'negative-infinity'],
    ['a: 1e999', 'infinity'],
  ])('reads %s as a marker', (text, kind) => {
    const value = at(text, 'a')
    expect(value).toBeInstanceOf(NonFiniteMarker)
    expect((value as NonFiniteMarker).nonFinite).toBe(kind)
  })

  it.each<[string, unknown]>([
    ['a: no', 'no'],
    ['a: "0.5"', '0.5'],
    ['a: 2026-01-05', '2026-01-05'],
    ['a: 1_000', '1_000'],
    ['a:', null],
    ['a: true', true],
    ['a: [1, [2]]', [1, [2]]],
    ['x: &p 4\na: *p', 4],
    ['%YAML 1.1\n---\na: yes', 'yes'],
  ])('reads %j by YAML 1.2 core', (text, expected) => {
    expect(at(text, 'a')).toEqual(expected)
  })

  it('reads a file of comments as nothing', () => {
    expect(parseYaml('# nothing yet\n', 'r.yaml')).toBeNull()
  })

  it('makes null-prototype maps', () => {
    const map = parseYaml('__proto__: {polluted: 1}\n1: one', 'r.yaml') as object
    expect(Object.getPrototypeOf(map)).toBeNull()
    expect(Object.keys(map).sort()).toEqual(['1', '__proto__'])
  })

  it.each([
    ['a: 1\nb: 2\na: 3', 'r.yaml:3:1: the key "a" is given twice'],
    ['a: &x {b: 1}\nc:\n  <<: *x', 'r.yaml:3:3: merge keys'],
    ['a: !python/object 1', 'r.yaml:1:4: not valid YAML'],
    ['a: !!binary AAAA', 'r.yaml:1:4: not valid YAML'],
    ['a: *nowhere', 'r.yaml:1:4: no anchor is named'],
    ['{a: 1', 'not valid YAML'],
    ['a: 1\n---\nb: 2', 'not valid YAML'],
    ['? [1, 2]\n: x', 'a key has to be plain text'],
    [`a: &x 1\nb: [${'*x, '.repeat(101)}]`, 'more than 100 aliases'],
    [`a: &x [${'1, '.repeat(3000)}]\nb: [${'*x, '.repeat(100)}]`, 'aliases unfold to too many values'],
    [`a: &a [*a]`, 'aliases'],
    ['['.repeat(3000) + ']'.repeat(3000), 'nested'],
    ['['.repeat(100_000), 'nested'],
    [Array.from({ length: 2000 }, (_, depth) => `${' '.repeat(depth)}a:`).join('\n'), 'nested'],
  ])('refuses case %#', (text, message) => {
    expect(() => parseYaml(text, 'r.yaml')).toThrow(ReportError)
    expect(() => parseYaml(text, 'r.yaml')).toThrow(message)
  })

  it('reads 500 levels of either style', () => {
    expect(parseYaml('['.repeat(500) + ']'.repeat(500), 'r.yaml')).toHaveLength(1)
    const block = Array.from({ length: 500 }, (_, depth) => `${' '.repeat(depth)}a:`).join('\n')
    expect(Object.keys(parseYaml(block, 'r.yaml') as object)).toEqual(['a'])
  })

  it('reads ten thousand keys of one map in one pass and refuses YAML beyond its size', () => {
    const text = Array.from({ length: 10_000 }, (_, index) => `k${index}: ${index}`).join('\n')
    expect(at(text, 'k9999')).toBe(9999)
    const large = `a: "${' '.repeat(MAX_YAML_LENGTH)}"`
    expect(() => parseYaml(large, 'r.yaml')).toThrow(expect.objectContaining({ code: 'report-too-large' }))
  })
})
