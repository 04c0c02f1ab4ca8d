import { describe, expect, it } from '@jest/globals'
import type { LimitOutcome, MetricDetail } from '../../../src/checks/detail.ts'
import type { Verdict } from '../../../src/checks/verdict.ts'
import { REASON_CODES } from '../../../src/reason-codes.ts'
import { approvalTables } from '../../../src/render/approval-section.ts'
import { checkTables } from '../../../src/render/check-section.ts'
import { evidenceSection } from '../../../src/render/evidence-section.ts'
import { lineageSection } from '../../../src/render/lineage-section.ts'
import { moveSection } from '../../../src/render/move-section.ts'
import { counted, listed } from '../../../src/render/plain.ts'
import { reasonText } from '../../../src/render/reason-texts.ts'
import { ignoredText, observation, problemClause } from '../../../src/render/sentences.ts'
import { todoSection } from '../../../src/render/todo-section.ts'
import { verdictTree } from '../../../src/render/verdict-tree.ts'
import * as samples from '../../support/outcomes.ts'

const BASELINE = { value: 0.8, version: 'v11', source: 'record' } as const

function broken(kind: LimitOutcome['limit'], text: string, detail: Partial<MetricDetail> = {}): string {
  const whole = { value: 0.5, baseline: BASELINE, change: -0.32, limits: [samples.limit(kind, text, false)], ...detail }
  return problemClause(samples.metric('f1', 'fail', whole, { reason: 'metric-below-min' }))
}

describe('sentences', () => {
  it.each([
    ['min', '0.6', {}, 'f1 is 0.5, below its minimum of 0.6'],
    ['max', '0.4', {}, 'f1 is 0.5, above its maximum of 0.4'],
    ['above', '0.5', {}, 'f1 is 0.5, not above 0.5'],
    ['below', '0.5', {}, 'f1 is 0.5, not below 0.5'],
    ['max_regression', '2%', {}, 'f1 is 0.5, 0.32 (40%) worse than v11 where 2% is allowed'],
    [
      'min_improvement',
      '0.1',
      { value: 0.81, change: 0.01 },
      'f1 is 0.81, 0.01 (1.3%) better than v11 where a gain of 0.1 is asked for',
    ],
    [
      'min_improvement',
      '0.1',
      { value: 0.8, change: 0 },
      'f1 is 0.8, no better than v11 where a gain of 0.1 is asked for',
    ],
    [
      'max_improvement',
      '0.1',
      { value: 0.99, change: 0.19 },
      'f1 is 0.99, 0.19 (24%) better than v11, and a gain above 0.1 is not plausible',
    ],
  ] as const)('%s %s', (kind, text, detail, expected) => {
    expect(broken(kind, text, detail)).toBe(expected)
  })

  it('says what is missing and what is near', () => {
    const node = samples.metric(
      'f1',
      'fail',
      { value: null, note: 'no row', nearest: ['f1 (a)', 'f1 (b)'] },
      { reason: 'metric-missing' },
    )
    expect(problemClause(node)).toBe(
      'f1: a metric that the gate asks for is not in the report (no row); nearest: f1 (a) and f1 (b)',
    )
    expect(problemClause(samples.metric('f1', 'error', { value: 0.5, note: 'odd' }))).toBe('f1: error (odd)')
  })

  it.each<readonly [string, Verdict, string]>([
    [
      'changes requested',
      samples.approvals('pending', { blocking: ['ana'] }, 'changes-requested'),
      'ana requests changes (model steward)',
    ],
    [
      'by two',
      samples.approvals('pending', { blocking: ['ana', 'bo'] }, 'changes-requested'),
      'ana and bo request changes (model steward)',
    ],
    [
      'two missing',
      samples.approvals('pending', { counted: [] }, 'approvals-missing'),
      '2 approvals by a model steward are missing (0 of 2)',
    ],
    [
      'unknown committer',
      samples.approvals('fail', { note: 'commit 123' }, 'unknown-committer'),
      'model steward: it cannot be told who made every commit (commit 123)',
    ],
    ['no reason', samples.approvals('error'), 'model steward: error'],
    [
      'hold',
      samples.node('hold', 'hold', 'fail', {
        reason: 'version-held',
        detail: { type: 'fact', expected: 'no hold', observed: 'regulatory-hold', note: 'a tag' },
      }),
      'the version is on hold (expected no hold, found regulatory-hold, a tag)',
    ],
    [
      'report',
      samples.node('quality', 'report', 'fail', {
        reason: 'report-missing',
        detail: { type: 'report', name: 'quality', location: 'a.json', claims: ['v1'], note: 'no file', warnings: [] },
      }),
      'report quality: an evaluation report was not found (a.json, names v1, no file)',
    ],
    [
      'lineage',
      samples.node('run', 'lineage', 'fail', { reason: 'lineage-missing', detail: { type: 'lineage', demand: 'run' } }),
      'the origin of the version is not recorded (no run found)',
    ],
    [
      'empty group',
      samples.node('checks', 'group', 'error', { reason: 'ungated' }),
      'checks: nothing guards this stage',
    ],
    ['bare', samples.node('request', 'request', 'fail'), 'request: fail'],
  ])('%s', (_, node, expected) => {
    expect(problemClause(node)).toBe(expected)
  })

  it('observes approvals with everything that matters', () => {
    const node = samples.approvals('fail', {
      bind: 'head',
      blocking: ['bo'],
      note: 'late',
      ignored: [samples.ignored('x', 'bot')],
    })
    expect(observation(node)).toBe(
      '2 of 2, ana and bo, changes requested by bo, 1 not counted, bound to the commit only, late',
    )
    expect(ignoredText('not-bound')).toBe('pull request does not pin this version')
  })

  it('has a text for every reason', () => {
    for (const code of REASON_CODES) {
      const { title, remedy, anchor } = reasonText(code)
      expect(title).toMatch(/^(?:[a-z]|W&B|GitHub).*[^.]$/u)
      expect(remedy).toMatch(/^[A-Z].*\.$/su)
      expect(anchor).toBe(code)
    }
  })

  it('counts and lists', () => {
    expect([counted(1, 'check'), counted(2, 'check'), listed([]), listed(['a']), listed(['a', 'b', 'c'], 2)]).toEqual([
      '1 check',
      '2 checks',
      '',
      'a',
      'a, b and 1 more',
    ])
  })
})

