import { type Acme, type ActionResult, startAcme } from '../../sandbox/acme.ts'
import { addRun, addVersion, linkVersion } from '../../sandbox/wandb/seed.ts'
import type { Run } from '../../sandbox/wandb/state.ts'
import { canonicalJson, sha256Hex } from '../../src/promotion/canonical-json.ts'
import { expectConclusion, mergedRequest, ONE_ALIAS, setLatency } from './company.ts'
import { RequestTimes, roundTrips } from './request-times.ts'
import { milliseconds, summarise, targetMet } from './samples.ts'
import type { Settings } from './settings.ts'

const LATENCY_MS = 50
const RECORDS = 5_000
const MODELS = 200

/** The way back and the record: what on-call and auditors wait for, at 50 ms a round trip. */
export async function benchWayBack({ quick, terminal }: Settings): Promise<void> {
  const rounds = quick ? 2 : 5
  const rows: (readonly string[])[] = [['run of the Action', 'best / median', 'W&B requests, in a row', 'target', '']]
  const add = (name: string, runs: readonly Timed[], target: string, met: (run: Timed) => boolean) => {
    const time = summarise(runs.map(({ elapsed }) => elapsed))
    const [first] = runs
    rows.push([
      name,
      milliseconds(time),
      `${first?.requests ?? 0}, ${first?.trips ?? 0}`,
      target,
      targetMet(runs.some(met)),
    ])
  }
  const rollbacks: Timed[] = []
  for (let round = 0; round < rounds; round += 1) rollbacks.push(await rollback())
  add('rollback', rollbacks, '1.5 s, 7', ({ elapsed, trips }) => elapsed < 1_500 && trips <= 7)
  add(`history of ${RECORDS} records`, await history(rounds), '10 s', ({ elapsed }) => elapsed < 10_000)
  add(`status of ${MODELS} models`, await status(rounds), '5 s', ({ elapsed }) => elapsed < 5_000)
  terminal.heading(`The way back and the record, at ${LATENCY_MS} ms a round trip to W&B and to GitHub`)
  terminal.table(rows)
}

interface Timed {
  readonly elapsed: number
  readonly requests: number
  readonly trips: number
}

async function timed(acme: Acme, conclusion: string, run: () => Promise<ActionResult>): Promise<Timed> {
  const times = new RequestTimes(acme.github.apiUrl)
  setLatency(acme, LATENCY_MS)
  try {
    const result = await run()
    expectConclusion(result, conclusion)
    const wandb = times.of('wandb')
    return { elapsed: result.elapsed, requests: wandb.length, trips: roundTrips(wandb) }
  } finally {
    times.close()
    setLatency(acme, 0)
  }
}

/** v12 was promoted by record, and v11 before it. */
async function rollback(): Promise<Timed> {
  const { acme, pushed } = await mergedRequest(ONE_ALIAS)
  try {
    await acme.pushEvent(pushed)
    addRecord(acme, oneRecord(acme), { version: 'v11', sequence: 0, previous: null })
    await new Promise((resolve) => setTimeout(resolve, 1_010 - (Date.now() % 1_000)))
    const inputs = { operation: 'rollback', model: 'support-llm', stage: 'production', reason: 'bench' }
    return await timed(acme, 'applied', () => acme.dispatch(inputs))
  } finally {
    await acme.close()
  }
}

async function history(rounds: number): Promise<readonly Timed[]> {
  const { acme, pushed } = await mergedRequest(ONE_ALIAS)
  try {
    await acme.pushEvent(pushed)
    const template = oneRecord(acme)
    let previous: string | null = String(template.summary['record_sha256'])
    for (let sequence = 2; sequence <= RECORDS; sequence += 1)
      previous = addRecord(acme, template, { version: `v${sequence % 2 === 0 ? 11 : 12}`, sequence, previous })
    const runs: Timed[] = []
    for (let round = 0; round < rounds; round += 1)
      runs.push(
        await timed(acme, 'no-change', async () => {
          const result = await acme.dispatch({ operation: 'history', model: 'support-llm' })
          expectListed(result, RECORDS)
          return result
        }),
      )
    return runs
  } finally {
    await acme.close()
  }
}

/** @throws Error when not all were listed: a time for less would say nothing. */
function expectListed({ result }: ActionResult, count: number): void {
  const [listing] = result['listings'] as readonly { readonly data: unknown }[]
  const data = listing?.data as readonly unknown[] | { readonly records: readonly unknown[] } | undefined
  const found = Array.isArray(data) ? data.length : (data as { readonly records: readonly unknown[] }).records.length
  if (found !== count) throw new Error(`expected ${count} rows, found ${found}`)
}

function oneRecord(acme: Acme): Run {
  const [run] = acme.registry.state.runs.filter((each) => each.projectId === acme.registry.records.id)
  if (run === undefined) throw new Error('the promotion left no record')
  return run
}

/** A record like the given one, of another version and place in the chain; returns its sha256. */
function addRecord(
  acme: Acme,
  like: Run,
  { version, sequence, previous }: { version: string; sequence: number; previous: string | null },
): string {
  const { state, records, versions } = acme.registry
  const artifact = versions[Number(version.slice(1))]?.artifact
  const body = JSON.parse(String((like.config['record'] as { value: unknown }).value))
  // Before the given one: the server lists nothing that is dated later than now.
  const at = like.createdAt - (RECORDS + 1 - sequence) * 60_000
  const to = { version, artifact_id: artifact?.id, digest: artifact?.digest }
  const text = canonicalJson({
    ...body,
    to,
    sequence,
    previous_record: previous,
    finished_at: new Date(at + 2_000).toISOString(),
  })
  const sha256 = sha256Hex(text)
  const name = `bench${sequence}`
  const run = addRun(state, records, {
    name,
    jobType: 'model-promotion',
    ...(like.group === null ? {} : { group: like.group }),
    tags: like.tags,
    summary: { ...like.summary, record_sha256: sha256, previous_record: previous },
    inputs: artifact === undefined ? [] : [artifact.id],
    at,
  })
  Object.assign(run.config, like.config, {
    record: { value: text, desc: null },
    to_version: { value: version, desc: null },
  })
  return sha256
}

async function status(rounds: number): Promise<readonly Timed[]> {
  const names = Array.from({ length: MODELS }, (_, index) => `model-${String(index).padStart(3, '0')}`)
  const gates = `version: 1
registry: acme/wandb-registry-model
records: ml-governance/model-promotions
models:
${names.map((name) => `  ${name}: { stages: { staging: { ungated: true }, production: { ungated: true, from: staging } } }`).join('\n')}
`
  const acme = await startAcme({ gates, pins: '{}\n' })
  try {
    const { state, source, registry } = acme.registry
    for (const name of names) {
      const artifact = addVersion(state, source, { name: `${name}-source` })
      linkVersion(state, registry, { artifact, collection: name, aliases: ['staging', 'production'] })
    }
    const runs: Timed[] = []
    for (let round = 0; round < rounds; round += 1)
      runs.push(
        await timed(acme, 'no-change', async () => {
          const result = await acme.dispatch({ operation: 'status' })
          expectListed(result, MODELS * 2)
          return result
        }),
      )
    return runs
  } finally {
    await acme.close()
  }
}
