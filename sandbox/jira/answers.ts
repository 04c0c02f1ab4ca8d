import { type JiraApproval, type JiraHistory, type JiraIssue, type JiraState, keyOf, projectOf } from './state.ts'

/** Jira's answers: v3 of Cloud, v2 of Data Center. */

export function personAnswer(state: JiraState, id: string | null): unknown {
  if (id === null) return null
  const { displayName, email, type } = state.people[id] ?? { displayName: id, email: null }
  const hidden = email === null ? {} : { emailAddress: email }
  return state.hosting === 'cloud'
    ? { accountId: id, accountType: type ?? 'atlassian', displayName, active: true, ...hidden }
    : { name: id, key: `JIRAUSER${id}`, displayName, active: true, ...hidden }
}

export function issueAnswer(state: JiraState, issue: JiraIssue, query: URLSearchParams): unknown {
  const all: Record<string, unknown> = {
    status: valueAnswer(state.statuses, issue.status, 'done'),
    resolution: issue.resolution === null ? null : valueAnswer(state.resolutions, issue.resolution, 'done'),
    project: { id: '1', key: projectOf(issue), name: projectOf(issue) },
    reporter: personAnswer(state, issue.reporter),
    ...Object.fromEntries(
      Object.entries(issue.fields).map(([field, value]) => [field, fieldAnswer(state, field, value)]),
    ),
  }
  // Names that are not known, or may not be seen, are passed over without a word.
  const asked = (query.get('fields') ?? '').split(',').filter((field) => field in all && !issue.hidden.includes(field))
  const expand = (query.get('expand') ?? '').split(',')
  return {
    id: issue.id,
    key: keyOf(issue),
    self: `https://jira.example/rest/api/issue/${issue.id}`,
    fields: Object.fromEntries(asked.map((field) => [field, all[field]])),
    ...(expand.includes('names')
      ? { names: Object.fromEntries(asked.map((field) => [field, state.fieldNames[field] ?? field])) }
      : {}),
    ...(expand.includes('changelog') ? { changelog: expandedHistory(state, issue) } : {}),
  }
}

/** With the issue come the newest entries only, newest first. */
function expandedHistory(state: JiraState, { history }: JiraIssue): unknown {
  const newest = history.toReversed().slice(0, state.expandLimit)
  return {
    startAt: 0,
    maxResults: newest.length,
    total: history.length,
    histories: newest.map((entry, index) => historyAnswer(state, entry, index)),
  }
}

export function changelogPage(state: JiraState, { history }: JiraIssue, query: URLSearchParams): unknown {
  const startAt = Number(query.get('startAt') ?? 0)
  const maxResults = Math.min(Number(query.get('maxResults') ?? 50), state.pageSize)
  const page = history.slice(startAt, startAt + maxResults)
  return {
    startAt,
    maxResults,
    total: history.length,
    isLast: startAt + page.length >= history.length,
    values: page.map((entry, index) => historyAnswer(state, entry, startAt + index)),
  }
}

function historyAnswer(state: JiraState, { at, by, items }: JiraHistory, index: number): unknown {
  const names: Readonly<Record<string, Readonly<Record<string, string>>>> = {
    status: state.statuses,
    resolution: state.resolutions,
  }
  return {
    id: String(index + 1),
    ...(by === null ? {} : { author: personAnswer(state, by) }),
    created: new Date(at).toISOString().replace('Z', '+0000'),
    items: items.map(({ field, from, to }) => ({
      field: state.fieldNames[field] ?? field,
      fieldtype: field.startsWith('customfield_') ? 'custom' : 'jira',
      ...(state.hosting === 'cloud' ? { fieldId: field } : {}),
      from,
      fromString: names[field]?.[from ?? ''] ?? from,
      to,
      toString: names[field]?.[to ?? ''] ?? to,
    })),
  }
}

export function approvalPage(state: JiraState, approvals: readonly JiraApproval[], query: URLSearchParams): unknown {
  const start = Number(query.get('start') ?? 0)
  const limit = Math.min(Number(query.get('limit') ?? 50), state.pageSize)
  const page = approvals.slice(start, start + limit)
  return {
    size: page.length,
    start,
    limit,
    isLastPage: start + page.length >= approvals.length,
    values: page.map((approval, index) => ({
      id: String(start + index + 1),
      name: approval.name,
      finalDecision: approval.decision,
      canAnswerApproval: false,
      approvers: approval.approvers.map(({ person, decision }) => ({
        approver: personAnswer(state, person),
        approverDecision: decision,
      })),
      createdDate: moment(approval.createdAt),
      ...(approval.completedAt === null ? {} : { completedDate: moment(approval.completedAt) }),
    })),
  }
}

function moment(at: number): unknown {
  return { iso8601: new Date(at).toISOString().replace('Z', '+0000'), epochMillis: at, friendly: 'a moment ago' }
}

function valueAnswer(names: Readonly<Record<string, string>>, id: string, category: string): unknown {
  return { id, name: names[id] ?? id, statusCategory: { id: 3, key: category, name: 'Done' } }
}

/** Descriptions of Cloud are documents; what is written on Data Center is text. */
function fieldAnswer(state: JiraState, field: string, value: unknown): unknown {
  if (field !== 'description' || state.hosting !== 'cloud' || typeof value !== 'string') return value
  const paragraphs = value.split('\n').map((text) => ({
    type: 'paragraph',
    content: text === '' ? [] : [{ type: 'text', text }],
  }))
  return { type: 'doc', version: 1, content: paragraphs }
}
