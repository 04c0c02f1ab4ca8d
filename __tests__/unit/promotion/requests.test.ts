import { describe, expect, it } from '@jest/globals'
import { InputError } from '../../../src/errors.ts'
import type { RequestFacts } from '../../../src/promotion/requests.ts'
import { resolveRequests } from '../../../src/promotion/requests.ts'
import { gates, pinsOf } from './promotion-builder.ts'

const config = gates()
const nothing = { model: null, stage: null, version: null }

interface Case {
  readonly by?: RequestFacts['by']
  readonly pins?: Parameters<typeof pinsOf>[0]
  readonly before?: Parameters<typeof pinsOf>[0]
  readonly origin?: Parameters<typeof pinsOf>[0] | null
  readonly inputs?: Partial<RequestFacts['inputs']>
}

function resolve({ by = 'push', pins = {}, before = {}, origin = null, inputs = {} }: Case) {
  return resolveRequests({
    by,
    config,
    pins: pinsOf(pins),
    before: pinsOf(before),
    origin: origin === null ? null : pinsOf(origin),
    inputs: { ...nothing, ...inputs },
  })
}

function shown(given: Case): readonly string[] {
  return resolve(given).map(
    ({ model, stage, asked, origin, pin }) =>
      `${model.name} ${stage.name} ${asked} by ${origin}, pin ${pin?.version ?? 'none'}`,
  )
}

const llm = (stages: Readonly<Record<string, string>>) => ({ 'support-llm': stages })
const production = { model: 'support-llm', stage: 'production' }

describe('changed pins', () => {
  it.each<[string, Case, readonly string[]]>([
    ['a new pin', { pins: llm({ production: 'v7' }) }, ['support-llm production v7 by pin, pin v7']],
    [
      'a changed pin',
      { pins: llm({ production: 'v7' }), before: llm({ production: 'v6' }) },
      ['support-llm production v7 by pin, pin v7'],
    ],
    ['the same pin', { pins: llm({ production: 'v7' }), before: llm({ production: 'v7' }) }, []],
    ['a removed pin', { before: llm({ production: 'v7' }) }, []],
    [
      'several, in the order of the config, not of the file',
      { pins: { ranker: { live: 'v1' }, ...llm({ production: 'v7', staging: 'v8' }) } },
      [
        'support-llm staging v8 by pin, pin v8',
        'support-llm production v7 by pin, pin v7',
        'ranker live v1 by pin, pin v1',
      ],
    ],
    ['a pin of a model that the gates do not know', { pins: { other: { live: 'v1' } } }, []],
  ])('%s', (_, given, expected) => {
    expect(shown(given)).toEqual(expected)
  })
})

describe('a pull request', () => {
  it.each<[string, Case, readonly string[]]>([
    [
      'asks for what it changed itself',
      { pins: llm({ production: 'v7' }), before: llm({ production: 'v6' }), origin: llm({ production: 'v6' }) },
      ['support-llm production v7 by pin, pin v7'],
    ],
    [
      'does not ask for what its base got meanwhile',
      { pins: llm({ production: 'v6' }), before: llm({ production: 'v7' }), origin: llm({ production: 'v6' }) },
      [],
    ],
    [
      'asks for its own change although the base moved on',
      { pins: llm({ production: 'v8' }), before: llm({ production: 'v7' }), origin: llm({ production: 'v6' }) },
      ['support-llm production v8 by pin, pin v8'],
    ],
    [
      'asks for nothing where the base has the same change already',
      { pins: llm({ production: 'v8' }), before: llm({ production: 'v8' }), origin: llm({ production: 'v6' }) },
      [],
    ],
    ['that pins nothing asks for nothing', {}, []],
    ['with `model` alone asks for nothing more', { inputs: { model: 'support-llm' } }, []],
    [
      'may be asked what an unpinned stage would get',
      { inputs: production },
      ['support-llm production the version with alias staging by from-alias, pin none'],
    ],
    [
      'may be asked about a version',
      { inputs: { ...production, version: 'v9' } },
      ['support-llm production v9 by input, pin none'],
    ],
    [
      'is not asked about a pin that it leaves alone',
      { pins: llm({ production: 'v6' }), before: llm({ production: 'v6' }), inputs: production },
      [],
    ],
    [
      'may be asked about another version than the unchanged pin',
      { pins: llm({ production: 'v6' }), before: llm({ production: 'v6' }), inputs: { ...production, version: 'v9' } },
      ['support-llm production v9 by input, pin v6'],
    ],
  ])('%s', (_, given, expected) => {
    expect(shown({ by: 'pull-request', origin: {}, ...given })).toEqual(expected)
  })
})

