import { describe, expect, it } from '@jest/globals'
import type { ActionResult } from '../../sandbox/acme.ts'
import { CanaryStory, HOUR } from '../support/canary-story.ts'
import { expectOneChain, keptRecords, MINUTE, reasonCodes, story, wandbLog } from '../support/promotion-story.ts'
import { expectOutcome, nodesOf } from './expectations.ts'

describe('a canary on a schedule, on the bundle', () => {
  it('bakes, waits for samples, and is promoted', async () => {
    const { acme, ...play } = await begun()
    const before = acme.records().length
    const first = await play.look()
    expectOutcome(first, { conclusion: 'pending', exit: 0, reasons: ['canary-baking', 'report-missing'] })
    play.advance(20 * HOUR)
    play.monitor({ errors: 0.011 })
    const baking = await play.look()
    expectOutcome(baking, { conclusion: 'pending', exit: 0, reasons: ['canary-baking'] })
    expect(baking.summary).toContain('support-llm v12 is not ready for production yet')
    // The seconds that the runs themselves took may make one more minute of it.
    expect(baking.summary).toMatch(/by record, 4 h(?: 1 min)? left/)
    expect((await play.look({ 'fail-on': 'pending' })).exitCode).toBe(1)
    play.advance(5 * HOUR)
    play.monitor({ errors: 0.011, requests: 300 })
    const few = await play.look()
    expectOutcome(few, { conclusion: 'pending', exit: 0, reasons: ['insufficient-data'] })
    expect(few.summary).toContain('300 of at least 500 samples')
    expect([acme.records().length, acme.holder('production')]).toEqual([before, 'v11'])

    play.advance(HOUR)
    play.monitor({ errors: 0.011, latency: 203 })
    const promoted = await play.look()
    expectOutcome(promoted, { conclusion: 'applied', exit: 0, reasons: [] })
    expect([acme.holder('production'), acme.holder('production-canary')]).toEqual(['v12', 'v12'])
    expect(nodesOf(promoted).get('canary/1')).toMatchObject({
      label: 'latency_ms',
      detail: { statistics: [{ method: 'confidence-sequence', result: 'shown', n: 5000, baselineN: 5000 }] },
    })
    expect(keptRecords(acme).at(-1)?.body).toMatchObject({
      event: 'schedule',
      evidence: [{ name: 'live' }, { name: 'live of v11' }],
      rows: [
        { metric: 'error_rate', value: 0.011, n: 5000 },
        { metric: 'latency_ms', stderr: 40 / Math.sqrt(5000) },
      ],
    })
    expectOneChain(acme)
    expectOutcome(await play.look(), { conclusion: 'no-change', exit: 0, reasons: [] })
  })

  it('is taken back, and recorded, when it is worse beyond doubt', async () => {
    const { acme, ...play } = await worse()
    const start = wandbLog(acme).length
    const bad = await play.look()
    expectOutcome(bad, { conclusion: 'refused', exit: 1, including: ['canary-inferior', 'canary-baking'] })
    expect(bad.outputs).toMatchObject({ applied: 'false', stage: 'production', version: 'v12' })
    expect([acme.holder('production'), acme.holder('production-canary')]).toEqual(['v11', undefined])
    const log = wandbLog(acme).slice(start)
    const from = log.indexOf('GateOpenRecord')
    expect(log.slice(from, from + 5)).toEqual(WRITES.slice(0, 5))
    expect(bad.stdout).toContain('production-canary was removed from v12 and recorded')
    expect(bad.summary).toContain('error_rate')
    expect(keptRecords(acme, 'canary').at(-1)?.body).toMatchObject({
      operation: 'rollback',
      from: { version: 'v12' },
      to: null,
      conclusion: 'applied',
      reason: 'the canary is worse than v11 beyond doubt: error_rate',
    })
    expect(bad.outputs['record-url']).toContain(keptRecords(acme, 'canary').at(-1)?.runId)
    expectOneChain(acme, 'canary')
    expectOutcome(await play.look(), { conclusion: 'no-change', exit: 0, reasons: ['not-requested'] })
    expectOutcome(await play.look({ stage: 'canary' }), { conclusion: 'refused', exit: 1, reasons: ['rolled-back'] })
    const verified = await play.look({ operation: 'verify', stage: '' })
    expectOutcome(verified, { conclusion: 'no-change', exit: 0 })
    const history = await play.look({ operation: 'history', stage: 'canary' })
    expect(history.summary).toContain('canary nobody by rollback')
  })
})

