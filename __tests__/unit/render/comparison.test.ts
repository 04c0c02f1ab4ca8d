import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import type { MetricCourse } from '../../../src/promotion/metric-course.ts'
import type { VersionChanges } from '../../../src/promotion/version-changes.ts'
import { changeSection } from '../../../src/render/change-section.ts'
import { chartSection } from '../../../src/render/chart-section.ts'

function course(values: readonly number[], over: Partial<MetricCourse> = {}): MetricCourse {
  const points = values.map((value, index) => ({ version: `v${index + 1}`, value }))
  return { label: 'acc', report: 'quality', points, limits: [], leftOut: [], ...over }
}

/** The lines of the one chart below its directive. */
function drawn(values: readonly number[], over: Partial<MetricCourse> = {}): readonly string[] {
  const fence = /```mermaid\n([\s\S]*?)\n```/u.exec(chartSection([course(values, over)]))
  return fence?.[1]?.split('\n').slice(1) ?? []
}

describe('a chart', () => {
  it('has the values, and each limit as a flat line, with the same in words', () => {
    const limits = [
      { limit: 'min', bound: 0.65 },
      { limit: 'below', bound: 0.9 },
    ] as const
    const text = chartSection([course([0.64, 0.7], { limits, unit: 'ms', leftOut: ['v0'] })])
    expect(drawn([0.64, 0.7], { limits, unit: 'ms' })).toEqual([
      'xychart-beta',
      '  x-axis ["v1", "v2"]',
      '  y-axis "ms" 0.601 --> 0.939',
      '  line [0.64, 0.7]',
      '  line [0.65, 0.65]',
      '  line [0.9, 0.9]',
    ])
    expect(text).toContain(
      '**acc** in ms: `v1` 0.64 → `v2` 0.7; flat lines in red: minimum 0.65, to stay below 0.9. Not shown, because measured otherwise: `v0`',
    )
    expect(text.startsWith('<details>')).toBe(true)
  })

  it.each<[string, readonly number[], string]>([
    ['room on both sides', [0.5, 0.6], '0.485 --> 0.615'],
    ['not below zero where nothing is', [0, 1], '0 --> 1.15'],
    ['not above zero where nothing is', [-1, 0], '-1.15 --> 0'],
    ['the same value twice', [5, 5], '4.75 --> 5.25'],
    ['nothing but zero', [0, 0], '0 --> 1'],
    ['both signs', [-1, 1], '-1.3 --> 1.3'],
    ['small numbers without an exponent', [0.0000012, 0.0000013], '0.000001185 --> 0.000001315'],
    ['large ones too', [1.5e14, 2e14], '142500000000000 --> 207500000000000'],
  ])('axis: %s', (_name, values, range) => {
    expect(drawn(values)[2]).toBe(`  y-axis ${range}`)
  })

  it.each([
    ['too large', [1, 1e15]],
    ['too small', [1e-10, 1]],
    ['no number', [Number.NaN, 1]],
    ['endless', [1, Number.POSITIVE_INFINITY]],
  ])('is left out where a number is %s for plain decimals', (_name, values) => {
    expect(chartSection([course(values)])).toBe('')
    expect(chartSection([course(values), course([1, 2])])).toContain('· 1 chart<')
  })

  it('never writes what Mermaid would not read as a number', () => {
    const value = fc.double({ noNaN: false })
    fc.assert(
      fc.property(fc.array(value, { minLength: 2, maxLength: 12 }), value, (values, bound) => {
        for (const line of drawn(values, { limits: [{ limit: 'max', bound }] }).slice(2))
          expect(line).toMatch(/^ {2}(?:y-axis|line) \[?-?\d+(?:\.\d+)?(?:(?:, | --> )-?\d+(?:\.\d+)?)*\]?$/u)
      }),
    )
  })

  it.each(['"', '`', '"] line [1', '\n', '%%{init: {}}%%', '```', ';', '---', '<b>'])(
    'no name breaks out: %j',
    (name) => {
      const lines = drawn([1, 2], {
        points: [
          { version: name, value: 1 },
          { version: 'v2', value: 2 },
        ],
        unit: name,
      })
      expect(lines[1]).toMatch(/^ {2}x-axis \["[^"`\n%;<>]*", "v2"\]$/u)
      expect(lines[2]).toMatch(/^ {2}y-axis "[^"`\n%;<>]*" 0\.85 --> 2\.15$/u)
      expect(lines).toHaveLength(4)
    },
  )

  it('without any nothing is said', () => {
    expect(chartSection([])).toBe('')
  })
})

describe('what changed', () => {
  const HERE = { repositoryUrl: 'https://github.com/acme/models' }
  const SAME: VersionChanges = {
    from: 'v11',
    to: 'v12',
    inputs: [],
    commits: { from: 'a'.repeat(40), to: 'a'.repeat(40), repository: null },
    settings: { changes: [], more: 0, complete: true },
    metrics: [],
  }
  const RANGE = { from: '1a2b3c4d5e', to: '9f8e7d6c5b', repository: 'https://github.com/Acme/Models' }
  const text = (change: Partial<VersionChanges>, at: { repositoryUrl: string | null } = HERE) =>
    changeSection({ ...SAME, ...change }, at)

  it('nothing to compare with, nothing said', () => {
    expect(changeSection(null, HERE)).toBe('')
  })

  it('says what is the same, and what is not known', () => {
    expect(text({})).toContain('<summary>What changed since v11</summary>')
    expect(text({}).match(/the same/gu)).toHaveLength(3)
    const unknown = text({ inputs: null, commits: null, settings: null })
    expect(unknown.match(/not known of both versions/gu)).toHaveLength(3)
    expect(unknown).toContain('<summary>What changed since v11</summary>')
  })

  it.each<[string, Partial<NonNullable<VersionChanges['commits']>>, { repositoryUrl: string | null }, boolean]>([
    ['of this repository', {}, HERE, true],
    ['of another', { repository: 'https://github.com/acme/training' }, HERE, false],
    ['of none that is known', { repository: null }, HERE, false],
    ['where this one is not known', {}, { repositoryUrl: null }, false],
    ['where both are not known', { repository: null }, { repositoryUrl: null }, false],
    ['that are no commits', { to: 'main' }, HERE, false],
    ['that lead elsewhere', { from: '../../evil' }, HERE, false],
  ])('a range of commits %s', (_name, range, at, linked) => {
    const shown = text({ commits: { ...RANGE, ...range } }, at)
    expect(shown.includes('](https://github.com/acme/models/compare/1a2b3c4d5e...9f8e7d6c5b)')).toBe(linked)
    expect(shown.includes('](')).toBe(linked)
    expect(shown).toContain('· code</summary>')
  })

  it('counts and lists inputs, settings and metrics, and says that there are more', () => {
    const inputs = Array.from({ length: 12 }, (_, index) => ({
      name: `ml/support/data-${index}`,
      type: 'dataset',
      from: index === 0 ? null : 'v1',
      to: 'v2',
    }))
    const settings = {
      changes: [
        { key: 'lr', from: { text: '0.1' }, to: null },
        { key: 'prompt', from: 'hidden' as const, to: { text: 'a|b' } },
      ],
      more: 7,
      complete: false,
    }
    const metrics = [
      { report: 'quality', name: 'f1', from: 0.5, to: 0.6, direction: 'higher_is_better' as const },
      { report: 'load', name: 'rps', from: 10, to: 9, unit: 'req/s' },
    ]
    const shown = text({ inputs, settings, metrics })
    expect(shown).toContain('What changed since v11 · 12 inputs, 9 settings, 2 other metrics</summary>')
    expect(shown).toContain('| `data-0` | dataset | not used | `v2` |')
    expect(shown).toContain('2 more in W&amp;B.')
    expect(shown).not.toContain('data-10')
    expect(shown).toContain('| `lr` | `0.1` | – |\n| `prompt` | _not shown_ | a&#124;b |')
    expect(shown).toContain('7 more in W&amp;B. A config was too long to be compared whole.')
    expect(shown).toContain('| f1 | quality | 0.5 | 0.6 | +0.1 (+20%) better |')
    expect(shown).toContain('| rps | load | 10 req/s | 9 req/s | −1 (−10%) |')
    expect(text({ metrics: metrics.slice(0, 1) })).toContain('| f1 | 0.5 | 0.6 | +0.1 (+20%) better |')
  })
})
