import { describe, expect, it } from '@jest/globals'
import { RemoteError } from '../../src/errors.ts'
import { GATES, StagePlay, told } from './stage-play.ts'

const ASKED = { model: 'support-llm', stage: 'staging', version: 'v2' }

function play(rule: string): StagePlay {
  const gates = GATES.replace(
    '        from: candidate\n',
    `        from: candidate\n        may: { promote: ${rule} }\n`,
  )
  const made = new StagePlay({ gates, pins: '{}' })
  made.reportOn('v2')
  made.github.setRole('mo', 'maintain')
  made.github.setRole('wu', 'write')
  return made
}

describe('a promotion that is started by hand', () => {
  it.each([
    ['{ permission: maintain }', 'mo', 'applied []'],
    ['{ permission: maintain }', 'wu', 'refused [not-allowed]'],
    ['{ permission: maintain }', 'stranger', 'refused [not-allowed]'],
    ['{ users: [wu] }', 'wu', 'applied []'],
    ['{ users: [wu] }', 'mo', 'refused [not-allowed]'],
    ['{ users: [mo, wu], permission: maintain }', 'wu', 'refused [not-allowed]'],
    ['{ users: ["@release-train[bot]"] }', 'release-train[bot]', 'applied []'],
  ])('%s, by %s: %s', async (rule, actor, expected) => {
    const stage = play(rule)
    expect(told(await stage.dispatch(ASKED, { actor }))).toBe(`staging v2: ${expected}`)
    const isApplied = expected.startsWith('applied')
    expect(stage.registry.holderOf('staging')).toBe(isApplied ? 'v2' : 'v1')
    expect(stage.records().length > 0).toBe(isApplied)
  })

  it('asks for roles only where the rule does', async () => {
    const byRole = play('{ permission: maintain }')
    await byRole.dispatch(ASKED, { actor: 'mo' })
    const asked = byRole.github.calls.filter(({ method }) => method === 'permissions')
    expect(asked.map(({ args }) => args)).toEqual([[['mo']]])
    const byName = play('{ users: [wu] }')
    await byName.dispatch(ASKED, { actor: 'wu' })
    expect(byName.githubAsked()).not.toContain('permissions')
  })

  it('is planned under the same rule', async () => {
    const stage = play('{ users: [mo] }')
    const planned = async (actor: string) => told(await stage.dispatch({ ...ASKED, operation: 'plan' }, { actor }))
    expect([await planned('mo'), await planned('wu')]).toEqual([
      'staging v2: planned []',
      'staging v2: refused [not-allowed]',
    ])
  })

  it('is an error while roles cannot be read, and nothing is written', async () => {
    const stage = play('{ permission: maintain }')
    stage.github.next('permissions', new RemoteError('github', 'no answer'))
    await expect(stage.dispatch(ASKED, { actor: 'mo' })).rejects.toThrow('no answer')
    expect(stage.writes()).toEqual([])
  })
})

it('a push is not asked who pushed it: its merge ordered it', async () => {
  const stage = play('{ users: [mo] }')
  const { pushed } = stage.merged('{ support-llm: { staging: v2 } }')
  expect(told(await stage.push(pushed, { actor: 'wu' }))).toBe('staging v2: applied []')
})
