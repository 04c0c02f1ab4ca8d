import { fileURLToPath } from 'node:url'
import { type Acme, type ActionResult, GATES, lmEvalReport, REPOSITORY, startAcme } from '../../sandbox/acme.ts'
import { setJobClaims } from '../../sandbox/github/oidc.ts'
import type { Access } from '../../sandbox/github/state.ts'
import { addVersion } from '../../sandbox/wandb/seed.ts'
import type { Role } from '../../sandbox/wandb/state.ts'

/** What a job of the Action is given. A permission that is not named is `none`. */
export interface Grants {
  /** Of the workflow token, as written in a workflow. */
  readonly github: Readonly<Partial<Record<'contents' | 'pull-requests' | 'actions' | 'attestations', Access>>>
  /** `id-token: write`. */
  readonly identity: boolean
  /** Role of the W&B account in the registry; null: none of its own. */
  readonly registry: Role | null
  /** Of the account in the team that owns the records project. */
  readonly records: 'member' | 'viewer' | null
  /** Of the account in the team that logged the versions. */
  readonly source: 'member' | 'viewer' | null
}

/** More than any operation needs; what a story does before the run that is looked at. */
export const EVERYTHING: Grants = {
  github: { contents: 'write', 'pull-requests': 'write', actions: 'write', attestations: 'write' },
  identity: true,
  registry: 'admin',
  records: 'member',
  source: 'member',
}

/** Production is an alias that W&B protects, as it should be. */
const PROTECTED = GATES.replace('        keep_previous:', '        protected: true\n        keep_previous:')
const UNGATED = `version: 1
registry: acme/wandb-registry-model
records: ml-governance/model-promotions
models:
  support-llm:
    stages:
      production: { ungated: true, protected: true }
`
const ATTESTED = PROTECTED.replace('        keep_previous:', '        attest: true\n        keep_previous:')
const SIGSTORE = fileURLToPath(new URL('sigstore-services.mjs', import.meta.url))
const PRODUCTION = { model: 'support-llm', stage: 'production' }

/** Prepares a company with all rights; what it returns runs the operation, to be called with fewer. */
type Story = (acme: Acme) => Promise<(grants: Grants) => Promise<ActionResult>>

interface Scene {
  readonly gates: string
  readonly story: Story
}

/** An operation of the Action with the work that it is there for. */
export const OPERATIONS = {
  plan: {
    gates: PROTECTED,
    story: async (acme) => {
      const number = acme.proposePin('v12')
      acme.approve(number, 'ana')
      return run(acme, (more) => acme.pullRequestEvent(number, {}, { ...more, key: 'promoter' }))
    },
  },
  'plan without a comment': {
    gates: PROTECTED,
    story: async (acme) => {
      const number = acme.proposePin('v12')
      acme.approve(number, 'ana')
      const inputs = { 'comment-summary-in-pr': 'never' }
      return run(acme, (more) => acme.pullRequestEvent(number, inputs, { ...more, key: 'promoter' }))
    },
  },
  promote: { gates: PROTECTED, story: promotePin },
  'promote, attested': { gates: ATTESTED, story: promotePin },
  'promote, not protected, no lineage': {
    gates: GATES.replace('        lineage: { require: [run, commit] }\n', ''),
    story: async (acme) => {
      acme.registry.registry.protectedAliases.splice(0)
      return promotePin(acme)
    },
  },
  'promote with link': {
    gates: PROTECTED,
    story: async (acme) => {
      const { state, source } = acme.registry
      addVersion(state, source, { name: 'support-llm-source' })
      const inputs = { model: 'support-llm', stage: 'candidate', link: 'true' }
      return run(acme, (more) =>
        acme.dispatch({ ...inputs, version: 'research/training/support-llm-source:v13' }, more),
      )
    },
  },
  rollback: {
    gates: UNGATED,
    story: async (acme) => {
      for (const version of ['v10', 'v12']) {
        await run(acme, (more) => acme.dispatch({ ...PRODUCTION, version }, more))(EVERYTHING)
      }
      // GitHub dates runs by whole seconds, and an order must be newer than what it undoes.
      acme.github.setClock(Date.now() + 2_000)
      const inputs = { operation: 'rollback', reason: 'wrong answers', ...PRODUCTION }
      return run(acme, (more) => acme.dispatch(inputs, more))
    },
  },
  hold: {
    gates: PROTECTED,
    story: async (acme) => run(acme, (more) => acme.dispatch(HOLD, { ...more, actor: 'ana' })),
  },
  release: {
    gates: PROTECTED,
    story: async (acme) => {
      await run(acme, (more) => acme.dispatch(HOLD, { ...more, actor: 'ana' }))(EVERYTHING)
      return run(acme, (more) => acme.dispatch({ ...HOLD, operation: 'release' }, { ...more, actor: 'ana' }))
    },
  },
  status: { gates: PROTECTED, story: reading({ operation: 'status' }) },
  history: { gates: PROTECTED, story: reading({ operation: 'history', model: 'support-llm' }) },
  verify: { gates: PROTECTED, story: reading({ operation: 'verify', version: 'v12', ...PRODUCTION }) },
  'verify, attested': { gates: ATTESTED, story: reading({ operation: 'verify', version: 'v12', ...PRODUCTION }) },
} as const satisfies Readonly<Record<string, Scene>>

