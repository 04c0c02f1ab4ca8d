import { describe, expect, it } from '@jest/globals'
import { committersOf, partIn } from '../../../src/checks/committers.ts'
import type { Committer } from '../../../src/checks/facts.ts'
import { committer, HEAD, OLD, pullRequest } from './facts-builder.ts'

const WEB = { login: null, name: 'GitHub', email: 'noreply@github.com' } as const

function judge(committers: readonly Committer[], over: Parameters<typeof pullRequest>[0] = {}) {
  return committersOf(pullRequest({ committers, ...over }))
}

describe('committersOf', () => {
  it.each<[string, Partial<Committer>, boolean]>([
    ['an account', { login: 'eve' }, false],
    ['a bot', { login: 'renovate[bot]' }, false],
    ['GitHub committing for somebody', { login: 'web-flow', as: 'committer' }, false],
    ['GitHub in another case', { login: 'Web-Flow', as: 'committer' }, false],
    ['GitHub without account', { ...WEB, as: 'committer' }, false],
    ["GitHub's e-mail in another case", { ...WEB, email: 'NoReply@GitHub.com', as: 'committer' }, false],
    ['GitHub as author hides a person', { login: 'web-flow', as: 'author' }, true],
    ['GitHub without account as author', { ...WEB, as: 'author' }, true],
    ['GitHub as co-author', { ...WEB, as: 'co-author' }, true],
    ['an author whose e-mail belongs to nobody', { login: null }, true],
    ['a committer whose e-mail belongs to nobody', { login: null, as: 'committer' }, true],
    ['a co-author whose e-mail belongs to nobody', { login: null, as: 'co-author' }, true],
    [
      "an app's bot by GitHub's own address",
      { login: null, email: '41898282+github-actions[bot]@users.noreply.github.com' },
      false,
    ],
    ['a bot address elsewhere', { login: null, email: '1+x[bot]@users.noreply.github.com.evil.test' }, true],
    ["a person's noreply address without account", { login: null, email: '1+eve@users.noreply.github.com' }, true],
    ["GitHub's name with another e-mail", { ...WEB, email: 'noreply@github.com.evil.test', as: 'committer' }, true],
    ["GitHub's e-mail with another name", { ...WEB, name: 'Eve', as: 'committer' }, true],
  ])('%s', (_name, over, blocks) => {
    const { findings } = judge([committer(), committer({ commit: OLD, ...over })])
    expect(findings).toEqual(blocks ? [expect.objectContaining({ status: 'fail', reason: 'unknown-committer' })] : [])
  })

  it('names the commits once each, never the e-mail', () => {
    const stranger = { login: null, email: 'secret@home.test', name: 'Nobody' }
    const { findings } = judge([
      committer(),
      committer(stranger),
      committer(stranger),
      committer({ ...stranger, commit: OLD }),
    ])
    expect(findings[0]?.note).toBe(
      'the author of aaaaaaa belongs to no account, the author of bbbbbbb belongs to no account',
    )
    expect(JSON.stringify(findings)).not.toMatch(/secret|Nobody/)
  })

  it('cannot tell when GitHub does not list all commits', () => {
    const { findings } = judge([committer()], { commitsComplete: false })
    expect(findings).toMatchObject([{ status: 'error', reason: 'unknown-committer' }])
  })

  it.each([[[]], [[committer({ commit: OLD })]]])('cannot tell when the head commit is not listed', (committers) => {
    expect(judge(committers).findings).toMatchObject([{ status: 'error', reason: 'unknown-committer' }])
  })
})

describe('partIn', () => {
  const committers = judge([
    committer({ login: 'dev', commit: HEAD }),
    committer({ login: 'Bo', as: 'co-author' }),
    committer({ login: 'chi', as: 'co-author' }),
    committer({ login: 'chi', as: 'committer' }),
    committer({ login: 'web-flow', as: 'committer' }),
  ])

  it.each([
    ['dev', 'committer'],
    ['DEV', 'committer'],
    ['bo', 'co-author'],
    ['chi', 'committer'],
    ['ana', null],
    ['web-flow', null],
  ])('%s is %s', (login, part) => expect(partIn(committers, login)).toBe(part))
})
