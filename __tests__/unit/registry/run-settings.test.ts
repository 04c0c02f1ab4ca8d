import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { parseSettings, repositoryOf, withSettings } from '../../../src/registry/run-settings.ts'
import { Node } from '../../../src/registry/shape.ts'
import { version } from '../checks/facts-builder.ts'

function settings(config: unknown) {
  const parsed = parseSettings(typeof config === 'string' ? config : JSON.stringify(config))
  return parsed === null ? null : { values: Object.fromEntries(parsed.values), complete: parsed.complete }
}

describe('the config of a run', () => {
  it.each<[string, unknown, Record<string, string>]>([
    ['as W&B stores it', { lr: { value: 0.001, desc: null }, name: { value: 'a' } }, { lr: '0.001', name: '"a"' }],
    ['plain values', { lr: 1, on: true, off: null }, { lr: '1', on: 'true', off: 'null' }],
    ['nested keys', { lora: { value: { rank: 16, on: { a: 1 } } } }, { 'lora.rank': '16', 'lora.on.a': '1' }],
    ['lists whole', { layers: { value: [1, { a: 2 }] } }, { layers: '[1,{"a":2}]' }],
    ['an empty object', { lora: { value: {} } }, { lora: '{}' }],
    ['no keys of W&B', { _wandb: { value: { t: 1 } }, _step: 1, a: 1 }, { a: '1' }],
    ['nothing', {}, {}],
    ['names of the language', JSON.parse('{"__proto__": 1, "constructor": {"value": 2}}'), { constructor: '2' }],
  ])('%s', (_name, config, values) => {
    expect(settings(config)).toEqual({ values, complete: true })
  })

  it.each<[string, string]>([
    ['no JSON', '{'],
    ['a list', '[1]'],
    ['null', 'null'],
    ['a text', '"a"'],
    ['beyond what is compared', JSON.stringify({ a: 'x'.repeat(256_000) })],
  ])('is unknown when it is %s', (_name, text) => {
    expect(parseSettings(text)).toBeNull()
  })

  it('is cut behind a thousand keys, and not read endlessly deep', () => {
    const many = settings(Object.fromEntries(Array.from({ length: 1_001 }, (_, index) => [`k${index}`, index])))
    expect(many?.complete).toBe(false)
    expect(Object.keys(many?.values ?? {})).toHaveLength(1_000)
    const deep = Array.from({ length: 50 }).reduce<unknown>((inner) => ({ a: inner }), 1)
    expect(Object.keys(settings({ d: deep })?.values ?? {})).toEqual(['d.a.a.a.a.a'])
  })

  it('never throws', () => {
    fc.assert(fc.property(fc.oneof(fc.json(), fc.string()), (text) => void parseSettings(text)))
  })
})

describe('the repository of a run', () => {
  it.each([
    ['https://github.com/acme/models.git', 'https://github.com/acme/models'],
    ['https://github.com/acme/models/', 'https://github.com/acme/models'],
    ['git@github.com:acme/models.git', 'https://github.com/acme/models'],
    ['ssh://git@github.com/acme/models', 'https://github.com/acme/models'],
    ['https://ci:hunter2@ghe.acme.io:8443/acme/models.git', 'https://ghe.acme.io/acme/models'],
    ['https://x-access-token:ghs_abc@github.com/acme/models', 'https://github.com/acme/models'],
    ['https://gitlab.com/group/sub/models.git', null],
    ['/home/ana/models', null],
    ['file:///home/ana/models', null],
    ['javascript:alert(1)//a/b', null],
    ['', null],
  ])('%s', (remote, expected) => {
    expect(repositoryOf(remote)).toBe(expected)
  })
})

describe('a version', () => {
  const artifact = (createdBy: unknown) => new Node({ createdBy }, 'data.holder.artifact')
  const CONFIG = { config: '{"lr":{"value":1}}', github: 'git@github.com:acme/models.git' }

  it('has them where they were asked for', () => {
    expect(withSettings(version(), artifact(CONFIG))?.producer).toMatchObject({
      id: 'run1',
      repository: 'https://github.com/acme/models',
      settings: { values: new Map([['lr', '1']]), complete: true },
    })
    expect(withSettings(version(), artifact({ config: 7, github: {} }))?.producer).toMatchObject({
      repository: null,
      settings: null,
    })
  })

  it.each([
    ['no version', null, artifact(CONFIG)],
    ['no producing run', version({ producer: null }), artifact(CONFIG)],
    ['no artifact', version(), new Node(null, 'data.holder')],
    ['nobody who made it', version(), artifact(null)],
    ['nothing asked for', version(), artifact({ __typename: 'Run' })],
  ])('stays as it is: %s', (_name, facts, node) => {
    expect(withSettings(facts, node)).toBe(facts)
  })
})
