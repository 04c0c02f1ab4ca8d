import { describe, expect, it } from '@jest/globals'
import { parse } from 'yaml'
import { INPUTS, OUTPUTS } from '../../src/action/input-table.ts'
import { parseGateConfig } from '../../src/config/parse-gate-config.ts'
import { parsePins } from '../../src/config/pins.ts'
import { codeBlocks, filesBelow, pages, read } from './repository.ts'

const ACTION = 'model-promotion-gate/model-promotion-gate'

interface Step {
  readonly id?: string
  readonly uses?: string
  readonly with?: Readonly<Record<string, unknown>>
}

interface Job {
  readonly permissions?: unknown
  readonly environment?: string
  readonly 'timeout-minutes'?: number
  readonly steps: readonly Step[]
}

interface Workflow {
  readonly permissions?: unknown
  readonly concurrency?: { readonly group: string; readonly 'cancel-in-progress': boolean }
  readonly jobs: Readonly<Record<string, Job>>
}

const EXAMPLES = filesBelow('examples/workflows', '.yml')
const OWN = filesBelow('.github/workflows', '.yml')
const WORKFLOWS = [...EXAMPLES, ...OWN]

function workflow(path: string): Workflow {
  return parse(read(path)) as Workflow
}

function stepsOf(path: string): readonly Step[] {
  return Object.values(workflow(path).jobs).flatMap((job) => job.steps)
}

function isOurs(step: Step): boolean {
  return step.uses === './' || step.uses?.startsWith(`${ACTION}@`) === true
}

describe('workflows', () => {
  it.each(WORKFLOWS)('%s grants nothing by default and bounds every job', (path) => {
    const { permissions, concurrency, jobs } = workflow(path)
    expect(permissions).toEqual({})
    expect(concurrency?.group).toBeTruthy()
    for (const job of Object.values(jobs)) {
      expect(job.permissions).toBeInstanceOf(Object)
      expect(job['timeout-minutes']).toBeGreaterThan(0)
    }
  })

  it.each(WORKFLOWS)('%s pins the actions of others by commit, with the version beside it', (path) => {
    const lines = read(path)
      .split('\n')
      .filter((line) => /^\s*(?:- )?uses:/.test(line))
    const loose = lines.filter(
      (line) =>
        !/uses: \.\/$|uses: [\w/-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(line) && !line.includes(`${ACTION}@v1 # pin`),
    )
    expect(loose).toEqual([])
  })

  it.each(WORKFLOWS)('%s keeps no credential in the checkout', (path) => {
    const checkouts = stepsOf(path).filter((step) => step.uses?.startsWith('actions/checkout@'))
    expect(checkouts.map((step) => step.with?.['persist-credentials'])).toEqual(checkouts.map(() => false))
  })

  it.each(WORKFLOWS)('%s uses inputs and outputs that exist', (path) => {
    const unknown = stepsOf(path)
      .filter(isOurs)
      .flatMap((step) => Object.keys(step.with ?? {}))
      .filter((name) => !(name in INPUTS))
    expect(unknown).toEqual([])
    const ids = stepsOf(path)
      .filter(isOurs)
      .flatMap((step) => step.id ?? [])
    const outputs = ids.flatMap((id) =>
      [...read(path).matchAll(new RegExp(`steps\\.${id}\\.outputs\\.([\\w-]+)`, 'g'))].map(([, name]) => name),
    )
    expect(outputs.filter((name) => !(OUTPUTS as readonly (string | undefined)[]).includes(name))).toEqual([])
  })

  it.each(WORKFLOWS)('%s puts no expression into a shell line', (path) => {
    const scripts = [...read(path).matchAll(/^( *)(?:- )?run: *(?:[|>][+-]?\n((?:\1 .*\n|\s*\n)*)|(.*))/gm)].map(
      ([whole]) => whole,
    )
    expect(scripts.filter((script) => script.includes('${{'))).toEqual([])
  })

  it.each(EXAMPLES.filter((path) => path.includes('promote')))(
    '%s promotes from an environment, never cancelled',
    (path) => {
      const { concurrency, jobs } = workflow(path)
      expect(concurrency?.['cancel-in-progress']).toBe(false)
      expect(Object.values(jobs).map((job) => job.environment)).toEqual(['production-models'])
    },
  )
})

describe('gate configs and pins', () => {
  it.each(filesBelow('examples/config', '.yml'))('%s is a valid gate config', (path) => {
    expect(parseGateConfig(read(path), path).config.models.size).toBeGreaterThan(0)
  })

  it.each(filesBelow('examples/pins', '.yml'))('%s fits an example config', (path) => {
    const { config } = parseGateConfig(read('examples/config/staged.yml'), 'staged.yml')
    expect(() => parsePins(read(path), path, config)).not.toThrow()
  })
})

/** `example`: a file of examples/; `pins`: a map of models; `step`: steps of a job; `fragment`: anything else. */
function kindOf(block: string): string {
  const value: unknown = parse(block)
  if (Array.isArray(value))
    return value.some((step) => typeof step === 'object' && step !== null && 'uses' in step) ? 'step' : 'fragment'
  if (typeof value !== 'object' || value === null) return 'fragment'
  if ('jobs' in value) return 'workflow'
  return 'registry' in value && 'models' in value ? 'config' : 'fragment'
}

describe('YAML blocks of the pages', () => {
  const blocks = pages().flatMap((page) =>
    codeBlocks(read(page))
      .filter(({ language }) => ['yaml', 'yml'].includes(language))
      .map(({ text }, index) => ({ name: `${page} ${index + 1}`, text })),
  )

  it('are found', () => {
    expect(blocks.length).toBeGreaterThan(5)
  })

  it.each(blocks)('$name is valid', ({ name, text }) => {
    const kind = kindOf(text)
    if (kind === 'config') expect(parseGateConfig(text, name).config.models.size).toBeGreaterThan(0)
    if (kind === 'workflow')
      expect(
        EXAMPLES.map((path) =>
          read(path)
            .replace(/^(#.*\n)+/, '')
            .trim(),
        ),
      ).toContain(text.trim())
    if (kind !== 'step') return
    const ours = (parse(text) as readonly Step[]).filter(isOurs)
    expect(ours.flatMap((step) => Object.keys(step.with ?? {})).filter((input) => !(input in INPUTS))).toEqual([])
  })
})
