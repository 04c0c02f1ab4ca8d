import type { GateConfig, StageConfig } from '../config/gate-config.ts'
import type { Position } from '../errors.ts'
import { type DoctorFacts, isUnanswered } from './doctor-facts.ts'
import { type Finding, namesOf, ok, problem, unknown } from './doctor-finding.ts'

/** Every team that a rule of the config names, each once and in lower case. */
export function namedTeams(config: GateConfig): readonly string[] {
  return [...new Set(teamPlaces(config).map(({ team }) => team))]
}

/** Whether the token sees the teams: without that every rule that names one is an error on the day of need. */
export function teamFindings({ config, teamsOf }: DoctorFacts): readonly Finding[] {
  const teams = namedTeams(config)
  if (teams.length === 0) return []
  if (isUnanswered(teamsOf)) {
    return [
      unknown({
        what: 'teams of the gate config',
        found: teamsOf.message,
        why: 'A rule that names a team which cannot be seen is an error, not a "no".',
        remedy: teamsOf.hint ?? 'Run the doctor again.',
      }),
    ]
  }
  const hidden = teams.flatMap((team) => {
    const facts = teamsOf.get(team)
    if (facts?.seen === true) return []
    const at = teamPlaces(config).find((place) => place.team === team)?.at
    return [
      problem('team-not-visible', {
        what: `team ${team}`,
        found: facts?.why ?? 'GitHub did not answer for it',
        why: 'Whoever is only named by this team cannot be recognised: every rule that names it is an error.',
        remedy: 'Give `team-token` a token with `members: read` of the organisation, and check the name of the team.',
        at,
      }),
    ]
  })
  return hidden.length > 0 ? hidden : [ok('teams of the gate config', `The token sees ${namesOf(teams)}.`)]
}

function teamPlaces(config: GateConfig): readonly { readonly team: string; readonly at: Position }[] {
  const stages = [...config.models.values()].flatMap(({ stages: own }) => [...own.values()])
  return stages
    .flatMap(rulesOf)
    .flatMap(({ teams, at }) => (teams ?? []).map((team) => ({ team: team.toLowerCase(), at })))
}

function rulesOf({ approvals, may, emergency }: StageConfig) {
  return [...approvals, ...may.values(), ...(emergency === null ? [] : [emergency])]
}
