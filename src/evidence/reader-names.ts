/** Names of the report readers, for `format:` and `report-format`; `auto` stands for "look at the content". */
export const READER_NAMES = [
  'canonical',
  'lm-eval',
  'promptfoo',
  'wandb-summary',
  'vllm',
  'sglang',
  'aiperf',
  'genai-perf',
  'guidellm',
  'inference-perf',
  'llmperf',
  'llm-d',
  'sagemaker',
  'mlflow',
  'json',
] as const
export type ReaderName = (typeof READER_NAMES)[number]
