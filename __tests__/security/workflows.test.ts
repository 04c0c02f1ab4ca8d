import { describe, expect, it } from '@jest/globals'
import { parse } from 'yaml'
import { REPOSITORY } from '../../sandbox/acme.ts'
import { commit } from '../../sandbox/github/seed.ts'
import { openPullRequest } from '../../sandbox/github/seed-pulls.ts'
import { codeBlocks, filesBelow, pages, read } from '../meta/repository.ts'
import { openAcme } from '../support/promotion-story.ts'
import { guard, PIN } from './attack.ts'

const OURS = 'model-promotion-gate/model-promotion-gate@'

interface Step {
  readonly uses?: string
  readonly run?: string
  readonly shell?: string
  readonly with?: Readonly<Record<string, unknown>>
}

interface Job {
  readonly name?: string
  readonly if?: unknown
  readonly needs?: unknown
  readonly environment?: unknown
  readonly steps?: readonly Step[]
}

interface Workflow {
  readonly on?: unknown
  readonly jobs?: Readonly<Record<string, Job>>
}

/** Every workflow that a reader may copy, and our own: files, and YAML in pages. */
const WORKFLOWS: readonly (readonly [string, Workflow])[] = [
  ...[...filesBelow('examples/workflows', '.yml'), ...filesBelow('.github/workflows', '.yml')].map(
    (path): [string, string] => [path, read(path)],
  ),
  ...pages().flatMap((page) =>
    codeBlocks(read(page))
      .filter(({ language, text }) => language === 'yaml' && /^(on|jobs|steps|- uses):/m.test(text))
      .map(({ text }, index): [string, string] => [`${page} ${index + 1}`, text]),
  ),
].map(([name, text]) => [name, parse(text) as Workflow])

function jobsOf(workflow: Workflow): readonly Job[] {
  return Object.values(workflow.jobs ?? {})
}

function stepsOf(workflow: Workflow): readonly Step[] {
  return jobsOf(workflow).flatMap(({ steps }) => steps ?? [])
}

it('there are workflows to look at', () => {
  expect(WORKFLOWS.length).toBeGreaterThan(20)
  expect(
    WORKFLOWS.flatMap(([, workflow]) => stepsOf(workflow)).filter(({ run }) => run !== undefined).length,
  ).toBeGreaterThan(5)
})

describe.each(WORKFLOWS)('%s', (_name, workflow) => {
  it('threat 29: puts no expression into a script: whoever names a branch or a title would write it', () => {
    const scripts = stepsOf(workflow).flatMap(({ run }) => run ?? [])
    expect(scripts.filter((script) => script.includes('${{'))).toEqual([])
    expect(stepsOf(workflow).filter(({ uses }) => uses?.startsWith('actions/github-script@'))).toEqual([])
  })

  it('threat 01: never runs code of a pull request with the rights of the base', () => {
    expect(JSON.stringify(workflow.on ?? null)).not.toContain('pull_request_target')
    const heads = stepsOf(workflow).filter((step) => /head/.test(String(step.with?.['ref'] ?? '')))
    expect(heads).toEqual([])
  })

  it('threat 41: names the actions of others by the SHA of a commit, which cannot be moved', () => {
    const others = stepsOf(workflow).flatMap(({ uses }) =>
      uses === undefined || uses.startsWith(OURS) || uses === './' ? [] : [uses],
    )
    expect(others.filter((uses) => !/^[\w./-]+@[0-9a-f]{40}$/.test(uses))).toEqual([])
  })

  it('threat 42: restores no cache in a job that holds a key', () => {
    const holding = jobsOf(workflow).filter(
      (job) => JSON.stringify(job).includes('secrets.') || job.environment !== undefined,
    )
    const steps = holding.flatMap((job) => job.steps ?? [])
    const cached = steps.filter(
      ({ uses, with: given }) =>
        uses?.startsWith('actions/cache') === true ||
        given?.['cache'] !== undefined ||
        given?.['restore-keys'] !== undefined,
    )
    expect(cached).toEqual([])
  })

  it('threat 45: a job that judges pull requests is not skipped', () => {
    const events = JSON.stringify(workflow.on ?? null)
    const judging = jobsOf(workflow).filter(
      (job) => events.includes('pull_request') && job.steps?.some(({ uses }) => uses?.startsWith(OURS) === true),
    )
    for (const { if: condition, needs } of judging)
      expect({ condition, needs: needs !== undefined }).toEqual({
        condition: needs === undefined ? undefined : 'always()',
        needs: needs !== undefined,
      })
  })
})

it('threat 41: pages say to pin this Action by SHA wherever they name a tag of it', () => {
  const lines = [...pages(), ...filesBelow('examples', '.yml')].flatMap((page) =>
    read(page)
      .split('\n')
      .filter((line) => line.includes(`uses: ${OURS}v`)),
  )
  expect(lines.length).toBeGreaterThan(10)
  expect(lines.filter((line) => !line.includes('# pin the commit SHA of a release instead'))).toEqual([])
})

describe('a required check', () => {
  it('threat 45: with fail-on: pending it is red while nothing was judged, or people are missing', async () => {
    const acme = await openAcme()
    acme.fork('mallory')
    commit(acme.github, 'mallory/models', { branch: 'patch', author: 'mallory', files: PIN })
    const pull = { head: 'patch', headRepo: 'mallory/models', author: 'mallory' }
    const { number } = openPullRequest(acme.github, REPOSITORY, pull)
    const stopped = guard(acme)
    const strict = { 'fail-on': 'pending' }
    const fork = await acme.pullRequestEvent(number, strict, { key: null, actor: 'mallory' })
    stopped(fork, { conclusion: 'pending', exit: 1, reasons: ['no-credentials'], said: 'comes from a fork' })
    const people = await acme.pullRequestEvent(acme.proposePin('v12'), strict)
    stopped(people, { conclusion: 'pending', exit: 1, including: ['approvals-missing'], said: '0 of 1' })
  })

  it('threat 45: what was merged past a skipped check is judged by the push, and refused', async () => {
    const acme = await openAcme()
    const number = acme.proposePin('v12')
    const stopped = guard(acme)
    stopped(await acme.pushEvent(acme.merge(number)), {
      conclusion: 'refused',
      exit: 1,
      including: ['approvals-missing'],
      said: '0 of 1',
    })
  })
})
