import { createHash } from 'node:crypto'
import { newId, type Project, type Role, type User, type WandbState } from './state.ts'

/** Everything below happens at this moment unless `at` says otherwise: 1 November 2026, noon UTC. */
export const SEED_TIME = Date.UTC(2026, 10, 1, 12)

export interface UserSeed {
  readonly username: string
  readonly key?: string
  readonly service?: boolean
  /** OIDC subject of an external service account. */
  readonly subject?: string
  readonly teams?: Readonly<Record<string, 'admin' | 'member' | 'viewer'>>
  readonly organization?: string
  readonly organizationRole?: 'admin' | 'member'
}

/** An organisation, its entity (default: `<name>` in lower case with dashes) and its trusted OIDC issuers. */
export function addOrganization(
  state: WandbState,
  organization: { readonly name: string; readonly entity?: string; readonly issuers?: readonly string[] },
): { readonly name: string; readonly entity: string } {
  const entity = organization.entity ?? organization.name.toLowerCase().replaceAll(' ', '-')
  const { name } = organization
  state.organizations.push({
    id: newId(state, 'Organization'),
    name,
    entity,
    members: {},
    issuers: [...(organization.issuers ?? [])],
  })
  state.entities.push({ id: newId(state, 'Entity'), name: entity, kind: 'org', organization: name, members: {} })
  return { name, entity }
}

/** A team; `organization` null makes it a team outside any organisation. */
export function addTeam(state: WandbState, name: string, organization: string | null): void {
  state.entities.push({ id: newId(state, 'Entity'), name, kind: 'team', organization, members: {} })
}

/** A user with an API key (default: 40 characters made from the name) and, for a human, a personal entity. */
export function addUser(state: WandbState, seed: UserSeed): User & { readonly key: string } {
  const key = seed.key ?? keyOf(seed.username)
  const teams = Object.entries(seed.teams ?? {})
  const user: User = {
    id: newId(state, 'User'),
    username: seed.username,
    email: `${seed.username}@example.com`,
    accountType: seed.service === true ? 'SERVICE' : 'USER',
    keys: [key],
    subject: seed.subject ?? null,
    defaultEntity: teams[0]?.[0] ?? seed.username,
  }
  state.users.push(user)
  if (seed.service !== true) {
    const members = { [seed.username]: 'admin' as const }
    state.entities.push({ id: newId(state, 'Entity'), name: seed.username, kind: 'user', organization: null, members })
  }
  for (const [team, role] of teams)
    mustFind(state.entities, (each) => each.name === team, team).members[seed.username] = role
  if (seed.organization !== undefined) {
    const organization = mustFind(state.organizations, (each) => each.name === seed.organization, seed.organization)
    organization.members[seed.username] = seed.organizationRole ?? 'member'
  }
  return { ...user, key }
}

/** A project of a team, or a registry when the entity is an organisation's and the name says so. */
export function addProject(
  state: WandbState,
  seed: {
    readonly entity: string
    readonly name: string
    readonly access?: Project['access']
    readonly roles?: Readonly<Record<string, Role>>
    readonly teamRoles?: Readonly<Record<string, Role>>
    readonly protectedAliases?: readonly string[]
    readonly acceptedTypes?: readonly string[]
  },
): Project {
  const project: Project = {
    id: newId(state, 'Project'),
    entity: seed.entity,
    name: seed.name,
    description: null,
    access: seed.access ?? 'PRIVATE',
    readOnly: false,
    acceptedTypes: seed.acceptedTypes === undefined ? null : [...seed.acceptedTypes],
    protectedAliases: [...(seed.protectedAliases ?? [])],
    roles: { ...seed.roles },
    teamRoles: { ...seed.teamRoles },
    createdAt: SEED_TIME,
  }
  state.projects.push(project)
  return project
}

/** The item that the seed speaks of; throws when it was never made. */
export function mustFind<T>(items: readonly T[], accepts: (item: T) => boolean, what: string): T {
  const found = items.find(accepts)
  if (found === undefined) throw new Error(`the seeded state has no ${what}`)
  return found
}

function keyOf(username: string): string {
  return createHash('sha1').update(`key of ${username}`).digest('hex')
}
