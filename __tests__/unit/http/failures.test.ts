import { expect, it } from '@jest/globals'
import { describeFailure } from '../../../src/http/failures.ts'

function coded(code: string, message = 'x'): Error {
  return Object.assign(new Error(message), { code })
}

it.each([
  ['refused', coded('ECONNREFUSED'), true, true],
  ['no such host', coded('ENOTFOUND'), true, true],
  ['connect timeout', coded('UND_ERR_CONNECT_TIMEOUT'), true, true],
  ['reset', coded('ECONNRESET'), false, true],
  ['socket closed', coded('UND_ERR_SOCKET'), false, true],
  ['a certificate of one’s own', coded('SELF_SIGNED_CERT_IN_CHAIN'), true, false],
  ['an expired certificate', coded('CERT_HAS_EXPIRED'), true, false],
  ['not TLS at all', coded('ERR_SSL_WRONG_VERSION_NUMBER'), true, false],
  ['a request that cannot be sent', coded('UND_ERR_INVALID_ARG'), true, false],
  ['proxy 407', coded('UND_ERR_ABORTED', 'Proxy response (407) !== 200 when HTTP Tunneling'), true, false],
  ['proxy 502', coded('UND_ERR_ABORTED', 'Proxy response (502) !== 200 when HTTP Tunneling'), true, true],
  ['hidden in a cause', new TypeError('fetch failed', { cause: coded('ECONNREFUSED') }), true, true],
  ['hidden among several', new AggregateError([coded('ECONNREFUSED')]), true, true],
  ['unknown', new Error('?'), false, true],
  ['not an error', 'boom', false, true],
])('%s', (_case, thrown, unsent, retry) => {
  expect(describeFailure(thrown, false)).toMatchObject({ unsent, retry })
})

it('a try that we ended ourselves may have been carried out', () => {
  expect(describeFailure(coded('ECONNREFUSED'), true)).toEqual({
    unsent: false,
    retry: true,
    text: 'no answer in time',
  })
})

it.each(['SELF_SIGNED_CERT_IN_CHAIN', 'UNABLE_TO_VERIFY_LEAF_SIGNATURE'])('%s leads to NODE_EXTRA_CA_CERTS', (code) => {
  expect(describeFailure(coded(code), false).hint).toContain('NODE_EXTRA_CA_CERTS')
})
