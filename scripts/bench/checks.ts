import { judge } from '../../src/promotion/judge.ts'
import { factsWith, gatesWith, reportWith } from './judge-facts.ts'
import { type MeasuredRun, measuredRun, summariseRuns } from './measured-run.ts'
import { megabytes, milliseconds, type Samples, summarise, targetMet } from './samples.ts'
import type { Settings } from './settings.ts'

const COUNTS = [10, 100, 1_000] as const
const MOST_MS = 50
/** Many, because they are short: one of them is likely to run undisturbed. */
const ROUNDS = 60
/** Ten times the checks may take ten times as long, and a little for the noise. */
const MOST_GROWTH = 12

/** The decision alone, and a whole promotion, by the number of checks. */
export async function benchChecks({ quick, terminal }: Settings): Promise<void> {
  // Compiled first: a short run would otherwise measure the interpreter.
  judging(1_000)
  const judged = new Map<number, Samples>()
  const rows: (readonly string[])[] = [
    [
      'checks',
      'judging, best / median',
      'per check',
      'whole run, best / median',
      'peak memory',
      `target < ${MOST_MS} ms`,
    ],
  ]
  for (const count of COUNTS) {
    const time = judging(count)
    judged.set(count, time)
    const run = await whole(count, quick ? 1 : 3)
    const each = `${((time.best / count) * 1000).toFixed(1)} µs`
    const verdict = count === 1_000 ? targetMet(time.best < MOST_MS) : ''
    rows.push([String(count), milliseconds(time), each, milliseconds(run.time), megabytes(run.peak), verdict])
  }
  const growth = (judged.get(1_000)?.best ?? 0) / (judged.get(100)?.best ?? 1)
  terminal.heading('Many checks: the decision in this process, and a whole promotion')
  terminal.table(rows)
  terminal.paragraph(
    `From 100 to 1,000 checks: ${growth.toFixed(1)} × (target ≤ ${MOST_GROWTH} ×: ${targetMet(growth <= MOST_GROWTH)}).`,
  )
}

function judging(checks: number): Samples {
  const facts = factsWith(checks)
  const verdict = judge(facts).verdict.status
  if (verdict !== 'pass') throw new Error(`the benchmark's version should pass, but the verdict is ${verdict}`)
  const times: number[] = []
  for (let index = 0; index < ROUNDS; index += 1) {
    const began = performance.now()
    judge(facts)
    times.push(performance.now() - began)
  }
  return summarise(times)
}

async function whole(checks: number, rounds: number): Promise<{ readonly time: Samples; readonly peak: number }> {
  const [gates, report] = [gatesWith(checks), reportWith(checks, 0.7012)]
  const runs: MeasuredRun[] = []
  for (let index = 0; index < rounds; index += 1) {
    runs.push(await measuredRun(gates, (acme) => acme.write('eval/report.json', report)))
  }
  return summariseRuns(runs)
}
