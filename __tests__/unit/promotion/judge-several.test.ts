import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import type { RecordFacts } from '../../../src/checks/facts.ts'
import type { Verdict } from '../../../src/checks/verdict.ts'
import type { ReportRow } from '../../../src/evidence/report.ts'
import { judgeEvidence } from '../../../src/promotion/judge-evidence.ts'
import type { PromotionFacts } from '../../../src/promotion/promotion-facts.ts'
import type { RecordRow } from '../../../src/promotion/record.ts'
import { record } from '../checks/facts-builder.ts'
import { GATES, gates, loaded, named, promotionFacts, registryFacts, requestOf, V6 } from './promotion-builder.ts'

const CHECKS = '[{ metric: accuracy, min: 0.65, max_regression: 0.01, direction: higher_is_better }]'

type Row = Partial<ReportRow> & { readonly value: number | null }

/** Rows as a canonical report, which keeps them as they are. */
function reportWith(rows: readonly Row[], artifact: string) {
  return loaded({
    schema: 'model-promotion-gate/evaluation-report',
    schema_version: 1,
    version: { artifact_id: artifact },
    status: 'complete',
    rows: rows.map((row) => ({ metric: 'acc', ...row })),
  })
}

interface Case {
  readonly check: string
  readonly rows: readonly Row[]
  /** Absent: nobody holds the stage. */
  readonly before?: readonly Row[]
  /** Rows of the holder's record instead of a report. */
  readonly recorded?: readonly RecordRow[]
}

function factsOf({ check, rows, before, recorded }: Case): PromotionFacts {
  const config = gates(GATES.replace(CHECKS, `[${check}]`))
  const records: readonly RecordFacts[] =
    recorded === undefined
      ? []
      : [record({ stage: 'production', to: named(V6), body: { rows: JSON.parse(JSON.stringify(recorded)) } })]
  const holder = before === undefined && recorded === undefined ? null : V6
  return promotionFacts({
    config,
    request: requestOf('support-llm', 'production', config),
    registry: registryFacts({ holder, records }),
    reports: new Map([['quality', reportWith(rows, 'artifact-7')]]),
    baselineReports: before === undefined ? new Map() : new Map([['quality', reportWith(before, 'artifact-6')]]),
  })
}

function judged(given: Case): Verdict {
  const node = judgeEvidence(factsOf(given))
    .verdicts.find(({ id }) => id === 'checks')
    ?.children.at(0)
  if (node === undefined) throw new Error('no verdict')
  return node
}

/** A node in one line: `label: status reason`, with the value where there is one. */
function line({ label, status, reason, detail }: Verdict): string {
  const value = detail?.type === 'metric' && detail.value !== null ? ` ${detail.value}` : ''
  return `${label}:${value} ${status}${reason === undefined ? '' : ` ${reason}`}`
}

function lines(given: Case): readonly string[] {
  const node = judged(given)
  return node.children.length === 0 ? [line(node)] : node.children.map(line)
}

function noteOf(verdict: Verdict): string {
  return verdict.detail?.type === 'metric' ? (verdict.detail.note ?? '') : ''
}

const LANGUAGES: readonly Row[] = [
  { value: 0.85 },
  { value: 0.9, slice: { language: 'en' }, n: 500 },
  { value: 0.8, slice: { language: 'de' }, n: 200 },
  { value: 0.7, slice: { language: 'fr' }, n: 20 },
]
const MMLU: readonly Row[] = [
  { value: 0.6, task: 'mmlu_law', n: 100, stderr: 0.03 },
  { value: 0.8, task: 'mmlu_art', n: 300, stderr: 0.04 },
  { value: 0.1, task: 'gsm8k' },
]

