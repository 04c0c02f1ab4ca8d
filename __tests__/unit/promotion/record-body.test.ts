import { describe, expect, it } from '@jest/globals'
import type { RecordFacts } from '../../../src/checks/facts.ts'
import { actorsOf, bodyText, configDigestOf, costOf, trustText } from '../../../src/promotion/record-body.ts'
import { record } from '../checks/facts-builder.ts'

type Body = RecordFacts['body']

it.each<[string, Body, string]>([
  ['no body', null, ''],
  ['an empty body', {}, ''],
  ['one actor', { actor: 'ana' }, 'ana'],
  ['the same person twice', { actor: 'ana', triggering_actor: 'ana' }, 'ana'],
  ['a re-run by somebody else', { actor: 'ana', triggering_actor: 'bo' }, 'ana, bo'],
  ['an empty actor', { actor: '', triggering_actor: 'bo' }, 'bo'],
  ['an actor that is no text', { actor: 7, triggering_actor: null }, ''],
])('names who acted: %s', (_, body, expected) => {
  expect(actorsOf(record({ body }))).toBe(expected)
})

it.each<[string, Body, string | null]>([
  ['no body', null, null],
  ['not there', {}, null],
  ['a number', { reason: 3 }, null],
  ['empty', { reason: '' }, ''],
  ['a text', { reason: 'drift' }, 'drift'],
])('reads a text of the body: %s', (_, body, expected) => {
  expect(bodyText(record({ body }), 'reason')).toBe(expected)
})

it.each<[string, Body, string | null]>([
  ['no body', null, null],
  ['no config', {}, null],
  ['a null config', { config: null }, null],
  ['a config that is a text', { config: 'abc' }, null],
  ['a config without a digest', { config: { path: 'gates.yml' } }, null],
  ['a digest that is no text', { config: { sha256: 5 } }, null],
  ['a digest', { config: { sha256: 'abc' } }, 'abc'],
])('reads the digest of the config: %s', (_, body, expected) => {
  expect(configDigestOf(record({ body }))).toBe(expected)
})

describe('the cost that a record keeps', () => {
  it.each<[string, unknown]>([
    ['no rows', undefined],
    ['rows that are no list', { metric: 'cost', value: 1 }],
    ['rows that cannot be read', [null, 'cost', 1, {}, { metric: 'cost' }, { value: 1 }]],
    ['a metric that is no text', [{ metric: 1, value: 1 }]],
    ['a cost that is no number', [{ metric: 'cost', value: '0.2' }]],
    ['cost only inside another word', [{ metric: 'costume_score', value: 1 }]],
    ['cost only at the end of another word', [{ metric: 'accost', value: 1 }]],
  ])('is null: %s', (_, rows) => {
    expect(costOf(record({ body: { rows } }))).toBeNull()
  })

  it.each(['cost', 'cost_usd', 'inference-costs', 'Total Cost', 'cost2'])('is found under %s', (metric) => {
    const rows = [null, { metric: 'acc', value: 0.9 }, { metric, value: 0.21 }, { metric: 'cost', value: 9 }]
    expect(costOf(record({ body: { rows } }))).toEqual({ metric, value: 0.21 })
  })

  it('is null without a body', () => {
    expect(costOf(record())).toBeNull()
  })
})

it.each<[Partial<RecordFacts>, readonly string[], string]>([
  [{ sha256: null }, [], 'open'],
  [{ sha256: null, intact: false, signature: 's' }, ['key'], 'open'],
  [{ intact: false }, [], 'not intact'],
  [{ intact: false, signature: 's' }, ['key'], 'not intact'],
  [{ intact: false }, ['key'], 'unsigned'],
  [{ signature: null }, [], 'unsigned'],
  [{ signature: 's' }, ['key'], 'signed'],
  [{ signature: 's' }, [], 'signed, no key to check'],
])('says how far %j can be believed with the keys %j: %s', (over, keys, expected) => {
  expect(trustText(record(over), keys)).toBe(expected)
})
