import { createHash } from 'node:crypto'
import { describe, expect, it } from '@jest/globals'
import { AccessError } from '../../src/errors.ts'
import type { EvidencePack, PackedFile } from '../../src/promotion/evidence-pack.ts'
import { packFindings } from '../../src/promotion/evidence-pack-findings.ts'
import { ASK, KEY, packOf, SIGNED, story } from './pack-play.ts'
import { GATES, StagePlay } from './stage-play.ts'

const bodyOf = ({ record }: { readonly record: string | null }) => JSON.parse(record ?? '{}') as Record<string, unknown>
const states = ({ evidence, config, pins }: EvidencePack) =>
  [...evidence, config, pins].map((file: PackedFile | null) => file?.state ?? null)

describe('an evidence pack', () => {
  it('holds the newest record that put the version there, what it was judged by, and the whole chain', async () => {
    const play = await story()
    const pack = await packOf(play)
    expect(bodyOf(pack.record)).toMatchObject({ sequence: 3, to: { version: 'v1' }, conclusion: 'applied' })
    expect(createHash('sha256').update(pack.record.record).digest('hex')).toBe(pack.record.sha256)
    expect(states(pack)).toEqual(['embedded', 'embedded', 'embedded'])
    const bytes = Buffer.from(pack.evidence[0]?.base64 ?? '', 'base64').toString()
    expect(JSON.parse(bytes)).toMatchObject({ accuracy: 0.92 })
    expect(Buffer.from(pack.config?.base64 ?? '', 'base64').toString()).toBe(GATES)
    expect(pack.chain).toMatchObject({ complete: true, concurrent: [] })
    expect(pack.chain.records.map(({ sequence }) => sequence)).toEqual([1, 2, 3])
    expect(pack.chain.records.map(({ record }) => record === null)).toEqual([false, false, true])
    expect(packFindings(pack).filter(({ status }) => status === 'fail')).toEqual([])
  })

  it('is told in listing, log and result, and its pinned version narrows the listing', async () => {
    const outcome = await (await story()).dispatch({ ...ASK, version: 'v2' })
    const [listing] = outcome.listings
    expect(outcome).toMatchObject({ conclusion: 'no-change', notes: [] })
    expect(listing?.rows).toHaveLength(2)
    expect(listing?.intro.at(-1)).toBe(
      'The evidence pack of record #2 is in /tmp/pack.json, its page in /tmp/pack.html.',
    )
    expect(listing?.data).toMatchObject({
      pack: {
        record: 2,
        json: '/tmp/pack.json',
        html: '/tmp/pack.html',
        evidence_files: 1,
        embedded: 1,
        chain_records: 3,
      },
    })
  })

  it.each([
    ['by version, at a moment', { version: 'v1', at: '2026-03-10T10:05:00Z' }, 1],
    ['by moment', { at: '2026-03-10T10:15:00Z' }, 2],
    ['by moment, today', { at: '2027-01-01T00:00:00Z' }, 3],
  ])('is found %s, and later records follow it', async (_, inputs, sequence) => {
    const pack = await packOf(await story(), inputs)
    expect(bodyOf(pack.record)['sequence']).toBe(sequence)
    expect(pack.chain.records.map((link) => link.sequence)).toEqual([1, 2, 3])
    expect(packFindings(pack).filter(({ status }) => status === 'fail')).toEqual([])
  })

  it('says who signed it', async () => {
    const pack = await packOf(await story({ gates: SIGNED }, true))
    expect(pack.record_keys).toEqual([KEY])
    expect(packFindings(pack)[1]).toEqual({ what: 'Signature', status: 'ok', text: `Made by ${KEY}` })
  })

  it('tells what is not there, and what is not what was judged', async () => {
    const play = await story()
    const files = [...play.recordFiles.stored.values()].at(-1)
    files?.set('gate-config.yml', new TextEncoder().encode('version: 1'))
    files?.delete('evidence/quality/quality.json')
    const outcome = await play.dispatch({ ...ASK, version: 'v1' })
    const pack = play.packs.at(-1)
    expect(pack === undefined ? [] : states(pack)).toEqual(['absent', 'differs', 'embedded'])
    expect(pack?.config).not.toHaveProperty('base64')
    expect(outcome.notes.map(({ text }) => text)).toEqual([
      'Evidence pack: Gate config. What lies beside the record is not what was judged.',
    ])
  })

  it('is made without a file that cannot be fetched, and says so', async () => {
    const play = await story()
    play.recordFiles.download = async () => {
      throw new AccessError('wandb', 'storage says no')
    }
    const outcome = await play.dispatch({ ...ASK, version: 'v1' })
    expect(outcome.notes.map(({ text }) => text)).toEqual(
      ['quality', 'Gate config', 'Pins'].map(
        (name) => `Evidence pack: ${name} could not be fetched (storage says no). Run this again.`,
      ),
    )
    expect(play.packs.map(states)).toEqual([['unreadable', 'unreadable', 'unreadable']])
  })

  it('names too large a report with its hash alone', async () => {
    const play = new StagePlay()
    const report = JSON.parse(play.files.get('eval/quality.json') ?? '') as object
    play.files.set('eval/quality.json', JSON.stringify({ ...report, note: 'x'.repeat(10_000_000) }))
    await play.push(play.merged('{ support-llm: { staging: v1, production: v1 } }').pushed)
    expect(states(await packOf(play))).toEqual(['too-large', 'embedded', 'embedded'])
  })

  it('of an edited predecessor fails in its chain, not in its making', async () => {
    const play = await story()
    const [first] = play.registry.runs.values()
    if (first === undefined) throw new Error('no record')
    first.config = { ...first.config, record: String(first.config['record']).replace('"cai"', '"eve"') }
    const outcome = await play.dispatch({ ...ASK, version: 'v1' })
    expect(outcome.notes.map(({ text }) => text)).toEqual(['Evidence pack: Chain. #1 was altered.'])
  })
})

describe('no evidence pack is made', () => {
  it.each([
    [
      'of a version that was never there',
      { version: 'v9' },
      'No record that counts says that v9 was put into production.',
    ],
    ['before it was there', { version: 'v2', at: '2026-03-10T10:05:00Z' }, 'No record that counts says that v2'],
    ['of a moment before all records', { at: '2026-03-10T09:00:00Z' }, 'no record says that anything held it then'],
  ])('%s', async (_, inputs, sentence) => {
    const play = await story()
    const outcome = await play.dispatch({ ...ASK, ...inputs })
    expect(outcome.listings[0]?.intro.at(-1)).toContain(sentence)
    expect([outcome.conclusion, play.packs]).toEqual(['no-change', []])
  })

  it('of an edited record', async () => {
    const play = await story()
    for (const run of play.registry.runs.values()) {
      run.config = { ...run.config, record: String(run.config['record']).replace('"cai"', '"eve"') }
    }
    await play.dispatch({ ...ASK, version: 'v1' })
    expect(play.packs).toEqual([])
  })

  it('of a whole history, or of all stages at a moment', async () => {
    const play = await story()
    await play.dispatch({ operation: 'history', model: 'support-llm' })
    await play.dispatch({ ...ASK })
    await play.dispatch({ operation: 'history', model: 'support-llm', at: '2026-03-10T10:15:00Z' })
    expect(play.packs).toEqual([])
  })

  it.each([
    [{ version: 'production', stage: 'production' }, 'does not know the version `production`'],
    [{ version: 'v1', stage: null }, 'needs the input `stage` beside `version`'],
  ])('for %j', async (inputs, message) => {
    await expect((await story()).dispatch({ ...ASK, ...inputs })).rejects.toThrow(message)
  })
})
