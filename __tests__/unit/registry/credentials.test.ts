import { describe, expect, it } from '@jest/globals'
import { AccessError, InputError } from '../../../src/errors.ts'
import { createCredentials } from '../../../src/registry/credentials.ts'
import { performanceClock, testHttp } from '../../support/registry-worlds.ts'

function credentialsFor(apiKey: string) {
  const masked: string[] = []
  const make = () =>
    createCredentials({
      base: 'https://api.wandb.ai',
      http: testHttp(),
      apiKey,
      identity: null,
      mask: (secret) => masked.push(secret),
      clock: performanceClock,
      sleep: async () => {},
    })
  return { make, masked }
}

const OLD = 'a1'.repeat(20)

describe('API key', () => {
  it.each([
    ['40 hex characters', OLD],
    ['an on-premises prefix', `local-${OLD}`],
    ['the form of 2026', `wandb_v1_${'Ab-_9'.repeat(16)}`],
    ['an access token', `wb_at_${'x'.repeat(48)}`],
  ])('accepts %s, and masks it in both forms', async (_case, key) => {
    const { make, masked } = credentialsFor(` ${key}\n`)
    const credentials = make()
    const basic = Buffer.from(`api:${key}`).toString('base64')
    expect(await credentials.authorization()).toBe(`Basic ${basic}`)
    expect(masked).toEqual([key, basic])
    expect(credentials.secrets()).toEqual([key, basic])
  })

  it.each([
    ['too short', 'a'.repeat(39), 'it has 39'],
    ['too short behind its prefix', `local-${'a'.repeat(39)}`, 'it has 39'],
    ['foreign characters', `${OLD} x`, 'characters'],
    ['a template that was not filled', `$${'{'}{ secrets.WANDB_API_KEY }} ${OLD}`, 'characters'],
  ])('refuses one that is %s, without showing it', (_case, key, text) => {
    const { make, masked } = credentialsFor(key)
    expect(make).toThrow(InputError)
    expect(make).toThrow(text)
    expect(make).not.toThrow(key)
    expect(masked).toContain(key)
  })

  it('says what to do when there is neither key nor identity', () => {
    const { make } = credentialsFor('  ')
    expect(make).toThrow(AccessError)
    expect(make).toThrow(
      expect.objectContaining({ code: 'no-credentials', hint: expect.stringContaining('id-token: write') }),
    )
  })
})
