import { createHash } from 'node:crypto'
import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import type { RecordFacts } from '../../../src/checks/facts.ts'
import type { Verdict } from '../../../src/checks/verdict.ts'
import {
  type AttestedRecord,
  attestationStanding,
  PREDICATE_TYPE,
  promotionStatement,
  type StoredStatement,
} from '../../../src/promotion/attestation.ts'
import { PromotionPredicate } from '../../../src/promotion/attestation-schema.ts'
import { type VersionContents, versionManifest } from '../../../src/promotion/version-manifest.ts'

const HASH = 'a'.repeat(64)
const FILES = [
  { path: 'b.bin', size: 2, md5: 'Yg==' },
  { path: 'a.json', size: 1, md5: null },
]
const CONTENTS: VersionContents = {
  artifactId: 'QXJ0OjE=',
  digest: 'd1',
  state: 'COMMITTED',
  size: 3,
  fileCount: 2,
  files: FILES,
}

const CHECK: Verdict = {
  id: '0',
  kind: 'metric',
  status: 'fail',
  reason: 'metric-below-min',
  label: 'acc',
  children: [],
}
const VERDICT: Verdict = {
  id: 'support-llm/production',
  kind: 'promotion',
  status: 'warn',
  label: 'support-llm production',
  children: [
    { id: 'version', kind: 'version', status: 'pass', label: 'version', children: [] },
    { id: 'checks', kind: 'group', status: 'fail', label: 'checks', children: [CHECK] },
  ],
}

const DRAFT: AttestedRecord['draft'] = {
  schema_version: 1,
  operation: 'promote',
  registry_path: 'acme/wandb-registry-model/support-llm',
  model: 'support-llm',
  stage: 'production',
  alias: 'production',
  from: null,
  to: { version: 'v1', artifact_id: 'QXJ0OjE=', digest: 'd1' },
  moves: [],
  verdict: VERDICT,
  rows: [],
  evidence: [],
  config: { path: '.github/model-gates.yml', commit: 'c0ffee', sha256: HASH },
  pins: { path: 'model-pins.yml', commit: 'c0ffee', version: 'v1' },
  approvals: [
    {
      role: 'steward',
      need: 1,
      counted: [{ login: 'ana', pull_request: 7, commit: 'abc', at: '2026-03-10T10:00:00Z' }],
      ignored: [{ login: 'eve', pull_request: 7, commit: 'abc', at: '2026-03-10T10:00:00Z', why: 'author' }],
    },
  ],
  tickets: [],
  reason: null,
  actor: 'cai',
  triggering_actor: 'cai',
  repository: { name: 'acme/models', id: 1 },
  pull_requests: [7],
  head_commits: ['abc'],
  merge_commit: 'def',
  workflow_ref: 'acme/models/.github/workflows/promote.yml@refs/heads/main',
  run: { id: '9', attempt: 1, job: 'promote', url: 'https://github.test/9' },
  requested_at: '2026-03-10T10:00:00Z',
  judged_at: '2026-03-10T10:00:00.000Z',
  software: { name: 'model-promotion-gate', version: '1.0.0' },
  drift: null,
  sequence: 1,
  previous_record: null,
}

const RECORD: AttestedRecord = {
  draft: DRAFT,
  runId: 'run1',
  url: 'https://wandb.test/run1',
  sha256: 'b'.repeat(64),
  finishedAt: '2026-03-10T10:00:05.000Z',
}

/** The record as it is read back; only what is compared. */
const READ = {
  runId: 'run1',
  sha256: RECORD.sha256,
  registryPath: DRAFT.registry_path,
  stage: 'production',
  to: { version: 'v1', artifactId: 'QXJ0OjE=', digest: 'd1' },
} as RecordFacts

function storedFor(record: AttestedRecord = RECORD, contents = CONTENTS): StoredStatement {
  const { subject, predicateType, predicate } = promotionStatement(record, contents)
  return { subjects: [subject.sha256], predicateType, predicate: JSON.parse(JSON.stringify(predicate)) }
}

