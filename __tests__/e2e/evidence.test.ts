import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from '@jest/globals'
import { type Acme, type AcmeOptions, type ActionResult, lmEvalReport, startAcme } from '../../sandbox/acme.ts'
import { addRun, addVersion } from '../../sandbox/wandb/seed.ts'
import { type Expected, expectOutcome, nodesOf } from './expectations.ts'

const STAGING = { model: 'support-llm', stage: 'staging', version: 'v12', operation: 'plan' }
const PLANNED: Expected = { conclusion: 'planned', exit: 0, reasons: [] }

let acme: Acme

afterEach(async () => {
  await acme.close()
  expect(acme.github.violations).toEqual([])
})

/** A config with one report and one check on it, nobody to approve. */
function gates({ report = '{ path: eval/q.json }', check = '{ metric: acc, min: 0.62 }', top = '' } = {}): string {
  return `version: 1
registry: acme/wandb-registry-model
records: ml-governance/model-promotions
${top}models:
  support-llm:
    reports:
      quality: ${report}
    stages:
      candidate: { ungated: true }
      staging:
        from: candidate
        checks:
          - ${check}
`
}

async function start(parts: Parameters<typeof gates>[0] = {}, options: AcmeOptions = {}): Promise<void> {
  const aliases = [...Array.from({ length: 11 }, () => []), ['staging'], ['candidate']]
  acme = await startAcme({ aliases, gates: gates(parts), pins: 'support-llm: {}\n', ...options })
}

async function plan(inputs: Readonly<Record<string, string>> = {}): Promise<ActionResult> {
  return acme.dispatch({ ...STAGING, ...inputs })
}

/** A plain report that names its version. */
function plain(value: unknown, model = 'acme/wandb-registry-model/support-llm:v12'): string {
  return JSON.stringify({ artifact: model, acc: value, other: 1 })
}

const BOUND = '{ path: eval/q.json, identity: { select: /artifact } }'

