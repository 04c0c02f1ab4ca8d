import type { JiraIssue, JiraState } from './state.ts'

export const JIRA_EMAIL = 'gate@acme.test'
export const JIRA_TOKEN = 'ATATT-classic-token'
export const JIRA_SCOPED = 'ATATT-scoped-token'
export const JIRA_SERVICE = 'ATSTT-service-account'
export const JIRA_PAT = 'data-center-token'

const NEW = '10'
const REVIEW = '21'
export const APPROVED = '31'
export const DECLINED = '41'

/** A site with the project RISK: dev asks, risk approves, and the gate's account may browse it. */
export function jiraState(hosting: JiraState['hosting'] = 'cloud'): JiraState {
  const account = { person: 'gate', projects: ['RISK', 'OPS'], expired: false }
  const cloud = [
    { ...account, token: JIRA_TOKEN, email: JIRA_EMAIL, scoped: false },
    { ...account, token: JIRA_SCOPED, email: JIRA_EMAIL, scoped: true },
    { ...account, token: JIRA_SERVICE, email: null, scoped: true },
  ]
  return {
    hosting,
    cloudId: '11111111-2222-4333-8444-555555555555',
    statuses: { [NEW]: 'Open', [REVIEW]: 'In Review', [APPROVED]: 'Approved', [DECLINED]: 'Declined' },
    resolutions: { '1': 'Done', '2': "Won't do" },
    fieldNames: { customfield_10042: 'Model version' },
    people: {
      dev: { id: 'dev', displayName: 'Dev Acme', email: null },
      risk: { id: 'risk', displayName: 'Risk Acme', email: null },
      kim: { id: 'kim', displayName: 'Kim Acme', email: 'kim@example.com' },
      robot: { id: 'robot', displayName: 'Automation for Jira', email: null, type: 'app' },
      gate: { id: 'gate', displayName: 'Gate', email: JIRA_EMAIL },
    },
    tokens: hosting === 'cloud' ? cloud : [{ ...account, token: JIRA_PAT, email: null, scoped: false }],
    issues: [],
    withoutChangelogPath: false,
    pageSize: 100,
    expandLimit: 40,
  }
}

export interface NewIssue {
  readonly key: string
  readonly summary?: string
  readonly description?: string
  readonly reporter?: string
  readonly fields?: Readonly<Record<string, unknown>>
  readonly isService?: boolean
}

export function addIssue(state: JiraState, { key, reporter = 'dev', ...given }: NewIssue): JiraIssue {
  const issue: JiraIssue = {
    id: String(10_000 + state.issues.length),
    keys: [key],
    isPublic: false,
    reporter,
    status: NEW,
    resolution: null,
    fields: { summary: given.summary ?? 'Change', description: given.description ?? '', ...given.fields },
    hidden: [],
    history: [],
    approvals: given.isService === true ? [] : null,
  }
  state.issues.push(issue)
  return issue
}

/** Moves it into a status, as somebody would in the browser. */
export function transition(issue: JiraIssue, to: string, by: string | null, at: number): void {
  issue.history.push({ at, by, items: [{ field: 'status', from: issue.status, to }] })
  issue.status = to
}

export function resolve(issue: JiraIssue, to: string, by: string, at: number): void {
  issue.history.push({ at, by, items: [{ field: 'resolution', from: issue.resolution, to }] })
  issue.resolution = to
}

export function edit(issue: JiraIssue, field: string, value: unknown, at: number, by = 'dev'): void {
  issue.history.push({ at, by, items: [{ field, from: null, to: null }] })
  issue.fields[field] = value
}

/** Moves it to another project: the old key leads to the new one. */
export function moveIssue(issue: JiraIssue, key: string, at: number): void {
  issue.history.push({ at, by: 'dev', items: [{ field: 'Key', from: null, to: null }] })
  issue.keys.push(key)
}

export function approve(issue: JiraIssue, name: string, by: string, at: number): void {
  issue.approvals ??= []
  const approvers = [{ person: by, decision: 'approved' as const }]
  issue.approvals.push({ name, decision: 'approved', createdAt: at - 60_000, completedAt: at, approvers })
}
