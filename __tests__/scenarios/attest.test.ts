import { describe, expect, it } from '@jest/globals'
import { AccessError, RemoteError } from '../../src/errors.ts'
import { KEEP, RollbackPlay } from './rollback-play.ts'
import { GATES, MINUTE, PIN_PRODUCTION, StagePlay, told } from './stage-play.ts'

const ATTESTED = GATES.replace('        keep_previous:', '        attest: true\n        keep_previous:')
const DOWN = new RemoteError('wandb', 'Down.')

function notesOf(outcome: Awaited<ReturnType<StagePlay['push']>>): readonly string[] {
  return outcome.promotions.flatMap(({ notes }) => notes.map(({ text }) => text))
}

async function promoted(play = new StagePlay({ gates: ATTESTED })) {
  const { pushed } = play.merged(PIN_PRODUCTION)
  return { play, pushed, outcome: await play.push(pushed) }
}

describe('attesting a promotion', () => {
  it('comes after everything else, once for the move, and is linked from the record', async () => {
    const { play, outcome } = await promoted()
    expect(told(outcome)).toBe('production v1: applied []')
    expect(play.attestations.asked).toEqual([
      'contents v1',
      'attest acme/wandb-registry-model/support-llm:v1',
      'writeSummary 1',
    ])
    expect(outcome.promotions[0]).toMatchObject({
      attestation: { id: '1', url: 'https://github.test/acme/models/attestations/1' },
    })
    const [record] = play.records()
    expect(play.attestations.stored[0]?.statement.predicate).toMatchObject({
      record: { sha256: record?.['sha256'] },
      from: { version: 'v0' },
      to: { version: 'v1' },
      approvals: [{ counted: [{ login: 'ana' }] }],
    })
    const [run] = play.registry.runs.values()
    expect(run?.summary).toMatchObject({
      conclusion: 'applied',
      record_sha256: record?.['sha256'],
      attestation_id: '1',
    })
  })

  it('is for stages that ask for it only', async () => {
    const { play, outcome } = await promoted(new StagePlay())
    expect([told(outcome), play.attestations.asked]).toEqual(['production v1: applied []', []])
    expect(outcome.promotions[0]).not.toHaveProperty('attestation')
  })

  it('follows no plan, no dry run and no refusal', async () => {
    const play = new StagePlay({ gates: ATTESTED })
    const number = play.propose(PIN_PRODUCTION)
    await play.plan(number)
    play.approve(number)
    play.advance(MINUTE)
    const pushed = play.github.merge(number, 'ana')
    await play.push(pushed, { inputs: { dryRun: true } })
    play.reportOn('v1', 0.1)
    expect(told(await play.push(pushed))).toBe('production v1: refused [metric-below-min]')
    expect(play.attestations.asked).toEqual([])
  })

  it('does not need the alias that follows: the record says applied', async () => {
    const play = new StagePlay({ gates: ATTESTED })
    play.registry.fault('moveAlias', { before: () => play.registry.fault('moveAlias', { throws: DOWN }) })
    const { outcome } = await promoted(play)
    expect([told(outcome), play.attestations.stored.length]).toEqual(['production v1: partial [wandb-unavailable]', 1])
  })

  it('attests a rollback too', async () => {
    const play = await new RollbackPlay(`${KEEP}        attest: true\n`).promoted('v1', 'v2')
    const outcome = await play.rollback()
    expect([outcome.conclusion, play.attestations.stored.length]).toEqual(['applied', 3])
    expect(play.attestations.stored[2]?.statement).toMatchObject({
      subject: { name: 'acme/wandb-registry-model/support-llm:v1' },
      predicate: { operation: 'rollback', from: { version: 'v2' }, to: { version: 'v1' } },
    })
    expect(outcome.promotions[0]?.attestation?.id).toBe('3')
  })

  it('goes to none when the job is cancelled meanwhile', async () => {
    const play = new StagePlay({ gates: ATTESTED })
    play.registry.fault('closeRecord', { after: () => Object.assign(play.cancellation, { requested: true }) })
    const { outcome } = await promoted(play)
    expect([outcome.conclusion, play.attestations.asked]).toEqual(['applied', []])
    expect(notesOf(outcome)).toContain('production was moved, but not attested: the job was cancelled.')
  })
})

describe('a failure to attest', () => {
  it.each([
    ['contents', 'production was moved and recorded, but not attested: no access Do this.'],
    ['attest', 'production was moved and recorded, but not attested: no access Do this.'],
    ['writeSummary', 'The attestation is stored, but the record does not name it: no access'],
  ] as const)('in %s warns and changes nothing', async (method, text) => {
    const play = new StagePlay({ gates: ATTESTED })
    play.attestations.fault(method, new AccessError('github', 'no access', { hint: 'Do this.' }))
    const { outcome } = await promoted(play)
    expect([told(outcome), outcome.decision, outcome.reasons]).toEqual(['production v1: applied []', 'pass', []])
    expect(notesOf(outcome)).toContain(text)
    expect(outcome.promotions[0]?.attestation?.id).toBe(method === 'writeSummary' ? '1' : undefined)
  })

  it('is also that the version is not what was recorded any more', async () => {
    const play = new StagePlay({ gates: ATTESTED })
    const { contents } = play.attestations
    play.attestations.contents = async (member) => {
      const found = await contents.call(play.attestations, member)
      return found === null ? null : { ...found, digest: 'another' }
    }
    const { outcome } = await promoted(play)
    expect(notesOf(outcome)).toContain(
      'production was moved and recorded, but not attested: The registry does not show v1 as it was recorded.',
    )
    expect(play.attestations.stored).toEqual([])
  })
})

describe('verify of an attested stage', () => {
  const VERIFY = { operation: 'verify', model: 'support-llm', stage: 'production' } as const

  it('passes when a statement names exactly the newest record', async () => {
    const { play } = await promoted()
    const outcome = await play.dispatch(VERIFY)
    expect([outcome.conclusion, outcome.reasons]).toEqual(['no-change', []])
    expect(play.attestations.asked.slice(-2)).toEqual(['contents v1', expect.stringMatching(/^find /)])
  })

  it('asks nothing for stages without it', async () => {
    const { play } = await promoted(new StagePlay())
    await play.dispatch(VERIFY)
    expect(play.attestations.asked).toEqual([])
  })

  it('only warns of a record that never had one', async () => {
    const play = new StagePlay({ gates: ATTESTED })
    play.attestations.fault('attest', DOWN)
    await promoted(play)
    const outcome = await play.dispatch(VERIFY)
    expect([outcome.conclusion, outcome.notes.map(({ code }) => code)]).toEqual(['no-change', ['attestation-missing']])
  })

  it('fails when a statement that the record names is gone', async () => {
    const { play } = await promoted()
    play.attestations.stored.splice(0)
    const outcome = await play.dispatch(VERIFY)
    expect([outcome.conclusion, outcome.reasons]).toEqual(['refused', ['attestation-missing']])
  })

  it('does not pass what it cannot read', async () => {
    const { play } = await promoted()
    play.attestations.fault('find', new AccessError('github', 'no access'))
    await expect(play.dispatch(VERIFY)).rejects.toMatchObject({ code: 'github-access' })
  })
})
