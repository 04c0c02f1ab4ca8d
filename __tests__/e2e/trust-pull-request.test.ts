import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { type Acme, GATES, lmEvalReport, REPOSITORY, startAcme } from '../../sandbox/acme.ts'
import { commit } from '../../sandbox/github/seed.ts'
import { closePullRequest, openMergeGroup, openPullRequest, review } from '../../sandbox/github/seed-pulls.ts'
import { expectNothingWritten, expectOutcome, holders, nodesOf, writesTo } from './expectations.ts'

const AS_SEEDED = { candidate: 'v12', staging: 'v12', production: 'v11', 'production-previous': undefined }
/** Inputs that would promote if inputs could. */
const EAGER = { operation: 'promote', model: 'support-llm', stage: 'production', version: 'v12', 'dry-run': 'false' }

let acme: Acme
let fresh: Acme | null

beforeEach(async () => {
  fresh = null
  acme = await startAcme()
  acme.write('eval/quality.json', lmEvalReport('arc_easy', 0.7))
})

afterEach(async () => {
  await Promise.all([acme.close(), fresh?.close()])
  expect([...acme.github.violations, ...(fresh?.github.violations ?? [])]).toEqual([])
})

describe('events of a pull request only plan, whatever the inputs and the account', () => {
  it('plans an approved pull request on every such event, and writes nothing to W&B', async () => {
    const number = acme.proposePin('v12')
    const approval = review(acme.github, REPOSITORY, number, { by: 'bo' })
    const group = openMergeGroup(acme.github, REPOSITORY, { numbers: [number], by: 'ana' })
    const eager = { ...EAGER, 'pull-request': String(number) }
    const more = { key: 'promoter' } as const
    const runs = [
      await acme.pullRequestEvent(number, eager, more),
      await acme.pullRequestEvent(number, eager, { ...more, variables: { GITHUB_EVENT_NAME: 'pull_request_target' } }),
      await acme.run({
        on: { event: 'pull_request_review', action: 'submitted', number, review: approval.id, sender: 'bo' },
        inputs: eager,
        ...more,
      }),
      await acme.run({ on: { event: 'merge_group', group, sender: 'ana' }, inputs: eager, ...more }),
    ]
    for (const run of runs) {
      expectOutcome(run, { conclusion: 'planned', exit: 0, reasons: ['report-unbound', 'baseline-missing'] })
      expect(run.outputs).toMatchObject({
        applied: 'false',
        version: 'v12',
        'previous-version': 'v11',
        'record-url': '',
      })
    }
    expectNothingWritten(acme, AS_SEEDED)
    expect(acme.comments(number)).toHaveLength(1)
  })

  it('says that the push promotes when a merged pull request is closed', async () => {
    const number = acme.proposePin('v12')
    acme.approve(number, 'bo')
    acme.merge(number)
    const closed = { event: 'pull_request', action: 'closed', number, sender: 'ana' } as const
    const run = await acme.run({ on: closed, inputs: EAGER })
    expectOutcome(run, { conclusion: 'no-change', exit: 0, reasons: ['not-requested'] })
    expectNothingWritten(acme, AS_SEEDED)
  })

  it('refuses a pull request that was closed without merging', async () => {
    const number = acme.proposePin('v12')
    acme.approve(number, 'bo')
    closePullRequest(acme.github, REPOSITORY, number)
    const closed = { event: 'pull_request', action: 'closed', number, sender: 'kim' } as const
    const run = await acme.run({ on: closed, inputs: EAGER })
    expectOutcome(run, { conclusion: 'refused', exit: 1, reasons: ['untrusted-event'] })
    expectOutcome(await acme.run({ on: closed, inputs: { ...EAGER, 'fail-on': 'never' } }), {
      conclusion: 'refused',
      exit: 0,
      reasons: ['untrusted-event'],
    })
    expectNothingWritten(acme, AS_SEEDED)
  })

  it.each(['issue_comment', 'issues', 'release', 'deployment', 'status', 'create', 'discussion_comment'])(
    'refuses the event %s',
    async (name) => {
      const run = await acme.dispatch(EAGER, { variables: { GITHUB_EVENT_NAME: name } })
      expectOutcome(run, { conclusion: 'refused', exit: 1, reasons: ['untrusted-event'] })
      expect(acme.wandb.requests).toEqual([])
      expect(acme.github.requests).toEqual([])
    },
  )
})

