import { describe, expect, it } from '@jest/globals'
import { evaluateBindings } from '../../../src/checks/report-binding.ts'
import type { ReportBindings } from '../../../src/config/gate-config.ts'
import type { EvaluationReport, EvidenceOrigin, ReportRow } from '../../../src/evidence/report.ts'
import { AT, version } from './facts-builder.ts'

const HEAD = 'a'.repeat(40)
const MERGE = 'b'.repeat(40)
const TRAINED = 'c0ffee0'.padEnd(40, '1')
const PRODUCER = { ...version().producer, commit: TRAINED } as NonNullable<ReturnType<typeof version>['producer']>
const PIN = { name: 'research/evals/golden', version: 'v4' }

interface Given {
  readonly report?: Partial<EvaluationReport>
  readonly origin?: EvidenceOrigin
  readonly rows?: readonly Partial<ReportRow>[]
  readonly producer?: typeof PRODUCER | null
  readonly heads?: readonly string[]
}

/** `pass`, or the reason with what was found. */
function judge(bindings: ReportBindings, given: Given = {}): readonly string[] {
  const { report, origin, rows = [{}], producer = PRODUCER, heads = [HEAD, MERGE] } = given
  const location = { kind: 'path', text: 'q.json' } as const
  const verdicts = evaluateBindings({
    source: {
      name: 'quality',
      location,
      format: 'auto',
      identitySelect: null,
      unbound: 'fail',
      maxAgeSeconds: null,
      bindings,
      at: AT,
    },
    evidence: {
      name: 'quality',
      location,
      resolved: 'q.json',
      sha256: '',
      bytes: 1,
      gitBlob: '',
      observedAt: '',
      locationClaims: [],
      ...(origin === undefined ? {} : { origin }),
      report: { format: 'json', status: 'unknown', rows: [], identity: [], warnings: [], document: null, ...report },
    },
    rows: rows.map((row) => ({ metric: 'acc', value: 1, pointer: '/acc', ...row })),
    producer,
    heads,
  })
  return verdicts.map(({ status, reason, detail }) => {
    const observed = detail?.type === 'fact' ? (detail.observed ?? '') : ''
    return status === 'pass' ? 'pass' : `${status} ${reason}: ${observed}`
  })
}

it('is nothing where the config asks for nothing', () => {
  expect(judge({})).toEqual([])
})

it('is one node for each tie, with its place and what was expected', () => {
  const bindings: ReportBindings = { dataset: PIN, commit: 'version', run: 'producer' }
  expect(judge(bindings)).toEqual([
    'fail dataset-mismatch: it does not say which data set',
    'fail commit-mismatch: the report names no commit',
    'fail run-mismatch: the report names no run',
  ])
  const source = { name: 'q', location: { kind: 'path', text: 'q' }, format: 'auto', at: AT } as const
  const evidence = { report: { rows: [], identity: [] } }
  const [node] = evaluateBindings({
    source: { ...source, identitySelect: null, unbound: 'fail', maxAgeSeconds: null, bindings: { run: 'producer' } },
    evidence: evidence as never,
    rows: [],
    producer: PRODUCER,
    heads: [],
  })
  expect(node).toMatchObject({
    id: 'reports/q/run',
    kind: 'binding',
    label: 'run of q',
    at: AT,
    detail: { expected: 'the run that logged the version, ml/support/run1' },
  })
})

describe('commit: head', () => {
  it.each<[string, Given, string]>([
    ['the head', { report: { commit: HEAD } }, 'pass'],
    ['the merge of it', { report: { commit: MERGE } }, 'pass'],
    ['the head in short and in capitals', { report: { commit: 'AAAAAAA' } }, 'pass'],
    ['too short to be one commit', { report: { commit: 'aaaaaa' } }, 'fail commit-mismatch: aaaaaa'],
    ['the head with changes', { report: { commit: `${HEAD}-dirty` } }, `fail commit-mismatch: ${HEAD}-dirty`],
    ['longer than the head', { report: { commit: `${HEAD}a` } }, `fail commit-mismatch: ${HEAD}a`],
    ['another', { report: { commit: TRAINED } }, `fail commit-mismatch: ${TRAINED}`],
    ['a branch', { report: { commit: 'main' } }, 'fail commit-mismatch: main'],
    ['the run’s own', { origin: { commit: HEAD } }, 'pass'],
    [
      'the run says otherwise',
      { report: { commit: HEAD }, origin: { commit: TRAINED } },
      `fail commit-mismatch: ${TRAINED}`,
    ],
    ['nothing', {}, 'fail commit-mismatch: the report names no commit'],
    [
      'there is no pull request',
      { report: { commit: HEAD }, heads: [] },
      'fail commit-mismatch: nothing to compare with: the commit of the pull request is not known',
    ],
  ])('%s', (_what, given, expected) => {
    expect(judge({ commit: 'head' }, given)).toEqual([expected])
  })
})

