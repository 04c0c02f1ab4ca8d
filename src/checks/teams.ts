import type { Finding } from './finding.ts'
import type { TeamsOf } from './people-facts.ts'
import { sameLogin } from './person.ts'

/** People whom a rule names, by login or by team; both null: anyone. */
export interface Named {
  readonly users: readonly string[] | null
  readonly teams: readonly string[] | null
}

/** Whether a rule names this person, or nobody in particular. */
export function isNamed(login: string, { users, teams }: Named, teamsOf: TeamsOf): boolean {
  if (users === null && teams === null) return true
  return (users ?? []).some((user) => sameLogin(user, login)) || (teams ?? []).some((team) => has(team, login, teamsOf))
}

function has(team: string, login: string, teamsOf: TeamsOf): boolean {
  const facts = teamsOf.get(team.toLowerCase())
  return facts?.seen === true && facts.members.has(login.toLowerCase())
}

/** Teams that could not be seen, with the reason: GitHub answers the same for them as for "not a member". */
export function unseenTeams(teams: readonly string[] | null, teamsOf: TeamsOf): readonly string[] {
  return (teams ?? []).flatMap((team) => {
    const facts = teamsOf.get(team.toLowerCase())
    return facts?.seen === true ? [] : [`${team}: ${facts?.why ?? 'it was not read'}`]
  })
}

export function teamFindings(teams: readonly string[] | null, teamsOf: TeamsOf): readonly Finding[] {
  return unseenTeams(teams, teamsOf).map((note) => ({ status: 'error', reason: 'team-not-visible', note }))
}
