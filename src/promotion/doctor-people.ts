import { counted } from '../checks/counted.ts'
import type { PermissionOf } from '../checks/facts.ts'
import type { GateConfig, ModelConfig, StageConfig } from '../config/gate-config.ts'
import { PERMISSIONS, type Permission } from '../config/gate-config.ts'
import type { Position } from '../errors.ts'
import { type DoctorFacts, isUnanswered } from './doctor-facts.ts'
import { type Finding, namesOf, ok, problem, unknown, warning } from './doctor-finding.ts'

interface Rule {
  readonly what: string
  readonly users: readonly string[]
  readonly permission: Permission
  /** Members of teams can act as well; how many there are is not known. */
  readonly hasTeams: boolean
  /** How many of them are needed. */
  readonly count: number
  readonly code: 'approvals-missing' | 'not-allowed'
  readonly at: Position
}

/** Everybody whom the config names in a rule, each once. */
export function namedPeople(config: GateConfig): readonly string[] {
  return [...new Set(rulesOf(config).flatMap(({ users }) => users))]
}

/** Whether the people whom the config names still have the roles that it asks of them. */
export function peopleFindings({ config, permissionOf }: DoctorFacts): readonly Finding[] {
  const rules = rulesOf(config)
  if (rules.length === 0) return []
  if (isUnanswered(permissionOf)) {
    return [
      unknown({
        what: 'people of the gate config',
        found: permissionOf.message,
        why: 'An approver who has left the repository does not count any more.',
        remedy: permissionOf.hint ?? 'Run the doctor again.',
      }),
    ]
  }
  const bad = rules.flatMap((rule) => ruleFinding(rule, permissionOf))
  return bad.length > 0 ? bad : [ok('people of the gate config', 'All of them have the roles that it asks for.')]
}

function ruleFinding(rule: Rule, permissionOf: PermissionOf): readonly Finding[] {
  const { users, permission, hasTeams, count, code, what, at } = rule
  const lacking = users.filter((user) => !isAtLeast(permissionOf.get(user) ?? 'none', permission))
  if (lacking.length === 0) return []
  const roles = lacking.map((user) => `${user} (${permissionOf.get(user) ?? 'none'})`)
  const left = users.length - lacking.length
  const tooFew = left < count && !hasTeams
  const told = {
    what,
    found: `${namesOf(roles)}: less than the role ${permission} in this repository.`,
    why: tooFew
      ? `${left} of the people named can act, ${count} are needed: the rule can never be met.`
      : `Only ${left} of ${counted(users.length, 'person', 'people')} named can act.`,
    remedy: 'Give them the role, or name others in the gate config.',
    at,
  }
  return [tooFew ? problem(code, told) : warning(told)]
}

function rulesOf(config: GateConfig): readonly Rule[] {
  return [...config.models.values()].flatMap((model) =>
    [...model.stages.values()].flatMap((stage) => stageRules(model, stage)),
  )
}

function stageRules(model: ModelConfig, stage: StageConfig): readonly Rule[] {
  const of = `${model.name} ${stage.name}`
  const approvals = stage.approvals.map(({ role, users, teams, permission, count, at }) => ({
    ...{ what: `approvals of ${of} (${role})`, users: users ?? [], hasTeams: teams !== null, permission, count, at },
    code: 'approvals-missing' as const,
  }))
  const may = [...stage.may].map(([operation, { users, teams, permission, at }]) => ({
    ...{ what: `who may ${operation} ${of}`, users: users ?? [], permission: permission ?? ('read' as const), at },
    hasTeams: teams !== null,
    count: 1,
    code: 'not-allowed' as const,
  }))
  const { emergency } = stage
  const second =
    emergency === null
      ? []
      : [
          {
            ...emergency,
            what: `emergency rule of ${of}`,
            users: emergency.users ?? [],
            hasTeams: emergency.teams !== null,
            code: 'not-allowed' as const,
          },
        ]
  // A rule that names nobody is open to anyone with the role.
  return [...approvals, ...may, ...second].filter(({ users }) => users.length > 0)
}

function isAtLeast(role: Permission | 'none', wanted: Permission): boolean {
  return role !== 'none' && PERMISSIONS.indexOf(role) >= PERMISSIONS.indexOf(wanted)
}