describe('commit: version', () => {
  const unknown =
    'fail commit-mismatch: nothing to compare with: the commit of the run that logged the version is not known'
  it.each<[string, Given, string]>([
    ['that of the run that logged it', { report: { commit: TRAINED } }, 'pass'],
    ['the head', { report: { commit: HEAD } }, `fail commit-mismatch: ${HEAD}`],
    ['no run is known', { report: { commit: TRAINED }, producer: null }, unknown],
    ['the run knows no commit', { report: { commit: TRAINED }, producer: { ...PRODUCER, commit: null } }, unknown],
  ])('%s', (_what, given, expected) => {
    expect(judge({ commit: 'version' }, given)).toEqual([expected])
  })
})

describe('run: producer', () => {
  it.each<[string, Given, string]>([
    ['named by the report', { report: { run: 'ml/support/run1' } }, 'pass'],
    ['named as a location', { report: { run: 'wandb-run:ml/support/run1' } }, 'pass'],
    ['where it lies', { origin: { run: 'ml/support/run1' } }, 'pass'],
    ['a bare id could be of any project', { report: { run: 'run1' } }, 'fail run-mismatch: run1'],
    ['another', { origin: { run: 'ml/support/run2' } }, 'fail run-mismatch: ml/support/run2'],
    [
      'one of the two',
      { report: { run: 'ml/support/run1' }, origin: { run: 'ml/support/run2' } },
      'fail run-mismatch: ml/support/run2',
    ],
    ['nothing', { origin: {} }, 'fail run-mismatch: the report names no run'],
    [
      'no run is known',
      { report: { run: 'ml/support/run1' }, producer: null },
      'fail run-mismatch: nothing to compare with: the run that logged the version is not known',
    ],
  ])('%s', (_what, given, expected) => {
    expect(judge({ run: 'producer' }, given)).toEqual([expected])
  })
})

describe('dataset', () => {
  const own = (dataset?: string, version?: string): Partial<ReportRow> => ({
    ...(dataset === undefined ? {} : { dataset }),
    ...(version === undefined ? {} : { dataset_version: version }),
  })
  const used = (...versions: string[]) => ({
    origin: { datasets: versions.map((each) => ({ name: PIN.name, version: each, digest: `digest-${each}` })) },
  })
  const other = { origin: { datasets: [{ name: 'mallory/x/golden', version: 'v4', digest: 'd' }] } }
  const fail = (found: string) => `fail dataset-mismatch: ${found}`
  it.each<[string, Given, string]>([
    ['every number names it', { rows: [own(PIN.name, 'v4'), own(PIN.name, 'v4')] }, 'pass'],
    ['one number names another version', { rows: [own(PIN.name, 'v4'), own(PIN.name, 'v3')] }, fail(`${PIN.name} v3`)],
    ['one number names other data', { rows: [own(PIN.name, 'v4'), own('arc', 'v4')] }, fail('arc v4')],
    ['without a version', { rows: [own(PIN.name)] }, fail(`${PIN.name}, without its version`)],
    ['without a name', { rows: [own(undefined, 'v4')] }, fail('a data set without a name v4')],
    ['one number says nothing', { rows: [own(PIN.name, 'v4'), {}] }, fail('it does not say which data set')],
    ['the report says it for all', { report: { dataset: PIN } }, 'pass'],
    ['the report says it for the rest', { rows: [own(PIN.name, 'v4'), {}], report: { dataset: PIN } }, 'pass'],
    ['report and number differ', { rows: [own(PIN.name, 'v3')], report: { dataset: PIN } }, fail(`${PIN.name} v3`)],
    [
      'the report contradicts its run',
      { report: { dataset: { ...PIN, version: 'v3' } }, ...used('v4') },
      fail(`${PIN.name} v3`),
    ],
    ['the run used it', used('v4'), 'pass'],
    ['the run used it, known by digest', used('v3'), fail(`${PIN.name} v3`)],
    ['the run used two versions', used('v4', 'v3'), fail(`${PIN.name} v3`)],
    ['the run used one of the same last name', other, fail('its run used mallory/x/golden v4')],
    ['the run used nothing', { origin: { datasets: [] } }, fail('it does not say which data set')],
    ['no number is read and nothing said', { rows: [] }, fail('it does not say which data set')],
  ])('%s', (_what, given, expected) => {
    expect(judge({ dataset: PIN }, given)).toEqual([expected])
  })

  it('a digest serves as the version of a W&B data set', () => {
    const pin = { ...PIN, version: 'digest-v9' }
    expect(judge({ dataset: pin }, used('v9'))).toEqual(['pass'])
    expect(judge({ dataset: pin }, used('v8'))).toEqual([fail(`${PIN.name} v8`)])
  })
})
