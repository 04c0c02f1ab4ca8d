import type { AddressInfo } from 'node:net'
import { createServer } from 'node:net'
import { expect, it } from '@jest/globals'
import { testHttp } from '../../support/registry-worlds.ts'

it('a connection that nobody accepts is certainly not carried out, so even a plain write is tried again', async () => {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  const http = testHttp()
  const write = {
    service: 'wandb',
    what: 'write',
    url: `http://127.0.0.1:${port}/`,
    method: 'POST',
    idempotent: false,
    writes: true,
    maxTries: 3,
  } as const
  const error: unknown = await http.request(write).catch((thrown: unknown) => thrown)
  await http.close()
  expect(error).toMatchObject({
    attempts: 3,
    ambiguous: false,
    message: expect.stringContaining('connection refused (ECONNREFUSED)'),
  })
})
