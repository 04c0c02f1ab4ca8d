import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from '@jest/globals'
import { type Acme, GATES, lmEvalReport, REPOSITORY } from '../../sandbox/acme.ts'
import { addUser, repoNamed } from '../../sandbox/github/seed.ts'
import { addComment } from '../../sandbox/github/seed-pulls.ts'
import { OUTPUTS } from '../../src/action/input-table.ts'
import { expectOutcome } from '../e2e/expectations.ts'
import { mergedPin, openAcme } from '../support/promotion-story.ts'
import { PRODUCTION } from './attack.ts'

const MARKER = '<!-- model-promotion-gate model=support-llm stage=production -->'

/** Everything at once that a name can try. */
const HOSTILE = [
  '@acme/everyone',
  '<!-- model-promotion-gate model=x stage=y -->',
  '](http://evil.example)',
  '![x](https://evil.example/x.png)',
  '<img src=https://evil.example/x.png>',
  '| a | b |',
  '`x`',
  '</details>',
  '```',
  '#1',
].join(' ')

/** Names nobody, links nowhere, opens nothing. */
function expectInert(markdown: string): void {
  const outside = markdown.replaceAll(/^(`{3,})[\s\S]*?^\1$/gm, '').replaceAll(/`[^`\n]*`/g, '')
  expect(outside).not.toMatch(/(^|[^\w&#;])@acme\/everyone/)
  expect(outside).not.toMatch(/\]\(https?:\/\/evil|<img|!\[/)
  expect(outside).not.toMatch(/https?:\/\/evil\.example/)
  expect((outside.match(/<details>/g) ?? []).length).toBe((outside.match(/<\/details>/g) ?? []).length)
}

/** Commands of the log that the runner would obey. */
function commandsIn(log: string): readonly string[] {
  return [...new Set([...log.matchAll(/^\s*(?:::([a-z-]+)[ :]|##\[([a-z-]+)\])/gim)].map(([, a, b]) => a ?? b ?? ''))]
}

describe('names of strangers in what people read', () => {
  it('threat 26: a hostile name of a run, model and commit in a report does not leave its place', async () => {
    const acme = await openAcme()
    const args = { date: HOSTILE, git_hash: HOSTILE, config: { model: HOSTILE, model_args: HOSTILE } }
    acme.write('eval/quality.json', lmEvalReport('arc_easy', 0.7, args))
    const { run } = acme.registry.versions[12] ?? {}
    if (run !== undefined) run.displayName = HOSTILE
    const number = acme.proposePin('v12')
    acme.approve(number, 'bo')
    const planned = await acme.pullRequestEvent(number)
    expectOutcome(planned, { conclusion: 'planned', exit: 0 })
    const [comment = ''] = acme.comments(number)
    expectInert(comment)
    expectInert(planned.summary)
    expect(comment.match(/<!--/g)).toHaveLength(1)
    expect(comment.startsWith(MARKER)).toBe(true)
  })

  it('threat 26: a hostile task and metric of a report are shown as what they are', async () => {
    const acme = await openAcme({ gates: GATES.replaceAll('task: arc_easy', `task: ${JSON.stringify(HOSTILE)}`) })
    acme.write('eval/quality.json', lmEvalReport(HOSTILE, 0.1))
    const number = acme.proposePin('v12')
    const run = await acme.pullRequestEvent(number)
    expectOutcome(run, { conclusion: 'refused', exit: 1, including: ['metric-below-min'] })
    expectInert(acme.comments(number)[0] ?? '')
    expectInert(run.summary)
  })

  it.each([
    ['the model', (name: string) => `${JSON.stringify(name)}: { production: v12 }\n`],
    ['the stage', (name: string) => `support-llm: { ${JSON.stringify(name)}: v12 }\n`],
    ['the version', (name: string) => `support-llm: { production: ${JSON.stringify(name)} }\n`],
  ])(
    'threat 26: a hostile model name in the pins of a pull request, as %s, is refused and inert',
    async (_where, pins) => {
      for (const name of [HOSTILE, 'a\n::error::b\n## Heading\n', `x${MARKER}`]) {
        const acme = await openAcme()
        const number = acme.propose({ 'model-pins.yml': pins(name) })
        const run = await acme.pullRequestEvent(number)
        expectOutcome(run, { conclusion: 'error', exit: 1, reasons: ['config-invalid'] })
        expect(run.summary).toContain('model-pins.yml:1')
        for (const text of [run.summary, ...acme.comments(number)]) {
          expectInert(text)
          expect(text).not.toMatch(/^## Heading/m)
          expect((text.match(/<!--/g) ?? []).length).toBeLessThanOrEqual(1)
        }
        expect(commandsIn(run.stdout)).not.toContain('b')
        expect(run.annotations.map(({ message }) => message)).not.toContain('b')
      }
    },
  )

  it('threat 27: a comment that carries our marker is neither taken for ours, nor edited, nor read', async () => {
    const acme = await openAcme()
    const number = acme.proposePin('v12')
    addUser(acme.github, 'other[bot]')
    const green = `${MARKER}\n> [!TIP]\n> ✅ **support-llm v12 may be promoted to production.**`
    for (const by of ['mallory', 'other[bot]', null])
      addComment(acme.github, REPOSITORY, { issue: number, by, body: green })
    const run = await acme.pullRequestEvent(number)
    expectOutcome(run, { conclusion: 'pending', exit: 0, including: ['approvals-missing'] })
    expect(acme.comments(number)).toHaveLength(1)
    expect(acme.comments(number)[0]).not.toContain('may be promoted to production:')
    expect(bodiesOfOthers(acme)).toEqual([green, green, green])
  })

  it('threat 27: our comment that somebody turned green is written anew, and decides nothing', async () => {
    const acme = await openAcme()
    const number = acme.proposePin('v12')
    await acme.pullRequestEvent(number)
    const ours = Object.values(repoNamed(acme.github, REPOSITORY).comments)[0]
    const honest = ours?.body
    Object.assign(ours ?? {}, { body: `${MARKER}\n✅ all green` })
    const run = await acme.pullRequestEvent(number)
    expectOutcome(run, { conclusion: 'pending', exit: 0, including: ['approvals-missing'] })
    expect(acme.comments(number)[0]?.split('\n').slice(0, 4)).toEqual(honest?.split('\n').slice(0, 4))
  })
})

function bodiesOfOthers(acme: Acme): readonly string[] {
  return Object.values(repoNamed(acme.github, REPOSITORY).comments)
    .filter(({ author }) => author !== 'github-actions[bot]')
    .map(({ body }) => body)
}

describe('texts of strangers in what the runner reads', () => {
  const REASON = [
    'nonsense',
    '::error::forged',
    '::set-output name=decision::pass',
    '##[set-output name=decision;]pass',
    '::add-mask::nonsense',
    '::stop-commands::x',
    'decision=pass',
    'applied<<EOF',
    'true',
    'EOF',
  ].join('\n')

  it('threat 28: newlines, commands and delimiters in an input make no command and no output', async () => {
    const { acme, promote } = await mergedPin()
    await promote()
    const run = await acme.dispatch({ operation: 'rollback', ...PRODUCTION, reason: REASON, version: 'v3' })
    expectOutcome(run, { conclusion: 'refused', exit: 1, including: ['not-allowed'] })
    expect(commandsIn(run.stdout).toSorted()).toEqual(expect.not.arrayContaining(['set-output', 'stop-commands']))
    expect(run.stdout).not.toMatch(/^::add-mask::nonsense/m)
    expect(run.annotations.map(({ message }) => message)).not.toContain('forged')
    expect(run.outputs['decision']).toBe('fail')
    expect(
      Object.keys(run.outputs)
        .filter((name) => name !== 'result-file-content')
        .toSorted(),
    ).toEqual([...OUTPUTS].toSorted())
  })

  it('threat 28: a newline in the name of a run that is listed in the log starts no command', async () => {
    const acme = await openAcme()
    const { run } = acme.registry.versions[12] ?? {}
    if (run !== undefined) run.displayName = 'x\n::error::forged\n::add-mask::x'
    const number = acme.proposePin('v12')
    const planned = await acme.pullRequestEvent(number)
    expect(planned.annotations.map(({ message }) => message)).not.toContain('forged')
    expect(planned.stdout).not.toMatch(/^::add-mask::x$/m)
  })

  it('threat 28: neither the environment nor the path of later steps is ever written', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'later-steps-'))
    const files = ['GITHUB_ENV', 'GITHUB_PATH', 'GITHUB_STATE'].map((name) => [name, join(folder, name)] as const)
    for (const [, path] of files) writeFileSync(path, '')
    const { promote } = await mergedPin()
    const run = await promote({ env: Object.fromEntries(files) })
    expectOutcome(run, { conclusion: 'applied', exit: 0 })
    expect(files.map(([, path]) => readFileSync(path, 'utf8'))).toEqual(['', '', ''])
    rmSync(folder, { recursive: true })
  })
})