async function begun(): Promise<Pick<CanaryStory, 'acme' | 'look' | 'monitor' | 'advance'>> {
  const play = await CanaryStory.begin()
  return {
    acme: play.acme,
    look: (...args) => play.look(...args),
    monitor: (...args) => play.monitor(...args),
    advance: (...args) => play.advance(...args),
  }
}

/** Two hours beside v11, v12 makes eight times as many errors. */
async function worse(): ReturnType<typeof begun> {
  const play = await begun()
  play.advance(2 * HOUR)
  play.monitor({ errors: 0.08 })
  return play
}

/** What a removal asks of W&B, in order, from the intent on. */
const WRITES = ['GateOpenRecord', 'GateRead', 'GateRead', 'GateRemoveAlias', 'GateHolder', 'GateCloseRecord'] as const
const POINTS = ['GateOpenRecord', 'GateRemoveAlias', 'GateHolder', 'GateCloseRecord', 'file_stream'] as const
const ROWS = POINTS.flatMap((operation) => [['before', operation] as const, ['after', operation] as const])

/** Kills the run when this request arrives, or when it has been carried out; its answer is never seen. */
async function crashAt(
  { acme, look }: Awaited<ReturnType<typeof begun>>,
  when: 'before' | 'after',
  operation: (typeof POINTS)[number],
): Promise<ActionResult> {
  const process = { kill: (_signal: NodeJS.Signals) => {} }
  const kill = () => process.kill('SIGKILL')
  const match = operation === 'file_stream' ? { path: /\/file_stream$/ } : { operation }
  acme.wandb.faults.add({ match, action: when === 'before' ? { before: kill } : { after: kill } })
  acme.wandb.faults.add({ match, action: when === 'before' ? 'drop-before' : 'drop-after' })
  const crashed = await look(
    {},
    {
      onStart: (send) => {
        process.kill = send
      },
    },
  )
  expect([crashed.exitCode, crashed.signal]).toEqual([null, 'SIGKILL'])
  return crashed
}

describe('a canary whose removal is killed', () => {
  it.each(ROWS)('%s %s: the next attempt converges', async (when, operation) => {
    const play = await worse()
    const { runId } = await crashAt(play, when, operation)
    const last = await play.look({}, { rerunOf: runId })
    expectConverged(play.acme, last)
  })

  it.each(ROWS)('%s %s: another run converges, once the lease has ended', async (when, operation) => {
    const play = await worse()
    await crashAt(play, when, operation)
    if (story(play.acme, 'canary').at(-1) === 'open nobody') {
      const early = await play.look()
      expectOutcome(early, { conclusion: 'refused', exit: 1 })
      expect(reasonCodes(early)[0]).toBe('in-progress')
    }
    play.advance(5 * MINUTE + 1_000)
    const last = await play.look()
    expectConverged(play.acme, last)
    expectOutcome(await play.look(), { conclusion: 'no-change', exit: 0, reasons: ['not-requested'] })
  })
})

/** Taken back once, by record, and nothing else moved. */
function expectConverged(acme: CanaryStory['acme'], last: ActionResult): void {
  expect(['canary-inferior', 'not-requested']).toContain(reasonCodes(last)[0])
  expect([acme.holder('production'), acme.holder('production-canary')]).toEqual(['v11', undefined])
  const ends = keptRecords(acme, 'canary').slice(1)
  expect(ends.filter(({ conclusion }) => conclusion === 'applied')).toHaveLength(1)
  expect(
    ends.every(({ conclusion, to }) => to === 'nobody' && ['applied', 'abandoned'].includes(conclusion ?? '')),
  ).toBe(true)
  expectOneChain(acme, 'canary')
}