describe('a wildcard', () => {
  it.each([
    ['{ metric: acc, task: "*law", min: 0.5 }', 'acc · *law: 0.6 pass'],
    ['{ metric: acc, task: "mmlu_*", min: 0.5 }', 'acc · mmlu_*: error metric-ambiguous'],
    ['{ metric: acc, task: "none*", min: 0.5 }', 'acc · none*: fail metric-missing'],
    ['{ metric: "a*", task: gsm8k, max: 0.5 }', 'a* · gsm8k: 0.1 pass'],
  ])('%s', (check, expected) => {
    expect(lines({ check, rows: MMLU })).toEqual([expected])
  })

  it('that is escaped means the sign itself, and a number of that name changes no other check', () => {
    const rows = [...MMLU, { value: 0.9, task: 'mmlu_*' }]
    expect(lines({ check: '{ metric: acc, task: "mmlu_\\\\*", min: 0.5 }', rows })).toEqual([
      'acc · mmlu_\\*: 0.9 pass',
    ])
    expect(lines({ check: '{ metric: acc, task: "mmlu_*", min: 0.5 }', rows })[0]).toContain('metric-ambiguous')
  })
})

describe('an empty slice', () => {
  it('means the number of no slice', () => {
    expect(lines({ check: '{ metric: acc, slice: {}, min: 0.5 }', rows: LANGUAGES })).toEqual(['acc: 0.85 pass'])
    expect(lines({ check: '{ metric: acc, min: 0.5 }', rows: LANGUAGES })).toEqual(['acc: error metric-ambiguous'])
  })
})

