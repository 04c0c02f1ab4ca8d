import { describe, expect, it } from '@jest/globals'
import { type Acme, GATES, REPOSITORY } from '../../sandbox/acme.ts'
import { commit } from '../../sandbox/github/seed.ts'
import { dismissReview, review } from '../../sandbox/github/seed-pulls.ts'
import { addRun } from '../../sandbox/wandb/seed.ts'
import { newId } from '../../sandbox/wandb/state.ts'
import {
  expectOneChain,
  keptRecords,
  MINUTE,
  mergedPin,
  mergePin,
  moves,
  openAcme,
  reasonCodes,
  story,
  wandbLog,
} from '../support/promotion-story.ts'

/** What another run of the Action would have left in W&B after its step 3, `ageMs` ago. */
function foreignIntent(
  acme: Acme,
  to: number,
  options: { readonly ageMs?: number; readonly name?: string; readonly stage?: string } = {},
): string {
  const { ageMs = 0, name = 'f'.repeat(64), stage = 'production' } = options
  const version = (index: number) => {
    const artifact = acme.registry.versions[index]?.artifact
    return { version: `v${index}`, artifact_id: artifact?.id, digest: artifact?.digest }
  }
  const moving = { alias: stage, from: version(11), to: version(to), purpose: 'stage' }
  const intent = {
    schema_version: 1,
    operation: 'promote',
    registry_path: 'acme/wandb-registry-model/support-llm',
    model: 'support-llm',
    stage,
    alias: stage,
    from: version(11),
    to: version(to),
    moves: [moving],
    pull_requests: [],
    run: { id: '4711', attempt: 1, job: 'promote', url: 'https://github.com/acme/models/actions/runs/4711' },
    sequence: 1,
    previous_record: null,
  }
  addRun(acme.registry.state, acme.registry.records, {
    name,
    jobType: 'model-promotion',
    group: 'support-llm',
    tags: ['support-llm', stage],
    state: 'running',
    config: { operation: 'promote', model: 'support-llm', stage, to_version: `v${to}`, intent: JSON.stringify(intent) },
    at: Date.now() - ageMs,
  })
  return name
}

describe('the intent of another run', () => {
  it.each([0, 4 * MINUTE])('keeps us waiting while it is live: %i ms old', async (ageMs) => {
    const { acme, number, promote } = await mergedPin()
    foreignIntent(acme, 10, { ageMs })
    const result = await promote()
    expect([result.exitCode, result.outputs['conclusion'], reasonCodes(result)[0]]).toEqual([
      1,
      'refused',
      'in-progress',
    ])
    expect([acme.holder('production'), wandbLog(acme), story(acme)]).toEqual(['v11', ['GateRead'], ['open v10']])
    expect(acme.comments(number)[0]).toContain('4711')
  })

  it.each([
    ['had been moved', 'v10', 'applied'],
    ['had not been moved', 'v11', 'abandoned'],
    ['had been moved elsewhere', 'v9', 'abandoned'],
  ])('is settled when it has expired, and we go on: the alias %s', async (_what, holder, conclusion) => {
    const { acme, promote } = await mergedPin()
    foreignIntent(acme, 10, { ageMs: 5 * MINUTE + 1_000 })
    acme.moveByHand('production', holder)
    const result = await promote()
    expect([result.exitCode, result.outputs['conclusion'], result.outputs['previous-version']]).toEqual([
      0,
      'applied',
      holder,
    ])
    expect([acme.holder('production'), acme.holder('production-previous')]).toEqual(['v12', holder])
    expect(story(acme)).toEqual([`${conclusion} v10`, 'applied v12'])
    expectOneChain(acme)
    const [settled] = keptRecords(acme)
    expect(settled?.body).toMatchObject({
      run: { id: '4711' },
      settled_by: { run: String(result.runId), attempt: 1 },
      moves_made: conclusion === 'applied' ? [{ alias: 'production', purpose: 'stage' }] : [],
    })
    expect(result.annotations.some(({ level, message }) => level === 'warning' && message.includes('4711'))).toBe(true)
  })

  it('of another stage is nothing to us', async () => {
    const { acme, promote } = await mergedPin()
    foreignIntent(acme, 10, { stage: 'staging' })
    expect((await promote()).outputs['conclusion']).toBe('applied')
    expect(story(acme, 'staging')).toEqual(['open v10'])
  })

  it('is only named by a pull request', async () => {
    const acme = await openAcme()
    const number = acme.proposePin('v12')
    foreignIntent(acme, 10)
    const live = await acme.pullRequestEvent(number)
    expect([live.exitCode, live.summary.includes('4711')]).toEqual([0, true])
    acme.wandb.setClock(6 * MINUTE)
    const expired = await acme.pullRequestEvent(number)
    expect([expired.exitCode, expired.summary.includes('left a record of production open')]).toEqual([0, true])
    expect(story(acme)).toEqual(['open v10'])
  })

  it("stands in nobody's way once the server says that it is five minutes old", async () => {
    const { acme, promote } = await mergedPin()
    foreignIntent(acme, 10)
    expect((await promote()).outputs['conclusion']).toBe('refused')
    acme.wandb.setClock(5 * MINUTE - 20_000)
    expect((await promote()).outputs['conclusion']).toBe('refused')
    acme.wandb.setClock(5 * MINUTE + 1_000)
    expect((await promote()).outputs['conclusion']).toBe('applied')
    expect(story(acme)).toEqual(['abandoned v10', 'applied v12'])
  })

  it('does not become a second applied record when somebody else moved the alias to its version', async () => {
    // Two runs wrote an intent for v12; the later one was killed before it could yield to the earlier one.
    const { acme, promote } = await mergedPin()
    acme.wandb.faults.add({ match: { operation: 'GateMoveAlias' }, action: { after: () => foreignIntent(acme, 12) } })
    expect((await promote()).outputs['conclusion']).toBe('applied')
    acme.wandb.setClock(5 * MINUTE + 1_000)
    const next = await promote()
    expect([next.exitCode, next.outputs['conclusion']]).toEqual([0, 'no-change'])
    expect(story(acme)).toEqual(['applied v12', 'abandoned v12'])
  })
})

