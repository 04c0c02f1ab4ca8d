import type { infer as Infer } from 'zod'
import { RemoteError } from '../errors.ts'
import type { SCHEMAS } from './responses.ts'

type Schemas = typeof SCHEMAS

/**
 * The answer in its checked form. Throws RemoteError that names the place, not the value, of what does not fit;
 * `writes`: the request was a write, which must be taken as possibly done. The schemas are loaded with the first answer,
 * because building them before the first request would delay it.
 */
export async function parseAnswer<Name extends keyof Schemas>(
  name: Name,
  answer: unknown,
  what: string,
  writes = false,
): Promise<Infer<Schemas[Name]>> {
  const { SCHEMAS: schemas } = await import(/* webpackMode: "eager" */ './responses.ts')
  const result = schemas[name].safeParse(answer)
  if (result.success) return result.data as Infer<Schemas[Name]>
  const issue = result.error.issues[0]
  const place = issue === undefined || issue.path.length === 0 ? 'the whole answer' : issue.path.join('.')
  const message = `GitHub's answer to ${what} is not what its documentation says: ${place}`
  throw new RemoteError('github', message, { ambiguous: writes, cause: result.error })
}