describe('where evidence lies', () => {
  it('reads the summary of a W&B run that used the version', async () => {
    await start({
      report: '{ wandb_run: research/training/eval12 }',
      check: '{ metric: acc, min: 0.62, direction: higher_is_better }',
    })
    const { state, source, versions } = acme.registry
    const inputs = [versions[12]?.artifact.id ?? '']
    addRun(state, source, { name: 'eval12', summary: { acc: 0.7 }, inputs })
    addRun(state, source, { name: 'eval11', summary: { acc: 0.7 }, inputs: [versions[11]?.artifact.id ?? ''] })
    addRun(state, source, { name: 'eval-running', summary: { acc: 0.7 }, inputs, state: 'running' })
    expectOutcome(await plan(), PLANNED)
    const report = (run: string) => plan({ report: `wandb-run:research/training/${run}` })
    expectOutcome(await report('eval11'), { conclusion: 'refused', exit: 1, reasons: ['report-other-version'] })
    expectOutcome(await report('eval-running'), { conclusion: 'refused', exit: 1, including: ['report-incomplete'] })
    expectOutcome(await report('nowhere'), { conclusion: 'refused', exit: 1, including: ['report-missing'] })
  })

  it('reads a file of a W&B artifact, and holds it against a demanded digest', async () => {
    await start({ report: BOUND })
    const text = plain(0.7)
    const { state, source } = acme.registry
    addVersion(state, source, { name: 'evaluation', type: 'evaluation', files: { 'out/q.json': text } })
    const location = 'wandb-artifact:research/training/evaluation:v0#out/q.json'
    const sha256 = createHash('sha256').update(text).digest('hex')
    expectOutcome(await plan({ report: location }), PLANNED)
    expectOutcome(await plan({ report: `quality=${location}#sha256=${sha256}` }), PLANNED)
    expectOutcome(await plan({ report: `${location}#sha256=${'0'.repeat(64)}` }), {
      conclusion: 'error',
      exit: 1,
      including: ['report-unreadable'],
    })
    expectOutcome(await plan({ report: location.replace('q.json', 'other.json') }), {
      conclusion: 'refused',
      exit: 1,
      including: ['report-missing'],
    })
  })

  it('makes one report of the files that a glob names, and chooses among their numbers never', async () => {
    await start({ report: '{ path: "eval/results_*.json", identity: { select: /artifact } }' })
    expectOutcome(await plan(), { conclusion: 'refused', exit: 1, including: ['report-missing'] })
    const first = plain(0.7)
    acme.write('eval/results_1.json', first)
    expectOutcome(await plan(), PLANNED)

    const second = JSON.stringify({ artifact: 'acme/wandb-registry-model/support-llm:v12', arc: { acc_norm: 0.9 } })
    acme.write('eval/results_2.json', second)
    const merged = await plan()
    expectOutcome(merged, PLANNED)
    const digest = (text: string): string => createHash('sha256').update(text).digest('hex')
    const files = [
      { resolved: 'eval/results_1.json', sha256: digest(first), bytes: first.length },
      { resolved: 'eval/results_2.json', sha256: digest(second), bytes: second.length },
    ]
    const list = files.map(({ sha256, resolved }) => `${sha256}  ${resolved}\n`).join('')
    expect(merged.result?.['evidence']).toMatchObject([
      { resolved: 'eval/results_*.json', sha256: digest(list), bytes: first.length + second.length, rows: 3, files },
    ])
    for (const { sha256 } of files) expect(merged.summary).toContain(sha256)

    acme.write('eval/results_2.json', plain(0.7))
    expectOutcome(await plan(), PLANNED)
    acme.write('eval/results_2.json', plain(0.9))
    const contrary = await plan()
    expectOutcome(contrary, { conclusion: 'error', exit: 1, reasons: ['metric-ambiguous'] })
    for (const place of ['eval/results_1.json#/acc 0.7', 'eval/results_2.json#/acc 0.9'])
      expect(contrary.summary).toContain(place)

    acme.write('eval/results_2.json', plain(0.7, 'acme/wandb-registry-model/support-llm:v11'))
    expectOutcome(await plan(), { conclusion: 'refused', exit: 1, reasons: ['report-other-version'] })
    const demanded = await plan({ report: `eval/results_*.json#sha256=${digest(first)}` })
    expectOutcome(demanded, { conclusion: 'error', exit: 1, including: ['report-unreadable'] })
    expect(demanded.summary).toContain('matches 2 files')
  })

  it('holds the files of a report together to the allowed size', async () => {
    await start({ report: '"eval/results_*.json"', top: 'max_report_mb: 1\n' })
    const filler = (letter: string): string =>
      JSON.stringify({ ...JSON.parse(plain(0.7)), filler: letter.repeat(600_000) })
    acme.write('eval/results_1.json', filler('x'))
    acme.write('eval/results_2.json', filler('y'))
    const run = await plan()
    expectOutcome(run, { conclusion: 'error', exit: 1, including: ['report-too-large'] })
    expect(run.summary).toContain('2 files of the report quality have together more than 1000000 bytes')
  })

  it('takes several files that changed in the pull request of the pin, when all of them did', async () => {
    await start({ report: '"eval/part_*.json"', check: '{ metric: acc, each: task, min: 0.62 }' })
    const part = (task: string): string => JSON.stringify({ [task]: { acc: 0.7 } })
    const number = acme.propose({
      'model-pins.yml': 'support-llm: { staging: v12 }\n',
      'eval/part_a.json': part('a'),
      'eval/part_b.json': part('b'),
    })
    acme.write('eval/part_a.json', part('a'))
    acme.write('eval/part_b.json', part('b'))
    expectOutcome(await acme.pullRequestEvent(number), PLANNED)
    acme.write('eval/part_c.json', part('c'))
    const more = await acme.pullRequestEvent(number)
    expectOutcome(more, { conclusion: 'refused', exit: 1, reasons: ['report-unbound'] })
  })

  it('judges slices and every task, and says which stand in the way', async () => {
    await start({
      report: 'eval/q.json',
      check: `{ metric: acc, min: 0.8, slices: { by: language, min: 0.7, max_gap: 0.05, min_samples: 50, required: [it] } }
          - { metric: f1, task: "qa_*", each: task, min: 0.5 }`,
    })
    const row = (metric: string, value: number, more: object) => ({ metric, value, ...more })
    const rows = [
      row('acc', 0.85, {}),
      row('acc', 0.9, { slice: { language: 'en' }, n: 500 }),
      row('acc', 0.8, { slice: { language: 'de' }, n: 200 }),
      row('acc', 0.6, { slice: { language: 'fr' }, n: 20 }),
      row('f1', 0.6, { task: 'qa_short' }),
      row('f1', 0.4, { task: 'qa_long' }),
    ]
    const head = { schema: 'model-promotion-gate/evaluation-report', schema_version: 1, status: 'complete' }
    const version = { path: 'acme/wandb-registry-model/support-llm:v12' }
    acme.write('eval/q.json', JSON.stringify({ ...head, version, rows }))
    const run = await plan()
    expectOutcome(run, {
      conclusion: 'refused',
      exit: 1,
      including: ['insufficient-data', 'slice-missing', 'slice-gap', 'metric-below-min'],
    })
    const seen = [...nodesOf(run).values()]
      .filter(({ kind }) => kind === 'metric')
      .map(({ id, status }) => `${id} ${status}`)
    expect(seen).toEqual([
      'checks/0/whole pass',
      'checks/0/slices/de pass',
      'checks/0/slices/en pass',
      'checks/0/slices/fr fail',
      'checks/0/slices/it fail',
      'checks/0/gap fail',
      'checks/1/qa_long fail',
      'checks/1/qa_short pass',
    ])
    expect(run.summary).toContain('a gap wider than 0.05')
    expect(run.summary).toContain('en 0.9, de 0.8')
  })

  it('follows no link out of the workspace', async () => {
    await start({ report: BOUND })
    const outside = mkdtempSync(join(tmpdir(), 'outside-'))
    writeFileSync(join(outside, 'q.json'), plain(0.7))
    acme.write('eval/other.json', '{}')
    symlinkSync(join(outside, 'q.json'), join(acme.workspace, 'eval/q.json'))
    symlinkSync(outside, join(acme.workspace, 'linked'))
    for (const inputs of [{}, { report: 'linked/q.json' }, { report: 'linked/*.json' }]) {
      const run = await plan(inputs as Readonly<Record<string, string>>)
      expectOutcome(run, { conclusion: 'error', exit: 1, including: ['report-unreadable'] })
    }
    rmSync(outside, { recursive: true })
  })

  it.each([
    '../q.json',
    '/etc/hostname',
    'eval/../../q.json',
    'wandb-run:only/two',
    'wandb-artifact:a/b/c:latest#f',
    'q.json#sha256=12',
  ])('refuses the location %s before anything is asked', async (report) => {
    await start()
    expectOutcome(await plan({ report }), { conclusion: 'error', exit: 1, reasons: ['invalid-input'] })
    expect(acme.wandb.requests).toEqual([])
  })

  it('refuses what is larger than allowed, before it is read', async () => {
    await start({ report: BOUND, top: 'max_report_mb: 1\n' })
    acme.write('eval/q.json', JSON.stringify({ artifact: 'x', acc: 0.7, filler: 'x'.repeat(1_000_001) }))
    expectOutcome(await plan(), { conclusion: 'error', exit: 1, including: ['report-too-large'] })
  })

  it('refuses the name of a report that no check reads', async () => {
    await start()
    const run = await plan({ report: 'qualitty=eval/q.json' })
    expectOutcome(run, { conclusion: 'error', exit: 1, reasons: ['invalid-input'] })
    expect(run.summary).toContain('quality')
  })
})