describe('each', () => {
  it.each<[string, Case, readonly string[]]>([
    [
      'value of a task',
      { check: '{ metric: acc, task: "mmlu_*", each: task, min: 0.7 }', rows: MMLU },
      ['acc · mmlu_art: 0.8 pass', 'acc · mmlu_law: 0.6 fail metric-below-min'],
    ],
    [
      'value of a dimension, which the whole has not',
      { check: '{ metric: acc, each: language, min: 0.75 }', rows: LANGUAGES },
      ['acc · language=de: 0.8 pass', 'acc · language=en: 0.9 pass', 'acc · language=fr: 0.7 fail metric-below-min'],
    ],
    [
      'with a name',
      {
        check: '{ name: accuracy, metric: acc, each: language, min: 0.1, slice: { language: "?e" } }',
        rows: LANGUAGES,
      },
      ['accuracy · language=de: 0.8 pass'],
    ],
    [
      'metric',
      {
        check: '{ metric: "rouge*", each: metric, min: 0.3 }',
        rows: [
          { metric: 'rouge1', value: 0.4 },
          { metric: 'rougeL', value: 0.2 },
        ],
      },
      ['rouge1: 0.4 pass', 'rougeL: 0.2 fail metric-below-min'],
    ],
    [
      'value of two parts, numbers in their own order',
      {
        check: '{ metric: ms, each: [task, concurrency], max: 9 }',
        rows: ['16', '8', 'all'].map((concurrency) => ({
          metric: 'ms',
          task: 'chat',
          value: 5,
          slice: { concurrency },
        })),
      },
      [
        'ms · chat · concurrency=8: 5 pass',
        'ms · chat · concurrency=16: 5 pass',
        'ms · chat · concurrency=all: 5 pass',
      ],
    ],
    [
      'where a value has several numbers',
      {
        check: '{ metric: acc, each: language, min: 0.1 }',
        rows: [
          { value: 1, slice: { language: 'de', size: '1' } },
          { value: 1, slice: { language: 'de', size: '2' } },
          { value: 1, slice: { language: 'en' } },
        ],
      },
      ['acc · language=de: error metric-ambiguous', 'acc · language=en: 1 pass'],
    ],
    [
      'with one number made of several',
      {
        check: '{ metric: acc, each: language, aggregate: mean, min: 0.5 }',
        rows: ['a', 'b'].flatMap((task) =>
          ['de', 'en'].map((language, at) => ({ task, value: at, slice: { language } })),
        ),
      },
      ['mean of acc · language=de: 0 fail metric-below-min', 'mean of acc · language=en: 1 pass'],
    ],
    [
      'where there is no value',
      { check: '{ metric: acc, each: region, min: 0.1 }', rows: LANGUAGES },
      ['acc: fail metric-missing'],
    ],
    [
      'where a number is missing',
      { check: '{ metric: acc, each: language, min: 0.1 }', rows: [{ value: null, slice: { language: 'de' } }] },
      ['acc · language=de: fail metric-missing'],
    ],
    [
      'against the baseline, which has one more',
      {
        check: '{ metric: acc, each: task, max_regression: 0.05, direction: higher_is_better }',
        rows: MMLU,
        before: [...MMLU.map((row) => ({ ...row, value: 0.62 })), { value: 0.5, task: 'qa' }],
      },
      [
        'acc · gsm8k: 0.1 fail metric-regressed',
        'acc · mmlu_art: 0.8 pass',
        'acc · mmlu_law: 0.6 pass',
        'acc · qa: fail metric-missing',
      ],
    ],
    [
      'without the baseline, where no limit asks for it',
      { check: '{ metric: acc, each: task, min: 0 }', rows: [{ value: 1, task: 'a' }], before: MMLU },
      ['acc · a: 1 pass'],
    ],
  ])('%s', (_, given, expected) => {
    expect(lines(given)).toEqual(expected)
  })

  it('of more values than one check may stand for is an error', () => {
    const rows = Array.from({ length: 1001 }, (_, at) => ({ value: 1, task: `t${at}` }))
    const node = judged({ check: '{ metric: acc, each: task, min: 0 }', rows })
    expect(line(node)).toBe('acc: error metric-ambiguous')
    expect(noteOf(node)).toBe('more than 1000 numbers match')
  })

  it('keeps its place in the gate config, and ids are unique whatever the values', () => {
    const rows = ['a/b', 'a%2Fb', 'a', '*'].map((task) => ({ value: 1, task }))
    const node = judged({ check: '{ metric: acc, each: [task], min: 0 }', rows })
    expect(node).toMatchObject({
      kind: 'group',
      id: 'checks/0',
      status: 'pass',
      at: { file: '.github/model-gates.yml' },
    })
    expect(new Set(node.children.map(({ id }) => id)).size).toBe(4)
    expect(node.children.map(({ id }) => id)).toContain('checks/0/a%2Fb')
  })

  it('says the same as one check for every value', () => {
    const task = fc.constantFrom('a', 'b', 'c*', 'd\\')
    const value = fc.constantFrom(0.4, 0.5, 0.6, null)
    const rows = fc.uniqueArray(fc.record({ task, value }), { selector: (row) => row.task, minLength: 1 })
    const limits = fc.constantFrom(
      'min: 0.5',
      'max_regression: 0.05, direction: higher_is_better, on_missing_metric: warn',
    )
    fc.assert(
      fc.property(rows, rows, limits, (candidate, before, limit) => {
        const all = judged({ check: `{ metric: acc, each: task, ${limit} }`, rows: candidate, before })
        for (const { task: name } of candidate) {
          const written = JSON.stringify(/[*]/.test(name) ? name.replace(/[\\*]/g, '\\$&') : name)
          const single = judged({ check: `{ metric: acc, task: ${written}, ${limit} }`, rows: candidate, before })
          const own = all.children.find(({ id }) => id === `checks/0/${name}`)
          expect({ ...own, id: '', label: '' }).toEqual({ ...single, id: '', label: '' })
        }
      }),
      { numRuns: 60 },
    )
  })
})

