import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from '@jest/globals'
import type { WorkflowsRead } from '../../../src/promotion/doctor-facts.ts'
import { workflowFindings } from '../../../src/promotion/doctor-workflows.ts'
import { workflowFile } from '../../support/fake-doctor.ts'

const PATH = '.github/workflows/promote.yml'

interface Shape {
  readonly on?: string
  readonly top?: string
  readonly permissions?: string
  readonly job?: string
  readonly uses?: string
  readonly given?: string
}

/** A GitHub expression. */
function expression(name: string): string {
  return `$${'{'}{ ${name} }}`
}

/** A workflow as our example has it, with parts put in its place. */
function workflow(shape: Shape = {}): string {
  const {
    on = '{ push: { branches: [main] } }',
    top = 'concurrency: { group: promote, cancel-in-progress: false }',
    permissions = '{ contents: read, pull-requests: write, actions: read }',
    job = 'environment: production-models',
    uses = 'model-promotion-gate/model-promotion-gate@v1',
    given = `{ operation: promote, wandb-api-key: "${expression('secrets.PROMOTE')}" }`,
  } = shape
  return `on: ${on}
${top}
jobs:
  promote:
    runs-on: ubuntu-latest
    permissions: ${permissions}
    ${job}
    steps:
      - uses: actions/checkout@v6
      - uses: ${uses}
        with: ${given}
`
}

function look(shape: Shape = {}, read: Partial<WorkflowsRead> = {}) {
  const files = [workflowFile(PATH, workflow(shape))]
  return workflowFindings({ own: PATH, isPrivate: true, files, signed: false, ...read })
}

function told(findings: ReturnType<typeof look>): string[] {
  return findings.map(({ level, what, code }) => `${level} ${what.split(' ')[0]}${code === null ? '' : ` ${code}`}`)
}

const GOOD = ['ok permissions', 'unknown environment', 'ok concurrency']

describe('a workflow that adopts', () => {
  const given = (adopt: string) =>
    `{ operation: verify, adopt: ${adopt}, wandb-api-key: "${expression('secrets.PROMOTE')}" }`

  it.each(['true', '"true"', `"${expression('inputs.adopt')}"`])('by adopt: %s is one that writes', (adopt) => {
    expect(told(look({ given: given(adopt), job: 'x: y' }))).toEqual([
      'ok permissions',
      'warning environment',
      'ok concurrency',
    ])
    expect(look({ given: given(adopt) })[0]?.what).toContain('(verify with adopt)')
    const bare = look({ given: given(adopt), permissions: '{ contents: read }' })
    expect(bare.filter(({ level }) => level === 'problem')).toHaveLength(2)
  })

  it.each(['false', '"False"'])('by adopt: %s only reads', (adopt) => {
    expect(told(look({ given: given(adopt), permissions: '{ contents: read }' }))).toEqual([
      'ok permissions',
      'warning promoting',
    ])
  })
})

describe('a job that proposes the pin', () => {
  const given = (value: string) =>
    `{ operation: rollback, pin-pull-request: ${value}, wandb-api-key: "${expression('secrets.PROMOTE')}" }`
  const permissions = (contents: string, pulls: string) =>
    `{ contents: ${contents}, pull-requests: ${pulls}, actions: read }`

  it.each(['true', '"true"', `"${expression('inputs.pin')}"`])('may write contents when it says %s', (value) => {
    const findings = look({ given: given(value), permissions: permissions('write', 'write') })
    expect(told(findings)).toEqual(GOOD)
    expect(findings[0]?.found).toBe('Enough: `actions: read`, `contents: write`, `pull-requests: write`.')
  })

  it('is told what is missing, as a warning: the rollback itself goes on', () => {
    const findings = look({ given: given('true'), permissions: permissions('read', 'read') })
    expect(told(findings).slice(0, 2)).toEqual(['warning permissions', 'warning permissions'])
    expect(findings.slice(0, 2).map(({ found }) => found)).toEqual([
      '`contents: write` is missing.',
      '`pull-requests: write` is missing.',
    ])
  })

  it.each(['false', '"False"'])('may not when it says %s', (value) => {
    const [finding] = look({ given: given(value), permissions: permissions('write', 'write') })
    expect(finding?.found).toBe('`contents: write`.')
  })
})

