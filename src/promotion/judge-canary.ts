import { CANARY, evaluateCanary } from '../checks/canary.ts'
import type { CanaryBaseline } from '../checks/canary-window.ts'
import type { VersionFacts } from '../checks/facts.ts'
import type { Numbers } from '../checks/numbers.ts'
import type { ReportInput } from '../checks/report.ts'
import { group, type Verdict } from '../checks/verdict.ts'
import type { ReportSource } from '../config/gate-config.ts'
import type { ReportCode } from '../errors.ts'
import { indexReport } from '../evidence/row-index.ts'
import { type CanaryFacts, type CanaryReport, canaryReportNames, heldSince } from './canary-facts.ts'
import { compareNumber } from './canary-numbers.ts'
import { identityOf, usedReports } from './judge-evidence.ts'
import { NO_NUMBERS, numbersOf } from './numbers.ts'
import type { PromotionFacts } from './promotion-facts.ts'
import type { RecordRow } from './record.ts'
import { isAdoption } from './requests.ts'
import { newestStanding } from './standing.ts'

export interface CanaryJudgement {
  readonly verdicts: readonly Verdict[]
  /** The candidate's numbers, for the record. */
  readonly rows: readonly RecordRow[]
}

/** Compares the version with the one in use, where the stage asks for it. */
export function judgeCanary(facts: PromotionFacts): CanaryJudgement {
  const { canary, registry, request } = facts
  const { candidate } = registry
  if (request.stage.canary === undefined || candidate === null) return { verdicts: [], rows: [] }
  if (isAdoption(request)) return { verdicts: [notCompared(facts)], rows: [] }
  if (canary === undefined) return { verdicts: [group(CANARY, CANARY, [])], rows: [] }
  const baseline = baselineOf(canary)
  const rows: RecordRow[] = []
  const verdict = evaluateCanary({
    rule: canary.rule,
    candidate,
    canary: {
      alias: canary.canary.stage.alias,
      holder: canary.canary.registry.holder,
      since: heldSince(canary.canary.registry.records, canary.canary.events, candidate.artifactId),
    },
    baseline,
    against: canary.against.stage.alias,
    now: canary.canary.registry.serverTime,
    reports: {
      candidate: reportInput(canary, 'candidate', facts),
      baseline: baseline.kind === 'held' ? reportInput(canary, 'baseline', ofBaseline(facts, baseline.version)) : null,
    },
    metrics: () => compareAll(canary, baseline, rows),
  })
  const known = usedReports(facts).some(({ name }) => name === canary.reports.candidate?.source.name)
  return { verdicts: [verdict], rows: known ? [] : rows }
}

function baselineOf({ against }: CanaryFacts): CanaryBaseline {
  const { holder, records } = against.registry
  if (holder !== null) {
    return { kind: 'held', version: holder, since: heldSince(records, against.events, holder.artifactId) }
  }
  const recorded = newestStanding(records)?.to ?? null
  return recorded === null ? { kind: 'nobody' } : { kind: 'removed', version: recorded.version }
}

/** What says of the candidate which version a report is about says nothing of the version in use. */
export function ofBaseline(facts: PromotionFacts, version: VersionFacts): PromotionFacts {
  return {
    ...facts,
    registry: { ...facts.registry, candidate: version },
    reportVersion: null,
    fromSameChange: new Set(),
  }
}

function reportInput(
  canary: CanaryFacts,
  side: 'candidate' | 'baseline',
  facts: PromotionFacts,
): Omit<ReportInput, 'now'> {
  const report = canary.reports[side]
  if (report === null) {
    const message = `neither the gate config nor the input \`report\` says where the report of the ${side} lies`
    const source = unnamed(side, facts)
    return { source, loaded: { code: 'report-missing', message }, identity: { kind: 'none', note: message } }
  }
  const { source, loaded } = report
  if (loaded.ok) return { source, loaded: loaded.evidence, identity: identityOf(source, loaded, facts) }
  const { code, message } = loaded.problem
  return { source, loaded: { code: code as ReportCode, message }, identity: { kind: 'none', note: 'not read' } }
}

function unnamed(side: 'candidate' | 'baseline', { request }: PromotionFacts): ReportSource {
  const name = canaryReportNames(request.stage)?.[side] ?? side
  const { at } = request.stage
  const location = { kind: 'path', text: name } as const
  return { name, location, format: 'auto', identitySelect: null, unbound: 'fail', maxAgeSeconds: null, at }
}

function compareAll(canary: CanaryFacts, baseline: CanaryBaseline, rows: RecordRow[]): readonly Verdict[] {
  const { candidate, baseline: other } = canary.reports
  const report = candidate?.source.name ?? ''
  const numbers = {
    report,
    candidate: numbersIn(candidate),
    baseline: baseline.kind === 'held' ? { numbers: numbersIn(other), version: baseline.version.version } : null,
  }
  return canary.rule.metrics.map((metric) => {
    const { verdict, row } = compareNumber(metric, numbers)
    const { address } = metric.check
    if (row !== null) rows.push({ ...row, report, ...(address.by === 'select' ? { select: address.select } : {}) })
    return verdict
  })
}

function numbersIn(report: CanaryReport | null): Numbers {
  return report?.loaded.ok === true ? numbersOf(indexReport(report.loaded.evidence.report)) : NO_NUMBERS
}

/**
 * What was moved by hand has taken the place of what it would have been compared with; where no record names any other
 * version, there was none.
 */
function notCompared({ request, registry }: PromotionFacts): Verdict {
  const { stage } = request
  const isFirst = newestStanding(registry.records) === null
  const observed = isFirst
    ? 'no record names another version, so there was nothing to compare it with'
    : 'it was moved by hand, so no such comparison was made'
  const verdict: Verdict = {
    id: 'canary/window',
    kind: 'canary',
    status: isFirst ? 'pass' : 'fail',
    reason: isFirst ? 'first-promotion' : 'canary-window-unknown',
    label: 'compared with the version in use',
    detail: { type: 'fact', expected: 'at work beside the version in use before it took its place', observed },
    at: stage.canary?.at ?? stage.at,
    children: [],
  }
  return group(CANARY, CANARY, [verdict])
}
