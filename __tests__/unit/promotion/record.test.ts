import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { canonicalJson, sha256Hex } from '../../../src/promotion/canonical-json.ts'
import type { RecordConclusion } from '../../../src/promotion/record.ts'
import { bodyMove, chainAfter, closeRecord, recordText, recordVersionOf } from '../../../src/promotion/record.ts'
import { ownRecordRunIds, recordRunId } from '../../../src/promotion/record-id.ts'
import type { RunContext } from '../../../src/promotion/run-context.ts'
import { record } from '../checks/facts-builder.ts'
import { named, V6, V7 } from './promotion-builder.ts'

const closing = { conclusion: 'applied' as RecordConclusion, moves_made: [], finished_at: '2026-03-10T10:00:00Z' }

describe('a closed record', () => {
  it('holds draft and closing facts, and its id is the hash of its exact bytes', () => {
    const { text, sha256 } = closeRecord({ b: 1, a: { z: null } }, { ...closing, note: 'n' }, null)
    expect(text).toBe(
      '{"a":{"z":null},"b":1,"conclusion":"applied","finished_at":"2026-03-10T10:00:00Z","moves_made":[],"note":"n"}',
    )
    expect(sha256).toBe(sha256Hex(text))
  })

  it('is told how it ended by its closing facts, whatever the draft says', () => {
    const forged = closeRecord(
      { conclusion: 'applied', finished_at: 'never' },
      { ...closing, conclusion: 'abandoned' },
      null,
    )
    expect(JSON.parse(forged.text)).toEqual({ ...closing, conclusion: 'abandoned' })
  })

  it('does not depend on the order of keys', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (draft) => {
        const turned = Object.fromEntries(Object.entries(draft).reverse())
        expect(closeRecord(turned, closing, null)).toEqual(closeRecord(draft, closing, null))
      }),
    )
  })

  it('writes what no canonical JSON can hold as U+FFFD, in keys and values, at any depth', () => {
    expect(recordText({ rows: [{ 'a\ud800': 'b\udfff', whole: '😀' }] })).toBe(
      '{"rows":[{"a\ufffd":"b\ufffd","whole":"😀"}]}',
    )
  })

  it('is canonical JSON otherwise', () => {
    const body = JSON.parse('{"__proto__":{"x":[1e21,-0,null,true]},"a":"\\u20ac"}')
    expect(recordText(body)).toBe(canonicalJson(body))
  })
})

it('writes versions and moves in the snake case of file contracts', () => {
  const [from, to] = [recordVersionOf(V6), recordVersionOf(V7)]
  expect(to).toEqual(named(V7))
  const body = { version: 'v7', artifact_id: 'artifact-7', digest: 'digest-7' }
  expect(bodyMove({ alias: 'production', from: null, to, purpose: 'stage' })).toEqual({
    alias: 'production',
    from: null,
    to: body,
    purpose: 'stage',
  })
  expect(bodyMove({ alias: 'x', from, to, purpose: 'keep-previous' }).from).toEqual({
    version: 'v6',
    artifact_id: 'artifact-6',
    digest: 'digest-6',
  })
})

describe('the chain', () => {
  it('begins with 1 and nothing before', () => {
    expect(chainAfter([])).toEqual({ sequence: 1, previousRecord: null })
  })

  it('goes on from the newest closed record, whatever it came to, and passes over open ones', () => {
    const open = record({ sha256: null, sequence: 9 })
    const abandoned = record({ sha256: 'b'.repeat(64), sequence: 4, conclusion: 'abandoned' })
    expect(chainAfter([open, abandoned, record({ sequence: 3 })])).toEqual({
      sequence: 5,
      previousRecord: 'b'.repeat(64),
    })
    expect(chainAfter([open])).toEqual({ sequence: 1, previousRecord: null })
  })
})

const context: RunContext = {
  event: { kind: 'branch', name: 'schedule', branch: 'main' },
  repository: { owner: 'acme', name: 'models', id: 4242 },
  commit: 'c',
  run: { id: '900', attempt: 3, job: 'promote', url: 'https://github.test/run' },
  workflowRef: 'w',
  actor: 'dev',
  triggeringActor: 'dev',
}
const scope = { operation: 'promote', registryPath: 'acme/wandb-registry-model/support-llm', stage: 'production' }

describe('the id of a record run', () => {
  const id = recordRunId(context, 3, scope)

  it('is the same for the same request, and usable as a W&B run id', () => {
    expect(recordRunId({ ...context, actor: 'other', commit: 'd' }, 3, { ...scope })).toBe(id)
    expect(id).toMatch(/^[0-9a-f]{64}$/)
  })

  it('differs by every part of contract §6', () => {
    const ids = [
      id,
      recordRunId({ ...context, repository: { ...context.repository, id: 4243 } }, 3, scope),
      recordRunId({ ...context, run: { ...context.run, id: '901' } }, 3, scope),
      recordRunId(context, 4, scope),
      recordRunId({ ...context, run: { ...context.run, job: 'other' } }, 3, scope),
      recordRunId(context, 3, { ...scope, operation: 'rollback' }),
      recordRunId(context, 3, { ...scope, registryPath: 'acme/wandb-registry-model/ranker' }),
      recordRunId(context, 3, { ...scope, stage: 'staging' }),
    ]
    expect(new Set(ids).size).toBe(ids.length)
  })

  it('cannot be had by shifting text from one part to the next', () => {
    const shifted = { ...scope, operation: `${scope.operation}${scope.registryPath}`, registryPath: '' }
    expect(recordRunId(context, 3, shifted)).not.toBe(id)
  })

  it('is known for this attempt and all before, newest first', () => {
    expect(ownRecordRunIds(context, scope)).toEqual([3, 2, 1].map((attempt) => recordRunId(context, attempt, scope)))
  })

  it('is looked for in as many attempts as GitHub allows', () => {
    const late = { ...context, run: { ...context.run, attempt: 80 } }
    const ids = ownRecordRunIds(late, scope)
    expect(ids).toHaveLength(50)
    expect(ids.at(-1)).toBe(recordRunId(late, 31, scope))
  })
})
