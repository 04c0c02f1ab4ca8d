import type { Person } from '../checks/facts.ts'
import type { RunReviews } from '../checks/people-facts.ts'
import { parseAnswer } from './answers.ts'
import type { GithubClient } from './client.ts'
import { runIdOf } from './workflow-run.ts'

/** Who let this run into its environments, and who started it. Throws AccessError or RemoteError. */
export async function readRunReviews(client: GithubClient): Promise<Omit<RunReviews, 'pinsStand'>> {
  const parameters = { run_id: runIdOf(client) }
  const needs = 'actions: read'
  const [runAnswer, reviewAnswer] = await Promise.all([
    client.rest({ route: 'GET /repos/{owner}/{repo}/actions/runs/{run_id}', parameters, needs }),
    client.rest({ route: 'GET /repos/{owner}/{repo}/actions/runs/{run_id}/approvals', parameters, needs }),
  ])
  const run = await parseAnswer('startedRun', runAnswer, 'a request for the workflow run')
  const reviews = await parseAnswer('runReviews', reviewAnswer, "a request for the run's approvals")
  return {
    attempt: run.run_attempt,
    startedBy: [run.actor, run.triggering_actor].flatMap((account) => (account ? [personOf(account)] : [])),
    commit: run.head_sha,
    url: run.html_url,
    reviews: reviews.map(({ environments, state, user }) => ({
      environments: environments.map(({ name }) => name),
      state,
      person: user === null ? null : personOf(user),
    })),
  }
}

/** REST writes a bot with `[bot]`, which GraphQL leaves out. */
function personOf({ login, id, type }: { login: string; id: number; type: string }): Person {
  const kinds: Readonly<Record<string, Person['kind']>> = { User: 'user', Bot: 'bot' }
  return { login, id, kind: kinds[type] ?? 'other' }
}
