import { AccessError, RemoteError } from '../errors.ts'
import type { Connection } from './graphql.ts'
import { describeAnswer } from './refusals.ts'

export interface RunPath {
  readonly entity: string
  readonly project: string
  readonly runId: string
}

/**
 * Tells W&B that a run has ended: state `finished`, or `failed`. `uploaded`: files whose bytes arrived, where the server
 * knows no other way to say so. It changes nothing else.
 */
export async function finishRun(
  connection: Connection,
  run: RunPath,
  succeeded: boolean,
  uploaded: readonly string[] = [],
): Promise<void> {
  const { base, http, credentials } = connection
  const what = "finish the record's run"
  const names = uploaded.length === 0 ? {} : { uploaded }
  const path = [run.entity, run.project, run.runId].map(encodeURIComponent).join('/')
  const answer = await http.request({
    service: 'wandb',
    what,
    url: `${base}/files/${path}/file_stream`,
    method: 'POST',
    headers: { authorization: await credentials.authorization(), 'content-type': 'application/json' },
    body: JSON.stringify({ ...names, complete: true, exitcode: succeeded ? 0 : 1 }),
    idempotent: true,
    writes: true,
    maxBytes: 1_000_000,
  })
  if (answer.status < 300) return
  const said = describeAnswer(answer, http.secrets())
  const message = `Could not ${what}: Weights & Biases answered ${answer.status}${said === '' ? '' : `: ${said}`}`
  if ([401, 403, 404].includes(answer.status)) throw new AccessError('wandb', message)
  throw new RemoteError('wandb', message, { attempts: answer.tries, ambiguous: answer.ambiguous })
}