describe('which version the evidence is of', () => {
  it.each([
    ['the registry path', (): string | undefined => 'acme/wandb-registry-model/support-llm:v12', PLANNED],
    ['the source path', (): string | undefined => 'research/training/support-llm-source:v12', PLANNED],
    ['the artifact id', (): string | undefined => acme.registry.versions[12]?.artifact.id ?? '', PLANNED],
    ['the digest', (): string | undefined => acme.registry.versions[12]?.artifact.digest ?? '', PLANNED],
    [
      'another version',
      (): string | undefined => 'acme/wandb-registry-model/support-llm:v11',
      { conclusion: 'refused', exit: 1, reasons: ['report-other-version'] },
    ],
    ['a bare number', (): string | undefined => 'v12', { conclusion: 'refused', exit: 1, reasons: ['report-unbound'] }],
    ['nothing', (): string | undefined => undefined, { conclusion: 'refused', exit: 1, reasons: ['report-unbound'] }],
  ] as const)('judges a report that names %s', async (_what, name, expected) => {
    await start({ report: BOUND })
    acme.write('eval/q.json', JSON.stringify({ artifact: name(), acc: 0.7 }))
    expectOutcome(await plan(), expected)
  })

  it('takes the word of the workflow, unless the report says otherwise', async () => {
    await start({ report: BOUND })
    acme.write('eval/q.json', JSON.stringify({ acc: 0.7 }))
    expectOutcome(await plan({ 'report-version': 'acme/wandb-registry-model/support-llm:v12' }), PLANNED)
    expectOutcome(await plan({ 'report-version': 'acme/wandb-registry-model/support-llm:v11' }), {
      conclusion: 'refused',
      exit: 1,
      reasons: ['report-other-version'],
    })
    acme.write('eval/q.json', plain(0.7, 'acme/wandb-registry-model/support-llm:v11'))
    expectOutcome(await plan({ 'report-version': 'acme/wandb-registry-model/support-llm:v12' }), {
      conclusion: 'refused',
      exit: 1,
      reasons: ['report-other-version'],
    })
  })

  it('takes a report file that changed in the pull request of the pin, byte for byte', async () => {
    await start()
    const text = JSON.stringify({ acc: 0.7 })
    const number = acme.propose({ 'model-pins.yml': 'support-llm: { staging: v12 }\n', 'eval/q.json': text })
    acme.write('eval/q.json', text)
    expectOutcome(await acme.pullRequestEvent(number), PLANNED)
    acme.write('eval/q.json', JSON.stringify({ acc: 0.99 }))
    expectOutcome(await acme.pullRequestEvent(number), { conclusion: 'refused', exit: 1, reasons: ['report-unbound'] })
    acme.write('eval/q.json', text)
    expectOutcome(await acme.pushEvent(acme.merge(number)), { conclusion: 'applied', exit: 0 })
  })

  it('does not take a report that lay there before', async () => {
    await start()
    const text = JSON.stringify({ acc: 0.7 })
    acme.merge(acme.propose({ 'eval/q.json': text }))
    acme.write('eval/q.json', text)
    const number = acme.propose({ 'model-pins.yml': 'support-llm: { staging: v12 }\n' })
    expectOutcome(await acme.pullRequestEvent(number), { conclusion: 'refused', exit: 1, reasons: ['report-unbound'] })
  })

  it('warns only where the report says unbound: warn', async () => {
    await start({ report: '{ path: eval/q.json, unbound: warn }' })
    acme.write('eval/q.json', JSON.stringify({ acc: 0.7 }))
    expectOutcome(await plan(), { conclusion: 'planned', exit: 0, reasons: ['report-unbound'] })
  })
})

