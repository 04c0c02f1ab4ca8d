import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { ReportError } from '../../../src/errors.ts'
import { parseFile } from '../../../src/evidence/containers/parse-file.ts'
import { unpack } from '../../../src/evidence/containers/unpack.ts'
import { fitOfEach, readReport } from '../../../src/evidence/read-report.ts'
import { READER_NAMES } from '../../../src/evidence/reader-names.ts'
import { FIXTURE_DIR, fixture, mutable, readFixture, readText, readValue } from './fixture.ts'

const FIXTURES: readonly (readonly [string, string])[] = [
  ['canonical.json', 'canonical'],
  ['lm-eval-current.json', 'lm-eval'],
  ['lm-eval-legacy.json', 'lm-eval'],
  ['promptfoo.json', 'promptfoo'],
  ['wandb-summary.json', 'wandb-summary'],
  ['plain.json', 'json'],
  ['plain.yaml', 'json'],
  ['records.jsonl', 'json'],
  ['inspect-0.3.285.eval', 'inspect'],
  ['inspect-0.3.285.json', 'inspect'],
  ['junit.xml', 'junit'],
  ['csv-wide.csv', 'csv'],
  ['model-card.md', 'model-index'],
  ['eval-results.yaml', 'model-index'],
  ['aiperf-0.10.json', 'aiperf'],
  ['genai-perf-0.0.13.json', 'genai-perf'],
  ['guidellm-0.5.json', 'guidellm'],
  ['inference-perf-0.3-stage.json', 'inference-perf'],
  ['llm-d-0.1.yaml', 'llm-d'],
  ['llm-d-0.2.1.yaml', 'llm-d'],
  ['llmperf-2023-08-31.json', 'llmperf'],
  ['mlflow-2-metrics.json', 'mlflow'],
  ['mlflow-3-run.json', 'mlflow'],
  ['sagemaker-clarify-1.0.json', 'sagemaker'],
  ['sagemaker-model-card-1.0.json', 'sagemaker'],
  ['sagemaker-model-monitor.json', 'sagemaker'],
  ['sglang-bench-serving-0.5.jsonl', 'sglang'],
  ['vllm-bench-serve-0.11.json', 'vllm'],
  ['deepeval-3.9-latest.json', 'deepeval'],
  ['deepeval-4.3-aggregates.json', 'deepeval'],
  ['deepeval-4.3-run.json', 'deepeval'],
  ['every-eval-ever-0.3-samples.json', 'every-eval-ever'],
  ['every-eval-ever-0.3.json', 'every-eval-ever'],
  ['evidently-0.4-report.json', 'evidently'],
  ['evidently-0.4-testsuite.json', 'evidently'],
  ['evidently-0.7-snapshot.json', 'evidently'],
  ['helm-0.5-combined.json', 'helm'],
  ['helm-0.5-per-instance-stats.json', 'helm'],
  ['helm-0.5-stats.json', 'helm'],
  ['lighteval-0.13.json', 'lighteval'],
  ['lighteval-0.3-old.json', 'lighteval'],
  ['lm-eval-0.4.9-samples.json', 'lm-eval'],
  ['mteb-1.0-legacy.json', 'mteb'],
  ['mteb-2.1-models.json', 'mteb'],
  ['mteb-2.1-task.json', 'mteb'],
  ['ragas-0.1-columns.json', 'ragas'],
  ['ragas-0.4-records.json', 'ragas'],
  ['sklearn-1.7.json', 'sklearn'],
  ['weave-0.52.json', 'weave'],
]

function thrownBy(read: () => unknown): ReportError {
  try {
    read()
  } catch (thrown) {
    if (thrown instanceof ReportError) return thrown
    throw thrown
  }
  throw new Error('nothing was thrown')
}

