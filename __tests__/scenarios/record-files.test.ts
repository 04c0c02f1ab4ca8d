import { createHash } from 'node:crypto'
import { describe, expect, it } from '@jest/globals'
import { AccessError } from '../../src/errors.ts'
import { packFindings } from '../../src/promotion/evidence-pack-findings.ts'
import { ASK, packOf, story } from './pack-play.ts'
import { GATES, MINUTE, PIN_PRODUCTION, StagePlay, told } from './stage-play.ts'

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')

interface Body {
  readonly evidence: readonly { readonly sha256: string }[]
  readonly config: { readonly sha256: string }
  readonly pins: { readonly sha256: string }
}

async function promoted(play = new StagePlay()) {
  const outcome = await play.push(play.merged(PIN_PRODUCTION).pushed)
  const [[runId = '', files = new Map<string, Uint8Array>()] = []] = play.recordFiles.stored
  return { play, outcome, runId, files }
}

describe('after a promotion, beside its record', () => {
  it('lie the evidence, the gate config and the pins, each with the hash that the record names', async () => {
    const { play, outcome, runId, files } = await promoted()
    expect(told(outcome)).toBe('production v1: applied []')
    expect(runId).toBe(outcome.promotions[0]?.record?.runId)
    expect([...files.keys()]).toEqual(['evidence/quality/quality.json', 'gate-config.yml', 'model-pins.yml'])
    const [record] = play.records() as unknown as readonly Body[]
    expect([...files.values()].map(sha256)).toEqual([
      record?.evidence[0]?.sha256,
      record?.config.sha256,
      record?.pins.sha256,
    ])
    expect(play.said.at(-1)).toBe(`Put beside the record ${runId}: 3 files.`)
  })

  it('come the files after everything that counts', async () => {
    const play = new StagePlay()
    const seen: unknown[] = []
    const upload = play.recordFiles.upload.bind(play.recordFiles)
    play.recordFiles.upload = (...given) => {
      seen.push(play.asked().at(-1), play.registry.holderOf('production'))
      return upload(...given)
    }
    await promoted(play)
    expect(seen).toEqual(['holder production-previous', 'v1'])
  })

  it('is no file that is too large, and the others are there', async () => {
    const play = new StagePlay()
    const report = JSON.parse(play.files.get('eval/quality.json') ?? '') as object
    play.files.set('eval/quality.json', JSON.stringify({ ...report, note: 'x'.repeat(10_000_000) }))
    const { outcome, files } = await promoted(play)
    expect(told(outcome)).toBe('production v1: applied []')
    expect([...files.keys()]).toEqual(['gate-config.yml', 'model-pins.yml'])
  })

  it('lies what was judged also where the alias that follows could not move', async () => {
    const play = new StagePlay()
    play.registry.fault('moveAlias', { after: () => undefined })
    play.registry.fault('moveAlias', { throws: new AccessError('wandb', 'no') })
    const { outcome, files } = await promoted(play)
    expect([outcome.conclusion, files.size]).toEqual(['partial', 3])
  })
})

describe('a failure to upload', () => {
  it.each([
    [
      'of everything',
      (play: StagePlay) => Object.assign(play.recordFiles, { failure: new Error('storage is down') }),
      'The evidence could not be put beside the record',
    ],
    [
      'of one file',
      (play: StagePlay) => play.recordFiles.lost.set('gate-config.yml', new AccessError('wandb', 'SlowDown')),
      'gate-config.yml could not be put beside the record',
    ],
  ])('%s is a warning, and changes nothing else', async (_, breakIt, message) => {
    const play = new StagePlay()
    breakIt(play)
    const { outcome } = await promoted(play)
    expect(told(outcome)).toBe('production v1: applied []')
    expect(outcome.promotions[0]?.notes).toEqual([])
    expect(play.said.filter((line) => line.startsWith('warning: '))).toEqual([expect.stringContaining(message)])
    expect(play.records()[0]).toMatchObject({ conclusion: 'applied' })
  })
})

describe('nothing is uploaded', () => {
  it.each<[string, (play: StagePlay) => Promise<unknown>]>([
    [
      'by a plan',
      async (play) => {
        const number = play.propose(PIN_PRODUCTION)
        play.approve(number)
        return play.plan(number)
      },
    ],
    ['by a dry run', (play) => play.push(play.merged(PIN_PRODUCTION).pushed, { inputs: { dryRun: true } })],
    [
      'by a refusal',
      (play) => {
        play.reportOn('v1', 0.1)
        return play.push(play.merged(PIN_PRODUCTION).pushed)
      },
    ],
    [
      'when somebody else moved the alias at the same moment',
      (play) => {
        play.registry.fault('moveAlias', { after: (registry) => registry.setAlias('production', 'v2') })
        return play.push(play.merged(PIN_PRODUCTION).pushed)
      },
    ],
    [
      'when the record could not be closed',
      (play) => {
        play.registry.fault('closeRecord', { throws: new Error('gone') })
        return play.push(play.merged(PIN_PRODUCTION).pushed)
      },
    ],
  ])('%s', async (_, act) => {
    const play = new StagePlay()
    await act(play)
    expect(play.recordFiles.uploads).toEqual([])
  })

  it('once more by the same request', async () => {
    const { play } = await promoted()
    play.advance(MINUTE)
    const again = await play.dispatch({ model: 'support-llm', stage: 'production' }, { run: '901' })
    expect(again.conclusion).toBe('no-change')
    expect(play.recordFiles.uploads).toHaveLength(1)
  })
})

it('a record says where the version came from, who owns the model, and what started the run', async () => {
  const producer = {
    entity: 'research',
    project: 'training',
    id: 'run7',
    displayName: null,
    state: 'finished',
    commit: 'c0ffee',
    inputs: [{ path: 'research/training/tickets:v4', type: 'dataset', digest: 'd' }],
  }
  const source = { entity: 'research', project: 'training', collection: 'runs', version: 'v7' }
  const play = new StagePlay({ gates: GATES.replace('  support-llm:\n', '  support-llm:\n    owners: ["@acme/ml"]\n') })
  play.registry.add({ artifactId: 'artifact-new', aliases: ['staging'], producer, source })
  play.reportOn('v3')
  await play.push(play.merged('{ support-llm: { staging: v1, production: v3 } }').pushed)
  expect(play.records()[0]).toMatchObject({
    lineage: {
      source: 'research/training/runs:v7',
      run: 'research/training/run7',
      commit: 'c0ffee',
      inputs: producer.inputs,
    },
    owners: ['@acme/ml'],
    event: 'push',
  })
})

it('a rollback waits for no upload, and its pack names the rules that allowed it', async () => {
  const play = await story()
  const startedAt = new Date(play.clock.now).toISOString()
  const inputs = { ...ASK, operation: 'rollback', reason: 'it answers nonsense' } as const
  const uploads = play.recordFiles.uploads.length
  const outcome = await play.dispatch(inputs, { run: '909', actor: 'dev', startedAt })
  expect(told(outcome)).toContain('production v2: applied')
  expect(play.recordFiles.uploads).toHaveLength(uploads)
  const pack = await packOf(play, { version: 'v2' })
  expect(JSON.parse(pack.record.record)).toMatchObject({
    operation: 'rollback',
    event: 'workflow_dispatch',
    sequence: 4,
  })
  expect([pack.config?.state, pack.pins?.state, pack.chain.records.length]).toEqual(['absent', 'absent', 4])
  expect(packFindings(pack).filter(({ status }) => status === 'fail')).toEqual([])
})
