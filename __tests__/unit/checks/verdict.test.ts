import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { conclude, notesOf } from '../../../src/checks/finding.ts'
import { instant } from '../../../src/checks/instant.ts'
import { group, reasonsOf, STATUSES, type Status, settle, type Verdict, worst } from '../../../src/checks/verdict.ts'
import { InvariantError } from '../../../src/errors.ts'

const anyStatus = fc.constantFrom(...STATUSES)

function leaf(status: Status, over: Partial<Verdict> = {}): Verdict {
  return { id: status, kind: 'metric', status, label: status, children: [], ...over }
}

describe('worst', () => {
  it.each<[readonly Status[], Status]>([
    [['pass'], 'pass'],
    [['pass', 'warn'], 'warn'],
    [['warn', 'pending', 'pass'], 'pending'],
    [['pending', 'fail'], 'fail'],
    [['error', 'fail'], 'error'],
    [[], 'error'],
  ])('of %j is %s', (statuses, expected) => expect(worst(statuses)).toBe(expected))

  it('depends on no order, and a further status never makes it better', () => {
    fc.assert(
      fc.property(fc.array(anyStatus, { minLength: 1 }), anyStatus, (statuses, more) => {
        expect(worst(statuses.toReversed())).toBe(worst(statuses))
        expect(STATUSES.indexOf(worst([...statuses, more]))).toBeGreaterThanOrEqual(STATUSES.indexOf(worst(statuses)))
      }),
    )
  })
})

describe('group', () => {
  it('takes the worst of its children and gives no reason of its own', () => {
    const children = [leaf('pass'), leaf('fail', { reason: 'metric-missing' }), leaf('warn')]
    expect(group('checks', 'metrics', children)).toEqual({
      id: 'checks',
      kind: 'group',
      status: 'fail',
      label: 'metrics',
      children,
    })
  })

  it('without children is an error: nothing was checked', () => {
    expect(group('checks', 'metrics', [])).toMatchObject({ status: 'error', reason: 'ungated' })
  })
})

describe('settle', () => {
  it.each<[Status, 'block' | 'warn' | 'info', Status]>([
    ['pass', 'block', 'pass'],
    ['warn', 'block', 'warn'],
    ['pending', 'block', 'pending'],
    ['fail', 'block', 'fail'],
    ['error', 'block', 'error'],
    ['pass', 'warn', 'pass'],
    ['warn', 'warn', 'warn'],
    ['pending', 'warn', 'warn'],
    ['fail', 'warn', 'warn'],
    ['error', 'warn', 'error'],
    ['pass', 'info', 'pass'],
    ['warn', 'info', 'warn'],
    ['pending', 'info', 'pass'],
    ['fail', 'info', 'pass'],
    ['error', 'info', 'error'],
  ])('%s at severity %s becomes %s', (status, severity, expected) => expect(settle(status, severity)).toBe(expected))
})

describe('reasonsOf', () => {
  it('lists each reason once, those of the worst nodes first, else in the order of the tree', () => {
    const tree = group('root', 'root', [
      group('a', 'a', [
        leaf('warn', { reason: 'metric-above-max' }),
        leaf('fail', { reason: 'metric-below-min' }),
        leaf('fail', { reason: 'metric-regressed' }),
      ]),
      group('b', 'b', [
        leaf('error', { reason: 'direction-unknown' }),
        leaf('fail', { reason: 'metric-above-max' }),
        leaf('warn', { reason: 'metric-below-min' }),
        leaf('pending', { reason: 'approvals-missing' }),
      ]),
    ])
    expect(reasonsOf(tree)).toEqual([
      'direction-unknown',
      'metric-below-min',
      'metric-regressed',
      'metric-above-max',
      'approvals-missing',
    ])
  })

  it('leaves passing nodes out, except a first promotion', () => {
    const children = [
      leaf('pass', { reason: 'metric-missing' }),
      leaf('pass', { reason: 'first-promotion' }),
      leaf('pass'),
    ]
    expect(reasonsOf(group('root', 'root', children))).toEqual(['first-promotion'])
  })

  it('includes that nothing was checked', () => {
    expect(reasonsOf(group('root', 'root', [group('empty', 'empty', [])]))).toEqual(['ungated'])
  })

  it('manages a tree as deep as anybody can write', () => {
    let tree = leaf('fail', { reason: 'drift' })
    for (let depth = 0; depth < 50_000; depth += 1) tree = { ...group('g', 'g', []), status: 'pass', children: [tree] }
    expect(reasonsOf(tree)).toContain('drift')
  })
})

describe('findings', () => {
  it('the first of the worst leads', () => {
    const findings = [
      { status: 'pass', reason: 'first-promotion' },
      { status: 'fail', reason: 'metric-below-min' },
      { status: 'fail', reason: 'metric-above-max' },
    ] as const
    expect(conclude(findings)).toEqual({ status: 'fail', reason: 'metric-below-min' })
    expect(conclude(findings.slice(0, 1))).toEqual({ status: 'pass', reason: 'first-promotion' })
    expect(conclude([])).toEqual({ status: 'pass' })
  })

  it('all notes are kept, once each', () => {
    const finding = { status: 'fail', reason: 'drift' } as const
    expect(notesOf([{ ...finding, note: 'a' }, finding, { ...finding, note: 'b' }, { ...finding, note: 'a' }])).toEqual(
      {
        note: 'a; b',
      },
    )
    expect(notesOf([finding])).toEqual({})
  })
})

describe('instant', () => {
  it('reads a server time and refuses anything else', () => {
    expect(instant('1970-01-01T00:00:01Z')).toBe(1000)
    expect(() => instant('yesterday')).toThrow(InvariantError)
  })
})
