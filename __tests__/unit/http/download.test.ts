import { describe, expect, it } from '@jest/globals'
import { download, isLinkLocal } from '../../../src/http/download.ts'
import type { Http, HttpAnswer, HttpRequest } from '../../../src/http/request.ts'

const METADATA = [
  'http://169.254.169.254/latest/meta-data/',
  'http://2852039166/',
  'http://0xa9.0xfe.0xa9.0xfe/',
  'http://0251.0376.0251.0376/',
  'http://169.254.43518/',
  'http://[fe80::1]/',
  'http://[::ffff:169.254.169.254]/',
  'http://[::169.254.169.254]/',
  'http://[fd00:ec2::254]/latest/',
  'http://METADATA.google.internal./computeMetadata/v1/',
  'http://metadata/computeMetadata/v1/',
]

/** Answers each address with a redirect, or with 200 where it leads nowhere; keeps what it was asked. */
function redirecting(to: Readonly<Record<string, string>>): { http: Http; asked: HttpRequest[] } {
  const asked: HttpRequest[] = []
  const request = async (message: HttpRequest): Promise<HttpAnswer> => {
    asked.push(message)
    const location = to[message.url]
    return {
      status: location === undefined ? 200 : 302,
      headers: location === undefined ? {} : { location },
      body: new Uint8Array(),
      dateMs: 0,
      tries: 1,
      ambiguous: false,
    }
  }
  return { http: { request, secrets: () => [], close: async () => {} }, asked }
}

const FILE = { service: 'wandb', what: 'download a file' } as const

describe('isLinkLocal', () => {
  it.each(METADATA)('%s is, in whatever spelling', (address) => {
    expect(isLinkLocal(new URL(address))).toBe(true)
  })

  it.each([
    'https://storage.googleapis.com/bucket/file',
    'http://10.0.0.7:9000/minio',
    'http://127.0.0.1:8080/',
    'https://metadata.example.com/',
    'https://169.254.169.254.example.com/',
    'http://[fd00::1]/',
  ])('%s is not: a company may keep its storage there', (address) => {
    expect(isLinkLocal(new URL(address))).toBe(false)
  })
})

describe('download', () => {
  it.each([...METADATA, 'file:///etc/passwd', 'ftp://store.example/file'])('does not follow to %s', async (address) => {
    const { http, asked } = redirecting({ 'http://store.example/file': address })
    await expect(download(http, { ...FILE, url: 'http://store.example/file' })).rejects.toThrow(
      'store.example redirects to an address that is not safe to follow',
    )
    expect(asked).toHaveLength(1)
  })

  it('does not follow from https to http', async () => {
    const { http, asked } = redirecting({ 'https://store.example/file': 'http://store.example/file' })
    await expect(download(http, { ...FILE, url: 'https://store.example/file' })).rejects.toThrow('not safe to follow')
    expect(asked).toHaveLength(1)
  })

  it('drops credentials at the first other origin, and for good', async () => {
    const { http, asked } = redirecting({
      'https://a.example/1': '/2',
      'https://a.example/2': 'https://b.example/3',
      'https://b.example/3': 'https://a.example/4',
    })
    const headers = { authorization: 'Basic secret', cookie: 'c=1', accept: '*/*' }
    await download(http, { ...FILE, url: 'https://a.example/1', headers })
    expect(asked.map(({ headers: sent }) => Object.keys(sent ?? {}))).toEqual([
      ['authorization', 'cookie', 'accept'],
      ['authorization', 'cookie', 'accept'],
      ['accept'],
      ['accept'],
    ])
  })

  it('gives up on a circle', async () => {
    const { http, asked } = redirecting({ 'https://a.example/1': '/1' })
    await expect(download(http, { ...FILE, url: 'https://a.example/1' })).rejects.toThrow('more than 5 redirects')
    expect(asked).toHaveLength(6)
  })
})
