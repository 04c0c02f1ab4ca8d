import { describe, expect, it } from '@jest/globals'
import { readValue, rowOf } from './fixture.ts'
import { loadValue, readLoad } from './load-fixture.ts'

describe('AIPerf', () => {
  const report = readLoad('aiperf-0.10.json')

  it('is complete, and undated for want of a time zone', () => {
    expect(report).toMatchObject({ format: 'aiperf', status: 'complete' })
    expect(report.warnings).toEqual(['the date in the file states no time zone and was not used'])
  })

  it.each([
    ['ttft', 'p99', { value: 250, unit: 'ms', n: 97, pointer: '/time_to_first_token/p99' }],
    ['time_to_first_token', 'p99', { value: 250, unit: 'ms', direction: 'lower_is_better' }],
    ['e2e_latency', 'mean', { value: 1500.5, pointer: '/request_latency/avg' }],
    ['tpot', 'p50', { value: 12, pointer: '/inter_token_latency/p50' }],
    ['itl', 'p99', { value: 40, pointer: '/inter_chunk_latency/p99' }],
    ['time_to_second_token', 'p99', { value: 260, direction: 'lower_is_better' }],
    ['output_sequence_length', 'mean', { value: 256, unit: 'tokens' }],
  ])('reads %s at %s', (metric, stat, expected) => {
    expect(rowOf(report, { metric, slice: { stat } })).toMatchObject({
      ...expected,
      model: 'acme/support-llm',
      slice: { concurrency: '16', stat },
    })
  })

  it.each([
    ['request_throughput', { value: 9.7, unit: 'requests/s', direction: 'higher_is_better' }],
    ['output_throughput', { value: 2483.2, unit: 'tokens/s' }],
    ['output_token_throughput', { value: 2483.2, unit: 'tokens/sec' }],
    ['goodput', { value: 9.1 }],
    ['requests', { value: 100 }],
    ['completed', { value: 97 }],
    ['errors', { value: 3, pointer: '/error_request_count/avg' }],
    ['error_rate', { value: 0.03, n: 100 }],
  ])('reads %s', (metric, expected) => {
    expect(rowOf(report, { metric })).toMatchObject(expected)
  })

  it('leaves the telemetry of the machine to selectors', () => {
    expect(report.rows.filter(({ metric }) => metric.includes('gpu'))).toEqual([])
  })

  it('takes the load out of the workload, and keeps the rest of it', () => {
    type Settings = { input_config: { loadgen: Record<string, unknown> } }
    const version = (change: (document: Settings) => void) => {
      const document = loadValue<Settings>('aiperf-0.10.json')
      change(document)
      return readValue(document).rows[0]?.dataset_version
    }
    const same = version(() => undefined)
    expect(same).toContain('aiperf; endpoint=chat; streaming=true; input={prompt: {input_tokens: {mean: 550}')
    expect(version(({ input_config }) => Object.assign(input_config.loadgen, { concurrency: 64 }))).toBe(same)
    expect(version(({ input_config }) => Object.assign(input_config.loadgen, { request_count: 9 }))).not.toBe(same)
  })

  it.each([
    [{ was_cancelled: true }, 'cancelled'],
    [{ is_complete: false }, 'partial'],
  ])('%j is %s', (change, status) => {
    expect(readValue({ ...loadValue('aiperf-0.10.json'), ...change })).toMatchObject({ status })
  })

  it('counts errors by their kinds where there is no sum, and none where the kinds are not counted', () => {
    const errors = (change: object) =>
      rowOf(readValue({ ...loadValue('aiperf-0.10.json'), ...change }), { metric: 'errors' })
    expect(errors({ error_request_count: null })).toMatchObject({ value: 3, pointer: '/error_summary' })
    expect(errors({ error_request_count: null, error_summary: [] }).value).toBe(0)
    expect(errors({ error_request_count: null, error_summary: [{}] })).toMatchObject({ value: null })
    expect(errors({ error_request_count: null, error_summary: null })).toMatchObject({ value: null })
  })

  it('uses a date that states its zone', () => {
    const dated = readValue({ ...loadValue('aiperf-0.10.json'), end_time: '2026-01-05T10:00:10.9+01:00' })
    expect(dated).toMatchObject({ created_at: '2026-01-05T09:00:10.900Z', warnings: [] })
  })

  it('reads a run without load and model', () => {
    const { input_config: _config, ...bare } = loadValue('aiperf-0.10.json')
    const row = rowOf(readValue(bare), { metric: 'ttft', slice: { stat: 'p99' } })
    expect(row).toMatchObject({ slice: { stat: 'p99' }, dataset_version: 'aiperf' })
    expect(row).not.toHaveProperty('model')
  })

  it('converts what it knows the unit of, openly, and nothing else', () => {
    const first = (unit: string) =>
      readValue({ ...loadValue('aiperf-0.10.json'), time_to_first_token: { unit, avg: 0.25 } })
    expect(rowOf(first('sec'), { metric: 'ttft' })).toMatchObject({
      value: 250,
      unit: 'ms',
      warnings: ['converted: the file says 0.25 sec'],
    })
    expect(rowOf(first('sec'), { metric: 'time_to_first_token' })).toMatchObject({ value: 0.25, unit: 'sec' })
    expect(() => rowOf(first('ticks'), { metric: 'ttft' })).toThrow('none')
    expect(() => rowOf(first('requests/sec'), { metric: 'ttft' })).toThrow('none')
    expect(rowOf(first('ticks'), { metric: 'time_to_first_token' })).toMatchObject({ value: 0.25, unit: 'ticks' })
  })

  it('refuses the next schema with a word', () => {
    const next = { schema_version: '2.0', aiperf_version: '0.20.0', metrics: { request_latency: {} } }
    expect(() => readValue(next)).toThrow('AIPerf report of schema 2.0')
  })

  it('is not every map with a unit', () => {
    expect(readValue({ request_latency: { unit: 'ms', avg: 3 } }).format).toBe('json')
    expect(readValue({ request_latency: { unit: 'ms', avg: 3 }, was_cancelled: false }).format).toBe('aiperf')
  })
})

