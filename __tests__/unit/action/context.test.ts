import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { readContext } from '../../../src/action/context.ts'
import { InputError } from '../../../src/errors.ts'
import { trustEvent } from '../../../src/promotion/trust.ts'

type Payload = Readonly<Record<string, unknown>>

/** Payloads that GitHub has sent. */
const EXAMPLES: readonly { readonly name: string; readonly examples: readonly Payload[] }[] = createRequire(
  import.meta.url,
)('@octokit/webhooks-examples')

const ENV = {
  GITHUB_REPOSITORY: 'acme/models',
  GITHUB_REPOSITORY_ID: '4242',
  GITHUB_RUN_ID: '900',
  GITHUB_RUN_ATTEMPT: '3',
  GITHUB_SHA: 'c0ffee',
  GITHUB_JOB: 'promote',
  GITHUB_ACTOR: 'dev',
  GITHUB_TRIGGERING_ACTOR: 'ana',
  GITHUB_WORKFLOW_REF: 'acme/models/.github/workflows/promote.yml@refs/heads/main',
  GITHUB_REF: 'refs/heads/main',
  GITHUB_SERVER_URL: 'https://github.acme.test',
}

const held = { folder: '' }
beforeAll(() => {
  held.folder = mkdtempSync(join(tmpdir(), 'context-'))
})
afterAll(() => rmSync(held.folder, { recursive: true, force: true }))

function read(name: string, payload: unknown, env: Readonly<Record<string, string | undefined>> = {}) {
  const path = join(held.folder, 'event.json')
  writeFileSync(path, typeof payload === 'string' ? payload : JSON.stringify(payload))
  return readContext({ ...ENV, GITHUB_EVENT_NAME: name, GITHUB_EVENT_PATH: path, ...env })
}

function examplesOf(name: string): readonly Payload[] {
  return EXAMPLES.find((each) => each.name === name)?.examples ?? []
}

describe('every payload that GitHub documents', () => {
  it.each([
    ['pull_request', 29],
    ['pull_request_review', 4],
    ['push', 7],
    ['merge_group', 2],
    ['workflow_dispatch', 2],
    ['repository_dispatch', 2],
    ['workflow_run', 5],
  ])('of %s can be read', (name, atLeast) => {
    const examples = examplesOf(name)
    expect(examples.length).toBeGreaterThanOrEqual(atLeast)
    const kind =
      name.startsWith('pull') || name === 'merge_group' ? 'pull-request' : name === 'push' ? 'push' : 'branch'
    for (const example of examples) expect(read(name, example).event.kind).toBe(kind)
  })

  it.each(['push', 'release', 'deployment', 'workflow_dispatch'])('of %s names the default branch', (name) => {
    const [example] = examplesOf(name)
    const { default_branch: branch } = (example?.['repository'] ?? {}) as { default_branch?: string }
    expect(branch).toBeTruthy()
    expect(read(name, example).defaultBranch).toBe(branch)
    expect(read(name, { ...example, repository: {} })).not.toHaveProperty('defaultBranch')
    expect(() => read(name, { ...example, repository: { default_branch: 7 } })).toThrow('repository.default_branch')
  })

  it('of any other event is of no use, and is never trusted', () => {
    const others = EXAMPLES.filter(
      ({ name }) =>
        !/^(pull_request(_review)?|push|merge_group|workflow_dispatch|repository_dispatch|workflow_run)$/.test(name),
    )
    expect(others.length).toBeGreaterThan(30)
    for (const { name, examples } of others) {
      const { event } = read(name, examples[0] ?? {})
      expect(event).toEqual({ kind: 'other', name })
      expect(trustEvent(event).mode).toBe('refuse')
    }
  })
})

describe('a pull request', () => {
  const [example] = examplesOf('pull_request')
  const request = (example?.['pull_request'] ?? {}) as Payload
  const base = request['base'] as Payload
  const change = (over: Payload) => ({ ...example, pull_request: { ...request, ...over } })

  it('of the same repository has secrets', () => {
    expect(read('pull_request', change({ head: base })).event).toEqual({
      kind: 'pull-request',
      name: 'pull_request',
      number: request['number'],
      closed: false,
      merged: false,
      withoutSecrets: false,
    })
  })

  it.each<[string, Payload, Readonly<Record<string, string>>]>([
    ['of a fork', { head: { repo: { full_name: 'mallory/models' } } }, {}],
    ['of a deleted fork', { head: { repo: null } }, {}],
    ['by Dependabot', { head: base }, { GITHUB_ACTOR: 'dependabot[bot]' }],
  ])('%s has none', (_, over, env) => {
    expect(read('pull_request', change(over), env).event).toMatchObject({ withoutSecrets: true })
  })

  it.each<[string, Payload, object]>([
    ['open', {}, { closed: false, merged: false }],
    ['closed', { state: 'closed', merged_at: null }, { closed: true, merged: false }],
    ['merged', { state: 'closed', merged: true, merged_at: '2026-01-01T00:00:00Z' }, { closed: true, merged: true }],
    [
      'merged, in a review event, which has no `merged`',
      { state: 'closed', merged: undefined, merged_at: '2026-01-01T00:00:00Z' },
      { closed: true, merged: true },
    ],
  ])('may be %s', (_, over, expected) => {
    expect(read('pull_request_review', change(over)).event).toMatchObject(expected)
  })
})

describe('a merge group', () => {
  it('is about the last pull request in it', () => {
    expect(read('merge_group', examplesOf('merge_group')[0]).event).toMatchObject({
      kind: 'pull-request',
      number: 104,
      withoutSecrets: false,
    })
  })

  it.each(['refs/heads/gh-readonly-queue/main/pr-104', 'refs/heads/pr-x-929f8209d40f77f4', 'main'])(
    'of the branch %s names none',
    (head_ref) => {
      expect(() => read('merge_group', { merge_group: { head_ref } })).toThrow(
        expect.objectContaining({ code: 'untrusted-event' }),
      )
    },
  )
})

