import { describe, expect, it } from '@jest/globals'
import type { RunFacts } from '../../../src/checks/facts.ts'
import { settingChanges } from '../../../src/promotion/setting-changes.ts'
import { versionChanges } from '../../../src/promotion/version-changes.ts'
import { version } from '../checks/facts-builder.ts'

type Input = RunFacts['inputs'][number]

const RUN: RunFacts = {
  entity: 'ml',
  project: 'support',
  id: 'run1',
  displayName: null,
  state: 'finished',
  commit: 'c0ffee',
  inputs: [],
}

function input(path: string, type = 'dataset', digest = path): Input {
  return { path: `ml/support/${path}`, type, digest }
}

function changes(before: Partial<RunFacts> | null, after: Partial<RunFacts> | null) {
  const made = (run: Partial<RunFacts> | null) => (run === null ? null : { ...RUN, ...run })
  return versionChanges(version({ version: 'v6', producer: made(before) }), version({ producer: made(after) }), [])
}

function inputs(before: readonly Input[], after: readonly Input[]) {
  return changes({ inputs: before }, { inputs: after }).inputs?.map(({ name, type, from, to }) => [
    name,
    type,
    from,
    to,
  ])
}

describe('inputs', () => {
  it.each<[string, readonly Input[], readonly Input[], unknown]>([
    ['the same', [input('a:v1')], [input('a:v1')], []],
    ['in another order', [input('a:v1'), input('b:v1')], [input('b:v1'), input('a:v1')], []],
    ['a newer version', [input('a:v1')], [input('a:v2')], [['ml/support/a', 'dataset', 'v1', 'v2']]],
    ['one more', [], [input('a:v2')], [['ml/support/a', 'dataset', null, 'v2']]],
    ['one less', [input('a:v2')], [], [['ml/support/a', 'dataset', 'v2', null]]],
    [
      'two versions of one',
      [input('a:v1')],
      [input('a:v2'), input('a:v1')],
      [['ml/support/a', 'dataset', 'v1', 'v1, v2']],
    ],
    [
      'a version that may not be seen, by digest',
      [input('a', 'dataset', '0123456789ab')],
      [input('a', 'dataset', 'ffff')],
      [['ml/support/a', 'dataset', '01234567', 'ffff']],
    ],
    [
      'of one name and two types',
      [input('a:v1', 'model')],
      [input('a:v1')],
      [
        ['ml/support/a', 'dataset', null, 'v1'],
        ['ml/support/a', 'model', 'v1', null],
      ],
    ],
  ])('%s', (_name, before, after, expected) => {
    expect(inputs(before, after)).toEqual(expected)
  })

  it('are not compared where the listing may be cut', () => {
    const many = Array.from({ length: 100 }, (_, index) => input(`a${index}:v1`))
    expect(inputs(many, [input('a:v1')])).toBeUndefined()
    expect(inputs([input('a:v1')], many)).toBeUndefined()
    expect(inputs(many.slice(1), many.slice(1))).toEqual([])
  })
})

describe('code', () => {
  it.each<[string, Partial<RunFacts>, Partial<RunFacts>, unknown]>([
    [
      'of one repository',
      { repository: 'https://github.com/Acme/models' },
      { commit: 'dd', repository: 'https://github.com/acme/models' },
      { from: 'c0ffee', to: 'dd', repository: 'https://github.com/acme/models' },
    ],
    [
      'of two repositories',
      { repository: 'https://github.com/acme/old' },
      { repository: 'https://github.com/acme/models' },
      { from: 'c0ffee', to: 'c0ffee', repository: null },
    ],
    [
      'of one that is not named',
      { repository: null },
      { repository: 'https://github.com/acme/models' },
      { from: 'c0ffee', to: 'c0ffee', repository: null },
    ],
    ['of none that is named', {}, {}, { from: 'c0ffee', to: 'c0ffee', repository: null }],
    ['without a commit before', { commit: null }, {}, null],
    ['without a commit now', {}, { commit: null }, null],
  ])('%s', (_name, before, after, expected) => {
    expect(changes(before, after).commits).toEqual(expected)
  })
})

it.each([
  ['before', null, {}],
  ['now', {}, null],
])('nothing is known without a producing run %s', (_when, before, after) => {
  expect(changes(before, after)).toEqual({
    from: 'v6',
    to: 'v7',
    inputs: null,
    commits: null,
    settings: null,
    metrics: [],
  })
})