describe('sections', () => {
  it('names the report where labels repeat, and the version where baselines differ', () => {
    const other = samples.metric('f1', 'pass', { report: 'b', baseline: { ...BASELINE, version: 'v10' } })
    const { open } = checkTables(
      samples.tree('pass', [samples.metric('f1', 'pass', { report: 'a', baseline: BASELINE }), other], []),
    )
    expect(open).toContain('| Verdict | Metric | Report | Value | Limit | Baseline | Change |')
    expect(open).toContain('0.8 (`v10`)')
  })

  it('calls an unmet informative check so', () => {
    const node = samples.metric('f1', 'pass', { limits: [samples.limit('min', '0.6', false)] }, { severity: 'info' })
    expect(checkTables(node).open).toContain('| ℹ️&nbsp;info | f1 |')
  })

  it('folds many checks that pass', () => {
    const many = Array.from({ length: 13 }, (_, index) => samples.metric(`f${index}`, 'pass', {}))
    const { open, rest } = checkTables(samples.tree('pass', many, []))
    expect(open).toBe('#### Metrics · 13 of 13 pass')
    expect(rest).toContain('<summary>13 metrics that pass</summary>')
    const mixed = checkTables(
      samples.tree('fail', [...many, ...many.slice(0, 11).map((node) => ({ ...node, status: 'fail' as const }))], []),
    )
    expect(mixed.rest).toContain('<summary>14 more metrics · 13 of them pass</summary>')
    expect(checkTables(samples.node('x', 'group', 'error'))).toEqual({ open: '', rest: '' })
  })

  it('tells the pull requests of one role apart, and counts long lists', () => {
    const people = Array.from({ length: 6 }, (_, index) => samples.approval(`p${index}`))
    const second = samples.approvals('pass', { counted: people.map((one) => ({ ...one, pullRequest: 43 })) })
    const { open } = approvalTables(samples.tree('pass', [], [samples.approvals('pass'), second]))
    expect(open).toContain('| model steward, pull request 42 | 2 of 2 |')
    expect(open).toContain('| model steward, pull request 43 | 6 of 2 |')
    expect(open).toContain(', 2 more |')
    const lost = approvalTables(
      samples.approvals('fail', {
        counted: [],
        blocking: ['zoe'],
        ignored: Array.from({ length: 101 }, () => samples.ignored('x', 'bot')),
      }),
    )
    expect(lost.open).toContain('`zoe` requests changes<br>')
    expect(lost.rest).toContain('1 more is in the `result` output.')
    expect(approvalTables(samples.ACCURACY)).toEqual({ open: '', rest: '' })
  })

  it('draws what is known of the origin', () => {
    const drawn = (candidate: ReturnType<typeof samples.version> | null): string =>
      lineageSection(samples.promotion({ candidate }))
    expect(drawn(samples.version('v12', { producer: null }))).toContain('no producing run')
    expect(drawn(samples.version('v12', { producer: null, source: null }))).toContain('source not visible')
    const inputs = Array.from({ length: 6 }, (_, index) => ({ path: `a/b/c${index}:v0`, type: 'dataset', digest: '' }))
    const run = { entity: 'e', project: 'p', id: 'abc', displayName: null, state: 'finished', commit: null, inputs }
    expect(drawn(samples.version('v12', { producer: run }))).toContain('inputs[("2 more")]')
    expect(drawn(samples.version('v12', { producer: run }))).toContain('run("run abc")')
    expect(drawn(null)).not.toContain('mermaid')
    expect(lineageSection(samples.DRY_RUN)).toContain('would hold')
    const unlinked = { lineage: null, registry: 'ftp://x', record: null, producer: null, workflowRun: null }
    expect(lineageSection(samples.promotion({ candidate: null, links: unlinked }))).toBe('')
  })

  it('lists moves, evidence and reasons up to a limit', () => {
    const moves = Array.from({ length: 21 }, () => samples.move())
    expect(moveSection(samples.promotion({ moves }))).toContain('- 1 more')
    expect(moveSection(samples.DRY_RUN)).toContain('**Alias moves this would make**')
    const [first] = samples.EVIDENCE
    expect(
      evidenceSection(
        Array.from({ length: 51 }, () => ({ ...samples.EVIDENCE[0], ...first }) as (typeof samples.EVIDENCE)[number]),
      ),
    ).toContain('1 more is in the')
    const reasons = REASON_CODES.slice(0, 9).map((reason, index) =>
      samples.node(`${index}`, 'request', 'fail', { reason }),
    )
    expect(todoSection(samples.promotion({ verdict: samples.tree('fail', reasons, []) }), null)).toContain(
      '- 1 more kind of problem',
    )
    expect(verdictTree(samples.tree('fail', reasons, []), 3).at(-1)).toBe('  and 13 more lines')
  })
})
