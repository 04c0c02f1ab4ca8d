import type { ServiceNowTicket } from '../checks/ticket-facts.ts'
import type { ServiceNowRule } from '../config/ticket-rule.ts'
import { InvariantError } from '../errors.ts'
import type { Http } from '../http/request.ts'
import { authorizationOf } from './servicenow-login.ts'
import { ApproverRow, approverOf, type Cell, List, moment, Row, requesterOf } from './servicenow-parse.ts'
import { said, type TicketAnswer, TicketAnswers } from './ticket-answers.ts'
import type { TicketCredentials } from './ticket-credentials.ts'

/** Rows of approvers; a change with more is not shown whole. */
const MOST_APPROVERS = 500

export interface ServiceNowOptions {
  readonly http: Http
  readonly credentials: TicketCredentials
}

/**
 * Reads changes by ServiceNow's Table API. An instance drops the parts of a query that it does not understand, and then
 * answers with other rows: every row is compared with what was asked.
 */
export function createServiceNow({ http, credentials }: ServiceNowOptions): {
  read(number: string, rule: ServiceNowRule): Promise<ServiceNowTicket>
} {
  const logins = new Map<string, Promise<string>>()
  const login = (rule: ServiceNowRule) => {
    const answers = new TicketAnswers('servicenow', http)
    const known = logins.get(rule.instance) ?? authorizationOf(rule.instance, credentials, answers)
    logins.set(rule.instance, known)
    return known
  }
  return {
    async read(number, rule) {
      // Anything else could end the condition and begin another (`^OR…`).
      if (!/^[A-Z]{2,10}\d{4,20}$/.test(number)) throw new InvariantError(`no number of ServiceNow: ${number}`)
      return new Reading(await login(rule), number, rule, new TicketAnswers('servicenow', http)).run()
    },
  }
}

/** One change, read whole. */
class Reading {
  readonly #authorization: string
  readonly #number: string
  readonly #rule: ServiceNowRule
  readonly #answers: TicketAnswers
  readonly #what: string

  constructor(authorization: string, number: string, rule: ServiceNowRule, answers: TicketAnswers) {
    this.#authorization = authorization
    this.#number = number
    this.#rule = rule
    this.#answers = answers
    this.#what = `read the ServiceNow record ${number}`
  }

