import { createHash } from 'node:crypto'
import { describe, expect, it } from '@jest/globals'
import { GATES, PIN_PRODUCTION, StagePlay, told } from './stage-play.ts'

const PROTOCOL = [
  'read',
  'open',
  'read',
  'move production to artifact-staging',
  'holder production',
  'close applied',
  'move production-previous to artifact-production',
  'holder production-previous',
]

describe('the push that merges an approved pin', () => {
  it('moves the alias by the protocol: intent, re-read, move, read back, close, then what follows', async () => {
    const play = new StagePlay()
    const { number, pushed } = play.merged(PIN_PRODUCTION)
    const outcome = await play.push(pushed)
    expect(told(outcome)).toBe('production v1: applied []')
    expect(outcome).toMatchObject({ decision: 'pass', conclusion: 'applied', commentOn: null })
    expect(play.asked()).toEqual(PROTOCOL)
    expect(play.githubAsked()).toEqual(['runCreatedAt', 'readChange', 'readPullRequest', 'readPullRequest'])
    expect([play.registry.holderOf('production'), play.registry.holderOf('production-previous')]).toEqual(['v1', 'v0'])
    expect(outcome.promotions[0]).toMatchObject({
      pullRequests: [number],
      previous: { version: 'v0' },
      movesMade: [{ alias: 'production' }, { alias: 'production-previous' }],
    })
  })

  it('leaves one closed record that says all of it, with the hash that the outcome names', async () => {
    const play = new StagePlay()
    const { number, pushed } = play.merged(PIN_PRODUCTION)
    const outcome = await play.push(pushed)
    const [run, ...others] = [...play.registry.runs.values()]
    expect(others).toEqual([])
    const text = String(run?.config['record'])
    const sha256 = createHash('sha256').update(text).digest('hex')
    expect(run).toMatchObject({
      state: 'finished',
      summary: { conclusion: 'applied', record_sha256: sha256, previous_record: null },
    })
    expect([...(run?.uses ?? [])]).toEqual(['artifact-staging'])
    expect(outcome.promotions[0]?.record).toMatchObject({ sha256, sequence: 1, previousRecord: null })
    expect(JSON.parse(text)).toMatchObject({
      schema_version: 1,
      operation: 'promote',
      registry_path: 'acme/wandb-registry-model/support-llm',
      stage: 'production',
      from: { version: 'v0' },
      to: { version: 'v1', artifact_id: 'artifact-staging' },
      conclusion: 'applied',
      moves_made: [{ alias: 'production', purpose: 'stage' }],
      rows: [{ report: 'quality', metric: 'accuracy', value: 0.9 }],
      approvals: [{ role: 'model steward', counted: [{ login: 'ana', pull_request: number }] }],
      pins: { path: 'model-pins.yml', version: 'v1' },
      pull_requests: [number],
      requested_at: '2026-03-10T10:01:00Z',
      sequence: 1,
      previous_record: null,
    })
  })

  it('goes on from the record before', async () => {
    const play = new StagePlay()
    await play.push(play.merged(PIN_PRODUCTION).pushed)
    play.registry.add({ artifactId: 'artifact-next', aliases: ['staging'] })
    play.reportOn('v3', 0.95)
    const outcome = await play.push(play.merged('{ support-llm: { staging: v1, production: v3 } }').pushed, {
      run: '901',
    })
    expect(told(outcome)).toBe('production v3: applied []')
    const [first, second] = play.records()
    expect(second).toMatchObject({ sequence: 2, previous_record: first?.['sha256'], from: { version: 'v1' } })
    expect(play.registry.holderOf('production-previous')).toBe('v1')
  })
})

it('takes an answer that was lost for what the registry says', async () => {
  const play = new StagePlay()
  play.registry.fault('moveAlias', { throwsAfter: new Error('socket hang up') })
  const outcome = await play.push(play.merged(PIN_PRODUCTION).pushed)
  expect(told(outcome)).toBe('production v1: applied []')
  expect(play.asked()).toEqual(PROTOCOL)
})

it('on dispatch takes the version that holds the stage before, and dates the request by the run', async () => {
  const play = new StagePlay({
    gates: GATES.replace('        approvals: [{ role: model steward, count: 1, users: [ana, bo] }]\n', ''),
    pins: '{}',
  })
  const outcome = await play.dispatch({ model: 'support-llm', stage: 'production' })
  expect(told(outcome)).toBe('production v1: applied []')
  expect(play.records()[0]).toMatchObject({
    requested_at: '2026-03-10T09:59:00Z',
    pins: { version: null },
    pull_requests: [],
  })
})
