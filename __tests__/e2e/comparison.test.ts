import { describe, expect, it } from '@jest/globals'
import { lmEvalReport } from '../../sandbox/acme.ts'
import { addVersion } from '../../sandbox/wandb/seed.ts'
import { mergedPin, mergePin } from '../support/promotion-story.ts'
import { expectOutcome } from './expectations.ts'

/** Two tasks, so that one of them has no check. */
function report(acc: number, other: number): string {
  const both = JSON.parse(lmEvalReport('arc_easy', acc)) as { results: Record<string, unknown> }
  const more = JSON.parse(lmEvalReport('hellaswag', other)) as { results: Record<string, unknown> }
  return JSON.stringify({ ...both, results: { ...both.results, ...more.results } })
}

describe('the comment', () => {
  it('draws the metric over the versions, and names what changed, from W&B’s own answers', async () => {
    const first = await mergedPin({ github: { publicUrl: 'https://github.example' } })
    const { acme } = first
    const { state, source, versions } = acme.registry
    const [old, next] = [versions[12]?.run, versions[10]?.run]
    if (old === undefined || next === undefined) throw new Error('no runs')
    const data = addVersion(state, source, { name: 'tickets', type: 'dataset', files: { 'tickets.csv': 'id\n1\n' } })
    next.inputs.splice(0, next.inputs.length, data.id)
    old.config = { learning_rate: { value: 0.001 }, wandb_api_key: { value: 'abc' }, _wandb: { value: { t: 1 } } }
    next.config = { learning_rate: { value: 0.002 }, wandb_api_key: { value: 'abd' }, _wandb: { value: { t: 2 } } }
    for (const run of [old, next]) run.remote = 'git@github.example:acme/models.git'

    acme.write('eval/quality.json', report(0.7, 0.5))
    expectOutcome(await first.promote(), {
      conclusion: 'applied',
      exit: 0,
      reasons: ['report-unbound', 'baseline-missing'],
    })
    acme.moveByHand('staging', 'v10')
    acme.write('eval/quality.json', report(0.71, 0.6))
    const second = mergePin(acme, 'v10')
    expectOutcome(await second.promote(), { conclusion: 'applied', exit: 0, reasons: ['report-unbound'] })
    const [comment = ''] = acme.comments(second.number)
    expect(comment).toContain('  x-axis ["v12", "v10"]')
    expect(comment).toContain('  line [0.7, 0.71]\n  line [0.65, 0.65]')
    expect(comment).toContain('| `tickets` | dataset | `v0` | `v1` |')
    expect(comment).toContain(`](https://github.example/acme/models/compare/${old.commit}...${next.commit})`)
    expect(comment).toContain(
      '| `learning_rate` | `0.001` | `0.002` |\n| `wandb_api_key` | _not shown_ | _not shown_ |',
    )
    expect(comment).not.toContain('_wandb`')
    expect(comment).toMatch(/\| acc \(task hellaswag, filter none\) \| 0\.5 \| 0\.6 \|/u)
    expect(comment).not.toMatch(/\babc\b|\babd\b/u)
  })
})
