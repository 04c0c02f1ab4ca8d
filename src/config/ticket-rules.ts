import { type Findings, refuse, refuseKey } from './findings.ts'
import { entries, field, has, isMapping, items, textOf } from './loose.ts'
import { plainAddress } from './service-address.ts'
import type { Path } from './yaml-source.ts'

const SYSTEMS = ['jira', 'servicenow'] as const
const ADDRESS = { jira: 'site', servicenow: 'instance' } as const

export function asksTicket(rule: unknown): boolean {
  return SYSTEMS.some((system) => has(rule, system))
}

/** Rules between the keys of an approval rule that a ticket answers. */
export function ticketRules(rule: unknown, path: Path, findings: Findings): void {
  if (!asksTicket(rule)) return
  for (const [key] of entries(rule)) {
    if (key === 'role' || key === 'jira' || (key === 'servicenow' && !has(rule, 'jira'))) continue
    refuseKey(findings, [...path, key], {
      message: `\`${key}\` cannot stand beside \`${has(rule, 'jira') ? 'jira' : 'servicenow'}\``,
      hint: 'One rule asks one ticket, or people of GitHub. Write a second rule: all rules must be met.',
    })
  }
  jiraRules(field(rule, 'jira'), [...path, 'jira'], findings)
}

function jiraRules(jira: unknown, path: Path, findings: Findings): void {
  if (!isMapping(jira)) return
  const asks = has(jira, 'status') || has(jira, 'resolution') || field(jira, 'approvals') === true
  if (!asks) {
    refuse(findings, path, {
      message: 'Nothing says when the ticket approves',
      expected: '`status`, `resolution` or `approvals: true`',
      hint: 'That a ticket is done is no approval: a declined one is done as well.',
    })
  }
  if (has(jira, 'access') && !isCloud(jira)) {
    refuseKey(findings, [...path, 'access'], {
      message: '`access` is for Jira Cloud; Data Center has no gateway',
      hint: 'Remove it, or write `hosting: cloud`.',
    })
  }
}

/** What is not said is told by the host's name. */
export function isCloud(jira: unknown): boolean {
  const hosting = textOf(field(jira, 'hosting'))
  if (hosting !== null) return hosting === 'cloud'
  const host = URL.parse(textOf(field(jira, 'site')) ?? '')?.hostname ?? ''
  return host.endsWith('.atlassian.net')
}

/** There is one token for each system, and it goes to one place: a second address would get it too. */
export function oneAddressRule(models: unknown, findings: Findings): void {
  const first = new Map<string, string>()
  for (const [path, rule] of ticketsIn(models)) {
    for (const system of SYSTEMS) {
      const address = textOf(field(field(rule, system), ADDRESS[system]))
      if (address === null) continue
      const known = first.get(system)
      if (known === undefined) first.set(system, plainAddress(address))
      else if (known !== plainAddress(address)) {
        refuse(findings, [...path, system, ADDRESS[system]], {
          message: `A second address for \`${system}\``,
          expected: `\`${known}\`, like the rule before`,
          hint: 'The token of the workflow is meant for one system, and must not be sent to another.',
        })
      }
    }
  }
}

function ticketsIn(models: unknown): readonly (readonly [Path, unknown])[] {
  return entries(models).flatMap(([model, value]) =>
    entries(field(value, 'stages')).flatMap(([stage, rules]) =>
      items(field(rules, 'approvals')).map(
        (rule, index) => [['models', model, 'stages', stage, 'approvals', index], rule] as const,
      ),
    ),
  )
}
