import type { ApprovalInput } from './gate-config-schema.ts'
import { plainAddress } from './service-address.ts'
import type { JiraRule, ServiceNowRule, TicketRule } from './ticket-rule.ts'
import { isCloud } from './ticket-rules.ts'
import type { JiraInput, ServiceNowInput } from './ticket-schema.ts'
import type { Path, YamlSource } from './yaml-source.ts'

/** The approval rules that a ticket answers, each with the number that it has in the file. */
export function toTickets(
  rules: readonly ApprovalInput[] | undefined,
  path: Path,
  source: YamlSource,
): readonly TicketRule[] {
  return (rules ?? []).flatMap(({ role, jira, servicenow }, index): readonly TicketRule[] => {
    const base = { id: `approvals/${index}`, role, at: source.at([...path, index]) }
    if (jira !== undefined) return [toJira(base, jira)]
    return servicenow === undefined ? [] : [toServiceNow(base, servicenow)]
  })
}

type Base = Pick<TicketRule, 'id' | 'role' | 'at'>

function toJira(base: Base, input: JiraInput): JiraRule {
  return {
    ...base,
    system: 'jira',
    site: plainAddress(input.site),
    hosting: isCloud(input) ? 'cloud' : 'data_center',
    access: input.access ?? 'auto',
    project: input.project,
    status: input.status ?? [],
    resolution: input.resolution ?? [],
    approvals: input.approvals,
    by: input.by ?? null,
    names: toNames(input.names),
  }
}

function toServiceNow(base: Base, input: ServiceNowInput): ServiceNowRule {
  return {
    ...base,
    system: 'servicenow',
    instance: plainAddress(input.instance),
    table: input.table,
    approval: input.approval,
    state: input.state.map(String),
    window: input.window,
    by: input.by ?? null,
    names: toNames(input.names),
  }
}

/** Any text has been found to be `text`. */
function toNames(names: JiraInput['names']): TicketRule['names'] {
  return typeof names === 'string' ? 'text' : names
}
