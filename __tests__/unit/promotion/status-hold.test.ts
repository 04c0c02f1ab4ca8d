import { describe, expect, it } from '@jest/globals'
import type { RecordFacts } from '../../../src/checks/facts.ts'
import { type HoldRead, holdState, isHeld, overdueHolds } from '../../../src/promotion/status-hold.ts'
import { parseRecord } from '../../../src/registry/records.ts'
import { Node } from '../../../src/registry/shape.ts'
import { V6 } from './promotion-builder.ts'

function record(operation: 'hold' | 'release', hold: object, from: unknown = null): RecordFacts {
  const body = { operation, hold, from, conclusion: 'applied', sequence: 3 }
  const run = {
    name: `${operation}-run`,
    createdAt: '2026-03-10T10:00:00Z',
    config: JSON.stringify({ record: { value: JSON.stringify(body) } }),
    summaryMetrics: JSON.stringify({ record_sha256: 'f'.repeat(64) }),
  }
  return { ...parseRecord(new Node(run, 'run'), (id) => id), intact: true }
}

const ofVersion = { version: V6.version, artifact_id: V6.artifactId, digest: V6.digest }
const UNTIL = '2026-04-01T00:00:00Z'
const HELD = record('hold', { kind: 'version', until: UNTIL }, ofVersion)

function state(change: Partial<HoldRead>) {
  return holdState({ holder: V6, stage: 'production', collectionTags: [], holds: [], ...change })
}

describe('what freezes a stage', () => {
  it.each<readonly [string, Partial<HoldRead>, boolean, number]>([
    ['nothing', {}, false, 0],
    ['a tag of the version', { holder: { ...V6, tags: ['Regulatory-Hold'] } }, true, 0],
    ['an alias on the version', { holder: { ...V6, aliases: ['regulatory-hold-v6'] } }, true, 0],
    ['a tag of the model', { collectionTags: ['regulatory-hold'] }, true, 0],
    ['a tag of this stage', { collectionTags: ['regulatory-hold production'] }, true, 0],
    ['a tag of another stage', { collectionTags: ['regulatory-hold staging'] }, false, 0],
    ['a record whose marker is gone', { holds: [HELD] }, true, 1],
    ['a record with its marker', { holds: [HELD], holder: { ...V6, tags: ['regulatory-hold'] } }, true, 0],
    ['a record whose marker cannot be read', { holds: [HELD], holder: { ...V6, tags: null } }, true, 0],
    [
      'a record of another version',
      { holds: [record('hold', { kind: 'version' }, { ...ofVersion, artifact_id: 'x', digest: 'y' })] },
      false,
      0,
    ],
    ['a record that was released', { holds: [record('release', { kind: 'version' }, ofVersion), HELD] }, false, 0],
    ['a record of the model', { holds: [record('hold', { kind: 'model' })] }, true, 1],
    ['a record of the stage', { holds: [record('hold', { kind: 'stage', stage: 'production' })] }, true, 1],
  ])('%s', (_, change, held, vanished) => {
    const found = state(change)
    expect([isHeld(found), found.vanished.length]).toEqual([held, vanished])
  })

  it('still holds past its date, and says so', () => {
    const found = state({ holds: [HELD] })
    expect(overdueHolds(found, '2026-03-31T00:00:00Z')).toEqual([])
    expect(overdueHolds(found, '2026-04-02T00:00:00Z').map(({ until }) => until)).toEqual([UNTIL])
  })
})
