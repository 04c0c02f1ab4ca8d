import { describe, expect, it } from '@jest/globals'
import type { RecordFacts, VersionFacts } from '../../../src/checks/facts.ts'
import { stageStatuses } from '../../../src/promotion/status.ts'
import {
  deployFindings,
  type HandMove,
  holdFindings,
  pinFindings,
  type StageFinding,
  standingFindings,
} from '../../../src/promotion/verify-stage.ts'
import { record } from '../checks/facts-builder.ts'
import { named, PINS, pinsOf, requestOf, V6, V7 } from './promotion-builder.ts'

const NOW = '2026-03-10T10:00:00Z'
const SAYS_V6 = record({ stage: 'production', alias: 'production', to: named(V6), sequence: 4 })
/** Begun by run 900 for v7, and never closed. */
const OPEN = record({
  ...{ stage: 'production', to: named(V7), sha256: null, intact: false, conclusion: null, workflowRunId: '900' },
  createdAt: '2026-03-09T10:00:00Z',
})
const LIVE = { ...OPEN, createdAt: '2026-03-10T09:59:30Z' }
const HELD = record({
  ...{ operation: 'hold', stage: '', sequence: 2, finishedAt: null, createdAt: '2026-03-05T07:30:59Z' },
  ...{ body: { hold: { kind: 'model' } }, to: null },
})

interface Given {
  readonly holder?: VersionFacts | null
  readonly records?: readonly RecordFacts[]
  readonly collectionTags?: readonly string[] | null
  readonly holds?: readonly RecordFacts[]
  readonly stage?: string
}

/** v6 holds production, as its record says. */
function statusOf({ holder = V6, records = [SAYS_V6], collectionTags = [], holds = [], stage = 'production' }: Given) {
  const request = requestOf('support-llm', stage)
  const stages = [{ stage: request.stage, holder, records }]
  const read = { model: request.model, stages, exists: true, collectionTags, holds }
  const [status] = stageStatuses({ models: [read], recordKeys: [], now: NOW })
  if (status === undefined) throw new Error('no status')
  return status
}

type Told = readonly [level: string, code: string, text: string, next: RegExp]

function expectTold(found: readonly StageFinding[], told: readonly Told[]): void {
  expect(found.map(({ level, code, text }) => [level, code, text])).toEqual(told.map((each) => each.slice(0, 3)))
  for (const [index, [, , , next]] of told.entries()) expect(found[index]?.next).toMatch(next)
}

describe('a stage against its newest record', () => {
  const hand: HandMove = { user: 'eve', at: '2026-03-09T21:04:59Z' }
  const by = 'record #4 of 2026-03-02 08:00 UTC says v6'
  const left = 'Run 900 left an unfinished record behind.'
  it.each<readonly [string, Given, HandMove | null, readonly Told[]]>([
    ['is as recorded, whoever moved it', {}, hand, []],
    ['is held by nobody, and never was', { holder: null, records: [] }, null, []],
    [
      'was moved by hand',
      { holder: V7 },
      null,
      [['problem', 'drift', `production: v7 holds it, but ${by}.`, /^Restore: move it back to v6, .*`version: v6`/]],
    ],
    [
      'was moved by a hand that is known',
      { holder: V7 },
      hand,
      [['problem', 'drift', `production: v7 holds it, but ${by}. eve changed it on 2026-03-09 21:04 UTC.`, /v6/]],
    ],
    [
      'lost its alias',
      { holder: null },
      null,
      [['problem', 'drift', `production: nobody holds it, but ${by}.`, /move it back to v6/]],
    ],
    [
      'has no record',
      { records: [] },
      null,
      [['problem', 'drift', 'production: v6 holds it, but no record says how it got there.', /^Restore: take the al/]],
    ],
    [
      'was moved by hand to a version that may stay',
      { holder: V7 },
      null,
      [['problem', 'drift', `production: v7 holds it, but ${by}.`, /Or keep v7: start `verify` with `adopt: true`/]],
    ],
    [
      'was moved by hand, and an adoption of that was not closed: no run explains the holder',
      { holder: V7, records: [{ ...OPEN, operation: 'adopt' }, SAYS_V6] },
      null,
      [
        ['problem', 'drift', `production: v7 holds it, but ${by}.`, /adopt: true/],
        ['warning', 'unfinished', left, /^Start/],
      ],
    ],
    ['is not gated', { stage: 'candidate', holder: V7 }, null, []],
    [
      'was moved by a run that did not end: told once',
      { holder: V7, records: [OPEN, SAYS_V6] },
      hand,
      [['problem', 'unfinished', 'production: v7 holds it, moved by run 900, which did not end.', /closes what was/]],
    ],
    [
      'has an unfinished record that moved nothing',
      { records: [OPEN, SAYS_V6] },
      null,
      [['warning', 'unfinished', left, /^Start `promote`/]],
    ],
    [
      'is being moved',
      { holder: V7, records: [LIVE, SAYS_V6] },
      null,
      [['warning', 'in-progress', 'A run is moving production right now.', /^Verify again/]],
    ],
    [
      'is being moved, after a run that did not end',
      { holder: V7, records: [LIVE, OPEN, SAYS_V6] },
      null,
      [
        ['warning', 'in-progress', 'A run is moving production right now.', /^Verify again/],
        ['warning', 'unfinished', left, /^Start/],
      ],
    ],
    [
      'is held by a version that was deleted',
      { holder: { ...V6, state: 'DELETED' } },
      null,
      [
        [
          'problem',
          'version-not-committed',
          'v6 holds production, but its state is DELETED.',
          /^Start `rollback`, or `promote` another/,
        ],
      ],
    ],
  ])('%s', (_, given, move, told) => {
    expectTold(standingFindings(statusOf(given), move), told)
  })
})