describe('readReport with auto', () => {
  it.each(FIXTURES)('recognises %s as %s', (name, format) => {
    expect(readFixture(name).format).toBe(format)
    expect(readFixture(name, format)).toEqual(readFixture(name))
  })

  it.each(FIXTURES)('reads %s the same with its keys the other way round', (name, format) => {
    if (!name.endsWith('.json')) return
    const document = mutable(name)
    if (Array.isArray(document)) return
    const turned = Object.fromEntries(Object.entries(document).reverse())
    const bySource = (rows: readonly { pointer: string }[]) =>
      [...rows].sort((a, b) => a.pointer.localeCompare(b.pointer))
    const [one, other] = [readValue(document), readValue(turned)]
    expect(other.format).toBe(format)
    expect(bySource(other.rows)).toEqual(bySource(one.rows))
  })

  it('has an expectation for every fixture', () => {
    expect(FIXTURES.map(([name]) => name).sort()).toEqual(readdirSync(FIXTURE_DIR).sort())
  })

  // The matrix: every fixture past every reader. A second reader that is sure would make the file an error for its user.
  it.each(FIXTURES)('%s fits no reader but %s', (name, format) => {
    const { document, container } = parseFile(unpack(fixture(name), name, 1_000_000))
    const fits = fitOfEach(document, container)
    const sure = fits.filter(({ fit }) => fit === 'yes').map((one) => one.name)
    expect(sure.length === 0 ? fits.filter(({ fit }) => fit === 'maybe').map((one) => one.name) : sure).toEqual([
      format,
    ])
  })

  it('does not take LightEval for lm-eval', () => {
    expect(readValue({ ...mutable('lm-eval-legacy.json'), config_general: {}, config_tasks: {} }).format).toBe(
      'lighteval',
    )
  })

  it('asks which, when several formats fit', () => {
    const both = { ...mutable('canonical.json'), _wandb: {} }
    expect(() => readValue(both)).toThrow('fits several formats: canonical, wandb-summary')
  })

  it.each([
    ['{}', 'It is an empty map (2 bytes).'],
    ['{"a": "x", "b": [null]}', 'Its top-level keys: "a", "b" (23 bytes).'],
    [`{${Array.from({ length: 12 }, (_, index) => `"k${index}": "x"`).join()}}`, '"k7" and 4 more'],
    ['[]', 'It is a list of 0 (2 bytes).'],
    ['"0.9"', 'It is a single value'],
  ])('says what %.40j looked like', (text, message) => {
    const error = thrownBy(() => readText(text))
    expect(error.code).toBe('report-format-unknown')
    expect(error.message).toContain(message)
  })

  it('reads a list of numbers for selectors only', () => {
    expect(readText('[{"p95": 12}]')).toMatchObject({ format: 'json', rows: [] })
    expect(readText('[NaN]').rows).toEqual([])
  })
})

describe('readReport with a named format', () => {
  it.each([
    ['lm-eval', '"results" (task → metrics)'],
    ['promptfoo', '"results.version", "results.stats", "results.prompts"'],
    ['canonical', '"schema": "model-promotion-gate/evaluation-report"'],
  ])('says what the file lacks for %s', (format, lacks) => {
    const error = thrownBy(() => readValue({ acc: 1 }, format))
    expect(error.code).toBe('report-format-unknown')
    expect(error.message).toContain(lacks)
    expect(error.message).toContain('"acc"')
  })

  it('says that a task has to be a map, and that a format needs a map at the top', () => {
    expect(() => readValue({ results: { a: 1 }, versions: {}, config: {} }, 'lm-eval')).toThrow('a map for each task')
    for (const format of READER_NAMES) expect(() => readText('3', format, 'r.json')).toThrow(ReportError)
    expect(() => readValue({ a: 'x' }, 'auto')).toThrow(ReportError)
  })

  it('takes a report that is cut down to its results, and one of nothing but nulls, when the format is named', () => {
    const [row] = readValue({ results: { arc: { 'acc,none': 0.7 } } }, 'lm-eval').rows
    expect(row).toMatchObject({ metric: 'acc', task: 'arc', filter: 'none', value: 0.7 })
    expect(readValue({ accuracy: null }, 'json').rows).toEqual([
      expect.objectContaining({ metric: 'accuracy', value: null, missing: 'null' }),
    ])
    expect(readValue({ loss: { min: 0.1 } }, 'wandb-summary').rows).toMatchObject([{ metric: 'loss', scorer: 'min' }])
    expect(() => readText('[1]', 'wandb-summary', 'r.json')).toThrow('a map at the top')
  })

  it('knows lm-evaluation-harness by its keys alone', () => {
    expect(readValue({ results: { arc: { 'acc,none': 0.7 } } }, 'auto').format).toBe('lm-eval')
    expect(readValue({ results: { arc: { acc: 0.7 } } }, 'auto').format).toBe('json')
  })

  it('suggests the name that was meant', () => {
    const error = thrownBy(() => readValue({ acc: 1 }, 'lmeval'))
    expect(error.message).toContain('Did you mean "lm-eval"?')
    expect(error.hint).toContain('wandb-summary')
    expect(thrownBy(() => readValue({ acc: 1 }, 'xml')).message).not.toContain('Did you mean')
  })
})

