import type { SnowRow, SnowState } from './state.ts'

export const SNOW_USER = 'gate.reader'
export const SNOW_PASSWORD = 'reader-password'
export const SNOW_CLIENT = 'client-0123456789'
export const SNOW_SECRET = 'client-secret-value'

/** An instance whose account `gate.reader` may read changes and their approvers. */
export function snowState(): SnowState {
  return {
    tables: { change_request: [], sysapproval_approver: [], incident: [] },
    labels: {
      state: { '-5': 'New', '-3': 'Authorize', '-2': 'Scheduled', '-1': 'Implement', '3': 'Closed', '4': 'Canceled' },
      approval: {
        approved: 'Approved',
        requested: 'Requested',
        rejected: 'Rejected',
        'not requested': 'Not Yet Requested',
      },
      requested_by: { 'id-dev': 'Dev Acme' },
      approver: { 'id-cab': 'Cab Acme', 'id-dev': 'Dev Acme' },
    },
    logins: [{ user: SNOW_USER, password: SNOW_PASSWORD, tables: ['change_request', 'sysapproval_approver'] }],
    clients: [{ id: SNOW_CLIENT, secret: SNOW_SECRET, token: 'snow-access-token' }],
    hiddenColumns: [],
    hiddenRows: [],
    strictQueries: false,
    asleep: false,
  }
}

export function addChange(
  state: SnowState,
  row: { readonly number: string } & Readonly<Record<string, string>>,
): SnowRow {
  const rows = state.tables['change_request'] ?? []
  const change: SnowRow = {
    sys_id: String(rows.length + 1).padStart(32, 'c'),
    state: '-5',
    approval: 'not requested',
    short_description: 'Change',
    description: '',
    start_date: '',
    end_date: '',
    on_hold: 'false',
    requested_by: 'id-dev',
    'requested_by.user_name': 'dev',
    'requested_by.email': '',
    ...row,
  }
  rows.push(change)
  return change
}

/** A row of an approver; the change itself is approved by its own field. */
export function addApprover(state: SnowState, change: SnowRow, user: string, approval: string, at: number): SnowRow {
  const rows = state.tables['sysapproval_approver'] ?? []
  const row: SnowRow = {
    sys_id: String(rows.length + 1).padStart(32, 'a'),
    sysapproval: change['sys_id'] ?? '',
    document_id: change['sys_id'] ?? '',
    state: approval,
    approver: `id-${user}`,
    'approver.user_name': user,
    'approver.name': `${user} of Acme`,
    'approver.email': '',
    sys_updated_on: snowTime(at),
  }
  rows.push(row)
  return row
}

/** Raw times are in UTC and say no zone. */
export function snowTime(at: number): string {
  return new Date(at).toISOString().slice(0, 19).replace('T', ' ')
}
