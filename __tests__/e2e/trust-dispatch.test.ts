import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { type Acme, GATES, lmEvalReport, REPOSITORY, startAcme } from '../../sandbox/acme.ts'
import { commit } from '../../sandbox/github/seed.ts'
import { mergePullRequest, openPullRequest } from '../../sandbox/github/seed-pulls.ts'
import { expectNothingWritten, expectOutcome, holders, nodesOf } from './expectations.ts'

const AS_SEEDED = { candidate: 'v12', staging: 'v12', production: 'v11', 'production-previous': undefined }
const PROMOTED = { candidate: 'v12', staging: 'v12', production: 'v12', 'production-previous': 'v11' }
const PRODUCTION = { model: 'support-llm', stage: 'production' }

let acme: Acme

beforeEach(async () => {
  acme = await startAcme()
  acme.write('eval/quality.json', lmEvalReport('arc_easy', 0.7))
})

afterEach(async () => {
  await acme.close()
  expect(acme.github.violations).toEqual([])
})

/** A merged pull request that pins the version and was approved by bo. */
function mergedPin(version = 'v12'): number {
  const number = acme.proposePin(version)
  acme.approve(number, 'bo')
  acme.merge(number)
  return number
}

describe('where a dispatched run may write', () => {
  it('promotes on a listed branch a stage that nobody has to approve', async () => {
    acme.moveByHand('candidate', 'v10')
    const run = await acme.dispatch({ model: 'support-llm', stage: 'staging' })
    expectOutcome(run, { conclusion: 'applied', exit: 0 })
    // Without a pin the stage takes whatever holds the alias that it comes from.
    expect(run.outputs).toMatchObject({ version: 'v10', 'previous-version': 'v12' })
    expect(holders(acme)['staging']).toBe('v10')
  })

  it.each([
    [
      'repository_dispatch',
      {
        event: 'repository_dispatch',
        type: 'promote',
        sender: 'kim',
        clientPayload: { version: 'v11', stage: 'production', branch: 'main' },
      },
    ],
    ['schedule', { event: 'schedule', schedule: '0 3 * * *' }],
  ] as const)('takes %s for a run of its branch, and nothing from its payload', async (_name, on) => {
    acme.moveByHand('candidate', 'v10')
    const run = await acme.run({ on, inputs: { model: 'support-llm', stage: 'staging' } })
    expectOutcome(run, { conclusion: 'applied', exit: 0 })
    expect(holders(acme)).toMatchObject({ staging: 'v10', production: 'v11' })
  })

  it('takes workflow_run for a run of the default branch, whatever branch was built', async () => {
    const first = await acme.dispatch({ model: 'support-llm', stage: 'staging' })
    acme.moveByHand('candidate', 'v10')
    const on = { event: 'workflow_run', action: 'completed', run: first.runId, sender: 'mallory' } as const
    const run = await acme.run({ on, inputs: { model: 'support-llm', stage: 'staging' } })
    expectOutcome(run, { conclusion: 'applied', exit: 0 })
  })

  it('refuses a branch that is not listed, even one that lists itself', async () => {
    commit(acme.github, REPOSITORY, {
      branch: 'release',
      author: 'kim',
      files: { '.github/model-gates.yml': `${GATES.replace('min: 0.62', 'min: 0.1')}branches: [main, release]\n` },
    })
    const run = await acme.dispatch({ model: 'support-llm', stage: 'staging' }, { branch: 'release' })
    expectOutcome(run, { conclusion: 'refused', exit: 1, reasons: ['untrusted-ref'] })
    expectNothingWritten(acme, AS_SEEDED)
  })

  it('reads the list from the default branch and the gates from the branch of the run', async () => {
    commit(acme.github, REPOSITORY, {
      branch: 'main',
      author: 'ana',
      files: { '.github/model-gates.yml': `${GATES}branches: [main, release]\n` },
    })
    commit(acme.github, REPOSITORY, {
      branch: 'release',
      author: 'ana',
      files: { '.github/model-gates.yml': GATES.replace('min: 0.62', 'min: 0.9') },
    })
    const run = await acme.dispatch({ model: 'support-llm', stage: 'staging' }, { branch: 'release' })
    expectOutcome(run, { conclusion: 'refused', exit: 1, including: ['metric-below-min'] })
    expect(await acme.dispatch({ model: 'support-llm', stage: 'staging', 'dry-run': 'true' })).toMatchObject({
      exitCode: 0,
    })
  })

  it('refuses a tag', async () => {
    const run = await acme.dispatch({ model: 'support-llm', stage: 'staging' }, { ref: 'refs/tags/main' })
    expectOutcome(run, { conclusion: 'refused', exit: 1, reasons: ['untrusted-ref'] })
    expectNothingWritten(acme, AS_SEEDED)
  })

  it('writes nothing with operation: plan or dry-run', async () => {
    const asked = { model: 'support-llm', stage: 'staging', version: 'v12' }
    acme.moveByHand('staging', 'v10')
    for (const more of [{ operation: 'plan' }, { 'dry-run': 'TRUE' }]) {
      expectOutcome(await acme.dispatch({ ...asked, ...more }), { conclusion: 'planned', exit: 0 })
    }
    expectNothingWritten(acme, { ...AS_SEEDED, staging: 'v10' })
  })
})

