import { GATES } from '../../sandbox/acme.ts'
import { expectConclusion, mergedRequest, ONE_ALIAS, setLatency } from './company.ts'
import { milliseconds, type Samples, summarise, targetMet } from './samples.ts'
import { moveWithSdk, prepareSdk } from './sdk.ts'
import type { Settings } from './settings.ts'

const LATENCIES = [0, 50, 200] as const
const ALIAS = 'production'

interface Round {
  readonly gate: number
  readonly both: number
  readonly sdk: number | null
}

/** A whole promotion, from the start of the process to its end, beside a bare alias move with the official SDK. */
export async function benchWallTime({ quick, terminal }: Settings): Promise<void> {
  const missing = prepareSdk()
  await round(0, { sdk: missing === null, sdkFirst: false })
  const rows: (readonly string[])[] = [
    ['round trip', 'promotion, one alias', 'with keep_previous', 'SDK, bare alias move', 'ratio', 'target < SDK'],
  ]
  for (const latency of LATENCIES) {
    const rounds: Round[] = []
    for (let index = 0; index < (quick ? 2 : 5); index += 1) {
      rounds.push(await round(latency, { sdk: missing === null, sdkFirst: index % 2 === 1 }))
    }
    const gate = summarise(rounds.map((each) => each.gate))
    const both = summarise(rounds.map((each) => each.both))
    rows.push([`${latency} ms`, milliseconds(gate), milliseconds(both), ...beside(gate, rounds)])
  }
  terminal.heading('Wall time of a whole promotion, best / median')
  terminal.table(rows)
  if (missing !== null) terminal.paragraph(`The official SDK was not measured: ${missing}`)
}

function beside(gate: Samples, rounds: readonly Round[]): readonly string[] {
  const times = rounds.flatMap(({ sdk }) => sdk ?? [])
  if (times.length === 0) return ['–', '–', '–']
  const sdk = summarise(times)
  return [milliseconds(sdk), `${(gate.median / sdk.median).toFixed(2)}`, targetMet(gate.median < sdk.median)]
}

/** All three in turn; the SDK goes first in every other round. */
async function round(latency: number, order: { readonly sdk: boolean; readonly sdkFirst: boolean }): Promise<Round> {
  const two = await promotion(GATES, latency)
  const { acme, pushed } = await mergedRequest(ONE_ALIAS)
  try {
    setLatency(acme, latency)
    const early = order.sdk && order.sdkFirst ? await moveWithSdk(acme) : null
    acme.moveByHand(ALIAS, 'v11')
    const result = await acme.pushEvent(pushed)
    expectConclusion(result, 'applied')
    acme.moveByHand(ALIAS, 'v11')
    const sdk = order.sdk && !order.sdkFirst ? await moveWithSdk(acme) : early
    return { gate: result.elapsed, both: two, sdk }
  } finally {
    await acme.close()
  }
}

async function promotion(gates: string, latency: number): Promise<number> {
  const { acme, pushed } = await mergedRequest(gates)
  try {
    setLatency(acme, latency)
    const result = await acme.pushEvent(pushed)
    expectConclusion(result, 'applied')
    return result.elapsed
  } finally {
    await acme.close()
  }
}