describe('readReport and other files', () => {
  it.each([
    ['r.txt', '<html>', 'report-format-unknown', 'is an HTML page'],
    ['r.txt', '\n<!DOCTYPE html><p>', 'report-format-unknown', 'is an HTML page'],
    ['r.txt', 'just words, and more', 'report-format-unknown', 'is plain text'],
    ['r.txt', 'a: [', 'report-format-unknown', 'neither JSON, YAML nor CSV'],
    ['r.csv', 'a,b\n1,2\n3,4', 'report-format-unknown', 'It is a list of 2'],
    ['r.csv', 'q,[echo] A: {{q}}\nx,y', 'report-format-unknown', 'It is a list of 1'],
    ['r.md', '# Card\n\n---\na: 1\n---\n', 'report-format-unknown', 'without YAML front matter'],
    ['r.xml', '<coverage line-rate="0.9"/>', 'report-format-unknown', 'Its top-level keys: "name"'],
    ['r.json', 'a: 1', 'report-unreadable', 'r.json:1:1: expected a value'],
    ['r.jsonl', '{"a":1}\n{"a":2,}', 'report-unreadable', 'r.jsonl:2:8: expected a key'],
    ['r.jsonl', '{"a":1} {"a":2}', 'report-unreadable', 'r.jsonl:1:9: expected the end of the line'],
    ['r.jsonl', '{"a":1}\n{"a":\n2}', 'report-unreadable', 'r.jsonl:2:1: the value that starts here'],
    ['r.json', '{"a":1}\n{"a"', 'report-unreadable', 'r.json:2:5: expected ":"'],
    ['r.json', '{"a":1}{"a":2}', 'report-unreadable', 'a second document starts here'],
    ['r.yaml', 'a: [', 'report-unreadable', 'r.yaml:1:'],
    ['r.yml', 'a: text', 'report-format-unknown', 'No reader fits'],
    ['r.json', '', 'report-unreadable', 'is empty'],
  ])('%s with %j → %s', (file, text, code, message) => {
    const error = thrownBy(() => readText(text, 'auto', file))
    expect(error.code).toBe(code)
    expect(error.message).toContain(message)
  })

  it('reads YAML without an ending that says so', () => {
    expect(readText('acc: 0.5', 'auto', 'metrics').rows).toHaveLength(1)
    expect(readText('- 1\n- 2', 'auto', 'metrics').rows).toHaveLength(0)
  })

  it('reads 200 levels and more', () => {
    const report = readText(`${'{"a":'.repeat(999)}{"b":1}${'}'.repeat(999)}`)
    expect(report.rows).toMatchObject([{ metric: 'b', value: 1 }])
  })

  it('never throws anything but a report error, whatever happens to the bytes', () => {
    const files = FIXTURES.map(([name]) => [name, fixture(name)] as const)
    const change = fc.record({
      at: fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
      byte: fc.oneof(fc.integer({ min: 0, max: 255 }), fc.constantFrom(...Buffer.from('{}[],:"\\0-Ne\n'))),
    })
    const mutation = fc.record({
      file: fc.constantFrom(...files),
      changes: fc.array(change, { minLength: 1, maxLength: 4 }),
      cut: fc.option(fc.double({ min: 0, max: 1, noNaN: true })),
    })
    fc.assert(
      fc.property(mutation, ({ file: [name, original], changes, cut }) => {
        const bytes = original.slice(0, cut === null ? original.length : Math.floor(cut * original.length))
        for (const { at, byte } of changes) bytes[Math.floor(at * bytes.length)] = byte
        try {
          const report = readReport({ bytes, file: name, format: 'auto' })
          for (const row of report.rows) expect(row.value === null || Number.isFinite(row.value)).toBe(true)
        } catch (thrown) {
          if (!(thrown instanceof ReportError)) throw thrown
        }
      }),
      { numRuns: 600 },
    )
  })

  it('survives any value in any place of a known report', () => {
    const names = FIXTURES.map(([name]) => name).filter((name) => name.endsWith('.json'))
    fc.assert(
      fc.property(fc.constantFrom(...names), fc.nat(), fc.jsonValue({ maxDepth: 2 }), (name, pick, value) => {
        const document = mutable(name)
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
        try {
          for (const row of readValue(document).rows)
            expect(row.value === null || Number.isFinite(row.value)).toBe(true)
        } catch (thrown) {
          if (!(thrown instanceof ReportError)) throw thrown
        }
      }),
      { numRuns: 500 },
    )
  })
})

