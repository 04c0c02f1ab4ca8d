import { afterEach, describe, expect, it } from '@jest/globals'
import { type Acme, type ActionResult, GATES, lmEvalReport, REPOSITORY, startAcme } from '../../sandbox/acme.ts'
import { commit } from '../../sandbox/github/seed.ts'
import { expectComplete, expectOutcome, holders } from './expectations.ts'

const STAGING = { model: 'support-llm', stage: 'staging', version: 'v12' }
const ALIASES = [...Array.from({ length: 11 }, () => []), ['production'], ['candidate', 'staging']]

let acme: Acme

afterEach(async () => {
  await acme.close()
  expect(acme.github.violations).toEqual([])
})

async function start(options: Parameters<typeof startAcme>[0] = {}, acc = 0.7): Promise<void> {
  acme = await startAcme({ aliases: ALIASES, ...options })
  acme.write('eval/quality.json', lmEvalReport('arc_easy', acc))
}

interface Row {
  readonly conclusion: string
  /** Exit codes with `fail-on` refused, pending and never. */
  readonly exits: readonly [number, number, number]
  readonly tell: (inputs: Readonly<Record<string, string>>) => Promise<ActionResult>
}

const ROWS: readonly Row[] = [
  {
    conclusion: 'applied',
    exits: [0, 0, 0],
    tell: async (inputs) => {
      await start()
      acme.moveByHand('staging', 'v10')
      return acme.dispatch({ ...STAGING, ...inputs })
    },
  },
  {
    conclusion: 'no-change',
    exits: [0, 0, 0],
    tell: async (inputs) => {
      await start()
      acme.moveByHand('staging', 'v10')
      await acme.dispatch(STAGING)
      return acme.dispatch({ ...STAGING, ...inputs })
    },
  },
  {
    conclusion: 'planned',
    exits: [0, 0, 0],
    tell: async (inputs) => {
      await start()
      return acme.dispatch({ ...STAGING, operation: 'plan', ...inputs })
    },
  },
  {
    conclusion: 'pending',
    exits: [0, 1, 0],
    tell: async (inputs) => {
      await start()
      return acme.pullRequestEvent(acme.proposePin('v12'), inputs)
    },
  },
  {
    conclusion: 'refused',
    exits: [1, 1, 0],
    tell: async (inputs) => {
      await start({}, 0.1)
      return acme.dispatch({ ...STAGING, ...inputs })
    },
  },
  {
    conclusion: 'partial',
    exits: [1, 1, 1],
    tell: async (inputs) => {
      await start()
      const refusal = { status: 403, body: { errors: [{ message: 'permission denied' }] } }
      const refuseNext = () => acme.wandb.faults.add({ match: { field: 'addAliases' }, action: refusal })
      acme.wandb.faults.add({ match: { field: 'addAliases' }, action: { after: refuseNext } })
      const number = acme.proposePin('v12')
      acme.approve(number, 'bo')
      const run = await acme.pushEvent(acme.merge(number), inputs)
      expect(acme.wandb.faults.pending).toBe(0)
      expect(holders(acme)).toMatchObject({ production: 'v12', 'production-previous': undefined })
      return run
    },
  },
  {
    conclusion: 'error',
    exits: [1, 1, 1],
    tell: async (inputs) => {
      await start({ gates: 'version: 2\n' })
      return acme.dispatch({ ...STAGING, ...inputs })
    },
  },
]

const FAIL_ON = ['refused', 'pending', 'never'] as const

describe('conclusion and exit code', () => {
  it.each(ROWS.flatMap((row) => FAIL_ON.map((failOn, index) => ({ ...row, failOn, exit: row.exits[index] }))))(
    '$conclusion with fail-on: $failOn exits with $exit',
    async ({ conclusion, tell, failOn, exit }) => {
      const run = await tell({ 'fail-on': failOn })
      expect({ conclusion: run.outputs['conclusion'], exit: run.exitCode }).toEqual({ conclusion, exit })
      expectComplete(run)
      // The stage was moved although not everything was.
      expect(run.outputs['applied']).toBe(String(conclusion === 'applied' || conclusion === 'partial'))
    },
  )
})

