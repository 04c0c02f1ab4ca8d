import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from '@jest/globals'
import { type Acme, type ActionResult, GATES } from '../../sandbox/acme.ts'
import { addVersion } from '../../sandbox/wandb/seed.ts'
import { parseGateConfig } from '../../src/config/parse-gate-config.ts'
import { ConfigError } from '../../src/errors.ts'
import { everythingSaid, mergedPin, mergePin, openAcme } from '../support/promotion-story.ts'
import { guard } from './attack.ts'

const TOKEN = 'ghs_workflow'

const listening: Server[] = []

afterEach(() => {
  for (const server of listening.splice(0)) {
    server.close()
    server.closeAllConnections()
  }
})

/** Starts a server that the test's end closes; returns its host and port. */
async function listen(server: Server): Promise<string> {
  listening.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return `127.0.0.1:${(server.address() as AddressInfo).port}`
}

function formsOf(key: string): readonly string[] {
  const basic = Buffer.from(`api:${key}`).toString('base64')
  return [key, basic, encodeURIComponent(basic)]
}

/** Where a secret stands although nobody may see it there. */
function leaks(acme: Acme, run: ActionResult, key: string): readonly string[] {
  const said = `${everythingSaid(acme, run)}\n${JSON.stringify(acme.records())}`
  const shown = said.split('\n').filter((line) => !line.startsWith('::add-mask::'))
  return shown.filter((line) => [...formsOf(key), TOKEN].some((secret) => line.includes(secret)))
}

describe('the key', () => {
  it.each([
    ['GateRead', 400],
    ['GateMoveAlias', 400],
    ['GateCloseRecord', 403],
  ])('threat 31: is nowhere to be read when %s echoes it with status %i', async (operation, status) => {
    const { acme, promote } = await mergedPin()
    const key = acme.registry.keys.promoter
    acme.wandb.faults.add({
      match: { operation },
      action: { status, body: { error: `no: ${formsOf(key).join(' ')} ${TOKEN}` } },
    })
    const run = await promote({ variables: { ACTIONS_STEP_DEBUG: 'true', RUNNER_DEBUG: '1' } })
    expect([run.exitCode, leaks(acme, run, key)]).toEqual([1, []])
    expect(run.stdout).toContain('***')
    for (const secret of formsOf(key).slice(0, 2)) expect(run.stdout).toContain(`::add-mask::${secret}\n`)
  })

  it('threat 31: a password in the address of a proxy is not shown', async () => {
    const { acme, promote } = await mergedPin()
    const server = createServer((_request, response) => response.writeHead(407).end('who are you?'))
    server.on('connect', (_request, socket) => socket.end('HTTP/1.1 407 Proxy Authentication Required\r\n\r\n'))
    const proxy = `http://proxy:hunter2hunter2@${await listen(server)}`
    const stopped = guard(acme)
    const run = await promote({ env: { HTTP_PROXY: proxy, http_proxy: proxy, HTTPS_PROXY: proxy, https_proxy: proxy } })
    stopped(run, { conclusion: 'error', exit: 1, said: /407|proxy/ })
    expect(everythingSaid(acme, run)).not.toContain('hunter2hunter2')
  })

  it.each([
    'https://user:pass@api.wandb.ai',
    'http://api.wandb.ai',
    'https://wandb.ai',
    'ftp://api.wandb.ai',
    'https://api.wandb.ai/?x=1',
    'api.wandb.ai',
  ])('threat 33: the address %s is refused before the key goes anywhere', async (address) => {
    const { acme, promote } = await mergedPin()
    const stopped = guard(acme)
    const run = await promote({}, { 'wandb-base-url': address })
    stopped(run, { conclusion: 'error', exit: 1, reasons: ['invalid-input'], said: 'wandb-base-url' })
    expect([acme.wandb.requests, leaks(acme, run, acme.registry.keys.promoter)]).toEqual([[], []])
  })

  it('threat 33: no file of the repository says where the key is sent to', () => {
    for (const key of ['wandb_base_url', 'wandb-base-url', 'base_url', 'host'])
      expect(() => parseGateConfig(`${key}: https://evil.example\n${GATES}`, 'gates.yml')).toThrow(ConfigError)
  })

  it('threat 33: the key does not follow a redirect to another host', async () => {
    const { acme, promote } = await mergedPin()
    const seen: (string | undefined)[] = []
    const elsewhere = createServer((request, response) => {
      seen.push(request.headers.authorization)
      response.end('{}')
    })
    const location = `http://${await listen(elsewhere)}/graphql`
    acme.wandb.faults.add({
      match: { operation: 'GateRead' },
      action: { status: 307, headers: { location } },
      times: 20,
    })
    const stopped = guard(acme)
    const run = await promote()
    acme.wandb.faults.clear()
    stopped(run, { conclusion: 'error', exit: 1, reasons: ['wandb-unavailable'], said: 'redirects' })
    expect(seen).toEqual([])
  })
})

