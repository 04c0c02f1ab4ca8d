import { describe, expect, it } from '@jest/globals'
import type { RunFacts } from '../../src/checks/facts.ts'
import type { RunOutcome } from '../../src/promotion/outcome.ts'
import { renderComment } from '../../src/render/comment.ts'
import { contextOf } from '../../src/render/context.ts'
import { ADDRESSES } from '../support/outcomes.ts'
import { GATES, StagePlay, told } from './stage-play.ts'

const RULES = `checks: [{ metric: accuracy, min: 0.65, direction: higher_is_better }]
        approvals: [{ role: model steward, count: 1, users: [ana, bo] }]`
const CHECKS = 'checks: [{ metric: accuracy, min: 0.65, max_regression: 0.5, direction: higher_is_better }]'

function producer(id: string, change: Partial<RunFacts> = {}): RunFacts {
  return {
    entity: 'research',
    project: 'training',
    id,
    displayName: null,
    state: 'finished',
    commit: '1111111aaaaaaa',
    repository: 'https://github.com/acme/models',
    settings: {
      values: new Map([
        ['learning_rate', '0.1'],
        ['api_key', '"hunter2"'],
      ]),
      complete: true,
    },
    inputs: [{ path: 'research/training/tickets:v7', type: 'dataset', digest: 'd7' }],
    ...change,
  }
}

const AFTER = producer('train4', {
  commit: '2222222bbbbbbb',
  settings: {
    values: new Map([
      ['learning_rate', '0.2'],
      ['api_key', '"hunter3"'],
    ]),
    complete: true,
  },
  inputs: [{ path: 'research/training/tickets:v8', type: 'dataset', digest: 'd8' }],
})

/** v3 is promoted and has a record with its numbers; then v4, made by another run, stands in staging. */
async function secondPromotion(): Promise<StagePlay> {
  const play = new StagePlay({ gates: GATES.replace(RULES, CHECKS) })
  const { artifactId } = play.registry.add({ artifactId: 'third', aliases: ['staging'], producer: producer('train3') })
  play.files.set('eval/quality.json', JSON.stringify({ artifact_id: artifactId, accuracy: 0.9, f1: 0.5 }))
  play.files.set('eval/base.json', JSON.stringify({ artifact_id: 'artifact-production', accuracy: 0.8, f1: 0.4 }))
  const first = await play.dispatch({
    model: 'support-llm',
    stage: 'production',
    version: 'v3',
    baselineReports: [{ name: 'quality', location: { kind: 'path', text: 'eval/base.json' } }],
  })
  expect(told(first)).toBe('production v3: applied []')
  const next = play.registry.add({ artifactId: 'fourth', aliases: ['staging'], producer: AFTER })
  play.files.set('eval/quality.json', JSON.stringify({ artifact_id: next.artifactId, accuracy: 0.7, f1: 0.6 }))
  play.advance(60_000)
  return play
}

function comment(outcome: RunOutcome): string {
  const [promotion] = outcome.promotions
  return promotion === undefined ? '' : renderComment(promotion, contextOf(outcome, ADDRESSES))
}

describe('a version beside the one that it replaces', () => {
  it('is told with its course, its data, its code, its config and the numbers that no check reads', async () => {
    const play = await secondPromotion()
    const outcome = await play.dispatch({ model: 'support-llm', stage: 'production', version: 'v4' }, { run: '901' })
    expect(told(outcome)).toBe('production v4: applied []')
    const text = comment(outcome)
    expect(text).toContain('What changed since v3 · 1 input, code, 2 settings, 1 other metric</summary>')
    expect(text).toContain('| `tickets` | dataset | `v7` | `v8` |')
    expect(text).toContain('](https://github.com/acme/models/compare/1111111aaaaaaa...2222222bbbbbbb)')
    expect(text).toContain('| `learning_rate` | `0.1` | `0.2` |')
    expect(text).toContain('| `api_key` | _not shown_ | _not shown_ |')
    expect(text).not.toContain('hunter')
    expect(text).toContain('| f1 | 0.5 | 0.6 |')
    expect(text).toContain('  x-axis ["v3", "v4"]')
    expect(text).toContain('  line [0.9, 0.7]\n  line [0.65, 0.65]')
    // Neither the record nor the result carries what was only read to be compared.
    expect(JSON.stringify([...play.registry.runs.values()])).not.toMatch(/hunter|learning_rate/u)
  })

  it('reads config once, and not again before the move', async () => {
    const play = await secondPromotion()
    const before = play.registry.calls.length
    await play.dispatch({ model: 'support-llm', stage: 'production', version: 'v4' }, { run: '901' })
    const reads = play.registry.calls.slice(before).filter(({ method }) => method === 'read')
    const asked = reads.map(({ args }) => (args[0] as { runSettings?: boolean }).runSettings === true)
    expect(asked.filter((each) => each)).toHaveLength(1)
    expect(asked.length).toBeGreaterThan(1)
  })

  it('says nothing of it when nothing is asked', async () => {
    const play = await secondPromotion()
    const again = await play.dispatch({ model: 'support-llm', stage: 'production', version: 'v3' }, { run: '902' })
    expect(again.promotions[0]?.conclusion).toBe('no-change')
    expect(comment(again)).not.toContain('What changed')
    expect(comment(again)).not.toContain('xychart')
  })
})
