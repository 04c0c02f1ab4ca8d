import type { JiraTicket, ServiceApproval, TicketChange } from '../checks/ticket-facts.ts'
import type { JiraRule } from '../config/ticket-rule.ts'
import { InvariantError } from '../errors.ts'
import type { Http } from '../http/request.ts'
import { ATLASSIAN_GATEWAY, askJira, connectJira, type JiraConnection } from './jira-connection.ts'
import {
  AnyIssue,
  ApprovalPage,
  ChangelogPage,
  changesOf,
  type History,
  Issue,
  IssueWithHistory,
  personOf,
  serviceApproval,
  textOf,
} from './jira-parse.ts'
import { said, TicketAnswers } from './ticket-answers.ts'
import type { TicketCredentials } from './ticket-credentials.ts'

/** Entries of a history, and approvals, before we give up: nobody could review such a ticket. */
const MOST_PAGES = 50
const PAGE = 100

export interface JiraOptions {
  readonly http: Http
  readonly credentials: TicketCredentials
  /** Default: Atlassian's. */
  readonly gateway?: string
}

/** Reads tickets of Jira Cloud and Data Center. The address comes from the rule, so from the trusted gate config. */
export function createJira(options: JiraOptions): { read(number: string, rule: JiraRule): Promise<JiraTicket> } {
  const connections = new Map<string, Promise<JiraConnection>>()
  const { http, credentials, gateway = ATLASSIAN_GATEWAY } = options
  const connect = (rule: JiraRule) => {
    const key = `${rule.hosting} ${rule.access} ${rule.site}`
    const known =
      connections.get(key) ?? connectJira({ rule, credentials, gateway, answers: new TicketAnswers('jira', http) })
    connections.set(key, known)
    return known
  }
  return {
    async read(number, rule) {
      if (!/^[A-Z][A-Z0-9_]{1,99}-[1-9]\d{0,9}$/.test(number)) throw new InvariantError(`no number of Jira: ${number}`)
      return new Reading(await connect(rule), number, rule, new TicketAnswers('jira', http)).run()
    },
  }
}

/** One ticket, read whole. */
class Reading {
  readonly #connection: JiraConnection
  readonly #number: string
  readonly #rule: JiraRule
  readonly #answers: TicketAnswers

  constructor(connection: JiraConnection, number: string, rule: JiraRule, answers: TicketAnswers) {
    this.#connection = connection
    this.#number = number
    this.#rule = rule
    this.#answers = answers
  }

