import { describe, expect, it } from '@jest/globals'
import type { Access } from '../../sandbox/github/state.ts'
import { read } from '../meta/repository.ts'
import { type Grants, type OperationName, openScene } from '../support/least-privilege.ts'

/** One permission less than the least, and what is said then. `exit` 0: the work is done, something beside it is not. */
interface Less {
  readonly without: string
  readonly change: Partial<Grants>
  readonly exit: 0 | 1
  readonly says: RegExp
}

interface Row {
  readonly operation: OperationName
  readonly least: Grants
  readonly conclusion: string
  readonly less: readonly Less[]
}

const CONTENTS = /The token needs `contents: read`/
const ACTIONS = /The token needs `actions: read`/
const REVIEWS = /The token needs `pull-requests: read`/
const COMMENT = /comment could not be written: .*The token needs `pull-requests: write`/
const RECORDS = /must be able to write to the records project ml-governance\/model-promotions/
const USE = /Could not open the promotion record: .*and to use the model's versions/
const ADMIN = /Could not move the alias `production`.*a protected alias needs Admin/
const MEMBER = /Could not move the alias `production`.*needs the role Member in the registry/
const SOURCE = /source-not-visible/

const none: Pick<Grants, 'identity' | 'registry' | 'records' | 'source'> = {
  identity: false,
  registry: null,
  records: null,
  source: null,
}
const reading: Grants['github'] = { contents: 'read' }
const starting: Grants['github'] = { contents: 'read', actions: 'read' }
const reviewed = (access: Access): Grants['github'] => ({ contents: 'read', 'pull-requests': access })
const attesting: Grants['github'] = { ...reviewed('write'), attestations: 'write' }

function less(without: string, change: Partial<Grants>, says: RegExp, exit: Less['exit'] = 1): Less {
  return { without, change, says, exit }
}

const noContents = (github: Grants['github']) => less('contents: read', { github: omit(github, 'contents') }, CONTENTS)
const noActions = (github: Grants['github']) => less('actions: read', { github: omit(github, 'actions') }, ACTIONS)
const noReviews = (github: Grants['github']) =>
  less('pull-requests: read', { github: omit(github, 'pull-requests') }, REVIEWS)
const noComment = (github: Grants['github']) =>
  less('pull-requests: write', { github: { ...github, 'pull-requests': 'read' } }, COMMENT, 0)

function omit(github: Grants['github'], name: keyof Grants['github']): Grants['github'] {
  return Object.fromEntries(Object.entries(github).filter(([key]) => key !== name))
}

const PROMOTING = { identity: false, registry: 'admin', records: 'member', source: 'viewer' } as const

