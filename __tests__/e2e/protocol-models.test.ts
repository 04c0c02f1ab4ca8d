import { describe, expect, it } from '@jest/globals'
import { type Acme, GATES, lmEvalReport } from '../../sandbox/acme.ts'
import { aliasHolder, linkVersion } from '../../sandbox/wandb/seed.ts'
import { configValue, keptRecords, openAcme, reasonCodes, story, wandbLog } from '../support/promotion-story.ts'

/** A second model, whose staging asks for more than the report gives. */
const EMBEDDER = `  embedder:
    reports:
      quality: { path: eval/quality.json, format: lm-eval, unbound: warn }
    stages:
      candidate: { ungated: true }
      staging:
        from: candidate
        checks:
          - { report: quality, metric: acc, task: arc_easy, min: LEAST }
`

async function twoModels(least: string, collection = 'embedder'): Promise<Acme> {
  const acme = await openAcme({
    gates: GATES + EMBEDDER.replace('LEAST', least).replace('reports:', `collection: ${collection}\n    reports:`),
    pins: 'support-llm: { production: v11 }\nembedder: { staging: v0 }\n',
  })
  const { state, registry, versions } = acme.registry
  for (const [index, aliases] of [['staging'], ['candidate']].entries()) {
    const artifact = versions[index]?.artifact
    if (artifact !== undefined) linkVersion(state, registry, { artifact, collection: 'embedder', aliases })
  }
  return acme
}

async function pushPins(acme: Acme, pins: string) {
  const number = acme.propose({ 'model-pins.yml': pins })
  acme.approve(number, 'ana')
  const result = await acme.pushEvent(acme.merge(number))
  return { number, result, promotions: result.result['promotions'] as readonly Readonly<Record<string, unknown>>[] }
}

function embedderHolder(acme: Acme): string | undefined {
  return aliasHolder(acme.registry.state, acme.registry.registry, 'embedder', 'staging')
}