describe('aggregate', () => {
  const ALL = '{ metric: acc, task: "mmlu_*", aggregate: '
  it.each<[string, Case, string]>([
    ['mean', { check: `${ALL}mean, min: 0.7 }`, rows: MMLU }, 'mean of acc · mmlu_*: 0.7 pass'],
    ['weighted', { check: `${ALL}weighted_mean, min: 0.75 }`, rows: MMLU }, 'weighted mean of acc · mmlu_*: 0.75 pass'],
    ['worst', { check: `${ALL}worst, min: 0.65 }`, rows: MMLU }, 'worst of acc · mmlu_*: 0.6 fail metric-below-min'],
    [
      'worst by the limit',
      { check: `${ALL}worst, max: 0.7 }`, rows: MMLU },
      'worst of acc · mmlu_*: 0.8 fail metric-above-max',
    ],
    ['best', { check: `${ALL}best, min: 0.65 }`, rows: MMLU }, 'best of acc · mmlu_*: 0.8 pass'],
    [
      'worst in no direction',
      { check: `${ALL}worst, min: 0, max: 1 }`, rows: MMLU },
      'worst of acc · mmlu_*: error direction-unknown',
    ],
    [
      'worst by the report',
      {
        check: `${ALL}worst, min: 0, max: 0.7 }`,
        rows: MMLU.map((row) => ({ ...row, direction: 'lower_is_better' as const })),
      },
      'worst of acc · mmlu_*: 0.8 fail metric-above-max',
    ],
    [
      'of numbers that contradict each other',
      {
        check: `${ALL}mean, min: 0 }`,
        rows: MMLU.map((row, at) => ({
          ...row,
          direction: at === 0 ? ('lower_is_better' as const) : ('higher_is_better' as const),
        })),
      },
      'mean of acc · mmlu_*: error direction-conflict',
    ],
    [
      'without counts',
      { check: '{ metric: acc, aggregate: weighted_mean, min: 0 }', rows: MMLU },
      'weighted mean of acc: error insufficient-data',
    ],
    [
      'of nothing',
      { check: '{ metric: acc, task: "x*", aggregate: mean, min: 0 }', rows: MMLU },
      'mean of acc · x*: fail metric-missing',
    ],
    [
      'of a task and its slices',
      { check: '{ metric: acc, aggregate: mean, min: 0 }', rows: LANGUAGES },
      'mean of acc: error metric-ambiguous',
    ],
    [
      'of two units',
      {
        check: `${ALL}mean, min: 0 }`,
        rows: MMLU.map((row, at) => ({ ...row, unit: at === 0 ? 'fraction' : 'percent' })),
      },
      'mean of acc · mmlu_*: error unit-conflict',
    ],
    [
      'with a missing member',
      { check: `${ALL}mean, min: 0 }`, rows: [...MMLU, { task: 'mmlu_x', value: null }] },
      'mean of acc · mmlu_*: fail metric-missing',
    ],
  ])('%s', (_, given, expected) => {
    expect(line(judged(given))).toBe(expected)
  })

  it.each<[string, Case, string, string]>([
    [
      'is made anew of the same numbers',
      {
        check: `${ALL}mean, max_regression: 0.05 , direction: higher_is_better }`,
        rows: MMLU,
        before: MMLU.map((row) => ({ ...row, value: 0.76 })),
      },
      'fail metric-regressed',
      '',
    ],
    [
      'is another number without one of them',
      { check: `${ALL}mean, max_regression: 0.05 , direction: higher_is_better }`, rows: MMLU, before: MMLU.slice(1) },
      'error baseline-not-comparable',
      'only the candidate has acc (task mmlu_law)',
    ],
    [
      'is another number with one more',
      {
        check: `${ALL}mean, max_regression: 0.05 , direction: higher_is_better }`,
        rows: MMLU,
        before: [...MMLU, { value: 1, task: 'mmlu_x' }],
      },
      'error baseline-not-comparable',
      'only the baseline has acc (task mmlu_x)',
    ],
    [
      'is another number on other data',
      {
        check: `${ALL}mean, max_regression: 0.05 , direction: higher_is_better }`,
        rows: MMLU.map((row) => ({ ...row, dataset_version: '2' })),
        before: MMLU.map((row) => ({ ...row, dataset_version: '1' })),
      },
      'error baseline-not-comparable',
      'measured otherwise: acc (task mmlu_art): dataset_version: candidate 2, baseline 1, acc (task mmlu_law): dataset_version: candidate 2, baseline 1',
    ],
    [
      'of the worst may be another task',
      {
        check: `${ALL}worst, max_regression: 0.05 , direction: higher_is_better }`,
        rows: MMLU,
        before: MMLU.map((row) => ({ ...row, value: row.task === 'mmlu_art' ? 0.62 : 0.9 })),
      },
      'pass',
      '',
    ],
    [
      'is not there',
      {
        check: `${ALL}mean, max_regression: 0.05 , direction: higher_is_better }`,
        rows: MMLU,
        before: [{ value: 1, task: 'x' }],
      },
      'fail baseline-missing',
      'the baseline report of v6 has none of these numbers',
    ],
    [
      'has no counts',
      {
        check: `${ALL}weighted_mean, max_regression: 0.05 , direction: higher_is_better }`,
        rows: MMLU,
        before: MMLU.map(({ n: _, ...row }) => row),
      },
      'error baseline-not-comparable',
      'baseline v6: weighted_mean needs the number of samples of each of 2 numbers; 2 have none, the first is acc (task mmlu_art)',
    ],
    [
      'is nobody',
      { check: `${ALL}mean, max_regression: 0.05 , direction: higher_is_better }`, rows: MMLU },
      'pass first-promotion',
      '',
    ],
  ])('its baseline %s', (_, given, expected, note) => {
    const node = judged(given)
    expect(`${node.status}${node.reason === undefined ? '' : ` ${node.reason}`}`).toBe(expected)
    expect(noteOf(node)).toBe(note)
  })
})

