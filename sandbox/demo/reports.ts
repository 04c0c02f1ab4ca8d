import { createHash } from 'node:crypto'

/** One task of an lm-evaluation-harness run: `metric,filter` → share of the samples that were right. */
export interface HarnessTask {
  readonly task: string
  readonly dataset: string
  readonly samples: number
  readonly scores: Readonly<Record<string, number>>
}

/**
 * A results file in the form of lm-evaluation-harness 0.4.9. The version stands where `--metadata '{"artifact": …}'`
 * puts it: in the metadata of every task.
 */
export function harnessReport(options: {
  readonly artifact: string
  readonly tasks: readonly HarnessTask[]
  readonly at: Date
  readonly chatTemplate: string | null
}): string {
  const { artifact, tasks, at, chatTemplate } = options
  const perTask = <T>(value: (task: HarnessTask) => T) =>
    Object.fromEntries(tasks.map((each) => [each.task, value(each)]))
  const local = './artifacts/support-llm'
  return json({
    results: perTask(resultsOf),
    group_subtasks: perTask(() => []),
    configs: perTask((each) => ({
      task: each.task,
      dataset_path: each.dataset,
      test_split: 'test',
      num_fewshot: 0,
      metric_list: metricNames(each).map((metric) => ({ metric, aggregation: 'mean', higher_is_better: true })),
      output_type: each.task === 'gsm8k' ? 'generate_until' : 'multiple_choice',
      repeats: 1,
      should_decontaminate: false,
      metadata: { version: 1.0, pretrained: local, artifact },
    })),
    versions: perTask(() => 1.0),
    'n-shot': perTask(() => 0),
    higher_is_better: perTask((each) => Object.fromEntries(metricNames(each).map((metric) => [metric, true]))),
    'n-samples': perTask((each) => ({ original: each.samples, effective: each.samples })),
    config: {
      model: 'hf',
      model_args: `pretrained=${local}`,
      model_num_parameters: 8030261248,
      model_dtype: 'torch.bfloat16',
      batch_size: '16',
      batch_sizes: [],
      device: 'cuda:0',
      use_cache: null,
      limit: null,
      bootstrap_iters: 100000,
      gen_kwargs: null,
      random_seed: 0,
      numpy_seed: 1234,
      torch_seed: 1234,
      fewshot_seed: 1234,
    },
    git_hash: '1f84a09f',
    date: at.getTime() / 1000,
    transformers_version: '4.57.6',
    lm_eval_version: '0.4.9.2',
    upper_git_hash: null,
    task_hashes: perTask((each) => sha256(each.task)),
    model_source: 'hf',
    model_name: local,
    model_name_sanitized: '.__artifacts__support-llm',
    system_instruction: null,
    system_instruction_sha: null,
    fewshot_as_multiturn: false,
    chat_template: chatTemplate,
    chat_template_sha: chatTemplate === null ? null : sha256(chatTemplate),
    start_time: 3391296.96253277,
    end_time: 3393974.694612052,
    total_evaluation_time_seconds: '2677.7320792819373',
  })
}

/** The harness estimates the error of a mean of zeros and ones from the samples. */
function resultsOf({ task, samples, scores }: HarnessTask): Readonly<Record<string, unknown>> {
  const entries = Object.entries(scores).flatMap(([key, value]) => {
    const [metric, filter] = key.split(',')
    return [
      [key, value],
      [`${metric}_stderr,${filter}`, Math.sqrt((value * (1 - value)) / (samples - 1))],
    ]
  })
  return { alias: task, ...Object.fromEntries(entries) }
}

function metricNames({ scores }: HarnessTask): readonly string[] {
  return [...new Set(Object.keys(scores).map((key) => key.split(',')[0] ?? ''))]
}

/** What a load generator writes: plain JSON, for which no reader is needed. */
export function loadReport(options: { readonly artifact: string; readonly p95: number; readonly at: Date }): string {
  const { artifact, p95, at } = options
  return json({
    artifact,
    created_at: at.toISOString(),
    status: 'completed',
    requests: { sent: 12000, failed: 0 },
    latency: { p50_ms: Math.round(p95 * 4.3) / 10, p95_ms: p95, p99_ms: Math.round(p95 * 13.7) / 10 },
    throughput: { requests_per_s: 41.7, output_tokens_per_s: 5120.4 },
  })
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}

function json(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`
}
