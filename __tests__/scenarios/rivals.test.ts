import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import type { ModelRegistry } from '../../src/operations/ports.ts'
import type { RunOutcome } from '../../src/promotion/outcome.ts'
import { GATES, StagePlay, told } from './stage-play.ts'

/** No people and no order of stages: only the protocol stands between two runs. */
const GATES_OF_NUMBERS = GATES.replace('        approvals: [{ role: model steward, count: 1, users: [ana, bo] }]\n', '')
  .replace('        from: staging\n', '')
  .replace('        keep_previous: production-previous\n', '')
const METHODS = ['read', 'openRecord', 'moveAlias', 'holder', 'closeRecord']

type Hook = (method: string, args: readonly unknown[]) => void | Promise<void>

/** A registry that does something before each call. */
function hooked(registry: ModelRegistry, before: Hook): ModelRegistry {
  return new Proxy(registry, {
    get(target, name) {
      const member: unknown = Reflect.get(target, name)
      if (typeof member !== 'function') return member
      if (!METHODS.includes(String(name))) return member.bind(target)
      return async (...args: unknown[]) => {
        await before(String(name), args)
        return Reflect.apply(member, target, args) as unknown
      }
    },
  })
}

interface Race {
  readonly play: StagePlay
  readonly outcomes: readonly RunOutcome[]
  /** Who held production at the moment of each move of it. */
  readonly holders: readonly string[]
}

/**
 * Dispatched runs want versions in production at the same time; the scheduler decides whose call comes next. The server's
 * clock ticks before each intent.
 */
async function race(scheduler: fc.Scheduler, versions: readonly string[], tick = 1): Promise<Race> {
  const play = new StagePlay({ gates: GATES_OF_NUMBERS, pins: '{}' })
  play.files.set('eval/quality.json', '{"accuracy": 0.9}')
  const holders: string[] = []
  const before =
    (run: string): Hook =>
    async (method, args) => {
      await scheduler.schedule(Promise.resolve(), `${run} ${method}`)
      if (method === 'openRecord') play.advance(tick)
      const [target] = args as readonly { readonly alias?: string }[]
      if (method === 'moveAlias' && target?.alias === 'production')
        holders.push(play.registry.holderOf('production') ?? 'nobody')
    }
  const started = versions.map((version, index) => {
    const run = String(901 + index)
    const inputs = { model: 'support-llm', stage: 'production', version, reportVersion: version }
    const wait = () => scheduler.schedule(Promise.resolve(), `${run} waits`)
    return play.dispatch(inputs, { run, wait, registry: (registry) => hooked(registry, before(run)) })
  })
  const outcomes = await scheduler.waitFor(Promise.all(started))
  return { play, outcomes, holders }
}

function conclusions(outcomes: readonly RunOutcome[]): readonly string[] {
  return outcomes.map((outcome) => outcome.conclusion).sort()
}

describe('two runs at the same time', () => {
  it('that want the same version: exactly one moves the alias, however they interleave', async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), async (scheduler) => {
        const { play, outcomes, holders } = await race(scheduler, ['v2', 'v2'])
        expect(holders).toEqual(['v0'])
        expect([
          ['applied', 'refused'],
          ['applied', 'no-change'],
        ]).toContainEqual(conclusions(outcomes))
        for (const { conclusion, reasons } of outcomes) {
          if (conclusion === 'refused') expect(['in-progress', 'conflict']).toContain(reasons[0])
        }
        expect(play.registry.holderOf('production')).toBe('v2')
        expect(play.records().filter((body) => body['conclusion'] === 'applied')).toHaveLength(1)
        expect(play.records().filter((body) => body['sha256'] === null)).toEqual([])
      }),
      { numRuns: 100 },
    )
  })

  it('that want different versions: every move starts from the version that it was judged against', async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), async (scheduler) => {
        const { play, outcomes, holders } = await race(scheduler, ['v1', 'v2'])
        const applied = play.records().filter((body) => body['conclusion'] === 'applied')
        expect(holders).toEqual(applied.map(({ from }) => (from as { version: string }).version))
        expect([
          ['applied', 'refused'],
          ['applied', 'applied'],
        ]).toContainEqual(conclusions(outcomes))
        expect(applied.at(-1)?.['to']).toMatchObject({ version: play.registry.holderOf('production') })
      }),
      { numRuns: 100 },
    )
  })

  it('whose intents the server dates alike: never do both move from the same version', async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), async (scheduler) => {
        const { play, outcomes, holders } = await race(scheduler, ['v1', 'v2'], 0)
        const applied = play.records().filter((body) => body['conclusion'] === 'applied')
        expect(holders).toEqual(applied.map(({ from }) => (from as { version: string }).version))
        expect(new Set(holders).size).toBe(holders.length)
        expect(outcomes.map((outcome) => outcome.conclusion)).toContain('applied')
      }),
      { numRuns: 100 },
    )
  })

  it('of which one died with an intent of the same moment: the other waits a while and yields', async () => {
    const play = new StagePlay({ gates: GATES_OF_NUMBERS, pins: '{}' })
    play.registry.fault('openRecord', {
      after: ({ runs }) => {
        for (const [id, run] of [...runs]) runs.set(`z${id}`, { ...run, record: { ...run.record, runId: `z${id}` } })
      },
    })
    const outcome = await play.dispatch({ model: 'support-llm', stage: 'production', version: 'v1' })
    expect(told(outcome)).toBe('production v1: refused [in-progress]')
    expect(play.clock.waited).toBe(10_000)
    expect(play.writes()).toEqual(['open', 'close abandoned'])
  })
})
