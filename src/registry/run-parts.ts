import type { EvidenceOrigin } from '../evidence/report.ts'
import { parseCollection } from './responses.ts'
import type { Node } from './shape.ts'

/** User name of whoever made the run; null: not told. */
export function userOf(run: Node): string | null {
  const user = run.at('user')
  return user.isNull ? null : user.at('username').stringOrNull()
}

/** `entity/project/run`; null: its project may not be seen. */
export function runPath(run: Node): string | null {
  const project = run.at('project')
  if (project.isNull) return null
  return `${project.at('entity').at('name').string()}/${project.at('name').string()}/${run.at('name').string()}`
}

/** An input artifact as a data set; nothing where it is of another type, or its project may not be seen. */
export function datasetOf(artifact: Node): NonNullable<EvidenceOrigin['datasets']> {
  if (artifact.at('artifactType').at('name').string() !== 'dataset') return []
  const path = parseCollection(artifact.at('artifactSequence'))
  const index = artifact.at('versionIndex')
  if (path === null || index.isNull) return []
  const name = `${path.entity}/${path.project}/${path.collection}`
  return [{ name, version: `v${index.integer()}`, digest: artifact.at('digest').string() }]
}