describe('what a dispatched run asks for', () => {
  it.each([
    [{}, 'model'],
    [{ model: 'support-llm' }, 'stage'],
    [{ model: 'support-lm', stage: 'production' }, 'support-llm'],
    [{ model: 'support-llm', stage: 'prod' }, 'production'],
    [{ model: 'support-llm', stage: 'candidate' }, 'version'],
    [{ ...PRODUCTION, version: 'a/b' }, 'vN'],
  ])('refuses %j, and says what is missing or meant', async (inputs, said) => {
    const run = await acme.dispatch(inputs as Readonly<Record<string, string>>)
    expectOutcome(run, { conclusion: 'error', exit: 1, reasons: ['invalid-input'] })
    expect(run.summary).toContain(said)
  })

  it('finds a version by number, by alias and by source path', async () => {
    const ask = (version: string) =>
      acme.dispatch({ model: 'support-llm', stage: 'staging', version, operation: 'plan' })
    for (const version of ['v12', 'candidate', 'research/training/support-llm-source:v12']) {
      expect((await ask(version)).outputs['version']).toBe('v12')
    }
    expectOutcome(await ask('v99'), { conclusion: 'refused', exit: 1, including: ['version-not-found'] })
    expectOutcome(await ask('nobody-has-it'), { conclusion: 'refused', exit: 1, including: ['version-not-found'] })
    expectOutcome(await ask('research/training/other:v0'), {
      conclusion: 'refused',
      exit: 1,
      including: ['version-not-found'],
    })
  })
})

