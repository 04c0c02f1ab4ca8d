import { expect } from '@jest/globals'
import type { Acme, ActionResult } from '../../sandbox/acme.ts'
import { type Expected, expectOutcome, holders, writesTo } from '../e2e/expectations.ts'

/** How an attack ends: what the run comes to, and a sentence that people read in its summary. */
export interface Stopped extends Expected {
  readonly said: string | RegExp
}

/**
 * Takes down what stands in the registry. What it returns asserts that a run came to this end, told it to people, and
 * changed nothing in W&B since.
 */
export function guard(acme: Acme): (run: ActionResult, stopped: Stopped) => void {
  const before = { holders: holders(acme), writes: writesTo(acme).length, records: JSON.stringify(acme.records()) }
  return (run, { said, ...expected }) => {
    expectOutcome(run, expected)
    expect(run.outputs['applied']).toBe('false')
    expect(run.summary).toMatch(said)
    expect(writesTo(acme).slice(before.writes)).toEqual([])
    expect(holders(acme)).toEqual(before.holders)
    expect(JSON.stringify(acme.records())).toBe(before.records)
  }
}

export const PRODUCTION = { model: 'support-llm', stage: 'production' } as const
export const PIN = { 'model-pins.yml': 'support-llm: { production: v12 }\n' } as const

/** Inputs that would promote if inputs could. */
export const EAGER = { operation: 'promote', ...PRODUCTION, version: 'v12', 'dry-run': 'false' } as const
