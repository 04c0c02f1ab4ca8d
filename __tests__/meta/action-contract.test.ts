import { describe, expect, it } from '@jest/globals'
import { parse } from 'yaml'
import { INPUTS, OPERATIONS, OUTPUTS } from '../../src/action/input-table.ts'
import { COMMENT_MODES, FAIL_ON } from '../../src/action/inputs.ts'
import { READER_NAMES } from '../../src/evidence/reader-names.ts'
import { read } from './repository.ts'

interface Metadata {
  readonly inputs: Readonly<
    Record<string, { readonly description: string; readonly default?: string; readonly required?: boolean }>
  >
  readonly outputs: Readonly<Record<string, { readonly description: string }>>
  readonly runs: { readonly using: string; readonly main: string }
}

const action = parse(read('action.yml')) as Metadata

describe('action.yml', () => {
  it('has exactly the inputs of the code, in its order', () => {
    expect(Object.keys(action.inputs)).toEqual(Object.keys(INPUTS))
  })

  it('has exactly the outputs of the code, in its order', () => {
    expect(Object.keys(action.outputs)).toEqual([...OUTPUTS])
  })

  it('leaves defaults to the code, where the gate config can beat them', () => {
    const withDefault = Object.entries(action.inputs).filter(([, input]) => input.default !== undefined)
    expect(withDefault.map(([name, input]) => `${name} ${input.default}`)).toEqual([
      'github-token $' + '{{ github.token }}',
    ])
    expect(Object.values(action.inputs).filter((input) => input.required !== undefined)).toEqual([])
  })

  it.each([
    ['operation', OPERATIONS],
    ['comment-summary-in-pr', COMMENT_MODES],
    ['fail-on', FAIL_ON],
    ['report-format', ['auto', ...READER_NAMES]],
  ] as const)('names every value of %s', (name, values) => {
    const { description } = action.inputs[name] ?? { description: '' }
    expect(values.filter((value) => !new RegExp(`\\b${value}\\b`).test(description))).toEqual([])
  })

  it('says of an input that is refused that it is not available yet', () => {
    const refused = Object.entries(INPUTS).filter(
      ([, { available, usedBy }]) =>
        !available ||
        (usedBy !== 'all' && !OPERATIONS.some((operation) => (usedBy as readonly string[]).includes(operation))),
    )
    const silent = refused.filter(([name]) => !/not available yet/i.test(action.inputs[name]?.description ?? ''))
    expect(silent.map(([name]) => name)).toEqual([])
  })

  it('runs the committed bundle on node24', () => {
    expect(action.runs).toEqual({ using: 'node24', main: 'dist/index.js' })
  })
})