// Files of real tools; they are not part of this repository (SAMPLES_DIR names the folder).
const samples = resolve(process.env['SAMPLES_DIR'] ?? join(import.meta.dirname, '../../../../shared/samples'))
const available = existsSync(samples)
if (!available) console.warn(`No samples of real reports in ${samples}: their tests are left out.`)
const whenAvailable = available ? describe : describe.skip

whenAvailable('readReport on files of real tools', () => {
  /** File → its reader, or `refused: ` and a part of the message. */
  const expected: Readonly<Record<string, string>> = {
    'every-eval-ever/eval.schema.json': 'json',
    'helm/run_spec.json': 'json',
    'helm/scenario.json': 'refused: No reader fits helm/scenario.json. Its top-level keys: "name"',
    'huggingface/model-index.md': 'model-index',
    'inspect-ai/mmlu-summary-choices.eval': 'inspect',
    'inspect-ai/popularity.json': 'inspect',
    'deepeval/test_run_sample.json': 'deepeval',
    'every-eval-ever/aggregate.json': 'every-eval-ever',
    'helm/stats.json': 'helm',
    'mteb/GIST_BIOSSES.json': 'mteb',
    'mteb/gte-Qwen1.5_AILAStatutes_with-NaN.json': 'mteb',
    'sklearn/classification_report.json': 'sklearn',
    'lm-eval/legacy_0.3_five-shot_step83000.json': 'lm-eval',
    'lm-eval/results_0.4.9.2_math_two_tasks.json': 'lm-eval',
    'promptfoo/generated_0.121.20.csv': 'refused: the column "Status" is named twice',
    'promptfoo/generated_0.121.20_two-prompts.json': 'promptfoo',
    'promptfoo/generated_input_promptfooconfig.yaml': 'json',
    'sglang/llama_405b_online_output.jsonl': 'sglang',
    'wandb/wandb-summary.json': 'wandb-summary',
    'inference-perf/stage_0_lifecycle_metrics.json': 'inference-perf',
    'llm-d/br_v0_1_example.yaml': 'llm-d',
    'llmperf/summary_anyscale_13b.json': 'llmperf',
    'sagemaker/clarify_bias.json': 'sagemaker',
    'sagemaker/model_monitor_model_quality_binary_classification.json': 'sagemaker',
  }
  const files = available
    ? readdirSync(samples, { recursive: true, encoding: 'utf8' }).filter(
        (file) => /\.\w+$/.test(file) && !file.endsWith('README.md'),
      )
    : []

  it('has an expectation for every file', () => {
    expect(Object.keys(expected).sort()).toEqual([...files].sort())
  })

  it.each(Object.entries(expected))('takes %s for %s', (file, wanted) => {
    const read = () => readReport({ bytes: readFileSync(join(samples, file)), file, format: 'auto' })
    if (wanted.startsWith('refused: ')) expect(thrownBy(read).message).toContain(wanted.slice('refused: '.length))
    else expect(read().format).toBe(wanted)
  })
})
