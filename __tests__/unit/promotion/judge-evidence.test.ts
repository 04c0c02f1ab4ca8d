import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import type { RecordFacts } from '../../../src/checks/facts.ts'
import type { Verdict } from '../../../src/checks/verdict.ts'
import { ReportError } from '../../../src/errors.ts'
import { judgeEvidence, usedReports } from '../../../src/promotion/judge-evidence.ts'
import type { PromotionFacts } from '../../../src/promotion/promotion-facts.ts'
import { record } from '../checks/facts-builder.ts'
import {
  GATES,
  gates,
  loaded,
  named,
  promotionFacts,
  registryFacts,
  requestOf,
  V6,
  V7,
  V8,
} from './promotion-builder.ts'

const CHECKS = '[{ metric: accuracy, min: 0.65, max_regression: 0.01, direction: higher_is_better }]'
const ROW = { report: 'quality', metric: 'accuracy', value: 0.8, pointer: '/accuracy' }

function withChecks(checks: string, reports = '{ path: eval/quality.json }') {
  const config = gates(GATES.replace(CHECKS, checks).replace('{ path: eval/quality.json }', reports))
  return { config, request: requestOf('support-llm', 'production', config) }
}

function recorded(rows: unknown, over: Partial<RecordFacts> = {}): RecordFacts {
  return record({ stage: 'production', to: named(V6), body: { rows }, ...over })
}

function judged(over: Partial<PromotionFacts>) {
  return judgeEvidence(promotionFacts(over))
}

function node(over: Partial<PromotionFacts>, id: string): Verdict {
  const found = judged(over)
    .verdicts.flatMap((verdict) => verdict.children)
    .find((child) => child.id === id)
  if (found === undefined) throw new Error(`no ${id}`)
  return found
}

/** The check's status and reason, and the number that it was compared with. */
function compared(over: Partial<PromotionFacts>): string {
  const { status, reason, detail } = node({ baselineReports: new Map(), ...over }, 'checks/0')
  const baseline = detail?.type === 'metric' ? detail.baseline : undefined
  const seen = baseline === undefined ? '' : ` ${baseline.value} of ${baseline.version} by ${baseline.source}`
  return `${status}${reason === undefined ? '' : ` ${reason}`}${seen}`
}

describe('a report', () => {
  it.each<[string, Partial<PromotionFacts>, string]>([
    ['that names the version', {}, 'pass'],
    [
      'that names another',
      { reports: new Map([['quality', loaded({ artifact_id: 'artifact-8', accuracy: 0.9 })]]) },
      'fail report-other-version',
    ],
    ['that names none', { reports: new Map([['quality', loaded({ accuracy: 0.9 })]]) }, 'fail report-unbound'],
    ['bound by the input', { reports: new Map([['quality', loaded({ accuracy: 0.9 })]]), reportVersion: 'v7' }, 'pass'],
    [
      'bound by the input to another',
      { reports: new Map([['quality', loaded({ accuracy: 0.9 })]]), reportVersion: 'v8' },
      'fail report-other-version',
    ],
    [
      'changed by the pinning pull request',
      { reports: new Map([['quality', loaded({ accuracy: 0.9 })]]), fromSameChange: new Set(['quality']) },
      'pass',
    ],
    [
      'named by its source path',
      {
        reports: new Map([['quality', loaded({ model_version: 'ml/support/llm:v3', accuracy: 0.9 })]]),
        reportVersion: 'ml/support/llm:v3',
      },
      'pass',
    ],
    [
      'that names its version where only the registry knows the source',
      {
        registry: registryFacts({ candidate: { ...V7, source: null } }),
        reports: new Map([['quality', loaded({ accuracy: 0.9 })]]),
        reportVersion: 'acme/wandb-registry-model/support-llm:v7',
      },
      'pass',
    ],
    [
      'that was not found',
      { reports: new Map([['quality', { ok: false, problem: new ReportError('report-missing', 'No file.') }]]) },
      'fail report-missing',
    ],
    ['that nobody read', { reports: new Map() }, 'fail report-missing'],
  ])('%s', (_, over, expected) => {
    const { status, reason } = node(over, 'reports/quality')
    expect(`${status}${reason === undefined ? '' : ` ${reason}`}`).toBe(expected)
  })

  it('that was not read leaves its checks without a number, and they are judged all the same', () => {
    const problem = new ReportError('report-unreadable', 'It is not JSON.')
    expect(compared({ reports: new Map([['quality', { ok: false, problem }]]) })).toBe('fail metric-missing')
  })

  it('is judged only where a check reads it', () => {
    const two = GATES.replace(
      '      quality: { path: eval/quality.json }',
      '      quality: { path: a.json }\n      load: { path: b.json }',
    )
    const config = gates(two.replaceAll('{ metric: accuracy', '{ report: load, metric: accuracy'))
    const request = requestOf('support-llm', 'production', config)
    expect(usedReports({ request }).map((source) => source.name)).toEqual(['load'])
    expect(usedReports({ request: requestOf('support-llm', 'candidate', config) })).toEqual([])
  })
})

