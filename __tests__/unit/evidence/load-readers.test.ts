import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { ReportError } from '../../../src/errors.ts'
import { READER_NAMES } from '../../../src/evidence/reader-names.ts'
import type { EvaluationReport } from '../../../src/evidence/report.ts'
import { formatAddress } from '../../../src/evidence/row-index.ts'
import { fixture, readText, readValue, rowOf } from './fixture.ts'
import { LOAD_FIXTURES, linesAsList, loadValue, readLoad } from './load-fixture.ts'

const LOAD_TOOLS = ['vllm', 'sglang', 'aiperf', 'genai-perf', 'guidellm', 'inference-perf', 'llmperf', 'llm-d']
const OURS = [...LOAD_TOOLS, 'sagemaker', 'mlflow']
/** Pairs that read each other's files when they are told to: the same metrics in the same places. */
const RELATED: readonly string[] = ['aiperf genai-perf', 'genai-perf aiperf', 'sglang vllm']

/** A report, or the ReportError that came instead; anything else thrown fails the test. */
function attempt(read: () => EvaluationReport): EvaluationReport | ReportError {
  try {
    return read()
  } catch (thrown) {
    if (thrown instanceof ReportError) return thrown
    throw thrown
  }
}

describe('recognition', () => {
  it.each(LOAD_FIXTURES)('%s is %s, and nothing else', (file, format) => {
    expect(readLoad(file).format).toBe(format)
    const named = OURS.filter((name) => !(attempt(() => readLoad(file, name)) instanceof ReportError))
    expect(named.filter((name) => name !== format && !RELATED.includes(`${format} ${name}`))).toEqual([])
    expect(named).toContain(format)
  })

  it('keeps off the fixtures of other readers', () => {
    for (const [file, format] of [
      ['canonical.json', 'canonical'],
      ['lm-eval-current.json', 'lm-eval'],
      ['promptfoo.json', 'promptfoo'],
      ['wandb-summary.json', 'wandb-summary'],
      ['plain.json', 'json'],
      ['plain.yaml', 'json'],
    ] as const) {
      expect([file, readLoad(file).format]).toEqual([file, format])
      const taken = OURS.filter((name) => !(attempt(() => readLoad(file, name)) instanceof ReportError))
      // A flat map of numbers may come from MLflow; only its user knows.
      expect(taken.filter((name) => name !== 'mlflow')).toEqual([])
    }
  })

  it('takes no table of texts for a result', () => {
    const texts = (row: object) => Object.fromEntries(Object.entries(row).map(([key, value]) => [key, String(value)]))
    const table = [texts(loadValue('vllm-bench-serve-0.11.json')), { n: 1 }]
    expect(readValue(table).format).toBe('json')
    const lines = loadValue<object[]>('sglang-bench-serving-0.5.jsonl').map((line) => ({ ...texts(line), n: 1 }))
    expect(OURS.filter((name) => !(attempt(() => readValue(lines.map(texts), name)) instanceof ReportError))).toEqual(
      [],
    )
    expect(readValue([{ key: 'a', value: '0.5', timestamp: '1', n: 1 }]).format).toBe('json')
  })

  it('has a fixture for each of its readers, and each is a name that people may write', () => {
    expect([...new Set(LOAD_FIXTURES.map(([, format]) => format))].toSorted()).toEqual(OURS.toSorted())
    for (const name of OURS) expect(READER_NAMES).toContain(name)
  })

  it.each(LOAD_FIXTURES)('%s is the same with its keys the other way round', (file, format) => {
    if (file.endsWith('.yaml')) return
    const document = loadValue(file)
    const turned = Array.isArray(document) ? document.map(reversed) : reversed(document)
    const sorted = (report: EvaluationReport) =>
      report.rows
        .map((row) => JSON.stringify([formatAddress(row), row.value, row.pointer, row.dataset_version]))
        .toSorted()
    const [one, other] = [readValue(document), readValue(turned)]
    expect(other.format).toBe(format)
    expect(sorted(other)).toEqual(sorted(one))
  })
})

function reversed(map: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(map).reverse())
}

