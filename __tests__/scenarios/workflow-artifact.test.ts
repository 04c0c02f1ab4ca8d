import { createHash } from 'node:crypto'
import { describe, expect, it } from '@jest/globals'
import { zipOf } from '../../scripts/fuzz/zip-builder.ts'
import type { WorkflowRunFacts } from '../../src/evidence/workflow-artifact.ts'
import { GATES, PIN_PRODUCTION, report, StagePlay, told } from './stage-play.ts'

const WORKFLOW = '.github/workflows/eval.yml'
const PLACE = `{ workflow_artifact: "evaluation#out/quality.json", workflow: ${WORKFLOW} }`
const FILE = 'out/quality.json'
const PRODUCTION = { model: 'support-llm', stage: 'production', version: 'v1' }

/** Production takes its report from an artifact; v1 asks for it, nobody has to approve. */
class ArtifactPlay extends StagePlay {
  constructor(place = PLACE, approvals = false) {
    const gates = GATES.replace('{ path: eval/quality.json }', place)
    super({ gates: approvals ? gates : gates.replace(/ {8}approvals: .*\n/, '') })
  }

  /** A run of the evaluation on main that uploaded a report on v1. */
  evaluated(change: Partial<WorkflowRunFacts> = {}, accuracy = 0.9): string {
    const run = {
      ...{ id: '77', path: WORKFLOW, event: 'push', status: 'completed', conclusion: 'success', headBranch: 'main' },
      ...{
        headCommit: 'c'.repeat(40),
        repositoryId: 4242,
        headRepository: { id: 4242, name: 'acme/models' },
        actor: 'kim',
      },
      ...change,
    }
    this.workflowArtifacts.addRun(run)
    this.workflowArtifacts.upload(run.id, 'evaluation', { [FILE]: this.text(accuracy) })
    return run.id
  }

  text(accuracy = 0.9): string {
    return JSON.stringify({ artifact_id: 'artifact-staging', accuracy })
  }

  async outcome(location = 'workflow-artifact:77/evaluation#out/quality.json', given = {}) {
    return this.dispatch({ ...PRODUCTION, reports: [report(location, 'quality')], ...given })
  }

  /** The run that the end of run 77 started. */
  triggered(triggeringRun = '77') {
    return this.run({ kind: 'branch', name: 'workflow_run', branch: 'main', triggeringRun }, { inputs: PRODUCTION })
  }
}

function said(outcome: Awaited<ReturnType<ArtifactPlay['outcome']>>): string {
  return JSON.stringify(outcome.promotions[0]?.verdict)
}

describe('evidence from a workflow artifact', () => {
  it('of a trusted run counts, and says where it is from', async () => {
    const play = new ArtifactPlay()
    play.evaluated()
    const outcome = await play.outcome()
    expect(told(outcome)).toBe('production v1: applied []')
    expect(outcome.promotions[0]?.evidence).toMatchObject([
      {
        location: 'workflow-artifact:77/evaluation#out/quality.json',
        resolved: 'workflow-artifact:77/evaluation#out/quality.json',
        sha256: createHash('sha256').update(play.text()).digest('hex'),
        trust: {
          code: 'workflow-artifact',
          text: `artifact of workflow run 77 (${WORKFLOW}, push on main, started by kim): any job of that run could have written it`,
        },
      },
    ])
    expect(play.workflowArtifacts.calls).toEqual(['run', 'contains', 'artifacts', 'download'])
  })

  it('is that of the run whose end started this one', async () => {
    const play = new ArtifactPlay()
    play.evaluated()
    expect(told(await play.triggered())).toBe('production v1: applied []')
    const other = new ArtifactPlay()
    other.evaluated()
    const lost = await other.triggered('78')
    expect(lost.reasons[0]).toBe('report-missing')
    expect(said(lost)).toContain('This repository has no workflow run 78.')
  })

  it('needs a run', async () => {
    const play = new ArtifactPlay()
    play.evaluated()
    const outcome = await play.dispatch(PRODUCTION)
    expect(outcome.reasons[0]).toBe('report-missing')
    expect(said(outcome)).toContain('names no run')
    expect(play.workflowArtifacts.calls).toEqual([])
    expect(play.writes()).toEqual([])
  })

  it.each([
    ['a fork', { headRepository: { id: 9, name: 'eve/models' } }, 'report-untrusted'],
    ['a workflow of another file', { path: '.github/workflows/evil.yml' }, 'report-untrusted'],
    ['a pull request', { event: 'pull_request' }, 'report-untrusted'],
    ['a branch that may not promote', { headBranch: 'feature' }, 'report-untrusted'],
    ['a run that failed', { conclusion: 'failure' }, 'report-incomplete'],
    ['a run that is not over', { status: 'in_progress', conclusion: null }, 'report-incomplete'],
  ])('of %s is refused before anything is downloaded', async (_, change, code) => {
    const play = new ArtifactPlay()
    play.evaluated(change)
    const outcome = await play.outcome()
    expect(outcome.reasons[0]).toBe(code)
    expect(play.workflowArtifacts.calls).not.toContain('download')
    expect(play.writes()).toEqual([])
  })

  it('of a tag that bears the name of the branch is refused', async () => {
    const play = new ArtifactPlay()
    play.evaluated()
    play.workflowArtifacts.forget('main')
    const outcome = await play.outcome()
    expect(outcome.reasons[0]).toBe('report-untrusted')
    expect(said(outcome)).toContain('not on the branch main')
    expect(play.workflowArtifacts.calls).not.toContain('download')
  })

  it('whose bytes are not those that were uploaded is refused', async () => {
    const play = new ArtifactPlay()
    play.evaluated({}, 0.1)
    const archive = zipOf([{ name: FILE, text: play.text(0.99) }])
    play.workflowArtifacts.upload('77', 'evaluation', {}, { archive, sha256: 'a'.repeat(64) })
    const outcome = await play.outcome()
    expect(outcome.reasons[0]).toBe('report-unreadable')
    expect(said(outcome)).toContain('GitHub says aaaa')
  })

  it('has to be the demanded bytes, by the config or by the input', async () => {
    const right = createHash('sha256').update(new ArtifactPlay().text()).digest('hex')
    const inConfig = (digest: string) => PLACE.replace('.json"', `.json#sha256=${digest}"`)
    const cases = [
      [PLACE, `#sha256=${right}`, []],
      [PLACE, `#sha256=${'0'.repeat(64)}`, ['report-unreadable']],
      [inConfig(right), '', []],
      [inConfig('0'.repeat(64)), '', ['report-unreadable']],
    ] as const
    for (const [place, digest, reasons] of cases) {
      const play = new ArtifactPlay(place)
      play.evaluated()
      const outcome = await play.outcome(`workflow-artifact:77/evaluation#${FILE}${digest}`)
      expect(outcome.reasons[0]).toBe(reasons[0])
    }
  })

  it('of another version does not count', async () => {
    const play = new ArtifactPlay()
    play.evaluated()
    play.workflowArtifacts.upload('77', 'evaluation', { [FILE]: '{"artifact_id":"artifact-candidate","accuracy":0.9}' })
    expect((await play.outcome()).reasons[0]).toBe('report-other-version')
  })

  it('an archive that is gone, or holds another file, is named', async () => {
    const play = new ArtifactPlay()
    play.evaluated()
    play.workflowArtifacts.upload('77', 'evaluation', { '../out/quality.json': play.text() })
    const outcome = await play.outcome()
    expect(outcome.reasons[0]).toBe('report-missing')
    expect(said(outcome)).toContain('holds no file')
  })
})

