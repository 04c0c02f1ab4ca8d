import { describe, expect, it } from '@jest/globals'
import type { RunOutcome } from '../../src/promotion/outcome.ts'
import { MINUTE, StagePlay } from './stage-play.ts'

const HISTORY = { operation: 'history', model: 'support-llm' } as const

/** v1 at 10:01, and back to v0 at 10:12. */
async function story(): Promise<StagePlay> {
  const play = new StagePlay()
  const { pushed } = play.merged('{ support-llm: { staging: v1, production: v1 } }')
  await play.push(pushed, { run: '900' })
  play.advance(10 * MINUTE)
  const number = play.propose('{ support-llm: { staging: v1, production: v0 } }')
  play.approve(number)
  play.registry.setAlias('staging', 'v0')
  play.reportOn('v0')
  play.advance(MINUTE)
  await play.push(play.github.merge(number, 'ana'), { run: '901', actor: 'dora' })
  return play
}

function rows({ listings }: RunOutcome): readonly string[] {
  return (listings[0]?.rows ?? []).map((row) =>
    row.map((cell) => (typeof cell === 'string' ? cell : cell.text)).join('|'),
  )
}

async function heldAt(play: StagePlay, at: string): Promise<unknown> {
  const outcome = await play.dispatch({ ...HISTORY, stage: 'production', at })
  const data = outcome.listings[0]?.data as { stages: readonly { version: string | null }[] }
  return data.stages[0]?.version
}

describe('history', () => {
  it('tells the records, newest first, with who, from, to and evidence', async () => {
    const outcome = await (await story()).dispatch(HISTORY)
    expect(outcome).toMatchObject({ conclusion: 'no-change', decision: 'pass' })
    expect(rows(outcome)).toEqual([
      '2026-03-10 10:12|production|promote|v1|v0|applied|dora||pull request 2, eval/quality.json|#2 unsigned',
      '2026-03-10 10:01|production|promote|v0|v1|applied|cai||pull request 1, eval/quality.json|#1 unsigned',
    ])
    expect(outcome.listings[0]?.diagram).toBe(
      [
        'timeline',
        '    title support-llm',
        '    2026-03-10 10.01 : production v1 by promote of cai',
        '    2026-03-10 10.12 : production v0 by promote of dora',
      ].join('\n'),
    )
  })

  it.each([
    ['before the first record', '2026-03-10T10:00:59Z', null],
    ['at the very moment', '2026-03-10T10:01:00Z', 'v1'],
    ['between two records', '2026-03-10T10:11:59Z', 'v1'],
    ['after the last one', '2026-05-03T14:00:00Z', 'v0'],
    ['in another time zone', '2026-03-10T12:05:00+02:00', 'v1'],
  ])('answers what held the stage %s', async (_, at, version) => {
    expect(await heldAt(await story(), at)).toBe(version)
  })

  it('answers with digest, run, commit and data set', async () => {
    const play = new StagePlay()
    const producer = {
      entity: 'research',
      project: 'training',
      id: 'run7',
      displayName: null,
      state: 'finished',
      commit: 'c0ffee',
      inputs: [
        { path: 'research/training/base:v1', type: 'model', digest: 'b' },
        { path: 'research/training/tickets:v4', type: 'dataset', digest: 'd' },
      ],
    }
    play.registry.add({ artifactId: 'artifact-new', aliases: ['staging'], producer })
    play.reportOn('v3')
    await play.push(play.merged('{ support-llm: { staging: v1, production: v3 } }').pushed)
    const outcome = await play.dispatch({ ...HISTORY, stage: 'production', at: '2026-12-01T00:00:00Z' })
    expect(rows(outcome)).toEqual([
      'production|v3|digest-of-artifact-new|2026-03-10 10:01|cai|research/training/run7|c0ffee|research/training/tickets:v4|#1 unsigned',
    ])
  })

  it.each([
    ['is gone', null],
    ['stands for another artifact now', 'another'],
  ])('answers by the record where the version %s', async (_, artifactId) => {
    const play = await story()
    const versions = play.registry.versions.bind(play.registry)
    play.registry.versions = async (...given) =>
      (await versions(...given)).map((member) =>
        member === null || artifactId === null ? null : { ...member, artifactId },
      )
    const outcome = await play.dispatch({ ...HISTORY, stage: 'production', at: '2026-03-10T10:05:00Z' })
    expect(outcome.listings[0]?.intro[0]).toContain('not in the registry any more')
    expect(await heldAt(play, '2026-03-10T10:05:00Z')).toBe('v1')
  })

  it('shows an edited record, and does not answer by it', async () => {
    const play = await story()
    const [run] = play.registry.runs.values()
    if (run === undefined) throw new Error('no record')
    run.config = { ...run.config, record: String(run.config['record']).replace('"cai"', '"eve"') }
    expect(rows(await play.dispatch(HISTORY))[1]).toContain('#1 not intact')
    expect(await heldAt(play, '2026-03-10T10:05:00Z')).toBeNull()
  })

  it('needs a model, and is content with an empty history', async () => {
    const play = new StagePlay()
    await expect(play.dispatch({ operation: 'history' })).rejects.toThrow('needs the input `model`')
    const outcome = await play.dispatch(HISTORY)
    expect(outcome.listings[0]).toMatchObject({ intro: ['There is no record yet.'], rows: [], diagram: null })
  })
})
