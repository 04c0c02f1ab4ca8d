import { spawnSync } from 'node:child_process'
import { createHash, generateKeyPairSync } from 'node:crypto'
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from '@jest/globals'
import { type Acme, type ActionResult, GATES, lmEvalReport } from '../../sandbox/acme.ts'
import { publicKeyOf } from '../../src/promotion/record-trust.ts'
import { ROOT } from '../meta/repository.ts'
import { besideLog, configValue, mergedPin, mergePin, openAcme, story, wandbLog } from '../support/promotion-story.ts'
import { expectOutcome } from './expectations.ts'

const PEM = generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
const KEY = publicKeyOf(PEM)
const ASK = { operation: 'history', model: 'support-llm', stage: 'production' }
const BESIDE = ['GateCreateFiles', 'GateMarkFiles', 'PUT gate-config.yml', 'PUT model-pins.yml', 'PUT quality.json']

/** Production went from v0 to v1 and v2 by signed records. */
async function signedReleases(): Promise<Acme> {
  const acme = await openAcme({
    aliases: [['production'], [], ['staging', 'candidate']],
    pins: 'support-llm: { production: v0 }\n',
    gates: GATES.replace('models:', `record_keys: ["${KEY}"]\nmodels:`),
  })
  for (const [index, version] of ['v1', 'v2'].entries()) {
    acme.moveByHand('staging', version)
    acme.write('eval/quality.json', lmEvalReport('arc_easy', 0.7 + index / 100))
    const result = await mergePin(acme, version).promote({}, { 'record-signing-key': PEM })
    expectOutcome(result, { conclusion: 'applied', exit: 0 })
  }
  return acme
}

interface Pack {
  readonly file: string
  readonly page: string
  readonly content: { record: { record: string; sha256: string }; evidence: { base64: string; state: string }[] }
}

/** Asks for the pack with the planner's key, which may not write anything. */
async function packOf(acme: Acme, inputs: Readonly<Record<string, string>>): Promise<Pack & { result: ActionResult }> {
  const result = await acme.dispatch({ ...ASK, ...inputs }, { key: 'planner', env: { RUNNER_TEMP: acme.workspace } })
  expectOutcome(result, { conclusion: 'no-change', exit: 0 })
  const listings = result.result['listings'] as readonly { data: { pack: { json: string; html: string } } }[]
  const place = listings[0]?.data.pack
  if (place === undefined) throw new Error(result.stdout)
  expect(result.stdout).toContain(place.json)
  return { file: place.json, page: place.html, content: JSON.parse(readFileSync(place.json, 'utf8')), result }
}

function verify(file: string): { status: number | null; said: string } {
  const args = [join(ROOT, 'scripts/verify-record.mjs'), file, '--key', KEY]
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' })
  return { status, said: stdout + stderr }
}

