import { describe, expect, it } from '@jest/globals'
import type { Acme, AcmeOptions } from '../../sandbox/acme.ts'
import { GATES, REPOSITORY } from '../../sandbox/acme.ts'
import { repoNamed } from '../../sandbox/github/seed.ts'
import { githubLog, mergePin, openAcme, wandbLog } from '../support/promotion-story.ts'
import { expectOutcome } from './expectations.ts'

const ORDER = {
  operation: 'rollback',
  model: 'support-llm',
  stage: 'production',
  reason: 'it answers nonsense, see #12',
  'pin-pull-request': 'true',
}
const WRITES = { contents: 'write', pull_requests: 'write', actions: 'read' } as const
const BRANCH = 'model-pins/support-llm-production-v1'

/** A company whose production went from v1 to v2, by record. */
async function released(permissions: AcmeOptions['permissions'] = WRITES): Promise<Acme> {
  const acme = await openAcme({
    aliases: [['production'], [], ['staging', 'candidate']],
    pins: 'support-llm: { production: v0 }\n',
    permissions,
  })
  for (const version of ['v1', 'v2']) {
    acme.moveByHand('staging', version)
    expectOutcome(await mergePin(acme, version).promote(), { conclusion: 'applied', exit: 0 })
  }
  return acme
}

function ours(acme: Acme) {
  return Object.values(repoNamed(acme.github, REPOSITORY).pulls).filter(({ headBranch }) => headBranch === BRANCH)
}

