import { describe, expect, it } from '@jest/globals'
import type { Verdict } from '../../src/checks/verdict.ts'
import type { RunOutcome } from '../../src/promotion/outcome.ts'
import { Verdict as Published } from '../../src/promotion/verdict-schema.ts'
import { renderSummary } from '../../src/render/summary.ts'
import { ADDRESSES } from '../support/outcomes.ts'
import { GATES, report, StagePlay, told } from './stage-play.ts'

const PRODUCTION = { model: 'support-llm', stage: 'production', version: 'v1' }
const RULES = `checks: [{ metric: accuracy, min: 0.65, direction: higher_is_better }]
        approvals: [{ role: model steward, count: 1, users: [ana, bo] }]`

interface Row {
  readonly metric: string
  readonly value: number
  readonly n?: number
  readonly stderr?: number
  readonly unit?: string
  readonly items?: { readonly ids?: readonly string[]; readonly scores: readonly number[] }
}

/** A stage with these checks, v1 evaluated as `candidate`, and v0, which holds it, as `baseline`. */
async function judged(checks: string, candidate: Row, baseline: Row | null = null, stage = ''): Promise<Judged> {
  const play = new StagePlay({ gates: GATES.replace(RULES, `${stage}checks: [${checks}]`) })
  write(play, 'eval/quality.json', 'v1', candidate)
  if (baseline !== null) write(play, 'eval/base.json', 'v0', baseline)
  const baselineReports = baseline === null ? [] : [report('eval/base.json', 'quality')]
  const outcome = await play.dispatch({ ...PRODUCTION, baselineReports })
  return { play, outcome, said: told(outcome) }
}

interface Judged {
  readonly play: StagePlay
  readonly outcome: RunOutcome
  readonly said: string
}

function write(play: StagePlay, path: string, version: string, row: Row): void {
  const document = {
    schema: 'model-promotion-gate/evaluation-report',
    schema_version: 1,
    status: 'complete',
    version: { artifact_id: play.registry.version(version).artifactId },
    rows: [{ direction: 'higher_is_better', ...row }],
  }
  play.files.set(path, JSON.stringify(document))
}

const APPLIED = 'production v1: applied []'
const REFUSED = 'production v1: refused [insufficient-data]'
const accuracy = (right: number, n: number): Row => ({ metric: 'acc', value: right / n, n, unit: 'fraction' })

/** Items 0…n−1; right except those of `wrong`. */
function answers(n: number, wrong: (index: number) => boolean): Row {
  const scores = Array.from({ length: n }, (_, index) => (wrong(index) ? 0 : 1))
  const right = scores.filter((score) => score === 1).length
  return { metric: 'acc', value: right / n, items: { ids: scores.map((_, index) => `q${index}`), scores } }
}

/** Latencies around 100 ms and `more`, with a long tail. */
function latencies(n: number, more: number): Row {
  const scores = Array.from({ length: n }, (_, index) => 100 + more + 40 * ((index * 0.618034) % 1) ** 4)
  return { metric: 'ms', value: scores.reduce((sum, each) => sum + each, 0) / n, unit: 'ms', items: { scores } }
}

function lower(row: Row): Row & { readonly direction: 'lower_is_better' } {
  return { ...row, direction: 'lower_is_better' }
}

describe('each method, from the gate config to the alias', () => {
  it.each<[string, string, Row, Row | null, string]>([
    ['interval, shown', '{ metric: acc, min: 0.9, confidence: 0.95 }', accuracy(930, 1000), null, APPLIED],
    ['interval, too few to say', '{ metric: acc, min: 0.9, confidence: 0.95 }', accuracy(93, 100), null, REFUSED],
    [
      'interval, below',
      '{ metric: acc, min: 0.9, confidence: 0.95 }',
      accuracy(89, 100),
      null,
      'production v1: refused [metric-below-min]',
    ],
    [
      'no uncertainty at all',
      '{ metric: acc, min: 0.9, confidence: 0.95 }',
      { metric: 'acc', value: 0.99 },
      null,
      REFUSED,
    ],
    [
      'non-inferiority, shown',
      '{ metric: acc, method: non-inferiority, margin: 0.03 }',
      accuracy(900, 1000),
      accuracy(905, 1000),
      APPLIED,
    ],
    [
      'non-inferiority, too few',
      '{ metric: acc, method: non-inferiority, margin: 0.03 }',
      accuracy(180, 200),
      accuracy(181, 200),
      REFUSED,
    ],
    [
      'superiority, shown',
      '{ metric: acc, method: superiority, margin: 0 }',
      accuracy(930, 1000),
      accuracy(900, 1000),
      APPLIED,
    ],
    [
      'superiority, may be chance',
      '{ metric: acc, method: superiority, margin: 0 }',
      accuracy(910, 1000),
      accuracy(900, 1000),
      REFUSED,
    ],
    [
      'paired, shown where two numbers would not do',
      '{ metric: acc, method: paired, margin: 0.02 }',
      answers(1000, (i) => i < 103),
      answers(1000, (i) => i < 100),
      APPLIED,
    ],
    [
      'paired, open',
      '{ metric: acc, method: paired, margin: 0.02 }',
      answers(100, (i) => i < 11),
      answers(100, (i) => i < 10),
      REFUSED,
    ],
    [
      'paired, no items',
      '{ metric: acc, method: paired, margin: 0.02 }',
      accuracy(900, 1000),
      accuracy(900, 1000),
      REFUSED,
    ],
    [
      'mann-whitney, shown',
      '{ metric: ms, method: mann-whitney, margin: 5% }',
      lower(latencies(300, 1)),
      lower(latencies(290, 0)),
      APPLIED,
    ],
    [
      'mann-whitney, open',
      '{ metric: ms, method: mann-whitney, margin: 1.1 }',
      lower(latencies(300, 1)),
      lower(latencies(290, 0)),
      REFUSED,
    ],
    ['point, with a least number', '{ metric: acc, min: 0.9, min_samples: 500 }', accuracy(480, 499), null, REFUSED],
    [
      'waiting for more data',
      '{ metric: acc, min: 0.9, confidence: 0.95, on_inconclusive: pending }',
      accuracy(93, 100),
      null,
      'production v1: refused [insufficient-data]',
    ],
    [
      'as a warning',
      '{ metric: acc, min: 0.9, confidence: 0.95, on_inconclusive: warn }',
      accuracy(93, 100),
      null,
      'production v1: applied [insufficient-data]',
    ],
  ])('%s', async (_name, check, candidate, baseline, expected) => {
    const { said, play, outcome } = await judged(check, candidate, baseline)
    expect(said).toBe(expected)
    for (const { verdict } of outcome.promotions) expect(() => Published.parse(verdict)).not.toThrow()
    expect(play.registry.holderOf('production')).toBe(expected.includes('applied') ? 'v1' : 'v0')
  })
})

