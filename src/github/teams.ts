import type { TeamFacts, TeamsOf } from '../checks/people-facts.ts'
import { AccessError } from '../errors.ts'
import { parseAnswer } from './answers.ts'
import type { GithubClient } from './client.ts'

/** GitHub slows down clients with many requests at once. */
const AT_ONCE = 10
const NEEDS = 'members: read'
const REFUSED = 'GitHub refuses this token'

/**
 * Members of teams among some people. Each team itself is asked for as well: to a token that may not see it GitHub answers
 * 404 for everything, and that is no "not a member". Throws RemoteError; a refusal is an answer, told of the team.
 * @param client with a token that may read the members of the organisation
 * @param teams `org/slug`
 */
export async function readTeams(
  client: GithubClient,
  teams: readonly string[],
  logins: readonly string[],
): Promise<TeamsOf> {
  const wanted = [...new Set(teams.map((team) => team.toLowerCase()))]
  const found = await Promise.all(wanted.map(async (team) => [team, await readTeam(client, team, logins)] as const))
  return new Map(found)
}

async function readTeam(client: GithubClient, team: string, logins: readonly string[]): Promise<TeamFacts> {
  const [org = '', team_slug = ''] = team.split('/')
  const wanted = [...new Set(logins.map((login) => login.toLowerCase()))]
  const visible = whyHidden(client, { org, team_slug })
  const members = new Set<string>()
  for (let start = 0; start < wanted.length; start += AT_ONCE) {
    const group = wanted.slice(start, start + AT_ONCE)
    const answers = group.map((username) => stateOf(client, { org, team_slug, username }))
    // The team's own answer comes with the first group: where it cannot be seen, nothing more is asked.
    const [why, states] = await Promise.all([visible, Promise.all(answers)])
    if (why !== null) return { seen: false, why }
    if (states.includes('refused')) return { seen: false, why: REFUSED }
    for (const [index, login] of group.entries()) if (states[index] === 'active') members.add(login)
  }
  const why = await visible
  return why === null ? { seen: true, members } : { seen: false, why }
}

/** Why the team cannot be seen; null: it can. */
async function whyHidden(client: GithubClient, parameters: { org: string; team_slug: string }): Promise<string | null> {
  const answer = await refusable(
    client.rest({ route: 'GET /orgs/{org}/teams/{team_slug}', parameters, needs: NEEDS, mayBeAbsent: true }),
  )
  if (answer === 'refused') return REFUSED
  if (answer === undefined) return 'GitHub shows no such team to this token'
  const { slug } = await parseAnswer('team', answer, 'a request for a team')
  return slug.toLowerCase() === parameters.team_slug ? null : `GitHub answered for another team, ${slug}`
}

/** An invitation that was not accepted yet is `pending`, and no membership. */
async function stateOf(
  client: GithubClient,
  parameters: { org: string; team_slug: string; username: string },
): Promise<'active' | 'pending' | 'none' | 'refused'> {
  const route = 'GET /orgs/{org}/teams/{team_slug}/memberships/{username}'
  const answer = await refusable(client.rest({ route, parameters, needs: NEEDS, mayBeAbsent: true }))
  if (answer === undefined) return 'none'
  if (answer === 'refused') return answer
  return (await parseAnswer('teamMembership', answer, 'a request for a team membership')).state
}

async function refusable(answer: Promise<unknown>): Promise<unknown> {
  try {
    return await answer
  } catch (thrown) {
    if (thrown instanceof AccessError) return 'refused'
    throw thrown
  }
}
