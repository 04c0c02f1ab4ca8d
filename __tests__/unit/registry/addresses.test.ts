import { describe, expect, it } from '@jest/globals'
import type { VersionFacts } from '../../../src/checks/facts.ts'
import { InputError } from '../../../src/errors.ts'
import { appUrlOf } from '../../../src/registry/app-url.ts'
import { parseBaseUrl } from '../../../src/registry/base-url.ts'
import { createAppLinks } from '../../../src/registry/links.ts'

describe('parseBaseUrl', () => {
  it.each([
    ['https://api.wandb.ai', 'https://api.wandb.ai'],
    [' https://api.wandb.ai/ \n', 'https://api.wandb.ai'],
    ['https://acme.wandb.io', 'https://acme.wandb.io'],
    ['http://localhost:8080', 'http://localhost:8080'],
    ['https://ml.corp.test/tools/wandb//', 'https://ml.corp.test/tools/wandb'],
    ['https://forge.coreweave.com/api/wandb', 'https://forge.coreweave.com/api/wandb'],
    ['https://api.forge.coreweave.com', 'https://api.forge.coreweave.com'],
    ['https://notwandb.ai', 'https://notwandb.ai'],
  ])('%s → %s', (text, base) => {
    expect(parseBaseUrl(text)).toBe(base)
  })

  it.each([
    ['https://wandb.ai', 'Did you mean https://api.wandb.ai?'],
    ['https://www.wandb.ai/acme', 'Did you mean https://api.wandb.ai?'],
    ['http://api.wandb.ai', undefined],
    ['https://forge.coreweave.com', 'Did you mean https://forge.coreweave.com/api/wandb?'],
    ['https://forge.coreweave.com/graphql', 'Did you mean https://forge.coreweave.com/api/wandb?'],
    ['https://forge.coreweave.com:444/api/wandb', 'Did you mean https://forge.coreweave.com/api/wandb?'],
    ['http://api.forge.coreweave.com', 'Did you mean https://api.forge.coreweave.com?'],
    ['https://api.wandb.ai?x=1', undefined],
    ['https://me:pass@ml.corp.test', undefined],
    ['api.wandb.ai', 'For example https://api.wandb.ai.'],
    ['ftp://ml.corp.test', 'For example https://api.wandb.ai.'],
    ['', 'For example https://api.wandb.ai.'],
  ])('refuses %p', (text, hint) => {
    const parse = () => parseBaseUrl(text)
    expect(parse).toThrow(InputError)
    expect(parse).toThrow(expect.objectContaining({ code: 'invalid-input', hint }))
    expect(parse).not.toThrow(/pass/)
  })
})

it.each([
  ['https://api.wandb.ai', undefined, 'https://wandb.ai'],
  ['https://acme.wandb.io', undefined, 'https://acme.wandb.io'],
  ['https://api.wandb.test', undefined, 'https://app.wandb.test'],
  ['https://api.ml.corp.test/x', undefined, 'https://app.ml.corp.test/x'],
  ['https://ml.corp.test/wandb', undefined, 'https://ml.corp.test/wandb'],
  ['https://forge.coreweave.com/api/wandb', undefined, 'https://forge.coreweave.com/wandb'],
  ['https://api.forge.coreweave.com', undefined, 'https://forge.coreweave.com/wandb'],
  ['https://api.wandb.ai', ' https://app.corp.test/ ', 'https://app.corp.test'],
  ['https://api.wandb.ai', '', 'https://wandb.ai'],
  ['https://api.wandb.ai', 'javascript:alert(1)', 'https://wandb.ai'],
])('web app of %s with %p is %s', (base, override, app) => {
  expect(appUrlOf(base, override)).toBe(app)
})

describe('links', () => {
  const links = createAppLinks('https://wandb.ai')
  const registry = { entity: 'acme', project: 'wandb-registry-Golden Models' }
  const version: VersionFacts = {
    artifactId: 'a',
    digest: 'd',
    version: 'v11',
    state: 'COMMITTED',
    aliases: [],
    tags: [],
    artifactType: 'model',
    linkedAt: '2026-11-01T12:00:00Z',
    source: { entity: 'research', project: 'train & eval', collection: 'llm#1/🤖', version: 'v7' },
    producer: {
      entity: 'research',
      project: 'p',
      id: 'a+b',
      displayName: null,
      state: 'finished',
      commit: null,
      inputs: [],
    },
  }
  const page =
    'https://wandb.ai/orgs/Acme%20%26%20Co/registry/Golden%20Models?selectionPath=acme%2Fwandb-registry-Golden%20Models%2Fllm&view=membership'

  it('encodes every part', () => {
    expect(links.of({ registry, organization: 'Acme & Co', collection: 'llm', version })).toEqual({
      lineage: 'https://wandb.ai/research/train%20%26%20eval/artifacts/model/llm%231%2F%F0%9F%A4%96/v7/lineage',
      registry: `${page}&version=v11`,
      producer: 'https://wandb.ai/research/p/runs/a%2Bb',
    })
  })

  it('falls back to the registry page where the source is not visible, and to nothing without the organisation', () => {
    const hidden = { ...version, source: null, producer: null }
    const subject = { registry, organization: 'Acme & Co', collection: 'llm', version: hidden }
    expect(links.of(subject)).toEqual({
      lineage: `${page}&version=v11`,
      registry: `${page}&version=v11`,
      producer: null,
    })
    expect(links.of({ ...subject, organization: null })).toEqual({ lineage: null, registry: null, producer: null })
    expect(links.of({ ...subject, version: null }).registry).toBe(page)
  })

  it('knows the page of an old model registry', () => {
    const legacy = {
      registry: { entity: 'team', project: 'model-registry' },
      organization: null,
      collection: 'llm',
      version: null,
    }
    expect(links.of(legacy).registry).toBe(
      'https://wandb.ai/team/registry/model?selectionPath=team%2Fmodel-registry%2Fllm&view=membership',
    )
  })
})
