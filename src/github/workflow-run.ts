import { InputError } from '../errors.ts'
import { parseAnswer } from './answers.ts'
import type { GithubClient } from './client.ts'

/**
 * When the workflow run was first started, ISO 8601. A re-run keeps `created_at`; `run_started_at` is the attempt's
 * own and would make an old request look new. Throws AccessError or RemoteError.
 */
export async function readRunCreatedAt(client: GithubClient): Promise<string> {
  const parameters = { run_id: runIdOf(client) }
  const route = 'GET /repos/{owner}/{repo}/actions/runs/{run_id}'
  const answer = await client.rest({ route, parameters, needs: 'actions: read' })
  return (await parseAnswer('workflowRun', answer, 'a request for the workflow run')).created_at
}

/** Throws InputError for what cannot be an id. */
export function runIdOf({ workflowRunId: id }: Pick<GithubClient, 'workflowRunId'>): number {
  if (!/^\d{1,15}$/.test(id)) throw new InputError(`${JSON.stringify(id)} is not the id of a workflow run.`)
  return Number(id)
}