describe('a push', () => {
  const push = {
    ref: 'refs/heads/release/1',
    before: 'a',
    after: 'c',
    created: false,
    deleted: false,
    forced: false,
    commits: [{ id: 'b' }, { id: 'c' }],
  }

  it('gives branch and range', () => {
    expect(read('push', push).event).toEqual({
      kind: 'push',
      name: 'push',
      branch: 'release/1',
      before: 'a',
      after: 'c',
      created: false,
      deleted: false,
      forced: false,
      commits: ['b', 'c'],
    })
  })

  it.each([
    ['its newest commit is not listed', [{ id: 'b' }], ['b', 'c']],
    ['no commit is listed', [], ['c']],
    ['there is no list', null, ['c']],
  ])('ends with its newest commit when %s', (_, commits, expected) => {
    expect(read('push', { ...push, commits }).event).toMatchObject({ commits: expected })
  })

  it('that deletes has no commits', () => {
    expect(read('push', { ...push, deleted: true, commits: [] }).event).toMatchObject({ commits: [] })
  })

  it.each(['refs/tags/v1', 'refs/pull/1/merge'])('of %s is of no branch', (ref) => {
    expect(read('push', { ...push, ref }).event).toMatchObject({ branch: null })
  })

  it.each<[string, unknown]>([
    ['forced', { ...push, forced: 'yes' }],
    ['ref', { ...push, ref: 7 }],
    ['before', { ...push, before: undefined }],
    ['commits', { ...push, commits: {} }],
    ['commits.0.id', { ...push, commits: [{}] }],
    ['before', null],
    ['before', []],
    ['deleted', { ...push, deleted: 0 }],
  ])('of another form is refused, and the place is named: %s', (place, payload) => {
    expect(() => read('push', payload)).toThrow(`The event \`push\` is not of the documented form: ${place} should be`)
  })

  it.each([
    ['from nothing', { before: '0'.repeat(40) }, { created: true, deleted: false }],
    ['to nothing', { after: '0'.repeat(64) }, { created: false, deleted: true }],
  ])('%s is told by its commits where it does not say so itself', (_, over, expected) => {
    const { created: _created, deleted: _deleted, ...rest } = push
    expect(read('push', { ...rest, ...over }).event).toMatchObject(expected)
  })
})

describe('a run on a branch', () => {
  it.each([
    ['workflow_dispatch', 'refs/heads/main', 'main'],
    ['schedule', 'refs/heads/a/b', 'a/b'],
    ['repository_dispatch', '', null],
  ])('%s of %j', (name, ref, branch) => {
    expect(read(name, {}, { GITHUB_REF: ref }).event).toEqual({ kind: 'branch', name, branch })
  })

  it.each([
    ['refs/heads/main', 'main'],
    ['refs/tags/v1', null],
  ])('workflow_run of %j names the run whose end started it', (ref, branch) => {
    const { event } = read('workflow_run', { workflow_run: { id: 7_654_321 } }, { GITHUB_REF: ref })
    expect(event).toEqual({ kind: 'branch', name: 'workflow_run', branch, triggeringRun: '7654321' })
    expect(() => read('workflow_run', { workflow_run: { id: '7/../8' } })).toThrow(/workflow_run\.id should be/)
  })
})

describe('the run', () => {
  it('is as the runner says', () => {
    const { event: _, ...rest } = read('schedule', {})
    expect(rest).toEqual({
      repository: { owner: 'acme', name: 'models', id: 4242 },
      commit: 'c0ffee',
      run: {
        id: '900',
        attempt: 3,
        job: 'promote',
        url: 'https://github.acme.test/acme/models/actions/runs/900/attempts/3',
      },
      workflowRef: ENV.GITHUB_WORKFLOW_REF,
      actor: 'dev',
      triggeringActor: 'ana',
    })
  })

  it('has defaults where a runner leaves something out', () => {
    const bare = {
      GITHUB_RUN_ATTEMPT: undefined,
      GITHUB_SERVER_URL: undefined,
      GITHUB_TRIGGERING_ACTOR: '',
      GITHUB_WORKFLOW_REF: undefined,
    }
    expect(read('schedule', {}, bare)).toMatchObject({
      run: { attempt: 1, url: 'https://github.com/acme/models/actions/runs/900/attempts/1' },
      triggeringActor: 'dev',
      workflowRef: '',
    })
  })

  it.each([
    'GITHUB_REPOSITORY',
    'GITHUB_REPOSITORY_ID',
    'GITHUB_RUN_ID',
    'GITHUB_EVENT_NAME',
    'GITHUB_EVENT_PATH',
    'GITHUB_SHA',
    'GITHUB_JOB',
    'GITHUB_ACTOR',
  ])('needs %s', (name) => {
    expect(() => read('schedule', {}, { [name]: '' })).toThrow(InputError)
    expect(() => read('schedule', {}, { [name]: undefined })).toThrow(new RegExp(name))
  })

  it.each([
    ['GITHUB_REPOSITORY_ID', 'x'],
    ['GITHUB_RUN_ATTEMPT', 'first'],
    ['GITHUB_RUN_ATTEMPT', '0'],
  ])('%s is no %j', (name, value) => {
    expect(() => read('schedule', {}, { [name]: value })).toThrow(new RegExp(name))
  })

  it('needs an event file that is JSON', () => {
    expect(() => read('push', '{')).toThrow(/cannot be read/)
    expect(() => read('push', {}, { GITHUB_EVENT_PATH: join(held.folder, 'none') })).toThrow(/cannot be read/)
  })
})
