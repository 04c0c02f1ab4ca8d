import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { type Acme, GATES, lmEvalReport, REPOSITORY, startAcme } from '../../sandbox/acme.ts'
import { commit } from '../../sandbox/github/seed.ts'
import { expectOutcome, holders } from './expectations.ts'

const STAGING = { model: 'support-llm', stage: 'staging', version: 'v12', operation: 'plan' }

let acme: Acme

beforeEach(async () => {
  acme = await startAcme({
    aliases: [...Array.from({ length: 11 }, () => []), ['production', 'staging'], ['candidate']],
  })
  acme.write('eval/quality.json', lmEvalReport('arc_easy', 0.7))
})

afterEach(async () => {
  await acme.close()
  expect(acme.github.violations).toEqual([])
})

describe('inputs that cannot be used', () => {
  it.each<[string, string, string]>([
    ['operation', 'promot', 'Did you mean'],
    ['operation', 'Promote', 'Did you mean'],
    ['operation', 'rollback', 'needs the input `reason`'],
    ['fail-on', 'always', 'refused, pending, never'],
    ['comment-summary-in-pr', 'true', 'always, on-failure, never'],
    ['dry-run', 'yes', 'not a boolean'],
    ['dry-run', '1', 'not a boolean'],
    ['dry-run', 'tRUE', 'not a boolean'],
    ['link', 'on', 'not a boolean'],
    ['link', 'true', 'source path'],
    ['pull-request', '#7', 'positive whole number'],
    ['pull-request', '0', 'positive whole number'],
    ['record-signing-key', 'secret', 'is not a private key in PEM'],
    ['report', 'a=x.json\na=y.json', 'twice'],
    ['wandb-base-url', 'not an address', ''],
    ['github-token', '', 'github-token'],
  ])('refuses %s: %j', async (name, value, said) => {
    const run = await acme.dispatch({ ...STAGING, [name]: value })
    expectOutcome(run, { conclusion: 'error', exit: 1, reasons: ['invalid-input'] })
    const told = [...run.annotations.map(({ message }) => message), run.summary].join('\n')
    expect(told).toContain(said)
    expect(acme.wandb.requests).toEqual([])
    expect(acme.github.requests).toEqual([])
  })

  it('names all problems at once', async () => {
    const run = await acme.dispatch({
      ...STAGING,
      'dry-run': 'maybe',
      'fail-on': 'sometimes',
      'pull-request': 'x',
      operation: 'move',
    })
    expectOutcome(run, { conclusion: 'error', exit: 1, reasons: ['invalid-input'] })
    for (const name of ['dry-run', 'fail-on', 'pull-request', 'operation']) expect(run.summary).toContain(name)
    expect(run.result['error']).toMatchObject({ issues: { length: 4 } })
  })

  it.each(['true', 'True', 'TRUE'])('takes %s for true', async (value) => {
    const run = await acme.dispatch({ ...STAGING, operation: 'promote', 'dry-run': value })
    expectOutcome(run, { conclusion: 'planned', exit: 0 })
    expect(holders(acme)['staging']).toBe('v11')
  })

  it.each(['false', 'False', 'FALSE'])('takes %s for false', async (value) => {
    const run = await acme.dispatch({ ...STAGING, operation: 'promote', 'dry-run': value })
    expectOutcome(run, { conclusion: 'applied', exit: 0 })
  })

  it('warns of inputs that the operation does not use', async () => {
    const run = await acme.dispatch({
      ...STAGING,
      until: '2026-06-01',
      adopt: 'true',
      fallback: 'false',
      reason: 'why',
    })
    expectOutcome(run, { conclusion: 'planned', exit: 0 })
    const warned = run.annotations.filter(({ level }) => level === 'warning').map(({ message }) => message)
    for (const name of ['until', 'adopt', 'reason'])
      expect(warned).toContainEqual(expect.stringContaining(`\`${name}\``))
    expect(warned.join()).not.toContain('fallback')
  })
})

