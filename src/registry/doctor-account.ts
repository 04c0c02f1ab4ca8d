import type { ProjectPath } from '../config/gate-config.ts'
import { AccessError } from '../errors.ts'
import type { AccountFacts, AccountQuery, MemberFacts, ProjectFacts, RoleFacts } from '../promotion/doctor-facts.ts'
import {
  ACCESS_DOCUMENT,
  MEMBERS_DOCUMENT,
  membersDocument,
  OWNERS_DOCUMENTS,
  PROJECT_DOCUMENT,
  READ_ONLY_DOCUMENT,
  TEAMS_DOCUMENT,
  WHO_DOCUMENTS,
} from './documents/doctor.ts'
import { type Connection, graphql } from './graphql.ts'
import { UnknownFieldError } from './refusals.ts'
import type { Node } from './shape.ts'

/** Versions that one request asks for. */
const AT_ONCE = 40

/**
 * Who the credential is to W&B, and what W&B lets it see and do; fields that the server lacks are null. Only reads.
 * @throws AccessError when W&B does not know who we are, RemoteError
 */
export async function readAccount(connection: Connection, query: AccountQuery): Promise<AccountFacts> {
  const who = (await firstAnswer(connection, WHO_DOCUMENTS, 'ask who this account is', {}))?.at('me') ?? null
  const [registry, records, versions] = await Promise.all([
    readProject(connection, query.registry, false),
    readProject(connection, query.records, true),
    readVersions(connection, query),
  ])
  const sources = await Promise.all(sourcesOf(versions).map((path) => readProject(connection, path, true)))
  const claims = connection.credentials.claims?.() ?? null
  const authorization = await connection.credentials.authorization()
  return {
    base: connection.base,
    by: authorization.startsWith('Bearer ') ? 'identity-token' : 'api-key',
    claims,
    username: who === null || who.isNull ? null : who.at('username').stringOrNull(),
    teams: who === null || who.isNull || who.at('teams').isNull ? null : who.at('teams').nodes().map(nameOf),
    registry,
    records,
    sources,
    versions,
  }
}

function nameOf(node: Node): string {
  return node.at('name').string()
}

type Variables = Readonly<Record<string, string>>

/** The answer to the first document that the server understands; null: to none, or it may not be asked. */
async function firstAnswer(
  connection: Connection,
  documents: readonly string[],
  what: string,
  variables: Variables,
): Promise<Node | null> {
  for (const document of documents) {
    try {
      return (await graphql(connection, { what, document, variables, idempotent: true })).data
    } catch (thrown) {
      if (thrown instanceof UnknownFieldError) continue
      // Who may not even say who we are is not logged in: that is no detail.
      if (thrown instanceof AccessError && documents !== WHO_DOCUMENTS) return null
      throw thrown
    }
  }
  return null
}

async function readProject(connection: Connection, path: ProjectPath, withOwners: boolean): Promise<ProjectFacts> {
  const ask = async (document: string, what: string) => {
    const variables = { entity: path.entity, project: path.project }
    const project = (
      await firstAnswer(connection, [document], `${what} of ${path.entity}/${path.project}`, variables)
    )?.at('project')
    return project === undefined || project.isNull ? null : project
  }
  const [found, readOnly, access, members, teams, owners] = await Promise.all([
    ask(PROJECT_DOCUMENT, 'read the name'),
    ask(READ_ONLY_DOCUMENT, 'read the access'),
    ask(ACCESS_DOCUMENT, 'read the visibility'),
    ask(MEMBERS_DOCUMENT, 'read the members'),
    ask(TEAMS_DOCUMENT, 'read the teams'),
    withOwners ? readOwners(connection, path.entity) : null,
  ])
  const flag = readOnly?.at('readOnly') ?? null
  return {
    path,
    visible: found !== null,
    readOnly: flag === null || flag.isNull ? null : flag.boolean(),
    access: access?.at('access').stringOrNull() ?? null,
    members: rolesOf(members?.at('members') ?? null, (member) => member.at('username').stringOrNull()),
    teams: rolesOf(teams?.at('teamMembers') ?? null, (member) => member.at('team').at('name').stringOrNull()),
    owners,
  }
}

function rolesOf(list: Node | null, name: (member: Node) => string | null): readonly RoleFacts[] | null {
  if (list === null || list.isNull) return null
  return list
    .list()
    .filter((member) => !member.isNull)
    .map((member) => {
      const role = member.at('role')
      return { name: name(member) ?? 'somebody', role: role.isNull ? null : role.at('name').stringOrNull() }
    })
}

async function readOwners(connection: Connection, entity: string): Promise<readonly RoleFacts[] | null> {
  const answer = await firstAnswer(connection, OWNERS_DOCUMENTS, `read the members of ${entity}`, { entity })
  const team = answer?.at('entity')
  const members = team === undefined || team.isNull ? null : team.at('members')
  if (members === null || members.isNull) return null
  return members
    .list()
    .filter((member) => !member.isNull)
    .map((member) => ({
      name: member.at('username').stringOrNull() ?? 'somebody',
      role: member.at('role').stringOrNull() ?? (member.at('admin').value === true ? 'admin' : null),
    }))
}

async function readVersions(
  connection: Connection,
  { registry, versions }: AccountQuery,
): Promise<AccountFacts['versions']> {
  const found = new Map<string, MemberFacts | null>()
  for (let start = 0; start < versions.length; start += AT_ONCE) {
    const group = versions.slice(start, start + AT_ONCE)
    const names = Object.fromEntries(group.map((name, index) => [`member${index}`, name]))
    const document = membersDocument(group.length)
    const answer = await firstAnswer(connection, [document], 'read the versions', { ...registry, ...names })
    const project = answer?.at('project')
    if (project === undefined || project.isNull) return null
    group.forEach((name, index) => {
      found.set(name, memberOf(project.at(`member${index}`)))
    })
  }
  return found
}

function memberOf(member: Node): MemberFacts | null {
  if (member.isNull || member.at('artifact').isNull) return null
  const artifact = member.at('artifact')
  const project = artifact.at('artifactSequence').at('project')
  return {
    version: `v${member.at('versionIndex').integer()}`,
    state: artifact.at('state').string(),
    source: project.isNull
      ? null
      : { entity: project.at('entity').at('name').string(), project: project.at('name').string() },
  }
}

function sourcesOf(versions: AccountFacts['versions']): readonly ProjectPath[] {
  const sources = [...(versions?.values() ?? [])].flatMap((member) => member?.source ?? [])
  return [...new Map(sources.map((source) => [`${source.entity}/${source.project}`, source])).values()]
}
