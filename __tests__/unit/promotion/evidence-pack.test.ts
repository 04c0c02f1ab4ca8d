import { describe, expect, it } from '@jest/globals'
import type { RecordFacts } from '../../../src/checks/facts.ts'
import { chainAround, type EvidencePack, type PackedFile, packRecord } from '../../../src/promotion/evidence-pack.ts'
import { readPackBody } from '../../../src/promotion/evidence-pack-body.ts'
import { packFindings } from '../../../src/promotion/evidence-pack-findings.ts'
import { closeRecord } from '../../../src/promotion/record.ts'

const NOW = Date.parse('2026-03-10T10:00:00Z')

/** A closed record; `after` is the one that it follows. */
function record(sequence: number, after: RecordFacts | null, more: Partial<RecordFacts> & { note?: string } = {}) {
  const { note = '', ...facts } = more
  const previousRecord = after?.sha256 ?? null
  const draft = { registry_path: 'a/b/c', stage: 'production', note, sequence, previous_record: previousRecord }
  const closing = { conclusion: 'applied', moves_made: [], finished_at: '2026-03-10T10:00:00Z' } as const
  const { text, sha256 } = closeRecord(draft, closing, null)
  const made: RecordFacts = {
    runId: `run-${sequence}${note}`,
    createdAt: new Date(NOW + sequence * 60_000).toISOString(),
    sha256,
    intact: true,
    signature: null,
    text,
    operation: 'promote',
    registryPath: 'a/b/c',
    model: 'm',
    stage: 'production',
    alias: 'production',
    conclusion: 'applied',
    from: null,
    to: null,
    sequence,
    previousRecord,
    finishedAt: null,
    workflowRunId: '1',
    workflowRunAttempt: 1,
    pullRequests: [],
    body: null,
    url: '',
  }
  return { ...made, ...facts }
}

const one = record(1, null)
const two = record(2, one)
const three = record(3, two)
const four = record(4, three)
const LINE = [four, three, two, one]
const OPEN = record(5, four, { sha256: null })

function told(subject: RecordFacts, all: readonly RecordFacts[], limits = { before: 9, after: 9, textBytes: 1e6 }) {
  const { complete, records, concurrent } = chainAround(subject, all, limits)
  return {
    complete,
    path: records.map(({ run_id: id, record: text }) => (text === null ? `(${id})` : id)).join(' '),
    concurrent: concurrent.map(({ run_id: id }) => id),
  }
}

describe('the chain around a record', () => {
  const twin = record(3, two, { note: 'twin' })
  const lost = record(3, record(2, one, { note: 'lost' }))
  it.each<[string, RecordFacts, readonly RecordFacts[], string, boolean, readonly string[]]>([
    ['its middle', two, LINE, 'run-1 (run-2) run-3 run-4', true, []],
    ['its end', four, LINE, 'run-1 run-2 run-3 (run-4)', true, []],
    ['its beginning', one, LINE, '(run-1) run-2 run-3 run-4', true, []],
    ['one alone', one, [], '(run-1)', true, []],
    ['an open one beside it', four, [OPEN, ...LINE], 'run-1 run-2 run-3 (run-4)', true, []],
    ['a missing predecessor', lost, [lost, one], '(run-3)', false, []],
    ['a twin that nobody followed', four, [...LINE, twin], 'run-1 run-2 run-3 (run-4)', true, ['run-3twin']],
    ['a twin on the way on', two, [twin, ...LINE], 'run-1 (run-2) run-3 run-4', true, ['run-3twin']],
    ['a twin, listed later', two, [...LINE, twin], 'run-1 (run-2) run-3 run-4', true, ['run-3twin']],
    ['twins at the end', two, [three, two, one, twin], 'run-1 (run-2) run-3', true, ['run-3twin']],
    [
      'a copy of a record',
      two,
      [...LINE, { ...one, runId: 'copy', intact: false }],
      'run-1 (run-2) run-3 run-4',
      true,
      ['copy'],
    ],
  ])('%s', (_, subject, all, path, complete, concurrent) => {
    expect(told(subject, all)).toEqual({ path, complete, concurrent })
  })

  it('is the same when the record comes from another read', () => {
    expect(told({ ...two }, LINE)).toEqual(told(two, LINE))
  })

  it('ends where its limits are, and says that older ones exist', () => {
    expect(told(three, LINE, { before: 1, after: 0, textBytes: 1e6 })).toMatchObject({
      path: 'run-2 (run-3)',
      complete: false,
    })
  })

  it('keeps the texts of the nearest, as far as there is room', () => {
    const size = one.text?.length ?? 0
    expect(told(two, LINE, { before: 9, after: 9, textBytes: size * 2.5 }).path).toBe('run-1 (run-2) run-3 (run-4)')
  })

  it('ends also where hashes go round in a circle', () => {
    const a = record(1, null, { sha256: 'aa', previousRecord: 'bb' })
    const b = record(2, null, { sha256: 'bb', previousRecord: 'aa' })
    expect(told(a, [a, b]).path.split(' ').length).toBeLessThanOrEqual(3)
  })
})

