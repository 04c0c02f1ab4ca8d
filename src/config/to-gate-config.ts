import { InvariantError } from '../errors.ts'
import type { ColumnMap } from '../evidence/column-map.ts'
import { checkLabel } from './address-label.ts'
import { plainName } from './approval-rules.ts'
import { parseChange } from './change.ts'
import type { CheckInput, LIMIT_KEYS } from './check-schema.ts'
import type { ColumnsInput } from './column-schema.ts'
import { durationSeconds } from './duration.ts'
import { plainPath } from './file-rules.ts'
import {
  type ApprovalRule,
  type GateConfig,
  type Limits,
  MAY_OPERATIONS,
  type MayRule,
  type MetricAddress,
  type MetricCheck,
  type ModelConfig,
  type ProjectPath,
  type ReportSource,
  type StageConfig,
} from './gate-config.ts'
import type { ApprovalInput, GateConfigInput, MayInput, ModelInput, StageInput } from './gate-config-schema.ts'
import { locationOf } from './report-rules.ts'
import type { ReportInput } from './report-schema.ts'
import { marginFor, ruleOf } from './statistics-rules.ts'
import { asksTicket } from './ticket-rules.ts'
import { toCanary } from './to-canary.ts'
import { toTickets } from './to-tickets.ts'
import type { Path, YamlSource } from './yaml-source.ts'

/** The config in the form that decisions use. Every check has passed before: nothing here can be refused. */
export function toGateConfig(input: GateConfigInput, source: YamlSource): GateConfig {
  return {
    file: source.file,
    version: input.version,
    registry: toProjectPath(input.registry),
    records: toProjectPath(input.records),
    branches: input.branches === undefined ? null : [...new Set(input.branches)],
    pins: plainPath(input.pins),
    maxReportMb: input.max_report_mb,
    recordKeys: input.record_keys ?? [],
    models: mapOf(input.models, (model, name) => toModel(model, name, source)),
  }
}

function toModel(input: ModelInput, name: string, source: YamlSource): ModelConfig {
  const path = ['models', name]
  const reports = toReports(input.reports, [...path, 'reports'], source)
  return {
    name,
    collection: input.collection ?? name,
    owners: input.owners ?? [],
    stages: mapOf(input.stages, (stage, stageName) =>
      toStage(stage, [...path, 'stages', stageName], { source, reports }),
    ),
    at: source.keyAt(path),
  }
}

interface ModelParts {
  readonly source: YamlSource
  readonly reports: ReadonlyMap<string, ReportSource>
}

function toStage(input: StageInput, path: Path, { source, reports }: ModelParts): StageConfig {
  const name = String(path.at(-1))
  return {
    name,
    alias: input.alias ?? name,
    from: input.from ?? null,
    protected: input.protected,
    ungated: input.ungated,
    mode: input.mode,
    reports: new Map([...reports, ...toReports(input.reports, [...path, 'reports'], source)]),
    checks: (input.checks ?? []).map((check, index) => toCheck(check, index, source.at([...path, 'checks', index]))),
    ...(input.correction === 'none' ? {} : { correction: input.correction }),
    ...(input.canary === undefined ? {} : { canary: toCanary(input.canary, [...path, 'canary'], { source, toCheck }) }),
    approvals: (input.approvals ?? []).flatMap((rule, index) =>
      asksTicket(rule) ? [] : toApproval(rule, index, source.at([...path, 'approvals', index])),
    ),
    tickets: toTickets(input.approvals, [...path, 'approvals'], source),
    lineage: [...new Set(input.lineage?.require ?? [])],
    keepPrevious: input.keep_previous ?? null,
    attest: input.attest,
    ...toStarters(input, path, source),
    at: source.keyAt(path),
  }
}

/** Rules for what is started by hand. */
function toStarters(
  input: StageInput,
  path: Path,
  source: YamlSource,
): Pick<StageConfig, 'may' | 'emergency' | 'rollback'> {
  const may = MAY_OPERATIONS.flatMap((operation) => {
    const rule = input.may?.[operation]
    return rule === undefined ? [] : [[operation, toMay(rule, source.keyAt([...path, 'may', operation]))] as const]
  })
  const { emergency } = input
  return {
    may: new Map(may),
    emergency:
      emergency === undefined
        ? null
        : {
            count: emergency.count,
            users: emergency.users?.map(plainName) ?? null,
            teams: emergency.teams?.map(plainName) ?? null,
            permission: emergency.permission,
            at: source.keyAt([...path, 'emergency']),
          },
    rollback: input.rollback ?? { within: 5, days: 90 },
  }
}

function toMay(input: MayInput, at: MayRule['at']): MayRule {
  const { users, teams, permission } = input
  return {
    users: users?.map(plainName) ?? null,
    teams: teams?.map(plainName) ?? null,
    permission: permission ?? null,
    at,
  }
}

