import { createServer, request as forward } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { describe, expect, it } from '@jest/globals'
import type { Acme, ActionRun } from '../../sandbox/acme.ts'
import { setJobClaims } from '../../sandbox/github/oidc.ts'
import { everythingSaid, mergedPin, story } from '../support/promotion-story.ts'

const SUBJECT = 'repo:acme/models:environment:production'

describe('a W&B server below a path', () => {
  it('is asked below it, and linked below it', async () => {
    const { acme, number, promote } = await mergedPin({ wandb: { basePath: '/tools/wandb' } })
    const result = await promote({}, { 'wandb-base-url': `${acme.wandb.url}/` })
    expect([result.exitCode, result.outputs['conclusion'], acme.holder('production')]).toEqual([0, 'applied', 'v12'])
    expect(result.outputs['record-url']).toMatch(
      /^http:\/\/127\.0\.0\.1:\d+\/tools\/wandb\/ml-governance\/model-promotions\/runs\//,
    )
    expect(acme.comments(number)[0]).toContain(`${acme.wandb.url}/`)
    expect(acme.wandb.requests.filter((request) => request.status !== 200)).toEqual([])
  })
})

describe('GitHub Enterprise Server', () => {
  it('is asked under /api/v3 and /api/graphql', async () => {
    const { acme, number, promote } = await mergedPin({ github: { enterprise: true } })
    const result = await promote()
    expect([result.exitCode, result.outputs['conclusion'], acme.comments(number).length]).toEqual([0, 'applied', 1])
    expect([acme.github.apiUrl.endsWith('/api/v3'), acme.github.graphqlUrl.endsWith('/api/graphql')]).toEqual([
      true,
      true,
    ])
    expect(acme.github.requests.filter((request) => request.operation === 'unknown')).toEqual([])
  })
})

/** Lets W&B trust the sandbox's GitHub, and gives the job the right to ask for tokens. */
function federated(acme: Acme, environment = 'production'): Partial<ActionRun> {
  const { issuer, requestUrl, requestToken } = acme.github.oidc
  acme.registry.state.organizations[0]?.issuers.push(issuer)
  setJobClaims(acme.github, requestToken, { repository: 'acme/models', environment })
  return { key: null, env: { ACTIONS_ID_TOKEN_REQUEST_URL: requestUrl, ACTIONS_ID_TOKEN_REQUEST_TOKEN: requestToken } }
}

const exchanges = (acme: Acme) => acme.wandb.requests.filter((request) => request.path === '/oidc/token')

describe('GitHub identity instead of a key', () => {
  it('promotes with one exchange, and no token is seen', async () => {
    const { acme, promote } = await mergedPin({ subject: SUBJECT })
    const result = await promote(federated(acme), { 'wandb-audience': 'Acme' })
    expect([result.exitCode, result.outputs['conclusion'], story(acme)]).toEqual([0, 'applied', ['applied v12']])
    expect(exchanges(acme).map((request) => request.status)).toEqual([200])
    const asked = acme.wandb.requests.filter((request) => request.path !== '/oidc/token')
    const isStorage = ({ path }: (typeof asked)[number]) => path.startsWith('/storage/')
    const proofs = (each: typeof asked) => new Set(each.map(({ headers }) => headers['authorization']))
    expect(proofs(asked.filter((each) => !isStorage(each)))).toEqual(new Set(['Bearer']))
    expect(proofs(asked.filter(isStorage))).toEqual(new Set([undefined]))
    const token = acme.registry.state.tokens[0]?.token ?? ''
    const said = everythingSaid(acme, result).split('\n')
    expect([token.startsWith('wb_at_'), said.filter((line) => line.includes(token))]).toEqual([
      true,
      [`::add-mask::${token}`],
    ])
    // Identity tokens begin with the Base64 of `{"`.
    expect(said.filter((line) => line.includes('eyJ') && !line.startsWith('::add-mask::'))).toEqual([])
  })

  it('exchanges a new identity token when W&B knows the first one', async () => {
    const { acme, promote } = await mergedPin({ subject: SUBJECT })
    acme.wandb.faults.add({
      match: { path: '/oidc/token' },
      action: {
        status: 400,
        body: { error: 'jti_known', error_description: 'The jti was already used.' },
        execute: true,
      },
    })
    const result = await promote(federated(acme), { 'wandb-audience': 'Acme' })
    expect([result.exitCode, result.outputs['conclusion'], exchanges(acme).map((request) => request.status)]).toEqual([
      0,
      'applied',
      [400, 200],
    ])
  })

  it('gives up when W&B knows the second one too', async () => {
    const { acme, promote } = await mergedPin({ subject: SUBJECT })
    acme.wandb.faults.add({
      match: { path: '/oidc/token' },
      action: { status: 400, body: { error: 'jti_known' } },
      times: 2,
    })
    const result = await promote(federated(acme), { 'wandb-audience': 'Acme' })
    expect([result.exitCode, result.outputs['reason-codes'], exchanges(acme).length]).toEqual([1, 'wandb-access', 2])
    expect([acme.holder('production'), acme.records()]).toEqual(['v11', []])
  })

  it.each([
    ['another environment', 'staging', 'Acme', `sub=\\"repo:acme/models:environment:staging\\"`],
    ['another organisation', 'production', 'Other', 'aud=\\"Other\\"'],
  ])(
    'shows the claims, and nothing else of the token, when W&B refuses it: %s',
    async (_what, environment, audience, shown) => {
      const { acme, promote } = await mergedPin({ subject: SUBJECT })
      const result = await promote(federated(acme, environment), { 'wandb-audience': audience })
      expect([result.exitCode, result.outputs['conclusion'], result.outputs['reason-codes']]).toEqual([
        1,
        'error',
        'wandb-access',
      ])
      const said = everythingSaid(acme, result).split('\n')
      expect(result.outputs['result']).toContain(shown)
      expect(said.join('\n')).toContain(acme.github.oidc.issuer)
      expect(said.filter((line) => line.includes('eyJ') && !line.startsWith('::add-mask::'))).toEqual([])
      expect(exchanges(acme)).toHaveLength(1)
    },
  )

  it('prefers the key when there is one', async () => {
    const { acme, promote } = await mergedPin({ subject: SUBJECT })
    const { env } = federated(acme)
    const result = await promote(env === undefined ? {} : { env }, { 'wandb-audience': 'Acme' })
    expect([result.outputs['conclusion'], exchanges(acme).length]).toEqual(['applied', 0])
  })

  it('without either says what to set', async () => {
    const { acme, promote } = await mergedPin()
    const result = await promote({ key: null })
    expect([result.exitCode, result.outputs['conclusion'], result.outputs['reason-codes']]).toEqual([
      1,
      'error',
      'no-credentials',
    ])
    expect(result.stdout).toContain('wandb-audience')
    expect(acme.wandb.requests).toEqual([])
  })
})