describe('the forms of a report', () => {
  it.each<[string, string, Expected]>([
    [
      'a bare NaN',
      '{"artifact": "research/training/support-llm-source:v12", "acc": NaN, "other": 1}',
      { conclusion: 'refused', exit: 1, reasons: ['metric-not-finite'] },
    ],
    [
      'a number that is too large',
      '{"artifact": "research/training/support-llm-source:v12", "acc": 1e999}',
      { conclusion: 'refused', exit: 1, reasons: ['metric-not-finite'] },
    ],
    ['a text', plain('0.9'), { conclusion: 'refused', exit: 1, including: ['metric-missing'] }],
    ['null', plain(null), { conclusion: 'refused', exit: 1 }],
    ['a list', plain([0.9]), { conclusion: 'refused', exit: 1 }],
    [
      'a doubled key',
      '{"artifact": "x", "acc": 0.1, "acc": 0.9}',
      { conclusion: 'error', exit: 1, including: ['report-unreadable'] },
    ],
    ['nonsense', 'acc = 0.9 {', { conclusion: 'error', exit: 1 }],
    ['an empty file', '', { conclusion: 'error', exit: 1 }],
    ['the limit itself', plain(0.62), PLANNED],
    ['just below the limit', plain(0.61999), { conclusion: 'refused', exit: 1, reasons: ['metric-below-min'] }],
  ])('judges %s', async (_what, text, expected) => {
    await start({ report: '{ path: eval/q.json, format: json, identity: { select: /artifact } }' })
    acme.write('eval/q.json', text)
    expectOutcome(await plan(), expected)
  })

  it('says that an address with several numbers is ambiguous', async () => {
    await start({ report: '{ path: eval/q.json, format: lm-eval, unbound: warn }' })
    const two = {
      hellaswag: { 'acc,none': 0.9, 'acc_stderr,none': 0.01 },
      arc_easy: { 'acc,none': 0.1, 'acc_stderr,none': 0.01 },
    }
    acme.write('eval/q.json', lmEvalReport('arc_easy', 0.1, { results: two }))
    expectOutcome(await plan(), { conclusion: 'error', exit: 1, including: ['metric-ambiguous'] })
  })

  it('refuses a format that no reader has', async () => {
    await start()
    acme.write('eval/q.json', plain(0.7))
    const run = await plan({ 'report-format': 'parquet' })
    expectOutcome(run, { conclusion: 'error', exit: 1 })
    expect(run.outputs['reason-codes']).toMatch(/invalid-input|report-format-unknown/)
  })

  it('shows all problems of one run at once', async () => {
    await start({
      report: BOUND,
      check:
        '{ metric: acc, min: 0.9 }\n          - { metric: nowhere, max: 1 }\n          - { metric: acc, max: 0.1, severity: warn }\n          - { metric: acc, max: 0.1, severity: info }',
    })
    acme.write('eval/q.json', plain(0.7, 'acme/wandb-registry-model/support-llm:v11'))
    acme.moveByHand('candidate', 'v10')
    const run = await plan()
    expectOutcome(run, {
      conclusion: 'refused',
      exit: 1,
      including: ['metric-below-min', 'metric-missing', 'report-other-version', 'version-not-in-from-stage'],
    })
    const status = (id: string) => nodesOf(run).get(id)?.status
    expect([0, 1, 2, 3].map((index) => status(`checks/${index}`))).toEqual([
      'fail',
      'fail',
      'warn',
      expect.stringMatching(/pass|warn/),
    ])
  })
})