describe('gates of a pull request', () => {
  const LOW = GATES.replace('min: 0.65, max_regression: 0.01, on_missing_baseline: warn', 'min: 0.1').replaceAll(
    '0.62',
    '0.1',
  )

  it('judges a pull request that lowers its own limit by the base, and says so', async () => {
    acme.write('eval/quality.json', lmEvalReport('arc_easy', 0.5))
    const number = acme.propose({
      '.github/model-gates.yml': LOW,
      'model-pins.yml': 'support-llm: { production: v12 }\n',
    })
    acme.approve(number, 'bo')
    const run = await acme.pullRequestEvent(number)
    expectOutcome(run, { conclusion: 'refused', exit: 1, including: ['metric-below-min'] })
    expect(run.result['notes']).toEqual([
      expect.objectContaining({ level: 'warning', code: 'config-changed-in-this-change' }),
    ])
    expect(acme.comments(number)[0]).toContain('gates of its base branch')
  })

  it('shows what is wrong with the proposed config, on its lines', async () => {
    const number = acme.propose({ '.github/model-gates.yml': GATES.replace('min: 0.62', 'minn: 0.62') })
    const run = await acme.pullRequestEvent(number)
    expectOutcome(run, { conclusion: 'no-change', exit: 0, reasons: ['not-requested'] })
    expect(run.annotations).toContainEqual(
      expect.objectContaining({
        level: 'warning',
        properties: expect.stringContaining('file=.github/model-gates.yml,line=14'),
      }),
    )
  })

  it('never reads the config of the workspace', async () => {
    acme.write('.github/model-gates.yml', LOW)
    acme.write('model-pins.yml', 'support-llm: { production: v11 }\n')
    acme.write('eval/quality.json', lmEvalReport('arc_easy', 0.5))
    const number = acme.proposePin('v12')
    acme.approve(number, 'bo')
    expectOutcome(await acme.pullRequestEvent(number), {
      conclusion: 'refused',
      exit: 1,
      including: ['metric-below-min'],
    })
  })

  it('reads the newest commit of the base, not the one that the pull request started from', async () => {
    const number = acme.proposePin('v12')
    acme.approve(number, 'bo')
    commit(acme.github, REPOSITORY, {
      branch: 'main',
      author: 'ana',
      message: 'Raise the limit',
      files: { '.github/model-gates.yml': GATES.replace('min: 0.65', 'min: 0.9') },
    })
    const run = await acme.pullRequestEvent(number)
    expectOutcome(run, { conclusion: 'refused', exit: 1, including: ['metric-below-min'] })
    expect(run.result['notes']).toEqual([])
  })

  it("does not let a pull request into another branch bring that branch's gates", async () => {
    commit(acme.github, REPOSITORY, {
      branch: 'lax',
      author: 'kim',
      files: { '.github/model-gates.yml': `${LOW}branches: [lax]\n` },
    })
    commit(acme.github, REPOSITORY, {
      branch: 'topic',
      author: 'kim',
      files: { 'model-pins.yml': 'support-llm: { production: v12 }\n' },
    })
    const { number } = openPullRequest(acme.github, REPOSITORY, { head: 'topic', base: 'lax', author: 'kim' })
    acme.approve(number, 'bo')
    const run = await acme.pullRequestEvent(number)
    expectOutcome(run, { conclusion: 'refused', exit: 1, including: ['pull-request-base'] })
  })

  it('judges nothing by a config that the pull request introduces', async () => {
    fresh = await startAcme({ gates: '' })
    const number = fresh.propose({
      '.github/model-gates.yml': GATES,
      'model-pins.yml': 'support-llm: { production: v12 }\n',
    })
    expectOutcome(await fresh.pullRequestEvent(number), {
      conclusion: 'no-change',
      exit: 0,
      reasons: ['config-introduced'],
    })
    const other = fresh.propose({ 'README.md': '# other\n' })
    expectOutcome(await fresh.pullRequestEvent(other), { conclusion: 'error', exit: 1, reasons: ['config-missing'] })
    expect(writesTo(fresh)).toEqual([])
  })

  it('lists what is wrong with the first config that a pull request brings, on its lines', async () => {
    fresh = await startAcme({ gates: '' })
    const number = fresh.propose({ '.github/model-gates.yml': GATES.replace('from: staging', 'from: stagin') })
    const run = await fresh.pullRequestEvent(number)
    expectOutcome(run, { conclusion: 'no-change', exit: 0, reasons: ['config-introduced'] })
    expect(run.annotations).toContainEqual(
      expect.objectContaining({
        level: 'warning',
        properties: expect.stringMatching(/file=\.github\/model-gates\.yml,line=\d+,col=\d+/),
        message: expect.stringContaining('stagin'),
      }),
    )
  })

  it('finds a config elsewhere by its path, and refuses a path that is none', async () => {
    const number = acme.proposePin('v12')
    const missing = await acme.pullRequestEvent(number, { 'config-file': 'gates/other.yml' })
    expectOutcome(missing, { conclusion: 'error', exit: 1, reasons: ['config-missing'] })
    for (const path of [
      '../gates.yml',
      '/etc/gates.yml',
      'a/./gates.yml',
      'a//b.yml',
      '..\\gates.yml',
      'C:/gates.yml',
    ]) {
      expectOutcome(await acme.pullRequestEvent(number, { 'config-file': path }), {
        conclusion: 'error',
        exit: 1,
        reasons: ['invalid-input'],
      })
    }
  })

  it('refuses a config that is a symbolic link', async () => {
    commit(acme.github, REPOSITORY, {
      branch: 'main',
      author: 'ana',
      files: { '.github/model-gates.yml': { mode: '120000', text: '../README.md' } },
    })
    const number = acme.proposePin('v12')
    expectOutcome(await acme.pullRequestEvent(number), { conclusion: 'error', exit: 1, reasons: ['config-invalid'] })
  })
})

