import { describe, expect, it } from '@jest/globals'
import { GATES, REPOSITORY } from '../../sandbox/acme.ts'
import { review } from '../../sandbox/github/seed-pulls.ts'
import { expectOutcome } from '../e2e/expectations.ts'
import {
  BROKEN,
  expectOneChain,
  MINUTE,
  mergedPin,
  mergePin,
  moves,
  openAcme,
  reasonCodes,
  story,
  wandbLog,
} from '../support/promotion-story.ts'
import { guard, PRODUCTION } from './attack.ts'

describe('between check and act', () => {
  it.each<[string, (acme: Awaited<ReturnType<typeof openAcme>>) => void, string]>([
    ['the alias', (acme) => acme.moveByHand('production', 'v9'), 'v9'],
    ['the stage before', (acme) => acme.moveByHand('staging', 'v10'), 'does not pass any more'],
    [
      'a hold',
      (acme) =>
        acme.registry.versions[12]?.artifact.tags.push({
          ...{ id: 'Tag:hold', name: 'regulatory-hold', visibleFrom: 0, hiddenFrom: null },
        }),
      'does not pass any more',
    ],
  ])('threat 22: %s that changes after the judgement stops the move', async (_what, change, said) => {
    const { acme, promote } = await mergedPin()
    acme.wandb.faults.add({ match: { operation: 'GateOpenRecord' }, action: { after: () => change(acme) } })
    const run = await promote()
    expectOutcome(run, { conclusion: 'refused', exit: 1, including: ['conflict'] })
    expect(run.summary).toContain(said)
    expect([moves(acme), story(acme)]).toEqual([0, ['conflict v12']])
  })

  it('threat 22: somebody who moves the alias at the same moment is named, and nothing is claimed', async () => {
    const { acme, promote } = await mergedPin()
    const rival = () => acme.moveByHand('production', 'v9')
    acme.wandb.faults.add({ match: { operation: 'GateMoveAlias' }, action: { after: rival } })
    const run = await promote()
    expectOutcome(run, { conclusion: 'partial', exit: 1, including: ['conflict'] })
    expect(run.summary).toContain('v9')
    expect([acme.holder('production'), story(acme)]).toEqual(['v9', ['partial v12']])
  })

  it('threat 22: a moved candidate is not promoted in place of the approved version', async () => {
    const { acme, number, promote } = await mergedPin()
    acme.moveByHand('staging', 'v10')
    acme.moveByHand('candidate', 'v10')
    const stopped = guard(acme)
    stopped(await promote(), {
      conclusion: 'refused',
      exit: 1,
      including: ['version-not-in-from-stage'],
      said: 'v12',
    })
    stopped(await acme.dispatch({ ...PRODUCTION, version: 'staging', 'pull-request': String(number) }), {
      conclusion: 'refused',
      exit: 1,
      including: ['version-not-bound'],
      said: 'v10',
    })
  })

  it('threat 23: of two runs at once one moves the alias, and the other one is turned away', async () => {
    const { acme, promote } = await mergedPin()
    const runs = await Promise.all([promote(), promote()])
    const conclusions = runs.map(({ outputs }) => outputs['conclusion'])
    expect(conclusions).toContain('applied')
    const [other] = runs.filter(({ outputs }) => outputs['conclusion'] !== 'applied')
    // Turned away, or late enough to find all done.
    if (other?.outputs['conclusion'] === 'refused') expect(reasonCodes(other)[0]).toMatch(/^(in-progress|conflict)$/)
    else expect(other?.outputs['conclusion'] ?? 'no-change').toBe('no-change')
    expect(acme.holder('production')).toBe('v12')
    expect(story(acme).filter((each) => each === 'applied v12')).toHaveLength(1)
  })

  it('threat 23: while the lease of a run that died lives, nothing else moves the alias', async () => {
    const { acme, promote } = await mergedPin()
    for (const operation of ['GateMoveAlias', 'GateCloseRecord'])
      acme.wandb.faults.add({ match: { operation }, action: BROKEN })
    expect([(await promote()).exitCode, story(acme)]).toEqual([1, ['open v12']])
    const stopped = guard(acme)
    stopped(await promote(), { conclusion: 'refused', exit: 1, including: ['in-progress'], said: 'moving production' })
  })
})

