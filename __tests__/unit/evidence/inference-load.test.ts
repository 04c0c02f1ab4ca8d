import { describe, expect, it } from '@jest/globals'
import { parseYaml } from '../../../src/evidence/yaml.ts'
import { fixture, readText, readValue, rowOf } from './fixture.ts'
import { loadValue, readLoad } from './load-fixture.ts'

describe('inference-perf', () => {
  const report = readLoad('inference-perf-0.3-stage.json')

  it.each([
    ['ttft', 'p99', 42.5, '/successes/latency/time_to_first_token/p99'],
    ['tpot', 'p50', 3.4, '/successes/latency/time_per_output_token/median'],
    ['itl', 'p99', 7.4, '/successes/latency/inter_token_latency/p99'],
    ['e2e_latency', 'p99.9', 494.1, '/successes/latency/request_latency/p99.9'],
  ])('reads %s at %s in ms and says from what', (metric, stat, value, pointer) => {
    const row = rowOf(report, { metric, slice: { request_rate: '1', stat } })
    expect(row.value).toBeCloseTo(value, 9)
    expect(row).toMatchObject({ unit: 'ms', n: 60, direction: 'lower_is_better', pointer })
    expect(row.warnings).toEqual([expect.stringMatching(/^converted: the file says [\d.]+ s$/)])
  })

  it('takes a number that leaves the range of numbers when it is converted for a missing one', () => {
    const text = new TextDecoder().decode(fixture('inference-perf-0.3-stage.json'))
    const changed = text.replace(/("request_latency": \{\s*"mean": )[\d.]+/, '$11e308')
    expect(changed).not.toBe(text)
    const row = rowOf(readText(changed), { metric: 'e2e_latency', slice: { stat: 'mean' } })
    expect(row).toMatchObject({ value: null, missing: 'infinity' })
  })

  it.each([
    ['request_latency', 'p99.9', { value: 0.4941, unit: 's', direction: 'lower_is_better' }],
    ['normalized_time_per_output_token', 'mean', { value: 0.0078, direction: 'lower_is_better' }],
    ['prompt_len', 'mean', { value: 200.7 }],
    ['schedule_delay', 'min', { value: -0.0006, unit: 's' }],
  ])('reads %s at %s as it is written', (metric, stat, expected) => {
    expect(rowOf(report, { metric, slice: { stat } })).toMatchObject(expected)
  })

  it.each([
    ['requests', 62],
    ['completed', 60],
    ['errors', 2],
    ['error_rate', 2 / 62],
    ['request_throughput', 0.997],
    ['output_throughput', 62.15],
    ['output_tokens_per_sec', 62.15],
    ['achieved_rate', 1.005],
  ])('reads %s', (metric, value) => {
    expect(rowOf(report, { metric }).value).toBe(value)
  })

  it('says that a summary mixes its stages', () => {
    const summary = readValue({ ...loadValue('inference-perf-0.3-stage.json'), load_summary: { count: 60 } })
    expect(summary.warnings).toEqual([expect.stringContaining('mixes the requests of all stages')])
    expect(rowOf(summary, { metric: 'ttft', slice: { stat: 'p99' } }).slice).toEqual({ stat: 'p99' })
  })

  it('takes no failures for none only where the file says null', () => {
    const value = loadValue('inference-perf-0.3-stage.json')
    expect(rowOf(readValue({ ...value, failures: null }), { metric: 'errors' }).value).toBe(0)
    expect(rowOf(readValue({ ...value, failures: {} }), { metric: 'errors' })).toMatchObject({ missing: 'absent' })
    const { failures: _failures, ...without } = value
    expect(readValue(without).format).toBe('json')
    expect(() => readValue(without, 'inference-perf')).toThrow('it lacks "failures"')
  })

  it('reads a stage in which nothing was answered', () => {
    const dead = readValue({
      ...loadValue('inference-perf-0.3-stage.json'),
      successes: { count: 0, latency: { time_to_first_token: null, request_latency: { mean: 0 } }, throughput: {} },
    })
    expect(dead.status).toBe('failed')
    expect(rowOf(dead, { metric: 'e2e_latency' })).toMatchObject({ value: null, missing: 'absent' })
    expect(rowOf(dead, { metric: 'error_rate' }).value).toBe(1)
  })
})

describe('LLMPerf', () => {
  const report = readLoad('llmperf-2023-08-31.json')

  it('is complete and dated', () => {
    expect(report).toMatchObject({ format: 'llmperf', status: 'complete', created_at: '2026-01-05T10:00:00.000Z' })
    expect(report.rows[0]).toMatchObject({
      model: 'acme/support-llm',
      slice: { concurrency: '5' },
      dataset_version:
        'llmperf; mean_input_tokens=550; stddev_input_tokens=150; mean_output_tokens=150; stddev_output_tokens=10',
    })
  })

  it.each([
    [
      { metric: 'ttft', slice: { stat: 'p99' } },
      { value: 500, unit: 'ms', n: 147 },
    ],
    [{ metric: 'results_ttft_s_quantiles_p99' }, { value: 0.5, unit: 's', direction: 'lower_is_better' }],
    [{ metric: 'e2e_latency', slice: { stat: 'p50' } }, { value: 1250 }],
    [{ metric: 'output_throughput' }, { value: 338.5, unit: 'tokens/s' }],
    [{ metric: 'request_throughput' }, { value: 2, unit: 'requests/s', warnings: [expect.stringContaining('120')] }],
    [{ metric: 'results_num_completed_requests_per_min' }, { value: 120, unit: 'requests/min' }],
    [{ metric: 'errors' }, { value: 3 }],
    [{ metric: 'error_rate' }, { value: 0.02, n: 150 }],
    [{ metric: 'results_inter_token_latency_s_quantiles_p99' }, { value: 0.0107, direction: 'lower_is_better' }],
    [{ metric: 'results_number_input_tokens_min' }, { value: 550, warnings: [expect.stringContaining('as text')] }],
  ])('reads %j', (address, expected) => {
    expect(rowOf(report, address)).toMatchObject(expected)
  })

  it('has no itl: the one in the file counts the first token in', () => {
    expect(() => rowOf(report, { metric: 'itl' })).toThrow('none')
    expect(() => rowOf(report, { metric: 'tpot' })).toThrow('none')
  })

  it('needs its marks', () => {
    expect(readValue({ results_ttft_s_mean: 1 }).format).toBe('json')
    const {
      timestamp: _time,
      model: _model,
      results_number_errors: _errors,
      ...bare
    } = loadValue('llmperf-2023-08-31.json')
    const cut = readValue(bare)
    expect(cut).not.toHaveProperty('created_at')
    expect(rowOf(cut, { metric: 'error_rate' })).toMatchObject({ value: null, missing: 'absent' })
    expect(rowOf(cut, { metric: 'results_error_rate' }).value).toBe(0.02)
  })
})

describe('llm-d benchmark report 0.1', () => {
  const report = readLoad('llm-d-0.1.yaml')

  it('is complete and dated, with its hardware in the workload', () => {
    expect(report).toMatchObject({ format: 'llm-d', status: 'complete', created_at: '2026-01-05T10:00:16.500Z' })
    expect(report.rows[0]).toMatchObject({
      model: 'acme/support-llm',
      slice: { request_rate: '1.5' },
      dataset_version: 'llm-d; tool=inference-perf; type=long-input; hardware=2 H100; load={answer_len: 100}',
    })
  })

  it.each([
    [
      { metric: 'ttft', slice: { stat: 'p90' } },
      { value: 2269.5, unit: 'ms', n: 30 },
    ],
    [
      { metric: 'tpot', slice: { stat: 'mean' } },
      { value: 83.5, unit: 'ms' },
    ],
    [
      { metric: 'time_per_output_token', slice: { stat: 'mean' } },
      { value: 83.5, unit: 'ms/token' },
    ],
    [{ metric: 'request_throughput' }, { value: 1.02, unit: 'requests/s' }],
    [{ metric: 'total_throughput' }, { value: 676, pointer: '/metrics/throughput/total_tokens_per_sec' }],
    [{ metric: 'requests' }, { value: 32 }],
    [{ metric: 'completed' }, { value: 30 }],
    [{ metric: 'error_rate' }, { value: 0.0625, n: 32 }],
    [
      { metric: 'input_length', slice: { stat: 'mean' } },
      { value: 628.6, unit: 'count' },
    ],
  ])('reads %j', (address, expected) => {
    expect(rowOf(report, address)).toMatchObject(expected)
  })

  type Report = { metrics: Record<string, Record<string, unknown>>; scenario: Record<string, unknown> }
  const changed = (change: (report: Report) => void) => {
    const text = new TextDecoder().decode(fixture('llm-d-0.1.yaml'))
    const document = JSON.parse(JSON.stringify(parseYaml(text, 'r.yaml'))) as Report
    change(document)
    return readValue(document)
  }

  it('is partial when requests were left over', () => {
    const cut = changed(({ metrics }) => Object.assign(metrics['requests'] ?? {}, { incomplete: 1 }))
    expect(cut).toMatchObject({ status: 'partial', status_note: expect.stringContaining('1 of the requests') })
    expect(rowOf(cut, { metric: 'completed' }).value).toBe(29)
  })

  it('has no date when it ends before it starts', () => {
    const turned = changed(({ metrics }) => Object.assign(metrics['time'] ?? {}, { stop: 1_767_607_000 }))
    expect(turned).not.toHaveProperty('created_at')
    expect(turned.warnings).toEqual([expect.stringContaining('before it starts')])
  })

  it('counts nothing from numbers that contradict each other', () => {
    const odd = changed(({ metrics }) => Object.assign(metrics['requests'] ?? {}, { failures: 40 }))
    expect(() => rowOf(odd, { metric: 'completed' })).toThrow('none')
  })

  it('has no load metric where a unit is missing or unknown', () => {
    const odd = changed(({ metrics }) => {
      metrics['latency'] = { time_to_first_token: { mean: 3 }, odd: 3 }
      metrics['throughput'] = { requests_per_sec: { mean: 2, units: 'parsecs' }, note: 'x' }
    })
    expect(() => rowOf(odd, { metric: 'ttft' })).toThrow('none')
    expect(rowOf(odd, { metric: 'time_to_first_token' })).toMatchObject({ value: 3 })
    expect(() => rowOf(odd, { metric: 'request_throughput' })).toThrow('none')
  })

  it('needs its parts', () => {
    expect(() => readText('version: 1', 'llm-d', 'r.yaml')).toThrow('it lacks "requests" among the measurements')
    expect(changed((report) => Object.assign(report, { scenario: null })).format).toBe('llm-d')
    const single = changed(({ scenario }) => Object.assign(scenario, { host: { accelerator: { model: 'L4' } } }))
    expect(single.rows[0]?.dataset_version).toContain('hardware=1 L4')
  })
})

describe('llm-d benchmark report 0.2', () => {
  const report = readLoad('llm-d-0.2.1.yaml')
  const load = { stage: '3', request_rate: '10', concurrency: 'inf' }

  it('is complete and dated, and says what failed beside the requests', () => {
    expect(report).toMatchObject({ format: 'llm-d', status: 'complete', created_at: '2026-01-05T10:00:50.000Z' })
    expect(report.warnings).toEqual(['vllm-svc-0: 1 of its replicas failed during the test'])
  })

  it.each([
    [
      { metric: 'ttft', slice: { ...load, stat: 'p99.9' } },
      { value: 57, unit: 'ms', model: 'acme/support-llm' },
    ],
    [
      { metric: 'time_to_first_token', slice: { stat: 'p0.1' } },
      { value: 0.0273, unit: 's' },
    ],
    [
      { metric: 'itl', slice: { stat: 'mean' } },
      { value: 25, unit: 'ms', n: 495 },
    ],
    [{ metric: 'request_throughput' }, { value: 9.5, unit: 'requests/s', direction: 'higher_is_better' }],
    [
      { metric: 'request_rate', slice: { stat: 'p50' } },
      { value: 9.25, unit: 'queries/s' },
    ],
    [{ metric: 'output_throughput' }, { value: 2262.5 }],
    [{ metric: 'error_rate' }, { value: 0.01, n: 500 }],
  ])('reads %j', (address, expected) => {
    expect(rowOf(report, address)).toMatchObject(expected)
  })

  it('names the workload by its settings', () => {
    expect(report.rows[0]?.dataset_version).toContain('hardware=8 H100')
    expect(report.rows[0]?.dataset_version).toContain('input_seq_len: {distribution: fixed, value: 2148}')
  })
})