it('a correction for several checks of the stage', async () => {
  const checks = [1, 2, 3].map(() => '{ metric: acc, min: 0.9, confidence: 0.95 }').join(', ')
  const once = await judged(checks, accuracy(918, 1000))
  const corrected = await judged(checks, accuracy(918, 1000), null, 'correction: holm\n        ')
  expect([once.said, corrected.said]).toEqual([APPLIED, REFUSED])
})

it('the next promotion compares with the numbers of the record, which keeps errors and counts', async () => {
  const play = new StagePlay({
    gates: GATES.replace(
      RULES,
      'checks: [{ metric: acc, method: non-inferiority, margin: 0.03, on_missing_baseline: pass }]',
    ),
  })
  write(play, 'eval/quality.json', 'v1', accuracy(905, 1000))
  expect(told(await play.dispatch(PRODUCTION))).toMatch(/applied/)
  play.registry.add({ artifactId: 'artifact-next', aliases: [] })
  play.registry.setAlias('staging', 'v3')
  write(play, 'eval/quality.json', 'v3', accuracy(900, 1000))
  const next = await play.dispatch({ ...PRODUCTION, version: 'v3' }, { run: '901' })
  expect(told(next)).toBe('production v3: applied []')
  expect(statisticsOf(next)).toMatchObject([{ method: 'newcombe', result: 'shown', n: 1000, baselineN: 1000 }])
})

it('records keep no items: what has to be paired needs `baseline-report`', async () => {
  const gates = GATES.replace(
    RULES,
    'checks: [{ metric: acc, method: paired, margin: 0.05, on_missing_baseline: pass }]',
  )
  const play = new StagePlay({ gates })
  write(
    play,
    'eval/quality.json',
    'v1',
    answers(500, (index) => index < 20),
  )
  expect(told(await play.dispatch(PRODUCTION))).toMatch(/applied/)
  expect(JSON.stringify(play.records())).not.toContain('q499')
  play.registry.add({ artifactId: 'artifact-next', aliases: [] })
  play.registry.setAlias('staging', 'v3')
  write(
    play,
    'eval/quality.json',
    'v3',
    answers(500, (index) => index < 20),
  )
  const next = await play.dispatch({ ...PRODUCTION, version: 'v3' }, { run: '901' })
  expect(told(next)).toBe('production v3: refused [insufficient-data]')
  expect(statisticsOf(next)).toMatchObject([{ result: 'no-data', note: expect.stringContaining('`baseline-report`') }])
})

it('people read how sure it is and what would suffice', async () => {
  const { outcome } = await judged('{ metric: acc, min: 0.9, confidence: 0.95 }', accuracy(93, 100))
  const text = renderSummary(outcome, ADDRESSES)
  expect(text).toContain(
    'acc is 0.93: at 95% confidence at least 0.8757, below the minimum of 0.9; about 280 samples instead of 100 would suffice if the numbers stay as they are',
  )
  expect(text).toContain('≥&nbsp;0.9**<br><sub>at&nbsp;95%:&nbsp;at&nbsp;least&nbsp;0.8757')
})

function statisticsOf({ promotions }: RunOutcome): readonly unknown[] {
  const all = (verdict: Verdict): readonly unknown[] => [
    ...(verdict.detail?.type === 'metric' ? (verdict.detail.statistics ?? []) : []),
    ...verdict.children.flatMap(all),
  ]
  return promotions.flatMap(({ verdict }) => all(verdict))
}