interface Proxy {
  readonly url: string
  /** Hosts that it was asked to reach. */
  readonly hosts: Set<string>
  close(): void
}

/** A proxy that forwards, by CONNECT or by absolute address; `refuse`: it answers 403 to every CONNECT. */
async function startProxy(refuse = false): Promise<Proxy> {
  const hosts = new Set<string>()
  // A refusal takes its time, so that nothing else is under way when it comes.
  const server = createServer((incoming, outgoing) => {
    const url = new URL(incoming.url ?? '')
    hosts.add(url.host)
    const onward = forward(url, { method: incoming.method ?? 'GET', headers: incoming.headers }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers)
      answer.pipe(outgoing)
    })
    incoming.pipe(onward)
  })
  server.on('connect', (incoming, socket, head) => {
    const [host = '', port = '443'] = (incoming.url ?? '').split(':')
    hosts.add(incoming.url ?? '')
    if (refuse) return void setTimeout(() => socket.end('HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n'), 500)
    const onward = connect(Number(port), host, () => {
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n')
      onward.write(head)
      onward.pipe(socket)
      socket.pipe(onward)
    })
    onward.on('error', () => socket.destroy())
    socket.on('error', () => onward.destroy())
  })
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    hosts,
    close: () => {
      server.close()
      server.closeAllConnections()
    },
  }
}

describe('a proxy', () => {
  it('carries everything, and nothing goes past it', async () => {
    const { acme, promote } = await mergedPin()
    const proxy = await startProxy()
    try {
      const result = await promote({ env: { HTTP_PROXY: proxy.url } })
      expect([result.exitCode, result.outputs['conclusion']]).toEqual([0, 'applied'])
      const storage = acme.wandb.requests.find(({ method }) => method === 'PUT')?.headers['host']
      expect(proxy.hosts).toEqual(new Set([new URL(acme.wandb.url).host, new URL(acme.github.apiUrl).host, storage]))
    } finally {
      proxy.close()
    }
  })

  it('is left out for the hosts of NO_PROXY', async () => {
    const { promote } = await mergedPin()
    const proxy = await startProxy()
    try {
      const result = await promote({ env: { http_proxy: proxy.url, no_proxy: '127.0.0.1' } })
      expect([result.outputs['conclusion'], proxy.hosts]).toEqual(['applied', new Set()])
    } finally {
      proxy.close()
    }
  })

  it('of HTTPS_PROXY is asked for https addresses only; its refusal is told', async () => {
    const { acme, promote } = await mergedPin()
    const proxy = await startProxy(true)
    try {
      const result = await promote(
        { env: { HTTPS_PROXY: proxy.url } },
        { 'wandb-base-url': 'https://wandb.example.com' },
      )
      expect([result.exitCode, result.outputs['reason-codes']]).toEqual([1, 'wandb-unavailable'])
      expect([...proxy.hosts]).toEqual(['wandb.example.com:443'])
      expect([acme.holder('production'), acme.github.requests.length > 0]).toEqual(['v11', true])
    } finally {
      proxy.close()
    }
  })
})