describe('GenAI-Perf', () => {
  const report = readLoad('genai-perf-0.0.13.json')

  it('reads the same metrics with the settings of perf_analyzer', () => {
    expect(report).toMatchObject({ format: 'genai-perf', status: 'complete' })
    expect(rowOf(report, { metric: 'ttft', slice: { stat: 'p99', concurrency: '4' } })).toMatchObject({
      value: 33,
      model: 'acme/support-llm',
      n: 90,
    })
    expect(rowOf(report, { metric: 'errors' })).toMatchObject({ value: null, missing: 'absent' })
  })

  it('asks for nothing more where the model is not named', () => {
    const value = loadValue<{ input_config: Record<string, unknown> }>('genai-perf-0.0.13.json')
    Object.assign(value.input_config, { model_names: [], input: { file: 'chats.jsonl' } })
    const row = rowOf(readValue(value), { metric: 'ttft', slice: { stat: 'p99' } })
    expect(row).not.toHaveProperty('model')
    expect(row.dataset).toBe('chats.jsonl')
    Object.assign(value.input_config, { model_names: '' })
    expect(readValue(value).rows[0]).not.toHaveProperty('model')
  })

  it('is read under both names', () => {
    expect(readLoad('genai-perf-0.0.13.json', 'aiperf').rows).toHaveLength(report.rows.length)
  })

  it.each([
    [{ model: 'one', stimulus: { request_rate: 5 } }, 'one', '5'],
    [{ model_names: { 0: 'a', 1: 'b' }, stimulus: { request_rate: 6 } }, 'a, b', '6'],
  ])('reads older settings %j', (config, model, rate) => {
    const older = readValue({ ...loadValue('genai-perf-0.0.13.json'), input_config: config })
    expect(older.format).toBe('genai-perf')
    expect(rowOf(older, { metric: 'ttft', slice: { stat: 'p50', request_rate: rate } }).model).toBe(model)
  })
})

