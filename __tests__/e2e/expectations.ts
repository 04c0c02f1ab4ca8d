import { expect } from '@jest/globals'
import type { Acme, ActionResult } from '../../sandbox/acme.ts'
import { OUTPUTS } from '../../src/action/input-table.ts'

export interface Expected {
  readonly conclusion: 'applied' | 'no-change' | 'planned' | 'pending' | 'refused' | 'partial' | 'error'
  readonly exit: 0 | 1
  readonly decision?: 'pass' | 'pending' | 'fail' | 'error'
  /** All reason codes, in any order. */
  readonly reasons?: readonly string[]
  /** Reason codes that must be among them. */
  readonly including?: readonly string[]
}

const DECISION = {
  applied: 'pass',
  'no-change': 'pass',
  planned: 'pass',
  pending: 'pending',
  refused: 'fail',
  partial: 'error',
  error: 'error',
} as const

/** What holds of every run, and what this one came to. On a mismatch the log is shown. */
export function expectOutcome(run: ActionResult, expected: Expected): void {
  const { outputs } = run
  const seen = {
    conclusion: outputs['conclusion'],
    decision: outputs['decision'],
    exit: run.exitCode,
    reasons: reasonsOf(run),
    log: '',
  }
  const matches =
    seen.conclusion === expected.conclusion &&
    seen.exit === expected.exit &&
    (expected.reasons === undefined || sameSet(expected.reasons, seen.reasons)) &&
    (expected.including ?? []).every((code) => seen.reasons.includes(code))
  if (!matches) seen.log = `${run.stdout}\n${run.stderr}`.slice(0, 6_000)
  expect(seen).toEqual({
    conclusion: expected.conclusion,
    decision: expected.decision ?? DECISION[expected.conclusion],
    exit: expected.exit,
    reasons: expectedReasons(expected, seen.reasons),
    log: '',
  })
  expectComplete(run)
}

/** Every output is set, and the same outcome stands in the outputs, in `result` and in the result file. */
export function expectComplete(run: ActionResult): void {
  const { outputs } = run
  expect(
    Object.keys(outputs)
      .filter((name) => name !== 'result-file-content')
      .sort(),
  ).toEqual([...OUTPUTS].sort())
  if (outputs['result'] !== '') expect(JSON.parse(outputs['result'] ?? '')).toEqual(run.result)
  expect(run.result).toMatchObject({
    schema_version: 1,
    decision: outputs['decision'],
    conclusion: outputs['conclusion'],
    applied: outputs['applied'] === 'true',
    reason_codes: reasonsOf(run),
    model: outputs['model'],
    stage: outputs['stage'],
    version: outputs['version'],
    digest: outputs['digest'],
    previous_version: outputs['previous-version'],
    artifact: outputs['artifact'],
    lineage_url: outputs['lineage-url'],
    record_url: outputs['record-url'],
    comment_url: outputs['comment-url'],
  })
  expect(run.summary).not.toBe('')
  expect(run.stderr).toBe('')
}

export function reasonsOf(run: ActionResult): readonly string[] {
  const text = run.outputs['reason-codes'] ?? ''
  return text === '' ? [] : text.split(',')
}

/** Requests to W&B that could have changed something there: mutations, and anything sent that is no query. */
export function writesTo(acme: Acme): readonly string[] {
  return acme.wandb.requests.flatMap(({ method, path, query, fields }) => {
    if (path === '/graphql') return query?.trimStart().startsWith('mutation') === true ? fields : []
    return method === 'GET' ? [] : [`${method} ${path}`]
  })
}

/** Holders of the aliases that the stages of `support-llm` stand for. */
export function holders(acme: Acme): Readonly<Record<string, string | undefined>> {
  return Object.fromEntries(
    ['candidate', 'staging', 'production', 'production-previous'].map((alias) => [alias, acme.holder(alias)]),
  )
}

/** The sandbox of GitHub was asked nothing that GitHub does not know, and W&B nothing that needs a write. */
export function expectNothingWritten(acme: Acme, before: Readonly<Record<string, string | undefined>>): void {
  expect(writesTo(acme)).toEqual([])
  expect(holders(acme)).toEqual(before)
  expect(acme.records()).toEqual([])
}

/** Every verdict node of a result, by id. */
export function nodesOf(run: ActionResult): ReadonlyMap<string, Node> {
  const nodes = new Map<string, Node>()
  const visit = (node: Node | null | undefined) => {
    if (node === null || node === undefined) return
    nodes.set(node.id, node)
    for (const child of node.children) visit(child)
  }
  visit(run.result['verdict'] as Node | null | undefined)
  return nodes
}

export interface Node {
  readonly id: string
  readonly kind: string
  readonly status: string
  readonly reason?: string
  readonly detail?: Readonly<Record<string, unknown>>
  readonly children: readonly Node[]
}

function sameSet(left: readonly string[], right: readonly string[]): boolean {
  return left.length === right.length && left.every((each) => right.includes(each))
}

function expectedReasons({ reasons, including }: Expected, seen: readonly string[]): readonly string[] {
  if (reasons !== undefined) return sameSet(reasons, seen) ? seen : reasons
  const missing = (including ?? []).filter((code) => !seen.includes(code))
  return missing.length === 0 ? seen : [...seen, ...missing]
}