describe('the baseline', () => {
  const good = recorded([{ ...ROW, value: 0.88 }])

  it.each<[string, Partial<PromotionFacts>, string]>([
    [
      'is the baseline report',
      { baselineReports: new Map([['quality', loaded({ artifact_id: 'artifact-6', accuracy: 0.9 })]]) },
      'pass 0.9 of v6 by baseline-report',
    ],
    [
      'is the baseline report even when a record has numbers',
      {
        baselineReports: new Map([['quality', loaded({ accuracy: 0.95 })]]),
        registry: registryFacts({ records: [good] }),
      },
      'fail metric-regressed 0.95 of v6 by baseline-report',
    ],
    [
      'is no report of another version',
      { baselineReports: new Map([['quality', loaded({ artifact_id: 'artifact-8', accuracy: 0.1 })]]) },
      'fail baseline-missing',
    ],
    [
      'is known by its source path',
      {
        baselineReports: new Map([
          ['quality', loaded({ accuracy: 0.9 }, { locationClaims: [{ text: 'ml/support/llm:v3', source: 'run' }] })],
        ]),
      },
      'pass 0.9 of v6 by baseline-report',
    ],
    [
      'is missing when its report could not be read',
      {
        baselineReports: new Map([['quality', { ok: false, problem: new ReportError('report-missing', 'No file.') }]]),
      },
      'fail baseline-missing',
    ],
    [
      'is missing when its report has no such number',
      { baselineReports: new Map([['quality', loaded({ other: 1 })]]) },
      'fail baseline-missing',
    ],
    ['is the record of the holder', { registry: registryFacts({ records: [good] }) }, 'pass 0.88 of v6 by record'],
    ['is missing when no record has rows', {}, 'fail baseline-missing'],
    [
      'is missing when the record lacks the number',
      { registry: registryFacts({ records: [recorded([{ ...ROW, metric: 'f1' }])] }) },
      'fail baseline-missing',
    ],
    [
      'is not a row that a selector found',
      { registry: registryFacts({ records: [recorded([{ ...ROW, select: '/x' }])] }) },
      'fail baseline-missing',
    ],
    [
      'is not found in the rows of another report',
      { registry: registryFacts({ records: [recorded([{ ...ROW, report: 'load' }])] }) },
      'fail baseline-missing',
    ],
    [
      'is ambiguous when several rows match',
      {
        registry: registryFacts({
          records: [
            recorded([
              { ...ROW, task: 'a' },
              { ...ROW, task: 'b' },
            ]),
          ],
        }),
      },
      'error metric-ambiguous',
    ],
    ['is nobody when nobody holds the stage', { registry: registryFacts({ holder: null }) }, 'pass first-promotion'],
    [
      'is what the record names when the candidate was put there by hand',
      { registry: registryFacts({ holder: V7, records: [recorded([{ ...ROW, value: 0.99 }])] }) },
      'fail metric-regressed 0.99 of v6 by record',
    ],
  ])('%s', (_, over, expected) => {
    expect(compared(over)).toBe(expected)
  })

  it.each<[string, Partial<RecordFacts>]>([
    ['altered', { intact: false }],
    ['unfinished', { sha256: null }],
    ['of another version', { to: named(V8) }],
    ['of no version', { to: null }],
    ['without a body', { body: null }],
    ['without rows', { body: { rows: [] } }],
    ['with rows that are no list', { body: { rows: { 0: ROW } } }],
    ['with hostile rows only', { body: { rows: [null, 7, 'x', [], { metric: 'accuracy' }] } }],
  ])('passes over a record that is %s', (_, over) => {
    expect(compared({ registry: registryFacts({ records: [recorded([ROW], over), good] }) })).toBe(
      'pass 0.88 of v6 by record',
    )
  })

  it('takes a selected number from the row that the same selector made', () => {
    const { config, request } = withChecks(
      '[{ select: /deep/p95, name: p95, direction: lower_is_better, max_regression: 5% }]',
    )
    const selected = (select: string, value: number) => ({ ...ROW, metric: 'p95', select, value })
    const registry = registryFacts({
      records: [
        recorded([selected('/deep/p50', 1), { ...ROW, metric: '/deep/p95', value: 2 }, selected('/deep/p95', 100)]),
      ],
    })
    const reports = new Map([['quality', loaded({ artifact_id: 'artifact-7', deep: { p95: 104 } })]])
    expect(compared({ config, request, registry, reports })).toBe('pass 100 of v6 by record')
    const without = registryFacts({ records: [recorded([selected('/deep/p50', 1)])] })
    expect(compared({ config, request, registry: without, reports })).toBe('fail baseline-missing')
  })
})

