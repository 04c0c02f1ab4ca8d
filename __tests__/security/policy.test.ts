import { describe, expect, it } from '@jest/globals'
import { GATES, lmEvalReport, REPOSITORY } from '../../sandbox/acme.ts'
import { commit } from '../../sandbox/github/seed.ts'
import { openPullRequest } from '../../sandbox/github/seed-pulls.ts'
import { parseGateConfig } from '../../src/config/parse-gate-config.ts'
import { parsePins } from '../../src/config/pins.ts'
import { ConfigError } from '../../src/errors.ts'
import { readPattern } from '../../src/evidence/pattern.ts'
import { mergedPin, openAcme } from '../support/promotion-story.ts'
import { EAGER, guard, PIN, PRODUCTION } from './attack.ts'

const LOW = GATES.replace('min: 0.65, max_regression: 0.01, on_missing_baseline: warn', 'min: 0.1')
const FILE = '.github/model-gates.yml'
const BAD = lmEvalReport('arc_easy', 0.5)

describe('who sets the rules', () => {
  it.each(['pull_request', 'pull_request_target'])(
    "threat 01: a fork's pull request under %s with the promoter's key only plans",
    async (event) => {
      const acme = await openAcme()
      acme.fork('mallory')
      const files = { ...PIN, [FILE]: LOW }
      commit(acme.github, 'mallory/models', { branch: 'patch', author: 'mallory', files })
      const pull = { head: 'patch', headRepo: 'mallory/models', author: 'mallory' }
      const { number } = openPullRequest(acme.github, REPOSITORY, pull)
      acme.approve(number, 'bo')
      const stopped = guard(acme)
      const run = await acme.pullRequestEvent(
        number,
        { ...EAGER, 'pull-request': String(number) },
        {
          key: 'promoter',
          variables: { GITHUB_EVENT_NAME: event },
        },
      )
      stopped(run, { conclusion: 'planned', exit: 0, said: 'its push will promote nothing' })
    },
  )

  it('threat 02: a pull request that lowers its own threshold is judged by its base', async () => {
    const acme = await openAcme()
    acme.write('eval/quality.json', BAD)
    acme.write(FILE, LOW)
    const number = acme.propose({ [FILE]: LOW, ...PIN })
    acme.approve(number, 'bo')
    const stopped = guard(acme)
    stopped(await acme.pullRequestEvent(number), {
      conclusion: 'refused',
      exit: 1,
      including: ['metric-below-min'],
      said: 'gates of its base branch',
    })
    stopped(await acme.pushEvent(acme.merge(number)), {
      conclusion: 'refused',
      exit: 1,
      reasons: ['config-changed-in-this-change'],
      said: /changes? .*model-gates\.yml/,
    })
  })

  it('threat 02: a branch that authorises itself does not promote', async () => {
    const acme = await openAcme()
    commit(acme.github, REPOSITORY, {
      branch: 'release',
      author: 'kim',
      files: { [FILE]: `${LOW}branches: [main, release]\n`, ...PIN },
    })
    const stopped = guard(acme)
    stopped(await acme.dispatch({ ...EAGER }, { branch: 'release' }), {
      conclusion: 'refused',
      exit: 1,
      reasons: ['untrusted-ref'],
      said: 'release',
    })
    expect(acme.wandb.requests).toEqual([])
  })

  it.each(['../gates.yml', '/etc/passwd', '.github/../../gates.yml', '.github//gates.yml', 'a\\..\\gates.yml', '.'])(
    'threat 03: the config path %s is refused before anything is asked',
    async (path) => {
      const { acme, promote } = await mergedPin()
      const stopped = guard(acme)
      const run = await promote({}, { 'config-file': path })
      stopped(run, { conclusion: 'error', exit: 1, reasons: ['invalid-input'], said: 'config-file' })
      expect(acme.github.requests).toEqual([])
    },
  )

  it('threat 03: a config that is a symbolic link is not followed, and none is read from the workspace', async () => {
    const acme = await openAcme()
    acme.write(FILE, LOW)
    acme.write('lax.yml', LOW)
    commit(acme.github, REPOSITORY, {
      branch: 'main',
      author: 'ana',
      files: { [FILE]: { mode: '120000', text: '../lax.yml' } },
    })
    const number = acme.proposePin('v12')
    const stopped = guard(acme)
    const run = await acme.pullRequestEvent(number)
    stopped(run, { conclusion: 'error', exit: 1, reasons: ['config-invalid'], said: 'found symlink' })
  })

  it.each(['mallory/gates/gates.yml@main', 'https://evil.example/gates.yml'])(
    'threat 04: %s is no config of another repository: only the repository itself is read',
    async (path) => {
      const { acme, promote } = await mergedPin()
      const stopped = guard(acme)
      const run = await promote({}, { 'config-file': path })
      const [reason, said] = path.startsWith('https') ? ['invalid-input', 'config-file'] : ['config-missing', 'mallory']
      stopped(run, { conclusion: 'error', exit: 1, reasons: [reason], said })
      expect(acme.github.requests.filter(({ path: asked }) => asked.includes('mallory'))).toEqual([])
    },
  )
})

