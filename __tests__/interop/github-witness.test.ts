// The same story told to our sandbox and to `emulate`, which nobody here wrote. The story keeps away from where emulate
// is known to differ from GitHub: it accepts own approvals, unknown tokens and long comments, lists no changed files,
// writes the permission `push`, and does not know people without a role.
import { afterAll, beforeAll, expect, it } from '@jest/globals'
import { Octokit } from '@octokit/rest'
import { createEmulator, type Emulator } from 'emulate'
import { addRepo, addToken, addUser, commit, setBranch } from '../../sandbox/github/seed.ts'
import { openPullRequest } from '../../sandbox/github/seed-pulls.ts'
import { type GithubSandbox, startGithub } from '../../sandbox/github/server.ts'

const where = { owner: 'kim', repo: 'models' }
const content = 'support-llm: { production: v12 }\n'
const path = 'model-pins.yml'
const people = ['kim', 'bo', 'eve']

type As = (login: string) => Octokit['rest']

function clients(baseUrl: string): As {
  const log = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} }
  return (login) => new Octokit({ auth: login, baseUrl, log }).rest
}

interface Told {
  readonly step: string
  readonly status: unknown
  readonly seen: unknown
}

type Pick = (data: never, link: string | undefined) => unknown

/** Collects the status of each call and the fields that matter of its data. */
function teller(lines: Told[]) {
  return async (
    step: string,
    promise: Promise<{ status: number; data: unknown; headers: { link?: string | undefined } }>,
    pick: Pick = () => null,
  ) => {
    try {
      const { status, data, headers } = await promise
      lines.push({ step, status, seen: pick(data as never, headers.link) })
      return data
    } catch (error) {
      lines.push({ step, status: (error as { status?: number }).status ?? String(error), seen: null })
      return undefined
    }
  }
}

interface User {
  login: string
  type: string
}
interface Review {
  user: User
  state: string
  body: string
  commit_id: string
}
interface Comment {
  id: number
  body: string
  user: User
}
interface Pull {
  number: number
  state: string
  draft: boolean
  merged: boolean
  user: User
  head: { ref: string; sha: string }
  base: { ref: string }
}

async function story(as: As): Promise<Told[]> {
  const lines: Told[] = []
  const tell = teller(lines)
  const pull = { ...where, pull_number: 1 }
  const issue = { ...where, issue_number: 1 }
  await tell('repository', as('bo').repos.get(where), (data: { full_name: string; default_branch: string }) => [
    data.full_name,
    data.default_branch,
  ])
  const seen = (await tell('pull request', as('bo').pulls.get(pull), (data: Pull) => [
    [data.number, data.state, data.draft, data.merged, data.user.login],
    [data.head.ref, data.base.ref],
  ])) as Pull
  await tell('no pull request', as('bo').pulls.get({ ...pull, pull_number: 99 }))
  await tell('file', as('bo').repos.getContent({ ...where, path, ref: 'pin' }), (data: Record<string, unknown>) => [
    [data['type'], data['path'], data['sha'], data['size'], data['encoding']],
    Buffer.from(String(data['content']), 'base64').toString(),
  ])
  await tell('no file', as('bo').repos.getContent({ ...where, path: 'none.yml', ref: 'pin' }))
  for (const username of ['kim', 'bo']) {
    const asked = as('kim').repos.getCollaboratorPermissionLevel({ ...where, username })
    await tell(`role of ${username}`, asked, (data: { role_name: string; user: User }) => [
      data.role_name,
      data.user.login,
    ])
  }
  await tell('nobody', as('kim').repos.getCollaboratorPermissionLevel({ ...where, username: 'nobody' }))

  const asReview = (data: Review) => [
    data.user.login,
    data.user.type,
    data.state,
    data.body,
    data.commit_id === seen.head.sha,
  ]
  const body = 'numbers?'
  await tell('comment review', as('eve').pulls.createReview({ ...pull, event: 'COMMENT', body }), asReview)
  await tell('refusal', as('bo').pulls.createReview({ ...pull, event: 'REQUEST_CHANGES', body }), asReview)
  await tell('approval', as('bo').pulls.createReview({ ...pull, event: 'APPROVE', body: 'v12' }), asReview)
  await tell('reviews', as('kim').pulls.listReviews(pull), (data: Review[]) => data.map(asReview))
  await tell(
    'reviews, last page',
    as('kim').pulls.listReviews({ ...pull, per_page: 2, page: 2 }),
    (data: Review[], link) => [data.map((item) => item.state), rels(link)],
  )

  const asComment = (data: Comment) => [data.user.login, data.body]
  const made = (await tell('comment', as('bo').issues.createComment({ ...issue, body: 'one' }), asComment)) as Comment
  for (const text of ['two', 'three']) await as('eve').issues.createComment({ ...issue, body: text })
  const comment = { ...where, comment_id: made.id }
  await tell('change it', as('bo').issues.updateComment({ ...comment, body: 'uno' }), asComment)
  await tell('read it', as('eve').issues.getComment(comment), asComment)
  await tell('first page', as('kim').issues.listComments({ ...issue, per_page: 2 }), (data: Comment[], link) => [
    data.map(asComment),
    rels(link),
  ])
  await tell('delete it', as('bo').issues.deleteComment(comment))
  await tell('read it again', as('eve').issues.getComment(comment))
  await tell('the rest', as('kim').issues.listComments(issue), (data: Comment[]) => data.map(asComment))
  await tell('comment on nothing', as('bo').issues.createComment({ ...where, issue_number: 99, body: 'x' }))
  const range = as('kim').repos.compareCommitsWithBasehead({ ...where, basehead: 'main...pin' })
  await tell('range', range, (data: { status: string; ahead_by: number; behind_by: number }) => [
    [data.status, data.ahead_by, data.behind_by],
  ])
  await tell('account', as('eve').users.getAuthenticated(), (data: User) => [data.login, data.type])
  return lines
}