describe('pull requests without a credential', () => {
  it('leaves a pull request of a fork pending, in the summary only', async () => {
    acme.fork('mallory')
    commit(acme.github, 'mallory/models', {
      branch: 'patch',
      author: 'mallory',
      files: { 'model-pins.yml': 'support-llm: { production: v12 }\n' },
    })
    const { number } = openPullRequest(acme.github, REPOSITORY, {
      head: 'patch',
      headRepo: 'mallory/models',
      author: 'mallory',
    })
    const run = await acme.pullRequestEvent(number, {}, { key: null, actor: 'mallory' })
    expectOutcome(run, { conclusion: 'pending', exit: 0, reasons: ['no-credentials'] })
    expect(run.summary).toContain('comes from a fork or from Dependabot')
    expect(acme.github.requests).toEqual([])
    const strict = await acme.pullRequestEvent(number, { 'fail-on': 'pending' }, { key: null, actor: 'mallory' })
    expectOutcome(strict, { conclusion: 'pending', exit: 1, reasons: ['no-credentials'] })
  })

  it('leaves a pull request of Dependabot pending', async () => {
    const number = acme.proposePin('v12', 'production', { author: 'dependabot[bot]' })
    const run = await acme.pullRequestEvent(number, {}, { key: null, actor: 'dependabot[bot]' })
    expectOutcome(run, { conclusion: 'pending', exit: 0, reasons: ['no-credentials'] })
    expect(acme.comments(number)).toEqual([])
  })

  it('takes a missing credential anywhere else for a mistake', async () => {
    const number = acme.proposePin('v12')
    const run = await acme.pullRequestEvent(number, {}, { key: null })
    expectOutcome(run, { conclusion: 'error', exit: 1, reasons: ['no-credentials'] })
    expect(holders(acme)).toEqual(AS_SEEDED)
  })

  it("judges a fork's pull request where pull_request_target brings a credential, and plans only", async () => {
    acme.fork('mallory')
    commit(acme.github, 'mallory/models', {
      branch: 'patch',
      author: 'mallory',
      files: { 'model-pins.yml': 'support-llm: { production: v12 }\n', '.github/model-gates.yml': 'version: 2\n' },
    })
    const { number } = openPullRequest(acme.github, REPOSITORY, {
      head: 'patch',
      headRepo: 'mallory/models',
      author: 'mallory',
    })
    acme.approve(number, 'bo')
    const run = await acme.pullRequestEvent(number, EAGER, {
      key: 'promoter',
      variables: { GITHUB_EVENT_NAME: 'pull_request_target' },
    })
    expectOutcome(run, { conclusion: 'planned', exit: 0 })
    expect(nodesOf(run).get('approvals/0')?.status).toBe('pass')
    expectNothingWritten(acme, AS_SEEDED)
  })
})
