/** Credentials of the ticket systems, as the inputs give them; null: not given. */
export interface TicketInputs {
  readonly jiraEmail: string | null
  readonly jiraToken: string | null
  readonly serviceNowToken: string | null
  readonly serviceNowUsername: string | null
  readonly serviceNowPassword: string | null
  readonly serviceNowClientId: string | null
  readonly serviceNowClientSecret: string | null
}

export interface TicketCredentials {
  readonly jira: { readonly kind: 'basic' | 'bearer'; readonly authorization: string } | null
  readonly serviceNow:
    | { readonly kind: 'header'; readonly authorization: string }
    | { readonly kind: 'client'; readonly id: string; readonly secret: string }
    | null
  /** Hides a secret that was obtained later, in the log and in messages. */
  hide(secret: string): void
  /** Everything that must not stand in a message. */
  secrets(): readonly string[]
}

/** Masks every secret, and the form in which it travels, before any request can carry it. */
export function createTicketCredentials(inputs: TicketInputs, mask: (secret: string) => void): TicketCredentials {
  const hidden = new Set<string>()
  const hide = (secret: string) => {
    hidden.add(secret)
    mask(secret)
  }
  const basic = (user: string, password: string) => {
    const pair = Buffer.from(`${user}:${password}`).toString('base64')
    hide(pair)
    return `Basic ${pair}`
  }
  const { jiraEmail, jiraToken } = inputs
  for (const secret of [jiraToken, inputs.serviceNowToken, inputs.serviceNowPassword, inputs.serviceNowClientSecret])
    if (secret !== null) hide(secret)
  return {
    jira:
      jiraToken === null
        ? null
        : jiraEmail === null
          ? { kind: 'bearer', authorization: `Bearer ${jiraToken}` }
          : { kind: 'basic', authorization: basic(jiraEmail, jiraToken) },
    serviceNow: serviceNow(inputs, basic),
    hide,
    secrets: () => [...hidden],
  }
}

function serviceNow(
  inputs: TicketInputs,
  basic: (user: string, password: string) => string,
): TicketCredentials['serviceNow'] {
  const { serviceNowToken, serviceNowUsername, serviceNowPassword, serviceNowClientId, serviceNowClientSecret } = inputs
  if (serviceNowToken !== null) return { kind: 'header', authorization: `Bearer ${serviceNowToken}` }
  if (serviceNowClientId !== null && serviceNowClientSecret !== null)
    return { kind: 'client', id: serviceNowClientId, secret: serviceNowClientSecret }
  if (serviceNowUsername !== null && serviceNowPassword !== null)
    return { kind: 'header', authorization: basic(serviceNowUsername, serviceNowPassword) }
  return null
}