function packOf(subject: RecordFacts, more: Partial<EvidencePack> = {}): EvidencePack {
  return {
    schema_version: 1,
    format: 'model-promotion-evidence-pack',
    made_at: '',
    made_by: { name: '', version: '', run: '' },
    record: packRecord(subject),
    record_keys: [],
    evidence: [],
    config: null,
    pins: null,
    chain: chainAround(subject, LINE),
    ...more,
  }
}

describe('what a pack proves', () => {
  const far = chainAround(four, LINE, { before: 9, after: 9, textBytes: 0 })
  const cut = chainAround(four, LINE, { before: 1, after: 0, textBytes: 1e6 })
  const empty = { complete: false, records: [], concurrent: [] }
  it.each<[string, Partial<EvidencePack>, string, string]>([
    ['a whole chain', {}, 'ok', '4 records, each names the one before it, from the first record of the stage.'],
    ['far records', { chain: far }, 'note', '3 of them are named by their hashes only.'],
    ['the end of a chain', { chain: cut }, 'note', 'but older records are not in this pack.'],
    ['a chain without the record', { chain: empty }, 'fail', 'the record of this pack is not in it'],
  ])('by %s', (_, more, status, text) => {
    const found = packFindings(packOf(four, more)).find(({ what }) => what === 'Chain')
    expect(found).toMatchObject({ status, text: expect.stringContaining(text) })
  })

  it.each<[string, string | null, readonly string[], string]>([
    ['none is asked for', null, [], 'note'],
    ['it is asked for', null, ['ed25519:x'], 'fail'],
    ['nobody says by which key', 'ed25519:y', [], 'note'],
    ['another key made it', 'ed25519:y', ['ed25519:x'], 'fail'],
  ])('without a signature, where %s', (_, signature, keys, status) => {
    const findings = packFindings(packOf({ ...one, signature }, { record_keys: keys }))
    expect(findings.find(({ what }) => what === 'Signature')?.status).toBe(status)
  })

  it.each<[PackedFile['state'], string]>([
    ['too-large', 'note'],
    ['left-out', 'note'],
    ['absent', 'note'],
    ['differs', 'fail'],
    ['unreadable', 'note'],
    ['embedded', 'fail'],
  ])('of a file that is %s', (state, status) => {
    const named = { ...one, text: (one.text ?? '').replace('{', '{"config":{"sha256":"c0"},') }
    const config = { name: 'Gate config', location: '', file: '', sha256: 'c0', bytes: null, state }
    expect(packFindings(packOf(named, { config })).at(-1)).toMatchObject({ what: 'Gate config', status })
  })
})

describe("a record's text", () => {
  it.each([['{'], ['[]'], ['"x"'], ['null']])('that is %s cannot be shown', (text) => {
    expect(readPackBody(text)).toBeNull()
  })

  it('is shown as far as its form is known', () => {
    const body = readPackBody(
      '{"model":7,"stage":"production","evidence":[{"name":"a"},{"name":"a","resolved":"b","sha256":"c"}],"owners":"x"}',
    )
    expect(body).toMatchObject({ model: null, stage: 'production', owners: [], verdict: null, approvals: [], to: null })
    expect(body?.evidence).toEqual([expect.objectContaining({ name: 'a', resolved: 'b', sha256: 'c', bytes: null })])
  })
})