  async run(): Promise<ServiceNowTicket> {
    const { instance, table, names } = this.#rule
    const isChange = table === 'change_request'
    const requester = isChange ? 'requested_by' : 'opened_by'
    const naming = names === 'text' ? ['short_description', 'description'] : [names.field]
    const hold = isChange ? ['on_hold'] : []
    const row = await this.#record([
      ...['sys_id', 'number', 'state', 'approval', 'start_date', 'end_date', requester, `${requester}.user_name`],
      ...[`${requester}.email`, ...hold, ...naming],
    ])
    const cell = (field: string) => this.#cell(row, field)
    const filled = (field: string) => this.#filled(row, field)
    const id = filled('sys_id').value
    return {
      system: 'servicenow',
      key: this.#number,
      id,
      url: `${instance}/${table}.do?sys_id=${id}`,
      texts: naming.map((field) => cell(field).display_value),
      requester: requesterOf(
        row,
        requester,
        cell(requester).value === '' ? null : filled(`${requester}.user_name`).value,
      ),
      state: named(filled('state')),
      approval: named(filled('approval')),
      onHold: isChange ? filled('on_hold').value === 'true' : null,
      start: this.#time(row, 'start_date'),
      end: this.#time(row, 'end_date'),
      approvers: await this.#approvers(id),
      ...this.#answers.seal(),
    }
  }

  /** Exactly one row, and the one that was asked for. */
  async #record(fields: readonly string[]): Promise<Row> {
    const { table } = this.#rule
    const answer = await this.#ask(table, `number=${this.#number}`, fields, 2)
    const { result } = answer.status === 404 ? { result: [] } : this.#answers.parse(List(Row), answer.json, this.#what)
    const other = result.find((row) => row['number']?.value !== this.#number)
    if (other !== undefined) {
      const hint = 'ServiceNow ignores conditions that it does not understand. Does the table have a field `number`?'
      throw this.#answers.strange(
        this.#what,
        `it answered with the record ${other['number']?.value ?? '(no number)'}`,
        hint,
      )
    }
    const [row, second] = result
    if (second !== undefined) throw this.#answers.strange(this.#what, 'several records have this number')
    if (row !== undefined) return row
    const hint = `Check the number, and that the account may read ${table}.`
    throw this.#answers.refused(this.#what, 'there is no such record, or this account may not see it', hint)
  }

  async #approvers(id: string) {
    const fields = ['state', 'sysapproval', 'document_id', 'sys_updated_on', 'approver', 'approver.user_name']
    const query = `sysapproval=${id}^ORdocument_id=${id}`
    const answer = await this.#ask(
      'sysapproval_approver',
      query,
      [...fields, 'approver.name', 'approver.email'],
      MOST_APPROVERS,
    )
    if (answer.status === 404) return []
    const { result } = this.#answers.parse(List(ApproverRow), answer.json, this.#what)
    const strange = result.some(
      ({ sysapproval, document_id }) => sysapproval?.value !== id && document_id?.value !== id,
    )
    if (strange) throw this.#answers.strange(this.#what, 'it answered with approvers of another record')
    const total = Number(answer.headers['x-total-count'] ?? result.length)
    if (!(total <= MOST_APPROVERS)) throw this.#answers.strange(this.#what, `it has ${total} rows of approvers`)
    return result.map((row) => {
      const userName = row['approver.user_name']?.value ?? ''
      if (userName === '') throw this.#hidden('approver.user_name')
      return { ...approverOf(row, userName), at: this.#moment(row.sys_updated_on.value, 'sys_updated_on') }
    })
  }

  async #ask(table: string, query: string, fields: readonly string[], limit: number): Promise<TicketAnswer> {
    const parameters = new URLSearchParams({
      sysparm_query: query,
      sysparm_fields: fields.join(','),
      sysparm_limit: String(limit),
      sysparm_display_value: 'all',
      sysparm_exclude_reference_link: 'true',
    })
    const answer = await this.#answers.ask({
      what: this.#what,
      url: `${this.#rule.instance}/api/now/table/${table}?${parameters}`,
      headers: { authorization: this.#authorization },
    })
    if (answer.status === 200 || answer.status === 404) return answer
    const why = said(answer.json)
    const hint =
      answer.status === 401
        ? 'Check the `servicenow-…` inputs: user and password, token or client.'
        : `The account needs read access to ${table}.`
    throw this.#answers.refused(this.#what, `status ${answer.status}${why === '' ? '' : `, ${why}`}`, hint)
  }

  /** A field that the account may not see is left out without a word, or empty. */
  #cell(row: Row, field: string): Cell {
    const cell = row[field]
    if (cell === undefined) throw this.#hidden(field)
    return cell
  }

  #filled(row: Row, field: string): Cell {
    const cell = this.#cell(row, field)
    if (cell.value === '') throw this.#hidden(field)
    return cell
  }

  #hidden(field: string) {
    const hint = 'The account may not see the field, or the table has none of this name.'
    return this.#answers.refused(this.#what, `ServiceNow shows nothing in ${field}`, hint)
  }

  #time(row: Row, field: string): string | null {
    const text = row[field]?.value ?? ''
    return text === '' ? null : this.#moment(text, field)
  }

  #moment(text: string, field: string): string {
    const time = moment(text)
    if (time === null) throw this.#answers.strange(this.#what, `${field} is no time`)
    return time
  }
}

function named({ value, display_value }: Cell) {
  return { id: value, name: display_value === '' ? value : display_value }
}
