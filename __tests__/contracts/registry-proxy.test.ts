import { createServer, request as forward, type Server } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { createWandbRegistry } from '../../src/registry/wandb-registry.ts'
import { type SandboxWorld, sandboxWorld } from '../support/registry-worlds.ts'

const TARGET = {
  registry: { entity: 'acme', project: 'wandb-registry-model' },
  collection: 'support-llm',
  alias: 'production',
}

describe('through a proxy', () => {
  let world: SandboxWorld
  let proxy: Server
  let address: string
  let seen: string[]
  let refuse: boolean
  beforeEach(async () => {
    world = await sandboxWorld()
    seen = []
    refuse = false
    proxy = startProxy(
      (line) => seen.push(line),
      () => refuse,
    )
    await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve))
    address = `http://bob:hunter22@127.0.0.1:${(proxy.address() as AddressInfo).port}`
  })
  afterEach(async () => {
    await world.close()
    proxy.closeAllConnections()
    await new Promise((resolve) => proxy.close(resolve))
  })

  const registry = (environment: Record<string, string>) =>
    createWandbRegistry({ ...world.connect(world.world.keys.promoter, { environment }), app: '', warn: () => {} })

  it.each(['http_proxy', 'HTTP_PROXY'])('obeys %s', async (name) => {
    expect((await registry({ [name]: address }).holder(TARGET))?.version).toBe('v0')
    expect(seen.length).toBeGreaterThan(0)
  })

  it('obeys NO_PROXY', async () => {
    await registry({ HTTP_PROXY: address, NO_PROXY: '127.0.0.1' }).holder(TARGET)
    expect(seen).toEqual([])
  })

  it('opens a tunnel for https, and says when it is refused', async () => {
    refuse = true
    const connection = {
      ...world.connect(world.world.keys.promoter, { environment: { HTTPS_PROXY: address } }),
      base: 'https://api.wandb.test',
    }
    const error: unknown = await createWandbRegistry({ ...connection, app: '', warn: () => {} })
      .holder(TARGET)
      .catch((thrown: unknown) => thrown)
    expect(seen).toEqual(['CONNECT api.wandb.test:443'])
    expect(error).toMatchObject({
      attempts: 1,
      message: expect.stringContaining('the proxy refused the connection with status 407'),
    })
  })

  it("says when the proxy refuses, without the proxy's password", async () => {
    refuse = true
    const error = await registry({ HTTP_PROXY: address })
      .holder(TARGET)
      .catch((thrown: unknown) => thrown)
    expect(error).toMatchObject({
      code: 'wandb-unavailable',
      attempts: 1,
      ambiguous: false,
      hint: expect.stringContaining('HTTPS_PROXY'),
    })
    expect(`${error instanceof Error ? error.message + String(error.cause) : ''}`).not.toContain('hunter22')
  })
})

/** Forwards plain requests and tunnels, or refuses both with 407. */
function startProxy(log: (line: string) => void, refuses: () => boolean): Server {
  const server = createServer((incoming, outgoing) => {
    log(`${incoming.method} ${incoming.url}`)
    if (refuses()) {
      outgoing.writeHead(407).end()
      return
    }
    const onward = forward(incoming.url ?? '', { method: incoming.method, headers: incoming.headers }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers)
      answer.pipe(outgoing)
    })
    incoming.pipe(onward)
  })
  server.on('connect', (incoming, socket) => {
    log(`CONNECT ${incoming.url}`)
    if (refuses()) {
      socket.end('HTTP/1.1 407 Proxy Authentication Required\r\n\r\n')
      return
    }
    const [host = '', port = ''] = (incoming.url ?? '').split(':')
    const onward = connect(Number(port), host, () => {
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n')
      onward.pipe(socket)
      socket.pipe(onward)
    })
    onward.on('error', () => socket.destroy())
    socket.on('error', () => onward.destroy())
  })
  return server
}
