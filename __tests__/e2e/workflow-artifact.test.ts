import { describe, expect, it } from '@jest/globals'
import { type Acme, GATES, lmEvalReport, REPOSITORY } from '../../sandbox/acme.ts'
import { addArtifact } from '../../sandbox/github/artifacts.ts'
import { addFork, commit, repoNamed } from '../../sandbox/github/seed.ts'
import { endRun, type RunOptions, startRun } from '../../sandbox/github/seed-runs.ts'
import { everythingSaid, openAcme, reasonCodes } from '../support/promotion-story.ts'
import { expectOutcome } from './expectations.ts'

const WORKFLOW = '.github/workflows/eval.yml'
const FILE = 'out/quality.json'
const PLACE = `{ workflow_artifact: "evaluation#${FILE}", workflow: ${WORKFLOW}, format: lm-eval, unbound: warn }`
const ORDER = { model: 'support-llm', stage: 'production', version: 'v12' }

/** The evaluation runs in a workflow of its own; nobody has to approve. */
async function evaluated(options: Partial<RunOptions> = {}, conclusion = 'success') {
  const gates = GATES.replace(/quality: \{.*\}/, `quality: ${PLACE}`).replace(/ {8}approvals:\n.*\n/, '')
  const acme = await openAcme({ gates })
  commit(acme.github, REPOSITORY, { branch: 'main', files: { [WORKFLOW]: 'on: push\n' }, author: 'ana' })
  const run = startRun(acme.github, REPOSITORY, { event: 'push', actor: 'kim', path: WORKFLOW, ...options })
  const files = { [FILE]: lmEvalReport('arc_easy', 0.7), 'notes.txt': 'hello' }
  const artifact = addArtifact(acme.github, REPOSITORY, { run: run.id, name: 'evaluation', files })
  endRun(acme.github, REPOSITORY, run.id, conclusion)
  return { acme, run: run.id, artifact: artifact.id }
}

function promoteBy(acme: Acme, run: number, more = '') {
  return acme.dispatch({ ...ORDER, report: `quality=workflow-artifact:${run}/evaluation#${FILE}${more}` })
}

describe('evidence from a workflow artifact', () => {
  it('is read from the run that the input names; the storage never sees the token', async () => {
    const { acme, run, artifact } = await evaluated()
    const result = await promoteBy(acme, run)
    expectOutcome(result, { conclusion: 'applied', exit: 0, including: [] })
    expect(result.result['evidence']).toMatchObject([
      { resolved: `workflow-artifact:${run}/evaluation#${FILE}`, trust: { code: 'workflow-artifact' } },
    ])
    expect(result.summary).toContain(`workflow run ${run}`)
    expect(acme.github.storage.requests).toEqual([{ path: `/artifacts/${artifact}`, withToken: false }])
  })

  it('is read from the run whose end started this one', async () => {
    const { acme, run } = await evaluated()
    const on = { event: 'workflow_run', action: 'completed', run, sender: 'kim' } as const
    const result = await acme.run({ on, inputs: ORDER })
    expectOutcome(result, { conclusion: 'applied', exit: 0 })
  })

  it.each([
    [
      'a fork',
      { event: 'push', headRepo: 'eve/models' },
      'success',
      'report-untrusted',
      'the code of the fork eve/models',
    ],
    [
      'another workflow',
      { path: '.github/workflows/other.yml' },
      'success',
      'report-untrusted',
      'not of .github/workflows/eval.yml',
    ],
    ['a pull request', { event: 'pull_request' }, 'success', 'report-untrusted', 'started by'],
    ['a run that failed', {}, 'failure', 'report-incomplete', 'ended as'],
  ] as const)('of %s is refused, and not even downloaded', async (_, options, conclusion, code, text) => {
    const { acme, run } = await evaluated('headRepo' in options ? {} : options, conclusion)
    if ('headRepo' in options) {
      addFork(acme.github, REPOSITORY, 'eve')
      const made = repoNamed(acme.github, REPOSITORY).runs[String(run)]
      if (made !== undefined) made.head_repo = options.headRepo
    }
    const before = acme.holder('production')
    const result = await promoteBy(acme, run)
    expect([result.exitCode, reasonCodes(result)[0]]).toEqual([1, code])
    expect(everythingSaid(acme, result)).toContain(text)
    expect([acme.github.storage.requests, acme.holder('production')]).toEqual([[], before])
  })

  it('of a run for a tag named like the branch is refused', async () => {
    const { acme, run } = await evaluated()
    const tip = repoNamed(acme.github, REPOSITORY).branches['main'] ?? ''
    const beside = commit(acme.github, REPOSITORY, { branch: 'evil', files: { x: 'x' }, parents: [tip] }).oid
    const made = repoNamed(acme.github, REPOSITORY).runs[String(run)]
    if (made !== undefined) made.head_sha = beside
    const result = await promoteBy(acme, run)
    expect(reasonCodes(result)[0]).toBe('report-untrusted')
    expect(everythingSaid(acme, result)).toContain('not on the branch main')
  })

  it('that was changed in the storage is refused', async () => {
    const { acme, run, artifact } = await evaluated()
    const better = addArtifact(acme.github, REPOSITORY, {
      run,
      name: 'elsewhere',
      files: { [FILE]: lmEvalReport('arc_easy', 0.99) },
    })
    const stored = repoNamed(acme.github, REPOSITORY).artifacts?.[artifact]
    if (stored !== undefined) stored.archive = better.archive
    const result = await promoteBy(acme, run)
    expect(reasonCodes(result)[0]).toBe('report-unreadable')
    expect(everythingSaid(acme, result)).toContain('GitHub says')
  })

  it('has to be the demanded bytes', async () => {
    const { acme, run } = await evaluated()
    const result = await promoteBy(acme, run, `#sha256=${'0'.repeat(64)}`)
    expect(reasonCodes(result)[0]).toBe('report-unreadable')
    expect(everythingSaid(acme, result)).toContain('not the demanded 0000')
  })

  it('needs `actions: read`, and names it', async () => {
    const gates = GATES.replace(/quality: \{.*\}/, `quality: ${PLACE}`)
    const acme = await openAcme({ gates, permissions: { contents: 'read', pull_requests: 'write' } })
    const number = acme.proposePin('v12')
    const report = `quality=workflow-artifact:5/evaluation#${FILE}`
    const result = await acme.pullRequestEvent(number, { report })
    expectOutcome(result, { conclusion: 'error', exit: 1, including: ['github-access'] })
    expect(everythingSaid(acme, result)).toContain('actions: read')
  })

  it('an input cannot go round the workflow that the config names', async () => {
    const { acme } = await evaluated()
    acme.write('eval/mine.json', lmEvalReport('arc_easy', 0.99))
    const result = await acme.dispatch({ ...ORDER, report: 'quality=eval/mine.json' })
    expectOutcome(result, { conclusion: 'error', exit: 1, including: ['invalid-input'] })
    expect(result.stdout).toContain('cannot replace it')
  })
})
