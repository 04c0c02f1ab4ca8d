import { describe, expect, it } from '@jest/globals'
import type { ActionResult } from '../../sandbox/acme.ts'
import {
  expectOneChain,
  githubLog,
  keptRecords,
  type Merged,
  MINUTE,
  mergedPin,
  reasonCodes,
  story,
  wandbLog,
} from '../support/promotion-story.ts'

/** One request of a promotion with an alias that follows: to whom, which operation, the how-manieth of its kind. */
type Boundary = readonly [server: 'W&B' | 'GitHub', operation: string, nth: number]

const BOUNDARIES: readonly Boundary[] = [
  ['GitHub', 'actions/get-workflow-run', 1],
  ['GitHub', 'Change', 1],
  ['GitHub', 'Comments', 1],
  ['GitHub', 'PullRequest', 1],
  ['W&B', 'GateRead', 1],
  ['W&B', 'GateOpenRecord', 1],
  ['GitHub', 'PullRequest', 2],
  ['W&B', 'GateRead', 2],
  ['W&B', 'GateMoveAlias', 1],
  ['W&B', 'GateHolder', 1],
  ['W&B', 'GateCloseRecord', 1],
  ['W&B', 'file_stream', 1],
  ['W&B', 'GateMoveAlias', 2],
  ['W&B', 'GateHolder', 2],
  ['GitHub', 'issues/create-comment', 1],
]
const ROWS = BOUNDARIES.flatMap((boundary) => [['before', ...boundary] as const, ['after', ...boundary] as const])

/** Kills the run when this request arrives, or when it has been carried out; its answer is never seen. */
async function crashAt(
  merged: Merged,
  when: 'before' | 'after',
  [server, operation, nth]: Boundary,
): Promise<ActionResult> {
  const { acme, promote } = merged
  const process = { kill: (_signal: NodeJS.Signals) => {} }
  const kill = () => process.kill('SIGKILL')
  if (server === 'GitHub') {
    const match = { ...githubMatch(operation), nth }
    acme.github.faults.add({ match, action: { kind: 'callback', when, run: kill } })
    acme.github.faults.add({ match, action: { kind: when === 'before' ? 'drop-before' : 'drop-after' } })
  } else {
    const match = operation === 'file_stream' ? { path: /\/file_stream$/ } : { operation }
    const strike = () => {
      acme.wandb.faults.add({ match, action: when === 'before' ? { before: kill } : { after: kill } })
      acme.wandb.faults.add({ match, action: when === 'before' ? 'drop-before' : 'drop-after' })
    }
    if (nth === 1) strike()
    else acme.wandb.faults.add({ match, action: { after: strike } })
  }
  const crashed = await promote({
    onStart: (send) => {
      process.kill = send
    },
  })
  expect([crashed.exitCode, crashed.signal]).toEqual([null, 'SIGKILL'])
  return crashed
}

function githubMatch(operation: string): { readonly graphql: string } | { readonly rest: string } {
  if (operation === 'actions/get-workflow-run') return { rest: 'GET /actions/runs/' }
  if (operation === 'issues/create-comment') return { rest: 'POST /comments$' }
  return { graphql: `query ${operation}(` }
}

/** What must be true in the end, wherever the first run was interrupted. */
function expectConverged({ acme, number }: Merged, last: ActionResult): void {
  expect([last.exitCode, ['applied', 'no-change'].includes(last.outputs['conclusion'] ?? '')]).toEqual([0, true])
  expect([acme.holder('production'), acme.holder('production-previous')]).toEqual(['v12', 'v11'])
  const conclusions = keptRecords(acme).map((record) => record.conclusion)
  expect(conclusions.filter((each) => each === 'applied')).toHaveLength(1)
  expect(conclusions.filter((each) => each !== 'applied' && each !== 'abandoned')).toEqual([])
  expectOneChain(acme)
  expect(acme.comments(number)).toHaveLength(1)
  expect(acme.comments(number)[0]).toContain(
    acme.records().find((run) => run.summary['conclusion'] === 'applied')?.summary['record_sha256'],
  )
}

describe('a promotion that is killed', () => {
  it('makes exactly the requests at which it is killed below', async () => {
    const { acme, promote } = await mergedPin()
    expect((await promote()).exitCode).toBe(0)
    const log = [
      ...wandbLog(acme).map((operation) => `W&B ${operation}`),
      ...githubLog(acme).map((operation) => `GitHub ${operation}`),
    ]
    expect(log.toSorted()).toEqual(BOUNDARIES.map(([server, operation]) => `${server} ${operation}`).toSorted())
  })

  it.each(ROWS)('%s %s %s #%i is carried out: the next attempt converges', async (when, server, operation, nth) => {
    const merged = await mergedPin()
    const { runId } = await crashAt(merged, when, [server, operation, nth])
    expectConverged(merged, await merged.promote({ rerunOf: runId }))
  })
})

