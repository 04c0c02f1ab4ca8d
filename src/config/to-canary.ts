import type { CanaryInput, CanaryMetricInput } from './canary-schema.ts'
import type { CheckInput } from './check-schema.ts'
import { durationSeconds } from './duration.ts'
import type { CanaryMetric, CanaryRule, MetricAddress, MetricCheck } from './gate-config.ts'
import type { Path, YamlSource } from './yaml-source.ts'

interface Parts {
  readonly source: YamlSource
  readonly toCheck: (input: CheckInput, index: number, at: MetricCheck['at']) => MetricCheck
}

/** A canary that has passed schema and rules. */
export function toCanary(input: CanaryInput, path: Path, { source, toCheck }: Parts): CanaryRule {
  const { report, reports } = input
  return {
    against: input.against ?? null,
    bakeSeconds: typeof input.bake === 'number' ? 0 : durationSeconds(input.bake),
    maxBakeSeconds: input.max_bake === undefined ? null : durationSeconds(input.max_bake),
    minSamples: input.min_samples,
    reports: reports ?? (report === undefined ? null : { candidate: report, baseline: report }),
    metrics: input.metrics.map((metric, index) => {
      const check = toCheck(asCheck(metric, input), index, source.at([...path, 'metrics', index]))
      return toMetric(metric, { ...check, id: `canary/${index}` }, input)
    }),
    onFail: input.on_fail,
    at: source.keyAt(path),
  }
}

/** A check that fails unless it is shown not to be worse; what is not decided yet is waited for. */
function asCheck({ samples, stderr, ...metric }: CanaryMetricInput, canary: CanaryInput): CheckInput {
  return {
    ...metric,
    method: 'non-inferiority',
    confidence: canary.confidence,
    min_samples: canary.min_samples,
    severity: 'block',
    on_missing_metric: 'fail',
    on_missing_baseline: 'fail',
    on_inconclusive: 'pending',
  }
}

function toMetric(metric: CanaryMetricInput, check: MetricCheck, canary: CanaryInput): CanaryMetric {
  const samples = metric.samples ?? canary.samples
  return {
    check: { ...check, statistics: { method: 'sequential', confidence: canary.confidence } },
    samples: samples === undefined ? null : beside(samples, check.address),
    stderr: metric.stderr === undefined ? null : beside(metric.stderr, check.address),
  }
}

/** A selector as it stands; a name: the metric of that name at the same place. */
function beside(text: string, address: MetricAddress): MetricAddress {
  if (/^[/$]/.test(text)) return { by: 'select', select: text }
  return address.by === 'address' ? { ...address, metric: text } : { by: 'address', metric: text }
}