const UNREAD = 'Tags cannot be read, so a hold may stand unseen.'

describe('the holds of a stage', () => {
  it.each<readonly [string, Given, readonly Told[]]>([
    ['none', {}, []],
    ['with its marker', { holds: [HELD], collectionTags: ['regulatory-hold'] }, []],
    [
      'without its marker',
      { holds: [HELD] },
      [
        [
          ...(['problem', 'drift'] as const),
          'A hold stands by record #2 of 2026-03-05 07:30 UTC, but its marker is gone.',
          /`release`/,
        ],
      ],
    ],
    [
      'whose markers cannot be read: not said to be gone',
      { holds: [HELD], collectionTags: null },
      [['warning', 'wandb-access', UNREAD, /0\.70/]],
    ],
  ])('%s', (_, given, told) => {
    expectTold(holdFindings(statusOf(given)), told)
  })
})

describe('the pin of a stage', () => {
  it.each<readonly [string, string | null, Given, readonly Told[]]>([
    ['is not there', null, {}, []],
    ['names the holder', 'v6', {}, []],
    ['names another', 'v7', {}, [['problem', 'drift', `${PINS} pins v7, but v6 holds production.`, /for v7, or/]]],
    [
      'names one although nobody holds it',
      'v7',
      { holder: null, records: [] },
      [['problem', 'drift', `${PINS} pins v7, but nobody holds production.`, /for v7, or/]],
    ],
    ['is what the record says too: told as drift already', 'v6', { holder: V7 }, []],
    [
      'differs from the holder and from the record',
      'v9',
      { holder: V7 },
      [['problem', 'drift', `${PINS} pins v9, but v7 holds production.`, /for v9/]],
    ],
    [
      'differs while a run is at work',
      'v6',
      { holder: V7, records: [LIVE, SAYS_V6] },
      [['warning', 'drift', `${PINS} pins v6, but v7 holds production.`, /for v6/]],
    ],
    [
      'differs where nothing guards the stage',
      'v9',
      { stage: 'candidate', records: [] },
      [['warning', 'drift', `${PINS} pins v9, but v6 holds candidate.`, /for v9/]],
    ],
  ])('%s', (_, pinned, given, told) => {
    const pins = pinsOf(pinned === null ? {} : { 'support-llm': { [given.stage ?? 'production']: pinned } })
    const found = pinFindings(statusOf(given), pins)
    expectTold(found, told)
    for (const { at } of found) expect(at?.file).toBe(PINS)
  })
})

describe('a version that is about to be deployed', () => {
  const none = 'No record that counts says that v6 holds'
  it.each<readonly [string, string, Given, readonly Told[]]>([
    ['holds the stage', 'v6', {}, []],
    [
      'does not hold the stage',
      'v7',
      {},
      [['problem', 'version-not-in-stage', 'v7 does not hold production: v6 does.', /^Deploy v6, or promote v7 first/]],
    ],
    [
      'is in a stage that nobody holds',
      'v7',
      { holder: null, records: [] },
      [['problem', 'version-not-in-stage', 'v7 does not hold production: nobody does.', /^Deploy nothing, or/]],
    ],
    ['was put there by hand: told as drift', 'v7', { holder: V7 }, []],
    [
      'holds an ungated stage without a record',
      'v6',
      { stage: 'candidate', records: [] },
      [['problem', 'version-not-in-stage', `${none} candidate.`, /^Promote v6 first/]],
    ],
    [
      'holds an ungated stage against its record',
      'v6',
      { stage: 'candidate', records: [{ ...SAYS_V6, to: named(V7) }] },
      [['problem', 'version-not-in-stage', `${none} candidate: the newest one says v7.`, /^Promote v6 first/]],
    ],
    [
      'is being moved there',
      'v7',
      { holder: V7, records: [LIVE] },
      [['problem', 'version-not-in-stage', 'No record that counts says that v7 holds production.', /^Promote v7/]],
    ],
    [
      'is held by markers',
      'v6',
      { holder: { ...V6, tags: ['regulatory-hold'] }, collectionTags: ['regulatory-hold'] },
      [
        [
          ...(['problem', 'version-held'] as const),
          'v6 is held: version tag regulatory-hold, collection tag regulatory-hold.',
          /release/,
        ],
      ],
    ],
    [
      'is held by a record alone, the tags unread: said once',
      'v6',
      { holds: [HELD], collectionTags: null },
      [['problem', 'version-held', 'v6 is held: record #2.', /release/]],
    ],
    [
      'is in a held stage without a holder',
      'v6',
      { holder: null, records: [], collectionTags: ['regulatory-hold'] },
      [
        ['problem', 'version-not-in-stage', 'v6 does not hold production: nobody does.', /nothing/],
        ['problem', 'version-held', 'production is held: collection tag regulatory-hold.', /release/],
      ],
    ],
    ['may be held, unseen', 'v6', { holder: { ...V6, tags: null } }, [['problem', 'wandb-access', UNREAD, /0\.70/]]],
  ])('%s', (_, version, given, told) => {
    expectTold(deployFindings(statusOf(given), version), told)
  })
})
