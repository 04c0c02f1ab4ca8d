import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseCommandFile } from './command-file.ts'

export const PROJECT = dirname(dirname(dirname(fileURLToPath(import.meta.url))))
const BUNDLE = join(PROJECT, 'dist', 'index.js')

/** What a runner knows of a step before it starts it. */
export interface Step {
  readonly inputs: Readonly<Record<string, string>>
  readonly event: string
  readonly payload: unknown
  /** Variables of the runner: GITHUB_REPOSITORY, GITHUB_REF, … */
  readonly variables: Readonly<Record<string, string>>
  /** Further environment of the step, such as HTTPS_PROXY. */
  readonly env?: Readonly<Record<string, string>>
  readonly workspace: string
  /** Default: the committed bundle. */
  readonly main?: string
  /** Called with the process, e.g. to send it a signal. */
  readonly onStart?: (kill: (signal: NodeJS.Signals) => void) => void
}

export interface StepResult {
  readonly exitCode: number | null
  readonly signal: NodeJS.Signals | null
  readonly stdout: string
  readonly stderr: string
  readonly outputs: Readonly<Record<string, string>>
  readonly summary: string
  /** Workflow commands of the log: `::error file=…::…`. */
  readonly annotations: readonly { readonly level: string; readonly properties: string; readonly message: string }[]
  /** Milliseconds from start to exit. */
  readonly elapsed: number
}

/** Runs the bundle as a runner would: Node, the action's `main`, the workspace as folder, everything else by environment. */
export async function runStep(step: Step): Promise<StepResult> {
  const temp = mkdtempSync(join(tmpdir(), 'model-promotion-gate-'))
  const file = (name: string, content = '') => {
    const path = join(temp, name)
    writeFileSync(path, content)
    return path
  }
  const paths = {
    output: file('output'),
    summary: file('summary'),
    event: file('event.json', JSON.stringify(step.payload)),
  }
  try {
    const env: Record<string, string> = {
      PATH: process.env['PATH'] ?? '',
      TZ: 'UTC',
      GITHUB_ACTIONS: 'true',
      GITHUB_EVENT_NAME: step.event,
      GITHUB_EVENT_PATH: paths.event,
      GITHUB_OUTPUT: paths.output,
      GITHUB_STEP_SUMMARY: paths.summary,
      GITHUB_WORKSPACE: step.workspace,
      RUNNER_TEMP: temp,
      ...step.variables,
      ...step.env,
    }
    for (const [name, value] of Object.entries(step.inputs)) {
      env[`INPUT_${name.replaceAll(' ', '_').toUpperCase()}`] = value
    }
    const started = performance.now()
    const ended = await run(step.main ?? BUNDLE, step, env)
    const elapsed = performance.now() - started
    const outputs = parseCommandFile(readFileSync(paths.output, 'utf8'))
    const result = outputs['result-file'] ? readFileSync(outputs['result-file'], 'utf8') : ''
    return {
      ...ended,
      elapsed,
      outputs: { ...outputs, 'result-file-content': result },
      summary: readFileSync(paths.summary, 'utf8'),
      annotations: parseAnnotations(ended.stdout),
    }
  } finally {
    rmSync(temp, { recursive: true, force: true })
  }
}

type Ended = Pick<StepResult, 'exitCode' | 'signal' | 'stdout' | 'stderr'>

function run(main: string, step: Step, env: Record<string, string>): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [main], { cwd: step.workspace, env, stdio: ['ignore', 'pipe', 'pipe'] })
    const text = { stdout: '', stderr: '' }
    child.stdout.setEncoding('utf8').on('data', (part: string) => {
      text.stdout += part
    })
    child.stderr.setEncoding('utf8').on('data', (part: string) => {
      text.stderr += part
    })
    child.on('error', reject)
    child.on('close', (exitCode, signal) => resolve({ exitCode, signal, ...text }))
    step.onStart?.((signal) => child.kill(signal))
  })
}

function parseAnnotations(stdout: string): StepResult['annotations'] {
  return [...stdout.matchAll(/^::(error|warning|notice)(?: ([^\n]*?))?::(.*)$/gm)].map(
    ([, level = '', properties = '', message = '']) => ({
      level,
      properties,
      message,
    }),
  )
}