describe('what stands in the files', () => {
  const bomb = (depth: number) =>
    Array.from({ length: depth }, (_, level) =>
      level === 0 ? 'a0: &a0 [x,x,x,x,x,x,x,x,x]' : `a${level}: &a${level} [${`*a${level - 1},`.repeat(9)}]`,
    ).join('\n')

  it.each([
    ['an alias bomb', `${bomb(12)}\n`, /alias/i],
    ['a custom tag', 'support-llm: !!js/function "x"\n', /tag/i],
    ['a merge key', 'base: &base { production: v12 }\nsupport-llm: { <<: *base }\n', /merge|<</i],
    ['a doubled key', 'support-llm: { production: v11 }\nsupport-llm: { production: v12 }\n', /twice|unique|already/i],
    ['a prototype', '__proto__: { production: v12 }\n', /__proto__/],
  ])('threat 12: pins with %s are refused', async (_what, pins, said) => {
    const acme = await openAcme()
    const number = acme.propose({ 'model-pins.yml': pins })
    const stopped = guard(acme)
    const run = await acme.pullRequestEvent(number, {}, { key: 'promoter' })
    stopped(run, { conclusion: 'error', exit: 1, reasons: ['config-invalid'], said })
    expect(run.annotations[0]?.properties).toContain('file=model-pins.yml')
  })

  it('threat 12: a gate config is read as strictly', () => {
    const config = (text: string) => () => parseGateConfig(text, FILE)
    for (const text of [bomb(12), GATES.replace('version: 1', 'version: 1\nversion: 1'), `${GATES}extra: !!set {a}\n`])
      expect(config(text)).toThrow(ConfigError)
    expect(() => parsePins(bomb(12), 'model-pins.yml')).toThrow(ConfigError)
  })

  it.each([
    ['latest', 'a name that W&B keeps for itself'],
    ['v3', 'a name that reads as a version'],
    ['production,latest', 'two names in one'],
    ['prod/uction', 'a slash'],
    ['prod:v1', 'a colon'],
    ['prоduction', 'a Cyrillic o'],
    ['ｐroduction', 'a full-width p'],
    ['production\u200b', 'an invisible character'],
    [' production', 'a space in front'],
  ])('threat 30: the alias %j, %s, is refused', (alias) => {
    const text = GATES.replace('      production:\n', `      production:\n        alias: ${JSON.stringify(alias)}\n`)
    expect(() => parseGateConfig(text, FILE)).toThrow(ConfigError)
  })

  it.each(['v12,v13', 'v12 ', 'v12\nv13', 'v012', '../v12', 'production'])(
    'threat 30: a pin is one version, not %j',
    async (version) => {
      expect(() => parsePins(`support-llm: { production: ${JSON.stringify(version)} }\n`, 'model-pins.yml')).toThrow(
        ConfigError,
      )
    },
  )

  it('threat 34: a selector with a regular expression is refused', () => {
    const text = GATES.replace(
      'metric: acc, task: arc_easy, min: 0.62',
      `select: '$[?search(@.name, "^(a+)+$")].value', name: x, direction: higher_is_better, min: 0.62`,
    )
    expect(() => parseGateConfig(text, FILE)).toThrow(
      expect.objectContaining({
        issues: [expect.objectContaining({ message: expect.stringContaining('`search` is not supported') })],
      }),
    )
  })

  it('threat 34: a pattern takes no more than the product of both lengths', () => {
    const pattern = readPattern(`${'a*'.repeat(100)}b`)
    if (typeof pattern === 'string') throw new Error('not a pattern')
    // A matcher that goes back at every star would need longer than the universe has.
    expect([pattern.matches(`${'a'.repeat(5_000)}b`), pattern.matches('a'.repeat(5_000))]).toEqual([true, false])
    expect(pattern.matches(`${'a'.repeat(5_000)}cb`)).toBe(true)
    expect(pattern.matches(`${'b'.repeat(5_000)}b`)).toBe(false)
  })
})

describe('what starts a run', () => {
  it('threat 35: a payload says nothing: version, stage and branch come from pins, config and inputs', async () => {
    const acme = await openAcme()
    acme.merge(acme.proposePin('v12'))
    const on = {
      event: 'repository_dispatch',
      type: 'wandb-alias',
      sender: 'kim',
      clientPayload: { version: 'v3', artifact_version: 'v3', alias: 'production', branch: 'lax', approved: true },
    } as const
    const stopped = guard(acme)
    const run = await acme.run({ on, inputs: PRODUCTION })
    stopped(run, { conclusion: 'refused', exit: 1, including: ['approvals-missing'], said: 'v12' })
    expect(run.outputs['version']).toBe('v12')
  })

  it('threat 35: what the workflow takes from the payload is an input, and must equal the approved pin', async () => {
    const { acme, number } = await mergedPin()
    const stopped = guard(acme)
    const run = await acme.dispatch({ ...PRODUCTION, version: 'v3', 'pull-request': String(number) })
    stopped(run, { conclusion: 'refused', exit: 1, including: ['version-not-bound'], said: 'v3' })
  })
})
