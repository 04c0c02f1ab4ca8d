import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { InputError } from '../../../src/errors.ts'
import {
  isVersion,
  parseArtifactPath,
  parseLocation,
  parseRunPath,
  pathProblem,
} from '../../../src/evidence/location.ts'

const SHA = 'A1'.repeat(32)

describe('parseLocation', () => {
  it.each([
    ['eval/results.json', { kind: 'path', text: 'eval/results.json' }],
    ['./eval/results_*.json', { kind: 'path', text: './eval/results_*.json' }],
    ['eval/a#b.json', { kind: 'path', text: 'eval/a#b.json' }],
    ['eval/..hidden/x..json', { kind: 'path', text: 'eval/..hidden/x..json' }],
    ['./odd:name.json', { kind: 'path', text: './odd:name.json' }],
    [`eval/r.json#sha256=${SHA}`, { kind: 'path', text: 'eval/r.json', sha256: SHA.toLowerCase() }],
    ['wandb-run:team/proj/abc123', { kind: 'wandb-run', text: 'wandb-run:team/proj/abc123' }],
    ['wandb-run:team/my proj 🤖/abc', { kind: 'wandb-run', text: 'wandb-run:team/my proj 🤖/abc' }],
    ['wandb-artifact:t/p/a:v3#x/y.json', { kind: 'wandb-artifact', text: 'wandb-artifact:t/p/a:v3#x/y.json' }],
    [
      `wandb-artifact:t/p/a:v0#x.json#sha256=${SHA}`,
      { kind: 'wandb-artifact', text: 'wandb-artifact:t/p/a:v0#x.json', sha256: SHA.toLowerCase() },
    ],
    [
      'workflow-artifact:eval report#a/b.json',
      { kind: 'workflow-artifact', text: 'workflow-artifact:eval report#a/b.json' },
    ],
    [
      `workflow-artifact:77/report#a.json#sha256=${SHA}`,
      { kind: 'workflow-artifact', text: 'workflow-artifact:77/report#a.json', sha256: SHA.toLowerCase() },
    ],
    ['wandb-version:', { kind: 'wandb-version', text: 'wandb-version:' }],
    ['wandb-version:metadata', { kind: 'wandb-version', text: 'wandb-version:metadata' }],
    [`wandb-version:#sha256=${SHA}`, { kind: 'wandb-version', text: 'wandb-version:', sha256: SHA.toLowerCase() }],
  ])('%s', (text, expected) => {
    expect(parseLocation(text)).toEqual(expected)
  })

  it.each([
    ['', /is empty/],
    ['  ', /is empty/],
    ['/etc/passwd', /is absolute/],
    ['C:\\x.json', /backslash/],
    ['C:/x.json', /is absolute/],
    ['~/x.json', /starts with ~/],
    ['../x.json', /leaves its folder/],
    ['a/../../x.json', /leaves its folder/],
    ['a//b.json', /empty part/],
    ['a/', /empty part/],
    ['a\u0000b', /control character/],
    ['a\nb', /control character/],
    ['x'.repeat(1025), /longer than/],
    ['s3://bucket/x.json', /"s3:" is unknown/],
    ['https://example.com/x.json', /"https:" is unknown/],
    ['wandb-run:team/proj', /does not name a W&B run/],
    ['wandb-run:team/proj/run/more', /does not name a W&B run/],
    ['wandb-run:', /does not name a W&B run/],
    ['wandb-artifact:t/p/a', /does not name a file/],
    ['wandb-artifact:t/p/a:v3', /names no file/],
    ['wandb-artifact:t/p/a:latest#x', /"latest" is not vN/],
    ['wandb-artifact:t/p/a:v03#x', /"v03" is not vN/],
    ['wandb-artifact:t/p/a:v3#../x', /The file in .* leaves its folder/],
    ['workflow-artifact:report', /does not name a file of a workflow artifact/],
    ['workflow-artifact:#a.json', /does not name a file of a workflow artifact/],
    ['workflow-artifact:a/b#c.json', /does not name a file of a workflow artifact/],
    ['workflow-artifact:0/b#c.json', /does not name a file of a workflow artifact/],
    ['workflow-artifact:7/../b#c.json', /does not name a file of a workflow artifact/],
    ['workflow-artifact:7/b#../c.json', /The file in .* leaves its folder/],
    ['workflow-artifact:7/b#/c.json', /The file in .* is absolute/],
    ['workflow-artifact:7/b#c\\d', /The file in .* backslash/],
    ['wandb-version:files', /names a part of the version that is no evidence/],
    ['wandb-version:e/p/a:v3', /names a part of the version that is no evidence/],
    ['wandb-lineage:research/evals', /does not say whose runs count/],
    ['path:x', /"path:" is unknown/],
    ['a.json#sha256=12', /without 64 hexadecimal digits/],
    [`a.json#sha256=${SHA}0`, /without 64 hexadecimal digits/],
  ])('refuses %j', (text, message) => {
    expect(() => parseLocation(text)).toThrow(InputError)
    expect(() => parseLocation(text)).toThrow(message)
  })

  it('throws nothing but InputError, whatever the text', () => {
    const parts = fc.constantFrom(
      'wandb-run:',
      'wandb-artifact:',
      'wandb-version:',
      'wandb-lineage:',
      '#sha256=',
      'a',
      '/',
      ':',
      'v1',
      '#',
      '..',
      '\\',
      '~',
      '\n',
    )
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(parts).map((some) => some.join('')),
    )
    fc.assert(
      fc.property(text, (input) => {
        try {
          expect(input.startsWith(parseLocation(input).text)).toBe(true)
        } catch (thrown) {
          expect(thrown).toBeInstanceOf(InputError)
        }
      }),
    )
  })

  it('keeps overlong texts out of the message', () => {
    expect(() => parseLocation(`wandb-run:${'x'.repeat(5000)}`)).toThrow(/^.{0,300}$/)
  })
})

describe('parts of a W&B location', () => {
  it('splits a run path', () => {
    expect(parseRunPath('wandb-run:team/proj/abc')).toEqual({ entity: 'team', project: 'proj', run: 'abc' })
  })

  it('splits an artifact path', () => {
    expect(parseArtifactPath('wandb-artifact:t/p/Some bench:v12#x/y#1.json')).toEqual({
      entity: 't',
      project: 'p',
      artifact: 'Some bench',
      version: 'v12',
      file: 'x/y#1.json',
    })
  })

  it.each([
    ['v0', true],
    ['v12', true],
    ['v012', false],
    ['V1', false],
    ['v', false],
    ['latest', false],
    ['v1 ', false],
    ['v1234567890', false],
  ])('%s is a version: %s', (text, expected) => {
    expect(isVersion(text)).toBe(expected)
  })

  it('finds nothing wrong with a plain path', () => {
    expect(pathProblem('.github/model-gates.yml')).toBeNull()
  })
})
