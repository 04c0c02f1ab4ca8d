import { describe, expect, it } from '@jest/globals'
import { namedPeople } from '../../../src/promotion/doctor-people.ts'
import { gates } from './promotion-builder.ts'

function configOf(rules: string) {
  const head = 'version: 1\nregistry: acme/wandb-registry-model\nrecords: ml-governance/model-promotions\n'
  return gates(`${head}models:\n  m:\n    stages:\n      s:\n        ungated: true\n        ${rules}\n`)
}

describe('the people whom a config names', () => {
  it.each<readonly [string, string, readonly string[]]>([
    ['nobody', '{}', []],
    ['those who may do something', 'may: { release: { users: [ana, bo] } }', ['ana', 'bo']],
    ['not those who only need a role', 'may: { rollback: { permission: triage } }', []],
    ['those of the emergency rule', 'emergency: { users: [chi] }', ['chi']],
    ['not those of an emergency rule that is open to all', 'emergency: {}', []],
  ])('%s', (_, rules, names) => {
    expect(namedPeople(configOf(rules === '{}' ? '' : rules))).toEqual(names)
  })

  it('are named once, over all models, stages and rules', () => {
    expect(namedPeople(gates())).toEqual(['ana', 'bo'])
    expect(
      namedPeople(configOf('may: { rollback: { users: [bo, chi] } }\n        emergency: { users: [chi, bo] }')),
    ).toEqual(['bo', 'chi'])
  })
})
