import type { ProjectPath } from '../config/gate-config.ts'
import { AccessError, RemoteError } from '../errors.ts'
import type { UsingRun } from '../evidence/using-run.ts'
import type { VersionEvidence } from '../operations/ports.ts'
import { METADATA_DOCUMENT, usingRunsDocument } from './documents/version-evidence.ts'
import { type Connection, type GraphqlAnswer, graphql } from './graphql.ts'
import { userOf } from './run-parts.ts'
import type { Node } from './shape.ts'

/** The newest run may be on the last page, so all are read; beyond this nobody could say which is the newest. */
const MOST_PAGES = 20

/** What W&B keeps about one version besides its files. */
export function createVersionEvidence(connection: Connection): VersionEvidence {
  return {
    metadata: async (artifactId) => {
      const what = 'read the metadata of the version'
      const request = { what, document: METADATA_DOCUMENT, variables: { id: artifactId }, idempotent: true }
      const { data } = await graphql(connection, request)
      return visibleArtifact(data, what).at('metadata').stringOrNull()
    },
    runsUsing: (artifactId, project) => readUsingRuns(connection, artifactId, project),
  }
}

async function readUsingRuns(
  connection: Connection,
  id: string,
  { entity, project }: ProjectPath,
): Promise<readonly UsingRun[]> {
  const what = 'read which runs used the version'
  const runs: UsingRun[] = []
  let after: string | null = null
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const { data }: GraphqlAnswer = await graphql(connection, {
      what,
      document: usingRunsDocument(after !== null),
      variables: { id, entity, project, ...(after === null ? {} : { after }) },
      idempotent: true,
    })
    if (data.at('project').isNull) throw hidden(what, `the project ${entity}/${project}`)
    const usedBy = visibleArtifact(data, what).at('usedBy')
    runs.push(...usedBy.nodes().flatMap(parseUsingRun))
    const { hasNext, cursor } = pageInfo(usedBy)
    if (!hasNext) return runs
    if (cursor === null || cursor === after) break
    after = cursor
  }
  throw new RemoteError('wandb', `Could not ${what}: the list of runs did not come to an end (${runs.length} read).`)
}

function visibleArtifact(data: Node, what: string): Node {
  const artifact = data.at('artifact')
  if (artifact.isNull) throw hidden(what, 'the version')
  return artifact
}

function hidden(what: string, of: string): AccessError {
  return new AccessError('wandb', `Could not ${what}: ${of} was not found, or is not visible to this account.`, {
    hint: 'The account needs read access to the project that the runs are in, and to the version.',
  })
}

function pageInfo(usedBy: Node): { readonly hasNext: boolean; readonly cursor: string | null } {
  const info = usedBy.at('pageInfo')
  return { hasNext: info.at('hasNextPage').boolean(), cursor: info.at('endCursor').stringOrNull() }
}

/** A run whose project may not be seen belongs to no project that a rule could name. */
function parseUsingRun(run: Node): readonly UsingRun[] {
  const project = run.at('project')
  if (project.isNull) return []
  return [
    {
      entity: project.at('entity').at('name').string(),
      project: project.at('name').string(),
      id: run.at('name').string(),
      state: run.at('state').stringOrNull() ?? 'unknown',
      jobType: run.at('jobType').stringOrNull(),
      createdBy: userOf(run),
      createdAt: run.at('createdAt').time(),
    },
  ]
}
