import { APPROVED, addIssue, JIRA_EMAIL, JIRA_PAT, JIRA_TOKEN, jiraState, transition } from '../../sandbox/jira/seed.ts'
import { type JiraSandbox, startJira } from '../../sandbox/jira/server.ts'
import type { JiraIssue, JiraState } from '../../sandbox/jira/state.ts'
import { addApprover, addChange, SNOW_PASSWORD, SNOW_USER, snowState, snowTime } from '../../sandbox/servicenow/seed.ts'
import { type SnowSandbox, startServiceNow } from '../../sandbox/servicenow/server.ts'
import type { SnowRow } from '../../sandbox/servicenow/state.ts'
import type { JiraRule, ServiceNowRule, TicketRule } from '../../src/config/ticket-rule.ts'
import { RemoteError } from '../../src/errors.ts'
import type { TicketSystem } from '../../src/operations/ticket-port.ts'
import { createTicketCredentials, type TicketInputs } from '../../src/services/ticket-credentials.ts'
import { createTicketSystems } from '../../src/services/ticket-systems.ts'
import { changeTicket, FakeTickets, jiraTicket } from './fake-tickets.ts'
import { testHttp } from './registry-worlds.ts'

/** When the sandbox's people approve; the sandbox's own clock stands an hour later. */
export const APPROVED_AT = Date.parse('2026-03-10T09:00:00Z')
export const OBSERVED_AT = APPROVED_AT + 3_600_000

const AT = { file: 'gates.yml', line: 1, column: 1 }

export const NO_INPUTS: TicketInputs = {
  jiraEmail: null,
  jiraToken: null,
  serviceNowToken: null,
  serviceNowUsername: null,
  serviceNowPassword: null,
  serviceNowClientId: null,
  serviceNowClientSecret: null,
}

export const JIRA_INPUTS: TicketInputs = { ...NO_INPUTS, jiraEmail: JIRA_EMAIL, jiraToken: JIRA_TOKEN }
export const DATA_CENTER_INPUTS: TicketInputs = { ...NO_INPUTS, jiraToken: JIRA_PAT }
export const SNOW_INPUTS: TicketInputs = {
  ...NO_INPUTS,
  serviceNowUsername: SNOW_USER,
  serviceNowPassword: SNOW_PASSWORD,
}

export function jiraRule(over: Partial<JiraRule> = {}): JiraRule {
  return {
    system: 'jira',
    id: 'approvals/0',
    role: 'risk',
    site: 'https://acme.atlassian.net',
    hosting: 'cloud',
    access: 'auto',
    project: 'RISK',
    status: ['Approved'],
    resolution: [],
    approvals: false,
    by: null,
    names: 'text',
    at: AT,
    ...over,
  }
}

export function serviceNowRule(over: Partial<ServiceNowRule> = {}): ServiceNowRule {
  return {
    system: 'servicenow',
    id: 'approvals/1',
    role: 'change',
    instance: 'https://acme.service-now.com',
    table: 'change_request',
    approval: 'approved',
    state: ['-1'],
    window: false,
    by: null,
    names: 'text',
    at: AT,
    ...over,
  }
}

/** The adapters, and what they masked. Waiting takes no time. */
export function connect(inputs: TicketInputs, gateway?: string): { tickets: TicketSystem; masked: readonly string[] } {
  const masked: string[] = []
  const credentials = createTicketCredentials(inputs, (secret) => masked.push(secret))
  const http = testHttp({ secrets: credentials.secrets })
  return { tickets: createTicketSystems({ http, credentials, ...(gateway === undefined ? {} : { gateway }) }), masked }
}

export interface JiraWorld {
  readonly jira: JiraSandbox
  readonly issue: JiraIssue
  readonly rule: JiraRule
  readonly tickets: TicketSystem
}

