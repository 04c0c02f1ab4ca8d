import { createHash } from 'node:crypto'
import { describe, expect, it } from '@jest/globals'
import type { UsingRun } from '../../src/evidence/using-run.ts'
import { GATES, type PlayOptions, report, StagePlay, told } from './stage-play.ts'

const PRODUCTION = { model: 'support-llm', stage: 'production' }
const CHECKED = 'artifact-staging'

/** Production on one report and one check, nobody to approve; v1 asks for it, v0 holds it. */
class EvidencePlay extends StagePlay {
  constructor(quality: string, check = '{ metric: accuracy, min: 0.65 }', options: PlayOptions = {}) {
    const gates = GATES.replace('{ path: eval/quality.json }', quality)
      .replace('        approvals: [{ role: model steward, count: 1, users: [ana, bo] }]\n', '')
      .replace('{ metric: accuracy, min: 0.65, direction: higher_is_better }', check)
    super({ gates, ...options })
  }

  /** The summary of a run, and that it used v1. */
  evaluated(id: string, accuracy: number, over: Partial<UsingRun> = {}): void {
    this.versionEvidence.use(CHECKED, { id, ...over })
    this.files.set(`wandb-run:research/evals/${id}`, JSON.stringify({ accuracy }))
  }

  async outcome(inputs: Parameters<StagePlay['dispatch']>[0] = {}) {
    return this.dispatch({ ...PRODUCTION, version: 'v1', ...inputs })
  }

  async told(inputs: Parameters<StagePlay['dispatch']>[0] = {}): Promise<string> {
    return told(await this.outcome(inputs))
  }
}

const LINEAGE = '{ wandb_lineage: { project: research/evals, created_by: [eval-bot], job_type: eval } }'
const METADATA = '{ wandb_version: metadata }'

describe('evidence by lineage', () => {
  it('is the newest finished run of the right people that used this very version', async () => {
    const play = new EvidencePlay(LINEAGE)
    play.evaluated('r1', 0.1, { createdAt: '2026-03-09T10:00:00.000Z' })
    play.evaluated('r2', 0.9, { createdAt: '2026-03-09T11:00:00.000Z' })
    play.evaluated('r3', 0.2, { createdAt: '2026-03-09T12:00:00.000Z', state: 'running' })
    play.evaluated('r4', 0.3, { createdAt: '2026-03-09T13:00:00.000Z', createdBy: 'mallory' })
    const outcome = await play.outcome()
    expect(told(outcome)).toBe('production v1: applied []')
    expect(outcome.promotions[0]?.evidence).toMatchObject([
      {
        location: 'wandb-lineage:research/evals',
        resolved: 'wandb-run:research/evals/r2',
        format: 'wandb-summary',
        identity: 'wandb-lineage',
        trust: {
          code: 'wandb-lineage',
          text: 'newest of 2 finished runs of research/evals (job type eval, created by eval-bot) that used this version; older: r1; not counted: r4 by mallory, r3 is running; whoever can write to research/evals can edit its summary',
        },
      },
    ])
    expect(play.versionEvidence.asked).toEqual([`runs using ${CHECKED}`])
    expect(play.records()).toMatchObject([{ evidence: outcome.promotions[0]?.evidence }])
  })

  it.each<[string, (play: EvidencePlay) => void, string]>([
    ['its number', (play) => play.evaluated('r1', 0.1), 'refused [metric-below-min]'],
    ['nobody evaluated it', (play) => play.versionEvidence.add(CHECKED), 'refused [report-missing metric-missing]'],
    [
      'somebody else did',
      (play) => play.evaluated('r1', 0.99, { createdBy: 'mallory' }),
      'refused [report-missing metric-missing]',
    ],
    [
      'it was done elsewhere',
      (play) => play.evaluated('r1', 0.99, { project: 'sandbox' }),
      'refused [report-missing metric-missing]',
    ],
    [
      'it is not done yet',
      (play) => play.evaluated('r1', 0.99, { state: 'running' }),
      'refused [report-incomplete metric-missing]',
    ],
    [
      'the summary names another version',
      (play) => {
        play.evaluated('r1', 0.99)
        play.files.set(
          'wandb-run:research/evals/r1',
          JSON.stringify({ accuracy: 0.99, artifact_id: 'artifact-candidate' }),
        )
      },
      'refused [report-other-version]',
    ],
  ])('refuses: %s', async (_what, prepare, expected) => {
    const play = new EvidencePlay(LINEAGE)
    prepare(play)
    expect(await play.told()).toBe(`production v1: ${expected}`)
    expect(play.writes()).toEqual([])
  })

  it('cannot be replaced by a file of the workflow', async () => {
    const play = new EvidencePlay(LINEAGE)
    play.evaluated('r1', 0.1)
    play.reportOn('v1', 0.99)
    for (const name of ['quality', null]) {
      const replaced = play.outcome({ reports: [report('eval/quality.json', name)] })
      await expect(replaced).rejects.toMatchObject({
        code: 'invalid-input',
        message: expect.stringContaining('cannot replace it'),
      })
    }
    expect(play.writes()).toEqual([])
  })

  it('that cannot be read is an error of the run, not a missing report', async () => {
    await expect(new EvidencePlay(LINEAGE).outcome()).rejects.toMatchObject({ code: 'wandb-access' })
  })
})

