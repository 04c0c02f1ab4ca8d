import * as z from 'zod'
import type { JiraRule } from '../config/ticket-rule.ts'
import { said, type TicketAnswer, type TicketAnswers } from './ticket-answers.ts'
import type { TicketCredentials } from './ticket-credentials.ts'

export const ATLASSIAN_GATEWAY = 'https://api.atlassian.com'

/** Where and as whom Jira is asked. */
export interface JiraConnection {
  /** Without a slash at the end. */
  readonly base: string
  /** `3` of Cloud, `2` of Data Center. */
  readonly version: '2' | '3'
  readonly authorization: string
}

export interface JiraAccess {
  readonly rule: JiraRule
  readonly credentials: TicketCredentials
  /** Atlassian's gateway. */
  readonly gateway: string
  readonly answers: TicketAnswers
}

const WHAT = 'log in to Jira'

/**
 * The address that takes the token, proved by asking who it belongs to. Nothing tells a scoped token from another, and the
 * wrong address answers as if tickets did not exist; a wrong token may even be answered as a stranger would be.
 */
export async function connectJira(access: JiraAccess): Promise<JiraConnection> {
  const { rule, credentials, answers } = access
  const jira = credentials.jira
  if (jira === null) {
    throw answers.refused(
      WHAT,
      'there is no credential',
      'Set the inputs `jira-token` and, for Jira Cloud, `jira-email`.',
    )
  }
  const tried: string[] = []
  for (const place of placesOf(rule, jira.kind)) {
    const base = place === 'site' ? rule.site : await gatewayOf(access)
    const connection = {
      base,
      version: rule.hosting === 'cloud' ? '3' : '2',
      authorization: jira.authorization,
    } as const
    const refusal = await whyNot(connection, answers)
    if (refusal === null) return connection
    tried.push(`${new URL(base).host} (${refusal})`)
  }
  throw answers.refused(WHAT, `the token is not taken by ${tried.join(' nor by ')}`, hintFor(rule))
}

/** OAuth tokens and those of service accounts are taken by the gateway only. */
function placesOf({ hosting, access }: JiraRule, kind: 'basic' | 'bearer'): readonly ('site' | 'gateway')[] {
  if (hosting === 'data_center') return ['site']
  if (access !== 'auto') return [access]
  return kind === 'bearer' ? ['gateway'] : ['site', 'gateway']
}

function hintFor({ hosting, access }: JiraRule): string {
  if (hosting === 'data_center')
    return 'Check `jira-token` (a personal access token, without `jira-email`) and its end date.'
  const place = access === 'auto' ? '' : ` The gate config says \`access: ${access}\`.`
  return `Check \`jira-email\` and \`jira-token\`: tokens of Atlassian end after a year at most, and need the scopes read:jira-work and read:jira-user.${place}`
}

/** Asks a stranger's question, so no token goes along: which cloud id the site has. */
async function gatewayOf({ rule, gateway, answers }: JiraAccess): Promise<string> {
  const what = 'find the cloud id of the Jira site'
  const answer = await answers.ask({ what, url: `${rule.site}/_edge/tenant_info`, headers: {} })
  if (answer.status !== 200) throw answers.strange(what, `status ${answer.status}`, 'Is `site` a site of Jira Cloud?')
  const { cloudId } = answers.parse(z.object({ cloudId: z.string().regex(/^[0-9a-fA-F-]{36}$/) }), answer.json, what)
  return `${gateway}/ex/jira/${cloudId}`
}

async function whyNot(connection: JiraConnection, answers: TicketAnswers): Promise<string | null> {
  const answer = await askJira(connection, answers, { what: WHAT, path: 'myself' })
  if (answer === 'stranger') return 'it answers as if nobody had logged in'
  if (answer.status === 200) {
    const me = z.object({ accountId: z.string().optional(), name: z.string().optional(), key: z.string().optional() })
    const { accountId, name, key } = answers.parse(me, answer.json, WHAT)
    return (accountId ?? name ?? key ?? '') === '' ? 'it does not say who is logged in' : null
  }
  const why = said(answer.json)
  return `status ${answer.status}${why === '' ? '' : `, ${why}`}`
}

/**
 * Asks the platform API, or by `root` another one. `stranger`: Jira did not take the credential, and would have shown what
 * everybody may see.
 */
export async function askJira(
  { base, version, authorization }: JiraConnection,
  answers: TicketAnswers,
  request: { readonly what: string; readonly path: string; readonly root?: string },
): Promise<TicketAnswer | 'stranger'> {
  const answer = await answers.ask({
    what: request.what,
    url: `${base}${request.root ?? `/rest/api/${version}`}/${request.path}`,
    headers: { authorization, ...(request.root === undefined ? {} : { 'x-experimentalapi': 'opt-in' }) },
  })
  const reason = answer.headers['x-seraph-loginreason'] ?? ''
  return /AUTHENTICATED_FAILED|AUTHENTICATION_DENIED/i.test(reason) ? 'stranger' : answer
}
