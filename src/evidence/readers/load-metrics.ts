import type { Direction } from '../report.ts'

interface LoadMetricFacts {
  /** The unit that its rows are in, whatever the tool writes; undefined: a plain count. */
  readonly unit?: string
  readonly direction?: Direction
  /** Measured for each request or token: its rows carry a statistic. */
  readonly timed: boolean
}

const LATENCY = { unit: 'ms', direction: 'lower_is_better', timed: true } as const
const TOKENS = { unit: 'tokens/s', direction: 'higher_is_better', timed: false } as const
const REQUESTS = { unit: 'requests/s', direction: 'higher_is_better', timed: false } as const

/**
 * Metrics that mean the same in every reader of load tests, so that a check can move from one tool to another. A number
 * of a tool gets one of these names only where the tool computes just that; documented in docs/evidence/load-tests.md.
 */
const LOAD_METRICS = {
  /** From sending a request to its first token. */
  ttft: LATENCY,
  /** Of one request: (end-to-end latency − ttft) / (output tokens − 1). */
  tpot: LATENCY,
  /** Between two tokens, over all gaps of all requests. */
  itl: LATENCY,
  /** From sending a request to its last token. */
  e2e_latency: LATENCY,
  request_throughput: REQUESTS,
  input_throughput: TOKENS,
  output_throughput: TOKENS,
  total_throughput: TOKENS,
  /** Requests in a second that kept all limits given to the tool. */
  goodput: REQUESTS,
} as const satisfies Readonly<Record<string, LoadMetricFacts>>

export type LoadMetric = keyof typeof LOAD_METRICS

export function loadMetricFacts(metric: LoadMetric): LoadMetricFacts {
  return LOAD_METRICS[metric]
}

/** Spelling of a unit in lower case → the unit of our rows, and what one of it is in that unit. */
const UNITS: ReadonlyMap<string, readonly [unit: string, factor: number]> = new Map([
  ['ms', ['ms', 1]],
  ['milliseconds', ['ms', 1]],
  ['s', ['ms', 1000]],
  ['sec', ['ms', 1000]],
  ['seconds', ['ms', 1000]],
  ['us', ['ms', 0.001]],
  ['µs', ['ms', 0.001]],
  ['ns', ['ms', 0.000001]],
  ['requests/s', ['requests/s', 1]],
  ['requests/sec', ['requests/s', 1]],
  ['req/s', ['requests/s', 1]],
  ['queries/s', ['requests/s', 1]],
  ['requests/min', ['requests/s', 1 / 60]],
  ['tokens/s', ['tokens/s', 1]],
  ['tokens/sec', ['tokens/s', 1]],
  ['tok/s', ['tokens/s', 1]],
])

/** A number in the unit of a load metric; null when the tool's unit is unknown or of another kind. */
export function inUnitOf(metric: LoadMetric, value: number, unit: string): number | null {
  // "s/token": a time for each token is a time.
  const known = UNITS.get(
    unit
      .trim()
      .toLowerCase()
      .replace(/\/token$/, ''),
  )
  if (known === undefined || known[0] !== loadMetricFacts(metric).unit) return null
  return value * known[1]
}

/** One spelling for each statistic: `avg` → `mean`, `median` → `p50`, `p99p9` → `p99.9`, `stddev` → `std`. */
export function statName(written: string): string {
  const word = STATISTICS.get(written)
  return word ?? written.replace(/^p(\d+)p(\d+)$/, 'p$1.$2')
}

const STATISTICS: ReadonlyMap<string, string> = new Map([
  ['avg', 'mean'],
  ['average', 'mean'],
  ['median', 'p50'],
  ['stddev', 'std'],
  ['std_dev', 'std'],
])

/** Whether a key of a distribution names a statistic that rows are made of. */
export function isStatistic(key: string): boolean {
  return /^(mean|avg|median|min|max|std|stddev|std_dev|p\d+(?:[.p]\d+)?)$/.test(key)
}