function rels(link: string | undefined): string[] {
  return [...(link ?? '').matchAll(/[?&]page=(\d+)[^>]*>; rel="(\w+)"/g)]
    .map((match) => `${match[2]} ${match[1]}`)
    .sort()
}

async function fillEmulator(as: As): Promise<void> {
  const kim = as('kim')
  const { data } = await kim.git.getRef({ ...where, ref: 'heads/main' })
  await kim.repos.addCollaborator({ ...where, username: 'bo', permission: 'push' })
  await kim.git.createRef({ ...where, ref: 'refs/heads/pin', sha: data.object.sha })
  const encoded = Buffer.from(content).toString('base64')
  await kim.repos.createOrUpdateFileContents({ ...where, path, branch: 'pin', message: 'Promote', content: encoded })
  await kim.pulls.create({ ...where, head: 'pin', base: 'main', title: 'Promote' })
}

function fillSandbox(github: GithubSandbox): void {
  const name = 'kim/models'
  for (const login of people) addUser(github, login)
  addRepo(github, { name, visibility: 'public', collaborators: { bo: 'write' } })
  for (const login of people) addToken(github, login, { login })
  setBranch(github, name, 'pin')
  commit(github, name, { branch: 'pin', files: { [path]: content }, author: 'kim', message: 'Promote' })
  openPullRequest(github, name, { head: 'pin', author: 'kim', title: 'Promote' })
}

const running: { github?: GithubSandbox; emulator?: Emulator } = {}

beforeAll(async () => {
  running.github = await startGithub()
  fillSandbox(running.github)
  const repo = { owner: 'kim', name: 'models', auto_init: true, private: false }
  const tokens = Object.fromEntries(people.map((login) => [login, { login, scopes: ['repo'] }]))
  const github = { users: people.map((login) => ({ login })), repos: [repo] }
  const emulator = await createEmulator({ service: 'github', port: 0, seed: { tokens, github } })
  running.emulator = emulator
  await fillEmulator(clients(emulator.url))
})

afterAll(async () => {
  await running.github?.close()
  await running.emulator?.close()
})

it('our sandbox and emulate tell the same story', async () => {
  const ours = await story(clients(running.github?.apiUrl ?? ''))
  const theirs = await story(clients(running.emulator?.url ?? ''))
  // Emulate answers 201 to a new review, where GitHub's own description knows 200 only.
  const reviews = ['comment review', 'refusal', 'approval']
  expect(ours).toEqual(theirs.map((line) => (reviews.includes(line.step) ? { ...line, status: 200 } : line)))
  expect(ours.map((line) => line.status)).not.toContain(500)
  expect(ours.filter((line) => Number(line.status) < 300).length).toBeGreaterThan(15)
  expect(running.github?.violations).toEqual([])
})
