import { type Acme, type ActionResult, GATES, lmEvalReport, startAcme } from '../../sandbox/acme.ts'
import type { Pushed } from '../../sandbox/github/seed-pulls.ts'

/** Without the alias that follows the replaced version: one alias moves. */
export const ONE_ALIAS = GATES.replace(/^ *keep_previous: .*\n/m, '')

/** A merged and approved request for v12 in production; what is left is the push. */
export interface Merged {
  readonly acme: Acme
  readonly number: number
  readonly pushed: Pushed
}

export async function mergedRequest(gates: string): Promise<Merged> {
  const acme = await startAcme({ gates })
  acme.write('eval/quality.json', lmEvalReport('arc_easy', 0.7))
  const number = acme.proposePin('v12')
  acme.approve(number, 'ana')
  return { acme, number, pushed: acme.merge(number) }
}

/**
 * A number means something only when the run did what it should.
 * @throws Error with the log when it did not.
 */
export function expectConclusion(result: ActionResult, conclusion: string): void {
  if (result.outputs['conclusion'] === conclusion) return
  throw new Error(
    `expected ${conclusion}, found ${result.outputs['conclusion'] ?? 'nothing'}\n${result.stdout.slice(0, 3_000)}\n${result.stderr}`,
  )
}

export function setLatency(acme: Acme, ms: number): void {
  acme.wandb.setLatency(ms)
  acme.github.setLatency(ms)
}
