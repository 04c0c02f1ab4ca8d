import type { LimitStatistics } from '../../src/checks/limit-statistics.ts'
import { type Verdict, worst } from '../../src/checks/verdict.ts'
import type { MetricCourse } from '../../src/promotion/metric-course.ts'
import { APPLIED, approval, approvals, limit, metric, node, promotion, REFUSED, tree } from './outcomes.ts'

/** Outcomes with statistics, groups and charts, of the story in `outcomes.ts`. */

const AT = { file: '.github/model-gates.yml', line: 36, column: 13 }

/** One check that stands for several numbers. */
export function family(label: string, children: readonly Verdict[]): Verdict {
  const status = worst(children.map((child) => child.status))
  return node(`checks/${label}`, 'group', status, { label, children, at: AT })
}

const SHOWN: LimitStatistics = {
  limit: 'min',
  result: 'shown',
  method: 'wilson',
  confidence: 0.95,
  estimate: 0.6902,
  stderr: 0.0095,
  bound: 0.6743,
  threshold: 0.65,
  pValue: 0.00002,
  n: 2376,
  onInconclusive: 'fail',
}
const NOT_SHOWN: LimitStatistics = {
  ...SHOWN,
  limit: 'max_regression',
  result: 'not-shown',
  method: 'newcombe',
  estimate: 0.0031,
  stderr: 0.0134,
  bound: -0.0189,
  threshold: -0.01,
  pValue: 0.16,
  adjustedPValue: 0.32,
  correction: 'holm',
  baselineN: 2376,
  neededN: 6_100,
}
const BASELINE = { value: 0.6871, version: 'v11', source: 'record' } as const

const SURE_ENOUGH = metric(
  'acc (arc_easy)',
  'fail',
  {
    value: 0.6902,
    stderr: 0.0095,
    n: 2376,
    baseline: BASELINE,
    change: 0.0031,
    limits: [
      limit('min', '0.65', true, { bound: 0.65 }),
      limit('max_regression', '0.01', null, { bound: 0.6771, reason: 'insufficient-data' }),
    ],
    statistics: [SHOWN, NOT_SHOWN],
  },
  { reason: 'insufficient-data' },
)
const LATENCY = metric('p95 latency', 'pass', {
  report: 'load',
  value: 842.37,
  unit: 'ms',
  n: 4800,
  direction: 'lower_is_better',
  baseline: { ...BASELINE, value: 861.2 },
  change: -18.83,
  limits: [limit('max_regression', '5%', true, { bound: 904.26 })],
  statistics: [
    {
      ...SHOWN,
      limit: 'max_regression',
      method: 'order-statistics',
      estimate: -18.83,
      bound: 11.7,
      threshold: 43.06,
      n: 4800,
    },
  ],
})

/** Better by the numbers, but not beyond chance. */
export const REFUSED_BY_CHANCE = promotion({
  ...(REFUSED.changes === undefined ? {} : { changes: REFUSED.changes }),
  ...(REFUSED.courses === undefined ? {} : { courses: REFUSED.courses }),
  decision: 'fail',
  conclusion: 'refused',
  reasons: ['insufficient-data'],
  moves: [],
  verdict: tree('fail', [SURE_ENOUGH, LATENCY], [approvals('pass')]),
})

const LANGUAGES = ['de', 'en', 'es', 'fr', 'it', 'ja', 'ko', 'pl', 'pt', 'zh']

/** 57 subjects of which three fail, and ten languages that all pass. */
const SUBJECTS = family(
  'acc · mmlu_*',
  Array.from({ length: 57 }, (_, index) => {
    const bad = index % 20 === 7
    const value = bad ? 0.41 + index / 1_000 : 0.62 + (index % 13) / 100
    return metric(
      `acc · mmlu_subject_${index}`,
      bad ? 'fail' : 'pass',
      {
        value,
        stderr: 0.021,
        baseline: { ...BASELINE, value: value + 0.012 },
        change: -0.012,
        limits: [limit('min', '0.5', !bad, { bound: 0.5, ...(bad ? { reason: 'metric-below-min' as const } : {}) })],
      },
      bad ? { reason: 'metric-below-min' } : {},
    )
  }),
)
const BY_LANGUAGE = family('quality', [
  metric('quality', 'pass', {
    value: 0.8123,
    from: 'mean of 10',
    limits: [limit('min', '0.75', true, { bound: 0.75 })],
  }),
  ...LANGUAGES.map((language, index) =>
    metric(`quality · language=${language}`, 'pass', {
      value: 0.77 + index / 100,
      n: 400 + index,
      limits: [limit('min', '0.7', true, { bound: 0.7 })],
    }),
  ),
  metric('gap of quality by language', 'pass', {
    value: 0.09,
    from: 'zh 0.86, de 0.77',
    limits: [limit('max_gap', '0.1', true, { bound: 0.1 })],
  }),
])

const COURSE: MetricCourse = {
  label: 'acc · mmlu_subject_7',
  report: 'quality',
  points: Array.from({ length: 11 }, (_, index) => ({
    version: `v${index + 2}`,
    value: 0.44 + ((index * 7) % 5) / 100,
  })),
  limits: [{ limit: 'min', bound: 0.5 }],
  leftOut: [],
}

/** Groups, charts and everything else that makes a comment long. */
export const SLICED = promotion({
  ...(APPLIED.changes === undefined ? {} : { changes: APPLIED.changes }),
  courses: [
    COURSE,
    { ...COURSE, label: 'acc · mmlu_subject_27', points: COURSE.points.slice(4) },
    {
      ...COURSE,
      label: 'tokens',
      unit: 'tokens',
      points: COURSE.points.map(({ version, value }) => ({ version, value: value * 1e9 })),
      limits: [
        { limit: 'min', bound: 4e8 },
        { limit: 'max', bound: 6e8 },
      ],
    },
    ...(APPLIED.courses ?? []).slice(0, 1),
  ],
  decision: 'fail',
  conclusion: 'refused',
  reasons: ['metric-below-min', 'approvals-missing'],
  moves: [],
  verdict: tree(
    'fail',
    [SURE_ENOUGH, LATENCY, SUBJECTS, BY_LANGUAGE],
    [approvals('pending', { counted: [approval('ana')] }, 'approvals-missing')],
  ),
})
