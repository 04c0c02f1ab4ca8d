import { createHash } from 'node:crypto'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from '@jest/globals'
import { Ajv2020 } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import { type Acme, type AcmeOptions, GATES, REPOSITORY } from '../../sandbox/acme.ts'
import { setJobClaims } from '../../sandbox/github/oidc.ts'
import { repoNamed } from '../../sandbox/github/seed.ts'
import { read } from '../meta/repository.ts'
import { BROKEN, type Merged, mergedPin, wandbLog } from '../support/promotion-story.ts'

const ATTESTED = GATES.replace('        keep_previous:', '        attest: true\n        keep_previous:')
const PERMISSIONS = { contents: 'read', pull_requests: 'write', actions: 'read', attestations: 'write' } as const
const SIGSTORE = fileURLToPath(new URL('../support/sigstore-services.mjs', import.meta.url))
const PREDICATE = 'https://github.com/model-promotion-gate/model-promotion-gate/attestations/promotion/v1'

/** A merged pin, and the environment of a job with `id-token: write` in which Sigstore is the mock. */
async function attested(options: AcmeOptions = {}): Promise<Merged & { readonly more: ReturnType<typeof signing> }> {
  const merged = await mergedPin({ gates: ATTESTED, permissions: PERMISSIONS, ...options })
  return { ...merged, more: signing(merged.acme) }
}

function signing({ github }: Acme) {
  const { requestUrl, requestToken } = github.oidc
  setJobClaims(github, requestToken, { repository: REPOSITORY, ref: 'refs/heads/main' })
  return {
    // The service's hosts follow from this one.
    variables: { GITHUB_SERVER_URL: 'https://github.com' },
    env: {
      ACTIONS_ID_TOKEN_REQUEST_URL: requestUrl,
      ACTIONS_ID_TOKEN_REQUEST_TOKEN: requestToken,
      NODE_OPTIONS: `--import=${SIGSTORE}`,
    },
  }
}

function stored({ github }: Acme) {
  return repoNamed(github, REPOSITORY).attestations.map((attestation) => {
    const { dsseEnvelope, verificationMaterial } = attestation.bundle as {
      readonly dsseEnvelope: { readonly payload: string }
      readonly verificationMaterial: Readonly<Record<string, unknown>>
    }
    const statement = JSON.parse(Buffer.from(dsseEnvelope.payload, 'base64').toString())
    return { ...attestation, statement, verificationMaterial }
  })
}

function warnings(result: { readonly result: Readonly<Record<string, unknown>> }): readonly string[] {
  const [promotion] = result.result['promotions'] as readonly { readonly notes: readonly { readonly text: string }[] }[]
  return promotion?.notes.map(({ text }) => text) ?? []
}

describe('a stage with `attest: true`', () => {
  it('gets a signed statement about each move, stored for the manifest of the version', async () => {
    const { acme, number, promote, more } = await attested()
    const result = await promote(more)
    expect([result.stderr, result.exitCode, result.outputs['conclusion']]).toEqual(['', 0, 'applied'])
    const [attestation] = stored(acme)
    const { statement } = attestation ?? { statement: {} }
    const { predicate } = statement
    expect(statement).toMatchObject({
      _type: 'https://in-toto.io/Statement/v1',
      predicateType: PREDICATE,
      subject: [
        {
          name: 'acme/wandb-registry-model/support-llm:v12',
          digest: { sha256: createHash('sha256').update(predicate.manifest).digest('hex') },
        },
      ],
    })
    const version = acme.registry.versions[12]?.artifact
    expect(JSON.parse(predicate.manifest)).toMatchObject({
      artifactId: version?.id,
      digest: version?.digest,
      digests: expect.stringContaining('MD5'),
      files: version?.entries.map(({ path, size, digest }) => ({ path, size, md5: digest })),
    })
    const summary = acme.records()[0]?.summary
    expect(predicate).toMatchObject({
      operation: 'promote',
      stage: 'production',
      from: { version: 'v11' },
      to: { version: 'v12', artifactId: version?.id },
      record: { sha256: summary?.['record_sha256'], sequence: 1 },
      // The report of this company names no version, which its gate config only warns of.
      verdict: { status: 'warn', checks: expect.arrayContaining([expect.objectContaining({ kind: 'approvals' })]) },
      approvals: [{ role: 'model steward', counted: [{ login: 'ana', pullRequest: number }] }],
    })
    const url = `https://github.com/${REPOSITORY}/attestations/${attestation?.id}`
    expect(summary).toMatchObject({
      conclusion: 'applied',
      attestation_id: String(attestation?.id),
      attestation_url: url,
    })
    expect(result.result['promotions']).toMatchObject([{ attestation: { id: String(attestation?.id), url } }])
    expect(acme.comments(number)[0]).toContain(url)
    expect(attestation?.verificationMaterial['tlogEntries']).toBeUndefined()
  })

  it('writes a statement of the published form', async () => {
    const { acme, promote, more } = await attested()
    await promote(more)
    const ajv = new Ajv2020({ strict: true })
    addFormats.default(ajv)
    const isValid = ajv.compile(JSON.parse(read('schemas/promotion-attestation.schema.json')))
    const predicate = stored(acme)[0]?.statement.predicate
    isValid(predicate)
    expect(isValid.errors ?? []).toEqual([])
    expect(isValid({ ...predicate, manifest: undefined })).toBe(false)
  })

  it('asks for it after the record is closed: one request to W&B for the contents, one for the link', async () => {
    const { acme, promote, more } = await attested()
    await promote(more)
    const log = wandbLog(acme)
    expect(log.slice(-2)).toEqual(['GateVersionContents', 'GateWriteSummary'])
    expect(log.indexOf('GateCloseRecord')).toBeLessThan(log.length - 2)
  })

  it('uses the public log for a public repository', async () => {
    const { acme, promote, more } = await attested()
    repoNamed(acme.github, REPOSITORY).visibility = 'public'
    const result = await promote(more)
    expect(result.outputs['conclusion']).toBe('applied')
    expect(stored(acme)[0]?.verificationMaterial['tlogEntries']).toHaveLength(1)
  })
})