describe('a rollback that proposes the pin', () => {
  it('opens the pull request after the alias was moved, and names it everywhere', async () => {
    const acme = await released()
    const before = acme.github.requests.length
    const result = await acme.dispatch(ORDER)
    expectOutcome(result, { conclusion: 'applied', exit: 0, reasons: [] })
    const [pull] = ours(acme)
    const url = `${acme.github.serverUrl}/${REPOSITORY}/pull/${pull?.number}`
    expect(result.result).toMatchObject({ pin_pull_request: url, promotions: [{ pin_pull_request: url }] })
    expect(result.stdout).toContain(`  pin      ${url}`)
    expect(result.summary).toContain(`[pull request that puts the pin right](${url})`)

    const repo = repoNamed(acme.github, REPOSITORY)
    const head = repo.commits[repo.branches[BRANCH] ?? '']
    expect(head?.tree['model-pins.yml']?.text).toBe('support-llm: { production: v1 }\n')
    expect(head?.parents).toEqual([repo.branches['main']])
    expect(pull).toMatchObject({ author: 'github-actions[bot]', baseBranch: 'main', state: 'open', draft: false })
    expect(pull?.title).toBe('Pin v1 for support-llm production')
    const record = acme.records().at(-1)?.summary['record_sha256']
    expect(pull?.body).toContain(String(record))
    expect(head?.message).toContain(String(record))
    expect(`${pull?.body} ${head?.message}`).not.toMatch(/#12/)
    const asked = acme.github.requests.slice(before).map(({ body }) => {
      const { query = '' } = (body ?? {}) as { query?: string }
      return /^mutation (\w+)/.exec(query)?.[1]
    })
    expect(asked.filter((name) => name !== undefined)).toEqual(['CreateBranch', 'CommitFile', 'OpenPull'])
  })

  it('is the request that the next push carries out as no change', async () => {
    const acme = await released()
    await acme.dispatch(ORDER)
    const [pull] = ours(acme)
    acme.approve(pull?.number ?? 0, 'ana')
    const pushed = acme.merge(pull?.number ?? 0)
    const result = await acme.pushEvent(pushed)
    expectOutcome(result, { conclusion: 'no-change', exit: 0 })
    expect(acme.holder('production')).toBe('v1')
  })

  it('started again, finds the same one', async () => {
    const acme = await released()
    const first = await acme.dispatch(ORDER)
    const again = await acme.dispatch({ ...ORDER, version: 'v1' })
    expectOutcome(again, { conclusion: 'no-change', exit: 0 })
    expect(again.result['pin_pull_request']).toBe(first.result['pin_pull_request'])
    expect(ours(acme)).toHaveLength(1)
  })

  it.each([
    ['contents: write', { contents: 'read', pull_requests: 'write', actions: 'read' }],
    ['pull-requests: write', { contents: 'write', pull_requests: 'read', actions: 'read' }],
  ] as const)('without `%s` it warns, names it, and the outcome stands', async (permission, permissions) => {
    const acme = await released(permissions)
    const result = await acme.dispatch(ORDER)
    expectOutcome(result, { conclusion: 'applied', exit: 0, reasons: [] })
    expect(result.stdout).toContain('No pull request puts model-pins.yml right')
    expect(result.stdout).toContain(`The token needs \`${permission}\``)
    expect(result.result).toMatchObject({ pin_pull_request: '' })
    expect(ours(acme)).toEqual([])
  })

  it('where workflows may open none it names the setting', async () => {
    const acme = await released()
    repoNamed(acme.github, REPOSITORY).actionsOpenPulls = false
    const result = await acme.dispatch(ORDER)
    expectOutcome(result, { conclusion: 'applied', exit: 0 })
    expect(result.stdout).toContain('Allow GitHub Actions to create and approve pull requests')
  })

  it('a main that moved at the last moment is met with a second try', async () => {
    const acme = await released()
    acme.github.faults.add({
      match: { graphql: 'mutation CommitFile' },
      action: {
        kind: 'graphql-errors',
        errors: [
          {
            type: 'STALE_DATA',
            path: ['createCommitOnBranch'],
            message: 'Expected branch to point to "x" but it did not.  Pull and try again.',
          },
        ],
      },
    })
    const result = await acme.dispatch(ORDER)
    expectOutcome(result, { conclusion: 'applied', exit: 0 })
    expect(githubLog(acme).filter((name) => name === 'Pins')).toHaveLength(2)
    expect(ours(acme)).toHaveLength(1)
  })

  it('dies with GitHub, and the rollback stands', async () => {
    const acme = await released()
    acme.github.faults.add({ match: { graphql: 'mutation CreateBranch' }, action: { kind: 'drop-after' } })
    const result = await acme.dispatch(ORDER)
    expectOutcome(result, { conclusion: 'applied', exit: 0 })
    expect(acme.holder('production')).toBe('v1')
    expect(result.stdout).toContain('No pull request puts model-pins.yml right')
    const again = await acme.dispatch({ ...ORDER, version: 'v1' })
    expectOutcome(again, { conclusion: 'no-change', exit: 0 })
    expect(ours(acme)).toHaveLength(1)
  })

  it('is not asked for by default, nor of a dry run', async () => {
    const acme = await released()
    const { 'pin-pull-request': _, ...plain } = ORDER
    await acme.dispatch({ ...ORDER, 'dry-run': 'true' })
    const writes = wandbLog(acme).length
    await acme.dispatch(plain)
    expect(wandbLog(acme).length).toBeGreaterThan(writes)
    expect(githubLog(acme)).not.toContain('Pins')
    expect(ours(acme)).toEqual([])
  })
})

describe('an adoption that proposes the pin', () => {
  it('opens the pull request for what may stay', async () => {
    const gates = GATES.replace(/ {8}approvals:\n.*\n/, '')
    const acme = await openAcme({
      gates,
      permissions: WRITES,
      pins: '# who: ml\nsupport-llm: { production: v11 } # May\n',
    })
    acme.moveByHand('staging', 'v10')
    acme.moveByHand('production', 'v10')
    const order = {
      operation: 'verify',
      adopt: 'true',
      model: 'support-llm',
      stage: 'production',
      reason: 'it is good',
    }
    const result = await acme.dispatch({ ...order, 'pin-pull-request': 'true' }, { actor: 'chi' })
    expectOutcome(result, { conclusion: 'applied', exit: 0, including: ['drift'] })
    const repo = repoNamed(acme.github, REPOSITORY)
    const [pull] = Object.values(repo.pulls)
    expect(pull).toMatchObject({ title: 'Pin v10 for support-llm production', baseBranch: 'main', state: 'open' })
    expect(repo.commits[pull?.headOid ?? '']?.tree['model-pins.yml']?.text).toBe(
      '# who: ml\nsupport-llm: { production: v10 } # May\n',
    )
    expect(result.result['pin_pull_request']).toMatch(new RegExp(`/pull/${pull?.number}$`))
  })
})
