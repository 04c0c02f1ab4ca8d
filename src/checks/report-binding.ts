import type { ReportSource } from '../config/gate-config.ts'
import type { DatasetName, Evidence, ReportRow } from '../evidence/report.ts'
import type { ReasonCode } from '../reason-codes.ts'
import { type DatasetPin, datasetProblem } from './dataset-pin.ts'
import type { RunFacts } from './facts.ts'
import type { Verdict } from './verdict.ts'

export interface BindingInput {
  readonly source: ReportSource
  readonly evidence: Evidence
  /** The rows of it that checks read. */
  readonly rows: readonly ReportRow[]
  /** The run that logged the version; null: none, or not visible. */
  readonly producer: RunFacts | null
  /** Commits that stand for the pull request that asks for the version: its head, and the merge of it. */
  readonly heads: readonly string[]
}

/** Below this a commit could be any of several. */
const LEAST_HEX = 7

/**
 * What the gate config ties a report to, each as a node of its own. A report that does not say is not tied: cannot
 * tell is never a pass.
 */
export function evaluateBindings(input: BindingInput): readonly Verdict[] {
  const { dataset, commit, run } = input.source.bindings ?? {}
  return [
    ...(dataset === undefined ? [] : [datasetNode(input, dataset)]),
    ...(commit === undefined ? [] : [commitNode(input, commit)]),
    ...(run === undefined ? [] : [runNode(input)]),
  ]
}

function datasetNode(input: BindingInput, pin: DatasetPin): Verdict {
  const { report, origin } = input.evidence
  const stated: readonly DatasetName[] = report.dataset === undefined ? [] : [report.dataset]
  const problem = datasetProblem({ pin, rows: input.rows, stated, used: origin?.datasets ?? [] })
  return node(input, 'dataset', { expected: `${pin.name} ${pin.version}`, problem, reason: 'dataset-mismatch' })
}

function commitNode(input: BindingInput, by: 'head' | 'version'): Verdict {
  const { producer, heads } = input
  const wanted = by === 'head' ? heads : producer?.commit == null ? [] : [producer.commit]
  const whose = by === 'head' ? 'the pull request' : 'the run that logged the version'
  const expected = `the commit of ${whose}${wanted.length === 0 ? '' : `, ${wanted.join(' or ')}`}`
  return node(input, 'commit', { expected, problem: commitProblem(input, wanted, whose), reason: 'commit-mismatch' })
}

/** All that the report and its W&B run say must agree with one of the wanted commits. */
function commitProblem({ evidence }: BindingInput, wanted: readonly string[], whose: string): string | null {
  if (wanted.length === 0) return `nothing to compare with: the commit of ${whose} is not known`
  const claims = [evidence.report.commit, evidence.origin?.commit].filter((claim) => claim !== undefined)
  if (claims.length === 0) return 'the report names no commit'
  return claims.find((claim) => !wanted.some((commit) => sameCommit(claim, commit))) ?? null
}

function sameCommit(claim: string, commit: string): boolean {
  const short = claim.toLowerCase()
  return /^[0-9a-f]+$/.test(short) && short.length >= LEAST_HEX && commit.toLowerCase().startsWith(short)
}

function runNode(input: BindingInput): Verdict {
  const { producer } = input
  const wanted = producer === null ? null : `${producer.entity}/${producer.project}/${producer.id}`
  const expected = `the run that logged the version${wanted === null ? '' : `, ${wanted}`}`
  return node(input, 'run', { expected, problem: runProblem(input, wanted), reason: 'run-mismatch' })
}

function runProblem({ evidence }: BindingInput, wanted: string | null): string | null {
  if (wanted === null) return 'nothing to compare with: the run that logged the version is not known'
  const claims = [evidence.report.run, evidence.origin?.run].filter((claim) => claim !== undefined)
  if (claims.length === 0) return 'the report names no run'
  return claims.find((claim) => claim.replace(/^wandb-run:/, '') !== wanted) ?? null
}

interface Tie {
  readonly expected: string
  /** What was found instead; null: the tie holds. */
  readonly problem: string | null
  readonly reason: ReasonCode
}

function node({ source }: BindingInput, name: string, { expected, problem, reason }: Tie): Verdict {
  const detail = { type: 'fact', expected, ...(problem === null ? {} : { observed: problem }) } as const
  return {
    id: `reports/${source.name}/${name}`,
    kind: 'binding',
    ...(problem === null ? { status: 'pass' } : { status: 'fail', reason }),
    label: `${name} of ${source.name}`,
    detail,
    at: source.at,
    children: [],
  }
}
