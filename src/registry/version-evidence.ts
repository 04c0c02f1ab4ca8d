import { AccessError, RemoteError } from '../errors.ts'
import type { UsingRun } from '../evidence/using-run.ts'
import type { VersionEvidence } from '../operations/ports.ts'
import { METADATA_DOCUMENT, usingRunsDocument } from './documents/version-evidence.ts'
import { type Connection, graphql } from './graphql.ts'
import { userOf } from './run-parts.ts'
import type { Node } from './shape.ts'

/** The newest run may be on the last page, so all are read; beyond this nobody could say which is the newest. */
const MOST_PAGES = 20

/** What W&B keeps about one version besides its files. */
export function createVersionEvidence(connection: Connection): VersionEvidence {
  return {
    metadata: async (artifactId) => {
      const artifact = await readArtifact(connection, {
        what: 'read the metadata of the version',
        document: METADATA_DOCUMENT,
        variables: { id: artifactId },
      })
      return artifact.at('metadata').stringOrNull()
    },
    runsUsing: (artifactId) => readUsingRuns(connection, artifactId),
  }
}

async function readUsingRuns(connection: Connection, id: string): Promise<readonly UsingRun[]> {
  const what = 'read which runs used the version'
  const runs: UsingRun[] = []
  let after: string | null = null
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const artifact: Node = await readArtifact(connection, {
      what,
      document: usingRunsDocument(after !== null),
      variables: after === null ? { id } : { id, after },
    })
    const usedBy = artifact.at('usedBy')
    runs.push(...usedBy.nodes().flatMap(parseUsingRun))
    const { hasNext, cursor } = pageInfo(usedBy)
    if (!hasNext) return runs
    if (cursor === null || cursor === after) break
    after = cursor
  }
  throw new RemoteError('wandb', `Could not ${what}: the list of runs did not come to an end (${runs.length} read).`)
}

async function readArtifact(
  connection: Connection,
  request: { readonly what: string; readonly document: string; readonly variables: Readonly<Record<string, string>> },
): Promise<Node> {
  const { data } = await graphql(connection, { ...request, idempotent: true })
  const artifact = data.at('artifact')
  if (!artifact.isNull) return artifact
  throw new AccessError('wandb', `Could not ${request.what}: it was not found, or is not visible to this account.`, {
    hint: 'The account must be able to see the version in the registry, or the project that it was logged to.',
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
