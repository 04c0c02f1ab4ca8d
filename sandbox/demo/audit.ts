import { createHash } from 'node:crypto'
import type { ActionResult } from '../acme.ts'
import { tellAdoption } from './adoption.ts'
import { MODEL } from './company.ts'
import { tellPack } from './pack.ts'
import { checkRecords, type KeptRecord } from './record-check.ts'
import type { Stage } from './stage.ts'
import { AFTER_HOLD } from './way-back.ts'

const CONTENT = { conclusion: 'no-change', exit: 0, reasons: [] } as const
const PRODUCTION = ['v11', 'v12', 'v11', 'v13', 'v11']

/** Weeks later: what stands where, whether that is what the records say, and whether the records can be trusted. */
export async function tellAudit(stage: Stage): Promise<void> {
  await allAsRecorded(stage)
  await movedByHand(stage)
  await tellAdoption(stage)
  await history(stage)
  recordsOffline(stage)
  await tellPack(stage)
}

async function allAsRecorded(stage: Stage): Promise<void> {
  const { acme } = stage
  stage.begin(
    'What stands where',
    'The pin follows to v11 in pull request #6. Then Eve asks for status and verify, with an account that moves nothing.',
  )
  const put = await acme.pushEvent(acme.merge(acme.proposePin('v11')))
  stage.expectEqual('conclusion of the corrected pin', put.outputs['conclusion'], 'no-change')
  const status = await acme.dispatch({ operation: 'status' }, { key: 'planner', actor: 'eve' })
  stage.ran(status, CONTENT, firstSentence(status))
  const rows = listed(status, 'status').map((row) => ['stage', 'version', 'state', 'by'].map((name) => text(row[name])))
  stage.table([['stage', 'version', 'state', 'by'], ...rows])
  stage.expectEqual('rows of status', rows, [
    ['candidate', 'v14', 'ungated', '–'],
    ['staging', 'v12', 'as-recorded', 'kim'],
    ['production', 'v11', 'as-recorded', 'kim'],
  ])
  stage.tell('And do registry, records and pins agree?')
  const verify = await acme.dispatch({ operation: 'verify' }, { key: 'planner', actor: 'eve' })
  stage.ran(verify, CONTENT, firstSentence(verify))
  stage.expectHolders(AFTER_HOLD)
  stage.summary('13-status', 'What stands where (job summary)', status, 'as recorded')
  stage.end()
}

async function movedByHand(stage: Stage): Promise<void> {
  const { acme } = stage
  stage.begin(
    'Somebody moves the alias by hand',
    'In the W&B app, past the gate, production is put back on v12. The nightly verify runs.',
  )
  acme.moveByHand('production', 'v12')
  const result = await acme.dispatch({ operation: 'verify' }, { key: 'planner' })
  stage.ran(result, { conclusion: 'refused', exit: 1, reasons: ['drift'] })
  const columns = ['stage', 'version', 'recorded_version', 'pinned_version', 'state']

  const rows = listed(result, 'verify', 'stages').map((row) => columns.map((name) => text(row[name])))
  stage.table([['stage', 'holds', 'recorded', 'pinned', 'state'], ...rows])
  stage.expectEqual('production in verify', rows.at(-1), ['production', 'v12', 'v11', 'v11', 'moved-by-hand'])
  stage.expectChain(PRODUCTION)
  stage.tell('The job fails and says how to restore it; verify itself moves nothing.')
  stage.summary('15-drift', 'An alias that was moved by hand (job summary)', result, 'adopt')
  stage.end()
}

