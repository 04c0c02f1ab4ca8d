import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import type { Status, Verdict } from '../../../src/checks/verdict.ts'
import { layOut } from '../../../src/render/check-lines.ts'
import { checkTables } from '../../../src/render/check-section.ts'
import * as samples from '../../support/outcomes.ts'
import { family } from '../../support/outcomes-of-groups.ts'

const one = (label: string, status: Status = 'pass', value = 1) => samples.metric(label, status, { value })

function many(count: number, status: Status = 'pass'): readonly Verdict[] {
  return Array.from({ length: count }, (_, index) => one(`m${index}`, status))
}

/** `head:` before the head of a group, `- ` before its members. */
function shown(checks: readonly Verdict[]): { open: string; rest: string; cut: number } {
  const { open, rest, cut } = layOut(samples.tree('pass', checks, []))
  const text = (lines: typeof open) =>
    lines
      .map(({ node, detail, group }) => `${detail === null ? 'head:' : group === null ? '' : '- '}${node.label}`)
      .join(', ')
  return { open: text(open), rest: text(rest), cut }
}

const BAD = family('acc', [one('a', 'pass', 0.9), one('b', 'fail', 0.4), one('c', 'pass', 0.8), one('d', 'fail', 0.2)])

describe('the rows of the table', () => {
  it('in the order of the gate config while they are few; members of a group worst first', () => {
    expect(shown([one('x'), BAD, one('y', 'fail')])).toEqual({
      open: 'x, head:acc, - d, - b, - c, - a, y',
      rest: '',
      cut: 0,
    })
  })

  it('worst is what the direction says, else the limit', () => {
    const value = (label: string, number: number | null, over: object) =>
      samples.metric(label, 'pass', { value: number, ...over })
    const order = (over: object) =>
      shown([family('g', [value('a', 1, over), value('b', 3, over), value('none', null, over), value('c', 2, over)])])
        .open
    expect(order({})).toBe('head:g, - none, - a, - c, - b')
    expect(order({ direction: 'lower_is_better' })).toBe('head:g, - none, - b, - c, - a')
    const limits = (kind: 'min' | 'below' | 'max_gap') => ({
      direction: undefined,
      limits: [samples.limit(kind, '1', true)],
    })
    expect(order(limits('min'))).toBe('head:g, - none, - a, - c, - b')
    expect(order(limits('below'))).toBe('head:g, - none, - b, - c, - a')
    expect(order(limits('max_gap'))).toBe('head:g, - none, - a, - b, - c')
  })

  it('with more rows a group shows its three worst, beside many checks only one', () => {
    const wide = family('wide', many(20))
    expect(shown([one('x'), wide, BAD])).toEqual({
      open: 'x, head:wide, - m0, - m1, - m2, head:acc, - d, - b, - c',
      rest: `head:acc, - a, head:wide, ${many(20)
        .slice(3)
        .map(({ label }) => `- ${label}`)
        .join(', ')}`,
      cut: 0,
    })
    expect(shown([...many(5), wide]).open).toBe('m0, m1, m2, m3, m4, head:wide, - m0')
  })

  it('with many checks only those that did not pass stand open, worst first', () => {
    const { open, rest } = shown([...many(20), one('w', 'warn'), BAD])
    expect(open).toBe('head:acc, - d, w')
    expect(rest.startsWith('head:acc, - b, - c, - a, m0, m1')).toBe(true)
    expect(shown(many(20)).open).toBe('')
    expect(shown(many(20, 'fail')).open.split(', ')).toHaveLength(10)
  })

  it('a thousand are not all listed', () => {
    const { rest, cut } = shown([family('wide', many(1_000)), ...many(3)])
    expect(rest.split(', ')).toHaveLength(300)
    expect(cut).toBe(1_000 - 3 - 299)
    const { open, rest: text } = checkTables(samples.tree('pass', [family('wide', many(1_000)), ...many(3)], []))
    expect(open).toContain('#### Metrics · 1003 of 1003 pass')
    expect(open).toContain('**wide**<br>1000 of 1000 pass')
    expect(text).toContain('997 more metrics · 299 of those below pass')
    expect(text).toContain('698 more are in the `result` output.')
  })

  it('every metric is somewhere, and once', () => {
    const status = fc.constantFrom<Status>('pass', 'warn', 'fail', 'error')
    const leaf = fc.record({ status, value: fc.integer({ min: 0, max: 9 }) })
    const item = fc.oneof(leaf, fc.array(leaf, { minLength: 1, maxLength: 20 }))
    fc.assert(
      fc.property(fc.array(item, { maxLength: 30 }), (items) => {
        let count = 0
        const leafOf = (made: { status: Status; value: number }) => {
          count += 1
          return one(`m${count}`, made.status, made.value)
        }
        const checks = items.map((made, index) =>
          Array.isArray(made) ? family(`f${index}`, made.map(leafOf)) : leafOf(made),
        )
        const { open, rest, cut } = layOut(samples.tree('pass', checks, []))
        const labels = [...open, ...rest].filter(({ detail }) => detail !== null).map(({ node }) => node.label)
        expect(labels).toHaveLength(new Set(labels).size)
        expect(labels.length + cut).toBe(count)
      }),
    )
  })
})

describe('a member of a group', () => {
  it.each([
    ['acc · mmlu_*', 'acc · mmlu_law', '↳&nbsp;mmlu_law'],
    ['quality', 'quality · language=de', '↳&nbsp;language=de'],
    ['quality', 'quality', '↳&nbsp;quality'],
    ['acc', 'gap of acc by language', '↳&nbsp;gap of acc by language'],
  ])('of %s: %s', (group, label, expected) => {
    expect(checkTables(samples.tree('pass', [family(group, [one(label)])], [])).open).toContain(`| ${expected} |`)
  })

  it('has no report beside it only because its group is called like it', () => {
    const { open } = checkTables(samples.tree('pass', [family('quality', [one('quality')])], []))
    expect(open).not.toContain('| Report |')
    expect(checkTables(samples.tree('pass', [one('quality'), one('quality')], [])).open).toContain('| Report |')
  })
})
