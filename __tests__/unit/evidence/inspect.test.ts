import { describe, expect, it } from '@jest/globals'
import { mutable, readFixture, readValue, rowOf } from './fixture.ts'

type Json = Record<string, unknown>

const archive = readFixture('inspect-0.3.285.eval')
const log = readFixture('inspect-0.3.285.json')

/** A finished log of one score, to be changed. */
function finished(
  change: (log: { results: Json; eval: Json; scores: Json[] } & Json) => void,
): ReturnType<typeof readValue> {
  const scores: Json[] = [
    {
      name: 'match',
      scorer: 'match',
      scored_samples: 4,
      unscored_samples: 0,
      metrics: { accuracy: { name: 'accuracy', value: 0.5, params: {} }, stderr: { name: 'stderr', value: 0.25 } },
    },
  ]
  const results: Json = { total_samples: 4, completed_samples: 4, scores }
  const run: Json = { run_id: 'r', task: 't', task_version: 3, model: 'm/x', created: '2026-01-02T03:04:05+01:00' }
  const document = { version: 2, status: 'success', eval: run, results, invalidated: false }
  change(Object.assign(document, { scores }))
  return readValue({ ...document, scores: undefined })
}

describe('an Inspect log', () => {
  it('read from its archive: the mean with standard error, interval, count, and the groups beside it', () => {
    expect(archive).toMatchObject({
      format: 'inspect',
      status: 'complete',
      created_at: '2026-11-27T19:54:18.000Z',
      warnings: [],
    })
    const shared = {
      task: 'capitals',
      scorer: 'match',
      model: 'mockllm/model',
      dataset: 'capitals',
      task_version: '2-A',
    }
    expect(rowOf(archive, { metric: 'accuracy', slice: {} })).toEqual({
      ...shared,
      metric: 'accuracy',
      value: 0.625,
      n: 8,
      stderr: 0.18298126367784995,
      interval: { low: 0.19231806632026222, high: 1.0576819336797378, level: 0.95 },
      pointer: '/results/scores/0/metrics/accuracy/value',
    })
    expect(rowOf(archive, { metric: 'accuracy', slice: { region: 'eu' } })).toEqual({
      ...shared,
      metric: 'accuracy',
      slice: { region: 'eu' },
      value: 0.75,
      pointer: '/results/scores/0/metrics/eu/value',
    })
    expect(rowOf(archive, { metric: 'total_tokens' })).toMatchObject({
      value: 56,
      unit: 'tokens',
      slice: { model: 'mockllm/model' },
    })
    expect(archive.rows.map((row) => row.metric)).not.toContain('stderr')
  })

  it('names the version by metadata that the workflow set', () => {
    const text = 'team/evals/support-llm:v3'
    expect(archive.identity).toEqual([
      { text, source: '/metadata/model_version' },
      { text, source: '/eval/metadata/model_version' },
    ])
    expect(finished((it) => Object.assign(it, { digest: 'd' })).identity).toEqual([{ text: 'd', source: '/digest' }])
  })

  it('keeps the scores of single samples, with their ids, where their mean is the one of the log', () => {
    expect(archive.items).toEqual([
      {
        metric: 'accuracy',
        task: 'capitals',
        scorer: 'match',
        ids: ['q0', 'q1', 'q2', 'q3', 'q4', 'q5', 'q6', 'q7'],
        scores: Float64Array.from([0, 1, 1, 0, 1, 1, 0, 1]),
      },
    ])
    const b = log.items?.find((item) => item.slice?.['score'] === 'b')
    expect([...(b?.scores ?? [])]).toEqual([0.5, Number.NaN, 0.5, 0.5])
  })

  it('tells scores of one scorer apart, and warns of samples without a score and of errors of 0', () => {
    expect(rowOf(log, { metric: 'mean', scorer: 'two', slice: { score: 'b' } })).toMatchObject({
      value: 0.5,
      n: 3,
      interval: { low: 0.5, high: 0.5, level: 0.95 },
      warnings: ['samples that were not scored and do not count: 1'],
    })
    expect(rowOf(log, { metric: 'accuracy', scorer: 'match' }).warnings?.[0]).toContain('the standard error is 0')
    expect(log).toMatchObject({ status: 'partial', status_note: 'the scorer b left 1 of 4 samples unscored' })
  })

  it.each<[string, Json, string, string]>([
    ['invalidated', { invalidated: true }, 'failed', 'was invalidated'],
    ['started', { status: 'started' }, 'partial', 'has not ended'],
    ['cancelled', { status: 'cancelled' }, 'cancelled', 'was cancelled'],
    ['error', { status: 'error' }, 'failed', 'ended with an error'],
    ['error told', { status: 'error', error: { message: 'Boom\nat x' } }, 'failed', 'ended with an error: Boom'],
    ['a new word', { status: 'paused' }, 'partial', '"status": "paused"'],
    ['no results', { results: null }, 'failed', 'holds no score'],
    ['odd results', { results: { scores: [1, null, { metrics: 3 }] } }, 'failed', 'holds no score'],
  ])('of status %s is refused before any limit', (_what, change, status, note) => {
    const report = finished((it) => Object.assign(it, change))
    expect([report.status, report.status_note]).toEqual([status, expect.stringContaining(note)])
  })

  it.each<[string, (it: { results: Json; eval: Json; scores: Json[] }) => void, string | undefined]>([
    ['a limit', (it) => Object.assign(it.eval, { config: { limit: 3 } }), 'limited to a part of the dataset (limit 3)'],
    ['a range', (it) => Object.assign(it.eval, { config: { limit: [0, 5] } }), '(limit 0-5)'],
    ['an odd limit', (it) => Object.assign(it.eval, { config: { limit: {} } }), 'limited to a part of the dataset'],
    [
      'chosen samples',
      (it) => Object.assign(it.eval, { dataset: { samples: 9, sample_ids: [1, 2] } }),
      'took 2 of the 9 samples',
    ],
    [
      'samples with errors',
      (it) => Object.assign(it.results, { completed_samples: 3 }),
      '3 of 4 samples were completed',
    ],
    ['a drained run', (it) => Object.assign(it.results, { logged_samples: 2 }), '2 of 4 samples were completed'],
    [
      'many unscored',
      (it) => Object.assign(it.scores[0] ?? {}, { unscored_samples: 1 }),
      'left 1 of 5 samples unscored',
    ],
    ['few unscored', (it) => Object.assign(it.scores[0] ?? {}, { scored_samples: 95, unscored_samples: 5 }), undefined],
    ['no limit', (it) => Object.assign(it.eval, { config: { limit: null } }), undefined],
  ])('with %s is partial or not', (_what, change, note) => {
    const report = finished(change)
    expect(report.status).toBe(note === undefined ? 'complete' : 'partial')
    expect(report.status_note ?? '').toContain(note ?? '')
  })

  it('of an older release takes the count of the run, and the date when it was made', () => {
    const report = finished((it) => {
      for (const key of ['scored_samples', 'unscored_samples']) delete it.scores[0]?.[key]
      Object.assign(it.eval, { revision: { dirty: true }, dataset: { location: 'hf://x' } })
    })
    expect(report.rows).toMatchObject([{ n: 4, stderr: 0.25, dataset: 'hf://x', task_version: '3' }])
    expect(report.created_at).toBe('2026-01-02T02:04:05.000Z')
    expect(report.warnings).toEqual(['the code of the evaluation had uncommitted changes'])
  })

  it('gives the standard error to means only, the largest, and the interval of the stated level', () => {
    const params = { level: 0.9 }
    const report = finished((it) => {
      Object.assign(it.scores[0]?.['metrics'] as Json, {
        'pkg/stderr2': { name: 'inspect_ai/stderr', value: 0.3 },
        std: { name: 'std', value: 0.5 },
        lower: { name: 'lower', group: 'ci', value: 'x', params },
        upper: { name: 'upper', group: 'ci', value: 0.8, params },
        lower2: { name: 'lower', group: 'ci_wilson', value: 0.2, params },
        upper2: { name: 'upper', group: 'ci_wilson', value: 0.8, params },
        cats: { name: 'cats', group: 'frequency', value: 0.1 },
        broken: { name: 'broken' },
        odd: 4,
      })
    })
    expect(rowOf(report, { metric: 'accuracy' })).toMatchObject({
      stderr: 0.3,
      interval: { low: 0.2, high: 0.8, level: 0.9 },
    })
    expect(rowOf(report, { metric: 'std' })).not.toHaveProperty('stderr')
    expect(rowOf(report, { metric: 'frequency', slice: { label: 'cats' } })).toMatchObject({ value: 0.1 })
    expect(rowOf(report, { metric: 'broken' })).toMatchObject({ value: null, missing: 'absent' })
    expect(rowOf(report, { metric: 'odd' })).toMatchObject({ value: null })
  })

  it.each<[string, unknown, readonly number[] | undefined, boolean]>([
    ['letters', ['C', 'I', 'P', 'P'], [1, 0, 0.5, 0.5], false],
    ['no answers and words', ['N', 'true', 'no', 'YES'], [0, 1, 0, 1], false],
    ['texts and booleans', ['0.5', true, false, '0.5'], [0.5, 1, 0, 0.5], false],
    ['another mean', ['C', 'C', 'C', 'I'], undefined, true],
    ['unknown words', ['C', 'constructor', [1], 'I'], [1, Number.NaN, Number.NaN, 0], false],
    ['nothing', [], undefined, false],
    ['no list', 4, undefined, false],
  ])('maps sample values as Inspect does: %s', (_what, values, scores, warned) => {
    const report = finished((it) => {
      const samples = Array.isArray(values) ? values.map((value, at) => ({ sample_id: at, value })) : values
      Object.assign(it, { reductions: [{ scorer: 'match', samples }] })
    })
    expect(report.items?.map((item) => [...item.scores])).toEqual(scores === undefined ? undefined : [scores])
    expect(report.warnings.some((warning) => warning.includes('have another mean'))).toBe(warned)
  })

  it('takes the samples of a log without reductions, when each stands once', () => {
    const samples = (ids: unknown[]) =>
      ids.map((id, at) => ({ id, scores: { match: { value: at % 2 === 0 ? 'C' : 'I' } } }))
    expect(finished((it) => Object.assign(it, { samples: samples([1, 2, 'a', 'b']) })).items?.[0]?.ids).toEqual([
      '1',
      '2',
      'a',
      'b',
    ])
    for (const ids of [
      [1, 1],
      [null, 2],
    ])
      expect(finished((it) => Object.assign(it, { samples: samples(ids) })).items).toBeUndefined()
    expect(finished((it) => Object.assign(it, { samples: [{ id: 1 }] })).items).toBeUndefined()
    const twice = [
      {
        scorer: 'match',
        samples: [
          { sample_id: 1, value: 1 },
          { sample_id: 1, value: 0 },
        ],
      },
    ]
    expect(finished((it) => Object.assign(it, { reductions: twice })).items).toBeUndefined()
  })

  it('reads scores and samples that lack their names', () => {
    const report = finished((it) => {
      it.scores[0] = { metrics: { accuracy: { value: 0.5 }, cut: { group: 'ci', name: 'lower', value: 0.1 } } }
      Object.assign(it, { samples: [{ id: 1, scores: { '': { value: 0.5 } } }] })
    })
    expect(report.rows).toEqual([
      {
        metric: 'accuracy',
        task: 't',
        n: 4,
        value: 0.5,
        model: 'm/x',
        task_version: '3',
        pointer: '/results/scores/0/metrics/accuracy/value',
      },
    ])
    expect(report.items).toEqual([{ metric: 'accuracy', task: 't', ids: ['1'], scores: Float64Array.of(0.5) }])
    const unlike = finished((it) =>
      Object.assign(it, {
        samples: [
          { id: 1, scores: {} },
          { id: 2, scores: { match: 3 } },
        ],
      }),
    )
    expect(unlike.warnings).toEqual([
      'the single scores of match have another mean than the log states and were not used',
    ])
  })

  it('takes usage for what it is, whatever stands there', () => {
    const report = finished((it) =>
      Object.assign(it, { stats: { model_usage: { a: 3, b: { total_tokens: 5, total_cost: null } } } }),
    )
    expect(report.rows.filter((row) => row.slice !== undefined)).toMatchObject([
      { metric: 'total_tokens', value: 5, slice: { model: 'b' } },
    ])
  })

  it('matches reductions by their reducer', () => {
    const report = finished((it) => {
      Object.assign(it.scores[0] ?? {}, { reducer: 'max' })
      const of = (reducer: string | undefined, value: number) => ({
        scorer: 'match',
        reducer,
        samples: [{ sample_id: 1, value }],
      })
      Object.assign(it, { reductions: [of('mean', 0.1), of(undefined, 0.2), of('max', 0.5)] })
    })
    expect(report.items).toMatchObject([{ slice: { reducer: 'max' }, ids: ['1'], scores: Float64Array.of(0.5) }])
  })

  it('is known by its run, and by no word alone', () => {
    const { eval: run, ...rest } = mutable('inspect-0.3.285.json')
    expect(readValue({ ...rest, eval: run }).format).toBe('inspect')
    expect(readValue({ ...rest, eval: { task: 't', model: 'm' } }).format).toBe('json')
    expect(() => readValue({ ...rest, eval: {} }, 'inspect')).toThrow('lacks "eval.task", "eval.model", "eval.run_id"')
  })
})
