import type { PullRequestFacts } from '../checks/facts.ts'
import type { LoadedTicket } from '../checks/ticket-facts.ts'
import type { GateConfig } from '../config/gate-config.ts'
import { toGateError } from '../errors.ts'
import { namedTickets, ticketsOfRule } from '../promotion/named-tickets.ts'
import { boundTo } from '../promotion/requesting.ts'
import type { PromotionRequest } from '../promotion/requests.ts'
import type { TicketSystem } from './ticket-port.ts'

export interface TicketSearch {
  readonly request: PromotionRequest
  readonly config: GateConfig
  /** The input `ticket`. */
  readonly given: string | null
  /** On a push only those that changed this stage's pin ask for it. */
  readonly byPush: boolean
  readonly pullRequests: Promise<readonly PullRequestFacts[]>
}

/** Reads the tickets that the request names, all at once; by rule. What cannot be read comes back as a problem. */
export async function gatherTickets(
  search: TicketSearch,
  system: TicketSystem,
): Promise<ReadonlyMap<string, readonly LoadedTicket[]>> {
  const { model, stage } = search.request
  if (stage.tickets.length === 0) return new Map()
  const pinned = { config: search.config, model, stage }
  const asking = (await search.pullRequests).filter(
    (pullRequest) => !search.byPush || boundTo(null, pullRequest, pinned).changedPin,
  )
  const numbers = namedTickets(
    search.given,
    asking.map(({ body }) => body),
  )
  const loaded = await Promise.all(
    stage.tickets.map(async (rule) => {
      const own = ticketsOfRule(numbers, rule)
      return [
        rule.id,
        await Promise.all(own.map((asked) => loadTicket(asked, () => system.read(asked, rule)))),
      ] as const
    }),
  )
  return new Map(loaded)
}

async function loadTicket(asked: string, read: () => ReturnType<TicketSystem['read']>): Promise<LoadedTicket> {
  try {
    return { asked, ok: true, ticket: await read() }
  } catch (thrown) {
    const problem = toGateError(thrown)
    if (problem.code === 'internal') throw problem
    return { asked, ok: false, problem }
  }
}