describe('the numbers of a record', () => {
  const BEFORE = MMLU.map((row) => ({ ...row, value: 0.9 }))
  it.each([
    '{ metric: acc, task: "mmlu_*", aggregate: mean, max_regression: 0.01, direction: higher_is_better }',
    '{ metric: acc, task: "mmlu_*", aggregate: worst, max_regression: 0.01, direction: higher_is_better }',
    '{ metric: acc, task: "mmlu_*", each: task, max_regression: 0.01, direction: higher_is_better }',
    '{ metric: acc, task: "mmlu_l*", max_regression: 0.01, direction: higher_is_better }',
    '{ metric: acc, slices: { by: language, max_regression: 0.01 }, direction: higher_is_better }',
    '{ select: "$.rows[*].value", reduce: p90, max_regression: 0.01, direction: higher_is_better }',
  ])('that judged %s are the next one’s baseline, as a report would be', (check) => {
    const rows = check.includes('slices') ? LANGUAGES : MMLU
    const before = check.includes('slices') ? LANGUAGES.map((row) => ({ ...row, value: 0.95 })) : BEFORE
    const recorded = judgeEvidence(factsOf({ check, rows: before })).rows
    const byReport = lines({ check, rows, before })
    expect(byReport.join()).toContain('metric-regressed')
    expect(lines({ check, rows, recorded })).toEqual(byReport)
    const large = Array.from({ length: 3000 }, (_, at) => ({ metric: 'other', task: `t${at}`, value: 1 }))
    if (check.includes('select')) return
    const addressed = judgeEvidence(factsOf({ check, rows: [...before, ...large] })).rows
    expect(addressed.length).toBeLessThan(10)
    expect(lines({ check, rows, recorded: addressed })).toEqual(byReport)
  })

  it('that one reducer made are not those of another', () => {
    const of = (reduce: string) =>
      `{ select: "$.rows[*].value", reduce: ${reduce}, max_regression: 0.01, direction: higher_is_better }`
    const recorded = judgeEvidence(factsOf({ check: of('p90'), rows: BEFORE })).rows
    expect(lines({ check: of('p50'), rows: MMLU, recorded })[0]).toContain('baseline-missing')
  })

  it('are kept once, however many checks read them', () => {
    const large = Array.from({ length: 3000 }, (_, at) => ({ metric: 'other', task: `t${at}`, value: 1 }))
    const check = '{ metric: acc, task: "mmlu_*", each: task, min: 0 }, { metric: acc, task: mmlu_law, min: 0 }'
    expect(judgeEvidence(factsOf({ check, rows: [...MMLU, ...large] })).rows).toHaveLength(2)
  })
})

