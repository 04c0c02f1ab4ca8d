import { afterEach, describe, expect, it } from '@jest/globals'
import { type Acme, type ActionResult, startAcme } from '../../sandbox/acme.ts'
import { addProject, addRun, addUser, addVersion, SEED_TIME } from '../../sandbox/wandb/seed.ts'
import type { Project } from '../../sandbox/wandb/state.ts'
import { wandbLog } from '../support/promotion-story.ts'
import { type Expected, expectOutcome, nodesOf } from './expectations.ts'

const VERSION = 12

let acme: Acme

afterEach(async () => {
  await acme.close()
  expect(acme.github.violations).toEqual([])
})

/** v12 holds staging and asks for production by a pin that ana approved; evaluations are in research/evals. */
async function start(report: string): Promise<Project> {
  const gates = `version: 1
registry: acme/wandb-registry-model
records: ml-governance/model-promotions
models:
  support-llm:
    reports:
      quality: ${report}
    stages:
      candidate: { ungated: true }
      staging: { from: candidate, ungated: true }
      production:
        from: staging
        checks: [{ metric: acc, min: 0.65, direction: higher_is_better }]
        approvals: [{ role: model steward, count: 1, users: [ana, bo, chi] }]
`
  acme = await startAcme({ gates, pins: 'support-llm: { production: v11 }\n' })
  const { state } = acme.registry
  addUser(state, { username: 'eval-bot', teams: { research: 'member' }, service: true })
  addUser(state, { username: 'mallory', teams: { research: 'member' } })
  return addProject(state, { entity: 'research', name: 'evals' })
}

const LINEAGE =
  '{ wandb_lineage: { project: research/evals, created_by: [eval-bot], job_type: eval }, commit: version, dataset: { name: research/evals/golden, version: v0 } }'

interface Evaluation {
  readonly name: string
  readonly acc: number
  readonly username?: string
  readonly state?: string
  readonly hour?: number
  readonly commit?: string
}

/** A run that used v12 and the data set `golden:v0`, from the commit that v12 was made of unless said otherwise. */
function evaluate(
  evals: Project,
  { name, acc, username = 'eval-bot', state = 'finished', hour = 1, commit }: Evaluation,
) {
  const { versions, state: world } = acme.registry
  const golden =
    world.artifacts.find(({ type, sequenceId }) => type === 'dataset' && nameOf(sequenceId) === 'golden') ??
    addVersion(world, evals, { name: 'golden', type: 'dataset', files: { 'golden.csv': 'id\n' } })
  const version = versions[VERSION]
  addRun(world, evals, {
    name,
    username,
    state,
    jobType: 'eval',
    commit: commit ?? version?.run.commit ?? '',
    summary: { acc, _runtime: 12, _timestamp: SEED_TIME / 1000, _wandb: { runtime: 12 } },
    inputs: [version?.artifact.id ?? '', golden.id],
    at: SEED_TIME + hour * 3_600_000,
  })
}

function nameOf(sequenceId: string): string | undefined {
  return acme.registry.state.collections.find(({ id }) => id === sequenceId)?.name
}

async function plan(): Promise<ActionResult> {
  const number = acme.proposePin(`v${VERSION}`)
  acme.approve(number, 'ana')
  return acme.pullRequestEvent(number)
}

async function promote(): Promise<ActionResult> {
  const number = acme.proposePin(`v${VERSION}`)
  acme.approve(number, 'ana')
  return acme.pushEvent(acme.merge(number))
}

