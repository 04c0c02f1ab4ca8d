import { type RegistryWorld, seedRegistry } from '../../sandbox/wandb/seed.ts'
import { startWandb, type WandbOptions, type WandbSandbox } from '../../sandbox/wandb/server.ts'

export interface Reply {
  readonly status: number
  readonly headers: Headers
  readonly text: string
  readonly data: Readonly<Record<string, unknown>> | null
  readonly messages: readonly string[]
}

export interface Scene {
  readonly world: RegistryWorld
  readonly sandbox: WandbSandbox
}

/** A seeded sandbox of its own for one test. */
export async function openScene(
  seed: Parameters<typeof seedRegistry>[0] = {},
  options: Omit<WandbOptions, 'state'> = {},
): Promise<Scene> {
  const world = seedRegistry(seed)
  return { world, sandbox: await startWandb({ ...options, state: world.state }) }
}

/** Sends one GraphQL document as the owner of an API key; null: as nobody. */
export async function ask(
  sandbox: WandbSandbox,
  key: string | null,
  query: string,
  variables: Readonly<Record<string, unknown>> = {},
): Promise<Reply> {
  const authorization = key === null ? {} : { Authorization: basic(key) }
  const response = await fetch(`${sandbox.url}/graphql`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', ...authorization },
    body: JSON.stringify({ query, variables }),
  })
  const text = await response.text()
  const body = (text.startsWith('{') ? JSON.parse(text) : {}) as {
    readonly data?: Readonly<Record<string, unknown>> | null
    readonly errors?: readonly { readonly message: string }[]
  }
  const messages = (body.errors ?? []).map((error) => error.message)
  return { status: response.status, headers: response.headers, text, data: body.data ?? null, messages }
}

export function basic(key: string): string {
  return `Basic ${Buffer.from(`api:${key}`).toString('base64')}`
}

/** `addAliases` or `deleteAliases` of one alias for the version at this index of the seeded collection. */
export async function changeAlias(
  { world, sandbox }: Scene,
  change: {
    readonly mutation: 'addAliases' | 'deleteAliases'
    readonly key: string
    readonly version: number
    readonly alias: string
    readonly collection?: string
  },
): Promise<Reply> {
  const input = {
    artifactID: world.versions[change.version]?.artifact.id ?? '',
    aliases: [
      {
        alias: change.alias,
        artifactCollectionName: change.collection ?? world.collection,
        entityName: 'acme',
        projectName: 'wandb-registry-model',
      },
    ],
  }
  const type = change.mutation === 'addAliases' ? 'AddAliasesInput' : 'DeleteAliasesInput'
  return ask(
    sandbox,
    change.key,
    `mutation M($input: ${type}!) { done: ${change.mutation}(input: $input) { success } }`,
    {
      input,
    },
  )
}