describe('inputs', () => {
  const two = { pins: llm({ staging: 'v8', production: 'v7' }) }

  it.each<[string, Case, readonly string[]]>([
    ['narrow by stage', { ...two, inputs: { stage: 'staging' } }, ['support-llm staging v8 by pin, pin v8']],
    ['narrow by model to nothing', { ...two, inputs: { model: 'ranker' } }, []],
    [
      'narrow a push to nothing even with a version',
      { ...two, inputs: { model: 'ranker', stage: 'live', version: 'v1' } },
      [],
    ],
    [
      'put a version in the place of the only changed pin',
      { ...two, inputs: { ...production, version: 'research/training/llm:v40' } },
      ['support-llm production research/training/llm:v40 by input, pin v7'],
    ],
  ])('%s', (_, given, expected) => {
    expect(shown(given)).toEqual(expected)
  })

  it.each<[string, Case, RegExp]>([
    [
      'one version for several pins',
      { ...two, inputs: { version: 'v9' } },
      /support-llm staging: v8, support-llm production: v7/,
    ],
    [
      'an unknown model',
      { inputs: { model: 'suport-llm' } },
      /`suport-llm`, which \.github\/model-gates\.yml does not have\. Did you mean `support-llm`\?/,
    ],
    ['an unknown model like no other', { inputs: { model: 'x' } }, /does not have\.$/],
    ['an unknown stage', { inputs: { stage: 'prodution' } }, /Did you mean `production`\?/],
    ['a stage of another model', { inputs: { model: 'ranker', stage: 'production' } }, /`production`, which/],
    [
      'a version that cannot be read',
      { ...two, inputs: { ...production, version: 'llm:latest' } },
      /`llm:latest` cannot be read/,
    ],
    ['nothing on dispatch', { by: 'branch' }, /`model` and `stage` must say what is meant/],
    ['no stage on dispatch', { by: 'branch', inputs: { model: 'support-llm' } }, /must say what is meant/],
    ['no model on dispatch', { by: 'branch', inputs: { stage: 'live' } }, /must say what is meant/],
    [
      'a stage that nothing leads to',
      { by: 'branch', inputs: { model: 'ranker', stage: 'live' } },
      /neither a pin nor a stage to come from/,
    ],
  ])('refuse %s', (_, given, message) => {
    expect(() => resolve(given)).toThrow(InputError)
    expect(() => resolve(given)).toThrow(message)
  })
})

describe('a dispatch', () => {
  const pins = llm({ production: 'v7' })

  it.each<[string, Case, readonly string[]]>([
    ['takes the pin, although it did not change', { pins, before: pins }, ['support-llm production v7 by pin, pin v7']],
    ['takes the version given', { pins, inputs: { version: 'v9' } }, ['support-llm production v9 by input, pin v7']],
    [
      'takes the version given by alias',
      { inputs: { version: 'candidate' } },
      ['support-llm production the version with alias candidate by input, pin none'],
    ],
    [
      'takes what holds the stage before',
      {},
      ['support-llm production the version with alias staging by from-alias, pin none'],
    ],
  ])('%s', (_, given, expected) => {
    expect(shown({ by: 'branch', ...given, inputs: { ...production, ...given.inputs } })).toEqual(expected)
  })
})
