import { readFileSync } from 'node:fs'
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { type Acme, type ActionResult, REPOSITORY, startAcme } from '../../sandbox/acme.ts'
import { commit } from '../../sandbox/github/seed.ts'
import { expectNothingWritten, expectOutcome } from './expectations.ts'

const AS_SEEDED = { candidate: 'v12', staging: 'v12', production: 'v11', 'production-previous': undefined }
const PROMOTE = '.github/workflows/promote.yml'
const EXAMPLE = readFileSync(new URL('../../examples/workflows/promote.yml', import.meta.url), 'utf8')

let acme: Acme

beforeEach(async () => {
  acme = await startAcme()
})

afterEach(async () => {
  await acme.close()
  expect(acme.github.violations).toEqual([])
})

function put(text: string): void {
  commit(acme.github, REPOSITORY, { branch: 'main', author: 'ana', files: { [PROMOTE]: text } })
}

interface Row {
  readonly level: string
  readonly what: string
  readonly found: string
}

function findings({ result }: ActionResult): readonly Row[] {
  const listings = result['listings'] as readonly { name: string; data: { findings: readonly Row[] } }[]
  return listings.find(({ name }) => name === 'doctor')?.data.findings ?? []
}

function levelOf(run: ActionResult, what: string): string | undefined {
  return findings(run).find((row) => row.what.startsWith(what))?.level
}

describe('doctor', () => {
  it('finds no problem in a good set-up, and writes nothing anywhere', async () => {
    put(EXAMPLE)
    const run = await acme.dispatch({ operation: 'doctor' })
    expectOutcome(run, { conclusion: 'no-change', exit: 0, reasons: [] })
    expectNothingWritten(acme, AS_SEEDED)
    expect(levelOf(run, 'role in acme/wandb-registry-model')).toBe('ok')
    expect(levelOf(run, 'permissions of promote.yml')).toBe('ok')
    // The planner is in the records team and is a Member of the registry.
    expect(levelOf(run, 'who else may write records')).toBe('warning')
    expect(levelOf(run, 'who else may move aliases')).toBe('warning')
    expect(levelOf(run, 'protected aliases')).toBe('unknown')
    expect(run.summary).toContain('protected aliases')
    const log = run.stdout.replaceAll(/^::add-mask::.*$/gm, '')
    expect(log).toContain('protected aliases')
    expect(log + run.summary).not.toContain(acme.registry.keys.promoter)
  })

  it('fails for an account that may only read, and for a workflow without permissions', async () => {
    put(
      EXAMPLE.replace(/ {4}permissions:\n(?: {6}.*\n)+/, '    permissions: {}\n').replace(
        /concurrency:\n(?: {2}.*\n)+/,
        '',
      ),
    )
    const run = await acme.dispatch({ operation: 'doctor' }, { key: 'viewer' })
    expectOutcome(run, { conclusion: 'refused', exit: 1, including: ['wandb-access'] })
    expect(levelOf(run, 'role in acme')).toBe('problem')
    expect(levelOf(run, 'records project')).toBe('problem')
    expect(levelOf(run, 'concurrency of promote.yml')).toBe('warning')
    expect(levelOf(run, 'permissions of promote.yml')).not.toBe('ok')
    expectNothingWritten(acme, AS_SEEDED)
  })

  it('still looks at everything else without a credential, and when W&B is away', async () => {
    put(EXAMPLE)
    const without = await acme.dispatch({ operation: 'doctor' }, { key: null })
    expectOutcome(without, { conclusion: 'refused', exit: 1, reasons: ['no-credentials'] })
    expect(levelOf(without, 'permissions of promote.yml')).toBe('ok')
    const wrong = await acme.dispatch({ operation: 'doctor', 'wandb-api-key': 'f'.repeat(40) })
    expectOutcome(wrong, { conclusion: 'refused', exit: 1, reasons: ['wandb-access'] })
    expect(levelOf(wrong, 'registry, records and source projects')).toBe('unknown')
  })

  it('on an old W&B server says what it does not know', async () => {
    acme.registry.state.switches.removedFields = [
      'Project.readOnly',
      'Project.members',
      'Project.teamMembers',
      'Entity.members',
    ]
    put(EXAMPLE)
    const run = await acme.dispatch({ operation: 'doctor' })
    expectOutcome(run, { conclusion: 'no-change', exit: 0, reasons: [] })
    expect(levelOf(run, 'role in acme')).toBe('unknown')
    expect(levelOf(run, 'records project')).toBe('unknown')
  })

  it('names pins of versions that are not there', async () => {
    put(EXAMPLE)
    commit(acme.github, REPOSITORY, {
      branch: 'main',
      author: 'ana',
      files: { 'model-pins.yml': 'support-llm: { production: v99 }\n' },
    })
    const run = await acme.dispatch({ operation: 'doctor' })
    expectOutcome(run, { conclusion: 'refused', exit: 1, reasons: ['version-not-found'] })
    expect(run.annotations.some(({ properties }) => properties.includes('model-pins.yml'))).toBe(true)
  })
})