describe('config', () => {
  const settings = (values: Record<string, unknown>, complete = true) => ({
    values: new Map(Object.entries(values).map(([key, value]) => [key, JSON.stringify(value)])),
    complete,
  })
  const compared = (before: Record<string, unknown>, after: Record<string, unknown>) =>
    settingChanges(settings(before), settings(after)).changes

  it('is compared where both runs have one', () => {
    const both = changes({ settings: settings({ lr: 1 }) }, { settings: settings({ lr: 2 }) })
    expect(both.settings?.changes).toEqual([{ key: 'lr', from: { text: '1' }, to: { text: '2' } }])
    expect(changes({ settings: null }, { settings: settings({}) }).settings).toBeNull()
    expect(changes({ settings: settings({}) }, {}).settings).toBeNull()
  })

  it('keys of both stand before keys of one, else by name; the rest is counted', () => {
    const before = { b: 1, gone: true, same: 'x', a: null }
    expect(compared(before, { b: 2, a: 0, same: 'x', added: 'adamw' })).toEqual([
      { key: 'a', from: { text: 'null' }, to: { text: '0' } },
      { key: 'b', from: { text: '1' }, to: { text: '2' } },
      { key: 'added', from: null, to: { text: 'adamw' } },
      { key: 'gone', from: { text: 'true' }, to: null },
    ])
    const many = Object.fromEntries(Array.from({ length: 40 }, (_, index) => [`k${index}`, index]))
    const result = settingChanges(settings({}), settings(many))
    expect([result.changes.length, result.more, result.complete]).toEqual([15, 25, true])
  })

  it('what lies behind the end of a cut config is not called gone', () => {
    const { changes: found, complete } = settingChanges(settings({ a: 1, b: 1 }, false), settings({ a: 2, c: 1 }))
    expect([found.map(({ key }) => key), complete]).toEqual([['a'], false])
  })

  it.each<[string, unknown]>([
    ['optimizer', 'adamw_torch'],
    ['base', 'meta-llama/Llama-3.1-8B-Instruct'],
    ['lr_scheduler_type', 'cosine'],
    ['data', 'tickets-curated:v8'],
    ['dtype', 'bfloat16'],
    ['started', '2026-11-20'],
    ['empty', ''],
    ['vocabulary', 'SentencePiece'],
    ['use_auth_token', false],
    ['eos_token_id', 2],
    ['max_tokens_per_batch', 4096],
    ['keyboard', 'qwerty'],
    ['author', 'ana'],
  ])('a plain value is shown: %s', (key, value) => {
    const [change] = compared({}, { [key]: value })
    expect(change?.to).toEqual({ text: typeof value === 'string' ? value : JSON.stringify(value) })
  })

  it.each<[string, unknown]>([
    ['api_key', 'plain'],
    ['openai.apiKey', 'plain'],
    ['WANDB_API_KEY', 'plain'],
    ['hf_token', 'plain'],
    ['db.password', 'plain'],
    ['db_pwd', 1234],
    ['client_secret', 'plain'],
    ['aws.secretAccessKey', 'plain'],
    ['sessionId', 'plain'],
    ['auth', 'plain'],
    ['signingKey', 'plain'],
    ['dsn', 'plain'],
    ['salt', 42],
    ['eos_token', 'plain'],
    ['value', 'sk-proj-abcdefghijklmnopqrstuvwxyz123456'],
    ['value', 'ghp_abcdefABCDEF0123456789abcdefABCDEF01'],
    ['value', 'AKIAIOSFODNN7EXAMPLE'],
    ['value', '9f8e7d6c5b4a39281706f5e4d3c2b1a098765432'],
    ['value', 'hf_AbCdEfGhIjKlMnOpQrStUvWxYz'],
    ['value', 'postgres://ana:pw@db/x'],
    ['value', 'ana@acme.test'],
    ['value', 'C:\\Users\\ana'],
    ['value', 'two\nlines'],
    ['value', 'x'.repeat(41)],
    ['value', 'aB3dE6gH9'],
    ['value', ['a']],
    ['value', { a: 1 }],
  ])('what may be a secret is not: %s %j', (key, value) => {
    expect(compared({}, { [key]: value })).toEqual([{ key, from: null, to: 'hidden' }])
  })
})