describe('GuideLLM', () => {
  const report = readLoad('guidellm-0.5.json')
  const rate = { strategy: 'constant', request_rate: '2' }

  it('is complete although requests were under way when the time was up, and says so', () => {
    expect(report).toMatchObject({ format: 'guidellm', status: 'complete', created_at: '2026-01-05T10:00:30.500Z' })
    expect(report.warnings).toEqual([expect.stringContaining('under way')])
  })

  it.each([
    ['ttft', 'p99', { value: 95.5, unit: 'ms', n: 60 }],
    ['ttft', 'p50', { value: 50 }],
    ['e2e_latency', 'p99.9', { value: 2200, unit: 'ms' }],
    ['request_latency', 'p0.1', { value: 1.1, unit: 's' }],
    ['request_latency', 'p5', { value: 1.15 }],
    ['tpot', 'p99', { value: 13.5, n: 7620 }],
    ['inter_token_latency_ms', 'p99', { value: 13.5 }],
    ['time_per_output_token_ms', 'p99', { value: 14, direction: 'lower_is_better' }],
    ['requests_per_second', 'p99', { value: 3, unit: 'requests/s', direction: 'higher_is_better' }],
    ['prompt_token_count', 'mean', { value: 256 }],
  ])('reads %s at %s of what was answered', (metric, stat, expected) => {
    const row = rowOf(report, { metric, slice: { ...rate, stat } })
    expect(row).toMatchObject({ ...expected, model: 'acme/support-llm' })
    expect(row.pointer).toMatch(/^\/benchmarks\/0\/metrics\/\w+\/successful\//)
  })

  it.each([
    ['request_throughput', { value: 1.98, unit: 'requests/s' }],
    ['output_throughput', { value: 251 }],
    ['total_throughput', { value: 750.5 }],
    ['requests', { value: 63 }],
    ['completed', { value: 60 }],
    ['errors', { value: 2 }],
    ['incomplete', { value: 1, direction: 'lower_is_better' }],
    ['error_rate', { value: 2 / 63, n: 63 }],
  ])('reads %s', (metric, expected) => {
    expect(rowOf(report, { metric, slice: rate })).toMatchObject(expected)
  })

  it('asks for the load where there are several', () => {
    expect(() => rowOf(report, { metric: 'ttft', slice: { stat: 'p99' } })).toThrow('concurrency 8')
    expect(rowOf(report, { metric: 'ttft', slice: { stat: 'p99', concurrency: '8' } })).toMatchObject({ value: 295.5 })
  })

  type Benchmark = Record<string, unknown> & { config: Record<string, unknown>; metrics: Record<string, unknown> }
  type Document = Record<string, unknown> & { benchmarks: Benchmark[]; args: Record<string, unknown> }
  const changed = (change: (document: Document, first: Benchmark) => void) => {
    const document = loadValue<Document>('guidellm-0.5.json')
    const [first] = document.benchmarks
    if (first !== undefined) change(document, first)
    return readValue(document)
  }

  it('is partial when requests are left over and no time limit explains it', () => {
    const cut = changed((document, first) => {
      delete document.args['max_seconds']
      first.config['constraints'] = {}
    })
    expect(cut).toMatchObject({ status: 'partial', status_note: expect.stringContaining('benchmark 1') })
  })

  it('reads older files: settings in args, counts beside the metrics', () => {
    const old = changed((document, first) => {
      document.benchmarks.length = 1
      document.args = {}
      Object.assign(first, {
        config: {},
        args: { strategy: { type_: 'throughput', max_concurrency: 64 }, max_number: 10, max_duration: 5 },
        worker: { backend_model: 'older/model' },
        run_stats: { end_time: 1_767_607_200, requests_made: { successful: 70, errored: 0, incomplete: 0, total: 70 } },
      })
      delete first['end_time']
      delete first['scheduler_metrics']
      delete first.metrics['request_totals']
    })
    expect(old).toMatchObject({ status: 'complete', created_at: '2026-01-05T10:00:00.000Z' })
    expect(rowOf(old, { metric: 'requests' })).toMatchObject({
      value: 70,
      model: 'older/model',
      slice: { strategy: 'throughput', concurrency: '64' },
      pointer: '/benchmarks/0/run_stats/requests_made/total',
    })
  })

  it('knows the model and the data from where the newest files state them', () => {
    const newest = changed((document, first) => {
      document.benchmarks.length = 1
      document.args = {}
      document['config'] = { spec: { model: 'spec/model', data: { prompt_tokens: 8 } } }
      first.config['backend'] = { model: '' }
    })
    expect(newest.rows[0]).toMatchObject({
      model: 'spec/model',
      dataset_version: expect.stringContaining('data={prompt_tokens: 8}'),
    })
    const unnamed = changed((document, first) => {
      document.args = {}
      first.config['backend'] = {}
    })
    expect(unnamed.rows[0]).not.toHaveProperty('model')
  })

  it('is as old as its oldest benchmark, and undated when one of them has no date', () => {
    const undated = changed((_document, first) => {
      delete first['end_time']
    })
    expect(undated).not.toHaveProperty('created_at')
  })

  it('counts all requests where the file has no sum', () => {
    const summed = changed((_document, first) => {
      delete (first.metrics['request_totals'] as Record<string, unknown>)['total']
    })
    expect(rowOf(summed, { metric: 'requests', slice: rate }).value).toBe(63)
  })

  it('has failed when there is no benchmark', () => {
    const empty = changed((document) => {
      document.benchmarks.length = 0
    })
    expect(empty).toMatchObject({ format: 'guidellm', status: 'failed', rows: [] })
    expect(readValue({ benchmarks: [], n: 1 }).format).toBe('json')
    expect(readValue({ benchmarks: [{ name: 'a', metrics: { acc: 1 } }] }).format).toBe('json')
  })

  it('has missing numbers and no crash where a distribution is null', () => {
    const hole = changed((_document, first) => {
      first.metrics['time_to_first_token_ms'] = { successful: { mean: null, percentiles: { p99: null, x: 1 } } }
      delete first.metrics['request_totals']
      delete first['scheduler_metrics']
    })
    expect(rowOf(hole, { metric: 'ttft', slice: { ...rate, stat: 'mean' } })).toMatchObject({ missing: 'null' })
    expect(rowOf(hole, { metric: 'ttft', slice: { ...rate, stat: 'p99' } })).toMatchObject({ missing: 'null' })
    expect(rowOf(hole, { metric: 'errors', slice: rate })).toMatchObject({ value: null })
  })
})
