import { compareRows } from '../checks/comparable.ts'
import type { LimitOutcome, MetricDetail } from '../checks/detail.ts'
import type { RecordFacts, RecordVersion } from '../checks/facts.ts'
import { saysWhoHolds } from '../checks/moving-record.ts'
import { STATUSES, type Verdict } from '../checks/verdict.ts'
import type { MetricCheck } from '../config/gate-config.ts'
import type { ReportRow } from '../evidence/report.ts'
import { identityOf } from './judge-evidence.ts'
import type { PromotionFacts } from './promotion-facts.ts'
import { type RecordedMetric, recordedMetrics } from './recorded-metrics.ts'
import { numbersOfRows, type RecordedNumbers, rowsOfRecord } from './recorded-rows.ts'

/** How one metric came along: over the versions that held the stage, and the candidate. */
export interface MetricCourse {
  readonly label: string
  readonly report: string
  readonly unit?: string
  /** Oldest first, each version once; the candidate last. At least two. */
  readonly points: readonly { readonly version: string; readonly value: number }[]
  /** Those that do not depend on the baseline. */
  readonly limits: readonly { readonly limit: 'min' | 'max' | 'above' | 'below'; readonly bound: number }[]
  /** Versions whose number was measured otherwise (other data, another unit). */
  readonly leftOut: readonly string[]
}

const MOST_COURSES = 4
const MOST_POINTS = 12

/** Of the metrics that can block, the worst first; only where an earlier version has the number, too. */
export function metricCourses(facts: PromotionFacts, verdict: Verdict): readonly MetricCourse[] {
  const { candidate } = facts.registry
  if (candidate === null) return []
  const holdings = holdingsOf(facts.registry.records, candidate.artifactId)
  if (holdings.length === 0) return []
  const courses: MetricCourse[] = []
  for (const { node, detail } of blockingMetrics(verdict)) {
    const course = courseOf(node, detail, { facts, holdings, candidate: candidate.version })
    if (course !== null) courses.push(course)
    if (courses.length === MOST_COURSES) break
  }
  return courses
}

/** A version that held the stage, with what its newest record says of its numbers. */
interface Holding {
  readonly version: string
  readonly metrics: readonly RecordedMetric[]
  readonly rows: readonly ReportRow[]
  readonly numbers: RecordedNumbers
}

/** In the order in which the versions held the stage first, as far back as the records were read. */
function holdingsOf(records: readonly RecordFacts[], candidate: string): readonly Holding[] {
  const order = records.filter(saysWhoHolds).toReversed()
  const versions = new Map<string, RecordVersion>()
  for (const { to } of order) if (to !== null && to.artifactId !== candidate) versions.set(to.artifactId, to)
  return [...versions.values()].slice(-(MOST_POINTS - 1)).flatMap(({ artifactId, version }) => {
    const record = records.find((each) => each.to?.artifactId === artifactId && rowsOfRecord(each).length > 0)
    if (record === undefined) return []
    const rows = rowsOfRecord(record)
    return [{ version, rows, metrics: recordedMetrics(record), numbers: numbersOfRows(rows) }]
  })
}

interface Blocking {
  readonly node: Verdict
  readonly detail: MetricDetail & { readonly value: number }
}

function blockingMetrics(verdict: Verdict): readonly Blocking[] {
  const found: Blocking[] = []
  const waiting: Verdict[] = [verdict]
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    const { detail, severity = 'block' } = node
    if (detail?.type === 'metric' && detail.value !== null && severity === 'block')
      found.push({ node, detail: { ...detail, value: detail.value } })
    waiting.push(...node.children.toReversed())
  }
  return found.sort((a, b) => STATUSES.indexOf(b.node.status) - STATUSES.indexOf(a.node.status))
}

interface Course {
  readonly facts: PromotionFacts
  readonly holdings: readonly Holding[]
  readonly candidate: string
}

function courseOf(
  { id, label }: Verdict,
  detail: Blocking['detail'],
  { facts, holdings, candidate }: Course,
): MetricCourse | null {
  if (isOfAnother(facts, detail.report)) return null
  const check = facts.request.stage.checks.find((each) => each.id === id)
  const own = rowOf(facts, detail)
  const points: { readonly version: string; readonly value: number }[] = []
  const leftOut: string[] = []
  for (const holding of holdings) {
    const found = findNumber(holding, { check, label, detail })
    if (found === null) continue
    const differs = found.unit !== detail.unit || !isComparable(own, found.row)
    if (differs) leftOut.push(holding.version)
    else points.push({ version: holding.version, value: found.value })
  }
  if (points.length === 0) return null
  return {
    label,
    report: detail.report,
    ...(detail.unit === undefined ? {} : { unit: detail.unit }),
    points: [...points, { version: candidate, value: detail.value }],
    limits: detail.limits.flatMap(fixedLimit),
    leftOut,
  }
}

/** Numbers of another version say nothing about this one. */
function isOfAnother(facts: PromotionFacts, report: string): boolean {
  const source = facts.request.stage.reports.get(report)
  const loaded = facts.reports.get(report)
  return source !== undefined && loaded?.ok === true && identityOf(source, loaded, facts).kind === 'other'
}

interface FoundNumber {
  readonly value: number
  readonly unit: string | undefined
  readonly row: ReportRow | undefined
}

/** By address among the rows of the record; what is made of several numbers, or is one of a group, by what the record's checks saw. */
function findNumber(
  { numbers, metrics, rows }: Holding,
  {
    check,
    label,
    detail,
  }: { readonly check: MetricCheck | undefined; readonly label: string; readonly detail: MetricDetail },
): FoundNumber | null {
  if (check !== undefined && isPlain(check)) {
    const found = numbers(detail.report).one(check.address)
    if (found.kind !== 'one' || found.row.value === null) return null
    return { value: found.row.value, unit: found.row.unit, row: found.row }
  }
  const metric = metrics.find((each) => each.isSame(detail, label))
  if (metric === undefined) return null
  const { value, unit, pointer } = metric
  return { value, unit, row: pointer === undefined ? undefined : rows.find((row) => row.pointer === pointer) }
}

function isPlain({ each, slices, aggregate }: MetricCheck): boolean {
  return each === undefined && slices === undefined && aggregate === undefined
}

function rowOf({ reports }: PromotionFacts, { report, pointer }: MetricDetail): ReportRow | undefined {
  const loaded = reports.get(report)
  if (loaded?.ok !== true || pointer === undefined) return undefined
  return loaded.evidence.report.rows.find((row) => row.pointer === pointer)
}

/** Where the rows behind the numbers are not known, nothing speaks against it. */
function isComparable(own: ReportRow | undefined, other: ReportRow | undefined): boolean {
  return own === undefined || other === undefined || compareRows(own, other).different.length === 0
}

function fixedLimit({ limit, bound }: LimitOutcome): MetricCourse['limits'] {
  const isFixed = limit === 'min' || limit === 'max' || limit === 'above' || limit === 'below'
  return isFixed && bound !== undefined && Number.isFinite(bound) ? [{ limit, bound }] : []
}
