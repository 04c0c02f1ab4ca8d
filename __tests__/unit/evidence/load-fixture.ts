import type { EvaluationReport } from '../../../src/evidence/report.ts'
import { fixture, readFixture, readText } from './fixture.ts'

/** Fixtures of load tests and platform reports, with the reader that each belongs to. */
export const LOAD_FIXTURES: readonly (readonly [file: string, format: string])[] = [
  ['vllm-bench-serve-0.11.json', 'vllm'],
  ['sglang-bench-serving-0.5.jsonl', 'sglang'],
  ['aiperf-0.10.json', 'aiperf'],
  ['genai-perf-0.0.13.json', 'genai-perf'],
  ['guidellm-0.5.json', 'guidellm'],
  ['inference-perf-0.3-stage.json', 'inference-perf'],
  ['llmperf-2023-08-31.json', 'llmperf'],
  ['llm-d-0.1.yaml', 'llm-d'],
  ['llm-d-0.2.1.yaml', 'llm-d'],
  ['sagemaker-model-monitor.json', 'sagemaker'],
  ['sagemaker-clarify-1.0.json', 'sagemaker'],
  ['sagemaker-model-card-1.0.json', 'sagemaker'],
  ['mlflow-2-metrics.json', 'mlflow'],
  ['mlflow-3-run.json', 'mlflow'],
]

/** Reads a fixture; JSON Lines as the list of their records that a reader gets. */
export function readLoad(file: string, format = 'auto'): EvaluationReport {
  return file.endsWith('.jsonl')
    ? readText(linesAsList(fixture(file)), format, 'report.json')
    : readFixture(file, format)
}

export function linesAsList(bytes: Uint8Array): string {
  return `[${Buffer.from(bytes).toString('utf8').trim().split('\n').join(',')}]`
}

/** A JSON fixture as a value to be changed; bare NaN becomes null. */
export function loadValue<T extends object = Record<string, unknown>>(file: string): T {
  const text = file.endsWith('.jsonl') ? linesAsList(fixture(file)) : Buffer.from(fixture(file)).toString('utf8')
  return JSON.parse(text.replaceAll(/: NaN/g, ': null')) as T
}
