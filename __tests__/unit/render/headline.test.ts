import { describe, expect, it } from '@jest/globals'
import type { PromotionOutcome } from '../../../src/promotion/outcome.ts'
import { renderAnnotations } from '../../../src/render/annotations.ts'
import { renderComment } from '../../../src/render/comment.ts'
import { contextOf } from '../../../src/render/context.ts'
import { headline } from '../../../src/render/headline.ts'
import { renderLog } from '../../../src/render/log.ts'
import { baselineText, changeText, observedMetric, valueText } from '../../../src/render/metric-text.ts'
import { plainLines } from '../../../src/render/plain.ts'
import * as samples from '../../support/outcomes.ts'

function said(change: Partial<PromotionOutcome>): string {
  const { sentence, next } = headline(samples.promotion(change), 'promote', true)
  return `${sentence} ${next}`
}

const UNKNOWN = samples.node('version', 'version', 'error', { reason: 'wandb-unavailable' })
const NO_REASON = samples.node('request', 'request', 'error')

describe('headline', () => {
  it.each<readonly [string, Partial<PromotionOutcome>, string]>([
    [
      'one check',
      { verdict: samples.ACCURACY },
      'may be promoted to production: the one check passes. Merge this pull request',
    ],
    [
      'two warnings',
      { verdict: samples.tree('warn', [samples.TOXICITY, samples.TOXICITY], []) },
      '5 of 7 checks pass, 2 warnings.',
    ],
    ['dry run', { dryRun: 'input' }, 'This is a dry run: the alias stays where it is.'],
    [
      'first config',
      { conclusion: 'no-change', reasons: ['config-introduced'] },
      'Nothing was promoted: this change adds the first gate config.',
    ],
    [
      'partial',
      { conclusion: 'partial', reasons: ['conflict'], moves: [], movesMade: [] },
      'v12 is only partly production. Look at who moved the alias',
    ],
    [
      'partial with a sentence',
      { conclusion: 'partial', error: { code: 'conflict', message: 'It moved.', hint: 'Look.', issues: [] } },
      'It moved. Look.',
    ],
    [
      'two errors',
      { conclusion: 'error', verdict: samples.tree('error', [UNKNOWN, UNKNOWN], []) },
      'may be promoted to production: W&B gave no usable answer (and 1 more error). Run the job again.',
    ],
    ['error by reason only', { conclusion: 'error', reasons: ['internal'] }, 'the Action made a mistake. Report it'],
    ['error without reason', { conclusion: 'error' }, 'no reason was given. See the full verdict below.'],
    [
      'problem without reason',
      { conclusion: 'refused', verdict: NO_REASON },
      'request: error. See the full verdict below.',
    ],
    [
      'unresolved version',
      { candidate: null, asked: 'candidate', conclusion: 'refused', reasons: ['version-not-found'] },
      'support-llm candidate may not be promoted',
    ],
  ])('%s', (_, change, expected) => {
    expect(said(change)).toContain(expected)
  })
})

describe('the headline of an adoption', () => {
  const of = (change: Partial<PromotionOutcome>) => headline(samples.promotion(change), 'verify', false)
  const emergency = samples.node('emergency', 'approvals', 'warn', { reason: 'emergency' })

  it.each<readonly [string, Partial<PromotionOutcome>, string, RegExp]>([
    [
      'that is recorded',
      { conclusion: 'applied' },
      'v12 is adopted as production.',
      /^By record it was v11\. .*nothing was moved/,
    ],
    [
      'of what no record names',
      { conclusion: 'applied', previous: null },
      'is adopted as production.',
      /^No record had named/,
    ],
    ['that would be', { conclusion: 'planned' }, 'v12 may be adopted as production: ', /without `dry-run`/],
    ['that is refused', { conclusion: 'refused', verdict: NO_REASON }, 'v12 may not be adopted as production: ', /./],
    ['that is there already', { conclusion: 'no-change' }, 'v12 already is production', /Nothing to do/],
    [
      'that cannot be told',
      { conclusion: 'error', reasons: ['internal'] },
      'may be adopted as production',
      /Report it/,
    ],
  ])('%s', (_, change, sentence, next) => {
    const head = of(change)
    expect([head.sentence, head.next]).toEqual([expect.stringContaining(sentence), expect.stringMatching(next)])
  })

  it('says aloud that the emergency rule stood in for the gate', () => {
    const verdict = { ...samples.tree('warn', [], []), children: [emergency] }
    expect(of({ conclusion: 'applied', verdict })).toMatchObject({
      alert: 'WARNING',
      sentence: expect.stringContaining('by the emergency rule: it does not pass the gate.'),
    })
  })
})

