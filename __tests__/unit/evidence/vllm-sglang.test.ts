import { describe, expect, it } from '@jest/globals'
import { compareRows } from '../../../src/checks/comparable.ts'
import { readValue, rowOf } from './fixture.ts'
import { loadValue, readLoad } from './load-fixture.ts'

describe('vLLM', () => {
  const report = readLoad('vllm-bench-serve-0.11.json')

  it('is complete and undated, and names its version by metadata', () => {
    expect(report).toMatchObject({ format: 'vllm', status: 'complete' })
    expect(report).not.toHaveProperty('created_at')
    expect(report.warnings).toEqual(['the date in the file states no time zone and was not used'])
    expect(report.identity).toEqual([{ text: '0123456789abcdef0123456789abcdef', source: '/digest' }])
  })

  it.each([
    ['ttft', 'p99', { value: 298, unit: 'ms', n: 3, direction: 'lower_is_better', pointer: '/p99_ttft_ms' }],
    ['ttft', 'p50', { value: 200, pointer: '/median_ttft_ms' }],
    ['tpot', 'mean', { value: 15.5 }],
    ['itl', 'p99.9', { value: 29.96, pointer: '/p99.9_itl_ms' }],
    ['e2e_latency', 'p99', { value: 2100, pointer: '/p99_e2el_ms' }],
    ['e2e_latency', 'mean', { value: null, missing: 'nan' }],
  ])('reads %s at %s', (metric, stat, expected) => {
    expect(rowOf(report, { metric, slice: { stat } })).toMatchObject({
      ...expected,
      model: 'acme/support-llm',
      slice: { request_rate: '2', stat },
    })
  })

  it.each([
    ['p99_ttft_ms', { value: 298, unit: 'ms', direction: 'lower_is_better', slice: { request_rate: '2' } }],
    ['request_throughput', { value: 1.2, unit: 'requests/s', direction: 'higher_is_better' }],
    ['goodput', { value: 0.8, pointer: '/request_goodput:' }],
    ['output_throughput', { value: 153.6, unit: 'tokens/s' }],
    ['total_throughput', { value: 1382.4, pointer: '/total_token_throughput' }],
    ['total_token_throughput', { value: 1382.4, direction: 'higher_is_better' }],
    ['max_output_tokens_per_s', { value: 190 }],
    ['completed', { value: 3 }],
    ['requests', { value: 4 }],
    ['errors', { value: 1, direction: 'lower_is_better', pointer: '/failed' }],
    ['error_rate', { value: 0.25, n: 4, unit: 'fraction', direction: 'lower_is_better' }],
    ['duration', { value: 2.5, unit: 's' }],
  ])('reads %s', (metric, expected) => {
    expect(rowOf(report, { metric })).toMatchObject(expected)
  })

  it('makes no rows of settings, and no standard error of a standard deviation', () => {
    for (const setting of ['num_prompts', 'burstiness', 'request_rate', 'gpu'])
      expect(() => rowOf(report, { metric: setting })).toThrow('none')
    expect(report.rows.filter((row) => row.stderr !== undefined)).toEqual([])
    const spread = rowOf(report, { metric: 'ttft', slice: { stat: 'std' } })
    expect(spread.value).toBeCloseTo(81.65, 2)
    expect(spread).not.toHaveProperty('direction')
  })

  it('says what was sent, so that another workload is another data set version', () => {
    const version = (file: unknown) => readValue(file, 'vllm').rows[0]?.dataset_version
    const value = loadValue('vllm-bench-serve-0.11.json')
    expect(version(value)).toBe(
      'vllm; backend=openai-chat; endpoint_type=openai-chat; num_prompts=4; burstiness=1; gpu=1 x H100; prompt_tokens=1000',
    )
    expect(version({ ...value, total_input_tokens: 3070 })).toBe(version(value))
    expect(version({ ...value, total_input_tokens: 9000 })).not.toBe(version(value))
    expect(version({ ...value, random_input_len: 1024 })).toContain('random_input_len=1024')
    expect(version({ ...value, random_input_len: 1024 })).not.toContain('prompt_tokens')
  })

  it('keeps the single times of answered requests, in ms, for each row about them', () => {
    const times = (metric: string, stat?: string) =>
      report.items?.find((item) => item.metric === metric && item.slice?.['stat'] === stat)?.scores
    expect([...(times('ttft', 'p99') ?? [])]).toEqual([100, 200, 300])
    expect(times('p99_ttft_ms')).toBe(times('ttft', 'p99'))
    expect([...(times('itl', 'mean') ?? [])]).toEqual([10, 20, 10, 30, 20])
    expect(times('ttft', 'std')).toBeUndefined()
    expect(report.items?.every((item) => item.ids === undefined)).toBe(true)
  })

  it('is not comparable with another workload, load or tool', () => {
    const p99 = (change: object) =>
      rowOf(readValue({ ...loadValue('vllm-bench-serve-0.11.json'), ...change }), {
        metric: 'ttft',
        slice: { stat: 'p99' },
      })
    const different = (change: object) => compareRows(p99({}), p99(change)).different
    expect(different({ p99_ttft_ms: 7, duration: 9 })).toEqual([])
    expect(different({ num_prompts: 400 })).toEqual([expect.stringContaining('dataset_version')])
    expect(different({ gpu: '1 x L4' })).toEqual([expect.stringContaining('1 x L4')])
    expect(different({ request_rate: 8 })).toEqual([expect.stringContaining('slice')])
    const other = rowOf(readLoad('aiperf-0.10.json'), { metric: 'ttft', slice: { stat: 'p99' } })
    expect(compareRows(p99({}), other).different).toContainEqual(expect.stringContaining('aiperf'))
  })

  it('tells long settings apart by a checksum', () => {
    const version = (gpu: string) =>
      readValue({ ...loadValue('vllm-bench-serve-0.11.json'), gpu, dataset_name: 'sharegpt' }).rows[0]
    const [one, other] = [version(`${'x'.repeat(300)}1`), version(`${'x'.repeat(300)}2`)]
    expect(one?.dataset_version).toMatch(/^vllm; .{230,}… #[0-9a-f]{16}$/)
    expect(one?.dataset_version).not.toBe(other?.dataset_version)
    expect(one?.dataset_version).toBe(version(`${'x'.repeat(300)}1`)?.dataset_version)
    expect(one?.dataset).toBe('sharegpt')
  })

  it('keeps no single times beyond a bound', () => {
    const many = { ...loadValue('vllm-bench-serve-0.11.json'), errors: [], ttfts: new Array(200_001).fill(0.5) }
    expect(readValue(many).items?.some((item) => item.metric === 'ttft')).toBe(false)
  })

  it('reads times of whole requests where a copy of the benchmark writes them', () => {
    const value = { ...loadValue('vllm-bench-serve-0.11.json'), itls: [0.5, 0.25], e2els: [1, 2, 3, 'x'], errors: 3 }
    const items = readValue(value).items ?? []
    expect([...(items.find(({ metric }) => metric === 'e2e_latency')?.scores ?? [])]).toEqual([1000, 2000, 3000])
    expect([...(items.find(({ metric }) => metric === 'itl')?.scores ?? [])]).toEqual([500, 250])
  })

  it('does not read the 0 ms of a server that refused everything', () => {
    const refused = Object.fromEntries(
      Object.entries(loadValue('vllm-bench-serve-0.11.json')).map(([key, value]) => [
        key,
        /_ms$|throughput/.test(key) ? 0 : value,
      ]),
    )
    const none = readValue({ ...refused, completed: 0, failed: 4, p99_tpot_ms: 5 })
    expect(rowOf(none, { metric: 'tpot', slice: { stat: 'p99' } })).toMatchObject({
      value: null,
      missing: 'absent',
      warnings: [expect.stringContaining('no request was completed')],
    })
    expect(none).toMatchObject({ status: 'failed', status_note: 'no request was completed' })
    expect(rowOf(none, { metric: 'ttft', slice: { stat: 'p99' } })).toMatchObject({ value: null, missing: 'absent' })
    expect(rowOf(none, { metric: 'error_rate' })).toMatchObject({ value: 1, n: 4 })
    const unstreamed = readValue({ ...refused, completed: 3, failed: 1 })
    expect(rowOf(unstreamed, { metric: 'ttft', slice: { stat: 'p99' } })).toMatchObject({
      value: null,
      missing: 'absent',
      warnings: [expect.stringContaining('no measurement')],
    })
    expect(rowOf(unstreamed, { metric: 'ttft', slice: { stat: 'std' } }).value).toBe(0)
  })

  it('tells the errors of older files by their texts, else by the prompts without an answer', () => {
    const { failed: _failed, ...older } = loadValue('vllm-bench-serve-0.11.json')
    expect(rowOf(readValue(older), { metric: 'errors' })).toMatchObject({ value: 1, pointer: '/errors' })
    const { errors: _errors, ...oldest } = older
    const row = rowOf(readValue(oldest), { metric: 'errors' })
    expect(row).toMatchObject({ value: 1, pointer: '/num_prompts' })
    expect(row.warnings?.[0]).toContain('prompts without an answer')
    const { num_prompts: _prompts, ...silent } = oldest
    expect(rowOf(readValue(silent), { metric: 'errors' })).toMatchObject({ value: null, missing: 'absent' })
  })

  it('reads appended results as one measurement for each load', () => {
    const one = loadValue('vllm-bench-serve-0.11.json')
    const two = readValue([one, { ...one, request_rate: 'inf', max_concurrency: 32, p99_ttft_ms: 900 }])
    expect(two.format).toBe('vllm')
    expect(() => rowOf(two, { metric: 'p99_ttft_ms' })).toThrow('many')
    expect(rowOf(two, { metric: 'p99_ttft_ms', slice: { request_rate: 'inf' } })).toMatchObject({
      value: 900,
      pointer: '/1/p99_ttft_ms',
      slice: { request_rate: 'inf', concurrency: '32' },
    })
    expect(two.identity.map(({ source }) => source)).toEqual(['/0/digest', '/1/digest'])
  })

  it('lets no result ride on the claim of another', () => {
    const one = loadValue('vllm-bench-serve-0.11.json')
    expect(readValue([one, { ...one, digest: undefined, request_rate: 8 }]).identity).toEqual([])
  })

  it('asks for the model where there are several', () => {
    const one = loadValue('vllm-bench-serve-0.11.json')
    const both = readValue([one, { ...one, model_id: 'other', p99_ttft_ms: 7 }])
    expect(rowOf(both, { metric: 'p99_ttft_ms', slice: { model: 'other' } }).value).toBe(7)
    expect(() => rowOf(both, { metric: 'p99_ttft_ms' })).toThrow('many')
  })

  it('makes one row of a number that stands there twice, and two of two', () => {
    const one = loadValue('vllm-bench-serve-0.11.json')
    const median = { metric: 'ttft', slice: { stat: 'p50' } }
    expect(rowOf(readValue({ ...one, p50_ttft_ms: 200 }), median).value).toBe(200)
    expect(() => rowOf(readValue({ ...one, p50_ttft_ms: 201 }), median)).toThrow('many')
  })

  it('does not take any file with a latency for its own, but is satisfied with one where it is named', () => {
    expect(readValue({ p99_ttft_ms: 3 }).format).toBe('json')
    expect(readValue({ p99_ttft_ms: 3 }, 'vllm').rows.map(({ metric }) => metric)).toContain('ttft')
    expect(() => readValue({ ttft: 3 }, 'vllm')).toThrow('latencies such as "p99_ttft_ms"')
    expect(() => readValue([{ p99_ttft_ms: 3 }, 4], 'vllm')).toThrow('latencies')
  })
})

describe('SGLang', () => {
  const report = readLoad('sglang-bench-serving-0.5.jsonl')
  const at = { dataset: 'random', request_rate: '4' }

  it('is one measurement for each line', () => {
    expect(report).toMatchObject({ format: 'sglang', status: 'complete', warnings: [], identity: [] })
    expect(rowOf(report, { metric: 'ttft', slice: { request_rate: '4', stat: 'p50' } })).toMatchObject({
      value: 110.25,
      n: 40,
      unit: 'ms',
      dataset: 'random',
      dataset_version: 'sglang; backend=sglang; random_input_len=1024; random_output_len=128; random_range_ratio=0.5',
      slice: { ...at, concurrency: '16', stat: 'p50' },
      pointer: '/0/median_ttft_ms',
    })
    expect(rowOf(report, { metric: 'e2e_latency', slice: { request_rate: '4', stat: 'p99' } }).value).toBe(1900.5)
    expect(rowOf(report, { metric: 'total_throughput', slice: { request_rate: '4' } }).value).toBe(4388.5)
    expect(rowOf(report, { metric: 'concurrency', slice: { request_rate: '4' } }).value).toBe(5.7)
  })

  it('has no number of errors where the file counts none', () => {
    const row = rowOf(report, { metric: 'error_rate', slice: { request_rate: '4' } })
    expect(row).toMatchObject({ value: null, missing: 'absent', warnings: [expect.stringContaining('how many')] })
    expect(rowOf(report, { metric: 'error_rate', slice: { request_rate: '8', run: '1' } }).value).toBeCloseTo(
      4 / 84,
      12,
    )
  })

  it('numbers runs of the same test, and takes none of them in silence', () => {
    const address = { metric: 'p99_ttft_ms', slice: { request_rate: '8' } }
    expect(() => rowOf(report, address)).toThrow('run 2')
    expect(rowOf(report, { metric: 'p99_ttft_ms', slice: { request_rate: '8', run: '2' } })).toMatchObject({
      value: 650,
      pointer: '/2/p99_ttft_ms',
    })
    expect(rowOf(report, { metric: 'p99_ttft_ms', slice: { request_rate: '4' } }).slice).not.toHaveProperty('run')
  })

  it('reads one line alone, with the model of the server', () => {
    const [line] = loadValue<Record<string, unknown>[]>('sglang-bench-serving-0.5.jsonl')
    const one = readValue({ ...line, server_info: { model_path: 'acme/support-llm' }, tag: 'nightly' })
    expect(one.format).toBe('sglang')
    expect(rowOf(one, { metric: 'ttft', slice: { stat: 'mean' } })).toMatchObject({
      model: 'acme/support-llm',
      slice: { tag: 'nightly' },
    })
  })

  it('is no longer recognised when a line is something else', () => {
    const lines = loadValue<Record<string, unknown>[]>('sglang-bench-serving-0.5.jsonl')
    expect(readValue([...lines, { note: 1 }]).format).toBe('json')
  })
})