describe('a workflow that promotes', () => {
  it('needs nothing but a look at the rules of its environment', () => {
    expect(told(look())).toEqual(GOOD)
  })

  it.each<[string, Shape, string[]]>([
    ['no environment', { job: '' }, ['ok permissions', 'warning environment', 'ok concurrency']],
    ['no concurrency', { top: '' }, ['ok permissions', 'unknown environment', 'warning concurrency']],
    [
      'concurrency of the job',
      { top: '', job: 'concurrency: promote' },
      ['ok permissions', 'warning environment', 'ok concurrency'],
    ],
    [
      'cancelling',
      { top: 'concurrency: { group: g, cancel-in-progress: true }' },
      ['ok permissions', 'unknown environment', 'warning concurrency'],
    ],
    [
      'cancelling by an expression',
      { top: `concurrency: { group: g, cancel-in-progress: "${expression('inputs.hurry')}" }` },
      ['ok permissions', 'unknown environment', 'warning concurrency'],
    ],
    [
      'empty permissions',
      { permissions: '{}' },
      [
        'problem permissions github-access',
        'problem permissions github-access',
        'warning permissions',
        'problem permissions github-access',
        ...GOOD.slice(1),
      ],
    ],
    [
      'no comment permission',
      { permissions: '{ contents: read, pull-requests: read, actions: read }' },
      ['warning permissions', ...GOOD.slice(1)],
    ],
    ['write-all', { permissions: 'write-all' }, ['warning permissions', ...GOOD.slice(1)]],
    [
      'contents: write',
      { permissions: '{ contents: write, pull-requests: write, actions: read }' },
      ['warning permissions', ...GOOD.slice(1)],
    ],
    ['no permissions at all', { permissions: '' }, ['unknown permissions', ...GOOD.slice(1)]],
    [
      'OIDC without id-token',
      { given: '{ wandb-audience: acme }' },
      ['problem permissions github-access', ...GOOD.slice(1)],
    ],
    [
      'OIDC with read-all, which gives no identity tokens',
      { given: '{ wandb-audience: acme, comment-summary-in-pr: never }', permissions: 'read-all' },
      ['problem permissions github-access', ...GOOD.slice(1)],
    ],
    [
      'an operation by expression',
      { given: `{ operation: "${expression('inputs.operation')}", wandb-api-key: k }` },
      GOOD,
    ],
    ['a fork by its inputs', { uses: 'someone/else@v1' }, GOOD],
    ['the action of this repository', { uses: './', given: '{ operation: rollback }' }, GOOD],
  ])('%s', (_case, shape, expected) => {
    expect(told(look(shape))).toEqual(expected)
  })

  it('takes permissions of the workflow where the job has none', () => {
    const shape = { permissions: '', top: 'concurrency: g\npermissions: { contents: read }' }
    expect(told(look(shape)).filter((each) => each.startsWith('problem'))).toHaveLength(2)
  })

  it('reads what everybody may read without a permission', () => {
    expect(told(look({ permissions: '{}' }, { isPrivate: false }))).not.toContain('problem permissions github-access')
  })

  it('must sign where only signed records count', () => {
    expect(told(look({}, { signed: true }))).toEqual([...GOOD, 'problem signature invalid-input'])
    const given = `{ wandb-api-key: k, record-signing-key: "${expression('secrets.SIGN')}" }`
    expect(told(look({ given }, { signed: true }))).toEqual(GOOD)
  })
})

describe('events', () => {
  it('a plan is not asked for environment and concurrency', () => {
    const found = told(look({ on: 'pull_request', top: '', job: '' }))
    expect(found).toEqual(['ok permissions', 'warning promoting'])
  })

  it('pull_request_target is a warning, with a checkout of the head a problem', () => {
    expect(told(look({ on: '[pull_request_target, push]' }))).toContain('warning events')
    const text = workflow({ on: 'pull_request_target' }).replace(
      'actions/checkout@v6',
      `actions/checkout@v6\n        with: { ref: "${expression('github.event.pull_request.head.sha')}" }`,
    )
    const files = [workflowFile(PATH, text)]
    expect(told(workflowFindings({ own: PATH, isPrivate: true, files, signed: false }))).toContain(
      'problem events untrusted-event',
    )
  })
})

describe('several workflows', () => {
  const gate = (key: string) =>
    workflowFile(
      '.github/workflows/gate.yml',
      workflow({ on: 'pull_request', given: `{ operation: plan, wandb-api-key: ${key} }` }),
    )
  const promote = workflowFile(PATH, workflow())

  it.each([
    [`"${expression('secrets.PROMOTE')}"`, 'warning'],
    [`"${expression('secrets.PLAN')}"`, 'ok'],
  ])('the key %s of a pull-request job: %s', (key, level) => {
    const found = workflowFindings({ own: PATH, isPrivate: true, files: [promote, gate(key)], signed: false })
    expect(found.find(({ what }) => what === 'two identities')?.level).toBe(level)
  })
})

describe('our example workflows', () => {
  const folder = new URL('../../../examples/workflows/', import.meta.url)
  const files = readdirSync(folder).map((name) =>
    workflowFile(`.github/workflows/${name}`, readFileSync(new URL(name, folder), 'utf8')),
  )

  it('have neither a problem nor a warning', () => {
    const own = '.github/workflows/doctor.yml'
    const found = workflowFindings({ own, isPrivate: true, files, signed: false })
    expect(found.filter(({ level }) => level === 'problem' || level === 'warning')).toEqual([])
    expect(found.filter(({ level }) => level === 'ok').length).toBeGreaterThan(5)
  })
})

describe('what cannot be known', () => {
  it.each<[string, Partial<WorkflowsRead>]>([
    ['files that could not be read', { files: { code: 'github-access', message: 'No.', hint: null } }],
    ['a runner that does not say', { own: null }],
    ['a workflow that is not there', { own: '.github/workflows/other.yml' }],
    ['a link', { files: [{ path: PATH, commit: 'c', blob: 'b', text: null, problem: 'symlink' }] }],
    ['a broken file', { files: [workflowFile(PATH, 'on: [push\njobs')] }],
    ['a list', { files: [workflowFile(PATH, '- push')] }],
    ['a workflow that calls another', { files: [workflowFile(PATH, 'on: push\njobs: { a: { uses: ./x.yml } }')] }],
  ])('%s is said, and is no crash', (_case, read) => {
    expect(told(look({}, read)).filter((each) => each.startsWith('unknown'))).not.toEqual([])
  })

  it.each(['', 'null', 'jobs: 3', 'on: 4\njobs: [1]', 'jobs: { a: null, b: { steps: [1, { uses: 5 }] } }'])(
    'nonsense is no crash: %j',
    (text) => {
      expect(() => look({}, { files: [workflowFile(PATH, text)] })).not.toThrow()
    },
  )
})