/** RISK-7 names support-llm:v7, dev asked for it and risk approved it. */
export async function jiraWorld(
  hosting: JiraState['hosting'] = 'cloud',
  over: Partial<JiraRule> = {},
  inputs = hosting === 'cloud' ? JIRA_INPUTS : DATA_CENTER_INPUTS,
): Promise<JiraWorld> {
  const state = jiraState(hosting)
  const issue = addIssue(state, { key: 'RISK-7', summary: 'Promote support-llm:v7', description: 'It replaces v6.' })
  transition(issue, '21', 'dev', APPROVED_AT - 600_000)
  transition(issue, APPROVED, 'risk', APPROVED_AT)
  const jira = await startJira(state, () => OBSERVED_AT)
  const rule = jiraRule({ site: jira.url, hosting, ...over })
  return { jira, issue, rule, tickets: connect(inputs, jira.gateway).tickets }
}

export interface SnowWorld {
  readonly snow: SnowSandbox
  readonly change: SnowRow
  readonly rule: ServiceNowRule
  readonly tickets: TicketSystem
}

/** CHG0030001 names support-llm:v7, dev asked for it and cab approved it; CHG0030000 is something else. */
export async function snowWorld(over: Partial<ServiceNowRule> = {}, inputs = SNOW_INPUTS): Promise<SnowWorld> {
  const state = snowState()
  const other = addChange(state, { number: 'CHG0030000', state: '-1', approval: 'approved' })
  addApprover(state, other, 'cab', 'approved', APPROVED_AT - 86_400_000)
  const change = addChange(state, {
    number: 'CHG0030001',
    state: '-1',
    approval: 'approved',
    short_description: 'Promote support-llm:v7',
    start_date: snowTime(APPROVED_AT),
    end_date: snowTime(OBSERVED_AT + 1000),
  })
  addApprover(state, change, 'cab', 'approved', APPROVED_AT)
  const snow = await startServiceNow(state, () => OBSERVED_AT)
  const rule = serviceNowRule({ instance: snow.url, ...over })
  return { snow, change, rule, tickets: connect(inputs).tickets }
}

/** What every ticket system promises, whatever is behind the port. */
export interface TicketWorld {
  readonly tickets: TicketSystem
  readonly rule: TicketRule
  /** A ticket that approves support-llm:v7. */
  readonly approved: string
  readonly missing: string
  /** The next reading meets a service that is down for good. */
  breakDown(): void
  close(): Promise<void>
}

export const TICKET_WORLDS: readonly (readonly [string, () => Promise<TicketWorld>])[] = [
  ['the fake as Jira', async () => fakeWorld(jiraRule())],
  ['the fake as ServiceNow', async () => fakeWorld(serviceNowRule())],
  ['Jira Cloud', async () => ofJira(await jiraWorld('cloud'))],
  ['Jira Data Center', async () => ofJira(await jiraWorld('data_center'))],
  ['ServiceNow', async () => ofServiceNow(await snowWorld())],
]

function fakeWorld(rule: TicketRule): TicketWorld {
  const tickets = new FakeTickets()
  tickets.put(jiraTicket())
  tickets.put(changeTicket())
  const isJira = rule.system === 'jira'
  return {
    tickets,
    rule,
    approved: isJira ? 'RISK-7' : 'CHG0030001',
    missing: isJira ? 'RISK-99' : 'CHG0039999',
    breakDown: () => tickets.next(new RemoteError(rule.system, 'no answer')),
    close: async () => undefined,
  }
}

const DOWN = { status: 503, body: '<html>busy</html>' }

function ofJira({ jira, rule, tickets }: JiraWorld): TicketWorld {
  const breakDown = () => {
    for (let tries = 0; tries < 4; tries += 1) jira.next(DOWN, '/issue/')
  }
  return { tickets, rule, approved: 'RISK-7', missing: 'RISK-99', breakDown, close: () => jira.close() }
}

function ofServiceNow({ snow, rule, tickets }: SnowWorld): TicketWorld {
  const breakDown = () => {
    for (let tries = 0; tries < 4; tries += 1) snow.next(DOWN, '/table/')
  }
  return { tickets, rule, approved: 'CHG0030001', missing: 'CHG0039999', breakDown, close: () => snow.close() }
}