  async run(): Promise<JiraTicket> {
    const naming = this.#rule.names === 'text' ? ['summary', 'description'] : [this.#rule.names.field]
    const { key, id, fields, names } = await this.#issue(naming)
    const texts = naming.map((field) => this.#text(fields, field))
    const changes = await this.#changes(key, naming, names ?? {})
    const approvals = this.#rule.approvals ? await this.#approvals(key) : null
    const { status, resolution, project, reporter } = fields
    return {
      system: 'jira',
      key,
      id,
      url: `${this.#rule.site}/browse/${key}`,
      texts,
      requester: reporter === null ? null : personOf(reporter),
      project: project.key,
      status: { id: status.id, name: status.untranslatedName ?? status.name },
      resolution: resolution == null ? null : { id: resolution.id, name: resolution.name },
      changes,
      approvals,
      ...this.#answers.seal(),
    }
  }

  async #ask(path: string, root?: string) {
    const what = `read the Jira ticket ${this.#number}`
    const answer = await askJira(this.#connection, this.#answers, {
      what,
      path,
      ...(root === undefined ? {} : { root }),
    })
    if (answer === 'stranger') {
      throw this.#answers.refused(
        what,
        'Jira answers as if nobody had logged in',
        'Check `jira-email` and `jira-token`.',
      )
    }
    return { what, ...answer }
  }

  /** Fields that Jira does not know, or does not show, are left out of the answer without a word: each must be there. */
  async #issue(naming: readonly string[]) {
    const needed = [
      'status',
      'project',
      'reporter',
      ...naming,
      ...(this.#rule.resolution.length > 0 ? ['resolution'] : []),
    ]
    const asked = [...new Set([...needed, 'resolution'])]
    const answer = await this.#ask(`issue/${this.#number}?fields=${asked.join(',')}&expand=names`)
    const { what, status, json } = answer
    if (status !== 200) throw this.#refusal(answer)
    const { fields } = this.#answers.parse(AnyIssue, json, what)
    const lacking = needed.filter((field) => !(field in fields))
    if (lacking.length > 0) {
      const hint = 'There is no such field, or the account may not see it on this ticket.'
      throw this.#answers.refused(what, `Jira does not show ${lacking.join(', ')}`, hint)
    }
    return this.#answers.parse(Issue, json, what)
  }

  #refusal({ what, status, json }: { what: string; status: number; json: unknown }) {
    const why = said(json)
    const text = status === 404 ? 'there is no such ticket, or this account may not see it' : `status ${status}`
    const hint = 'Check the number, and that the account may browse the project (scope read:jira-work).'
    return this.#answers.refused(what, `${text}${why === '' ? '' : ` ("${why}")`}`, hint)
  }

  #text(fields: Readonly<Record<string, unknown>>, field: string): string {
    const text = textOf(fields[field])
    if (text !== null) return text
    throw this.#answers.strange(`read the Jira ticket ${this.#number}`, `the field ${field} holds no text`)
  }

  /** The whole history; a part of it could lack the entry that matters. */
  async #changes(
    key: string,
    naming: readonly string[],
    names: Readonly<Record<string, string>>,
  ): Promise<readonly TicketChange[]> {
    const histories: History[] = []
    for (let page = 0; page < MOST_PAGES; page += 1) {
      const answer = await this.#ask(`issue/${key}/changelog?startAt=${histories.length}&maxResults=${PAGE}`)
      if (answer.status === 404 && page === 0 && this.#rule.hosting === 'data_center') {
        return changesOf(await this.#oldHistory(key), naming, names)
      }
      if (answer.status !== 200) throw this.#refusal(answer)
      const { startAt, values, total, isLast } = this.#answers.parse(ChangelogPage, answer.json, answer.what)
      if (startAt !== histories.length)
        throw this.#answers.strange(answer.what, 'another page of the history than asked for')
      histories.push(...values)
      if (histories.length >= total) return changesOf(histories, naming, names)
      if (isLast === true || values.length === 0) break
    }
    throw this.#answers.strange(`read the Jira ticket ${this.#number}`, 'its history is not shown to the end')
  }

  /** Older Data Center gives the history with the ticket only. */
  async #oldHistory(key: string): Promise<readonly History[]> {
    const answer = await this.#ask(`issue/${key}?fields=status&expand=changelog`)
    if (answer.status !== 200) throw this.#refusal(answer)
    const { total, histories } = this.#answers.parse(IssueWithHistory, answer.json, answer.what).changelog
    if (histories.length < total) throw this.#answers.strange(answer.what, 'its history is cut short')
    return histories
  }

  async #approvals(key: string): Promise<readonly ServiceApproval[]> {
    const found: ServiceApproval[] = []
    const root = '/rest/servicedeskapi'
    for (let page = 0; page < MOST_PAGES; page += 1) {
      const answer = await this.#ask(`request/${key}/approval?start=${found.length}&limit=50`, root)
      if (answer.status !== 200) {
        const hint =
          'The ticket must be a request of Jira Service Management, and the account an agent there (scope read:servicedesk-request).'
        throw this.#answers.refused(answer.what, `its approvals are not shown (status ${answer.status})`, hint)
      }
      const { start, values, isLastPage } = this.#answers.parse(ApprovalPage, answer.json, answer.what)
      if (start !== found.length) throw this.#answers.strange(answer.what, 'another page of approvals than asked for')
      found.push(...values.map(serviceApproval))
      if (isLastPage) return found
      if (values.length === 0) break
    }
    throw this.#answers.strange(`read the Jira ticket ${this.#number}`, 'its approvals are not shown to the end')
  }
}
