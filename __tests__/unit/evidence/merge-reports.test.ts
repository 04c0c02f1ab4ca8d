import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { identifyFiles } from '../../../src/evidence/identity-of-files.ts'
import { mergeReports } from '../../../src/evidence/merge-reports.ts'
import type { EvaluationReport, Evidence, EvidenceFile, ReportRow, ReportStatus } from '../../../src/evidence/report.ts'
import { findRow, indexReport } from '../../../src/evidence/row-index.ts'
import { selectValue } from '../../../src/evidence/select-value.ts'
import { reportOf } from './rows.ts'

function merged(...reports: readonly EvaluationReport[]): EvaluationReport {
  return mergeReports(reports.map((report, at) => ({ file: `${'abcdef'[at]}.json`, report })))
}

describe('a report of several files', () => {
  it('has the numbers of all, each with its file', () => {
    const report = merged(reportOf([{ task: 'x' }]), reportOf([{ task: 'y', value: 7 }]))
    expect(report.rows).toMatchObject([
      { task: 'x', pointer: 'a.json#/0' },
      { task: 'y', pointer: 'b.json#/0' },
    ])
    expect(findRow(indexReport(report), { metric: 'acc', task: 'y' })).toMatchObject({ row: { value: 7 } })
  })

  const base: Partial<ReportRow> = { task: 'x', value: 0.5, n: 10, slice: { language: 'de', size: '1' } }
  it.each<[string, Partial<ReportRow>, boolean]>([
    ['the same number', {}, true],
    ['the dimensions in another order', { slice: { size: '1', language: 'de' } }, true],
    ['another remark', { warnings: ['w'] }, true],
    ['another value', { value: 0.6 }, false],
    ['no value', { value: null, missing: 'nan' }, false],
    ['another count', { n: 11 }, false],
    ['another error', { stderr: 0.1 }, false],
    ['another data set', { dataset_version: '2' }, false],
    ['another unit', { unit: 'percent' }, false],
    ['another model', { model: 'm' }, false],
  ])('takes %s at one address as one number: %#', (_, other, isOne) => {
    const report = merged(reportOf([base]), reportOf([{ ...base, ...other }]))
    const found = findRow(indexReport(report), { metric: 'acc', task: 'x' })
    expect(found.kind).toBe(isOne ? 'one' : 'many')
    if (found.kind === 'many') expect(found.note).toMatch(/a\.json#\/0 0\.5, b\.json#\/0/)
    expect(report.warnings).toEqual(
      isOne ? [] : ['files state different numbers for one address: a.json#/0 and b.json#/0'],
    )
  })

  it('leaves two numbers of one address in one file as they are', () => {
    const report = merged(reportOf([{ value: 1 }, { value: 1 }]), reportOf([{ value: 1 }]))
    expect(report.rows.map(({ pointer }) => pointer)).toEqual(['a.json#/0', 'a.json#/1'])
  })

  it.each<[readonly ReportStatus[], ReportStatus, string | undefined]>([
    [['complete', 'complete'], 'complete', undefined],
    [['complete', 'unknown'], 'unknown', undefined],
    [['partial', 'complete'], 'partial', 'a.json'],
    [['partial', 'cancelled', 'failed'], 'failed', 'c.json'],
    [['unknown', 'partial'], 'partial', 'b.json'],
  ])('%j is %s', (statuses, status, note) => {
    const report = merged(...statuses.map((each) => reportOf([], { status: each })))
    expect([report.status, report.status_note]).toEqual([status, note])
    const told = merged(...statuses.map((each) => reportOf([], { status: each, status_note: 'limit 5' })))
    expect(told.status_note).toBe(note === undefined ? undefined : `${note}: limit 5`)
  })

  it.each([
    [['2026-01-02T00:00:00Z', '2026-01-01T23:00:00-02:00'], '2026-01-02T00:00:00Z'],
    [['2026-01-02T00:00:00Z', '2025-12-31T00:00:00Z'], '2025-12-31T00:00:00Z'],
  ])('is as old as the oldest of %j', (dates, expected) => {
    expect(merged(...dates.map((created_at) => reportOf([], { created_at }))).created_at).toBe(expected)
    expect(merged(...dates.map((created_at) => reportOf([], { created_at })), reportOf([])).created_at).toBeUndefined()
  })

  it('is of one format', () => {
    expect(() => merged(reportOf([]), reportOf([], { format: 'lm-eval' }))).toThrow(
      'The files of one report are of different formats: a.json is json, b.json is lm-eval.',
    )
  })

  it('keeps scores of single items, and once those that two files hold alike', () => {
    const items = (score: number) => [
      { metric: 'acc', task: 'x', ids: ['1'], scores: Float64Array.of(score, Number.NaN) },
    ]
    const report = merged(reportOf([], { items: items(1) }), reportOf([], { items: items(1) }), reportOf([]))
    expect(report.items).toHaveLength(1)
    expect(merged(reportOf([], { items: items(1) }), reportOf([], { items: items(0) })).items).toHaveLength(2)
    expect(merged(reportOf([]), reportOf([]))).not.toHaveProperty('items')
  })

  it('says of the whole what all files say of it', () => {
    const says = { commit: 'c0ffee', run: 'e/p/r', dataset: { name: 'd', version: '1' } }
    expect(merged(reportOf([], says), reportOf([], { ...says, dataset: { ...says.dataset } }))).toMatchObject(says)
    const other = merged(reportOf([], says), reportOf([], { commit: 'beef', dataset: { name: 'd', version: '2' } }))
    for (const key of ['commit', 'run', 'dataset']) expect(other).not.toHaveProperty(key)
    for (const key of ['commit', 'run', 'dataset']) expect(merged(reportOf([]), reportOf([]))).not.toHaveProperty(key)
  })

  it('says of remarks in which file they are', () => {
    expect(merged(reportOf([], { warnings: ['odd'] }), reportOf([])).warnings).toEqual(['a.json: odd'])
  })

  it('is searched by selectors in all files', () => {
    const report = merged(
      reportOf([], { document: { p95: 5, only: 1, list: [1, 2] } }),
      reportOf([], { document: { p95: 5, other: 2 } }),
      reportOf([], { document: { p95: 6 } }),
    )
    const index = indexReport(report)
    expect(selectValue(index, '/only')).toMatchObject({ kind: 'one', row: { value: 1, pointer: 'a.json#/only' } })
    expect(selectValue(index, '/p95')).toEqual({
      kind: 'many',
      matches: ['a.json#/p95', 'b.json#/p95', 'c.json#/p95'],
    })
    expect(selectValue(index, '$.list[*]')).toMatchObject({ kind: 'many' })
    expect(selectValue(index, '/none')).toMatchObject({ kind: 'none' })
    const agreed = merged(...[1, 2].map(() => reportOf([], { document: { p95: 5 } })))
    expect(selectValue(indexReport(agreed), '/p95')).toMatchObject({ kind: 'one', row: { value: 5 } })
    const twice = merged(reportOf([], { document: { list: [5, 5] } }), reportOf([], { document: {} }))
    expect(selectValue(indexReport(twice), '$.list[0,1]')).toMatchObject({ kind: 'many' })
  })

  it('loses no address, whatever the files hold, and one file alone keeps its rows', () => {
    const rows = fc.array(fc.record({ task: fc.constantFrom('x', 'y', 'z'), value: fc.constantFrom(1, 2) }))
    fc.assert(
      fc.property(fc.array(rows, { minLength: 1, maxLength: 5 }), (files) => {
        const report = merged(...files.map((each) => reportOf(each)))
        for (const { task, value } of files.flat())
          expect(report.rows.some((row) => row.task === task && row.value === value)).toBe(true)
        const [first = []] = files
        expect(merged(reportOf(first)).rows).toHaveLength(first.length)
      }),
    )
  })
})

describe('the version that several files were made from', () => {
  const CANDIDATE = {
    artifactId: 'artifact-7',
    digest: 'digest-7',
    registryPath: 'acme/wandb-registry-model/llm:v7',
    sourcePath: null,
  }

  function file(name: string, claims: readonly string[]): EvidenceFile {
    const identity = claims.map((text) => ({ text, source: '/artifact_id' }))
    const document = { version: claims[0] ?? '' }
    return { resolved: name, file: name, sha256: '', bytes: 1, gitBlob: '', locationClaims: [], identity, document }
  }

  function identified(
    files: readonly EvidenceFile[] | undefined,
    over: Partial<Parameters<typeof identifyFiles>[2]> = {},
  ) {
    const evidence: Evidence = {
      name: 'quality',
      location: { kind: 'path', text: '*.json' },
      resolved: '*.json',
      sha256: '',
      bytes: 1,
      gitBlob: '',
      observedAt: '',
      locationClaims: [],
      report: reportOf([]),
      ...(files === undefined ? {} : { files }),
    }
    const context = { reportVersion: null, identitySelect: null, changedInPullRequest: false, ...over }
    return identifyFiles(evidence, CANDIDATE, context)
  }

  const [named, digest, unnamed, other] = [
    file('a.json', ['artifact-7']),
    file('b.json', ['digest-7']),
    file('c.json', []),
    file('d.json', ['artifact-8']),
  ]

  it.each([
    ['all name it', [named, digest], {}, { kind: 'match', by: 'named-in-report' }],
    ['one names another', [named, unnamed, other], {}, { kind: 'other', claim: 'artifact-8 (/artifact_id) in d.json' }],
    ['one names none', [named, unnamed], {}, { kind: 'none', note: 'c.json: the report names no version' }],
    [
      'one is bound by the pull request only',
      [named, unnamed],
      { changedInPullRequest: true },
      { kind: 'match', by: 'same-pull-request' },
    ],
    ['the workflow states it', [unnamed, unnamed], { reportVersion: 'v7' }, { kind: 'match', by: 'report-version' }],
    [
      'the workflow states it beside names',
      [named, digest],
      { reportVersion: 'v7' },
      { kind: 'match', by: 'named-in-report' },
    ],
    [
      'a selector finds it in each',
      [named, digest],
      { identitySelect: '/version' },
      { kind: 'match', by: 'named-in-report' },
    ],
    ['a selector finds nothing in one', [named, unnamed], { identitySelect: '/version' }, { kind: 'none' }],
    ['there is no file', [], {}, { kind: 'none', note: 'there is no file' }],
    ['one report is one file', undefined, {}, { kind: 'none', note: 'the report names no version' }],
  ])('%s', (_, files, over, expected) => {
    expect(identified(files, over)).toMatchObject(expected)
  })
})
