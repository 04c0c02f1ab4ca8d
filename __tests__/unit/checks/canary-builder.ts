import type { CanaryInput } from '../../../src/checks/canary.ts'
import type { ReportInput } from '../../../src/checks/report.ts'
import type { CanaryRule } from '../../../src/config/gate-config.ts'
import type { Evidence } from '../../../src/evidence/report.ts'
import { AT, metricCheck, version } from './facts-builder.ts'
import { change, rule } from './statistics-builder.ts'

/** Valid defaults: v7 has been beside v6 for 25 hours, 24 are asked for; each test states only what it is about. */

export const START = '2026-03-09T09:00:00.000Z'
export const NOW = '2026-03-10T10:00:00.000Z'
export const V7 = version({ version: 'v7', artifactId: 'artifact-7', aliases: ['production-canary'] })
export const V6 = version({ version: 'v6', artifactId: 'artifact-6', aliases: ['production'] })

export const CHECK = metricCheck(
  { maxRegression: change(0.02) },
  {
    direction: 'higher_is_better',
    statistics: rule('sequential', 0.95),
    minSamples: 500,
    onInconclusive: 'pending',
    unit: 'fraction',
  },
)

export function canaryRule(over: Partial<CanaryRule> = {}): CanaryRule {
  return {
    against: null,
    bakeSeconds: 24 * 3600,
    maxBakeSeconds: null,
    minSamples: 500,
    reports: { candidate: 'live', baseline: 'live' },
    metrics: [{ check: CHECK, samples: null, stderr: null }],
    onFail: 'rollback',
    at: AT,
    ...over,
  }
}

/** A report made at that time; null: it says none. */
export function liveReport(madeAt: string | null = NOW, over: Partial<Evidence> = {}): Omit<ReportInput, 'now'> {
  const loaded: Evidence = {
    name: 'live',
    location: { kind: 'path', text: 'live.json' },
    resolved: 'live.json',
    sha256: '0'.repeat(64),
    bytes: 2,
    gitBlob: 'blob',
    observedAt: NOW,
    locationClaims: [],
    report: {
      format: 'json',
      status: 'complete',
      rows: [],
      identity: [],
      warnings: [],
      document: {},
      ...(madeAt === null ? {} : { created_at: madeAt }),
    },
    ...over,
  }
  return { source: source(), loaded, identity: { kind: 'match', by: 'wandb-lineage' } }
}

export function source(): ReportInput['source'] {
  const location = { kind: 'path', text: 'live.json' } as const
  return { name: 'live', location, format: 'auto', identitySelect: null, unbound: 'fail', maxAgeSeconds: null, at: AT }
}

export function canaryInput(over: Partial<CanaryInput> = {}): CanaryInput {
  return {
    rule: canaryRule(),
    candidate: V7,
    canary: { alias: 'production-canary', holder: V7, since: { at: START, by: 'record' } },
    baseline: { kind: 'held', version: V6, since: { at: '2026-02-01T00:00:00.000Z', by: 'record' } },
    against: 'production',
    now: NOW,
    reports: { candidate: liveReport(), baseline: liveReport() },
    metrics: () => [],
    ...over,
  }
}
