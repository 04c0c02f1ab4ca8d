import { type Acme, type ActionResult, GATES } from '../../sandbox/acme.ts'
import { expectConclusion, mergedRequest, ONE_ALIAS, setLatency } from './company.ts'
import { RequestTimes, roundTrips } from './request-times.ts'
import { targetMet } from './samples.ts'
import type { Settings } from './settings.ts'

/** Long enough that requests of one step overlap, whatever the machine. */
const LATENCY_MS = 50
const MOST = { wandb: 6, github: 4 }

interface Counted {
  readonly wandb: string
  readonly github: string
  readonly met: boolean
}

/** Requests of each kind of run, all and one after the other. */
export async function benchRequests({ terminal }: Settings): Promise<void> {
  const rows: (readonly string[])[] = [
    ['run of the Action', 'W&B', 'GitHub', `target ≤ ${MOST.wandb} and ≤ ${MOST.github}`],
  ]
  const add = (name: string, { wandb, github, met }: Counted) => rows.push([name, wandb, github, targetMet(met)])
  const one = await mergedRequest(ONE_ALIAS)
  try {
    add('promotion, one alias', await count(one.acme, 'applied', () => one.acme.pushEvent(one.pushed)))
    add('the same push again (no-change)', await count(one.acme, 'no-change', () => one.acme.pushEvent(one.pushed)))
    const next = one.acme.proposePin('v10')
    add('plan on a pull request (refused)', await count(one.acme, 'refused', () => one.acme.pullRequestEvent(next)))
    add('the same plan again', await count(one.acme, 'refused', () => one.acme.pullRequestEvent(next)))
  } finally {
    await one.acme.close()
  }
  const two = await mergedRequest(GATES)
  try {
    add(
      'promotion with keep_previous (two aliases)',
      await count(two.acme, 'applied', () => two.acme.pushEvent(two.pushed)),
    )
  } finally {
    await two.acme.close()
  }
  terminal.heading('Requests per run: all, and round trips one after the other')
  terminal.table(rows)
}

async function count(acme: Acme, conclusion: string, run: () => Promise<ActionResult>): Promise<Counted> {
  const times = new RequestTimes(acme.github.apiUrl)
  const before = acme.wandb.requests.length
  setLatency(acme, LATENCY_MS)
  try {
    expectConclusion(await run(), conclusion)
    const asked = acme.wandb.requests.slice(before)
    // What is put beside a record begins when the record is closed, and nothing but the end of the process waits for it.
    const wandb = times.of('wandb').filter((_, index) => !isBeside(asked[index]))
    const github = times.of('github')
    const trips = { wandb: roundTrips(wandb), github: roundTrips(github) }
    return {
      wandb: `${wandb.length}, ${trips.wandb} in a row${asked.length > wandb.length ? `; then ${asked.length - wandb.length} beside` : ''}`,
      github: `${github.length}, ${trips.github} in a row`,
      met: trips.wandb <= MOST.wandb && trips.github <= MOST.github,
    }
  } finally {
    times.close()
    setLatency(acme, 0)
  }
}

function isBeside(request: Acme['wandb']['requests'][number] | undefined): boolean {
  return request?.method === 'PUT' || ['GateCreateFiles', 'GateMarkFiles'].includes(request?.operationName ?? '')
}
