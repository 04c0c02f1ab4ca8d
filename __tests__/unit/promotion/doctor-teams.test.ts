import { describe, expect, it } from '@jest/globals'
import type { DoctorFacts } from '../../../src/promotion/doctor-facts.ts'
import { peopleFindings } from '../../../src/promotion/doctor-people.ts'
import { namedTeams, teamFindings } from '../../../src/promotion/doctor-teams.ts'
import { gates } from './promotion-builder.ts'

function configOf(rules: string) {
  const head = 'version: 1\nregistry: acme/wandb-registry-model\nrecords: ml-governance/model-promotions\n'
  return gates(`${head}models:\n  m:\n    stages:\n      s:\n        ungated: true\n${rules}`)
}

const RULES = `        may: { rollback: { teams: [acme/on-call, Acme/Leads] } }
        emergency: { teams: [acme/leads] }
`
const SEEN = { seen: true, members: new Set<string>() } as const

function findings(rules: string, teamsOf: DoctorFacts['teamsOf']): readonly string[] {
  const facts = { config: configOf(rules), teamsOf } as DoctorFacts
  return teamFindings(facts).map(({ level, code, what, at }) => [level, code, what, at?.line].join(' ').trim())
}

describe('the teams whom a config names', () => {
  it('are named once, in lower case, over all rules', () => {
    expect(namedTeams(configOf(RULES))).toEqual(['acme/on-call', 'acme/leads'])
    expect(namedTeams(gates())).toEqual([])
  })

  it.each<[string, string, DoctorFacts['teamsOf'], readonly string[]]>([
    ['none', '', new Map(), []],
    [
      'seen',
      RULES,
      new Map([
        ['acme/on-call', SEEN],
        ['acme/leads', SEEN],
      ] as const),
      ['ok  teams of the gate config'],
    ],
    [
      'one hidden, one without an answer',
      RULES,
      new Map([['acme/on-call', { seen: false, why: 'no such team' }]] as const),
      ['problem team-not-visible team acme/on-call 9', 'problem team-not-visible team acme/leads 9'],
    ],
    [
      'not told',
      RULES,
      { code: 'github-unavailable', message: 'No.', hint: null },
      ['unknown  teams of the gate config'],
    ],
  ])('%s', (_name, rules, teamsOf, expected) => {
    expect(findings(rules, teamsOf)).toEqual(expected)
  })
})

it('a person who has left is no problem where a team can act as well', () => {
  const level = (rule: string) => {
    const config = configOf(`        may: { rollback: ${rule} }\n`)
    return peopleFindings({ config, permissionOf: new Map() } as unknown as DoctorFacts).map((each) => each.level)
  }
  expect(level('{ users: [ana] }')).toEqual(['problem'])
  expect(level('{ users: [ana], teams: [acme/on-call] }')).toEqual(['warning'])
})