describe('the result', () => {
  it('is only in the file when it is too large for an output', async () => {
    const checks = Array.from(
      { length: 900 },
      (_, index) => `          - { metric: acc, task: arc_easy, min: 0.1, name: "check ${index} ${'x'.repeat(80)}" }`,
    )
    await start({
      gates: GATES.replace(
        '        from: candidate\n        checks:\n',
        `        from: candidate\n        checks:\n${checks.join('\n')}\n`,
      ),
    })
    const run = await acme.dispatch({ ...STAGING, operation: 'plan' })
    expect(run.outputs['conclusion']).toBe('planned')
    expect(run.outputs['result']).toBe('')
    expect(run.outputs['result-file']).not.toBe('')
    expectComplete(run)
    expect(Buffer.byteLength(JSON.stringify(run.result))).toBeGreaterThan(900_000)
    expect(Buffer.byteLength(run.summary)).toBeLessThan(1_048_576)
  })

  it('joins several promotions in one order', async () => {
    await start()
    const number = acme.propose({ 'model-pins.yml': 'support-llm: { staging: v12, production: v12 }\n' })
    acme.approve(number, 'bo')
    acme.moveByHand('staging', 'v10')
    const run = await acme.pullRequestEvent(number)
    // v12 is not in staging yet, so production is refused on its own.
    expectOutcome(run, { conclusion: 'refused', exit: 1, including: ['version-not-in-from-stage'] })
    expect(run.outputs).toMatchObject({
      model: 'support-llm,support-llm',
      stage: 'staging,production',
      version: 'v12,v12',
      'previous-version': 'v10,v11',
    })
    expect(run.outputs['comment-url']?.split('\n')).toHaveLength(2)
  })
})

describe('what the services refuse', () => {
  it('a wrong API key', async () => {
    await start()
    const run = await acme.dispatch({ ...STAGING, 'wandb-api-key': 'f'.repeat(40) })
    expectOutcome(run, { conclusion: 'error', exit: 1, including: ['wandb-access'] })
    expect(run.annotations.map(({ message }) => message).join()).toContain('401')
  })

  it('an account outside the registry', async () => {
    await start()
    const run = await acme.dispatch(STAGING, { key: 'outsider' })
    expectOutcome(run, { conclusion: 'error', exit: 1, including: ['wandb-access'] })
  })

  it('an account that may read the registry only', async () => {
    await start()
    acme.moveByHand('staging', 'v10')
    const run = await acme.dispatch(STAGING, { key: 'viewer' })
    expectOutcome(run, { conclusion: 'error', exit: 1, including: ['wandb-access'] })
    expect(holders(acme)['staging']).toBe('v10')
  })

  it('a protected alias that is not ours to move', async () => {
    await start({ protectedAliases: ['staging'] })
    acme.moveByHand('staging', 'v10')
    const run = await acme.dispatch(STAGING, { key: 'planner' })
    expect(run.exitCode).toBe(1)
    expect(run.outputs['reason-codes']).toContain('wandb-access')
    expect(run.outputs['applied']).toBe('false')
    expect(holders(acme)['staging']).toBe('v10')
  })

  it('contents: read is missing', async () => {
    await start({ permissions: { pull_requests: 'write', actions: 'read' } })
    const run = await acme.dispatch(STAGING)
    expectOutcome(run, { conclusion: 'error', exit: 1, reasons: ['github-access'] })
    expect(run.annotations.map(({ message }) => message).join()).toContain('contents: read')
  })

  it('actions: read is missing, which only a run without a merge needs', async () => {
    await start({ permissions: { contents: 'read', pull_requests: 'write' } })
    const run = await acme.dispatch(STAGING)
    expectOutcome(run, { conclusion: 'error', exit: 1, including: ['github-access'] })
    expect(run.annotations.map(({ message }) => message).join()).toContain('actions: read')
    const number = acme.proposePin('v12')
    acme.approve(number, 'bo')
    expectOutcome(await acme.pullRequestEvent(number), { conclusion: 'planned', exit: 0 })
    expectOutcome(await acme.pushEvent(acme.merge(number)), { conclusion: 'applied', exit: 0 })
  })

  it('pull-requests: read is missing', async () => {
    await start({ permissions: { contents: 'read', actions: 'read' } })
    const run = await acme.pullRequestEvent(acme.proposePin('v12'))
    expectOutcome(run, { conclusion: 'error', exit: 1, reasons: ['github-access'] })
    expect(run.annotations.map(({ message }) => message).join()).toContain('pull-requests: read')
  })

  it('a token of GitHub that has expired', async () => {
    await start()
    const run = await acme.dispatch({ ...STAGING, 'github-token': 'ghs_expired' })
    expectOutcome(run, { conclusion: 'error', exit: 1, reasons: ['github-access'] })
  })

  it('an error says the same on the pull request as in the outputs', async () => {
    await start()
    const number = acme.proposePin('v12')
    commit(acme.github, REPOSITORY, { branch: 'main', author: 'ana', files: { '.github/model-gates.yml': null } })
    const run = await acme.pullRequestEvent(number)
    expectOutcome(run, { conclusion: 'error', exit: 1, reasons: ['config-missing'] })
    expect(acme.comments(number)[0]).toContain('config-missing')
  })
})
