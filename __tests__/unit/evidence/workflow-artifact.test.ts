import { describe, expect, it } from '@jest/globals'
import {
  type ArtifactFacts,
  chooseArtifact,
  DEFAULT_RUN_EVENTS,
  judgeRun,
  offBranch,
  RUN_EVENTS,
  type RunSurroundings,
  type WorkflowRunFacts,
} from '../../../src/evidence/workflow-artifact.ts'

const WORKFLOW = '.github/workflows/eval.yml'
const RULE = { workflow: WORKFLOW, events: DEFAULT_RUN_EVENTS }
const ANY = { workflow: WORKFLOW, events: RUN_EVENTS }
const RUN: WorkflowRunFacts = {
  id: '77',
  path: WORKFLOW,
  event: 'push',
  status: 'completed',
  conclusion: 'success',
  headBranch: 'main',
  headCommit: 'c'.repeat(40),
  repositoryId: 5,
  headRepository: { id: 5, name: 'acme/llm' },
  actor: 'kim',
}
const HEAD = { number: 3, commit: RUN.headCommit, isFork: false, changes: ['model-pins.yml'] }
const AROUND: RunSurroundings = { repositoryId: 5, branches: ['main', 'release'], heads: [HEAD] }

describe('a workflow run is evidence', () => {
  it.each([
    ['a push to a listed branch', {}, RULE],
    ['a push to another listed branch', { headBranch: 'release' }, RULE],
    ['a schedule', { event: 'schedule' }, RULE],
    ['a start by hand', { event: 'workflow_dispatch' }, RULE],
    ['a dispatch, where the config takes it', { event: 'repository_dispatch' }, ANY],
    ['the judged head, where the config takes pull requests', { event: 'pull_request', headBranch: 'feature' }, ANY],
  ])('from %s', (_, change, rule) => {
    expect(judgeRun({ ...RUN, ...change }, rule, AROUND)).toBeNull()
  })

  it.each([
    ['another repository', { repositoryId: 6 }, RULE, 'report-untrusted', 'is one of another repository'],
    ['a fork', { headRepository: { id: 6, name: 'eve/llm' } }, ANY, 'report-untrusted', 'the code of the fork eve/llm'],
    ['a fork that is gone', { headRepository: null }, ANY, 'report-untrusted', 'a repository that is gone'],
    [
      'another workflow',
      { path: '.github/workflows/evil.yml' },
      RULE,
      'report-untrusted',
      'is one of .github/workflows/evil.yml',
    ],
    [
      'a workflow of like name',
      { path: `x/${WORKFLOW}` },
      RULE,
      'report-untrusted',
      'not of .github/workflows/eval.yml',
    ],
    ['a pull request by default', { event: 'pull_request' }, RULE, 'report-untrusted', 'started by `pull_request`'],
    [
      'a dispatch by default',
      { event: 'repository_dispatch' },
      RULE,
      'report-untrusted',
      'started by `repository_dispatch`',
    ],
    ['pull_request_target, always', { event: 'pull_request_target' }, ANY, 'report-untrusted', 'pull_request_target'],
    ['issue_comment, always', { event: 'issue_comment' }, ANY, 'report-untrusted', 'issue_comment'],
    ['workflow_run, always', { event: 'workflow_run' }, ANY, 'report-untrusted', 'workflow_run'],
    [
      'a run that is not over',
      { status: 'in_progress', conclusion: null },
      RULE,
      'report-incomplete',
      'is `in_progress`',
    ],
    ['a failed run', { conclusion: 'failure' }, RULE, 'report-incomplete', 'ended as `failure`'],
    ['a cancelled run', { conclusion: 'cancelled' }, RULE, 'report-incomplete', 'ended as `cancelled`'],
    ['a run without a conclusion', { conclusion: null }, RULE, 'report-incomplete', 'ended as `nothing`'],
    ['a neutral run', { conclusion: 'neutral' }, RULE, 'report-incomplete', 'ended as `neutral`'],
    ['another branch', { headBranch: 'feature' }, RULE, 'report-untrusted', 'ran on feature, which may not promote'],
    ['a branch of like name', { headBranch: 'Main' }, RULE, 'report-untrusted', 'ran on Main'],
    ['no branch', { headBranch: null }, RULE, 'report-untrusted', 'ran on no branch'],
    [
      'another commit than the head',
      { event: 'pull_request', headCommit: 'd'.repeat(40) },
      ANY,
      'report-untrusted',
      'not the head',
    ],
  ])('not from %s', (_, change, rule, code, message) => {
    expect(judgeRun({ ...RUN, ...change }, rule, AROUND)).toMatchObject({
      code,
      message: expect.stringContaining(message),
    })
  })

  it.each([
    ['no pull request is judged', [], 'not the head'],
    ['the pull request is of a fork', [{ ...HEAD, isFork: true }], 'not the head'],
    ['the pull request changes the workflow', [{ ...HEAD, changes: [WORKFLOW] }], 'Pull request 3 changes'],
    ['not all its changes are known', [{ ...HEAD, changes: null }], 'Pull request 3 may change'],
  ])('not of a pull request when %s', (_, heads, message) => {
    const problem = judgeRun({ ...RUN, event: 'pull_request' }, ANY, { ...AROUND, heads })
    expect(problem).toMatchObject({ code: 'report-untrusted', message: expect.stringContaining(message) })
  })

  it('not of a commit that the branch has not', () => {
    expect(offBranch(RUN)).toMatchObject({
      code: 'report-untrusted',
      message: expect.stringContaining('not on the branch main'),
    })
    expect(offBranch({ ...RUN, headBranch: null }).message).toContain('cccccccccccc')
  })
})

describe('an artifact of a run', () => {
  const artifact = (change: Partial<ArtifactFacts> = {}): ArtifactFacts => ({
    ...{ id: '9', name: 'report', bytes: 100, expired: false, sha256: 'a'.repeat(64), createdAt: null, runId: '77' },
    ...change,
  })
  const choose = (...artifacts: readonly ArtifactFacts[]) =>
    chooseArtifact(artifacts, { run: '77', name: 'report', maxBytes: 100 })

  it('is the newest of its name', () => {
    const newest = artifact({ id: '10' })
    expect(choose(artifact(), newest, artifact({ id: '8' }), artifact({ id: '11', name: 'other' }))).toEqual({
      artifact: newest,
    })
    expect(choose(artifact({ id: '3' }), artifact({ id: '3' }))).toMatchObject({ artifact: { id: '3' } })
    expect(choose(artifact({ runId: null }))).toMatchObject({ artifact: { id: '9' } })
  })

  it.each([
    ['there is none', [], 'report-missing', 'has no artifact report'],
    ['it is of another run', [artifact({ runId: '78' })], 'report-missing', 'has no artifact report'],
    ['it has expired', [artifact({ expired: true })], 'report-missing', 'has expired'],
    ['it is too large', [artifact({ bytes: 101 })], 'report-too-large', 'has 101 bytes; the limit is 100'],
    ['GitHub knows no digest', [artifact({ sha256: null })], 'report-untrusted', 'no digest'],
    [
      'the newest is bad, whatever the older ones are',
      [artifact(), artifact({ id: '10', expired: true })],
      'report-missing',
      'expired',
    ],
  ])('is refused when %s', (_, artifacts, code, message) => {
    expect(choose(...artifacts)).toMatchObject({ problem: { code, message: expect.stringContaining(message) } })
  })
})
