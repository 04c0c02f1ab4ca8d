import { describe, expect, it } from '@jest/globals'
import type { Acme, ActionResult, ActionRun } from '../../sandbox/acme.ts'
import {
  expectOneChain,
  githubLog,
  keptRecords,
  MINUTE,
  mergePin,
  openAcme,
  reasonCodes,
  story,
  wandbLog,
} from '../support/promotion-story.ts'

const ORDER = { operation: 'rollback', model: 'support-llm', stage: 'production', reason: 'it answers nonsense' }

/** One request of a rollback with an alias that follows: to whom, which operation, the how-manieth of its kind. */
type Boundary = readonly [server: 'W&B' | 'GitHub', operation: string, nth: number]

const BOUNDARIES: readonly Boundary[] = [
  ['GitHub', 'actions/get-workflow-run', 1],
  ['GitHub', 'Change', 1],
  ['GitHub', 'repos/get-collaborator-permission-level', 1],
  ['W&B', 'GateRead', 1],
  ['W&B', 'GateVersions', 1],
  ['W&B', 'GateOpenRecord', 1],
  ['W&B', 'GateRead', 2],
  ['W&B', 'GateMoveAlias', 1],
  ['W&B', 'GateHolder', 1],
  ['W&B', 'GateCloseRecord', 1],
  ['W&B', 'file_stream', 1],
  ['W&B', 'GateMoveAlias', 2],
  ['W&B', 'GateHolder', 2],
]
const ROWS = BOUNDARIES.flatMap((boundary) => [['before', ...boundary] as const, ['after', ...boundary] as const])

/** Production went from v0 to v1, v2 and v3 by record; v3 is bad. */
async function badRelease(): Promise<Acme> {
  const acme = await openAcme({
    aliases: [['production'], [], [], ['staging', 'candidate']],
    pins: 'support-llm: { production: v0 }\n',
  })
  for (const version of ['v1', 'v2', 'v3']) {
    acme.moveByHand('staging', version)
    expect((await mergePin(acme, version).promote()).outputs['conclusion']).toBe('applied')
  }
  return acme
}

/** Kills the run when this request arrives, or when it has been carried out; its answer is never seen. */
async function crashAt(
  acme: Acme,
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
  const more: Partial<ActionRun> = {
    onStart: (send) => {
      process.kill = send
    },
  }
  const crashed = await acme.dispatch(ORDER, more)
  expect([crashed.exitCode, crashed.signal]).toEqual([null, 'SIGKILL'])
  return crashed
}

function githubMatch(operation: string): { readonly graphql: string } | { readonly rest: string } {
  if (operation === 'actions/get-workflow-run') return { rest: 'GET /actions/runs/' }
  if (operation === 'Change') return { graphql: 'query Change(' }
  return { rest: 'GET /collaborators/' }
}

/** What must be true in the end, wherever the first run was interrupted: back by one version, once. */
function expectConverged(acme: Acme, last: ActionResult): void {
  expect([last.exitCode, ['applied', 'no-change'].includes(last.outputs['conclusion'] ?? '')]).toEqual([0, true])
  expect([acme.holder('production'), acme.holder('production-previous')]).toEqual(['v2', 'v1'])
  const conclusions = keptRecords(acme)
    .slice(3)
    .map((record) => record.conclusion)
  expect(conclusions.filter((each) => each === 'applied')).toHaveLength(1)
  expect(conclusions.filter((each) => each !== 'applied' && each !== 'abandoned')).toEqual([])
  expectOneChain(acme)
}

describe('a rollback that is killed', () => {
  it('makes exactly the requests at which it is killed below', async () => {
    const acme = await badRelease()
    const [wandb, github] = [wandbLog(acme).length, githubLog(acme).length]
    expect((await acme.dispatch(ORDER)).exitCode).toBe(0)
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
    const acme = await badRelease()
    const { runId } = await crashAt(acme, when, [server, operation, nth])
    expectConverged(acme, await acme.dispatch(ORDER, { rerunOf: runId }))
  })
})

/** Where another run matters: while the intent stands. */
const WITH_AN_INTENT = ROWS.filter(
  ([when, server, operation, nth]) =>
    server === 'W&B' &&
    operation !== 'GateVersions' &&
    !(operation === 'GateRead' && nth === 1) &&
    !(operation === 'GateOpenRecord' && when === 'before') &&
    !(operation === 'GateCloseRecord' && when === 'after') &&
    !(['GateMoveAlias', 'GateHolder'].includes(operation) && nth === 2) &&
    operation !== 'file_stream',
)

describe('what a killed rollback leaves to another run', () => {
  it.each(WITH_AN_INTENT)('%s %s %s #%i: refused while the lease lives, then it goes back once', async (...row) => {
    const [when, ...boundary] = row
    const acme = await badRelease()
    const crashed = await crashAt(acme, when, boundary)
    expect(story(acme).at(-1)).toBe('open v2')
    const before = [acme.holder('production'), story(acme)]
    const early = await acme.dispatch(ORDER)
    expect([early.exitCode, early.outputs['conclusion'], reasonCodes(early)[0]]).toEqual([1, 'refused', 'in-progress'])
    expect([acme.holder('production'), story(acme)]).toEqual(before)
    acme.wandb.setClock(5 * MINUTE + 1_000)
    const last = await acme.dispatch(ORDER)
    expectConverged(acme, last)
    expect(last.stdout).toContain(`Run ${crashed.runId} (attempt 1) left production unfinished`)
  })
})
