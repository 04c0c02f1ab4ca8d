import { canSeeArtifact, hasRole } from './access.ts'
import { addAliases, deleteAliases } from './alias-mutations.ts'
import { deleteArtifact, updateArtifact } from './artifact-mutations.ts'
import {
  createArtifactCollectionTagAssignments,
  deleteArtifactCollectionTagAssignments,
  deleteCollection,
  moveArtifactSequence,
  updateCollection,
} from './collection-mutations.ts'
import { connection, type PageArguments } from './connection.ts'
import type { Context } from './context.ts'
import { DomainError } from './domain-error.ts'
import { linkArtifact, unlinkArtifact } from './link-mutations.ts'
import { findEntity, findOrganization, findProject, projectOf } from './lookup.ts'
import {
  createProjectMembers,
  deleteModel,
  deleteProjectMembers,
  renameProject,
  updateProjectMember,
  updateProjectTeamMember,
  upsertModel,
} from './project-mutations.ts'
import {
  createRunFiles,
  deleteRun,
  markRunFilesUploaded,
  notifyScriptableRunAlert,
  stopRun,
  updateRunState,
  upsertBucket,
  useArtifact,
} from './run-mutations.ts'
import {
  commitArtifact,
  createArtifact,
  createArtifactFiles,
  createArtifactManifest,
  updateArtifactManifest,
} from './upload-mutations.ts'
import { type View, viewArtifact } from './views-artifact.ts'
import { viewCollection } from './views-collection.ts'
import { viewEntity, viewOrganization, visibleProjects } from './views-entity.ts'
import { viewProject } from './views-project.ts'
import { viewUser } from './views-user.ts'

interface ProjectArguments {
  readonly name?: string | null
  readonly entityName?: string | null
}

/** The root value that documents are executed on; what a caller cannot see is null, as if it did not exist. */
export const QUERIES = {
  viewer: (_: unknown, { user }: Context) => (user === null ? null : viewUser(user)),
  serverInfo: (_: unknown, { state, baseUrl }: Context) => ({
    actionHistoryLimit: 1000,
    cliVersionInfo: { max_cli_version: '0.30.0', min_cli_version: '0.0.1' },
    features: state.features.map((name) => ({ name, isEnabled: true })),
    frontendHost: baseUrl,
    latestLocalVersionInfo: { outOfDate: false, latestVersionString: '0.75.0', versionOnThisInstanceString: '0.75.0' },
  }),
  project: queryProject,
  model: queryProject,
  models: (args: PageArguments & { readonly entityName?: string | null }, context: Context) =>
    connection(visibleProjects(context, args.entityName ?? null), args, (project) => project.id, viewProject),
  entity: ({ name }: { readonly name: string | null }, { state }: Context) => {
    const entity = findEntity(state, name ?? '')
    return entity === undefined ? null : viewEntity(entity)
  },
  organization: ({ name }: { readonly name: string }, { state }: Context) => {
    const organization = findOrganization(state, name)
    if (organization === undefined) throw new DomainError(404, `organization ${name} not found`)
    return viewOrganization(organization)
  },
  artifact: ({ id }: { readonly id: string }, context: Context) => {
    const artifact = context.state.artifacts.find((each) => each.id === id)
    return artifact !== undefined && canSeeArtifact(context, artifact) ? viewArtifact(artifact) : null
  },
  artifactCollection: ({ id }: { readonly id: string }, context: Context) => {
    const collection = context.state.collections.find((each) => each.id === id && each.state === 'READY')
    if (collection === undefined) return null
    return hasRole(context, projectOf(context.state, collection), 'restricted_viewer')
      ? viewCollection(collection)
      : null
  },
  clientIDMapping: ({ clientID }: { readonly clientID: string }, { state }: Context) => {
    const artifact = state.artifacts.find((each) => each.clientId === clientID)
    return artifact === undefined ? null : { serverID: artifact.id }
  },
}

export const MUTATIONS = {
  addAliases,
  commitArtifact,
  createArtifact,
  createArtifactCollectionTagAssignments,
  createArtifactFiles,
  createArtifactManifest,
  createProjectMembers,
  createRunFiles,
  deleteAliases,
  deleteArtifact,
  deleteArtifactCollectionTagAssignments,
  deleteArtifactPortfolio: deleteCollection,
  deleteArtifactSequence: deleteCollection,
  deleteModel,
  deleteProjectMembers,
  deleteRun,
  linkArtifact,
  markRunFilesUploaded,
  moveArtifactSequence,
  notifyScriptableRunAlert,
  renameProject,
  stopRun,
  unlinkArtifact,
  updateArtifact,
  updateArtifactManifest,
  updateArtifactPortfolio: updateCollection,
  updateArtifactSequence: updateCollection,
  updateProjectMember,
  updateProjectTeamMember,
  updateRunState,
  upsertBucket,
  upsertModel,
  useArtifact,
}

function queryProject(args: ProjectArguments, context: Context): View | null {
  const project = findProject(context.state, args.entityName ?? context.user?.defaultEntity ?? '', args.name ?? '')
  return project !== undefined && hasRole(context, project, 'restricted_viewer') ? viewProject(project) : null
}
