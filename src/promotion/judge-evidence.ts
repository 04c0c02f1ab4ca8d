import { evaluateCheck } from '../checks/check.ts'
import type { RecordVersion, VersionFacts } from '../checks/facts.ts'
import type { BaselineNumbers, Numbers } from '../checks/numbers.ts'
import type { IdentityResult } from '../checks/report.ts'
import { evaluateReport } from '../checks/report.ts'
import type { Verdict } from '../checks/verdict.ts'
import { group } from '../checks/verdict.ts'
import type { MetricCheck, ReportSource } from '../config/gate-config.ts'
import type { ReportCode } from '../errors.ts'
import { identifyFiles } from '../evidence/identity-of-files.ts'
import type { ReportRow } from '../evidence/report.ts'
import type { ReportIndex } from '../evidence/row-index.ts'
import { indexReport } from '../evidence/row-index.ts'
import { addressKey } from '../evidence/row-set.ts'
import { correctChecks } from './correct-checks.ts'
import { judgeBindings } from './judge-bindings.ts'
import { NO_NUMBERS, numbersOf } from './numbers.ts'
import type { LoadedReport, PromotionFacts } from './promotion-facts.ts'
import type { RecordRow } from './record.ts'
import { findRecordedRows } from './recorded-rows.ts'
import { baselineVersion } from './standing.ts'

export interface EvidenceJudgement {
  readonly verdicts: readonly Verdict[]
  /** Rows for the record: all, or above 256 kB those that the checks addressed. */
  readonly rows: readonly RecordRow[]
}

/** Canonical rows in one record, in bytes of JSON. */
const MOST_ROW_BYTES = 256_000

/** Reports first (may they serve at all), then every metric check, whatever the reports came to. */
export function judgeEvidence(facts: PromotionFacts): EvidenceJudgement {
  const { stage } = facts.request
  const reports = usedReports(facts)
  const indexes = new Map<string, ReportIndex>()
  const baseline = baselineOf(facts)
  const addressed: RecordRow[] = []
  const metrics = stage.checks.map((check) => {
    const name = check.report ?? reports[0]?.name ?? ''
    const candidate = numbersIn(facts.reports.get(name), indexes)
    const { verdict, rows } = evaluateCheck({ check, report: name, candidate, baseline: baseline(name) })
    for (const row of rows) addressed.push(recordRow(name, check, row))
    return verdict
  })
  const verdicts = [
    ...(reports.length === 0
      ? []
      : [
          group(
            'reports',
            'reports',
            reports.flatMap((source) => [judgeReport(source, facts), ...judgeBindings(source, facts, addressed)]),
          ),
        ]),
    ...(metrics.length === 0 ? [] : [group('checks', 'checks', correctChecks(metrics, stage.correction))]),
  ]
  return { verdicts, rows: rowsForRecord(reports, facts, onceEach(addressed)) }
}

/** Reports that a check of this stage reads, in the order of the config. */
export function usedReports({ request }: Pick<PromotionFacts, 'request'>): readonly ReportSource[] {
  const { stage } = request
  const all = [...stage.reports.values()]
  const named = new Set(stage.checks.map((check) => check.report ?? all[0]?.name))
  return all.filter((source) => named.has(source.name))
}

function judgeReport(source: ReportSource, facts: PromotionFacts): Verdict {
  const loaded = facts.reports.get(source.name)
  if (loaded?.ok === true) {
    return evaluateReport({
      source,
      loaded: loaded.evidence,
      identity: identityOf(source, loaded, facts),
      now: facts.now,
    })
  }
  const failure = {
    code: (loaded?.problem.code ?? 'report-missing') as ReportCode,
    message: loaded?.problem.message ?? 'it was not read',
  }
  return evaluateReport({ source, loaded: failure, identity: { kind: 'none', note: 'not read' }, now: facts.now })
}