describe('metadata of the version', () => {
  it('is evidence that is shown as weak', async () => {
    const play = new EvidencePlay(METADATA)
    play.versionEvidence.add(CHECKED, '{"lr": 1e-4, "accuracy": 0.9, "_step": 1, "_runtime": 2}')
    const outcome = await play.outcome()
    expect(told(outcome)).toBe('production v1: applied []')
    expect(outcome.promotions[0]?.evidence).toMatchObject([
      {
        resolved: 'wandb-version:acme/wandb-registry-model/support-llm:v1',
        format: 'json',
        identity: 'wandb-version',
        trust: { code: 'wandb-version', text: expect.stringMatching(/^weak: /) },
      },
    ])
  })

  it('may be named by the workflow, and reached by place', async () => {
    const play = new EvidencePlay('{ path: eval/none.json }', '{ select: /eval/accuracy, min: 0.65 }')
    play.versionEvidence.add(CHECKED, '{"eval": {"accuracy": 0.9}}')
    expect(await play.told({ reports: [report('wandb-version:')] })).toBe('production v1: applied []')
  })

  it.each([
    ['none', null, 'refused [report-missing metric-missing]'],
    ['an empty map', '{}', 'refused [report-missing metric-missing]'],
    ['a low number', '{"accuracy": 0.1}', 'refused [metric-below-min]'],
    ['no such number', '{"loss": 0.1}', 'refused [metric-missing]'],
    ['what is not JSON', '{"accuracy": ', 'error [report-unreadable metric-missing]'],
    ['a bare NaN', '{"accuracy": NaN}', 'refused [metric-not-finite]'],
    [
      'the name of another version, copied',
      '{"accuracy": 0.9, "artifact_id": "artifact-candidate"}',
      'refused [report-other-version]',
    ],
  ])('refuses %s', async (_what, metadata, expected) => {
    const play = new EvidencePlay(METADATA)
    play.versionEvidence.add(CHECKED, metadata)
    expect(await play.told()).toBe(`production v1: ${expected}`)
  })

  it('can be demanded by digest', async () => {
    const play = new EvidencePlay(METADATA)
    play.versionEvidence.add(CHECKED, '{"lr": 1, "accuracy": 0.9}')
    const sha256 = createHash('sha256').update('{"accuracy":0.9,"lr":1}').digest('hex')
    const outcome = await play.outcome({ reports: [report(`wandb-version:#sha256=${sha256}`)] })
    expect(told(outcome)).toBe('production v1: applied []')
    expect(outcome.promotions[0]?.evidence).toMatchObject([{ trust: { code: 'digest-pinned' } }])
    const edited = new EvidencePlay(METADATA)
    edited.versionEvidence.add(CHECKED, '{"lr": 1, "accuracy": 0.91}')
    const reports = [report(`wandb-version:#sha256=${sha256}`)]
    expect(await edited.told({ reports })).toBe('production v1: error [report-unreadable metric-missing]')
  })

  it.each([
    ['{"accuracy": 0.9}', 'candidate v3: applied []'],
    ['{"accuracy": 0.1}', 'candidate v3: refused [metric-below-min]'],
  ])('is there before the version is linked: %s', async (metadata, expected) => {
    const gates = GATES.replace('{ path: eval/quality.json }', METADATA).replace(
      'candidate: { ungated: true }',
      'candidate: { checks: [{ metric: accuracy, min: 0.6 }] }',
    )
    const play = new StagePlay({ gates, pins: '{}' })
    const version = 'research/training/llm:v40'
    play.registry.addSource(version, { artifactId: 'artifact-new', digest: 'digest-new' })
    play.versionEvidence.add('artifact-new', metadata)
    const asked = { model: 'support-llm', stage: 'candidate', version, link: true }
    expect(told(await play.dispatch(asked))).toBe(expected)
  })

  it('of nobody is missing', async () => {
    const outcome = await new EvidencePlay(METADATA).outcome({ version: 'v9' })
    expect(outcome.reasons).toEqual(['version-not-found', 'report-missing', 'metric-missing'])
  })

  it('is refused where it is larger than reports may be', async () => {
    const play = new EvidencePlay(METADATA)
    play.versionEvidence.add(CHECKED, JSON.stringify({ accuracy: 0.9, filler: 'x'.repeat(64_000_000) }))
    expect((await play.outcome()).reasons).toContain('report-too-large')
  })

  it('as a baseline it is that of the version that holds the stage, never of the one that asks', async () => {
    const check = '{ metric: accuracy, max_regression: 0.01, direction: higher_is_better }'
    const play = new EvidencePlay(METADATA, check)
    play.versionEvidence.add(CHECKED, '{"accuracy": 0.8}')
    play.versionEvidence.add('artifact-production', '{"accuracy": 0.9}')
    const baselineReports = [report('wandb-version:')]
    expect(await play.told({ baselineReports })).toBe('production v1: refused [metric-regressed]')
    play.versionEvidence.add('artifact-production', '{"accuracy": 0.805}')
    expect(await play.told({ baselineReports })).toBe('production v1: applied []')
  })
})

