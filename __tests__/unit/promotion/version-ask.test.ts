import { expect, it } from '@jest/globals'
import { InputError } from '../../../src/errors.ts'
import { describeAsk, parseVersionAsk } from '../../../src/promotion/version-ask.ts'

const source = { kind: 'source', entity: 'research', project: 'training', artifact: 'llm', version: 'v40' }

it.each<[string, object, string]>([
  ['v0', { kind: 'version', version: 'v0' }, 'v0'],
  ['v12', { kind: 'version', version: 'v12' }, 'v12'],
  ['staging', { kind: 'alias', alias: 'staging' }, 'the version with alias staging'],
  ['v012', { kind: 'alias', alias: 'v012' }, 'the version with alias v012'],
  ['V12', { kind: 'alias', alias: 'V12' }, 'the version with alias V12'],
  ['research/training/llm:v40', source, 'research/training/llm:v40'],
])('reads %s', (text, ask, words) => {
  expect(parseVersionAsk(text)).toEqual(ask)
  expect(describeAsk(parseVersionAsk(text))).toBe(words)
})

it.each([
  '',
  'llm:v40',
  'training/llm:v40',
  'research/training/llm:latest',
  'research/training/llm:v040',
  'research/training/llm',
  'a/b/c/d:v1',
  'research/training/llm:v1:v2',
  '../llm:v1',
  'a'.repeat(129),
])('refuses %j', (text) => {
  expect(() => parseVersionAsk(text)).toThrow(InputError)
})
