import { appendFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { error, info, notice, setOutput, warning } from '@actions/core'
import { toGateError } from '../errors.ts'
import type { RunOutcome } from '../promotion/outcome.ts'
import type { Result } from '../promotion/result.ts'
import { toResult } from '../promotion/result.ts'
import { renderAnnotations } from '../render/annotations.ts'
import type { RenderAddresses } from '../render/context.ts'
import { renderLog } from '../render/log.ts'
import { renderSummary } from '../render/summary.ts'
import type { OutputName } from './input-table.ts'
import { OUTPUTS } from './input-table.ts'

type Environment = Readonly<Record<string, string | undefined>>

export interface ReportInput {
  readonly outcome: RunOutcome
  readonly commentUrls: readonly string[]
  readonly warnings: readonly string[]
  readonly addresses: RenderAddresses
  readonly env: Environment
}

/** A larger result is only in the file: GitHub drops outputs of more than 1 MB. */
const LARGEST_OUTPUT = 900_000
const LARGEST_SUMMARY_OUTPUT = 60_000

/** Says the outcome everywhere it belongs: log, annotations, job summary, every output. */
export function report({ outcome, commentUrls, warnings, addresses, env }: ReportInput): void {
  info(renderLog(outcome))
  for (const message of warnings) warning(message, { title: 'Model Promotion Gate' })
  annotate(outcome)
  const summary = renderSummary(outcome, addresses)
  const summaryFile = env['GITHUB_STEP_SUMMARY']
  if (summaryFile) attempt('The job summary', () => appendFileSync(summaryFile, summary))
  const result = toResult(outcome, commentUrls)
  const outputs = toOutputs(result, summary, env)
  for (const name of OUTPUTS) setOutput(name, outputs[name])
}

function annotate(outcome: RunOutcome): void {
  const write = { error, warning, notice }
  for (const { level, title, message, file, line, column } of renderAnnotations(outcome)) {
    write[level](message, {
      title,
      ...(file === undefined ? {} : { file }),
      ...(line === undefined ? {} : { startLine: line }),
      ...(column === undefined ? {} : { startColumn: column }),
    })
  }
}

function toOutputs(result: Result, summary: string, env: Environment): Readonly<Record<OutputName, string>> {
  const json = JSON.stringify(result)
  return {
    decision: result.decision,
    conclusion: result.conclusion,
    'reason-codes': result.reason_codes.join(','),
    applied: String(result.applied),
    model: result.model,
    stage: result.stage,
    version: result.version,
    digest: result.digest,
    'previous-version': result.previous_version,
    artifact: result.artifact,
    'lineage-url': result.lineage_url,
    'record-url': result.record_url,
    'comment-url': result.comment_url,
    result: Buffer.byteLength(json) > LARGEST_OUTPUT ? '' : json,
    'result-file': writeResult(json, env),
    'summary-markdown': summary.length > LARGEST_SUMMARY_OUTPUT ? '' : summary,
  }
}

/** The file lies in the runner's temporary folder, readable by its user only; its name is new for each step. */
function writeResult(json: string, env: Environment): string {
  const folder = env['RUNNER_TEMP']
  if (folder === undefined || folder === '') return ''
  const step = (env['GITHUB_ACTION'] ?? 'step').replace(/\W+/g, '-')
  const path = join(folder, `model-promotion-gate-${step}-${process.pid}.json`)
  return attempt('The result file', () => writeFileSync(path, json, { mode: 0o600 })) ? path : ''
}

/** What was done is done: a full disk must not keep the outputs from saying so. */
function attempt(what: string, write: () => void): boolean {
  try {
    write()
    return true
  } catch (thrown) {
    warning(`${what} could not be written: ${toGateError(thrown).message}`, { title: 'Model Promotion Gate' })
    return false
  }
}