describe('one push with several pins', () => {
  it('promotes two models, each with its record and its comment', async () => {
    const acme = await twoModels('0.6')
    const { number, result, promotions } = await pushPins(
      acme,
      'support-llm: { production: v12 }\nembedder: { staging: v1 }\n',
    )
    expect([result.exitCode, result.outputs['conclusion'], result.outputs['model'], result.outputs['version']]).toEqual(
      [0, 'applied', 'support-llm,embedder', 'v12,v1'],
    )
    expect(promotions.map(({ model, conclusion, applied }) => [model, conclusion, applied])).toEqual([
      ['support-llm', 'applied', true],
      ['embedder', 'applied', true],
    ])
    expect([acme.holder('production'), embedderHolder(acme), acme.comments(number).length]).toEqual(['v12', 'v1', 2])
    expect(
      keptRecords(acme, 'staging').map(({ body }) => [body['model'], body['registry_path'], body['sequence']]),
    ).toEqual([['embedder', 'acme/wandb-registry-model/embedder', 1]])
    expect(story(acme)).toEqual(['applied v12'])
  })

  it('applies one model although the other is refused, and says that it is only part', async () => {
    const acme = await twoModels('0.9')
    const { number, result, promotions } = await pushPins(
      acme,
      'support-llm: { production: v12 }\nembedder: { staging: v1 }\n',
    )
    expect([result.exitCode, result.outputs['conclusion'], result.outputs['applied']]).toEqual([1, 'partial', 'true'])
    expect(promotions.map(({ conclusion }) => conclusion)).toEqual(['applied', 'refused'])
    expect([acme.holder('production'), embedderHolder(acme), acme.comments(number).length]).toEqual(['v12', 'v0', 2])
    expect(acme.records().map((run) => configValue(run.config, 'model'))).toEqual(['support-llm'])
  })

  it('applies one model although the other cannot even be read, and tells the error of that one', async () => {
    const acme = await twoModels('0.6', 'embeder')
    const { number, result, promotions } = await pushPins(
      acme,
      'support-llm: { production: v12 }\nembedder: { staging: v1 }\n',
    )
    expect([result.exitCode, result.outputs['conclusion'], result.outputs['decision']]).toEqual([1, 'partial', 'error'])
    expect(promotions.map(({ model, conclusion }) => [model, conclusion])).toEqual([
      ['support-llm', 'applied'],
      ['embedder', 'error'],
    ])
    expect(promotions[1]).toMatchObject({
      error: { code: 'wandb-access', message: expect.stringContaining('embeder') },
    })
    expect([acme.holder('production'), embedderHolder(acme), acme.comments(number).length]).toEqual(['v12', 'v0', 2])
  })

  it('promotes two stages of one model, although each takes from the other what it was judged by', async () => {
    const acme = await openAcme({
      pins: 'support-llm: { staging: v11, production: v10 }\n',
      aliases: [...Array.from({ length: 10 }, () => []), ['production'], ['staging'], ['candidate']],
    })
    const { number, result } = await pushPins(acme, 'support-llm: { staging: v12, production: v11 }\n')
    expect([result.exitCode, result.outputs['conclusion'], result.outputs['stage']]).toEqual([
      0,
      'applied',
      'staging,production',
    ])
    expect([acme.holder('staging'), acme.holder('production'), acme.holder('production-previous')]).toEqual([
      'v12',
      'v11',
      'v10',
    ])
    expect([story(acme, 'staging'), story(acme, 'production'), acme.comments(number).length]).toEqual([
      ['applied v12'],
      ['applied v11'],
      2,
    ])
  })

  it('moves none of a model when its earlier stage is refused, although the later one passes', async () => {
    const acme = await openAcme({
      gates: GATES.replace('min: 0.62', 'min: 0.99'),
      pins: 'support-llm: { staging: v11, production: v10 }\n',
      aliases: [...Array.from({ length: 10 }, () => []), ['production'], ['staging'], ['candidate']],
    })
    const { result, promotions } = await pushPins(acme, 'support-llm: { staging: v12, production: v11 }\n')
    expect([result.exitCode, result.outputs['conclusion'], acme.records()]).toEqual([1, 'refused', []])
    expect(promotions.map(({ stage, conclusion }) => [stage, conclusion])).toEqual([
      ['staging', 'refused'],
      ['production', 'refused'],
    ])
    expect([acme.holder('staging'), acme.holder('production')]).toEqual(['v11', 'v10'])
    expect(result.stdout).toContain('the stages of a model are moved together')
  })

  it('moves none of a model when one of its stages is refused', async () => {
    // v12 may become staging, but nobody may skip staging on the way to production.
    const acme = await openAcme({
      pins: 'support-llm: { staging: v10, production: v11 }\n',
      aliases: [...Array.from({ length: 10 }, () => []), ['staging'], ['production'], ['candidate']],
    })
    const { result, promotions } = await pushPins(acme, 'support-llm: { staging: v12, production: v12 }\n')
    expect([result.exitCode, result.outputs['conclusion'], result.outputs['applied']]).toEqual([1, 'refused', 'false'])
    expect(promotions.map(({ stage, conclusion }) => [stage, conclusion])).toEqual([
      ['staging', 'refused'],
      ['production', 'refused'],
    ])
    expect([acme.holder('staging'), acme.holder('production'), acme.records()]).toEqual(['v10', 'v11', []])
    expect(new Set(wandbLog(acme))).toEqual(new Set(['GateRead']))
    expect(reasonCodes(result)).toContain('version-not-in-from-stage')
  })

  it('stops the model at the stage that fails, and the next attempt goes on from there', async () => {
    const acme = await openAcme({
      pins: 'support-llm: { staging: v11, production: v10 }\n',
      aliases: [...Array.from({ length: 10 }, () => []), ['production'], ['staging'], ['candidate']],
    })
    acme.wandb.faults.add({ match: { operation: 'GateMoveAlias' }, action: { status: 501, body: 'not today' } })
    const number = acme.propose({ 'model-pins.yml': 'support-llm: { staging: v12, production: v11 }\n' })
    acme.approve(number, 'ana')
    const pushed = acme.merge(number)
    const first = await acme.pushEvent(pushed)
    expect([first.exitCode, acme.holder('staging'), acme.holder('production')]).toEqual([1, 'v11', 'v10'])
    const again = await acme.pushEvent(pushed, {}, { rerunOf: first.runId })
    expect([again.exitCode, again.outputs['conclusion'], acme.holder('staging'), acme.holder('production')]).toEqual([
      0,
      'applied',
      'v12',
      'v11',
    ])
  })

  it('reads the evidence of every model', async () => {
    const acme = await twoModels('0.6')
    acme.write('eval/quality.json', lmEvalReport('arc_easy', 0.61))
    const { result, promotions } = await pushPins(acme, 'support-llm: { production: v12 }\nembedder: { staging: v1 }\n')
    expect([result.outputs['conclusion'], ...promotions.map(({ conclusion }) => conclusion)]).toEqual([
      'partial',
      'refused',
      'applied',
    ])
    expect([acme.holder('production'), embedderHolder(acme)]).toEqual(['v11', 'v1'])
  })
})