describe('the gate config says which runs count', () => {
  it.each([
    [
      'another file of the artifact',
      'workflow-artifact:77/evaluation#other.json',
      /takes `quality` from `evaluation#out/,
    ],
    ['another artifact', `workflow-artifact:77/mine#${FILE}`, /takes `quality` from `evaluation#out/],
    ['a file of the workspace', 'eval/quality.json', /cannot replace it/],
    ['a run of W&B', 'wandb-run:a/b/c', /cannot replace it/],
  ])('so the input cannot name %s', async (_, location, message) => {
    const play = new ArtifactPlay()
    play.evaluated()
    await expect(play.outcome(location)).rejects.toThrow(message)
  })

  it('and an artifact cannot take the place of a report that says nothing of it', async () => {
    const play = new ArtifactPlay('{ path: eval/quality.json }')
    play.evaluated()
    await expect(play.outcome()).rejects.toThrow(/does not say which workflow may make/)
  })

  it('for the version in use too', async () => {
    const play = new ArtifactPlay()
    play.evaluated()
    const given = { baselineReports: [report('workflow-artifact:77/mine#x.json', 'quality')] }
    await expect(play.outcome(undefined, given)).rejects.toThrow(/not from `mine#x.json`/)
  })
})

describe('a run for the judged pull request', () => {
  const IN_PULLS = PLACE.replace(' }', ', events: [pull_request] }')

  async function proposed(files: Readonly<Record<string, string>> = {}) {
    const play = new ArtifactPlay(IN_PULLS, true)
    const number = play.propose(PIN_PRODUCTION)
    if (Object.keys(files).length > 0) play.github.commit({ branch: 'pin-1', author: 'dev', files })
    play.approve(number)
    const head = play.github.git.tip('pin-1')
    return { play, number, head }
  }

  const given = { inputs: { reports: [report('workflow-artifact:77/evaluation#out/quality.json', 'quality')] } }

  it('counts at its head, where the config takes it, before and after the merge', async () => {
    const { play, number, head } = await proposed()
    play.evaluated({ event: 'pull_request', headBranch: 'pin-1', headCommit: head })
    const plan = await play.plan(number, given)
    expect(told(plan)).toBe('production v1: planned []')
    expect(plan.promotions[0]?.evidence[0]?.trust.text).toContain(`pull_request at ${head.slice(0, 7)}`)
    expect(play.workflowArtifacts.calls).not.toContain('contains')
    play.advance(60_000)
    const pushed = play.github.merge(number, 'ana')
    expect(told(await play.push(pushed, given))).toBe('production v1: applied []')
  })

  it('does not count at another commit, or where the pull request changes the workflow', async () => {
    const old = await proposed()
    old.play.evaluated({ event: 'pull_request', headBranch: 'pin-1', headCommit: 'e'.repeat(40) })
    expect((await old.play.plan(old.number, given)).reasons[0]).toBe('report-untrusted')
    const changed = await proposed({ [WORKFLOW]: 'on: pull_request\n' })
    changed.play.evaluated({ event: 'pull_request', headBranch: 'pin-1', headCommit: changed.head })
    const outcome = await changed.play.plan(changed.number, given)
    expect(outcome.reasons[0]).toBe('report-untrusted')
    expect(said(outcome)).toContain(`changes ${WORKFLOW}`)
  })
})
