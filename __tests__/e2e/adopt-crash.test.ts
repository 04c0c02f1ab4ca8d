import { describe, expect, it } from '@jest/globals'
import type { Acme, ActionResult } from '../../sandbox/acme.ts'
import {
  expectOneChain,
  githubLog,
  keptRecords,
  MINUTE,
  mergedPin,
  moves,
  reasonCodes,
  story,
  wandbLog,
} from '../support/promotion-story.ts'

/** One request of an adoption: to whom, which operation, the how-manieth of its kind. */
type Boundary = readonly [server: 'W&B' | 'GitHub', operation: string, nth: number]

const BOUNDARIES: readonly Boundary[] = [
  ['GitHub', 'actions/get-workflow-run', 1],
  ['GitHub', 'Change', 1],
  ['GitHub', 'repos/get-collaborator-permission-level', 1],
  ['W&B', 'GateRead', 1],
  ['W&B', 'GateRecords', 1],
  ['W&B', 'GateOpenRecord', 1],
  ['GitHub', 'PullRequest', 1],
  ['W&B', 'GateRead', 2],
  ['W&B', 'GateHolder', 1],
  ['W&B', 'GateCloseRecord', 1],
  ['W&B', 'file_stream', 1],
]
const ROWS = BOUNDARIES.flatMap((boundary) => [['before', ...boundary] as const, ['after', ...boundary] as const])

interface Drifted {
  readonly acme: Acme
  readonly order: Readonly<Record<string, string>>
}

/** v12 came to production by record, somebody put v10 there by hand, and v10 passes the gate. */
async function drifted(): Promise<Drifted> {
  const { acme, promote } = await mergedPin()
  expect((await promote()).outputs['conclusion']).toBe('applied')
  acme.moveByHand('production', 'v10')
  acme.moveByHand('staging', 'v10')
  const number = acme.proposePin('v10')
  acme.approve(number, 'ana')
  acme.merge(number)
  const order = {
    ...{ operation: 'verify', adopt: 'true', model: 'support-llm', stage: 'production' },
    ...{ reason: 'the canary went well', 'pull-request': String(number), 'comment-summary-in-pr': 'never' },
  }
  return { acme, order }
}

const AS_CHI = { actor: 'chi' } as const

/** Kills the run when this request arrives, or when it has been carried out; its answer is never seen. */
async function crashAt(
  { acme, order }: Drifted,
  when: 'before' | 'after',
  [server, operation, nth]: Boundary,
): Promise<ActionResult> {
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
  const crashed = await acme.dispatch(order, {
    ...AS_CHI,
    onStart: (send) => {
      process.kill = send
    },
  })
  expect([crashed.exitCode, crashed.signal]).toEqual([null, 'SIGKILL'])
  return crashed
}

function githubMatch(operation: string): { readonly graphql: string } | { readonly rest: string } {
  if (operation === 'actions/get-workflow-run') return { rest: 'GET /actions/runs/' }
  if (operation === 'repos/get-collaborator-permission-level') return { rest: 'GET /collaborators/' }
  return { graphql: `query ${operation}(` }
}

/** What must be true in the end, wherever the first run was interrupted: adopted once, nothing moved. */
function expectConverged(acme: Acme, last: ActionResult): void {
  expect([last.exitCode, ['applied', 'no-change'].includes(last.outputs['conclusion'] ?? '')]).toEqual([0, true])
  expect([acme.holder('production'), acme.holder('production-previous')]).toEqual(['v10', 'v11'])
  const conclusions = keptRecords(acme)
    .slice(1)
    .map((record) => record.conclusion)
  expect(conclusions.filter((each) => each === 'adopted')).toHaveLength(1)
  expect(conclusions.filter((each) => each !== 'adopted' && each !== 'abandoned')).toEqual([])
  expectOneChain(acme)
  expect(moves(acme)).toBe(2)
}

describe('an adoption that is killed', () => {
  it('makes exactly the requests at which it is killed below', async () => {
    const { acme, order } = await drifted()
    const [wandb, github] = [wandbLog(acme).length, githubLog(acme).length]
    const run = await acme.dispatch(order, AS_CHI)
    expect([run.exitCode, run.outputs['conclusion']]).toEqual([0, 'applied'])
    const log = [
      ...wandbLog(acme)
        .slice(wandb)
        .map((operation) => `W&B ${operation}`),
      ...githubLog(acme)
        .slice(github)
        .map((operation) => `GitHub ${operation}`),
    ]
    expect(log.toSorted()).toEqual(BOUNDARIES.map(([server, operation]) => `${server} ${operation}`).toSorted())
  })

  it.each(ROWS)('%s %s %s #%i is carried out: the next attempt converges', async (when, server, operation, nth) => {
    const story = await drifted()
    const { runId } = await crashAt(story, when, [server, operation, nth])
    expectConverged(story.acme, await story.acme.dispatch(story.order, { ...AS_CHI, rerunOf: runId }))
  })
})

const BEFORE_THE_INTENT: readonly string[] = [
  'actions/get-workflow-run',
  'Change',
  'repos/get-collaborator-permission-level',
  'GateRecords',
]

/** Where another run matters: while the intent stands. */
const WITH_AN_INTENT = ROWS.filter(
  ([when, , operation, nth]) =>
    !BEFORE_THE_INTENT.includes(operation) &&
    operation !== 'file_stream' &&
    !(operation === 'GateRead' && nth === 1) &&
    !(operation === 'GateOpenRecord' && when === 'before') &&
    !(operation === 'GateCloseRecord' && when === 'after'),
)

describe('what a killed adoption leaves to another run', () => {
  it.each(WITH_AN_INTENT)(
    '%s %s %s #%i: refused while the lease lives, then judged and adopted anew',
    async (...row) => {
      const [when, ...boundary] = row
      const { acme, order } = await drifted()
      const crashed = await crashAt({ acme, order }, when, boundary)
      expect(story(acme).at(-1)).toBe('open v10')
      const early = await acme.dispatch(order, AS_CHI)
      expect([early.exitCode, early.outputs['conclusion'], reasonCodes(early)[0]]).toEqual([
        1,
        'refused',
        'in-progress',
      ])
      expect(story(acme).at(-1)).toBe('open v10')
      acme.wandb.setClock(5 * MINUTE + 1_000)
      const last = await acme.dispatch(order, AS_CHI)
      expectConverged(acme, last)
      expect(last.stdout).toContain(`Run ${crashed.runId} (attempt 1) left production unfinished`)
      expect(story(acme)).toEqual(['applied v12', 'abandoned v10', 'adopted v10'])
    },
  )

  it('a rollback that finds it gives it up, and goes back', async () => {
    const { acme, order } = await drifted()
    await crashAt({ acme, order }, 'before', ['W&B', 'GateCloseRecord', 1])
    acme.wandb.setClock(5 * MINUTE + 1_000)
    const back = await acme.dispatch({
      ...{ operation: 'rollback', model: 'support-llm', stage: 'production', reason: 'bad' },
      ...{ version: 'v12', 'comment-summary-in-pr': 'never' },
    })
    expect([back.outputs['conclusion'], acme.holder('production')]).toEqual(['applied', 'v12'])
    expect(story(acme)).toEqual(['applied v12', 'abandoned v10', 'applied v12'])
  })
})
