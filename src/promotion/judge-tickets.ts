import { evaluateTicket } from '../checks/ticket.ts'
import type { TicketSubject } from '../checks/ticket-names.ts'
import { group, type Verdict } from '../checks/verdict.ts'
import type { PromotionFacts } from './promotion-facts.ts'
import { requestingPullRequests } from './requesting.ts'

/** The stage's rules that a ticket answers, as one group; none: no rule asks for a ticket. */
export function judgeTickets(facts: PromotionFacts): readonly Verdict[] {
  const { request, registry, by } = facts
  const { tickets: rules } = request.stage
  if (rules.length === 0) return []
  const makers = requestingPullRequests(facts).flatMap(({ committers }) => committers.map(({ email }) => email))
  const shared = {
    subject: subjectOf(facts),
    versionSince: registry.candidate?.linkedAt ?? null,
    makers: makers.filter((email) => email !== ''),
    records: [...registry.recordsOfVersion, ...registry.records],
    awaiting: by === 'pull-request',
  }
  const nodes = rules.map((rule) => evaluateTicket({ rule, tickets: facts.tickets.get(rule.id) ?? [], ...shared }))
  return [group('tickets', 'tickets', nodes)]
}

function subjectOf({ request, registry, config }: PromotionFacts): TicketSubject {
  const { entity, project } = config.registry
  const { name, collection } = request.model
  return {
    registryPath: `${entity}/${project}`,
    names: name === collection ? [name] : [name, collection],
    version: registry.candidate?.version ?? null,
  }
}
