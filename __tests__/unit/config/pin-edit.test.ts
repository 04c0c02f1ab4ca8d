import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { editPin } from '../../../src/config/pin-edit.ts'
import { parsePins } from '../../../src/config/pins.ts'
import { ConfigError } from '../../../src/errors.ts'

const FILE = 'model-pins.yml'
const WANTED = { model: 'm', stage: 'production', version: 'v11' }

describe('one pin is edited in place', () => {
  it.each([
    ['flow style', 'm: { staging: v13, production: v12 }\n', 'm: { staging: v13, production: v11 }\n'],
    ['block style', 'm:\n  staging: v13\n  production: v12\n', 'm:\n  staging: v13\n  production: v11\n'],
    [
      'comments and odd spaces',
      '# who: ml  \nm:   # ours\n    production:    v12   # since May\n\n\nn: {production: v12} # not this\n',
      '# who: ml  \nm:   # ours\n    production:    v11   # since May\n\n\nn: {production: v12} # not this\n',
    ],
    ['double quotes', 'm: { production: "v12" }\n', 'm: { production: "v11" }\n'],
    ['single quotes', "m: { production: 'v12' }", "m: { production: 'v11' }"],
    ['Windows line ends', 'm:\r\n  production: v12\r\n', 'm:\r\n  production: v11\r\n'],
    ['quoted keys', '"m": { "production": v12 }\n', '"m": { "production": v11 }\n'],
    [
      'letters beyond ASCII before it',
      '# ünïcödé 🤖\nm: { production: v12 }\n',
      '# ünïcödé 🤖\nm: { production: v11 }\n',
    ],
    ['a document mark', '---\nm: { production: v12 }\n...\n', '---\nm: { production: v11 }\n...\n'],
    ['JSON', '{"m": {"production": "v12"}}', '{"m": {"production": "v11"}}'],
  ])('%s', (_, text, expected) => {
    expect(editPin(text, FILE, WANTED)).toEqual({ state: 'edited', text: expected, from: 'v12' })
  })

  it.each([
    ['the version stands there', 'm: { production: v11 }', 'right'],
    ['the stage is not pinned', 'm: { staging: v12 }', 'absent'],
    ['the model is not pinned', 'n: { production: v12 }', 'absent'],
    ['the file is empty', '', 'absent'],
  ])('nothing when %s', (_, text, state) => {
    expect(editPin(text, FILE, WANTED)).toEqual({ state })
  })

  it.each([
    ['an alias as the value', 'n: { production: &good v12 }\nm: { production: *good }\n'],
    ['an anchor on the value', 'm: { production: &good v12 }\nn: { production: *good }\n'],
    ['an alias as the stages', 'n: &all { production: v12 }\nm: *all\n'],
    ['an anchor on the stages', 'm: &all { production: v12 }\nn: *all\n'],
    ['a block scalar', 'm:\n  production: |-\n    v12\nn: {}\n'],
    ['text that is not pins', 'm: [v12]\n'],
    ['text that is not YAML', 'm: {\n'],
    ['two documents', 'm: { production: v12 }\n---\nm: { production: v12 }\n'],
  ])('never through %s', (_, text) => {
    expect(() => editPin(text, FILE, WANTED)).toThrow(ConfigError)
  })

  it('the refusal names the line and what to do', () => {
    const text = 'n: { production: &good v12 }\nm: { production: *good }\n'
    expect(() => editPin(text, FILE, WANTED)).toThrow(
      expect.objectContaining({
        issues: [expect.objectContaining({ hint: 'Write the version out, then change it by hand.' })],
      }),
    )
  })

  it('whatever else is pinned stays, to the byte', () => {
    const name = fc.stringMatching(/^x[a-z0-9-]{0,7}$/)
    const version = fc.nat(99).map((number) => `v${number}`)
    const stages = fc.dictionary(name, version, { minKeys: 1, maxKeys: 4 })
    const pins = fc.dictionary(name, stages, { minKeys: 1, maxKeys: 4 })
    const style = fc.constantFrom('flow', 'block', 'json')
    fc.assert(
      fc.property(pins, style, fc.nat(), version, (all, how, pick, to) => {
        const text = written(all, how)
        const every = Object.entries(all).flatMap(([model, each]) => Object.keys(each).map((stage) => [model, stage]))
        const [model = '', stage = ''] = every[pick % every.length] ?? []
        const edit = editPin(text, FILE, { model, stage, version: to })
        const now = all[model]?.[stage] ?? ''
        if (now === to) return expect(edit).toEqual({ state: 'right' })
        if (edit.state !== 'edited') throw new Error(edit.state)
        expect(edit.text.length - text.length).toBe(to.length - now.length)
        const read = parsePins(edit.text, FILE).entries
        for (const [m, s] of every) {
          const expected = m === model && s === stage ? to : all[m ?? '']?.[s ?? '']
          expect(read.get(m ?? '')?.get(s ?? '')?.version).toBe(expected)
        }
        return undefined
      }),
    )
  })
})

function written(pins: Readonly<Record<string, Readonly<Record<string, string>>>>, how: string): string {
  if (how === 'json') return JSON.stringify(pins)
  const models = Object.entries(pins).map(([model, stages]) => {
    const lines = Object.entries(stages).map(([stage, version]) => `${JSON.stringify(stage)}: ${version}`)
    const name = JSON.stringify(model)
    return how === 'flow'
      ? `${name}: { ${lines.join(', ')} } # kept`
      : `${name}:\n${lines.map((line) => `  ${line} # kept`).join('\n')}`
  })
  return `# head\n${models.join('\n')}\n`
}