describe('a row of a record, where anybody who may write records may put anything', () => {
  const fields: Readonly<Record<string, readonly unknown[]>> = {
    report: [undefined, 7, null],
    metric: [undefined, 7, {}],
    value: [undefined, '0.99', [], {}, true],
    pointer: [undefined, 7],
    task: [7, null, {}],
    filter: [[]],
    scorer: [false],
    slice: [null, 'de', [], { language: 7 }, { language: null }],
    missing: ['else', 7],
    stderr: ['0.1', null],
    interval: [7, null, { low: 'x', high: 1, level: 0.9 }, { low: 0 }],
    n: ['5', {}],
    unit: [7],
    direction: ['up', 1],
    model: [7],
    dataset: [{}],
    dataset_version: [2],
    task_version: [1.5],
    warnings: ['text', [7], {}],
    select: [7, null],
  }

  it.each(Object.entries(fields).flatMap(([field, values]) => values.map((value) => [field, value] as const)))(
    'is skipped when %s is %j',
    (field, value) => {
      const { [field]: _, ...rest } = { ...ROW } as Record<string, unknown>
      const hostile = value === undefined ? rest : { ...ROW, [field]: value }
      const registry = registryFacts({ records: [recorded([hostile, { ...ROW, value: 0.88 }])] })
      expect(compared({ registry })).toBe('pass 0.88 of v6 by record')
    },
  )

  it('is taken with all that a row may have, and with what it may not have left out', () => {
    const full = {
      ...ROW,
      value: 0.9,
      stderr: 0.01,
      interval: { low: 0.8, high: 1, level: 0.95 },
      n: 10,
      unit: 'fraction',
      direction: 'higher_is_better',
      model: 'm',
      warnings: ['w'],
      more: { x: 1 },
    }
    expect(compared({ registry: registryFacts({ records: [recorded([full])] }) })).toBe('pass 0.9 of v6 by record')
  })

  it('never breaks the judgement, whatever it is', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.oneof(
            fc.jsonValue(),
            fc.record(Object.fromEntries(Object.keys(fields).map((field) => [field, fc.jsonValue()]))),
          ),
        ),
        (rows) => {
          expect(compared({ registry: registryFacts({ records: [recorded(rows)] }) })).toMatch(/^(pass|fail|error)/)
        },
      ),
    )
  })
})

describe('rows for the record', () => {
  const rows = (document: object, over: Partial<PromotionFacts> = {}) =>
    judged({ reports: new Map([['quality', loaded(document)]]), ...over }).rows

  it('are all rows of the reports in use, each with its report', () => {
    expect(rows({ artifact_id: 'artifact-7', accuracy: 0.9, f1: 0.8 })).toMatchObject([
      { report: 'quality', metric: 'accuracy', value: 0.9 },
      { report: 'quality', metric: 'f1', value: 0.8 },
    ])
  })

  it('begin with what selectors found, and say by which', () => {
    const over = withChecks('[{ select: /deep/p95, name: p95, max: 200 }]')
    expect(rows({ deep: { p95: 104 } }, over)[0]).toMatchObject({ report: 'quality', select: '/deep/p95', value: 104 })
  })

  const many = (count: number) =>
    Object.fromEntries(Array.from({ length: count }, (_, index) => [`metric_${index}`, index / count]))

  it('are only the addressed ones above 256 kB', () => {
    expect(rows({ accuracy: 0.9, ...many(100) })).toHaveLength(101)
    expect(rows({ accuracy: 0.9, ...many(6000) })).toMatchObject([
      { report: 'quality', metric: 'accuracy', value: 0.9 },
    ])
    expect(rows(many(6000))).toEqual([])
  })

  it('may come from a report with more rows than a call has room for arguments', () => {
    const report = loaded({ accuracy: 0.9 })
    const [row] = report.evidence.report.rows
    if (row === undefined) throw new Error('no row')
    const huge = {
      ...report.evidence,
      report: {
        ...report.evidence.report,
        rows: [row, ...Array.from({ length: 300_000 }, (_, index) => ({ ...row, metric: `m${index}` }))],
      },
    }
    expect(judged({ reports: new Map([['quality', { ok: true, evidence: huge }]]) }).rows).toHaveLength(1)
  })

  it('may have texts that no canonical JSON can hold', () => {
    expect(rows({ accuracy: 0.9, 'b\ud800': 1 })).toHaveLength(2)
  })
})
