import { describe, expect, it } from '@jest/globals'
import type { RecordFacts, VersionFacts } from '../../../src/checks/facts.ts'
import { judgeRollback, type RollbackFacts, wantedMembers } from '../../../src/promotion/rollback.ts'
import { carriedOut, evaluateOrder, whatChanged } from '../../../src/promotion/rollback-order.ts'
import { pinAdvice } from '../../../src/promotion/rollback-pins.ts'
import { record } from '../checks/facts-builder.ts'
import { gates, named, pinsOf, registryFacts, requestOf, V6, V7, V8 } from './promotion-builder.ts'

const { model, stage } = requestOf('support-llm', 'production')
const [ONE, TWO] = ['2026-03-09T00:00:00Z', '2026-03-09T12:00:00Z']

function moved(to: VersionFacts, at: string, over: Partial<RecordFacts> = {}): RecordFacts {
  return record({
    runId: at,
    createdAt: at,
    finishedAt: at,
    to: named(to),
    stage: 'production',
    workflowRunId: '100',
    ...over,
  })
}

/** v7 replaced v6 by record, and is to be left. */
function facts(over: Partial<RollbackFacts> = {}, registry: Parameters<typeof registryFacts>[0] = {}): RollbackFacts {
  return {
    config: gates(),
    registry: registryFacts({
      candidate: null,
      holder: V7,
      records: [moved(V7, TWO, { sequence: 2 }), moved(V6, ONE)],
      ...registry,
    }),
    model,
    stage,
    asked: null,
    members: new Map([['v6', V6]]),
    startedBy: ['dev'],
    permissionOf: new Map([['dev', 'write']]),
    teamsOf: new Map(),
    pullRequest: null,
    requestedAt: '2026-03-10T09:00:00Z',
    workflowRunId: '900',
    done: null,
    now: '2026-03-10T10:00:00Z',
    ...over,
  }
}

describe('the decision on a rollback', () => {
  it('names the target, its moves, and what the follower becomes', () => {
    const { verdict, plan } = judgeRollback(facts({}, { previousHolder: V6 }))
    expect([verdict.status, plan?.target.version, plan?.dropPrevious?.version]).toEqual(['pass', 'v6', 'v6'])
    expect(plan?.moves).toEqual([{ alias: 'production', from: named(V7), to: named(V6), purpose: 'stage' }])
  })

  it('moves the follower to the good version before the target, unless it stands there', () => {
    const records = [
      moved(V7, TWO, { sequence: 3 }),
      moved(V6, ONE, { sequence: 2 }),
      moved(V8, '2026-03-08T00:00:00Z'),
    ]
    const members = new Map([V6, V8].map((each) => [each.version, each]))
    const moves = judgeRollback(facts({ members }, { records, previousHolder: V6 })).plan?.moves
    expect(moves?.[1]).toEqual({
      alias: 'production-previous',
      from: named(V6),
      to: named(V8),
      purpose: 'keep-previous',
    })
    expect(judgeRollback(facts({ members }, { records, previousHolder: V8 })).plan?.moves).toHaveLength(1)
  })

  it('asks for no members where it does not need them', () => {
    const { members: _, ...asked } = facts({ asked: 'v6', stage: { ...stage, keepPrevious: null } })
    expect(wantedMembers(asked)).toEqual([])
    expect(wantedMembers({ ...asked, asked: null })).toEqual(['v6'])
    expect(wantedMembers({ ...asked, stage })).toEqual(['v6'])
  })

  it.each<[string, Partial<RollbackFacts>, string]>([
    ['nobody is known', { startedBy: [] }, 'fail'],
    ['one of two may not', { startedBy: ['dev', 'eve'] }, 'fail'],
    [
      'both may',
      {
        startedBy: ['dev', 'ana'],
        permissionOf: new Map([
          ['dev', 'write'],
          ['ana', 'admin'],
        ]),
      },
      'pass',
    ],
  ])('needs a role of everyone who started it: %s', (_, over, status) => {
    expect(judgeRollback(facts(over)).verdict.status).toBe(status)
  })
})

