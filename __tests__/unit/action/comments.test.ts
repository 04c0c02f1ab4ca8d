import { describe, expect, it } from '@jest/globals'
import { Comments } from '../../../src/action/comments.ts'
import { AccessError } from '../../../src/errors.ts'
import type { PromotionOutcome, RunOutcome } from '../../../src/promotion/outcome.ts'
import { commentMarker, runMarker } from '../../../src/render/marker.ts'
import { createFakeCodeHost } from '../../support/fake-code-host.ts'
import { ADDRESSES, APPLIED, CONFIG_ERROR, PENDING, PLANNED, REFUSED, run } from '../../support/outcomes.ts'

type Mode = ConstructorParameters<typeof Comments>[1]

const STAGES = [
  { model: 'support-llm', stage: 'staging' },
  { model: 'support-llm', stage: 'production' },
]

function setUp(mode: Mode = 'always') {
  const github = createFakeCodeHost()
  const posts = () => github.calls.filter((call) => call.method === 'postComment').length
  return { github, posts, comments: new Comments(github.host, mode, ADDRESSES) }
}

function on(number: number, promotion: PromotionOutcome, change: Partial<RunOutcome> = {}): RunOutcome {
  return run([{ ...promotion, model: 'support-llm', stage: 'production', pullRequests: [number] }], {
    commentOn: number,
    ...change,
  })
}

const MARKER = commentMarker('support-llm', 'production')

describe('the comment on a promotion', () => {
  it('is created once and then kept up to date; an equal one is not written again', async () => {
    const { github, comments } = setUp()
    const first = await comments.write(on(42, PLANNED))
    expect([github.comments.length, first.urls, first.warnings]).toEqual([1, [github.comments[0]?.url], []])
    const again = new Comments(github.host, 'always', ADDRESSES)
    again.expect([42], STAGES)
    await again.write(on(42, REFUSED))
    const third = new Comments(github.host, 'always', ADDRESSES)
    third.expect([42], STAGES)
    const same = await third.write(on(42, REFUSED))
    expect([github.comments.length, same.urls]).toEqual([1, first.urls])
    expect(github.comments[0]?.body.startsWith(MARKER)).toBe(true)
  })

  it('is looked for at once, in one go for each pull request', async () => {
    const { github, comments } = setUp()
    comments.expect([42, 43], STAGES)
    expect(github.calls.map(({ method, args }) => [method, args[0]])).toEqual([
      ['findComments', 42],
      ['findComments', 43],
    ])
    await comments.write(on(42, PLANNED))
    expect(github.calls.filter(({ method }) => method === 'findComments')).toHaveLength(2)
    expect(github.calls[0]?.args[1]).toEqual([
      runMarker(),
      ...STAGES.map(({ model, stage }) => commentMarker(model, stage)),
    ])
  })

  it('is never one that somebody else wrote', async () => {
    const { github, comments } = setUp()
    github.comment(42, { by: 'others', body: `${MARKER}\nall is well` })
    comments.expect([42], STAGES)
    await comments.write(on(42, REFUSED))
    expect(github.comments.map(({ by }) => by)).toEqual(['others', 'us'])
    expect(github.comments[0]?.body).toBe(`${MARKER}\nall is well`)
  })

  it('is written to every pull request of the promotion; the first one is named', async () => {
    const { github, comments } = setUp()
    const { urls } = await comments.write(run([{ ...APPLIED, pullRequests: [42, 43] }], { commentOn: null }))
    expect(github.comments.map(({ pullRequest }) => pullRequest)).toEqual([42, 43])
    expect(urls).toEqual([github.comments[0]?.url])
  })
})

