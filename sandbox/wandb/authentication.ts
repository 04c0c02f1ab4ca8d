import type { Call } from './answer.ts'
import type { User, WandbState } from './state.ts'

/**
 * Who calls. Null: nobody, which is legal. Undefined: unknown credentials, which is 401.
 *
 * A federated access token sent as Basic counts as nobody: the real server then answers with empty results.
 */
export function authenticate(state: WandbState, call: Call, now: number): User | null | undefined {
  const header = call.headers['authorization']
  if (typeof header !== 'string' || header === '') return null
  const [scheme = '', credentials = ''] = header.split(' ')
  if (scheme.toLowerCase() === 'bearer') return userOfToken(state, credentials, now) ?? userOfKey(state, credentials)
  if (scheme.toLowerCase() !== 'basic') return undefined
  const text = Buffer.from(credentials, 'base64').toString('utf8')
  const key = text.slice(text.indexOf(':') + 1)
  if (state.tokens.some((each) => each.token === key)) return null
  return text.startsWith('api:') ? userOfKey(state, key) : undefined
}

/** The human in the `X-Wandb-Username` header, where a service account calls and they share a team. */
export function attributedUser(state: WandbState, call: Call, user: User | null): string | null {
  const name = call.headers['x-wandb-username']
  if (user?.accountType !== 'SERVICE' || typeof name !== 'string') return null
  const sharesTeam = state.entities.some(
    (entity) => entity.members[user.username] !== undefined && entity.members[name] !== undefined,
  )
  return sharesTeam ? name : null
}

function userOfToken(state: WandbState, token: string, now: number): User | undefined {
  const found = state.tokens.find((each) => each.token === token && each.expiresAt > now)
  return state.users.find((user) => user.username === found?.username)
}

function userOfKey(state: WandbState, key: string): User | undefined {
  return state.users.find((user) => user.keys.includes(key))
}
