import { createHash } from 'node:crypto'
import { existsSync, readdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from '@jest/globals'
import { type Acme, GATES, lmEvalReport } from '../../sandbox/acme.ts'
import { addProject, addRun, addUser } from '../../sandbox/wandb/seed.ts'
import { zipOf } from '../../scripts/fuzz/zip-builder.ts'
import { mergePin, openAcme } from '../support/promotion-story.ts'
import { guard } from './attack.ts'

const FILE = 'eval/q.json'
const VERSION = 'acme/wandb-registry-model/support-llm:v12'
const RULES = GATES.slice(GATES.indexOf('    reports:'))

/** Production asks for `acc` of at least 0.65 in this report, and for one approval. */
function gates(report: string, check = '{ metric: acc, min: 0.65, direction: higher_is_better }'): string {
  return GATES.replace(
    RULES,
    `    reports:
      quality: ${report}
    stages:
      candidate: { ungated: true }
      staging: { from: candidate, ungated: true }
      production:
        from: staging
        checks:
          - ${check}
        approvals:
          - { role: model steward, count: 1, users: [ana, bo, chi] }
`,
  )
}

const BOUND = `{ path: ${FILE}, format: json, identity: { select: /artifact } }`

async function start(report = BOUND): Promise<Acme> {
  return openAcme({ gates: gates(report) })
}

function report(acc: unknown, artifact: string | undefined = VERSION): string {
  return JSON.stringify({ artifact, acc })
}

const filesIn = (acme: Acme) => readdirSync(acme.workspace, { recursive: true }).map(String).sort()
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')

describe('numbers that somebody made up', () => {
  it('threat 05: a report that differs from the one of the approved pull request does not count', async () => {
    const acme = await start(`{ path: ${FILE}, format: json }`)
    const honest = JSON.stringify({ acc: 0.5 })
    const number = acme.propose({ 'model-pins.yml': 'support-llm: { production: v12 }\n', [FILE]: honest })
    acme.approve(number, 'ana')
    acme.write(FILE, JSON.stringify({ acc: 0.99 }))
    const stopped = guard(acme)
    const run = await acme.pushEvent(acme.merge(number))
    stopped(run, { conclusion: 'refused', exit: 1, reasons: ['report-unbound'], said: FILE })
    expect(run.summary).toContain('any step of the job could have written it')
  })

  it('threat 05: a report that stands in W&B cannot be replaced by a file', async () => {
    const lineage = '{ wandb_lineage: { project: research/evals, created_by: [eval-bot], job_type: eval } }'
    const acme = await start(lineage)
    const { state, versions } = acme.registry
    addUser(state, { username: 'eval-bot', teams: { research: 'member' }, service: true })
    addUser(state, { username: 'mallory', teams: { research: 'member' } })
    const evals = addProject(state, { entity: 'research', name: 'evals' })
    const inputs = [versions[12]?.artifact.id ?? '']
    addRun(state, evals, { name: 'forged', username: 'mallory', jobType: 'eval', summary: { acc: 0.99 }, inputs })
    acme.write(FILE, report(0.99))
    const { promote } = mergePin(acme, 'v12')
    const stopped = guard(acme)
    stopped(await promote({}, { report: `quality=${FILE}` }), { conclusion: 'error', exit: 1, said: 'wandb_lineage' })
    stopped(await promote(), {
      conclusion: 'refused',
      exit: 1,
      including: ['report-missing'],
      said: 'forged by mallory',
    })
  })

  it('threat 06: a good report of another version is told from this one', async () => {
    const acme = await start()
    acme.write(FILE, report(0.99, VERSION.replace('v12', 'v11')))
    const { promote } = mergePin(acme, 'v12')
    guard(acme)(await promote(), {
      conclusion: 'refused',
      exit: 1,
      reasons: ['report-other-version'],
      said: 'v11',
    })
    guard(acme)(await promote({}, { 'report-version': VERSION }), {
      conclusion: 'refused',
      exit: 1,
      reasons: ['report-other-version'],
      said: 'v11',
    })
  })

  it.each([
    ['bears the date of last month', { date: (Date.now() - 30 * 86_400_000) / 1000 }, 'refused', 'report-too-old'],
    ['bears no date', { date: undefined }, 'refused', 'report-too-old'],
    ['bears a date to come', { date: (Date.now() + 30 * 86_400_000) / 1000 }, 'refused', 'report-too-old'],
  ] as const)('threat 07: a report that %s is not recent', async (_what, more, conclusion, code) => {
    const aged = '{ path: eval/quality.json, format: lm-eval, unbound: warn, max_age: 7d }'
    const acme = await openAcme({
      gates: gates(aged, '{ metric: acc, task: arc_easy, min: 0.65 }'),
    })
    acme.write('eval/quality.json', lmEvalReport('arc_easy', 0.7, more))
    const { promote } = mergePin(acme, 'v12')
    guard(acme)(await promote(), { conclusion, exit: 1, including: [code], said: 'quality' })
  })
})

describe('files that came from elsewhere', () => {
  // What the Action fetches itself stands in workflow-artifacts.test.ts.
  it('threat 08: what a workflow_run downloaded from a fork is a file that nothing ties to the version', async () => {
    const acme = await start(`{ path: ${FILE}, format: json }`)
    const { number } = mergePin(acme, 'v12')
    const first = await acme.pullRequestEvent(acme.propose({ 'README.md': '# fork\n' }), {}, { key: null })
    acme.write(FILE, JSON.stringify({ acc: 0.99 }))
    const on = { event: 'workflow_run', action: 'completed', run: first.runId, sender: 'mallory' } as const
    const inputs = { model: 'support-llm', stage: 'production', 'pull-request': String(number) }
    const stopped = guard(acme)
    stopped(await acme.run({ on, inputs }), {
      conclusion: 'refused',
      exit: 1,
      reasons: ['report-unbound'],
      said: 'any step of the job could have written it',
    })
  })

  it('threat 09: a swapped report does not have the digest that the evaluating job passed on', async () => {
    const acme = await start()
    const honest = report(0.5)
    acme.write(FILE, report(0.99))
    const { promote } = mergePin(acme, 'v12')
    const stopped = guard(acme)
    stopped(await promote({}, { report: `quality=${FILE}#sha256=${sha256(honest)}` }), {
      conclusion: 'error',
      exit: 1,
      including: ['report-unreadable'],
      said: sha256(honest),
    })
  })

  it.each([
    ['', 'the output of a job that was left empty'],
    ['abc', 'a short digest'],
  ])('threat 09: the digest %j, %s, is refused and not left out', async (digest) => {
    const acme = await start()
    acme.write(FILE, report(0.99))
    const { promote } = mergePin(acme, 'v12')
    const stopped = guard(acme)
    stopped(await promote({}, { report: `quality=${FILE}#sha256=${digest}` }), {
      conclusion: 'error',
      exit: 1,
      reasons: ['invalid-input'],
      said: '64',
    })
  })

  const header = JSON.stringify({ version: 2, status: 'success', results: { scores: [] } })

  it('threat 10: names in an archive lead nowhere: members are read into memory, and nothing is unpacked', async () => {
    const acme = await start(`{ path: eval/log.eval, unbound: warn }`)
    const outside = `outside-${process.pid}.json`
    const names = [`../${outside}`, `../../../../../../../../tmp/${outside}`, `/tmp/${outside}`, 'eval/quality.json']
    acme.write(
      'eval/log.eval',
      zipOf([{ name: 'header.json', text: header }, ...names.map((name) => ({ name, text: '{}' }))]),
    )
    const before = filesIn(acme)
    const { promote } = mergePin(acme, 'v12')
    guard(acme)(await promote(), { conclusion: 'refused', exit: 1, including: ['metric-missing'], said: 'acc' })
    expect(filesIn(acme)).toEqual(before)
    expect(existsSync(join(tmpdir(), outside))).toBe(false)
  })

  it('threat 11: an archive that unpacks to more than the limit is refused, whatever its directory says', async () => {
    const acme = await start(`{ path: eval/log.eval, unbound: warn }`)
    const bomb = { name: 'header.json', text: `${header}${' '.repeat(70_000_000)}`, method: 8 }
    const { promote } = mergePin(acme, 'v12')
    const stopped = guard(acme)
    for (const member of [bomb, { ...bomb, claims: { bytes: header.length } }]) {
      acme.write('eval/log.eval', zipOf([member]))
      stopped(await promote(), { conclusion: 'error', exit: 1, including: ['report-too-large'], said: 'log.eval' })
    }
  })

  it('threat 11: a report that is too large, or too deep, is refused before it is judged', async () => {
    const acme = await openAcme({
      gates: gates(BOUND).replace('models:', 'max_report_mb: 1\nmodels:'),
    })
    const { promote } = mergePin(acme, 'v12')
    const stopped = guard(acme)
    acme.write(FILE, JSON.stringify({ artifact: VERSION, acc: 0.99, filler: 'x'.repeat(1_000_001) }))
    stopped(await promote(), { conclusion: 'error', exit: 1, including: ['report-too-large'], said: FILE })
    acme.write(FILE, `{"artifact":"${VERSION}","acc":0.99,"deep":${'['.repeat(5_000)}${']'.repeat(5_000)}}`)
    stopped(await promote(), {
      conclusion: 'error',
      exit: 1,
      including: ['report-unreadable'],
      said: 'nested deeper than 1000 levels',
    })
  })

  it('threat 14: a key that stands twice is refused: a reviewer sees the first value', async () => {
    const acme = await start()
    acme.write(FILE, `{"artifact":"${VERSION}","acc":0.1,"acc":0.99}`)
    const { promote } = mergePin(acme, 'v12')
    guard(acme)(await promote(), { conclusion: 'error', exit: 1, including: ['report-unreadable'], said: /acc.*twice/ })
  })
})