describe('one naming for all load tests', () => {
  const loads = LOAD_FIXTURES.filter(([, format]) => LOAD_TOOLS.includes(format)).map(
    ([file]) => [file, readLoad(file)] as const,
  )

  it.each(loads)('%s: the same units and directions under the same names', (_file, report) => {
    for (const row of report.rows) {
      const stat = row.slice?.['stat']
      if (['ttft', 'tpot', 'itl', 'e2e_latency'].includes(row.metric)) {
        expect(row).toMatchObject({ unit: 'ms', slice: { stat: expect.any(String) } })
        expect(row.direction).toBe(stat === 'std' ? undefined : 'lower_is_better')
      }
      if (/^(request|input|output|total)_throughput$/.test(row.metric)) {
        expect(row.unit).toBe(row.metric === 'request_throughput' ? 'requests/s' : 'tokens/s')
        expect(row.direction).toBe('higher_is_better')
        expect(stat).toBeUndefined()
      }
      expect(row.stderr).toBeUndefined()
    }
  })

  it.each(loads)('%s: every number has one address', (_file, report) => {
    const addresses = report.rows.map((row) => JSON.stringify([row.metric, Object.entries(row.slice ?? {}).toSorted()]))
    expect(addresses.filter((address, index) => addresses.indexOf(address) !== index)).toEqual([])
  })

  it.each(loads)('%s: the errors are told, or said to be unknown', (_file, report) => {
    const errors = report.rows.filter(({ metric }) => metric === 'errors')
    const rates = report.rows.filter(({ metric }) => metric === 'error_rate')
    expect(errors.length).toBeGreaterThan(0)
    expect(rates).toHaveLength(errors.length)
    for (const row of [...errors, ...rates]) expect(row.value !== null || row.warnings !== undefined).toBe(true)
  })

  it.each(loads)('%s: the workload is named after its tool', (_file, report) => {
    for (const row of report.rows) expect(row.dataset_version?.split(';')[0]).toBe(report.format)
  })
})

describe('damaged files', () => {
  const texts = LOAD_FIXTURES.map(([file]) => {
    const text = file.endsWith('.jsonl') ? linesAsList(fixture(file)) : Buffer.from(fixture(file)).toString('utf8')
    return { text, name: file.endsWith('.yaml') ? 'report.yaml' : 'report.json', format: readLoad(file).format }
  })

  it.each(texts)('$format: cut off, or empty', ({ text, name, format }) => {
    expect(attempt(() => readText('', format, name))).toBeInstanceOf(ReportError)
    expect(attempt(() => readText(text.slice(0, text.length / 3), format, name))).toBeInstanceOf(ReportError)
    for (const empty of ['{}', '[]', 'null', '3', '[{}]', '[3]']) {
      const read = attempt(() => readText(empty, format, 'report.json'))
      if (!(read instanceof ReportError)) throw new Error(`${format} reads ${empty}`)
    }
  })

  it.each(texts)('$format: a key that stands there twice', ({ text, name, format }) => {
    const doubled = name === 'report.yaml' ? `${text}\nversion: 2\n` : text.replace('{', '{"same": 1, "same": 2, ')
    const error = attempt(() => readText(doubled, format, name))
    expect(error).toBeInstanceOf(ReportError)
    expect(String(error)).toMatch(/twice|duplicate/i)
  })

  it('survives any value in any place, under its own name too', () => {
    const names = LOAD_FIXTURES.filter(([file]) => !file.endsWith('.yaml'))
    const odd = fc.oneof(fc.jsonValue({ maxDepth: 2 }), fc.constantFrom({ length: 'x' }, { __proto__: null }, [[]]))
    fc.assert(
      fc.property(fc.constantFrom(...names), fc.nat(), odd, fc.boolean(), ([file, format], pick, value, named) => {
        const document = loadValue(file)
        const places: [Record<string, unknown>, string][] = []
        const walk = (node: unknown): void => {
          if (typeof node !== 'object' || node === null) return
          for (const key of Object.keys(node)) {
            places.push([node as Record<string, unknown>, key])
            walk((node as Record<string, unknown>)[key])
          }
        }
        walk(document)
        const [parent, key] = places[pick % places.length] ?? [document, 'x']
        parent[key] = value
        const report = attempt(() => readValue(document, named ? format : 'auto'))
        if (report instanceof ReportError) return
        for (const row of report.rows) {
          expect(row.value === null || Number.isFinite(row.value)).toBe(true)
          expect(row.value === null).toBe(row.missing !== undefined)
          expect(Object.values(row.slice ?? {}).every((part) => typeof part === 'string')).toBe(true)
        }
      }),
      { numRuns: 500 },
    )
  })

  it('survives any change of bytes', () => {
    const change = fc.record({
      at: fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
      byte: fc.constantFrom(...Buffer.from('{}[],:"\\0-NeI\n')),
    })
    fc.assert(
      fc.property(
        fc.constantFrom(...texts),
        fc.array(change, { minLength: 1, maxLength: 3 }),
        ({ text, name }, changes) => {
          const bytes = Buffer.from(text)
          for (const { at, byte } of changes) bytes[Math.floor(at * bytes.length)] = byte
          attempt(() => readText(bytes.toString('utf8'), 'auto', name))
        },
      ),
      { numRuns: 150 },
    )
  })
})