describe('the manifest of a version', () => {
  it('is canonical JSON, says that its digests are MD5, and is hashed as it stands', () => {
    const { text, sha256 } = versionManifest(CONTENTS)
    expect(text).toBe(
      '{"artifactId":"QXJ0OjE=","digest":"d1","digests":"MD5, as Weights & Biases made them: identity, not protection against forgery",' +
        '"fileCount":2,"files":[{"md5":null,"path":"a.json","size":1},{"md5":"Yg==","path":"b.bin","size":2}],' +
        '"format":"model-promotion-gate/version-manifest/v1","size":3}',
    )
    expect(sha256).toBe(createHash('sha256').update(text).digest('hex'))
  })

  it('does not depend on the order in which files are listed', () => {
    const file = fc.record({ path: fc.string(), size: fc.nat(), md5: fc.option(fc.string()) })
    fc.assert(
      fc.property(fc.uniqueArray(file, { selector: ({ path }) => path.toWellFormed() }), (files) => {
        const one = versionManifest({ ...CONTENTS, files })
        return one.sha256 === versionManifest({ ...CONTENTS, files: files.toReversed() }).sha256
      }),
    )
  })

  it.each<[string, Partial<VersionContents>]>([
    ['artifact', { artifactId: 'other' }],
    ['digest', { digest: 'd2' }],
    ['size', { size: 4 }],
    ['number of files', { fileCount: 3 }],
    ['files that are not listed', { files: null }],
    ['a file', { files: [{ path: 'b.bin', size: 2, md5: 'Yw==' }] }],
  ])('changes with the %s', (_, change) => {
    expect(versionManifest({ ...CONTENTS, ...change }).sha256).not.toBe(versionManifest(CONTENTS).sha256)
  })
})

describe('the statement', () => {
  const { subject, predicateType, predicate } = promotionStatement(RECORD, CONTENTS)

  it('is about the manifest, which it carries', () => {
    expect(subject).toEqual({
      name: 'acme/wandb-registry-model/support-llm:v1',
      sha256: createHash('sha256').update(predicate.manifest).digest('hex'),
    })
    expect(predicateType).toBe(PREDICATE_TYPE)
  })

  it('has the published form, and says who approved, by which gates, without numbers', () => {
    expect(PromotionPredicate.safeParse(predicate).error?.issues ?? []).toEqual([])
    expect(predicate.verdict).toEqual({
      status: 'warn',
      checks: [
        { id: 'version', kind: 'version', status: 'pass' },
        { id: 'checks/0', kind: 'metric', status: 'fail', reason: 'metric-below-min' },
      ],
    })
    expect(predicate.approvals).toEqual([
      {
        role: 'steward',
        need: 1,
        counted: [{ login: 'ana', pullRequest: 7, commit: 'abc', at: '2026-03-10T10:00:00Z' }],
      },
    ])
  })

  it('holds no lone surrogate, whatever others wrote', () => {
    const draft = { ...DRAFT, reason: 'half \ud83d' }
    expect(promotionStatement({ ...RECORD, draft }, CONTENTS).predicate.reason).toBe('half \ufffd')
  })
})

describe('a record beside the statements that are stored', () => {
  it.each<[string, readonly StoredStatement[], string]>([
    ['its own', [storedFor()], 'attested'],
    ['its own among others', [{ ...storedFor(), predicateType: 'x' }, storedFor()], 'attested'],
    ['none', [], 'absent'],
    ['one of another run', [storedFor({ ...RECORD, runId: 'run2' })], 'absent'],
    ['one of another stage', [storedFor({ ...RECORD, draft: { ...DRAFT, stage: 'staging' } })], 'absent'],
    ['one of another registry', [storedFor({ ...RECORD, draft: { ...DRAFT, registry_path: 'x/y/z' } })], 'absent'],
    ['one of another type', [{ ...storedFor(), predicateType: 'https://slsa.dev/provenance/v1' }], 'absent'],
    ['one for other contents', [storedFor(RECORD, { ...CONTENTS, size: 4 })], 'absent'],
    [
      'one whose manifest is not what it was stored for',
      [{ ...storedFor(RECORD, { ...CONTENTS, size: 4 }), subjects: storedFor().subjects }],
      'absent',
    ],
    ['one that was signed for another subject', [{ ...storedFor(), subjects: [HASH] }], 'absent'],
    ['one that cannot be read', [{ ...storedFor(), predicate: { schemaVersion: 2 } }], 'absent'],
    ['one of this run with another hash', [storedFor({ ...RECORD, sha256: HASH })], 'altered'],
    [
      'one of this run about another version',
      [storedFor({ ...RECORD, draft: { ...DRAFT, to: { ...DRAFT.to, artifact_id: 'other' } } })],
      'altered',
    ],
  ])('%s', (_, stored, standing) => {
    expect(attestationStanding(READ, CONTENTS, stored)).toBe(standing)
  })
})
