import { describe, expect, it } from '@jest/globals'
import { INPUTS, OPERATIONS } from '../../../src/action/input-table.ts'
import { readInputs } from '../../../src/action/inputs.ts'
import { InputError } from '../../../src/errors.ts'
import { withInputs } from './given-inputs.ts'

type Given = Readonly<Record<string, string>>

function read(given: Given = {}, env: Given = {}) {
  return withInputs({ 'github-token': 'token', ...given }, () => readInputs(env))
}

function problems(given: Given) {
  try {
    read(given)
  } catch (error) {
    if (error instanceof InputError) return error.issues
    throw error
  }
  return []
}

it('has the defaults of the contract', () => {
  expect(read()).toEqual({
    operation: 'promote',
    signingKey: null,
    pinPullRequest: false,
    teamToken: null,
    tickets: {
      jiraEmail: null,
      jiraToken: null,
      serviceNowToken: null,
      serviceNowUsername: null,
      serviceNowPassword: null,
      serviceNowClientId: null,
      serviceNowClientSecret: null,
    },
    ticket: null,
    until: null,
    fallback: false,
    adopt: false,
    at: null,
    model: null,
    stage: null,
    version: null,
    link: false,
    reports: [],
    baselineReports: [],
    reportVersion: null,
    reportFormat: 'auto',
    configFile: '.github/model-gates.yml',
    pullRequest: null,
    reason: null,
    dryRun: false,
    commentMode: 'always',
    failOn: 'refused',
    wandbApiKey: null,
    wandbBaseUrl: null,
    wandbAudience: null,
    githubToken: 'token',
    warnings: [],
  })
})

it('takes key and address from the environment where no input gives them', () => {
  const env = { WANDB_API_KEY: ' key\n', WANDB_BASE_URL: 'https://wandb.acme.test' }
  expect(read({}, env)).toMatchObject({ wandbApiKey: 'key', wandbBaseUrl: 'https://wandb.acme.test' })
  expect(read({ 'wandb-api-key': 'other', 'wandb-base-url': 'https://else' }, env)).toMatchObject({
    wandbApiKey: 'other',
    wandbBaseUrl: 'https://else',
  })
  expect(read({}, { WANDB_API_KEY: '  ', WANDB_BASE_URL: '' })).toMatchObject({ wandbApiKey: null, wandbBaseUrl: null })
})

describe('a boolean', () => {
  it.each(['true', 'True', 'TRUE', ' true '])('%j is true', (text) =>
    expect(read({ 'dry-run': text }).dryRun).toBe(true),
  )
  it.each(['false', 'False', 'FALSE', ''])('%j is false', (text) =>
    expect(read({ 'dry-run': text }).dryRun).toBe(false),
  )
  it.each(['yes', 'no', '1', '0', 'tRue', 'on', 'null'])('%j is an error, never false', (text) => {
    expect(problems({ 'dry-run': text })).toEqual([
      { message: 'The input `dry-run` is not a boolean.', expected: 'true or false', found: text },
    ])
  })
})

describe('a pull request number', () => {
  it.each([
    ['1', 1],
    ['4242', 4242],
    ['', null],
  ] as const)('%j is %j', (text, number) => expect(read({ 'pull-request': text }).pullRequest).toBe(number))
  it.each(['0', '-1', '1.5', '#12', '1e3', '0x1F', '12a', '99999999999'])('%j is an error', (text) => {
    expect(problems({ 'pull-request': text })).toMatchObject([{ found: text }])
  })
})

describe('the config file', () => {
  it.each(['model-gates.yml', '.github/gates/main.yml', 'a b.yml'])('may be %j', (path) =>
    expect(read({ 'config-file': path }).configFile).toBe(path),
  )
  it.each([
    '/etc/passwd',
    '../gates.yml',
    'a/../../gates.yml',
    './gates.yml',
    'a//b.yml',
    'a/./b.yml',
    'C:\\gates.yml',
    'a\\b.yml',
    '~/gates.yml',
    'dir/',
  ])('may not be %j', (path) => {
    expect(problems({ 'config-file': path })).toMatchObject([
      { message: 'The input `config-file` is not a path inside the repository.', found: path },
    ])
  })
})

describe('reports', () => {
  it('are read line by line, with or without a name', () => {
    const digest = 'a'.repeat(64)
    const { reports, baselineReports } = read({
      report: `\n  quality=eval/results_*.json \r\n load=wandb-run:acme/llm/abc#sha256=${digest}\n`,
      'baseline-report': 'eval/old.json',
    })
    expect(reports).toEqual([
      { name: 'quality', location: { kind: 'path', text: 'eval/results_*.json' } },
      { name: 'load', location: { kind: 'wandb-run', text: 'wandb-run:acme/llm/abc', sha256: digest } },
    ])
    expect(baselineReports).toEqual([{ name: null, location: { kind: 'path', text: 'eval/old.json' } }])
  })

  it.each<[string, string, RegExp]>([
    ['a path out of the workspace', '../eval.json', /`report`/],
    ['an address of another kind', 'https://example.test/x.json', /`report`/],
    ['a name without a location', 'quality=', /`report`/],
    ['an artifact by alias', 'wandb-artifact:a/b/c:latest#f.json', /not vN/],
    ['one name twice', 'a=x.json\na=y.json', /names `a` twice/],
    ['two without a name', 'x.json\ny.json', /two reports without a name/],
  ])('may not be %s', (_, text, message) => {
    expect(
      problems({ report: text })
        .map((issue) => issue.message)
        .join(),
    ).toMatch(message)
  })
})