describe('from a promotion to an evidence pack that anybody can check', () => {
  it('is accepted as it was made, and refused when it was edited', async () => {
    const acme = await signedReleases()
    const { file, page, content } = await packOf(acme, { version: 'v1' })
    const [first] = acme.records()
    expect(content.record).toMatchObject({
      record: configValue(first?.config ?? {}, 'record'),
      sha256: first?.summary['record_sha256'],
    })
    expect(Buffer.from(content.evidence[0]?.base64 ?? '', 'base64').toString()).toBe(lmEvalReport('arc_easy', 0.7))
    expect(file).toMatch(/\/evidence-pack-support-llm-production-[0-9a-f]{12}\.json$/)
    expect([statSync(file).mode & 0o777, statSync(page).mode & 0o777]).toEqual([0o600, 0o600])
    const accepted = verify(file)
    expect(accepted.said).toContain('evidence pack: all holds.')
    expect(accepted.said).toContain(`it is signed by ${KEY}`)
    expect(accepted.status).toBe(0)
    writeFileSync(file, readFileSync(file, 'utf8').replace('\\"applied\\"', '\\"adopted\\"'))
    expect(verify(file)).toMatchObject({ status: 1, said: expect.stringContaining('it was altered') })
  })

  it('has a page that shows what was judged, and loads nothing', async () => {
    const { page } = await packOf(await signedReleases(), { version: 'v2' })
    const text = readFileSync(page, 'utf8')
    for (const shown of ['support-llm production: v1 → v2', 'model steward', 'research/training/tickets:v0', KEY])
      expect(text).toContain(shown)
    expect(text).not.toMatch(/<script|<img|<link|@import|url\(/)
  })

  it('is the pack of what held the stage at a moment', async () => {
    const acme = await signedReleases()
    const { content } = await packOf(acme, { at: '2099-01-01' })
    expect(content.record.sha256).toBe(acme.records().at(-1)?.summary['record_sha256'])
  })

  it('is no pack where no record says that the version was there', async () => {
    const acme = await signedReleases()
    const result = await acme.dispatch({ ...ASK, version: 'v7' }, { env: { RUNNER_TEMP: acme.workspace } })
    expectOutcome(result, { conclusion: 'no-change', exit: 0 })
    expect(result.stdout).toContain('No record that counts says that v7 was put into production.')
    expect(readdirSync(acme.workspace).filter((name) => name.startsWith('evidence-pack'))).toEqual([])
  })

  it('is an error that can be understood where it cannot be written', async () => {
    const acme = await signedReleases()
    const folder = join(acme.workspace, 'nowhere')
    const result = await acme.dispatch({ ...ASK, version: 'v1' }, { env: { RUNNER_TEMP: folder } })
    expect([result.exitCode, result.outputs['conclusion']]).toEqual([1, 'error'])
    expect(result.stdout).toContain(`The evidence pack could not be written to ${folder}`)
  })
})

describe('what is put beside a record', () => {
  it('comes after the move and the close, without a credential for the storage, and is what was judged', async () => {
    const { acme, promote } = await mergedPin()
    const result = await promote()
    expectOutcome(result, { conclusion: 'applied', exit: 0 })
    expect(besideLog(acme).toSorted()).toEqual(BESIDE)
    const [beside, closed] = ['GateCreateFiles', 'GateCloseRecord'].map((name) =>
      acme.wandb.requests.findIndex(({ operationName }) => operationName === name),
    )
    expect(Number(beside)).toBeGreaterThan(Number(closed))
    const puts = acme.wandb.requests.filter(({ method }) => method === 'PUT')
    expect(puts.filter(({ headers }) => 'authorization' in headers)).toEqual([])
    const run = acme.registry.state.runs.find((each) => each.projectId === acme.registry.records.id)
    expect(run?.state).toBe('finished')
    const body = JSON.parse(String(configValue(run?.config ?? {}, 'record')))
    const stored = Object.entries(acme.registry.state.storage).filter(([key]) => key.endsWith('quality.json'))
    const hashes = stored.map(([, bytes]) => createHash('sha256').update(Buffer.from(bytes, 'base64')).digest('hex'))
    expect(hashes).toEqual([body.evidence[0].sha256])
  })

  it.each<[string, object, string]>([
    ['GateCreateFiles', { operation: 'GateCreateFiles' }, 'The evidence could not be put beside the record'],
    ['one PUT', { method: 'PUT', path: /quality/ }, 'evidence/quality/quality.json could not be put beside the record'],
    ['GateMarkFiles', { operation: 'GateMarkFiles' }, 'The evidence could not be put beside the record'],
  ])('warns and changes nothing when it fails: %s', async (_, match, message) => {
    const { acme, promote } = await mergedPin()
    acme.wandb.faults.add({ match, action: { status: 501, body: 'not today' } })
    const result = await promote()
    expectOutcome(result, { conclusion: 'applied', exit: 0 })
    expect(result.annotations.filter((each) => each.message.includes(message))).toHaveLength(1)
    expect([acme.holder('production'), story(acme)]).toEqual(['v12', ['applied v12']])
  })

  it.each([
    ['before', 'GateCreateFiles'],
    ['after', 'GateCreateFiles'],
    ['before', 'GateMarkFiles'],
    ['after', 'GateMarkFiles'],
  ] as const)('may be cut off, %s %s: the next attempt finds all done', async (when, operation) => {
    const { acme, promote } = await mergedPin()
    const process = { kill: (_: NodeJS.Signals) => undefined as unknown }
    acme.wandb.faults.add({ match: { operation }, action: { [when]: () => process.kill('SIGKILL') } as never })
    const crashed = await promote({
      onStart: (kill) => {
        process.kill = kill
      },
    })
    expect(crashed.signal).toBe('SIGKILL')
    expect([acme.holder('production'), story(acme)]).toEqual(['v12', ['applied v12']])
    const again = await promote({ rerunOf: crashed.runId })
    expectOutcome(again, { conclusion: 'no-change', exit: 0 })
  })

  it('is nothing on a pull request', async () => {
    const acme = await openAcme()
    const number = acme.proposePin('v12')
    acme.approve(number, 'ana')
    expect((await acme.pullRequestEvent(number)).outputs['conclusion']).toBe('planned')
    expect([besideLog(acme), new Set(wandbLog(acme))]).toEqual([[], new Set(['GateRead'])])
  })
})