describe('a promotion that is gated by a run found by lineage', () => {
  it('is planned, told with its trust, and applied by the merge', async () => {
    const evals = await start(LINEAGE)
    evaluate(evals, { name: 'eval1', acc: 0.1 })
    evaluate(evals, { name: 'eval2', acc: 0.7, hour: 2 })
    evaluate(evals, { name: 'eval3', acc: 0.2, hour: 3, state: 'failed' })
    const number = acme.proposePin(`v${VERSION}`)
    acme.approve(number, 'ana')
    const planned = await acme.pullRequestEvent(number)
    expectOutcome(planned, { conclusion: 'planned', exit: 0, reasons: [] })
    const [comment = ''] = acme.comments(number)
    expect(comment).toContain(
      'trust: newest of 2 finished runs of research/evals (job type eval, created by eval-bot) that used this version; older: eval1; not counted: eval3 is failed; whoever can write to research/evals can edit its summary',
    )
    expect(planned.summary).toContain('trust: newest of 2 finished runs')
    expect(planned.result).toMatchObject({
      evidence: [
        {
          resolved: 'wandb-run:research/evals/eval2',
          identity: 'wandb-lineage',
          trust: { code: 'wandb-lineage', text: expect.stringContaining('newest of 2') },
        },
      ],
    })
    const before = wandbLog(acme).length
    const pushed = await acme.pushEvent(acme.merge(number))
    expectOutcome(pushed, { conclusion: 'applied', exit: 0, reasons: [] })
    expect(acme.holder('production')).toBe('v12')
    // Two requests more than evidence elsewhere needs: which run, and what it says.
    expect(wandbLog(acme).slice(before, before + 3)).toEqual(['GateRead', 'GateRunsUsing', 'GateEvidenceRun'])
  })

  it.each<[string, (evals: Project) => void, Expected, string]>([
    [
      'was made by somebody else',
      (evals) => evaluate(evals, { name: 'mine', acc: 0.99, username: 'mallory' }),
      { conclusion: 'refused', exit: 1, including: ['report-missing'] },
      'mine by mallory',
    ],
    [
      'has not finished',
      (evals) => evaluate(evals, { name: 'late', acc: 0.99, state: 'crashed' }),
      { conclusion: 'refused', exit: 1, including: ['report-incomplete'] },
      'late is crashed',
    ],
    [
      'was made from another commit',
      (evals) => evaluate(evals, { name: 'other', acc: 0.99, commit: 'd'.repeat(40) }),
      { conclusion: 'refused', exit: 1, reasons: ['commit-mismatch'] },
      'd'.repeat(40),
    ],
    [
      'is of another version',
      (evals) => {
        const { state, versions } = acme.registry
        const inputs = [versions[11]?.artifact.id ?? '']
        addRun(state, evals, { name: 'old', username: 'eval-bot', jobType: 'eval', summary: { acc: 0.99 }, inputs })
      },
      { conclusion: 'refused', exit: 1, including: ['report-missing'] },
      'No finished run of research/evals',
    ],
  ])('is refused when the run %s', async (_what, prepare, expected, said) => {
    const evals = await start(LINEAGE)
    prepare(evals)
    const run = await promote()
    expectOutcome(run, expected)
    expect(run.summary).toContain(said)
    expect(acme.holder('production')).toBe('v11')
    expect(acme.records()).toEqual([])
  })

  it('says which data set was used instead of the pinned one', async () => {
    const evals = await start(LINEAGE.replace('version: v0', 'version: v1'))
    evaluate(evals, { name: 'eval1', acc: 0.7 })
    const run = await plan()
    expectOutcome(run, { conclusion: 'refused', exit: 1, reasons: ['dataset-mismatch'] })
    const node = nodesOf(run).get('reports/quality/dataset')
    expect(node).toMatchObject({ kind: 'binding', status: 'fail' })
    expect(run.summary).toContain('research/evals/golden v0')
  })
})

it('a file that the pull request brought, and one that the job wrote, are told apart', async () => {
  await start('{ path: eval/q.json }')
  const text = JSON.stringify({ artifact: 'acme/wandb-registry-model/support-llm:v12', acc: 0.7 })
  const files = { 'model-pins.yml': 'support-llm: { production: v12 }\n', 'eval/q.json': text }
  const number = acme.propose(files)
  acme.approve(number, 'ana')
  acme.write('eval/q.json', text)
  const trust = (run: ActionResult) => (run.result as { evidence: readonly { trust: { code: string } }[] }).evidence
  expect(trust(await acme.pullRequestEvent(number))).toMatchObject([{ trust: { code: 'committed-file' } }])
  acme.write('eval/q.json', text.replace('0.7', '0.99'))
  expect(trust(await acme.pullRequestEvent(number))).toMatchObject([{ trust: { code: 'workspace-file' } }])
})

describe('a promotion that is gated by metadata of the version', () => {
  it.each<[string, Readonly<Record<string, unknown>> | null, Expected]>([
    ['enough', { acc: 0.7, lr: 0.001 }, { conclusion: 'applied', exit: 0, reasons: [] }],
    ['too little', { acc: 0.6 }, { conclusion: 'refused', exit: 1, reasons: ['metric-below-min'] }],
    ['nothing', null, { conclusion: 'refused', exit: 1, including: ['report-missing'] }],
  ])('that says %s', async (_what, metadata, expected) => {
    await start('{ wandb_version: metadata }')
    const version = acme.registry.versions[VERSION]?.artifact
    if (version !== undefined && metadata !== null) version.metadata = JSON.stringify(metadata)
    const run = await promote()
    expectOutcome(run, expected)
    if (metadata !== null) expect(run.summary).toContain('trust: weak: metadata of the version itself')
    expect(acme.holder('production')).toBe(expected.conclusion === 'applied' ? 'v12' : 'v11')
  })
})