describe('choices', () => {
  it('are taken as they are written', () => {
    expect(read({ operation: 'plan', 'fail-on': 'never', 'comment-summary-in-pr': 'on-failure' })).toMatchObject({
      operation: 'plan',
      failOn: 'never',
      commentMode: 'on-failure',
    })
  })

  it.each([
    ['operation', 'promot', 'Did you mean `promote`?'],
    ['fail-on', 'refuse', 'Did you mean `refused`?'],
    ['comment-summary-in-pr', 'alway', 'Did you mean `always`?'],
  ])('%s %j is an error with the nearest', (name, text, hint) => {
    expect(problems({ [name]: text })).toMatchObject([{ found: text, hint }])
  })

  it('like none are errors without a guess', () => {
    expect(problems({ 'fail-on': 'xyzxyz' })[0]).not.toHaveProperty('hint')
  })

  it.each(OPERATIONS)('the operation %s is known', (operation) => {
    expect(read({ operation, reason: 'the new model is wrong' }).operation).toBe(operation)
  })

  it.each(['rollback', 'hold', 'release'])('the operation %s needs a reason', (operation) => {
    expect(problems({ operation })).toMatchObject([{ message: expect.stringContaining('needs the input `reason`') }])
  })
})

it('the team token stands beside the other one, and is nothing when it is left away', () => {
  expect(read({ 'team-token': 'ghs_teams' }).teamToken).toBe('ghs_teams')
  expect(read({}).teamToken).toBeNull()
})

it('link needs a source path', () => {
  expect(read({ link: 'true', version: 'a/b/c:v1' }).link).toBe(true)
  for (const version of ['v1', ''])
    expect(problems({ link: 'true', version })).toMatchObject([{ found: version || 'nothing' }])
})

it('the token may not be empty', () => {
  expect(problems({ 'github-token': '' })).toMatchObject([{ message: 'The input `github-token` is empty.' }])
})

it('tells every problem at once', () => {
  const all = problems({
    operation: 'x',
    link: 'yes',
    report: '/x\nhttps://y',
    'baseline-report': '../z',
    'config-file': '/etc',
    'pull-request': 'twelve',
    'dry-run': 'maybe',
    'comment-summary-in-pr': 'sometimes',
    'fail-on': 'always',
    'github-token': '',
  })
  expect(all.map((issue) => /`([\w-]+)`/.exec(issue.message)?.[1]).sort()).toEqual(
    [
      'baseline-report',
      'comment-summary-in-pr',
      'config-file',
      'dry-run',
      'fail-on',
      'github-token',
      'link',
      'operation',
      'pull-request',
      'report',
      'report',
    ].sort(),
  )
  expect(() => read({ 'dry-run': 'maybe' })).toThrow('An input is not usable.')
  expect(() => read({ 'dry-run': 'maybe', link: 'x' })).toThrow('2 inputs are not usable.')
})

it('warns of inputs that the operation does not use, but not of a plain `false`', () => {
  expect(
    read({ operation: 'plan', until: '2026-06-01', adopt: 'true', fallback: 'false', reason: 'why' }).warnings,
  ).toEqual([
    'The input `reason` is not used by `plan`.',
    'The input `until` is not used by `plan`.',
    'The input `adopt` is not used by `plan`.',
  ])
  expect(read({ reason: 'why' }).warnings).toEqual([])
})

it('knows each operation that the table names', () => {
  for (const { usedBy } of Object.values(INPUTS)) {
    if (usedBy !== 'all') for (const operation of usedBy) expect(OPERATIONS).toContain(operation)
  }
})

describe('credentials of ticket systems', () => {
  it('come from inputs, those of Jira also from the environment', () => {
    const env = { JIRA_API_TOKEN: ' t ', JIRA_EMAIL: 'e@acme.test' }
    expect(read({}, env).tickets).toMatchObject({ jiraToken: 't', jiraEmail: 'e@acme.test' })
    expect(read({ 'jira-token': 'other' }, env).tickets).toMatchObject({ jiraToken: 'other' })
    const user = { 'servicenow-username': 'u', 'servicenow-password': 'p' }
    expect(read(user).tickets).toMatchObject({ serviceNowUsername: 'u', serviceNowPassword: 'p' })
  })

  it.each<[Given, string]>([
    [{ 'servicenow-username': 'u' }, 'The input `servicenow-username` needs `servicenow-password` beside it.'],
    [{ 'servicenow-password': 'p' }, 'The input `servicenow-password` needs `servicenow-username` beside it.'],
    [{ 'servicenow-client-id': 'c' }, 'The input `servicenow-client-id` needs `servicenow-client-secret` beside it.'],
    [
      { 'servicenow-token': 't', 'servicenow-client-id': 'c', 'servicenow-client-secret': 's' },
      'The inputs give several credentials for ServiceNow.',
    ],
  ])('by halves or twice: %j', (given, message) => {
    expect(problems(given).map((each) => each.message)).toEqual([message])
  })
})
