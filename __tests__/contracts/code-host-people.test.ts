import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { fakeStage, githubStage, type Stage } from '../support/github-stage.ts'

const PINS = 'model-pins.yml'

describe.each([
  ['the fake', fakeStage],
  ['the GitHub adapter', githubStage],
] as const)('people of the code host: %s', (_name, start) => {
  let stage: Stage

  beforeEach(async () => {
    stage = await start()
    stage.commit({ branch: 'main', author: 'keeper', files: { [PINS]: 'm: v1\n' } })
    stage.setRole('alice', 'write')
    stage.setRole('bob', 'write')
    stage.setRole('rita', 'read')
  })

  afterEach(async () => {
    await stage.finish()
    expect(stage.violations()).toEqual([])
  })

  function promotion(): number {
    stage.commit({ branch: 'feature', author: 'alice', files: { [PINS]: 'm: v2\n' } })
    return stage.open({ head: 'feature', author: 'alice' })
  }

  describe('teams', () => {
    it('have active members, in any letters, and nobody who was not asked about', async () => {
      stage.setTeam('acme/stewards', [{ login: 'ana' }, { login: 'bo', state: 'pending' }, { login: 'chi' }])
      const teams = await stage.host.teams(['Acme/Stewards'], ['ANA', 'bo', 'eve'])
      expect([...teams]).toEqual([['acme/stewards', { seen: true, members: new Set(['ana']) }]])
    })

    it('are told when they cannot be seen, which is no "not a member"', async () => {
      stage.setTeam('acme/stewards', [{ login: 'ana' }])
      const teams = await stage.host.teams(['acme/stewards', 'acme/risk'], ['ana'])
      expect(teams.get('acme/stewards')).toEqual({ seen: true, members: new Set(['ana']) })
      expect(teams.get('acme/risk')).toEqual({ seen: false, why: expect.any(String) })
    })

    it('are looked for even when nobody is asked about', async () => {
      stage.setTeam('acme/stewards', [{ login: 'ana' }])
      expect((await stage.host.teams(['acme/stewards'], [])).get('acme/stewards')).toMatchObject({ seen: true })
      expect((await stage.host.teams(['acme/risk'], [])).get('acme/risk')).toMatchObject({ seen: false })
      expect((await stage.host.teams([], ['ana'])).size).toBe(0)
    })
  })

  describe('code owners', () => {
    it('are required by nothing, and then there is no decision', async () => {
      const number = promotion()
      stage.review(number, { by: 'bob' })
      const pull = await stage.host.readPullRequest(number, [])
      expect(await stage.host.codeOwnerReview(number, 'main')).toEqual({
        decision: null,
        requiredBy: null,
        file: null,
        headCommit: pull?.headCommit,
      })
    })

    it.each(['branch protection', 'ruleset'] as const)('are required by %s', async (by) => {
      stage.requireCodeOwners(by, ['bob'])
      stage.setRole('carl', 'write')
      const number = promotion()
      const decision = async () => (await stage.host.codeOwnerReview(number, 'main')).decision
      expect(await decision()).toBe('REVIEW_REQUIRED')
      stage.review(number, { by: 'carl' })
      expect(await decision()).toBe('REVIEW_REQUIRED')
      stage.review(number, { by: 'bob' })
      expect(await stage.host.codeOwnerReview(number, 'main')).toMatchObject({ decision: 'APPROVED', requiredBy: by })
      stage.review(number, { by: 'bob', state: 'CHANGES_REQUESTED' })
      expect(await decision()).toBe('CHANGES_REQUESTED')
    })

    it('stand in the first of three files, on the base branch', async () => {
      const number = promotion()
      const file = async () => (await stage.host.codeOwnerReview(number, 'main')).file
      stage.commit({ branch: 'feature', author: 'alice', files: { CODEOWNERS: '* @alice\n' } })
      stage.commit({ branch: 'main', author: 'keeper', files: { 'docs/CODEOWNERS': '* @docs\n' } })
      expect(await file()).toBe('* @docs\n')
      stage.commit({ branch: 'main', author: 'keeper', files: { CODEOWNERS: '* @root\n' } })
      expect(await file()).toBe('* @root\n')
      stage.commit({ branch: 'main', author: 'keeper', files: { '.github/CODEOWNERS': '* @bob\n' } })
      expect(await file()).toBe('* @bob\n')
    })

    it('are judged after the merge as before', async () => {
      stage.requireCodeOwners('ruleset', ['bob'])
      const number = promotion()
      stage.review(number, { by: 'bob' })
      stage.merge(number, 'bob')
      expect(await stage.host.codeOwnerReview(number, 'main')).toMatchObject({ decision: 'APPROVED' })
    })
  })

  describe('environments of the run', () => {
    it('nobody was asked', async () => {
      stage.startRun({ by: 'cai' })
      expect(await stage.host.runReviews()).toMatchObject({
        attempt: 1,
        reviews: [],
        url: expect.stringMatching(/^http/),
        startedBy: [{ login: 'cai', kind: 'user', id: expect.any(Number) }, ...(await starters(1))],
      })
    })

    it('who let it in, who did not, and who started it', async () => {
      const commit = stage.commit({ branch: 'main', author: 'keeper', files: { more: '1' } })
      stage.startRun({ by: 'cai', commit })
      stage.reviewRun({ by: 'ana', environment: 'production' })
      stage.reviewRun({ by: 'bo', environment: 'staging', state: 'rejected' })
      const run = await stage.host.runReviews()
      expect(run.commit).toBe(commit)
      expect(run.reviews).toEqual([
        {
          environments: ['production'],
          state: 'approved',
          person: { login: 'ana', kind: 'user', id: expect.any(Number) },
        },
        { environments: ['staging'], state: 'rejected', person: { login: 'bo', kind: 'user', id: expect.any(Number) } },
      ])
    })

    it('a re-run is another attempt, by somebody else', async () => {
      stage.startRun({ by: 'cai' })
      stage.startRun({ by: 'dan', attempt: 2 })
      const { attempt, startedBy } = await stage.host.runReviews()
      expect(attempt).toBe(2)
      expect(new Set(startedBy.map(({ login }) => login))).toEqual(new Set(['cai', 'dan']))
    })

    it('one account has one id, whoever names it', async () => {
      stage.startRun({ by: 'bob' })
      stage.reviewRun({ by: 'bob', environment: 'production' })
      const { startedBy, reviews } = await stage.host.runReviews()
      expect(reviews[0]?.person?.id).toBe(startedBy[0]?.id)
    })

    /** GitHub names the starter twice where nobody ran it again. */
    async function starters(from: number) {
      return (await stage.host.runReviews()).startedBy.slice(from)
    }
  })
})
