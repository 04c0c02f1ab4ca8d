import { describe, expect, it } from '@jest/globals'
import { parseGateConfig } from '../../../src/config/parse-gate-config.ts'
import { parsePins } from '../../../src/config/pins.ts'
import { diagnose, doctorListing, doctorNotes, reasonsToRefuse } from '../../../src/promotion/doctor.ts'
import type { AccountFacts, DoctorFacts, MemberFacts, ProjectFacts } from '../../../src/promotion/doctor-facts.ts'
import { type Finding, ok, problem, warning } from '../../../src/promotion/doctor-finding.ts'
import { accountFacts, projectFacts } from '../../support/fake-doctor.ts'

const GATES = (change: { protected?: boolean; keys?: boolean; lineage?: boolean; rules?: string } = {}) => `version: 1
registry: acme/wandb-registry-model
records: ml-governance/model-promotions
${change.keys === true ? 'record_keys: ["ed25519:MCowBQYDK2VwAyEAGb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE="]' : ''}
models:
  support-llm:
    reports: { quality: { path: eval/quality.json } }
    stages:
      candidate: { ungated: true }
      production:
        from: candidate
        protected: ${change.protected ?? false}
        checks: [{ metric: accuracy, min: 0.6 }]
        approvals: [{ role: steward, count: 1, users: [ana, bo] }]
        ${change.lineage === true ? 'lineage: { require: [run] }' : ''}
        ${change.rules ?? ''}
`

const SOURCE = { entity: 'research', project: 'training' }
const MEMBER: MemberFacts = { version: 'v1', state: 'COMMITTED', source: SOURCE }
const RECORDS = { entity: 'ml-governance', project: 'model-promotions' }

interface Change {
  readonly gates?: Parameters<typeof GATES>[0]
  readonly account?: Partial<AccountFacts>
  readonly facts?: Partial<DoctorFacts>
  readonly members?: readonly [string, MemberFacts | null][]
}

function facts({ gates, account, facts: rest, members = [] }: Change = {}): DoctorFacts {
  const { config } = parseGateConfig(GATES(gates), 'gates.yml')
  const versions = new Map<string, MemberFacts | null>([
    ['support-llm:v1', MEMBER],
    ['support-llm:production', MEMBER],
    ...members,
  ])
  return {
    config,
    isPrivate: true,
    pins: parsePins('support-llm: { production: v1 }', 'model-pins.yml', config),
    pinIssues: [],
    account: accountFacts({ versions, ...account }),
    permissionOf: new Map([
      ['ana', 'write'],
      ['bo', 'admin'],
    ]),
    teamsOf: new Map(),
    ...rest,
  }
}

/** `level what`, for findings that are not ok. */
function told(change: Change): string[] {
  return diagnose(facts(change))
    .filter(({ level }) => level !== 'ok')
    .map(({ level, what, code }) => `${level} ${what}${code === null ? '' : ` [${code}]`}`)
}

const ALWAYS = 'unknown protected aliases'

