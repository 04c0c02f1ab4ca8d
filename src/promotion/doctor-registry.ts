import type { GateConfig, ProjectPath } from '../config/gate-config.ts'
import type { AccountFacts, ProjectFacts } from './doctor-facts.ts'
import { type Finding, namesOf, ok, problem, unknown, warning } from './doctor-finding.ts'
import { hasRole, othersWith, ownRole } from './doctor-roles.ts'

/** What the account may do in the registry and with the records, and who else may. */
export function registryFindings(config: GateConfig, account: AccountFacts): readonly Finding[] {
  const { registry } = account
  const path = pathOf(config.registry)
  if (!registry.visible) {
    return [
      problem('wandb-access', {
        what: `registry ${path}`,
        found: 'W&B shows no such registry to this account.',
        why: 'Nothing can be judged or moved.',
        remedy:
          'Check `registry` in the gate config (organisation entity / registry project), and add the account to it.',
      }),
    ]
  }
  return [roleFinding(config, account), movers(config, account), protectedFinding(config)]
}

function roleFinding(config: GateConfig, account: AccountFacts): Finding {
  const what = `role in ${pathOf(config.registry)}`
  const guarded = protectedAliases(config)
  const wanted = guarded.length > 0 ? 'admin' : 'member'
  const own = ownRole(account.registry, account)
  const enough = hasRole(own, wanted)
  const who = account.username ?? 'this account'
  const because =
    wanted === 'admin'
      ? `the protected alias ${namesOf(guarded)} is moved by an Admin only`
      : 'aliases are moved by a Member'
  if (enough === true) return ok(what, `${who} has at least the role ${wanted}: ${because}.`)
  if (enough === false) {
    return problem('wandb-access', {
      what,
      found: `${who} has ${own?.by === 'at-most' ? 'at most ' : ''}the role ${own?.role ?? 'none'}.`,
      why: `W&B would refuse the move: ${because}.`,
      remedy: `Give the promote account the role ${wanted} in the registry. The plan account may stay as it is: run the doctor with the other one.`,
    })
  }
  return unknown({
    what,
    found: own === null ? `W&B does not tell the role of ${who}.` : `${who} may write; whether as Admin is not listed.`,
    why: `${wanted} is needed: ${because}.`,
    remedy: "Look at the members in the registry's settings.",
  })
}

/** Who could move an alias past the gate. */
function movers(config: GateConfig, account: AccountFacts): Finding {
  const what = 'who else may move aliases'
  const open = gatedAliases(config).filter((alias) => !protectedAliases(config).includes(alias))
  const least = open.length > 0 ? 'member' : 'admin'
  const others = othersWith(least, account.registry, account)
  const unseen = 'Admins of the organisation are not listed and always may.'
  if (others === null) {
    return unknown({
      what,
      found: 'W&B does not list the members of the registry to this account.',
      why: 'Whoever may move an alias can go round the gate.',
      remedy: "Look at the members in the registry's settings.",
    })
  }
  if (others.length === 0) return ok(what, `Nobody else is listed. ${unseen}`)
  return warning({
    what,
    found: `${namesOf(others)} (${least} or higher). ${unseen}`,
    why:
      open.length > 0
        ? `Any Member can move ${namesOf(open)} past the gate, because these aliases are not protected.`
        : 'An Admin can move protected aliases past the gate.',
    remedy:
      open.length > 0
        ? "Protect the aliases in the registry's settings, write `protected: true`, and make the promote account Admin."
        : 'Leave the role Admin to the promote account; `verify` finds moves by hand.',
  })
}

function protectedFinding(config: GateConfig): Finding {
  const guarded = protectedAliases(config)
  const open = gatedAliases(config).filter((alias) => !guarded.includes(alias))
  const follow = previousOf(config)
  const says = [
    ...(guarded.length === 0 ? [] : [`the config says that ${namesOf(guarded)} is protected`]),
    ...(open.length === 0 ? [] : [`${namesOf(open)} is not marked \`protected\``]),
  ].join('; ')
  return unknown({
    what: 'protected aliases',
    found: `W&B has no way to list them${says === '' ? '' : `; ${says}`}.`,
    why: 'An alias that is not protected can be moved by any Member; one that is protected without the role Admin cannot be moved at all.',
    remedy: `Look at "Protected aliases" in the registry's settings${follow.length === 0 ? '' : `, also for ${namesOf(follow)}`}.`,
  })
}

