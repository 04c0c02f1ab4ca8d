import { describe, expect, it } from '@jest/globals'
import { GATES, MINUTE, report, StagePlay, told } from './stage-play.ts'

const BOTH = '{ support-llm: { staging: v2, production: v1 } }'
/** Each stage reads its own report, because each judges another version. */
const TWO_REPORTS = GATES.replace(
  '        from: staging\n',
  '        from: staging\n        reports: { quality: { path: eval/production.json } }\n',
)

function play(gates = TWO_REPORTS): StagePlay {
  const made = new StagePlay({ gates })
  made.reportOn('v2', 0.9)
  made.reportOn('v1', 0.9, 'eval/production.json')
  return made
}

describe('two stages of one model in one change', () => {
  it('are moved one after the other, the later stage first, so that neither takes from the other what it was judged by', async () => {
    const made = play()
    const { pushed } = made.merged(BOTH)
    const outcome = await made.push(pushed)
    expect(told(outcome)).toBe('staging v2: applied [], production v1: applied []')
    expect(outcome).toMatchObject({ conclusion: 'applied', decision: 'pass' })
    expect(made.asked().filter((call) => call.startsWith('move'))).toEqual([
      'move production to artifact-staging',
      'move production-previous to artifact-production',
      'move staging to artifact-candidate',
    ])
    expect(made.records().map((body) => [body['stage'], body['sequence']])).toEqual([
      ['production', 1],
      ['staging', 1],
    ])
  })

  it('stand or fall together: when one is refused, nothing is written', async () => {
    const made = play()
    made.reportOn('v2', 0.1)
    const outcome = await made.push(made.merged(BOTH).pushed)
    expect(told(outcome)).toBe('staging v2: refused [metric-below-min], production v1: refused [metric-below-min]')
    expect(outcome.promotions[1]?.notes).toMatchObject([
      { text: expect.stringMatching(/the promotion of the same model to staging did not go through/) },
    ])
    expect(made.writes()).toEqual([])
  })

  it('wait together, and both say why', async () => {
    const made = play()
    const { pushed } = made.merged(BOTH)
    made.registry.fault('openRecord', { after: () => Object.assign(made.cancellation, { requested: true }) })
    made.registry.fault('closeRecord', { throws: new Error('gone') })
    await made.push(pushed)
    made.cancellation.requested = false
    made.advance(MINUTE)
    const outcome = await made.push(pushed, { run: '901' })
    expect(outcome.conclusion).toBe('refused')
    for (const each of outcome.promotions) expect([each.stage, each.reasons]).toEqual([each.stage, ['in-progress']])
  })

  it('when the first move fails, the second is not begun', async () => {
    const made = play()
    const { pushed } = made.merged(BOTH)
    made.registry.fault('openRecord', { after: (registry) => registry.setAlias('production', 'v2') })
    const outcome = await made.push(pushed)
    expect(told(outcome)).toBe('staging v2: refused [conflict], production v1: refused [conflict]')
    expect(made.writes()).toEqual(['open', 'close conflict'])
  })

  it('are narrowed by `stage`', async () => {
    const made = play()
    expect(told(await made.push(made.merged(BOTH).pushed, { inputs: { stage: 'staging' } }))).toBe(
      'staging v2: applied []',
    )
    expect(
      told(
        await made.push(made.merged('{ support-llm: { staging: v1, production: v1 } }').pushed, {
          inputs: { model: 'support-llm', stage: 'candidate' },
        }),
      ),
    ).toBe('no-change [not-requested]')
  })
})

describe('a stage in `mode: dry_run`', () => {
  const WATCHED = TWO_REPORTS.replace('      staging:\n', '      staging:\n        mode: dry_run\n')

  it('is judged, never moved, and neither holds back the others nor speaks for the run', async () => {
    const made = play(WATCHED)
    made.reportOn('v2', 0.1)
    const outcome = await made.push(made.merged(BOTH).pushed)
    expect(told(outcome)).toBe('staging v2: refused [metric-below-min], production v1: applied []')
    expect(outcome).toMatchObject({ conclusion: 'applied', decision: 'pass' })
    expect(made.registry.holderOf('staging')).toBe('v1')
  })

  it('alone speaks for itself', async () => {
    const made = play(WATCHED)
    const outcome = await made.push(made.merged('{ support-llm: { staging: v2, production: v0 } }').pushed)
    expect(told(outcome)).toBe('staging v2: planned []')
    expect(made.writes()).toEqual([])
  })
})

it('a report without a name is refused where a stage has several', async () => {
  const gates = TWO_REPORTS.replace(
    'checks: [{ metric: accuracy, min: 0.6 }]',
    'reports: { load: { path: eval/load.json } }\n        checks: [{ report: quality, metric: accuracy, min: 0.6 }]',
  )
  const made = play(gates)
  await expect(
    made.dispatch({ model: 'support-llm', stage: 'staging', version: 'v2', reports: [report('eval/quality.json')] }),
  ).rejects.toMatchObject({ code: 'invalid-input', hint: expect.stringMatching(/quality, load/) })
})