it('evidence elsewhere asks nothing more of W&B', async () => {
  const play = new EvidencePlay('{ path: eval/quality.json }')
  expect(await play.told()).toBe('production v1: applied []')
  expect(play.versionEvidence.asked).toEqual([])
})

describe('what a report is tied to', () => {
  const PATH = 'path: eval/quality.json'
  const TRAINED = 'c'.repeat(40)

  function tied(bindings: string, said: Readonly<Record<string, unknown>>): EvidencePlay {
    const play = new EvidencePlay(`{ ${PATH}, ${bindings} }`)
    const producer = {
      entity: 'research',
      project: 'training',
      id: 'train1',
      displayName: null,
      state: 'finished',
      commit: TRAINED,
      inputs: [],
    }
    play.registry.add({ artifactId: 'artifact-made', aliases: ['staging'], producer })
    play.files.set('eval/quality.json', JSON.stringify({ artifact_id: 'artifact-made', accuracy: 0.9, ...said }))
    return play
  }

  it.each<[string, string, Readonly<Record<string, unknown>>, string]>([
    ['commit', 'commit: version', { commit: TRAINED }, 'applied []'],
    ['another commit', 'commit: version', { commit: 'd'.repeat(40) }, 'refused [commit-mismatch]'],
    ['no commit', 'commit: version', {}, 'refused [commit-mismatch]'],
    ['no pull request', 'commit: head', { commit: TRAINED }, 'refused [commit-mismatch]'],
    ['run', 'run: producer', { run: 'research/training/train1' }, 'applied []'],
    ['another run', 'run: producer', { run: 'research/training/train2' }, 'refused [run-mismatch]'],
    ['no run', 'run: producer', {}, 'refused [run-mismatch]'],
    ['data set', 'dataset: { name: golden, version: v4 }', { dataset: 'golden', dataset_version: 'v4' }, 'applied []'],
    [
      'another version of the data set',
      'dataset: { name: golden, version: v4 }',
      { dataset: 'golden', dataset_version: 'v3' },
      'refused [dataset-mismatch]',
    ],
    ['no data set', 'dataset: { name: golden, version: v4 }', {}, 'refused [dataset-mismatch]'],
    ['age', 'max_age: 1d', { created_at: '2026-03-10T09:00:00Z' }, 'applied []'],
    ['too old', 'max_age: 1d', { created_at: '2026-03-09T09:00:00Z' }, 'refused [report-too-old]'],
    ['no date', 'max_age: 1d', {}, 'refused [report-too-old]'],
    [
      'nothing of all',
      'commit: version, run: producer, dataset: { name: golden, version: v4 }, max_age: 1d',
      {},
      'refused [report-too-old dataset-mismatch commit-mismatch run-mismatch]',
    ],
  ])('%s', async (_what, bindings, said, expected) => {
    expect(await tied(bindings, said).told({ version: 'v3' })).toBe(`production v3: ${expected}`)
  })

  it('the commit of the pull request that asks, and what it was merged as', async () => {
    const gates = GATES.replace('{ path: eval/quality.json }', `{ ${PATH}, commit: head }`)
    const play = new StagePlay({ gates })
    const pin = '{ support-llm: { staging: v1, production: v1 } }'
    const number = play.propose(pin)
    const head = (await play.github.host.readPullRequest(number, []))?.headCommit
    const say = (commit: string | undefined) =>
      play.files.set('eval/quality.json', JSON.stringify({ artifact_id: CHECKED, accuracy: 0.9, commit }))
    play.approve(number)
    say('d'.repeat(40))
    expect(told(await play.plan(number))).toBe('production v1: refused [commit-mismatch]')
    say(head)
    expect(told(await play.plan(number))).toBe('production v1: planned []')
    play.advance(60_000)
    const pushed = play.github.merge(number, 'ana')
    say(pushed.after)
    expect(told(await play.push(pushed))).toBe('production v1: applied []')
  })

  it('the date of W&B counts where the report tells a newer one', async () => {
    const play = new EvidencePlay(LINEAGE.replace(/ }$/, ', max_age: 1d }'))
    play.evaluated('r1', 0.9)
    const location = 'wandb-run:research/evals/r1'
    const now = Date.parse('2026-03-10T10:00:00Z') / 1000
    play.files.set(location, JSON.stringify({ accuracy: 0.9, _timestamp: now }))
    play.origins.set(location, { madeAt: '2026-03-01T10:00:00.000Z' })
    expect(await play.told()).toBe('production v1: refused [report-too-old]')
    play.origins.set(location, { madeAt: '2026-03-10T09:00:00.000Z' })
    expect(await play.told()).toBe('production v1: applied []')
  })

  it('data sets that the run used count for what names none', async () => {
    const pin = ', dataset: { name: research/evals/golden, version: v4 } }'
    const play = new EvidencePlay(LINEAGE.replace(/ }$/, pin))
    play.evaluated('r1', 0.9)
    const used = (version: string) =>
      play.origins.set('wandb-run:research/evals/r1', {
        datasets: [{ name: 'research/evals/golden', version, digest: 'd' }],
      })
    used('v3')
    expect(await play.told()).toBe('production v1: refused [dataset-mismatch]')
    used('v4')
    expect(await play.told()).toBe('production v1: applied []')
  })
})
