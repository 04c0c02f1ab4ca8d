import { createHash } from 'node:crypto'
import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { canonicalJson } from '../../../src/registry/canonical-json.ts'
import { encodeConfig, isAbout, parseRecord, recordFilter } from '../../../src/registry/records.ts'
import { Node } from '../../../src/registry/shape.ts'

const urlOf = (id: string) => `https://wandb.test/${id}`

function parse(run: { config?: unknown; summary?: unknown; createdAt?: string }) {
  const texts = { config: JSON.stringify(run.config ?? null), summaryMetrics: JSON.stringify(run.summary ?? null) }
  return parseRecord(new Node({ name: 'r', createdAt: run.createdAt ?? '2026-11-01T12:00:00', ...texts }, 'run'), urlOf)
}

describe('parseRecord', () => {
  it('believes a hash only over the exact bytes', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.boolean(), (record, altered) => {
        const record_sha256 = createHash('sha256').update(record, 'utf8').digest('hex')
        const config = { record: { value: altered ? `${record}x` : record, desc: null } }
        return parse({ config, summary: { record_sha256 } }).intact === !altered
      }),
    )
  })

  it.each([
    ['nothing at all', {}],
    ['lists where objects belong', { config: [1], summary: [2] }],
    ['values without wrapping', { config: { operation: 'promote', record: '{}' }, summary: { record_sha256: 7 } }],
    [
      'a body of another shape',
      {
        config: { record: { value: '{"from":1,"to":[],"run":null,"sequence":"1","pull_requests":{}}' } },
        summary: { record_sha256: 'x' },
      },
    ],
  ])('never fails on %s', (_case, run) => {
    const record = parse(run)
    expect(record).toMatchObject({
      runId: 'r',
      intact: false,
      from: null,
      to: null,
      sequence: 0,
      pullRequests: [],
      url: 'https://wandb.test/r',
    })
  })

  it('reads times without a zone as UTC', () => {
    expect(parse({ createdAt: '2026-11-01T12:00:00' }).createdAt).toBe('2026-11-01T12:00:00.000Z')
    expect(parse({ createdAt: '2026-11-01T13:00:00+01:00' }).createdAt).toBe('2026-11-01T12:00:00.000Z')
    expect(() => parse({ createdAt: 'noon' })).toThrow('`run.createdAt` is not a time')
  })

  it('is unfinished without a hash, whatever the config says', () => {
    const config = { record: { value: '{"conclusion":"applied","stage":"a"}' }, intent: { value: '{"stage":"b"}' } }
    expect(parse({ config, summary: { conclusion: 'applied' } })).toMatchObject({
      sha256: null,
      conclusion: null,
      stage: 'b',
    })
  })
})

it('a record of unknown path is not hidden; one of another path is', () => {
  const known = parse({ config: { record: '{"registry_path":"a/b/c","stage":"s"}' }, summary: { record_sha256: 'x' } })
  const unreadable = parse({ config: { record: '{', stage: 's' }, summary: { record_sha256: 'x' } })
  expect([known, unreadable].map((record) => isAbout(record, ['a/b/c'], 's'))).toEqual([true, true])
  expect([known, unreadable].map((record) => isAbout(record, ['other'], 's'))).toEqual([false, true])
  expect([known, unreadable].map((record) => isAbout(record, ['a/b/c'], 't'))).toEqual([false, false])
})

it('wraps config values as W&B does', () => {
  expect(JSON.parse(encodeConfig({ a: 'x', n: 7, none: null }))).toEqual({
    a: { value: 'x' },
    n: { value: 7 },
    none: { value: null },
  })
})

it('asks for config keys under both names', () => {
  expect(JSON.parse(recordFilter({ model: 'm"', stage: 's', toVersion: 'v1' }))).toEqual({
    $and: [
      { jobType: 'model-promotion' },
      { group: 'm"' },
      { tags: { $in: ['s'] } },
      { $or: [{ 'config.to_version': 'v1' }, { 'config.to_version.value': 'v1' }] },
    ],
  })
})

describe('canonicalJson', () => {
  it('sorts as RFC 8785 does', () => {
    const value = {
      '€': 1,
      '\r': 2,
      '😀': 3,
      '1': 4,
      ö: 5,
      '\u0080': 6,
      \ufb33: 7,
      a: [1e21, 1e-7, -0, 4.5, null, true, { b: 1, a: 2 }],
    }
    expect(canonicalJson(value)).toBe(
      '{"\\r":2,"1":4,"a":[1e+21,1e-7,0,4.5,null,true,{"a":2,"b":1}],"\u0080":6,"ö":5,"€":1,"😀":3,"\ufb33":7}',
    )
  })

  it('does not depend on the order of keys and loses nothing', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (value) => {
        const plain: unknown = JSON.parse(JSON.stringify(value))
        const reversed = Object.fromEntries(Object.entries(value).reverse())
        expect(canonicalJson(reversed)).toBe(canonicalJson(value))
        expect(JSON.parse(canonicalJson(value))).toEqual(plain)
      }),
    )
  })
})
