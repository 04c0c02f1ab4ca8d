import { createServer, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { gzipSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { download } from '../../../src/http/download.ts'
import type { Http, HttpAnswer, HttpRequest } from '../../../src/http/request.ts'
import { createTransport, TooLargeError, type Transport } from '../../../src/http/transport.ts'

describe('transport', () => {
  let server: Server
  let transport: Transport
  let answer: (response: ServerResponse) => void
  beforeEach(async () => {
    server = createServer((_request, response) => answer(response))
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    transport = createTransport({})
  })
  afterEach(async () => {
    await transport.close()
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  })

  const send = (maxBytes: number) => {
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
    return transport.send({ url, method: 'GET', headers: {}, maxBytes, signal: new AbortController().signal })
  }

  it('reads up to the limit and not a byte more', async () => {
    answer = (response) => response.end('12345')
    expect(new TextDecoder().decode((await send(5)).body)).toBe('12345')
    await expect(send(4)).rejects.toBeInstanceOf(TooLargeError)
  })

  it('unpacks gzip, and holds the limit against what comes out', async () => {
    const bytes = gzipSync('a'.repeat(100_000))
    answer = (response) => response.writeHead(200, { 'Content-Encoding': 'gzip' }).end(bytes)
    expect((await send(100_000)).body).toHaveLength(100_000)
    await expect(send(99_999)).rejects.toBeInstanceOf(TooLargeError)
  })

  it('gives headers in lower case, repeated ones joined, and follows nothing', async () => {
    answer = (response) => response.writeHead(302, { Location: '/elsewhere', 'Set-Cookie': ['a=1', 'b=2'] }).end()
    expect(await send(10)).toMatchObject({ status: 302, headers: { location: '/elsewhere', 'set-cookie': 'a=1, b=2' } })
  })
})

describe('download', () => {
  const start = {
    service: 'wandb',
    what: 'download f',
    url: 'https://api.test/f',
    headers: { Authorization: 'Basic x', cookie: 'c', accept: 'a' },
  } as const

  function storage(hops: readonly (string | null)[]) {
    const seen: HttpRequest[] = []
    const http: Http = {
      async request(request) {
        const location = hops[seen.length] ?? null
        seen.push(request)
        const headers: Record<string, string> = location === null ? {} : { location }
        return {
          status: location === null ? 200 : 302,
          headers,
          body: new Uint8Array(),
          dateMs: 0,
          tries: 1,
          ambiguous: false,
        } satisfies HttpAnswer
      },
      secrets: () => [],
      close: async () => {},
    }
    return { http, seen }
  }

  it.each([
    ['within the origin', ['/g'], ['https://api.test/g'], true],
    ['to another host', ['https://store.test/g'], ['https://store.test/g'], false],
    ['to another port', ['https://api.test:8443/g'], ['https://api.test:8443/g'], false],
    [
      'away and back',
      ['https://store.test/g', 'https://api.test/h'],
      ['https://store.test/g', 'https://api.test/h'],
      false,
    ],
  ])('redirected %s', async (_case, hops, urls, keeps) => {
    const { http, seen } = storage(hops)
    await download(http, start)
    expect(seen.slice(1).map((request) => request.url)).toEqual(urls)
    const kept = seen.at(-1)?.headers ?? {}
    expect(Object.keys(kept)).toEqual(keeps ? ['Authorization', 'cookie', 'accept'] : ['accept'])
  })

  it.each(['http://api.test/g', 'file:///etc/passwd', 'https://', 'ftp://x/'])(
    'does not follow to %s',
    async (location) => {
      const { http, seen } = storage([location])
      await expect(download(http, start)).rejects.toMatchObject({ code: 'wandb-unavailable' })
      expect(seen).toHaveLength(1)
    },
  )

  it('does not follow for ever', async () => {
    const { http, seen } = storage(Array.from({ length: 50 }, (_, index) => `/${index}`))
    await expect(download(http, start)).rejects.toThrow('more than 5 redirects')
    expect(seen).toHaveLength(6)
  })
})