describe('diagnose', () => {
  it('finds nothing but what W&B never tells', () => {
    expect(told({})).toEqual([ALWAYS])
  })

  it.each<[string, Partial<ProjectFacts>, boolean, string[]]>([
    ['a Member moves what is not protected', { members: [{ name: 'promoter', role: 'member' }] }, false, []],
    [
      'a Member does not move what is protected',
      { members: [{ name: 'promoter', role: 'member' }] },
      true,
      ['problem role in acme/wandb-registry-model [wandb-access]'],
    ],
    ['an Admin does', {}, true, []],
    [
      'a viewer moves nothing',
      { members: [{ name: 'promoter', role: 'viewer' }], readOnly: true },
      false,
      ['problem role in acme/wandb-registry-model [wandb-access]'],
    ],
    [
      'the role of a team counts',
      { members: [], teams: [{ name: 'ML-governance', role: 'admin' }] },
      true,
      ['warning who else may move aliases'],
    ],
    ['a role that is not listed may be enough', { members: [] }, true, ['unknown role in acme/wandb-registry-model']],
    ['to write is to be a Member', { members: [] }, false, []],
    [
      'a role of an unknown name is not known',
      { members: [{ name: 'promoter', role: 'steward' }], readOnly: null },
      false,
      ['unknown role in acme/wandb-registry-model'],
    ],
    [
      'an old server',
      { members: null, teams: null, readOnly: null, access: null },
      false,
      ['unknown role in acme/wandb-registry-model', 'unknown who else may move aliases'],
    ],
    [
      'other Members, nothing protected',
      {
        members: [
          { name: 'promoter', role: 'admin' },
          { name: 'mallory', role: 'member' },
        ],
      },
      false,
      ['warning who else may move aliases'],
    ],
    [
      'other Members, everything protected',
      {
        members: [
          { name: 'promoter', role: 'admin' },
          { name: 'mallory', role: 'member' },
        ],
      },
      true,
      [],
    ],
    ['no such registry', { visible: false }, false, ['problem registry acme/wandb-registry-model [wandb-access]']],
  ])('registry: %s', (_case, registry, isProtected, expected) => {
    const found = told({ gates: { protected: isProtected }, account: { registry: projectFacts(registry) } })
    expect(found.filter((each) => each !== ALWAYS)).toEqual(expected)
  })

  it.each<[string, Partial<ProjectFacts>, Change, string[]]>([
    ['only read', { readOnly: true }, {}, [`problem records project ml-governance/model-promotions [wandb-access]`]],
    [
      'unknown',
      { readOnly: null, members: null, teams: null, owners: null },
      {},
      ['unknown records project ml-governance/model-promotions', 'unknown who else may write records'],
    ],
    [
      'others write',
      {
        owners: [
          { name: 'Promoter', role: 'member' },
          { name: 'mallory', role: 'member' },
        ],
      },
      {},
      ['warning who else may write records'],
    ],
    ['others write, but do not sign', { owners: [{ name: 'mallory', role: 'member' }] }, { gates: { keys: true } }, []],
    [
      'somebody of an unknown role may write',
      { owners: [{ name: 'mallory', role: null }] },
      {},
      ['warning who else may write records'],
    ],
    ['others read', { owners: [{ name: 'eve', role: 'viewer' }] }, {}, []],
    ['not there yet', { visible: false }, {}, ['warning records project ml-governance/model-promotions']],
    [
      'of a foreign team',
      { visible: false },
      { account: { teams: [] } },
      ['problem records project ml-governance/model-promotions [wandb-access]'],
    ],
    [
      'of a team, teams unknown',
      { visible: false },
      { account: { teams: null } },
      ['unknown records project ml-governance/model-promotions'],
    ],
  ])('records: %s', (_case, records, change, expected) => {
    const account = { ...change.account, records: projectFacts({ path: RECORDS, members: [], ...records }) }
    expect(told({ ...change, account }).filter((each) => each !== ALWAYS)).toEqual(expected)
  })

  it.each([
    [{ readOnly: false }, []],
    [{ readOnly: true }, ['warning source project research/training']],
    [{ visible: false }, ['warning source project research/training']],
    [{ readOnly: null, members: null, teams: null }, ['unknown source project research/training']],
  ])('source project: %j', (source, expected) => {
    const sources = [projectFacts({ path: SOURCE, ...source })]
    expect(told({ account: { sources } }).filter((each) => each !== ALWAYS)).toEqual(expected)
  })

  it.each<[string, Change, string]>([
    ['a pin on a version that is gone', { members: [['support-llm:v1', null]] }, 'version-not-found'],
    ['a pin on an upload', { members: [['support-llm:v1', { ...MEMBER, state: 'PENDING' }]] }, 'version-not-committed'],
    [
      'a hidden source where lineage is demanded',
      { gates: { lineage: true }, members: [['support-llm:production', { ...MEMBER, source: null }]] },
      'source-not-visible',
    ],
    [
      'pins with a mistake',
      { facts: { pinIssues: [{ message: 'The gate config has no model `x`' }] } },
      'config-invalid',
    ],
    [
      'no W&B',
      { facts: { account: { code: 'wandb-unavailable', message: 'W&B answered 503.', hint: null } } },
      'wandb-unavailable',
    ],
    [
      'approvers who left',
      {
        facts: {
          permissionOf: new Map([
            ['ana', 'none'],
            ['bo', 'read'],
          ]),
        },
      },
      'approvals-missing',
    ],
    ['nobody who may roll back', { gates: { rules: 'may: { rollback: { users: [chi] } }' } }, 'not-allowed'],
  ])('%s is a problem', (_case, change, code) => {
    expect(reasonsToRefuse(diagnose(facts(change)))).toEqual([code])
  })

  it.each<[string, Change, string]>([
    ['a pins file that is not there', { facts: { pins: null } }, 'warning pins in model-pins.yml'],
    ['versions that the server does not tell', { account: { versions: null } }, 'unknown pins in model-pins.yml'],
    [
      'a hidden source',
      { members: [['support-llm:production', { ...MEMBER, source: null }]] },
      'warning source of support-llm production',
    ],
    [
      'one approver who left',
      { facts: { permissionOf: new Map([['bo', 'write']]) } },
      'warning approvals of support-llm production (steward)',
    ],
    [
      'roles that GitHub does not tell',
      { facts: { permissionOf: { code: 'github-access', message: 'No.', hint: null } } },
      'unknown people of the gate config',
    ],
    ['http', { account: { base: 'http://wandb.acme.example' } }, 'warning W&B address'],
    [
      'a token of any job of the branch',
      { account: { by: 'identity-token', claims: { sub: 'repo:a/b:ref:refs/heads/main' } } },
      'warning W&B identity',
    ],
    ['a token without readable claims', { account: { by: 'identity-token' } }, 'unknown W&B identity'],
  ])('%s is said', (_case, change, expected) => {
    expect(told(change)).toContain(expected)
    expect(reasonsToRefuse(diagnose(facts(change)))).toEqual([])
  })

  it('a run that by its nature has no credential is no problem', () => {
    const account = { code: 'no-credentials', message: 'A fork.', hint: null, isExpected: true } as const
    expect(reasonsToRefuse(diagnose(facts({ facts: { account } })))).toEqual([])
  })

  it('shows the claims of the identity token', () => {
    const claims = { iss: 'https://github.test', sub: 'repo:a/b:environment:prod', aud: 'acme' }
    const found = diagnose(facts({ account: { by: 'identity-token', claims } }))
    expect(found.find(({ what }) => what === 'W&B identity')).toMatchObject({
      level: 'ok',
      found: expect.stringContaining('sub=repo:a/b:environment:prod'),
    })
  })

  it('says of every finding that is not ok why it matters and what to do', () => {
    const changes: Change[] = [
      { account: { registry: projectFacts({ members: null, teams: null, readOnly: null }) } },
      { members: [['support-llm:v1', null]] },
    ]
    const all = changes.flatMap((change) => diagnose(facts(change))).filter(({ level }) => level !== 'ok')
    expect(all.length).toBeGreaterThan(3)
    expect(all.filter(({ why, remedy }) => why === '' || remedy === '')).toEqual([])
  })
})