describe('the environment', () => {
  it('takes key and address of W&B from the variables that its own client uses', async () => {
    const run = await acme.dispatch(
      { ...STAGING, 'wandb-base-url': '', 'wandb-api-key': '' },
      { env: { WANDB_API_KEY: acme.registry.keys.planner, WANDB_BASE_URL: `${acme.wandb.url}/` } },
    )
    expectOutcome(run, { conclusion: 'planned', exit: 0 })
  })

  it('masks the key and its Basic form, and shows neither anywhere', async () => {
    const key = acme.registry.keys.promoter
    const basic = Buffer.from(`api:${key}`).toString('base64')
    const run = await acme.dispatch({ ...STAGING, operation: 'promote' })
    expect(run.stdout.split('\n').filter((line) => line.startsWith('::add-mask::'))).toEqual(
      expect.arrayContaining([`::add-mask::${key}`, `::add-mask::${basic}`, '::add-mask::ghs_workflow']),
    )
    const shown =
      run.stdout.replaceAll(/^::add-mask::.*$/gm, '') +
      run.summary +
      JSON.stringify(run.outputs) +
      JSON.stringify(acme.records())
    for (const secret of [key, basic, 'ghs_workflow']) expect(shown).not.toContain(secret)
  })

  it.each(['GITHUB_RUN_ID', 'GITHUB_REPOSITORY', 'GITHUB_EVENT_PATH'])('says that %s is missing', async (name) => {
    const run = await acme.dispatch(STAGING, { variables: { [name]: '' } })
    expectOutcome(run, { conclusion: 'error', exit: 1, reasons: ['invalid-input'] })
    expect(run.annotations[0]?.message).toContain(name)
  })

  it.each([[null], [{}], ['text'], [{ pull_request: { number: 'one' } }]])('refuses the event %j', async (payload) => {
    const run = await acme.run({
      on: { event: 'pull_request', action: 'opened', number: 1, sender: 'kim' },
      payload: payload ?? 'null',
    })
    expectOutcome(run, { conclusion: 'error', exit: 1, reasons: ['invalid-input'] })
  })
})

describe('a gate config with problems', () => {
  it('shows all of them, each on its line, and none by an exception', async () => {
    const broken = GATES.replace('ungated: true', 'ungatd: true')
      .replace('from: candidate', 'from: candidat')
      .replace('min: 0.62', 'min: high')
      .replace('count: 1', 'count: 0')
      .replace('keep_previous:', 'keep_previus:')
    commit(acme.github, REPOSITORY, { branch: 'main', author: 'ana', files: { '.github/model-gates.yml': broken } })
    const run = await acme.dispatch(STAGING)
    expectOutcome(run, { conclusion: 'error', exit: 1, reasons: ['config-invalid'] })
    const places = run.annotations
      .filter(({ level }) => level === 'error')
      .map(({ properties }) => /file=([^,]+),line=(\d+),col=(\d+)/.exec(properties)?.slice(1, 3))
    for (const line of ['10', '12', '14', '20', '22']) expect(places).toContainEqual(['.github/model-gates.yml', line])
    expect(run.summary).toContain('ungated')
    expect(run.summary).toContain('candidate')
  })

  it('shows at most ten on lines, and the rest in the summary', async () => {
    const stages = Array.from({ length: 15 }, (_, index) => `      s${index}: { ungatd: true }`).join('\n')
    commit(acme.github, REPOSITORY, {
      branch: 'main',
      author: 'ana',
      files: {
        '.github/model-gates.yml': GATES.replace(
          '      candidate: { ungated: true }',
          `      candidate: { ungated: true }\n${stages}`,
        ),
      },
    })
    const run = await acme.dispatch(STAGING)
    expectOutcome(run, { conclusion: 'error', exit: 1, reasons: ['config-invalid'] })
    expect(run.annotations.filter(({ level }) => level === 'error').length).toBeLessThanOrEqual(10)
    expect(run.summary).toContain(':25:')
  })

  it.each([
    ['a doubled key', `${GATES}version: 1\n`],
    ['a custom tag', GATES.replace('version: 1', 'version: !!python/object 1')],
    ['a merge key', GATES.replace('candidate: { ungated: true }', 'candidate: { <<: { ungated: true } }')],
    ['broken YAML', `${GATES}  - : :\n`],
    ['nothing', ''],
    ['a name of the prototype', GATES.replace('support-llm:', '__proto__:')],
  ])('refuses %s', async (_what, text) => {
    commit(acme.github, REPOSITORY, { branch: 'main', author: 'ana', files: { '.github/model-gates.yml': text } })
    expectOutcome(await acme.dispatch(STAGING), { conclusion: 'error', exit: 1, reasons: ['config-invalid'] })
  })
})
