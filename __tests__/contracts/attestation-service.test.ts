import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { repoNamed } from '../../sandbox/github/seed.ts'
import { createAttestationService } from '../../src/github/attestations.ts'
import type { AttestationService, PromotionStatement } from '../../src/operations/attest-port.ts'
import { type GithubStage, githubStage, REPOSITORY, TOKEN } from '../support/github-stage.ts'

const SUBJECT = 'a'.repeat(64)
const TYPE = 'https://example.test/promotion/v1'

function bundleOf(payload: string) {
  return { dsseEnvelope: { payload: Buffer.from(payload).toString('base64') } }
}

function statement(more: Readonly<Record<string, unknown>> = {}): string {
  const subject = [
    { name: 'one', digest: { sha256: SUBJECT } },
    { name: 'two', digest: { sha512: 'b' } },
  ]
  return JSON.stringify({ subject, predicateType: TYPE, predicate: { any: 1 }, ...more })
}

describe('statements that GitHub keeps', () => {
  let stage: GithubStage
  let service: AttestationService
  beforeEach(async () => {
    stage = await githubStage()
    service = serviceOf(stage, false)
  })
  afterEach(() => stage.finish())

  function keep(payload: string): void {
    repoNamed(stage.sandbox, REPOSITORY).attestations.push({
      id: 1,
      bundle: bundleOf(payload),
      subjects: [`sha256:${SUBJECT}`],
      predicateType: TYPE,
      initiator: 'keeper',
    })
  }

  it('are found by subject and type, as they stand there', async () => {
    allow('read')
    keep(statement())
    expect(await service.find(SUBJECT, TYPE)).toEqual([
      { subjects: [SUBJECT], predicateType: TYPE, predicate: { any: 1 } },
    ])
    expect(await service.find(SUBJECT, 'https://example.test/other')).toEqual([])
    expect(await service.find('b'.repeat(64), TYPE)).toEqual([])
  })

  it.each([
    ['no JSON', 'nonsense'],
    ['no statement', '{}'],
    ['a subject without digests', statement({ subject: [{ name: 'one' }] })],
  ])('are not believed when one is %s', async (_, payload) => {
    allow('read')
    keep(payload)
    await expect(service.find(SUBJECT, TYPE)).rejects.toMatchObject({ code: 'github-unavailable' })
  })

  it('need `attestations: read`', async () => {
    const refused = service.find(SUBJECT, TYPE)
    await expect(refused).rejects.toMatchObject({
      code: 'github-access',
      hint: expect.stringContaining('`attestations: read`'),
    })
  })

  it('are not made without an identity token; nothing is sent', async () => {
    const before = stage.sandbox.requests.length
    const asked = service.attest({ subject: { name: 'x', sha256: SUBJECT } } as PromotionStatement)
    await expect(asked).rejects.toMatchObject({
      code: 'github-access',
      hint: expect.stringContaining('`id-token: write`'),
    })
    expect(stage.sandbox.requests.length).toBe(before)
  })

  function allow(access: 'read' | 'write'): void {
    const token = stage.sandbox.state.tokens[TOKEN]
    if (token !== undefined) token.permissions['attestations'] = access
  }
})

function serviceOf({ sandbox }: GithubStage, mayAskForTokens: boolean): AttestationService {
  const [owner = '', name = ''] = REPOSITORY.split('/')
  return createAttestationService({
    apiUrl: sandbox.apiUrl,
    graphqlUrl: sandbox.graphqlUrl,
    token: TOKEN,
    repository: { owner, name },
    workflowRunId: '1',
    serverUrl: 'https://github.com',
    mayAskForTokens,
  })
}
