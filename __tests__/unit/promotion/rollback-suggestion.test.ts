import { describe, expect, it } from '@jest/globals'
import { type AliasEvent, earlierByHistory, suggestionNote } from '../../../src/promotion/rollback-suggestion.ts'
import { AT } from '../checks/facts-builder.ts'

const event = (at: number, source: string | null, target: string | null, user: string | null = 'ana'): AliasEvent => ({
  at: `2026-03-0${at}T10:00:00Z`,
  user,
  sourceArtifactId: source,
  targetArtifactId: target,
})

const PRODUCTION = {
  alias: 'production',
  emergency: { count: 1, users: null, teams: null, permission: 'write', at: AT },
} as const

describe('the version before, by W&B’s own history', () => {
  it.each<readonly [string, readonly AliasEvent[], string | null, string | null]>([
    ['is the one that the present holder took the alias from', [event(3, 'b', 'c'), event(2, 'a', 'b')], 'c', 'b'],
    ['is the last holder where nobody holds it', [event(3, 'c', null), event(2, 'b', 'c')], null, 'c'],
    ['is not the present holder that lost and got it again', [event(4, 'b', 'c'), event(3, 'c', 'b')], 'c', 'b'],
    ['reaches over an alias that was taken away and set', [event(4, null, 'c'), event(3, 'b', null)], 'c', 'b'],
    ['is nobody at the first holder', [event(2, null, 'a')], 'a', null],
    ['is nobody without a history', [], 'a', null],
  ])('%s', (_, events, holder, expected) => {
    expect(earlierByHistory(events, holder)?.artifactId ?? null).toBe(expected)
  })

  it('is told with who put it there and until when, as far as that is known', () => {
    const events = [event(3, 'b', 'c', 'eve'), event(2, 'a', 'b', 'ana')]
    const known = earlierByHistory(events, 'c')
    expect(known).toEqual({
      artifactId: 'b',
      since: { at: '2026-03-02T10:00:00Z', user: 'ana' },
      until: '2026-03-03T10:00:00Z',
    })
    if (known === null) throw new Error('nothing was found')
    const { level, text } = suggestionNote(PRODUCTION, known, 'v11')
    expect(level).toBe('info')
    expect(text).toContain(
      'production was on v11 until 2026-03-03 10:00 UTC, put there by ana on 2026-03-02 10:00 UTC.',
    )
    expect(text).toContain('give `version: v11` and the `pull-request`')
    expect(suggestionNote({ ...PRODUCTION, emergency: null }, known, 'v11').text).toContain('only `promote` can')
    const since = { at: '2026-03-02T10:00:00Z', user: null }
    expect(suggestionNote(PRODUCTION, { ...known, since }, null).text).toMatch(
      /an artifact whose version is not known \(b\) until .* UTC, put there on .* give the input `version`/,
    )
    expect(suggestionNote(PRODUCTION, { ...known, since: null }, 'v1').text).not.toContain('put there')
  })

  it('does not take a later move to it for the one that was ended', () => {
    const events = [event(5, null, 'b', 'late'), event(4, 'b', 'c', 'eve'), event(2, 'a', 'b', 'ana')]
    expect(earlierByHistory(events, 'c')?.since?.user).toBe('ana')
  })
})
