import { describe, expect, it } from '@jest/globals'
import type { Acme, ActionResult } from '../../sandbox/acme.ts'
import { everythingSaid, mergedPin, openAcme } from '../support/promotion-story.ts'

const TOKEN = 'ghs_workflow'

function basicOf(key: string): string {
  return Buffer.from(`api:${key}`).toString('base64')
}

/** No secret stands anywhere but in the commands that hide it, and those come before everything else. */
function expectSecret(acme: Acme, result: ActionResult, secrets: readonly string[]): void {
  const kept = JSON.stringify(acme.records())
  const said = `${everythingSaid(acme, result)}\n${kept}`
    .split('\n')
    .filter((line) => !line.startsWith('::add-mask::'))
    .join('\n')
  for (const secret of secrets) {
    expect({ secret, leaked: said.includes(secret) }).toEqual({ secret, leaked: false })
    expect(result.stdout).toContain(`::add-mask::${secret}\n`)
  }
  const lines = result.stdout.split('\n')
  expect(lines.findLastIndex((line) => line.startsWith('::add-mask::'))).toBeLessThan(
    lines.findIndex((line) => line !== '' && !line.startsWith('::add-mask::')),
  )
}

describe('API key, its Basic form and the GitHub token', () => {
  it.each([
    ['a promotion', {}],
    ['a dry run', { 'dry-run': 'true' }],
    ['a refusal', { 'report-version': 'research/training/support-llm-source:v3' }],
  ] as const)('are hidden in %s', async (_what, inputs) => {
    const { acme, promote } = await mergedPin()
    const key = acme.registry.keys.promoter
    expectSecret(acme, await promote({}, inputs), [key, basicOf(key), TOKEN])
  })

  it('are hidden when the key is wrong', async () => {
    const { acme, promote } = await mergedPin()
    const key = 'f00dfeed'.repeat(5)
    const result = await promote({ key: null }, { 'wandb-api-key': key })
    expect([result.exitCode, result.outputs['conclusion'], result.outputs['reason-codes']]).toEqual([
      1,
      'error',
      'wandb-access',
    ])
    expect(result.stdout).toContain('check `wandb-api-key`')
    expectSecret(acme, result, [key, basicOf(key), TOKEN])
  })

  it('are hidden when the key comes from the environment', async () => {
    const { acme, promote } = await mergedPin()
    const key = acme.registry.keys.promoter
    const result = await promote({ key: null, env: { WANDB_API_KEY: ` ${key}\n` } })
    expect(result.outputs['conclusion']).toBe('applied')
    expectSecret(acme, result, [key, basicOf(key), TOKEN])
  })

  it.each(['GateRead', 'GateOpenRecord', 'GateMoveAlias', 'GateCloseRecord'])(
    'are hidden when W&B echoes them: %s',
    async (operation) => {
      const { acme, promote } = await mergedPin()
      const key = acme.registry.keys.promoter
      const body = { error: `no: ${key} ${basicOf(key)} ${encodeURIComponent(basicOf(key))} ${TOKEN}` }
      acme.wandb.faults.add({ match: { operation }, action: { status: 400, body } })
      const result = await promote()
      expect(result.exitCode).toBe(1)
      expect(result.stdout).toContain('***')
      expectSecret(acme, result, [key, basicOf(key), TOKEN])
    },
  )

  it('are hidden when the key is malformed', async () => {
    const acme = await openAcme()
    const pushed = acme.merge(acme.proposePin('v12'))
    const result = await acme.pushEvent(pushed, { 'wandb-api-key': 'short-but-secret' }, { key: null })
    expect([result.exitCode, result.outputs['reason-codes']]).toEqual([1, 'invalid-input'])
    expectSecret(acme, result, ['short-but-secret', TOKEN])
  })

  it('are hidden when the registry cannot be reached', async () => {
    const { acme, promote } = await mergedPin()
    const key = acme.registry.keys.promoter
    const result = await promote({}, { 'wandb-base-url': `${acme.wandb.url}/nowhere` })
    expect([result.exitCode, result.outputs['reason-codes']]).toEqual([1, 'wandb-access'])
    expectSecret(acme, result, [key, basicOf(key), TOKEN])
  })

  it('are hidden when GitHub echoes them', async () => {
    const { acme, promote } = await mergedPin()
    const key = acme.registry.keys.promoter
    acme.github.faults.add({
      match: { rest: 'POST /comments$' },
      action: { kind: 'answer', status: 403, body: { message: `no: ${TOKEN} ${key}` } },
    })
    const result = await promote()
    expect(result.outputs['conclusion']).toBe('applied')
    expectSecret(acme, result, [key, basicOf(key), TOKEN])
  })
})