describe('odds and ends', () => {
  it('metrics without value, direction, baseline', () => {
    const detail = {
      type: 'metric',
      report: 'r',
      address: 'a',
      value: null,
      limits: [samples.limit('below', '1', null)],
      warnings: [],
    } as const
    expect(valueText(detail)).toBe('none')
    expect(observedMetric(detail)).toBe('none, < 1 not judged')
    expect(changeText(detail)).toBe('')
    expect(changeText({ ...detail, change: 0.5 })).toBe('+0.5')
    expect(baselineText(detail)).toBe('none')
    expect(baselineText({ ...detail, baseline: { value: 0.66666, version: 'v1', source: 'record' } })).toBe('0.6667')
    expect(
      baselineText({ ...detail, value: 0.66667, baseline: { value: 0.66666, version: 'v1', source: 'record' } }),
    ).toBe('0.66666')
  })

  it('notes: warnings first, with their places, and not too many', () => {
    const notes = [
      ...Array.from({ length: 10 }, () => ({ level: 'info', text: 'aside' }) as const),
      { level: 'warning', text: 'look', at: { file: 'a.yml', line: 2, column: 1 } } as const,
    ]
    const lines = renderComment(samples.promotion({ notes }), contextOf(samples.run([]), samples.ADDRESSES)).split('\n')
    expect(lines.filter((line) => line.includes('aside')).length).toBe(9)
    expect(lines).toContain('- ⚠️ **warning:** `a.yml:2` look')
    expect(lines).toContain('- 1 more note in the log')
  })

  it('says where the rest is, also without an address', () => {
    const verdict = samples.tree(
      'pass',
      Array.from({ length: 2_000 }, () => samples.metric('|'.repeat(70), 'pass', {})),
      [],
    )
    const links = { lineage: null, registry: null, record: null, producer: null, workflowRun: null }
    expect(
      renderComment(samples.promotion({ verdict, links }), contextOf(samples.run([]), samples.ADDRESSES)),
    ).toContain('See the job summary or the `result` output')
  })

  it('log: dry run, open record, problems without a place', () => {
    const record = { runId: 'r', sha256: null, sequence: 1, previousRecord: null, url: 'https://wandb.ai/r' }
    const error = { code: 'config-invalid', message: 'bad', issues: [{ message: 'odd' }] } as const
    const log = renderLog(samples.run([samples.promotion({ dryRun: 'input', record, error })]))
    expect(log).toContain('  dry run  input')
    expect(log).toContain('  record   not closed https://wandb.ai/r')
    expect(log).toContain('  - odd')
    expect(
      renderComment(samples.promotion({ record, error }), contextOf(samples.run([]), samples.ADDRESSES)),
    ).toContain('- record sha256: not closed yet')
    expect(renderAnnotations(samples.run([samples.promotion({ error, conclusion: 'error' })]))[0]?.message).toBe('odd')
    expect(
      renderAnnotations(samples.run([samples.promotion({ verdict: NO_REASON, conclusion: 'error' })]))[0]?.title,
    ).toBe('support-llm → production: request')
  })

  it('keeps lines apart and bounded', () => {
    expect(plainLines('a\tb \r\n\u0007c\u2028d')).toBe('a  b\n\uFFFDc\nd')
    expect(plainLines('é'.repeat(50), 10)).toBe(`${'é'.repeat(9)}…`)
    expect(plainLines('😀'.repeat(6), 10)).toBe('😀'.repeat(6))
  })
})
