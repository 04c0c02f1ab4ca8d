import { createHash } from 'node:crypto'
import { afterEach, expect } from '@jest/globals'
import {
  type Acme,
  type AcmeOptions,
  type ActionResult,
  type ActionRun,
  lmEvalReport,
  REPOSITORY,
  startAcme,
} from '../../sandbox/acme.ts'
import { repoNamed } from '../../sandbox/github/seed.ts'
import type { Pushed } from '../../sandbox/github/seed-pulls.ts'

const opened: Acme[] = []

// Every story ends with a look at what GitHub's schema has to say about it, and at faults that never struck.
afterEach(async () => {
  for (const acme of opened.splice(0)) {
    await acme.close()
    expect(acme.github.violations).toEqual([])
    expect({ wandb: acme.wandb.faults.pending, github: acme.github.faults.pending() }).toEqual({ wandb: 0, github: 0 })
  }
})

/** A company whose workspace holds a good report; it is closed, and looked over, when the test ends. */
export async function openAcme(options: AcmeOptions = {}): Promise<Acme> {
  const acme = await startAcme(options)
  opened.push(acme)
  acme.write('eval/quality.json', lmEvalReport('arc_easy', 0.7))
  return acme
}

/** A pin of production that ana approved and merged; what is left is the push. */
export interface Merged {
  readonly acme: Acme
  readonly number: number
  readonly pushed: Pushed
  /** Runs the Action for the push, or once more for it. */
  readonly promote: (more?: Partial<ActionRun>, inputs?: Readonly<Record<string, string>>) => Promise<ActionResult>
}

export async function mergedPin(options: AcmeOptions = {}, version = 'v12'): Promise<Merged> {
  return mergePin(await openAcme(options), version)
}

export function mergePin(acme: Acme, version: string, stage = 'production'): Merged {
  const number = acme.proposePin(version, stage)
  acme.approve(number, 'ana')
  const pushed = acme.merge(number)
  return { acme, number, pushed, promote: (more = {}, inputs = {}) => acme.pushEvent(pushed, inputs, more) }
}

export interface KeptRecord {
  readonly runId: string
  /** `applied`, `abandoned`, …; null: not closed. */
  readonly conclusion: string | null
  readonly to: string
  readonly sequence: number
  readonly body: Readonly<Record<string, unknown>>
}

/** The record runs of production (or of `stage`), oldest first; each closed one is checked against its own hash. */
export function keptRecords(acme: Acme, stage = 'production'): readonly KeptRecord[] {
  return acme
    .records()
    .filter((run) => configValue(run.config, 'stage') === stage)
    .map((run) => {
      const closed = run.summary['record_sha256'] !== undefined
      const text = String(configValue(run.config, closed ? 'record' : 'intent'))
      const body = JSON.parse(text)
      if (closed) expect(run.summary['record_sha256']).toBe(createHash('sha256').update(text).digest('hex'))
      if (closed) expect(run.summary['conclusion']).toBe(body.conclusion)
      return {
        runId: run.name,
        conclusion: closed ? body.conclusion : null,
        to: body.to?.version ?? 'nobody',
        sequence: body.sequence,
        body,
      }
    })
}

/** Asserts that closed records form one chain: each names the one before it by hash. */
export function expectOneChain(acme: Acme, stage = 'production'): void {
  const hashes = acme
    .records()
    .filter((run) => configValue(run.config, 'stage') === stage)
    .map((run) => run.summary['record_sha256'])
  const chain = keptRecords(acme, stage).map(({ body }) => [body['sequence'], body['previous_record']])
  expect(chain).toEqual(hashes.map((_, index) => [index + 1, hashes[index - 1] ?? null]))
}

/** `conclusion version` of each record, for a glance: `applied v12`. */
export function story(acme: Acme, stage = 'production'): readonly string[] {
  return keptRecords(acme, stage).map(({ conclusion, to }) => `${conclusion ?? 'open'} ${to}`)
}

/** Operations that W&B was asked for, in order; without what is put beside a record, which nothing waits for. */
export function wandbLog(acme: Acme): readonly string[] {
  return acme.wandb.requests.filter((request) => !isBeside(request)).map(operationOf)
}

/** What was put beside records, in order: it may mingle with all that comes after the record was closed. */
export function besideLog(acme: Acme): readonly string[] {
  return acme.wandb.requests.filter(isBeside).map(operationOf)
}

type WandbRequest = Acme['wandb']['requests'][number]

function isBeside({ operationName, method }: WandbRequest): boolean {
  return method === 'PUT' || ['GateCreateFiles', 'GateMarkFiles'].includes(operationName ?? '')
}

function operationOf({ operationName, path, method }: WandbRequest): string {
  return operationName ?? `${method === 'PUT' ? 'PUT ' : ''}${path.split('/').at(-1) ?? ''}`
}

/** Operations that GitHub was asked for, in order; GraphQL documents by name. */
export function githubLog(acme: Acme): readonly string[] {
  return acme.github.requests.map(({ operation, body }) => {
    const query = typeof body === 'object' && body !== null && 'query' in body ? String(body.query) : ''
    return /^\s*query (\w+)/.exec(query)?.[1] ?? operation
  })
}

/** How often aliases were moved through the API. */
export function moves(acme: Acme): number {
  return wandbLog(acme).filter((operation) => operation === 'GateMoveAlias').length
}

export function configValue(config: Readonly<Record<string, unknown>>, key: string): unknown {
  const held = config[key]
  return typeof held === 'object' && held !== null && 'value' in held ? held.value : undefined
}

/** What a person is told in log, summary, result and comment, in one text. */
export function everythingSaid(acme: Acme, result: ActionResult): string {
  const comments = Object.values(repoNamed(acme.github, REPOSITORY).comments).map((comment) => comment.body)
  return [result.stdout, result.stderr, result.summary, ...Object.values(result.outputs), ...comments].join('\n')
}

export const MINUTE = 60_000

/** Reason codes of a run, most important first. */
export function reasonCodes({ outputs }: ActionResult): readonly string[] {
  return (outputs['reason-codes'] ?? '').split(',')
}

/** A failure that the client does not take for a passing one, so that it does not try again. */
export const BROKEN = { status: 501, body: 'not today' }