export type OperationName = keyof typeof OPERATIONS

const HOLD = { operation: 'hold', reason: 'toxic answers', ...PRODUCTION }

/** A company in which everything is ready for the operation; the caller closes it. */
export async function openScene(name: OperationName): Promise<{
  readonly acme: Acme
  readonly attempt: (grants: Grants) => Promise<ActionResult>
}> {
  const { gates, story }: Scene = OPERATIONS[name]
  const acme = await startAcme({ gates, protectedAliases: ['production'] })
  acme.write('eval/quality.json', lmEvalReport('arc_easy', 0.7))
  grant(acme, EVERYTHING)
  return { acme, attempt: await story(acme) }
}

async function promotePin(acme: Acme) {
  const number = acme.proposePin('v12')
  acme.approve(number, 'ana')
  const pushed = acme.merge(number)
  return run(acme, (more) => acme.pushEvent(pushed, {}, more))
}

async function promoted(acme: Acme): Promise<void> {
  const result = await (await promotePin(acme))(EVERYTHING)
  if (result.outputs['conclusion'] !== 'applied') throw new Error(`not promoted: ${result.stdout}`)
}

function reading(inputs: Readonly<Record<string, string>>): Story {
  return async (acme) => {
    await promoted(acme)
    return run(acme, (more) => acme.dispatch(inputs, more))
  }
}

type More = NonNullable<Parameters<Acme['dispatch']>[1]>

function run(acme: Acme, start: (more: More) => Promise<ActionResult>) {
  return (grants: Grants) => {
    grant(acme, grants)
    return start(grants.identity ? withIdentity(acme) : {})
  }
}

function withIdentity({ github }: Acme): More {
  const { requestUrl, requestToken } = github.oidc
  setJobClaims(github, requestToken, { repository: REPOSITORY, ref: 'refs/heads/main' })
  return {
    variables: { GITHUB_SERVER_URL: 'https://github.com' },
    env: {
      ACTIONS_ID_TOKEN_REQUEST_URL: requestUrl,
      ACTIONS_ID_TOKEN_REQUEST_TOKEN: requestToken,
      NODE_OPTIONS: `--import=${SIGSTORE}`,
    },
  }
}

function grant(acme: Acme, { github, registry, records, source }: Grants): void {
  for (const token of Object.values(acme.github.state.tokens)) {
    token.permissions = Object.fromEntries(
      Object.entries(github).map(([name, access]) => [name.replaceAll('-', '_'), access]),
    )
  }
  const { state } = acme.registry
  const { roles } = acme.registry.registry
  if (registry === null) delete roles['promoter']
  else roles['promoter'] = registry
  for (const [team, role] of [
    ['ml-governance', records],
    ['research', source],
  ] as const) {
    const members = state.entities.find(({ name }) => name === team)?.members ?? {}
    if (role === null) delete members['promoter']
    else members['promoter'] = role
  }
}
