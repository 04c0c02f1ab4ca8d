/** A Jira site: who may ask, and its issues with their whole history. */
export interface JiraState {
  readonly hosting: 'cloud' | 'data_center'
  readonly cloudId: string
  /** Status id → name now. Renaming touches no issue. */
  readonly statuses: Record<string, string>
  readonly resolutions: Record<string, string>
  /** Displayed name of a custom field by its id. */
  readonly fieldNames: Record<string, string>
  readonly people: Record<string, JiraPerson>
  readonly tokens: JiraToken[]
  readonly issues: JiraIssue[]
  /** Old Data Center: the history comes with the issue only. */
  withoutChangelogPath: boolean
  /** Cloud's largest page of a history, whatever is asked for. */
  pageSize: number
  /** Entries of the history that come with an issue; the rest is left out without a word. */
  expandLimit: number
}

export interface JiraPerson {
  readonly id: string
  readonly displayName: string
  /** null: hidden by its owner, as most are. */
  readonly email: string | null
  readonly type?: 'atlassian' | 'app' | 'customer'
}

export interface JiraToken {
  readonly token: string
  readonly email: string | null
  readonly person: string
  /** Scoped tokens and those of service accounts are taken by the gateway only. */
  readonly scoped: boolean
  /** Projects that the account may browse. */
  readonly projects: readonly string[]
  expired: boolean
}

export interface JiraIssue {
  readonly id: string
  /** The last one counts, the others redirect. */
  readonly keys: string[]
  /** Open to everybody, also to those who are not logged in. */
  isPublic: boolean
  reporter: string | null
  status: string
  resolution: string | null
  /** `summary`, `description` and custom fields. */
  readonly fields: Record<string, unknown>
  /** Fields that are left out of answers: unknown and hidden ones look the same. */
  readonly hidden: string[]
  readonly history: JiraHistory[]
  /** null: no request of Jira Service Management. */
  approvals: JiraApproval[] | null
}

export interface JiraHistory {
  readonly at: number
  readonly by: string | null
  readonly items: readonly { readonly field: string; readonly from: string | null; readonly to: string | null }[]
}

export interface JiraApproval {
  readonly name: string
  decision: 'approved' | 'declined' | 'pending'
  readonly createdAt: number
  completedAt: number | null
  readonly approvers: { readonly person: string; decision: 'approved' | 'declined' | 'pending' }[]
}

export function projectOf(issue: JiraIssue): string {
  return keyOf(issue).split('-')[0] ?? ''
}

export function keyOf(issue: JiraIssue): string {
  return issue.keys.at(-1) ?? ''
}
