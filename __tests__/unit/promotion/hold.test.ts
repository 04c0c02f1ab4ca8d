import { describe, expect, it } from '@jest/globals'
import type { RegistryFacts } from '../../../src/checks/facts.ts'
import type { Permission } from '../../../src/config/gate-config.ts'
import { describeMarker, type HoldFacts, judgeHold, markersToSet } from '../../../src/promotion/hold.ts'
import type { HoldSubject } from '../../../src/promotion/hold-subject.ts'
import { record } from '../checks/facts-builder.ts'
import { gates, named, registryFacts, V6 } from './promotion-builder.ts'

const TEXT = `version: 1
registry: acme/wandb-registry-model
records: ml-governance/model-promotions
models:
  support-llm:
    stages:
      staging: { ungated: true }
      production: { ungated: true, may: { release: { users: [ana] }, hold: { permission: maintain } } }
`
const MODEL = gates(TEXT).models.get('support-llm')
const PLAIN = gates(TEXT.replace(/, may: .*/, ' }')).models.get('support-llm')
const VERSION: HoldSubject = { kind: 'version', ask: { kind: 'version', version: 'v6' }, heldStage: null }

function judge(over: Partial<HoldFacts> = {}, registry: Partial<RegistryFacts> = {}) {
  if (PLAIN === undefined) throw new Error('no model')
  return judgeHold({
    operation: 'hold',
    subject: VERSION,
    model: PLAIN,
    registry: registryFacts({ candidate: V6, ...registry }),
    startedBy: ['bo'],
    permissionOf: new Map([['bo', 'write']]),
    teamsOf: new Map(),
    ...over,
  })
}

const held = record({
  operation: 'hold',
  conclusion: 'applied',
  from: named(V6),
  to: null,
  body: { hold: { kind: 'version', stage: null } },
})

describe('judgeHold', () => {
  it('names the stages that the version holds', () => {
    expect(judge().stages.map(({ name }) => name)).toEqual(['production'])
  })

  it('is done only when a marker and a record say so', () => {
    const tagged = { ...V6, tags: ['regulatory-hold'] }
    expect(judge().nothingToDo).toBe(false)
    expect(judge({}, { candidate: tagged }).nothingToDo).toBe(false)
    expect(judge({}, { records: [held] }).nothingToDo).toBe(false)
    expect(judge({}, { candidate: tagged, records: [held] }).nothingToDo).toBe(true)
  })

  it('has nothing to release only when neither says so and all could be read', () => {
    const release = { operation: 'release' as const }
    expect(judge(release).nothingToDo).toBe(true)
    expect(judge(release, { records: [held] }).nothingToDo).toBe(false)
    expect(judge(release, { candidate: { ...V6, aliases: ['regulatory-hold-v6'] } }).nothingToDo).toBe(false)
    expect(judge(release, { candidate: { ...V6, tags: null } }).nothingToDo).toBe(false)
  })

  it('refuses a version that is not there', () => {
    expect(judge({}, { candidate: null }).verdict.status).toBe('fail')
  })
})

describe('who may', () => {
  it.each<['hold' | 'release', Permission, boolean]>([
    ['hold', 'triage', false],
    ['hold', 'write', true],
    ['release', 'write', false],
    ['release', 'maintain', true],
  ])('%s by default: %s %s', (operation, role, may) => {
    const { verdict } = judge({ operation, permissionOf: new Map([['bo', role]]) })
    expect([verdict.status, verdict.children[0]?.reason]).toEqual(may ? ['pass', undefined] : ['fail', 'not-allowed'])
  })

  it('both the one who started it and the one who ran it again', () => {
    const startedBy = ['bo', 'eve']
    const permissionOf = new Map<string, Permission>([
      ['bo', 'write'],
      ['eve', 'read'],
    ])
    expect(judge({ startedBy, permissionOf }).verdict.status).toBe('fail')
  })

  it.each<[string, HoldSubject['kind'], 'hold' | 'release', string, Permission, boolean]>([
    ['the rule of any stage binds a version', 'version', 'hold', 'bo', 'write', false],
    ['and lets those through whom it names', 'version', 'hold', 'bo', 'maintain', true],
    ['its people are the only ones', 'version', 'release', 'bo', 'admin', false],
    ['whatever role they have', 'version', 'release', 'ana', 'read', true],
    ['it binds the model', 'model', 'release', 'bo', 'admin', false],
    ['another stage has its own', 'stage', 'release', 'bo', 'maintain', true],
  ])('%s', (_name, kind, operation, login, role, may) => {
    const staging = MODEL?.stages.get('staging')
    if (MODEL === undefined || staging === undefined) throw new Error('no model')
    const subject: HoldSubject = kind === 'version' ? VERSION : kind === 'model' ? { kind } : { kind, stage: staging }
    const who = { startedBy: [login], permissionOf: new Map([[login, role]]) }
    expect(judge({ model: MODEL, subject, operation, ...who }).verdict.status).toBe(may ? 'pass' : 'fail')
  })
})

describe('markersToSet', () => {
  const source = { entity: 'e', project: 'p', collection: 'c', version: 'v1' }

  it('prefers the tag and has the alias to fall back on', () => {
    const names = markersToSet(VERSION, { ...V6, source }).map(describeMarker)
    expect(names).toEqual(['version tag regulatory-hold', 'alias regulatory-hold-v6'])
  })

  it('tries no tag where the source project cannot be seen', () => {
    expect(markersToSet(VERSION, { ...V6, source: null }).map(describeMarker)).toEqual(['alias regulatory-hold-v6'])
  })

  it('tags the collection for a model and a stage', () => {
    const stage = PLAIN?.stages.get('production')
    if (stage === undefined) throw new Error('no stage')
    expect(markersToSet({ kind: 'model' }, null).map(({ name }) => name)).toEqual(['regulatory-hold'])
    expect(markersToSet({ kind: 'stage', stage }, null).map(({ name }) => name)).toEqual(['regulatory-hold production'])
  })
})