describe('approvals that a dispatched run brings', () => {
  it('promotes with a merged pull request whose tree pins the version', async () => {
    const number = mergedPin()
    const run = await acme.dispatch({ ...PRODUCTION, 'pull-request': String(number) })
    expectOutcome(run, { conclusion: 'applied', exit: 0 })
    expect(holders(acme)).toEqual(PROMOTED)
    expect(acme.comments(number)[0]).toContain('support-llm v12 is now production')
  })

  it('refuses without one', async () => {
    mergedPin()
    const run = await acme.dispatch(PRODUCTION)
    expectOutcome(run, { conclusion: 'refused', exit: 1, including: ['approvals-missing', 'pull-request-not-found'] })
    expectNothingWritten(acme, AS_SEEDED)
  })

  it('refuses one that does not exist', async () => {
    mergedPin()
    const run = await acme.dispatch({ ...PRODUCTION, 'pull-request': '77' })
    expectOutcome(run, { conclusion: 'refused', exit: 1, including: ['pull-request-not-found'] })
  })

  it('refuses one that is not merged', async () => {
    const open = acme.proposePin('v12')
    acme.approve(open, 'bo')
    commit(acme.github, REPOSITORY, {
      branch: 'main',
      author: 'ana',
      files: { 'model-pins.yml': 'support-llm: { production: v12 }\n' },
    })
    const run = await acme.dispatch({ ...PRODUCTION, 'pull-request': String(open) })
    expectOutcome(run, { conclusion: 'refused', exit: 1, including: ['pull-request-not-found'] })
    expect(nodesOf(run).get(`pull-request/${open}`)?.detail).toMatchObject({
      note: expect.stringContaining('not merged'),
    })
  })

  it('refuses one that was merged into a branch that may not promote', async () => {
    commit(acme.github, REPOSITORY, { branch: 'lax', author: 'kim', files: { 'lax.txt': '' } })
    commit(acme.github, REPOSITORY, {
      branch: 'topic',
      author: 'kim',
      files: { 'model-pins.yml': 'support-llm: { production: v12 }\n' },
    })
    const { number } = openPullRequest(acme.github, REPOSITORY, { head: 'topic', base: 'lax', author: 'kim' })
    acme.approve(number, 'bo')
    mergePullRequest(acme.github, REPOSITORY, { number, by: 'kim' })
    commit(acme.github, REPOSITORY, {
      branch: 'main',
      author: 'ana',
      files: { 'model-pins.yml': 'support-llm: { production: v12 }\n' },
    })
    const run = await acme.dispatch({ ...PRODUCTION, 'pull-request': String(number) })
    expectOutcome(run, { conclusion: 'refused', exit: 1, including: ['pull-request-base'] })
  })

  it('refuses one whose tree asks for another version', async () => {
    acme.moveByHand('staging', 'v10')
    const other = mergedPin('v10')
    acme.moveByHand('staging', 'v12')
    mergedPin('v12')
    const run = await acme.dispatch({ ...PRODUCTION, 'pull-request': String(other) })
    expectOutcome(run, { conclusion: 'refused', exit: 1, including: ['version-not-bound'] })
    expectNothingWritten(acme, AS_SEEDED)
  })

  it('refuses one that does not touch the pin, though its tree has it', async () => {
    mergedPin()
    const unrelated = acme.propose({ 'README.md': '# better\n' })
    acme.approve(unrelated, 'bo')
    acme.merge(unrelated)
    const run = await acme.dispatch({ ...PRODUCTION, 'pull-request': String(unrelated) })
    expectOutcome(run, { conclusion: 'refused', exit: 1, including: ['version-not-bound'] })
  })

  it('refuses a version that main does not pin any more', async () => {
    const old = mergedPin('v12')
    commit(acme.github, REPOSITORY, {
      branch: 'main',
      author: 'ana',
      files: { 'model-pins.yml': 'support-llm: { production: v11 }\n' },
    })
    const run = await acme.dispatch({ ...PRODUCTION, version: 'v12', 'pull-request': String(old) })
    expectOutcome(run, {
      conclusion: 'refused',
      exit: 1,
      reasons: ['version-not-bound', 'report-unbound', 'baseline-missing'],
    })
  })

  it('does not count the approval of whoever started the run', async () => {
    const number = mergedPin()
    const asked = { ...PRODUCTION, 'pull-request': String(number) }
    const own = await acme.dispatch(asked, { actor: 'bo' })
    expectOutcome(own, { conclusion: 'refused', exit: 1, including: ['approvals-missing'] })
    expect(nodesOf(own).get('approvals/0')?.detail).toMatchObject({
      ignored: [expect.objectContaining({ login: 'bo', why: 'runner' })],
    })
    const started = await acme.dispatch({ ...asked, operation: 'plan' })
    expect(started.outputs['conclusion']).toBe('planned')
    // Whoever starts the job again counts as a starter too.
    const again = await acme.dispatch(asked, { rerunOf: started.runId, actor: 'bo' })
    expectOutcome(again, { conclusion: 'refused', exit: 1, including: ['approvals-missing'] })
  })

  it('lets the approvals of one pull request serve one promotion', async () => {
    const number = mergedPin()
    const asked = { ...PRODUCTION, 'pull-request': String(number) }
    expectOutcome(await acme.dispatch(asked), { conclusion: 'applied', exit: 0 })
    expectOutcome(await acme.dispatch(asked), { conclusion: 'no-change', exit: 0, reasons: [] })
    acme.moveByHand('production', 'v11')
    const again = await acme.dispatch(asked)
    expectOutcome(again, { conclusion: 'refused', exit: 1, including: ['approvals-missing', 'drift'] })
    expect(nodesOf(again).get('approvals/0')?.detail).toMatchObject({
      ignored: [expect.objectContaining({ login: 'bo', why: 'already-used' })],
    })
    expect(holders(acme)['production']).toBe('v11')
    expect(acme.records()).toHaveLength(1)
  })
})