/** Where another run matters: from the intent to the end. */
const AFTER_THE_INTENT = ROWS.filter(
  ([when, server, operation, nth]) =>
    server === 'W&B' &&
    !(operation === 'GateRead' && nth === 1) &&
    !(operation === 'GateOpenRecord' && when === 'before'),
)

describe('what a killed promotion leaves to another run', () => {
  it.each(AFTER_THE_INTENT)(
    '%s %s %s #%i: waits for the lease while it is open, then settles it',
    async (when, server, operation, nth) => {
      const merged = await mergedPin()
      const { acme, number } = merged
      const crashed = await crashAt(merged, when, [server, operation, nth])
      const another = () => acme.dispatch({ model: 'support-llm', stage: 'production', 'pull-request': String(number) })
      if (story(acme)[0] === 'open v12') {
        const before = [acme.holder('production'), story(acme), wandbLog(acme).length] as const
        const early = await another()
        expect([early.exitCode, early.outputs['conclusion'], reasonCodes(early)[0]]).toEqual([
          1,
          'refused',
          'in-progress',
        ])
        expect([acme.holder('production'), story(acme), wandbLog(acme).slice(before[2])]).toEqual([
          before[0],
          before[1],
          ['GateRead'],
        ])
        acme.wandb.setClock(5 * MINUTE + 1_000)
      }
      const last = await another()
      expectConverged(merged, last)
      const [settled] = keptRecords(acme)
      if (settled?.body['settled_by'] !== undefined) {
        expect(settled.body['settled_by']).toEqual({ run: String(last.runId), attempt: 1 })
        expect(settled.body['run']).toMatchObject({ id: String(crashed.runId) })
        expect(last.stdout).toContain(`Run ${crashed.runId} (attempt 1) left production unfinished`)
      }
    },
  )
})

describe('a run that settles another one', () => {
  it.each([
    ['before', 'W&B', 'GateCloseRecord', 1],
    ['after', 'W&B', 'GateCloseRecord', 1],
    ['before', 'W&B', 'GateRead', 2],
    ['before', 'W&B', 'GateMoveAlias', 1],
    ['after', 'GitHub', 'issues/create-comment', 1],
  ] as const)('may itself be killed, %s %s %s #%i', async (when, server, operation, nth) => {
    const merged = await mergedPin()
    const { runId } = await crashAt(merged, 'after', ['W&B', 'GateMoveAlias', 1])
    await crashAt({ ...merged, promote: (more) => merged.promote({ rerunOf: runId, ...more }) }, when, [
      server,
      operation,
      nth,
    ])
    const last = await merged.promote({ rerunOf: runId })
    expectConverged(merged, last)
    expect([last.outputs['conclusion'], story(merged.acme)]).toEqual(['no-change', ['applied v12']])
  })

  it('may be killed twice before the move, and leaves one abandoned record for each try', async () => {
    const merged = await mergedPin()
    const { runId } = await crashAt(merged, 'before', ['W&B', 'GateMoveAlias', 1])
    await crashAt({ ...merged, promote: (more) => merged.promote({ rerunOf: runId, ...more }) }, 'before', [
      'W&B',
      'GateMoveAlias',
      1,
    ])
    expectConverged(merged, await merged.promote({ rerunOf: runId }))
    expect(story(merged.acme)).toEqual(['abandoned v12', 'abandoned v12', 'applied v12'])
  })

  it.each([
    ['before', 'abandoned v12,applied v12', 'applied'],
    ['after', 'applied v12', 'no-change'],
  ] as const)(
    'finds its own earlier attempt although the listing lags behind, killed %s the move',
    async (when, records, conclusion) => {
      const merged = await mergedPin()
      merged.acme.registry.state.switches.runListLagMs = 60 * MINUTE
      const { runId } = await crashAt(merged, when, ['W&B', 'GateMoveAlias', 1])
      const last = await merged.promote({ rerunOf: runId })
      expect([last.exitCode, last.outputs['conclusion'], String(story(merged.acme))]).toEqual([0, conclusion, records])
      expectConverged(merged, last)
    },
  )

  it('may not write twice in one attempt: a second step of the job settles the first, and leaves the rest to a re-run', async () => {
    const merged = await mergedPin()
    const { acme, promote } = merged
    const { runId } = await crashAt(merged, 'before', ['W&B', 'GateMoveAlias', 1])
    // The same id without `rerunOf`: the same attempt.
    const second = await promote({ runId })
    expect([second.exitCode, second.outputs['conclusion'], reasonCodes(second)[0]]).toEqual([1, 'refused', 'conflict'])
    expect(second.stdout).toContain('Re-run the job')
    expect([acme.holder('production'), story(acme)]).toEqual(['v11', ['abandoned v12']])
    expectConverged(merged, await promote({ rerunOf: runId }))
  })
})