describe('again and again', () => {
  const OPEN = GATES.replace('        from: staging\n', '')
  const VERSIONS = Array.from({ length: 13 }, (_, index) => (index === 11 ? ['production'] : []))

  it('threat 23: an old push re-run does not undo the newer one', async () => {
    const start = Date.now()
    const acme = await openAcme({ gates: OPEN, aliases: VERSIONS })
    acme.github.setClock(start)
    const older = mergePin(acme, 'v10')
    const { runId } = await older.promote()
    acme.github.setClock(start + MINUTE)
    await mergePin(acme, 'v12').promote()
    const stopped = guard(acme)
    stopped(await older.promote({ rerunOf: runId }), {
      conclusion: 'refused',
      exit: 1,
      including: ['stale-run'],
      said: 'newer',
    })
    expectOneChain(acme)
  })

  it('threat 36: an automation that our own move fires comes to nothing', async () => {
    const { acme, number, promote } = await mergedPin()
    await promote()
    const on = {
      event: 'repository_dispatch',
      type: 'wandb-alias',
      sender: 'kim',
      clientPayload: { version: 'v12' },
    } as const
    const stopped = guard(acme)
    for (let turn = 0; turn < 2; turn += 1) {
      const run = await acme.run({ on, inputs: { ...PRODUCTION, 'pull-request': String(number) } })
      stopped(run, { conclusion: 'no-change', exit: 0, reasons: [], said: 'v12' })
    }
    expect([moves(acme), acme.comments(number).length]).toEqual([2, 1])
  })
})

describe('half an answer', () => {
  it('threat 44: reviews whose second page is lost are no reviews', async () => {
    const { acme, number, promote } = await mergedPin()
    // What takes the approval back stands on the second page; the first one alone would do.
    for (let count = 0; count < 120; count += 1) review(acme.github, REPOSITORY, number, { by: 'eve' })
    review(acme.github, REPOSITORY, number, { by: 'ana', state: 'CHANGES_REQUESTED' })
    const stopped = guard(acme)
    stopped(await promote(), {
      conclusion: 'refused',
      exit: 1,
      including: ['changes-requested'],
      said: 'ana requests changes',
    })
    const errors = [{ type: 'SERVICE_UNAVAILABLE', message: 'Something went wrong' }]
    const action = { kind: 'graphql-errors', errors } as const
    acme.github.faults.add({ match: { graphql: 'reviewsAfter' }, action, times: 20 })
    const run = await promote()
    acme.github.faults.clear()
    stopped(run, { conclusion: 'error', exit: 1, said: 'GitHub could not answer' })
    expect(reasonCodes(run)).toEqual(['github-unavailable'])
  })

  it.each([
    ['of another shape', { json: { data: { project: 'yes' } } }],
    ['that is a page of a proxy', { status: 200, body: '<html>Sign in</html>' }],
    ['with errors beside the data', { payload: null, errors: [{ message: 'partial failure' }] }],
  ] as const)('threat 44: an answer of W&B %s is no answer', async (_what, action) => {
    const { acme, promote } = await mergedPin()
    acme.wandb.faults.add({ match: { operation: 'GateRead' }, action, times: 20 })
    const stopped = guard(acme)
    const run = await promote()
    acme.wandb.faults.clear()
    stopped(run, { conclusion: 'error', exit: 1, said: 'Weights & Biases' })
    expect(reasonCodes(run)[0]).toMatch(/^wandb-/)
    expect(wandbLog(acme).every((operation) => operation === 'GateRead')).toBe(true)
  })
})