function toReports(
  input: Readonly<Record<string, ReportInput>> | undefined,
  path: Path,
  source: YamlSource,
): ReadonlyMap<string, ReportSource> {
  return mapOf(input ?? {}, (report, name) => {
    const location = locationOf(report)
    if (location === null) throw new InvariantError(`report ${name} has no location`)
    const more = typeof report === 'string' ? undefined : report
    return {
      name,
      location,
      format: more?.format ?? 'auto',
      ...(more?.columns === undefined ? {} : { columns: toColumns(more.columns) }),
      identitySelect: more?.identity?.select ?? null,
      unbound: more?.unbound ?? 'fail',
      maxAgeSeconds: more?.max_age === undefined ? null : durationSeconds(more.max_age),
      ...toBindings(more),
      at: source.keyAt([...path, name]),
    }
  })
}

function toColumns({ value, ...others }: ColumnsInput): ColumnMap {
  return { value, ...given(others) }
}

function toBindings(input: Exclude<ReportInput, string> | undefined): Pick<ReportSource, 'bindings'> {
  const bindings = given({ dataset: input?.dataset, commit: input?.commit, run: input?.run })
  return Object.keys(bindings).length === 0 ? {} : { bindings }
}

function toCheck(input: CheckInput, index: number, at: MetricCheck['at']): MetricCheck {
  const address = toAddress(input)
  return {
    id: `checks/${index}`,
    label: input.name ?? checkLabel(address, input.aggregate),
    severity: input.severity,
    report: input.report ?? null,
    address,
    ...toSet(input),
    direction: input.direction ?? null,
    unit: input.unit ?? null,
    limits: toLimits(input),
    onMissingMetric: input.on_missing_metric,
    onMissingBaseline: input.on_missing_baseline,
    onInconclusive: input.on_inconclusive,
    ...given({ statistics: ruleOf(input), minSamples: input.min_samples }),
    at,
  }
}

function toAddress(input: CheckInput): MetricAddress {
  if (input.select !== undefined) return { by: 'select', select: input.select, ...given({ reduce: input.reduce }) }
  const { metric = '', task, filter, scorer, slice } = input
  return { by: 'address', metric, ...given({ task, filter, scorer, slice }) }
}

/** What makes a check stand for several numbers. */
function toSet({ each, aggregate, slices }: CheckInput): Pick<MetricCheck, 'each' | 'aggregate' | 'slices'> {
  return {
    ...(each === undefined ? {} : { each: [...new Set(typeof each === 'string' ? [each] : each)] }),
    ...given({ aggregate }),
    ...(slices === undefined
      ? {}
      : {
          slices: {
            by: slices.by,
            limits: toLimits(slices),
            maxGap: slices.max_gap ?? null,
            minSamples: slices.min_samples ?? null,
            required: [...new Set(slices.required ?? [])],
            onMissingSlice: slices.on_missing_slice,
          },
        }),
  }
}

function toLimits(input: Pick<CheckInput, (typeof LIMIT_KEYS)[number] | 'method'>): Limits {
  const { min, max, above, below } = input
  const maxRegression = parseChange(input.max_regression ?? marginFor('max_regression', input)) ?? undefined
  const minImprovement = parseChange(input.min_improvement ?? marginFor('min_improvement', input)) ?? undefined
  const maxImprovement = parseChange(input.max_improvement) ?? undefined
  return given({ min, max, above, below, maxRegression, minImprovement, maxImprovement })
}

function toApproval(input: ApprovalInput, index: number, at: ApprovalRule['at']): ApprovalRule {
  return {
    id: `approvals/${index}`,
    role: input.role,
    count: input.count,
    users: input.users?.map(plainName) ?? null,
    teams: input.teams?.map(plainName) ?? null,
    permission: input.permission,
    bind: input.bind,
    codeOwners: input.code_owners,
    environment: input.environment ?? null,
    expires: input.expires === undefined ? null : { seconds: durationSeconds(input.expires), text: input.expires },
    mayShare: input.may_share,
    at,
  }
}

function toProjectPath(text: string): ProjectPath {
  const slash = text.indexOf('/')
  return { entity: text.slice(0, slash), project: text.slice(slash + 1) }
}

function mapOf<V, W>(record: Readonly<Record<string, V>>, map: (value: V, name: string) => W): ReadonlyMap<string, W> {
  return new Map(Object.entries(record).map(([name, value]) => [name, map(value, name)]))
}

type Given<T> = { [K in keyof T]?: Exclude<T[K], undefined> }

/** The same object without the keys that hold undefined. */
function given<T extends object>(parts: T): Given<T> {
  return Object.fromEntries(Object.entries(parts).filter(([, value]) => value !== undefined)) as Given<T>
}
