import { describe, expect, it } from '@jest/globals'
import { RollbackPlay } from './rollback-play.ts'
import { MINUTE, told } from './stage-play.ts'

/** v4 never passed the gate of production; a pull request pins it. */
async function emergency(rule = '        emergency: { count: 1, users: [ana, bo] }\n') {
  const play = await new RollbackPlay(rule).promoted('v1', 'v2')
  const pullRequest = play.propose('{ support-llm: { production: v4 } }')
  return { play, pullRequest }
}

describe('a version that never passed the gate', () => {
  it('is refused without the approval of a second person', async () => {
    const { play, pullRequest } = await emergency()
    expect(told(await play.rollback({ version: 'v4' }))).toBe('production v4: refused [approvals-missing]')
    expect(told(await play.rollback({ version: 'v4', pullRequest }))).toBe('production v4: refused [approvals-missing]')
  })

  it('is put there with one, and that stands in the record', async () => {
    const { play, pullRequest } = await emergency()
    play.approve(pullRequest, 'ana')
    play.advance(MINUTE)
    const outcome = await play.rollback({ version: 'v4', pullRequest })
    expect([outcome.conclusion, outcome.decision, play.registry.holderOf('production')]).toEqual([
      'applied',
      'pass',
      'v4',
    ])
    const record = play.records().at(-1)
    expect(record).toMatchObject({ operation: 'rollback', to: { version: 'v4' }, pull_requests: [pullRequest] })
    expect(JSON.stringify(record?.['verdict'])).toMatch(/1 of 1 approval at the head of #1: ana.*"id":"emergency"/)
  })

  it('has not passed the gate by having been there in an emergency', async () => {
    const { play, pullRequest } = await emergency()
    play.approve(pullRequest, 'ana')
    await play.rollback({ version: 'v4', pullRequest })
    await play.rollback()
    expect(told(await play.rollback({ version: 'v4' }))).toBe('production v4: refused [approvals-missing]')
  })

  it('cannot be approved by whoever started it', async () => {
    const { play, pullRequest } = await emergency()
    play.approve(pullRequest, 'ana')
    const outcome = await play.rollback({ version: 'v4', pullRequest }, { actor: 'ana' })
    expect(told(outcome)).toBe('production v4: refused [approvals-missing]')
  })

  it('asks for the roles of reviewers where the rule wants more than write', async () => {
    const { play, pullRequest } = await emergency('        emergency: { count: 1, permission: maintain }\n')
    play.approve(pullRequest, 'ana')
    expect(told(await play.rollback({ version: 'v4', pullRequest }))).toBe('production v4: refused [approvals-missing]')
    play.github.setRole('ana', 'maintain')
    expect((await play.rollback({ version: 'v4', pullRequest })).conclusion).toBe('applied')
  })
})
