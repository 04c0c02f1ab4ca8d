import { describe, expect, it } from '@jest/globals'
import { AccessError } from '../../src/errors.ts'
import type { RunOutcome } from '../../src/promotion/outcome.ts'
import { RollbackPlay } from './rollback-play.ts'
import { GATES, MINUTE, PIN_PRODUCTION, StagePlay, told } from './stage-play.ts'

const RULE = '[{ role: model steward, count: 1, users: [ana, bo] }]'
const OPERATOR = '{ role: operator, environment: production, permission: read }'
const ASKED = { model: 'support-llm', stage: 'production' }

function play(rules: string, more = ''): StagePlay {
  const gates = GATES.replace(RULE, rules).replace('        keep_previous', `${more}        keep_previous`)
  const made = new StagePlay({ gates })
  made.github.setRole('chi', 'write')
  made.github.startRun({ by: 'cai' })
  return made
}

/** Production is pinned to v1 and merged; the approval of `ana` stands there, but who needs it depends on the rules. */
function merged(stage: StagePlay) {
  const { number, pushed } = stage.merged(PIN_PRODUCTION)
  stage.github.startRun({ by: 'cai', commit: pushed.after })
  return { number, pushed }
}

function asked(stage: StagePlay, ...methods: readonly string[]): readonly string[] {
  return stage.githubAsked().filter((method) => methods.includes(method))
}

const NEW = ['teams', 'codeOwnerReview', 'runReviews', 'permissions', 'blobs']

describe('what a rule does not ask for is not requested', () => {
  it.each<[string, string, readonly string[]]>([
    ['people by name', RULE, []],
    ['a role above write', '[{ permission: maintain }]', ['permissions']],
    ['a team', '[{ teams: [acme/risk] }]', ['teams']],
    ['code owners', '[{ code_owners: true }]', ['codeOwnerReview']],
    ['an environment, before anybody is asked', `[${OPERATOR}]`, []],
  ])('%s', async (_name, rules, expected) => {
    const stage = play(rules)
    await stage.plan(stage.propose(PIN_PRODUCTION))
    expect(asked(stage, ...NEW)).toEqual(expected)
  })

  it('an environment, once the run carries it out: again before the move, with roles only at first', async () => {
    const stage = play('[{ environment: production }]')
    const { pushed } = merged(stage)
    stage.github.reviewRun({ by: 'bo', environment: 'production' })
    expect(told(await stage.push(pushed))).toBe('production v1: applied []')
    expect(asked(stage, ...NEW)).toEqual(['runReviews', 'permissions', 'runReviews'])
  })
})

describe('an environment', () => {
  it('lets a dispatched run through whose pin came without a pull request', async () => {
    const stage = play(`[${OPERATOR}]`)
    const commit = stage.github.commit({ branch: 'main', author: 'dev', files: { 'model-pins.yml': PIN_PRODUCTION } })
    stage.github.startRun({ by: 'cai', commit })
    expect(told(await stage.dispatch(ASKED))).toBe('production v1: refused [approvals-missing]')
    stage.github.reviewRun({ by: 'bo', environment: 'production' })
    expect(told(await stage.dispatch(ASKED))).toBe('production v1: applied []')
    expect(stage.records().at(-1)?.['approvals']).toMatchObject([
      { role: 'operator', counted: [{ login: 'bo', pull_request: 0, environment: 'production', commit }] },
    ])
  })

  it('was approved for the pins of its commit: later ones need a new run', async () => {
    const stage = play(`[${OPERATOR}]`)
    const commit = stage.github.commit({ branch: 'main', author: 'dev', files: { 'model-pins.yml': '{}' } })
    stage.github.startRun({ by: 'cai', commit })
    stage.github.reviewRun({ by: 'bo', environment: 'production' })
    stage.github.commit({ branch: 'main', author: 'dev', files: { 'model-pins.yml': PIN_PRODUCTION } })
    const outcome = await stage.dispatch(ASKED)
    expect(told(outcome)).toBe('production v1: refused [approvals-missing]')
    expect(ignoredIn(outcome)).toEqual(['bo not-bound'])
  })

  it('stays approved when something else than the pins has changed meanwhile', async () => {
    const stage = play(`[${OPERATOR}]`)
    const commit = stage.github.commit({ branch: 'main', author: 'dev', files: { 'model-pins.yml': PIN_PRODUCTION } })
    stage.github.startRun({ by: 'cai', commit })
    stage.github.reviewRun({ by: 'bo', environment: 'production' })
    stage.github.commit({ branch: 'main', author: 'dev', files: { 'README.md': 'more' } })
    expect(told(await stage.dispatch(ASKED))).toBe('production v1: applied []')
  })

  it('is asked again before the move: a rejection in between stops it', async () => {
    const stage = play(`[${OPERATOR}]`)
    const { pushed } = merged(stage)
    stage.github.reviewRun({ by: 'bo', environment: 'production' })
    stage.github.next('runReviews', () => undefined)
    stage.github.next('runReviews', () =>
      stage.github.reviewRun({ by: 'chi', environment: 'production', state: 'rejected' }),
    )
    expect((await stage.push(pushed)).conclusion).toBe('refused')
    expect(stage.registry.holderOf('production')).toBe('v0')
  })

  it('is an error when its approvals may not be read', async () => {
    const stage = play(`[${OPERATOR}]`)
    const { pushed } = merged(stage)
    stage.github.next('runReviews', new AccessError('github', 'needs actions: read'))
    await expect(stage.push(pushed)).rejects.toThrow('needs actions: read')
    expect(stage.writes()).toEqual([])
  })
})