describe('what keeps a move from being attested is a warning, and changes nothing', () => {
  it.each<[string, (given: Awaited<ReturnType<typeof attested>>) => Parameters<Merged['promote']>[0], RegExp]>([
    ['no `id-token: write`', () => ({}), /not attested: .*identity token.*`id-token: write`/],
    [
      'no `attestations: write`',
      ({ acme, more }) => {
        const [token] = Object.values(acme.github.state.tokens)
        delete token?.permissions['attestations']
        return more
      },
      /not attested: .*answered 403.*`attestations: write`/,
    ],
    [
      'an identity token that GitHub refuses',
      ({ more }) => ({ ...more, env: { ...more.env, ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'of another job' } }),
      /not attested: The statement could not be signed: .+/,
    ],
    [
      'a registry that fails',
      ({ acme, more }) => {
        acme.wandb.faults.add({ match: { operation: 'GateVersionContents' }, action: BROKEN })
        return more
      },
      /not attested: /,
    ],
  ])('%s', async (_, change, said) => {
    const given = await attested()
    const result = await given.promote(change(given))
    expect([result.exitCode, result.outputs['conclusion'], given.acme.holder('production')]).toEqual([
      0,
      'applied',
      'v12',
    ])
    expect(warnings(result).filter((text) => said.test(text))).toHaveLength(1)
    expect(stored(given.acme)).toEqual([])
    expect(given.acme.records()[0]?.summary['attestation_id']).toBeUndefined()
  })
})

describe('verify', () => {
  const VERIFY = { operation: 'verify', model: 'support-llm', stage: 'production', version: 'v12' }

  async function promoted(): Promise<Acme> {
    const { acme, promote, more } = await attested()
    await promote(more)
    return acme
  }

  it('finds the statement by the version as it is now', async () => {
    const acme = await promoted()
    const result = await acme.dispatch(VERIFY)
    expect([result.exitCode, result.outputs['conclusion']]).toEqual([0, 'no-change'])
    expect(result.result['listings']).toMatchObject([{ data: { stages: [{ attestation: 'attested' }] } }])
  })

  it('fails when the record was altered and hashed anew', async () => {
    const acme = await promoted()
    const run = acme.registry.state.runs.find(({ summary }) => summary['record_sha256'] !== undefined)
    const held = run?.config['record'] as { value: string }
    held.value = held.value.replace('"ana"', '"eve"')
    if (run !== undefined) run.summary['record_sha256'] = createHash('sha256').update(held.value).digest('hex')
    const result = await acme.dispatch(VERIFY)
    expect([result.exitCode, result.outputs['reason-codes']]).toEqual([1, 'record-not-intact'])
  })

  it.each<[string, (acme: Acme) => void]>([
    ['the statement was deleted', (acme) => repoNamed(acme.github, REPOSITORY).attestations.splice(0)],
    [
      'a file of the version is another one',
      (acme) => {
        const artifact = acme.registry.versions[12]?.artifact
        const digest = createHash('md5').update('other').digest('base64')
        if (artifact !== undefined) artifact.entries = artifact.entries.map((entry) => ({ ...entry, digest }))
      },
    ],
  ])('fails when %s', async (_, change) => {
    const acme = await promoted()
    change(acme)
    const result = await acme.dispatch(VERIFY)
    expect([result.exitCode, result.outputs['reason-codes']]).toEqual([1, 'attestation-missing'])
  })

  it('does not pass when it may not read attestations, and says which permission is missing', async () => {
    const acme = await promoted()
    const [token] = Object.values(acme.github.state.tokens)
    delete token?.permissions['attestations']
    const result = await acme.dispatch(VERIFY)
    expect([result.exitCode, result.outputs['reason-codes']]).toEqual([1, 'github-access'])
    expect(result.stdout).toContain('`attestations: read`')
  })
})