describe('the order of requests', () => {
  const BEFORE = '2026-03-09T06:00:00Z'

  it.each<[string, Partial<RollbackFacts>, RecordFacts, boolean]>([
    ['moved before it was asked for', {}, moved(V7, TWO), false],
    ['moved since by another run', { requestedAt: BEFORE }, moved(V7, TWO), true],
    ['moved since by this run', { requestedAt: BEFORE, workflowRunId: '100' }, moved(V7, TWO), false],
    ['begun before, ended since', { requestedAt: BEFORE }, moved(V7, ONE, { finishedAt: TWO }), true],
    [
      'begun before, settled since',
      { requestedAt: BEFORE },
      moved(V7, ONE, { finishedAt: TWO, body: { settled_by: { run: '900' } } }),
      false,
    ],
    ['done by this run, and moved since', { done: moved(V6, ONE, { workflowRunId: '900' }) }, moved(V7, TWO), true],
  ])('%s', (_, over, newest, stale) => {
    const reasons = evaluateOrder(facts(over, { records: [newest] })).map(({ reason }) => reason)
    expect(reasons).toEqual(stale ? ['stale-run'] : [])
  })

  it('knows a rollback that was carried out', () => {
    const back = moved(V6, TWO, { operation: 'rollback' })
    expect(carriedOut([moved(V7, ONE), back])).toBe(back)
    expect(carriedOut([moved(V7, ONE), { ...back, conclusion: 'abandoned' }, { ...back, intact: false }])).toBeNull()
  })
})

describe('what changed between the reads', () => {
  const before = registryFacts({ holder: V7, records: [moved(V7, TWO)] })
  const judged = { stage, artifactId: V6.artifactId }

  it.each<[string, Parameters<typeof registryFacts>[0], string | null]>([
    ['nothing', {}, null],
    ['the holder', { holder: V8 }, 'production was held by v7 when this was judged, and is held by v8 now.'],
    ['nobody holds it', { holder: null }, 'production was held by v7 when this was judged, and is held by nobody now.'],
    ['the records', { recordsVisible: false }, 'does not show them'],
    ['a new record', { records: [moved(V8, TWO, { sha256: 'e'.repeat(64) })] }, 'Another run recorded a change'],
    [
      'a rival that yielded',
      { records: [moved(V8, TWO, { sha256: 'e'.repeat(64), conclusion: 'abandoned' }), moved(V7, TWO)] },
      null,
    ],
    ['the target is gone', { candidate: null }, 'is not there any more'],
    ['another artifact', { candidate: { ...V6, artifactId: 'x' } }, 'is not there any more'],
    ['a hold', { candidate: { ...V6, tags: ['regulatory-hold'] } }, 'v6 cannot be gone back to any more: it is held.'],
  ])('%s', (_, over, expected) => {
    const after = registryFacts({ holder: V7, records: [moved(V7, TWO)], candidate: V6, ...over })
    const changed = whatChanged(before, after, judged)
    if (expected === null) expect(changed).toBeNull()
    else expect(changed).toContain(expected)
  })
})

describe('how the pins should read', () => {
  it.each([
    [{}, 'model-pins.yml does not pin support-llm production: nothing is to be changed in it.'],
    [{ staging: 'v8' }, 'model-pins.yml does not pin support-llm production: nothing is to be changed in it.'],
    [{ production: 'v6' }, 'model-pins.yml pins v6 for support-llm production: it reads as it should.'],
    [
      { staging: 'v8', production: 'v7' },
      'model-pins.yml should now read `support-llm: { staging: v8, production: v6 }` (it pins v7 for production).',
    ],
  ])('%j', (pinned, expected) => {
    expect(pinAdvice({ config: gates(), model, stage, pins: pinsOf({ 'support-llm': pinned }) }, 'v6')).toBe(expected)
  })
})
