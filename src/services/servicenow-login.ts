import * as z from 'zod'
import { said, type TicketAnswers } from './ticket-answers.ts'
import type { TicketCredentials } from './ticket-credentials.ts'

const WHAT = 'log in to ServiceNow'

/** The `Authorization` header; a client's secret is exchanged for a token first (OAuth 2.0, client credentials). */
export async function authorizationOf(
  instance: string,
  { serviceNow, hide }: TicketCredentials,
  answers: TicketAnswers,
): Promise<string> {
  if (serviceNow === null) {
    const hint =
      'Set `servicenow-client-id` and `servicenow-client-secret`, or `servicenow-username` and `servicenow-password`, or `servicenow-token`.'
    throw answers.refused(WHAT, 'there is no credential', hint)
  }
  if (serviceNow.kind === 'header') return serviceNow.authorization
  const answer = await answers.ask({
    what: WHAT,
    url: `${instance}/oauth_token.do`,
    headers: {},
    form: { grant_type: 'client_credentials', client_id: serviceNow.id, client_secret: serviceNow.secret },
  })
  if (answer.status !== 200) {
    const why = said(answer.json)
    const hint =
      'Check `servicenow-client-id` and `servicenow-client-secret`, and that the instance allows client credentials.'
    throw answers.refused(WHAT, `status ${answer.status}${why === '' ? '' : `, ${why}`}`, hint)
  }
  const { access_token: token } = answers.parse(z.object({ access_token: z.string().min(8) }), answer.json, WHAT)
  hide(token)
  return `Bearer ${token}`
}