/** Which version the report was made from, held against the candidate. */
export function identityOf(
  source: ReportSource,
  loaded: Extract<LoadedReport, { ok: true }>,
  facts: PromotionFacts,
): IdentityResult {
  const { registry } = facts
  const { candidate } = registry
  if (candidate === null) return { kind: 'none', note: 'the version asked for is unknown' }
  // A run also uses data sets and makes tables: only its models say which version its numbers are about.
  const locationClaims = loaded.evidence.locationClaims.filter(
    ({ artifactType }) => artifactType === undefined || artifactType === candidate.artifactType,
  )
  return identifyFiles(
    { ...loaded.evidence, locationClaims },
    {
      artifactId: candidate.artifactId,
      digest: candidate.digest,
      registryPath: `${registry.entity}/${registry.project}/${registry.collection}:${candidate.version}`,
      sourcePath: sourcePath(candidate),
    },
    {
      reportVersion: facts.reportVersion,
      identitySelect: source.identitySelect,
      changedInPullRequest: facts.fromSameChange.has(source.name),
    },
  )
}

function sourcePath({ source }: VersionFacts): string | null {
  return source === null ? null : `${source.entity}/${source.project}/${source.collection}:${source.version}`
}

function numbersIn(loaded: LoadedReport | undefined, indexes: Map<string, ReportIndex>): Numbers {
  if (loaded?.ok !== true) return NO_NUMBERS
  const { report, name } = loaded.evidence
  const index = indexes.get(name) ?? indexReport(report)
  indexes.set(name, index)
  return numbersOf(index)
}

/** Where the baseline's numbers come from: the `baseline-report`, else the newest record with rows for its digest. */
function baselineOf(facts: PromotionFacts): (report: string) => BaselineNumbers {
  const holder = baselineVersion(facts.registry)
  if (holder === null) return () => ({ kind: 'nobody' })
  const { version } = holder
  const indexes = new Map<string, ReportIndex>()
  const recorded = findRecordedRows(facts.registry.records, holder.digest)
  return (report) => {
    const given = facts.baselineReports.get(report)
    if (given !== undefined) {
      if (!given.ok) return { kind: 'missing', note: given.problem.message }
      const other = otherBaseline(given, holder, facts)
      if (other !== null) return { kind: 'missing', note: other }
      return { kind: 'numbers', numbers: numbersIn(given, indexes), version, source: 'baseline-report' }
    }
    if (recorded === null) return { kind: 'missing', note: `no record has numbers of ${version}` }
    return { kind: 'numbers', numbers: recorded(report), version, source: 'record' }
  }
}

/** A baseline report that names a version must name the one that it is compared as. */
export function otherBaseline(
  given: Extract<LoadedReport, { ok: true }>,
  version: RecordVersion,
  { registry }: PromotionFacts,
): string | null {
  const { artifactId, digest } = version
  const registryPath = `${registry.entity}/${registry.project}/${registry.collection}:${version.version}`
  const source = registry.holder?.artifactId === artifactId ? sourcePath(registry.holder) : null
  const result = identifyFiles(
    given.evidence,
    { artifactId, digest, registryPath, sourcePath: source },
    { reportVersion: null, identitySelect: null, changedInPullRequest: false },
  )
  return result.kind === 'other'
    ? `the baseline report was made from ${result.claim}, not from ${version.version}`
    : null
}

function recordRow(report: string, check: MetricCheck, row: ReportRow): RecordRow {
  if (check.address.by === 'address') return { ...row, report }
  const { select, reduce } = check.address
  return { ...row, report, select, ...(reduce === undefined ? {} : { reduce }) }
}

/** Several checks may read one number. */
function onceEach(rows: readonly RecordRow[]): readonly RecordRow[] {
  const known = new Set<string>()
  return rows.filter((row) => {
    const key = JSON.stringify([row.report, row.select ?? null, row.reduce ?? null, row.pointer, addressKey(row)])
    return known.size < known.add(key).size
  })
}

/** Row by row, because a report may have more of them than an argument list can hold. */
function rowsForRecord(
  reports: readonly ReportSource[],
  facts: PromotionFacts,
  addressed: readonly RecordRow[],
): readonly RecordRow[] {
  const all: RecordRow[] = []
  let bytes = 0
  const fits = (row: RecordRow): boolean => {
    bytes += Buffer.byteLength(JSON.stringify(row))
    all.push(row)
    return bytes <= MOST_ROW_BYTES
  }
  const selected = addressed.filter((row) => row.select !== undefined)
  if (!selected.every(fits)) return addressed
  for (const { name } of reports) {
    const loaded = facts.reports.get(name)
    if (loaded?.ok === true && !loaded.evidence.report.rows.every((row) => fits({ ...row, report: name })))
      return addressed
  }
  return all
}