const ROWS: readonly Row[] = [
  {
    operation: 'plan',
    least: { ...none, github: reviewed('write'), records: 'viewer', source: 'viewer' },
    conclusion: 'planned',
    less: [
      noContents(reviewed('write')),
      noReviews(reviewed('write')),
      noComment(reviewed('write')),
      less('seeing the records', { records: null }, /wandb-access/, 0),
      less('seeing the source project', { source: null }, SOURCE),
    ],
  },
  {
    operation: 'plan without a comment',
    least: { ...none, github: reviewed('read'), records: 'viewer', source: 'viewer' },
    conclusion: 'planned',
    less: [noReviews(reviewed('read'))],
  },
  {
    operation: 'promote',
    least: { ...PROMOTING, github: reviewed('write') },
    conclusion: 'applied',
    less: [
      noContents(reviewed('write')),
      noReviews(reviewed('write')),
      noComment(reviewed('write')),
      less('Admin of the registry', { registry: 'member' }, ADMIN),
      less('writing the records', { records: 'viewer' }, RECORDS),
      less('seeing the source project', { source: null }, SOURCE),
    ],
  },
  {
    operation: 'promote, not protected, no lineage',
    least: { ...PROMOTING, github: reviewed('write'), registry: 'member', source: null },
    conclusion: 'applied',
    less: [less('Member of the registry', { registry: 'viewer' }, MEMBER)],
  },
  {
    operation: 'promote with link',
    least: { ...PROMOTING, github: starting, registry: 'member' },
    conclusion: 'applied',
    less: [
      noActions(starting),
      less('Member of the registry', { registry: 'viewer' }, /Could not link .*needs the role Member in the registry/),
      less('seeing the source project', { source: null }, /the source project research\/training was not found/),
    ],
  },
  {
    operation: 'promote, attested',
    least: { ...PROMOTING, github: attesting, identity: true },
    conclusion: 'applied',
    less: [
      less('id-token: write', { identity: false }, /not attested: .*The token needs `id-token: write`/, 0),
      less(
        'attestations: write',
        { github: { ...attesting, attestations: 'read' } },
        /not attested: .*The token needs `attestations: write`/,
        0,
      ),
    ],
  },
  {
    operation: 'rollback',
    least: { ...PROMOTING, github: starting, source: null },
    conclusion: 'applied',
    less: [
      noContents(starting),
      noActions(starting),
      less('Admin of the registry', { registry: 'member' }, ADMIN),
      less('writing the records', { records: 'viewer' }, RECORDS),
    ],
  },
  {
    operation: 'hold',
    least: { ...none, github: starting, registry: 'viewer', records: 'member', source: 'member' },
    conclusion: 'applied',
    less: [
      noContents(starting),
      noActions(starting),
      less('Viewer of the registry', { registry: null }, USE),
      less('writing the records', { records: 'viewer' }, RECORDS),
      less('writing the source project', { source: 'viewer' }, /tag regulatory-hold could not be set/),
    ],
  },
  {
    operation: 'release',
    least: { ...none, github: starting, registry: 'viewer', records: 'member', source: 'member' },
    conclusion: 'applied',
    less: [
      noContents(starting),
      noActions(starting),
      less('writing the source project', { source: 'viewer' }, /Tags of a version need write access to the project/),
    ],
  },
  {
    operation: 'status',
    least: { ...none, github: reading, records: 'viewer' },
    conclusion: 'no-change',
    less: [noContents(reading)],
  },
  {
    operation: 'history',
    least: { ...none, github: reading, records: 'viewer' },
    conclusion: 'no-change',
    less: [noContents(reading)],
  },
  {
    operation: 'verify',
    least: { ...none, github: reading, records: 'viewer' },
    conclusion: 'no-change',
    less: [
      noContents(reading),
      less(
        'seeing the records',
        { records: null },
        /records project \S+ is not there yet, or this account may not see it/,
      ),
    ],
  },
  {
    operation: 'verify, attested',
    least: { ...none, github: { contents: 'read', attestations: 'read' }, registry: 'viewer', records: 'viewer' },
    conclusion: 'no-change',
    less: [
      less('attestations: read', { github: reading }, /The token needs `attestations: read`/),
      less('Viewer of the registry', { registry: null }, /Could not read what support-llm:v12 consists of/),
    ],
  },
]

describe.each(ROWS)('$operation', ({ operation, least, conclusion, less: changes }) => {
  it('works with the least that it is documented to need', async () => {
    const { acme, attempt } = await openScene(operation)
    try {
      const result = await attempt(least)
      expect([result.exitCode, result.outputs['conclusion'], result.stderr]).toEqual([0, conclusion, ''])
      const complaints = result.annotations.filter(({ message }) => /permission|could not|not attested/.test(message))
      expect(complaints).toEqual([])
      expect(acme.github.violations).toEqual([])
    } finally {
      await acme.close()
    }
  })

  it.each(changes)('says what is missing without $without', async ({ change, exit, says }) => {
    const { acme, attempt } = await openScene(operation)
    try {
      const result = await attempt({ ...least, ...change })
      expect(result.exitCode).toBe(exit)
      expect(`${result.stdout}\n${result.outputs['reason-codes']}`).toMatch(says)
      if (exit === 1) expect(result.outputs['applied']).toBe('false')
    } finally {
      await acme.close()
    }
  })
})

describe('the table in docs/security.md', () => {
  const ROLES = { restricted_viewer: 'Viewer', viewer: 'Viewer', member: 'Member', admin: 'Admin' }
  const SEEN = { viewer: 'read', member: 'write' }

  it.each(ROWS)('has the row of $operation as it is tested', ({ operation, least }) => {
    const github = Object.entries(least.github).map(([name, access]) => `\`${name}: ${access}\``)
    const token = least.identity ? [...github, '`id-token: write`'] : github
    const roles = [
      least.registry === null ? '–' : ROLES[least.registry],
      least.records === null ? '–' : SEEN[least.records],
      least.source === null ? '–' : SEEN[least.source],
    ]
    const row = `| ${operation} | ${token.join(', ')} | ${roles.join(' | ')} |`
    expect(read('docs/security.md').split('\n')).toContain(row)
  })
})
