import { describe, expect, it } from '@jest/globals'
import { evaluateReport, type ReportInput } from '../../../src/checks/report.ts'
import type { Status } from '../../../src/checks/verdict.ts'
import type { ReportSource } from '../../../src/config/gate-config.ts'
import type { ReportCode } from '../../../src/errors.ts'
import type { IdentityResult } from '../../../src/evidence/identity.ts'
import type { EvaluationReport, Evidence } from '../../../src/evidence/report.ts'
import { AT } from './facts-builder.ts'

const NOW = '2026-03-10T12:00:00Z'
const SHA = '1'.repeat(64)
const MATCH: IdentityResult = { kind: 'match', by: 'named-in-report' }

function source(over: Partial<ReportSource> = {}): ReportSource {
  return {
    name: 'quality',
    location: { kind: 'path', text: 'eval/results.json' },
    format: 'auto',
    identitySelect: null,
    unbound: 'fail',
    maxAgeSeconds: null,
    at: AT,
    ...over,
  }
}

function evidence(report: Partial<EvaluationReport> = {}, over: Partial<Evidence> = {}): Evidence {
  return {
    name: 'quality',
    location: { kind: 'path', text: 'eval/results.json' },
    resolved: 'eval/results.json',
    sha256: SHA,
    bytes: 100,
    gitBlob: '2'.repeat(40),
    observedAt: NOW,
    locationClaims: [],
    report: { format: 'lm-eval', status: 'complete', rows: [], identity: [], warnings: [], document: null, ...report },
    ...over,
  }
}

function judge(over: Partial<ReportInput> = {}) {
  return evaluateReport({ source: source(), loaded: evidence(), identity: MATCH, now: NOW, ...over })
}

it('a complete report of this version passes and shows where it came from', () => {
  const claims = { identity: [{ text: 'acme/p/m:v7', source: '/version' }], warnings: ['numeric text'] }
  const locationClaims = [{ text: 'id7', source: 'run input' }]
  expect(judge({ loaded: evidence(claims, { locationClaims }) })).toEqual({
    id: 'reports/quality',
    kind: 'report',
    status: 'pass',
    label: 'quality',
    at: AT,
    children: [],
    detail: {
      type: 'report',
      name: 'quality',
      location: 'eval/results.json',
      resolved: 'eval/results.json',
      format: 'lm-eval',
      sha256: SHA,
      bytes: 100,
      identity: 'named-in-report',
      claims: ['acme/p/m:v7', 'id7'],
      warnings: ['numeric text'],
    },
  })
})

describe('a report that could not be loaded', () => {
  it.each<[ReportCode, Status]>([
    ['report-missing', 'fail'],
    ['report-unreadable', 'error'],
    ['report-format-unknown', 'error'],
    ['report-too-large', 'error'],
    ['report-incomplete', 'fail'],
    ['report-other-version', 'fail'],
    ['report-unbound', 'fail'],
    ['report-too-old', 'fail'],
  ])('%s is %s', (code, status) => {
    const verdict = judge({ loaded: { code, message: 'said so' } })
    expect(verdict).toMatchObject({ status, reason: code, detail: { note: 'said so', warnings: [] } })
    expect(verdict.detail).not.toHaveProperty('identity')
  })
})

describe('status', () => {
  it.each<[EvaluationReport['status'], Status]>([
    ['complete', 'pass'],
    ['unknown', 'pass'],
    ['partial', 'fail'],
    ['failed', 'fail'],
    ['cancelled', 'fail'],
  ])('%s is %s', (status, expected) => {
    const verdict = judge({ loaded: evidence({ status }) })
    expect(verdict.status).toBe(expected)
    expect(verdict.reason).toBe(expected === 'fail' ? 'report-incomplete' : undefined)
  })

  it('says why', () => {
    const loaded = evidence({ status: 'partial', status_note: 'limit 10' })
    expect(judge({ loaded }).detail).toMatchObject({ note: 'partial: limit 10' })
  })
})