describe('addresses that others choose', () => {
  const REPORT = 'wandb-artifact:research/training/evaluation:v0#q.json'

  it.each([
    'http://169.254.169.254/latest/meta-data/iam/security-credentials/',
    'http://2852039166/latest/meta-data/',
    'http://[fe80::1]/',
    'http://metadata.google.internal/computeMetadata/v1/',
    'file:///etc/passwd',
    'gopher://127.0.0.1:6379/_x',
    '//169.254.169.254/latest/',
  ])('threat 32: a reference in an artifact to %s is not fetched', async (directUrl) => {
    const acme = await openAcme()
    addVersion(acme.registry.state, acme.registry.source, {
      name: 'evaluation',
      type: 'evaluation',
      files: { 'q.json': '{}' },
    })
    const file = { name: 'q.json', directUrl, sizeBytes: 2, md5: null }
    const artifactMembership = { artifact: { id: 'a', state: 'COMMITTED' }, files: { edges: [{ node: file }] } }
    const data = { viewer: { id: 'u' }, project: { name: 'p', artifactCollection: { name: 'c', artifactMembership } } }
    acme.wandb.faults.add({ match: { operation: 'GateEvidenceFile' }, action: { json: { data } } })
    const { promote } = mergePin(acme, 'v12')
    const stopped = guard(acme)
    const run = await promote({}, { report: REPORT })
    stopped(run, {
      conclusion: 'error',
      exit: 1,
      including: ['wandb-unavailable'],
      said: 'no usable address for q.json',
    })
  })

  it('threat 32: neither config nor pins nor report can name an address to ask', async () => {
    for (const path of ['https://evil.example/q.json', 'http://169.254.169.254/', 'file:///etc/passwd']) {
      const acme = await openAcme({ gates: GATES.replace('path: eval/quality.json', `path: ${JSON.stringify(path)}`) })
      const { promote } = mergePin(acme, 'v12')
      guard(acme)(await promote(), { conclusion: 'error', exit: 1, reasons: ['config-invalid'], said: 'gates.yml:8' })
      const other = await mergedPin()
      const run = await other.promote({}, { report: `quality=${path}` })
      guard(other.acme)(run, { conclusion: 'error', exit: 1, reasons: ['invalid-input'], said: 'report' })
      expect(other.acme.holder('production')).toBe('v11')
    }
  })
})

describe('what is left behind', () => {
  it('threat 43: nothing of ours stays in workspace, home or temporary folder, and the result is for one user', async () => {
    const home = mkdtempSync(join(tmpdir(), 'home-'))
    const temp = mkdtempSync(join(tmpdir(), 'left-'))
    const { acme, promote } = await mergedPin()
    const before = readdirSync(acme.workspace, { recursive: true }).map(String).toSorted()
    const env = { HOME: home, TMPDIR: temp, XDG_CACHE_HOME: home, WANDB_DIR: home }
    const run = await promote({ env, variables: { RUNNER_TEMP: temp } })
    expect(run.outputs['conclusion']).toBe('applied')
    expect(readdirSync(acme.workspace, { recursive: true }).map(String).toSorted()).toEqual(before)
    expect(readdirSync(home)).toEqual([])
    const left = readdirSync(temp, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
    expect(left.length).toBeGreaterThan(0)
    for (const entry of left) {
      const path = join(entry.parentPath, entry.name)
      expect([path, statSync(path).mode & 0o077]).toEqual([path, 0])
      const text = readFileSync(path, 'utf8')
      for (const secret of [...formsOf(acme.registry.keys.promoter), TOKEN]) expect(text).not.toContain(secret)
    }
    for (const folder of [home, temp]) rmSync(folder, { recursive: true })
  })
})