describe('the listing', () => {
  const told = { what: 'a', found: 'b', why: 'c', remedy: 'd' }
  const at = { file: 'model-pins.yml', line: 1, column: 2 }
  const findings: Finding[] = [
    ok('x', 'fine'),
    warning({ ...told, at }),
    problem('not-allowed', told),
    problem('wandb-access', told),
  ]

  it('has the worst first, and all of it for scripts', () => {
    const listing = doctorListing(findings)
    expect(listing.columns).toEqual(['result', 'what', 'found', 'what to do'])
    expect(listing.rows).toEqual([
      ['problem', 'a', 'b c', 'd'],
      ['problem', 'a', 'b c', 'd'],
      ['warning', 'a', 'b c', 'd'],
      ['ok', 'x', 'fine', '–'],
    ])
    expect(listing.log?.slice(-3)).toEqual(['warning  a: b c', '         → d', 'ok       x: fine'])
    expect(listing.intro[0]).toBe('problem 2 · warning 1 · unknown 0 · ok 1.')
    expect(listing.data).toMatchObject({
      findings: [{ reason_code: 'not-allowed', why: 'c' }, {}, { at }, { at: null }],
    })
  })

  it('names the gravest reason first, and lines of files as annotations', () => {
    expect(reasonsToRefuse(findings)).toEqual(['wandb-access', 'not-allowed'])
    expect(doctorNotes(findings)).toEqual([{ level: 'warning', text: 'a: b', at }])
  })
})
