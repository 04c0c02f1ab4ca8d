import { getInput } from '@actions/core'
import type { Issue } from '../errors.ts'
import type { InputName } from './input-table.ts'

/** Credentials of the ticket systems; null: not given. They say nothing of the address: that is the gate config's. */
export interface TicketInputs {
  readonly jiraEmail: string | null
  readonly jiraToken: string | null
  readonly serviceNowToken: string | null
  readonly serviceNowUsername: string | null
  readonly serviceNowPassword: string | null
  readonly serviceNowClientId: string | null
  readonly serviceNowClientSecret: string | null
}

/** Half a credential is a mistake that would show late, and as something else. */
export function readTicketInputs(env: Readonly<Record<string, string | undefined>>, problems: Issue[]): TicketInputs {
  const text = (name: InputName) => getInput(name) || null
  const inputs: TicketInputs = {
    jiraEmail: text('jira-email') ?? (env['JIRA_EMAIL']?.trim() || null),
    jiraToken: text('jira-token') ?? (env['JIRA_API_TOKEN']?.trim() || null),
    serviceNowToken: text('servicenow-token'),
    serviceNowUsername: text('servicenow-username'),
    serviceNowPassword: text('servicenow-password'),
    serviceNowClientId: text('servicenow-client-id'),
    serviceNowClientSecret: text('servicenow-client-secret'),
  }
  pair(['servicenow-username', inputs.serviceNowUsername], ['servicenow-password', inputs.serviceNowPassword], problems)
  pair(
    ['servicenow-client-id', inputs.serviceNowClientId],
    ['servicenow-client-secret', inputs.serviceNowClientSecret],
    problems,
  )
  const ways = [inputs.serviceNowToken, inputs.serviceNowUsername, inputs.serviceNowClientId]
  if (ways.filter((way) => way !== null).length > 1) {
    problems.push({
      message: 'The inputs give several credentials for ServiceNow.',
      hint: 'Keep one: a client, a user, or a token.',
    })
  }
  return inputs
}

type Given = readonly [name: InputName, value: string | null]

function pair(one: Given, other: Given, problems: Issue[]): void {
  if ((one[1] === null) === (other[1] === null)) return
  const [given, missing] = one[1] === null ? [other, one] : [one, other]
  problems.push({ message: `The input \`${given[0]}\` needs \`${missing[0]}\` beside it.` })
}