describe('the mode', () => {
  it.each<[Mode, PromotionOutcome, number]>([
    ['always', PLANNED, 1],
    ['always', REFUSED, 1],
    ['on-failure', PLANNED, 0],
    ['on-failure', PENDING, 0],
    ['on-failure', APPLIED, 0],
    ['on-failure', REFUSED, 1],
    ['never', REFUSED, 0],
  ])('%s', async (mode, promotion, expected) => {
    const { github, comments } = setUp(mode)
    comments.expect([42], STAGES)
    const { urls } = await comments.write(on(42, promotion))
    expect([github.comments.length, urls.filter((url) => url !== '').length]).toEqual([expected, expected])
    if (mode === 'never') expect(github.calls).toEqual([])
  })

  it('on-failure always updates what stands there', async () => {
    const { github, comments } = setUp('on-failure')
    github.comment(42, { by: 'us', body: `${MARKER}\nrefused` })
    comments.expect([42], STAGES)
    await comments.write(on(42, PLANNED))
    expect(github.comments).toHaveLength(1)
    expect(github.comments[0]?.body).not.toMatch(/\nrefused$/)
  })
})

describe('the comment on a whole run', () => {
  it('tells an error that belongs to no promotion, and is settled later', async () => {
    const { github, comments } = setUp()
    await comments.write({ ...CONFIG_ERROR, commentOn: 42 })
    expect(github.comments.map(({ body }) => body.split('\n', 1)[0])).toEqual([runMarker()])
    const later = new Comments(github.host, 'always', ADDRESSES)
    later.expect([42], STAGES)
    await later.write(on(42, PLANNED))
    expect(github.comments.map(({ body }) => body.split('\n', 1)[0])).toEqual([runMarker(), MARKER])
    expect(github.comments[0]?.body).toMatch(/No problem with the gates/)
  })

  it('is not made where nothing was asked', async () => {
    const { posts, comments } = setUp()
    const error = { code: 'not-requested', message: 'No pin.', issues: [] } as const
    await comments.write(run([], { conclusion: 'no-change', decision: 'pass', error, commentOn: 42 }))
    expect(posts()).toBe(0)
  })

  it('is not made after a merge', async () => {
    const { posts, comments } = setUp()
    await comments.write({ ...CONFIG_ERROR, commentOn: null })
    expect(posts()).toBe(0)
  })
})

it('takes back what a pull request does not ask for any more, once', async () => {
  const { github, comments, posts } = setUp()
  github.comment(42, { by: 'us', body: `${commentMarker('support-llm', 'staging')}\nplanned` })
  comments.expect([42], STAGES)
  await comments.write(on(42, PLANNED))
  expect(github.comments[0]?.body).toMatch(/no longer asks for support-llm in staging/)
  const written = posts()
  const again = new Comments(github.host, 'always', ADDRESSES)
  again.expect([42], STAGES)
  await again.write(on(42, PLANNED))
  expect(github.comments).toHaveLength(2)
  expect(posts()).toBeGreaterThanOrEqual(written)
})

it('leaves comments alone while a run could not say what is asked for', async () => {
  const { github, comments } = setUp()
  const body = `${MARKER}\nplanned`
  github.comment(42, { by: 'us', body })
  comments.expect([42], STAGES)
  await comments.write({ ...CONFIG_ERROR, commentOn: 42 })
  expect(github.comments[0]?.body).toBe(body)
})

describe('a failure', () => {
  it('to write is a warning with its hint, and never an error; the others are written', async () => {
    const { github, comments } = setUp()
    github.next('postComment', new AccessError('github', 'Not allowed.', { hint: 'Grant `pull-requests: write`.' }))
    const two = run(
      [
        { ...PLANNED, stage: 'staging', pullRequests: [42] },
        { ...PLANNED, pullRequests: [42] },
      ],
      { commentOn: 42 },
    )
    const { urls, warnings } = await comments.write(two)
    expect(urls).toEqual(['', github.comments[0]?.url])
    expect(warnings).toEqual([
      'The comment could not be written: Not allowed. Grant `pull-requests: write`. The job summary says the same.',
    ])
  })

  it('to find comments writes none, so that none is there twice', async () => {
    const { github, comments, posts } = setUp()
    github.next('findComments', new Error('down'))
    comments.expect([42], STAGES)
    const { urls, warnings } = await comments.write(on(42, PLANNED))
    expect([urls, posts()]).toEqual([[''], 0])
    expect(warnings.join()).toMatch(/could not be written: down/)
  })
})
