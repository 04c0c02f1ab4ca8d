import type { TicketSystem } from '../operations/ticket-port.ts'
import { createJira, type JiraOptions } from './jira.ts'
import { createServiceNow } from './servicenow.ts'

/** Each rule says which system it asks. */
export function createTicketSystems(options: JiraOptions): TicketSystem {
  const jira = createJira(options)
  const serviceNow = createServiceNow(options)
  return {
    read: (number, rule) => (rule.system === 'jira' ? jira.read(number, rule) : serviceNow.read(number, rule)),
  }
}