async function history(stage: Stage): Promise<void> {
  stage.begin('How it came to this', 'Eve asks for the history of production.')
  const inputs = { operation: 'history', model: MODEL, stage: 'production' }
  const result = await stage.acme.dispatch(inputs, { key: 'planner', actor: 'eve' })
  stage.ran(result, CONTENT, firstSentence(result))
  const rows = listed(result, 'history', 'records').map((row) => [
    `#${text(row['sequence'])}`,
    text(row['operation']),
    `${versionOf(row['from'])} → ${versionOf(row['to'])}`,
    text(row['by']),
    text(row['reason']),
  ])
  stage.table([['record', 'what', 'move', 'by', 'reason'], ...rows])
  stage.expectEqual(
    'rows of history',
    rows.map((row) => row.slice(0, 4)),
    [
      ['#6', 'adopt', 'v11 → v14', 'chi'],
      ['#5', 'rollback', 'v13 → v11', 'kim'],
      ['#4', 'promote', 'v11 → v13', 'kim'],
      ['#3', 'rollback', 'v12 → v11', 'kim'],
      ['#2', 'promote', 'v11 → v12', 'kim'],
      ['#1', 'promote', '– → v11', 'kim'],
    ],
  )
  stage.summary('18-history', 'History of production (job summary)', result, '```mermaid\ntimeline')
  stage.end()
}

function recordsOffline(stage: Stage): void {
  stage.begin(
    'An auditor trusts nobody',
    'With nothing but the records and scripts/verify-record.mjs: no network, no package, no checkout.',
  )
  const records = stage.records().map(({ text: record, summary }) => ({
    record,
    sha256: String(summary['record_sha256']),
  }))
  const good = checkRecords(records)
  stage.quote(good.lines.filter((line) => /^chain of| whole |^\d+ records/.test(line)))
  stage.expectEqual('exit code for the records as they are', good.exit, 0)
  stage.expectSaid('verify-record', good.lines.join('\n'), 'whole from its beginning: 6 records')

  stage.tell('Somebody edits the reason in the record of the first rollback:')
  const edited = checkRecords(edit(records, false))
  stage.quote(failures(edited.lines))
  stage.expectEqual('exit code for an edited record', edited.exit, 1)
  stage.expectSaid('verify-record, edited', edited.lines.join('\n'), 'it was altered', 'a record is missing')

  stage.tell('And computes its hash anew. The next record still names the old one:')
  const rehashed = checkRecords(edit(records, true))
  stage.quote(failures(rehashed.lines))
  stage.expectEqual('exit code for an edited record with a new hash', rehashed.exit, 1)
  stage.expectSaid('verify-record, new hash', rehashed.lines.join('\n'), 'a record is missing or was altered')
  stage.end()
}

/** The reason of the first rollback is rewritten; with `rehash` the hash beside it fits again. */
function edit(records: readonly KeptRecord[], rehash: boolean): readonly KeptRecord[] {
  return records.map(({ record, sha256 }) => {
    const edited = record.replace('It promises refunds that do not exist.', 'Planned maintenance.')
    return {
      record: edited,
      sha256: rehash && edited !== record ? createHash('sha256').update(edited).digest('hex') : sha256,
    }
  })
}

function failures(lines: readonly string[]): readonly string[] {
  return lines.filter((line) => /^ +FAIL |^\d+ records/.test(line)).map((line) => line.trim())
}

type Row = Readonly<Record<string, unknown>>

/** Rows of a listing, as scripts get them from the output `result`. */
function listed({ result }: ActionResult, name: string, within?: string): readonly Row[] {
  const listings = Array.isArray(result['listings']) ? result['listings'] : []
  const data = listings.find((each) => each.name === name)?.data
  const rows = within === undefined ? data : data?.[within]
  return Array.isArray(rows) ? rows : []
}

/** What the job log says below the title of the first table. */
function firstSentence({ stdout }: ActionResult): string | undefined {
  return /^# .*\n {2}(.*)$/m.exec(stdout)?.[1]
}

function versionOf(side: unknown): string {
  return typeof side === 'object' && side !== null && 'version' in side ? text(side.version) : '–'
}

function text(value: unknown): string {
  return value === null || value === undefined || value === '' ? '–' : String(value)
}