describe('slices', () => {
  const by = (rule: string, more = '') => `{ metric: acc, ${more} slices: { by: language, ${rule} } }`
  it.each<[string, Case, readonly string[]]>([
    [
      'have limits of their own, beside those of the whole',
      { check: by('min: 0.75', 'min: 0.8,'), rows: LANGUAGES },
      [
        'acc: 0.85 pass',
        'acc · language=de: 0.8 pass',
        'acc · language=en: 0.9 pass',
        'acc · language=fr: 0.7 fail metric-below-min',
      ],
    ],
    [
      'may stand without limits of the whole',
      { check: by('min: 0.6'), rows: LANGUAGES.slice(1) },
      ['acc · language=de: 0.8 pass', 'acc · language=en: 0.9 pass', 'acc · language=fr: 0.7 pass'],
    ],
    [
      'may differ by a gap',
      { check: by('max_gap: 0.1'), rows: LANGUAGES },
      ['gap of acc by language: 0.2 fail slice-gap'],
    ],
    ['may differ by just that', { check: by('max_gap: 0.2'), rows: LANGUAGES }, ['gap of acc by language: 0.2 pass']],
    [
      'of too few samples are not judged, and take no part in the gap',
      { check: by('min: 0.75, max_gap: 0.1, min_samples: 50'), rows: LANGUAGES },
      [
        'acc · language=de: 0.8 pass',
        'acc · language=en: 0.9 pass',
        'acc · language=fr: 0.7 fail insufficient-data',
        'gap of acc by language: 0.1 pass',
      ],
    ],
    [
      'of too few samples wait, where the check says so',
      { check: by('max_gap: 0.1, min_samples: 300', 'on_inconclusive: pending,'), rows: LANGUAGES },
      [
        'acc · language=de: 0.8 pending insufficient-data',
        'acc · language=fr: 0.7 pending insufficient-data',
        'gap of acc by language: pending insufficient-data',
      ],
    ],
    [
      'of an unknown number of samples are not judged either',
      { check: by('min: 0, min_samples: 1'), rows: [{ value: 1, slice: { language: 'de' } }] },
      ['acc · language=de: 1 fail insufficient-data'],
    ],
    [
      'that are required must be there',
      { check: by('min: 0, required: [de, it]'), rows: LANGUAGES.slice(1, 3) },
      ['acc · language=de: 0.8 pass', 'acc · language=en: 0.9 pass', 'acc · language=it: fail slice-missing'],
    ],
    [
      'may be missing, where the check says so',
      { check: by('min: 0, required: [it], on_missing_slice: warn'), rows: [{ value: 1, slice: { language: 'de' } }] },
      ['acc · language=de: 1 pass', 'acc · language=it: warn slice-missing'],
    ],
    ['of which there is none are missing', { check: by('min: 0'), rows: [{ value: 1 }] }, ['acc: fail slice-missing']],
    [
      'that only the baseline has are missing',
      {
        check: by('max_regression: 0.1', 'direction: higher_is_better,'),
        rows: LANGUAGES.slice(1, 3),
        before: LANGUAGES.slice(1),
      },
      ['acc · language=de: 0.8 pass', 'acc · language=en: 0.9 pass', 'acc · language=fr: fail slice-missing'],
    ],
    [
      'of which one has no number',
      { check: by('max_gap: 1'), rows: [...LANGUAGES, { value: null, slice: { language: 'it' } }] },
      ['gap of acc by language: 0.2 fail metric-missing'],
    ],
    [
      'of two units',
      {
        check: by('max_gap: 1'),
        rows: LANGUAGES.map((row, at) => ({ ...row, unit: at === 1 ? 'percent' : 'fraction' })),
      },
      ['gap of acc by language: 0.2 error unit-conflict'],
    ],
    [
      'outside the unit of the check',
      { check: by('max_gap: 1', 'unit: fraction,'), rows: [...LANGUAGES, { value: 70, slice: { language: 'it' } }] },
      ['gap of acc by language: 0.2 error unit-conflict'],
    ],
    [
      'of which one has several numbers',
      { check: by('max_gap: 1'), rows: [...LANGUAGES, { value: 0.5, slice: { language: 'de', size: '1' } }] },
      ['gap of acc by language: 0.2 error metric-ambiguous'],
    ],
    [
      'of which there is one have no gap',
      { check: by('max_gap: 1'), rows: LANGUAGES.slice(0, 2) },
      ['gap of acc by language: fail insufficient-data'],
    ],
    [
      'may make the whole',
      { check: by('min: 0.6', 'min: 0.8, aggregate: weighted_mean,'), rows: LANGUAGES.slice(1) },
      [
        'weighted mean of acc: 0.8666666666666667 pass',
        'acc · language=de: 0.8 pass',
        'acc · language=en: 0.9 pass',
        'acc · language=fr: 0.7 pass',
      ],
    ],
    [
      'make no whole by themselves',
      { check: by('min: 0.75', 'min: 0.8,'), rows: LANGUAGES.slice(1, 3) },
      ['acc: fail metric-missing', 'acc · language=de: 0.8 pass', 'acc · language=en: 0.9 pass'],
    ],
    [
      'stand beside an average of the file, which is the whole when it is named',
      {
        check: '{ metric: acc, min: 0.8, slice: { average: macro }, slices: { by: language, min: 0.75 } }',
        rows: [
          ...LANGUAGES.slice(1, 3),
          { value: 0.85, slice: { average: 'macro' } },
          { value: 0.86, slice: { average: 'micro' } },
        ],
      },
      ['acc · average=macro: 0.85 pass', 'acc · language=de: 0.8 pass', 'acc · language=en: 0.9 pass'],
    ],
    [
      'beside two averages of the file',
      {
        check: by('min: 0.75', 'min: 0.8,'),
        rows: [
          ...LANGUAGES.slice(1, 3),
          { value: 0.85, slice: { average: 'macro' } },
          { value: 0.86, slice: { average: 'micro' } },
        ],
      },
      ['acc: error metric-ambiguous', 'acc · language=de: 0.8 pass', 'acc · language=en: 0.9 pass'],
    ],
  ])('%s', (_, given, expected) => {
    expect(lines(given)).toEqual(expected)
  })

  it('of more than one check may stand for are an error', () => {
    const rows = Array.from({ length: 1001 }, (_, at) => ({ value: 1, slice: { language: `l${at}` } }))
    expect(lines({ check: by('min: 0, max_gap: 1'), rows })).toEqual(['acc: error metric-ambiguous'])
  })

  it('soften with the severity of the check, but errors stay', () => {
    const check = by('min: 0.75, max_gap: 0.1, required: [it]', 'severity: warn,')
    expect(lines({ check, rows: LANGUAGES }).filter((text) => !text.endsWith('pass'))).toEqual([
      'acc · language=fr: 0.7 warn metric-below-min',
      'acc · language=it: warn slice-missing',
      'gap of acc by language: 0.2 warn slice-gap',
    ])
  })

  it('tell which two differ most, and which were left out', () => {
    const node = judged({ check: by('max_gap: 0.05, min_samples: 50'), rows: LANGUAGES }).children.at(-1)
    expect(node?.detail).toMatchObject({
      type: 'metric',
      from: 'en 0.9, de 0.8',
      limits: [{ limit: 'max_gap', text: '0.05', bound: 0.05, met: false, reason: 'slice-gap' }],
      note: 'not compared, too few samples: fr',
    })
  })

  it('have the largest gap that any two have', () => {
    const values = fc.array(fc.integer({ min: 0, max: 100 }), { minLength: 2, maxLength: 8 })
    fc.assert(
      fc.property(values, fc.integer({ min: 0, max: 100 }), (some, most) => {
        const rows = some.map((value, at) => ({ value: value / 100, slice: { language: `l${at}` } }))
        const node = judged({ check: by(`max_gap: ${most / 100}`), rows }).children[0]
        const largest = Math.max(...some) - Math.min(...some)
        expect(node?.status).toBe(largest <= most ? 'pass' : 'fail')
        expect(node?.detail).toMatchObject({ value: largest / 100 })
      }),
    )
  })
})

describe('reduce', () => {
  it.each([
    ['{ select: "$.rows[*].value", reduce: max, max: 0.85 }', 'max of $.rows[*].value: 0.8 pass'],
    ['{ select: "$.rows[*].n", reduce: sum, min: 500, name: samples }', 'samples: 400 fail metric-below-min'],
    ['{ select: "$.rows[*].task", reduce: mean, min: 0 }', 'mean of $.rows[*].task: fail metric-missing'],
    ['{ select: "$.rows[*].gone", reduce: count, max: 0 }', 'count of $.rows[*].gone: fail metric-missing'],
  ])('%s', (check, expected) => {
    expect(lines({ check, rows: MMLU })).toEqual([expected])
  })
})