/** Where records go: whether they can be written, and who else could write them. */
export function recordFindings(config: GateConfig, account: AccountFacts): readonly Finding[] {
  const { records } = account
  const path = pathOf(config.records)
  const what = `records project ${path}`
  if (!records.visible) return [missingRecords(config, account)]
  const writable = hasRole(ownRole(records, account), 'member')
  const access =
    writable === true
      ? ok(what, 'This account can write it.')
      : writable === false
        ? problem('wandb-access', {
            what,
            found: 'This account can only read it.',
            why: 'Every move begins with a record there: without it nothing is promoted and nothing rolled back.',
            remedy: `Make the account a member of the team ${config.records.entity}.`,
          })
        : unknown({
            what,
            found: 'W&B does not tell whether this account can write it.',
            why: 'Every move begins with a record there.',
            remedy: `Check that the account is a member of the team ${config.records.entity}.`,
          })
  return [access, recordWriters(config, records, account)]
}

function missingRecords({ records }: GateConfig, { teams }: AccountFacts): Finding {
  const what = `records project ${pathOf(records)}`
  const isMember = teams === null ? null : teams.some((team) => team.toLowerCase() === records.entity.toLowerCase())
  const found = 'It is not there, or not visible to this account.'
  const why = 'Every move begins with a record there.'
  if (isMember === null) {
    return unknown({ what, found, why, remedy: `Make the project, and the account a member of ${records.entity}.` })
  }
  if (isMember) {
    return warning({
      what,
      found: `${found} This account is a member of the team ${records.entity}: the first record makes the project.`,
      why,
      remedy: 'Make the project beforehand, so that its access can be looked at.',
    })
  }
  return problem('wandb-access', {
    what,
    found: `${found} This account is not a member of the team ${records.entity}.`,
    why: `${why} W&B would refuse it.`,
    remedy: `Make the account a member of the team ${records.entity}, or correct \`records\` in the gate config.`,
  })
}

function recordWriters(config: GateConfig, records: ProjectFacts, account: AccountFacts): Finding {
  const what = 'who else may write records'
  const isSigned = config.recordKeys.length > 0
  const others = othersWith('member', records, account)
  if (others === null) {
    return unknown({
      what,
      found: `W&B does not list the members of ${config.records.entity} to this account.`,
      why: 'Whoever writes there can make a record that looks like ours.',
      remedy: isSigned
        ? 'Nothing: unsigned records do not count.'
        : 'Look at the team, or sign records (`record_keys`).',
    })
  }
  if (others.length === 0) return ok(what, 'Nobody else is listed.')
  if (isSigned)
    return ok(what, `${namesOf(others)}. Records that are not signed by one of \`record_keys\` do not count.`)
  return warning({
    what,
    found: `${namesOf(others)}.`,
    why: 'They can write a record that looks like ours: rollback would trust it, and `verify` would not find the move.',
    remedy: 'Use a team whose only member is the promote account, or sign records (`record_keys`).',
  })
}

/** Where versions come from: hold tags are written there, and lineage is read there. */
export function sourceFindings(account: AccountFacts): readonly Finding[] {
  return account.sources.map((source) => {
    const what = `source project ${pathOf(source.path)}`
    const writable = source.visible ? hasRole(ownRole(source, account), 'member') : false
    if (writable === true) return ok(what, 'This account can write it: a hold can set its tag on the version.')
    const told = {
      what,
      found:
        writable === false ? 'This account cannot write it.' : 'W&B does not tell whether this account can write it.',
      why: 'A hold then cannot tag the version; it marks it with an alias in the registry instead, which fewer tools look at.',
      remedy: `To have the tag, make the account a member of the team ${source.path.entity}.`,
    }
    return writable === false ? warning(told) : unknown(told)
  })
}

export function pathOf({ entity, project }: ProjectPath): string {
  return `${entity}/${project}`
}

function stagesOf(config: GateConfig) {
  return [...config.models.values()].flatMap((model) => [...model.stages.values()])
}

function protectedAliases(config: GateConfig): readonly string[] {
  return [...new Set(stagesOf(config).flatMap((stage) => (stage.protected ? [stage.alias] : [])))]
}

/** Aliases that a gate guards. */
function gatedAliases(config: GateConfig): readonly string[] {
  return [...new Set(stagesOf(config).flatMap((stage) => (stage.ungated ? [] : [stage.alias])))]
}

function previousOf(config: GateConfig): readonly string[] {
  return [...new Set(stagesOf(config).flatMap((stage) => stage.keepPrevious ?? []))]
}
