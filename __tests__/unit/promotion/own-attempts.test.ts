import { expect, it } from '@jest/globals'
import { withOwnAttempts } from '../../../src/promotion/own-attempts.ts'
import { record } from '../checks/facts-builder.ts'
import { named, registryFacts, V7, V8 } from './promotion-builder.ts'

const at = (minute: number) => `2026-03-10T10:0${minute}:00Z`
const listed = record({ runId: 'listed', createdAt: at(1), to: named(V7) })

it('changes nothing where this run wrote nothing', () => {
  const facts = registryFacts({ records: [listed] })
  expect(withOwnAttempts(facts)).toBe(facts)
})

it('puts what a lagging listing lacks in its place, newest first', () => {
  const ours = record({ runId: 'ours', createdAt: at(2), to: named(V7) })
  const { records, recordsOfVersion } = withOwnAttempts(
    registryFacts({ records: [listed], recordsOfVersion: [listed], ownAttempts: [ours] }),
  )
  expect([records, recordsOfVersion]).toEqual([
    [ours, listed],
    [ours, listed],
  ])
})

it('lists nothing twice, and no record of another version among those of the version', () => {
  const other = record({ runId: 'other', createdAt: at(0), to: named(V8) })
  const none = record({ runId: 'none', createdAt: at(0), to: null, sequence: 2 })
  const { records, recordsOfVersion } = withOwnAttempts(
    registryFacts({ records: [listed], ownAttempts: [listed, other, none] }),
  )
  expect(records.map(({ runId }) => runId)).toEqual(['listed', 'none', 'other'])
  expect(recordsOfVersion).toEqual([listed])
})