// Files of real tools; they are not part of this repository (SAMPLES_DIR names the folder).
const samples = resolve(process.env['SAMPLES_DIR'] ?? join(import.meta.dirname, '../../../../shared/samples'))
const available = existsSync(samples)
if (!available) console.warn(`No samples of real reports in ${samples}: their tests are left out.`)
const whenAvailable = available ? describe : describe.skip

whenAvailable('files of real tools', () => {
  const sample = (file: string) => {
    const bytes = readFileSync(join(samples, file))
    if (file.endsWith('.jsonl')) return readText(linesAsList(bytes))
    return readText(bytes.toString('utf8'), 'auto', file)
  }

  it('SGLang: six runs, told apart by data set and rate', () => {
    const report = sample('sglang/llama_405b_online_output.jsonl')
    expect(report).toMatchObject({ format: 'sglang', status: 'complete' })
    const p50 = (dataset: string, rate: string) =>
      rowOf(report, { metric: 'ttft', slice: { dataset, request_rate: rate, stat: 'p50' } }).value
    expect(p50('random', '8')).toBe(123718.62683666404)
    expect(p50('sharegpt', '8')).toBe(294.7253850288689)
    expect(() => rowOf(report, { metric: 'ttft', slice: { request_rate: '8', stat: 'p50' } })).toThrow('many')
  })

  it('inference-perf: a stage', () => {
    const report = sample('inference-perf/stage_0_lifecycle_metrics.json')
    expect(report).toMatchObject({ format: 'inference-perf', status: 'complete' })
    expect(rowOf(report, { metric: 'time_to_first_token', slice: { request_rate: '1', stat: 'p99.9' } })).toMatchObject(
      {
        value: 0.042598067724495196,
        pointer: '/successes/latency/time_to_first_token/p99.9',
        n: 60,
      },
    )
    expect(rowOf(report, { metric: 'ttft', slice: { stat: 'p99' } }).value).toBeCloseTo(42.51505806925707, 9)
    expect(rowOf(report, { metric: 'error_rate' })).toMatchObject({ value: 0, n: 60 })
  })

  it('LLMPerf: a summary of the leaderboard', () => {
    const report = sample('llmperf/summary_anyscale_13b.json')
    expect(report).toMatchObject({ format: 'llmperf', created_at: '2023-12-21T05:20:16.000Z' })
    expect(rowOf(report, { metric: 'results_ttft_s_quantiles_p99' })).toMatchObject({
      value: 0.4964714485800012,
      n: 150,
    })
    expect(rowOf(report, { metric: 'results_number_output_tokens_max' }).value).toBe(152)
  })

  it('llm-d: 0.1, with a request left over and a stop before its start', () => {
    const report = sample('llm-d/br_v0_1_example.yaml')
    expect(report).toMatchObject({ format: 'llm-d', status: 'partial' })
    expect(report).not.toHaveProperty('created_at')
    expect(rowOf(report, { metric: 'ttft', slice: { stat: 'p90' } })).toMatchObject({
      value: 2.26959549135063,
      model: 'deepseek-ai/DeepSeek-R1-0528',
    })
    expect(rowOf(report, { metric: 'incomplete' }).value).toBe(1)
  })

  it('SageMaker: bias and model quality', () => {
    const bias = sample('sagemaker/clarify_bias.json')
    expect(rowOf(bias, { metric: 'AD', slice: { facet: 'Gender', facet_value: '0' } }).value).toBe(-0.11415724421435)
    const quality = sample('sagemaker/model_monitor_model_quality_binary_classification.json')
    expect(quality.rows).toHaveLength(17)
    expect(rowOf(quality, { metric: 'auc' })).toMatchObject({ value: 1, stderr: 0.1 })
    expect(rowOf(quality, { metric: 'f1' })).not.toHaveProperty('stderr')
  })
})