describe('two intents at the same moment', () => {
  it('the later one yields, and moves nothing', async () => {
    const { acme, promote } = await mergedPin()
    acme.wandb.faults.add({
      match: { operation: 'GateOpenRecord' },
      action: { before: () => foreignIntent(acme, 10, { ageMs: 1_000 }) },
    })
    const result = await promote()
    expect([result.exitCode, result.outputs['conclusion'], reasonCodes(result)[0]]).toEqual([
      1,
      'refused',
      'in-progress',
    ])
    expect([acme.holder('production'), moves(acme), story(acme)]).toEqual(['v11', 0, ['open v10', 'abandoned v12']])
  })

  it('the earlier one goes on', async () => {
    const { acme, promote } = await mergedPin()
    acme.wandb.faults.add({
      match: { operation: 'GateOpenRecord' },
      action: { after: () => foreignIntent(acme, 10, { ageMs: -2_000 }) },
    })
    expect((await promote()).outputs['conclusion']).toBe('applied')
    expect([acme.holder('production'), story(acme)]).toEqual(['v12', ['applied v12', 'open v10']])
  })

  it('real ones: of two runs started together, one moves the alias and the other does not', async () => {
    const acme = await openAcme({
      gates: GATES.replace('        from: staging\n', ''),
      aliases: Array.from({ length: 13 }, (_, index) => (index === 11 ? ['production'] : [])),
    })
    const [one, other] = [mergePin(acme, 'v10'), mergePin(acme, 'v12')]
    const results = await Promise.all([one.promote(), other.promote()])
    const conclusions = results.map((result) => result.outputs['conclusion'])
    const applied = keptRecords(acme).filter((record) => record.conclusion === 'applied')
    expect(keptRecords(acme).filter((record) => record.conclusion === null)).toEqual([])
    // One after the other is fine too: then both are applied, in one chain.
    expect(applied).toHaveLength(conclusions.filter((each) => each === 'applied').length)
    expect(applied.length).toBeGreaterThan(0)
    expect(acme.holder('production')).toBe(applied.at(-1)?.to)
    expect(applied.map((record) => record.body['previous_record']).filter((each) => each === null).length).toBeLessThan(
      2,
    )
  })
})

describe('a change between the judgement and the move', () => {
  const changes: readonly (readonly [string, (acme: Acme, number: number) => void, string])[] = [
    ['the alias was moved', (acme) => acme.moveByHand('production', 'v9'), 'v9'],
    ['the alias was taken away', (acme) => acme.moveByHand('production', undefined), 'nobody'],
    [
      'the version was put on hold',
      (acme) => {
        const { state } = acme.registry
        acme.registry.versions[12]?.artifact.tags.push({
          id: newId(state, 'Tag'),
          name: 'regulatory-hold',
          visibleFrom: 0,
          hiddenFrom: null,
        })
      },
      'hold',
    ],
    [
      'the review was dismissed',
      (acme, number) => {
        const pull = acme.github.state.repos[REPOSITORY]?.pulls[String(number)]
        dismissReview(acme.github, REPOSITORY, number, pull?.reviews[0]?.id ?? 0)
      },
      'review',
    ],
    [
      'changes were requested',
      (acme, number) => void review(acme.github, REPOSITORY, number, { by: 'bo', state: 'CHANGES_REQUESTED' }),
      'review',
    ],
  ]

  it.each(changes)('is a conflict: %s', async (_what, change, named) => {
    const { acme, number, promote } = await mergedPin()
    acme.wandb.faults.add({ match: { operation: 'GateOpenRecord' }, action: { before: () => change(acme, number) } })
    const holder = named === 'v9' ? 'v9' : named === 'nobody' ? undefined : 'v11'
    const result = await promote()
    expect([result.exitCode, result.outputs['conclusion'], reasonCodes(result)[0]]).toEqual([1, 'refused', 'conflict'])
    expect([acme.holder('production'), moves(acme), story(acme)]).toEqual([holder, 0, ['conflict v12']])
    expect(String(keptRecords(acme)[0]?.body['note'])).toContain(named)
    expect(result.stdout).toContain(named)
  })

  it('is a conflict when the pull request that a dispatch names got a new head', async () => {
    const { acme, number } = await mergedPin()
    const pull = acme.github.state.repos[REPOSITORY]?.pulls[String(number)]
    acme.wandb.faults.add({
      match: { operation: 'GateOpenRecord' },
      action: {
        before: () => {
          const made = commit(acme.github, REPOSITORY, {
            branch: 'later',
            files: { 'model-pins.yml': 'support-llm: { production: v3 }\n' },
            author: 'kim',
          })
          if (pull !== undefined) pull.headOid = made.oid
        },
      },
    })
    const result = await acme.dispatch({ model: 'support-llm', stage: 'production', 'pull-request': String(number) })
    expect([result.exitCode, result.outputs['conclusion'], reasonCodes(result)[0]]).toEqual([1, 'refused', 'conflict'])
    expect([acme.holder('production'), moves(acme), story(acme)]).toEqual(['v11', 0, ['conflict v12']])
  })
})