describe('code owners', () => {
  it('decide again before the move', async () => {
    const stage = play('[{ code_owners: true }]')
    stage.github.commit({ branch: 'main', author: 'dev', files: { CODEOWNERS: 'model-pins.yml @ana\n' } })
    stage.github.requireCodeOwners('ruleset', ['ana'])
    const { number, pushed } = merged(stage)
    stage.github.next('codeOwnerReview', () => undefined)
    stage.github.next('codeOwnerReview', () => stage.github.dismissReviews(number))
    const outcome = await stage.push(pushed)
    expect(outcome.conclusion).toBe('refused')
    expect(outcome.reasons).toContain('conflict')
    expect(stage.registry.holderOf('production')).toBe('v0')
  })

  it('are an error of the run when the head moves while they are read', async () => {
    const stage = play('[{ code_owners: true }]')
    stage.github.requireCodeOwners('ruleset', ['ana'])
    const number = stage.propose(PIN_PRODUCTION)
    stage.github.next('codeOwnerReview', () =>
      stage.github.commit({ branch: 'pin-1', author: 'dev', files: { more: '1' } }),
    )
    await expect(stage.plan(number)).rejects.toThrow('changed while its code owners were read')
  })
})

describe('teams', () => {
  const ON_CALL = '        may: { promote: { teams: [acme/on-call] } }\n'

  it('may promote by hand', async () => {
    const stage = play('[{ bind: head, permission: read }]', ON_CALL)
    stage.github.setTeam('acme/on-call', [{ login: 'cai' }])
    const refused = await stage.dispatch({ ...ASKED, version: 'v1' }, { actor: 'dan' })
    expect(refused.reasons).toContain('not-allowed')
    const allowed = await stage.dispatch({ ...ASKED, version: 'v1' })
    expect(allowed.reasons).not.toContain('not-allowed')
  })

  it.each(['rollback', 'hold', 'release'] as const)('may %s', async (operation) => {
    const stage = new RollbackPlay(`        may: { ${operation}: { teams: [acme/on-call] } }\n`)
    await stage.promoted('v1', 'v2')
    stage.github.setRole('root', 'admin')
    const start = (actor: string) => {
      if (operation === 'rollback') return stage.rollback({}, { actor })
      const inputs = { model: 'support-llm', operation, reason: 'why', version: 'v2' }
      return stage.dispatch(inputs, { actor, run: `${actor}${stage.github.calls.length}` })
    }
    const before = stage.records().length
    const hidden = await start('root')
    expect([hidden.conclusion, hidden.reasons]).toEqual(['error', ['team-not-visible']])
    stage.github.setTeam('acme/on-call', [{ login: 'cai' }])
    const other = await start('root')
    expect([other.conclusion, other.reasons]).toEqual(['refused', ['not-allowed']])
    expect(stage.records()).toHaveLength(before)
    const member = await start('cai')
    // Nothing is held, so there is nothing to release.
    expect([member.conclusion, member.reasons]).toEqual([operation === 'release' ? 'no-change' : 'applied', []])
  })

  it('approve an emergency', async () => {
    const stage = await new RollbackPlay('        emergency: { teams: [acme/leads] }\n').promoted('v1', 'v2')
    const pullRequest = stage.propose('{ support-llm: { production: v4 } }')
    stage.approve(pullRequest, 'ana')
    stage.advance(MINUTE)
    const back = () => stage.rollback({ version: 'v4', pullRequest })
    expect(told(await back())).toBe('production v4: error [team-not-visible]')
    stage.github.setTeam('acme/leads', [{ login: 'bo' }])
    expect(told(await back())).toBe('production v4: refused [approvals-missing]')
    stage.github.setTeam('acme/leads', [{ login: 'ana' }])
    expect((await back()).conclusion).toBe('applied')
  })
})

function ignoredIn({ promotions }: RunOutcome): readonly string[] {
  return promotions.flatMap(({ approvals }) =>
    approvals.flatMap(({ ignored }) => ignored.map(({ login, why }) => `${login} ${why}`)),
  )
}