describe('identity', () => {
  it('of another version fails, also where unbound reports only warn', () => {
    const verdict = judge({ source: source({ unbound: 'warn' }), identity: { kind: 'other', claim: 'acme/p/m:v6' } })
    expect(verdict).toMatchObject({ status: 'fail', reason: 'report-other-version' })
    expect(verdict.detail).toMatchObject({ note: 'the report names acme/p/m:v6' })
    expect(verdict.detail).not.toHaveProperty('identity')
  })

  it.each(['fail', 'warn'] as const)('of none is unbound: %s', (unbound) => {
    const verdict = judge({ source: source({ unbound }), identity: { kind: 'none', note: 'no claim' } })
    expect(verdict).toMatchObject({ status: unbound, reason: 'report-unbound', detail: { identity: 'unbound' } })
  })
})

describe('age', () => {
  const day = 86_400
  it.each<[string, string | undefined, Status]>([
    ['exactly as old as allowed', '2026-03-09T12:00:00Z', 'pass'],
    ['a second older', '2026-03-09T11:59:59Z', 'fail'],
    ['new', NOW, 'pass'],
    ['another zone', '2026-03-10T01:00:00+13:00', 'pass'],
    ['a clock five minutes ahead', '2026-03-10T12:05:00Z', 'pass'],
    ['further in the future', '2026-03-10T12:05:01Z', 'fail'],
    ['no date', undefined, 'fail'],
    ['no real date', 'yesterday', 'fail'],
  ])('%s', (_name, created, expected) => {
    const loaded = evidence(created === undefined ? {} : { created_at: created })
    const verdict = judge({ source: source({ maxAgeSeconds: day }), loaded })
    expect(verdict.status).toBe(expected)
    expect(verdict.reason).toBe(expected === 'fail' ? 'report-too-old' : undefined)
  })

  it('says that the format gives no date', () => {
    expect(judge({ source: source({ maxAgeSeconds: day }) }).detail).toMatchObject({
      note: 'the format lm-eval gives no date',
    })
  })

  it.each([
    ['2026-03-10T12:06:00Z', 'made 2026-03-10T12:06:00Z: in the future'],
    [NOW, `made ${NOW}: 0 s old, at most -1 s`],
    ['2026-03-09T11:59:58.5Z', 'made 2026-03-09T11:59:58.5Z: 86401 s old, at most -1 s'],
  ])('of %s is told', (created_at, note) => {
    const verdict = judge({ source: source({ maxAgeSeconds: -1 }), loaded: evidence({ created_at }) })
    expect(verdict.detail).toMatchObject({ note })
  })

  it('does not matter unless a limit is stated', () => {
    expect(judge({ loaded: evidence({ created_at: '1999-01-01T00:00:00Z' }) }).status).toBe('pass')
  })
})

describe('demanded bytes', () => {
  const demanded = { kind: 'path', text: 'eval/results.json', sha256: '9'.repeat(64) } as const

  it.each([
    ['in the config', { source: source({ location: demanded }) }],
    ['in the input', { loaded: evidence({}, { location: demanded }) }],
  ])('that differ are an error: %s', (_name, over) => {
    expect(judge(over)).toMatchObject({ status: 'error', reason: 'report-unreadable' })
  })

  it('that agree pass', () => {
    expect(judge({ source: source({ location: { ...demanded, sha256: SHA } }) }).status).toBe('pass')
  })
})

it('every problem is told; status and completeness lead', () => {
  const verdict = judge({
    source: source({ maxAgeSeconds: 1 }),
    loaded: evidence({ status: 'failed' }),
    identity: { kind: 'other', claim: 'v6' },
  })
  expect(verdict).toMatchObject({ status: 'fail', reason: 'report-incomplete' })
  expect(verdict.detail).toMatchObject({ note: 'failed; the report names v6; the format lm-eval gives no date' })
})
