import { canSeeArtifact, hasRole } from './access.ts'
import { type Answer, type Call, failure, json } from './answer.ts'
import type { Context } from './context.ts'
import { findProject } from './lookup.ts'
import { declareUploaded, writableRun } from './run-mutations.ts'
import { artifactFileKey, md5Base64, readBytes, signature, signedUrl, storeBytes } from './storage.ts'

/** `PUT` and `GET /storage/…`: the object store; it knows signatures and refuses credentials. */
export function answerStorage(context: Context, call: Call): Answer {
  const key = call.path.slice('/storage/'.length)
  const self = context.state.switches.rootRelativeUploads && call.method === 'PUT'
  if (self ? context.user === null : call.headers['authorization'] !== undefined) {
    return self
      ? failure(401, 'unauthorized')
      : failure(400, 'InvalidArgument: only one auth mechanism is allowed, the URL is signed')
  }
  if (call.query.get('signature') !== signature(key)) return failure(403, 'SignatureDoesNotMatch')
  if (call.method === 'PUT') return storeUpload(context, call, key)
  const bytes = readBytes(context.state, key)
  if (bytes === undefined) return failure(404, 'NoSuchKey')
  return { status: 200, body: bytes, headers: { 'Content-Type': 'application/octet-stream' } }
}

/**
 * `GET /artifactsV2/<region>/<entity>/<project>/<collection>/[<artifact id>/]<birth artifact id>/<md5 hex>/<name>`:
 * checks access and redirects to the store.
 */
export function answerArtifactDownload(context: Context, parts: readonly string[]): Answer {
  if (context.user === null) return failure(401, 'unauthorized')
  const [, entity = '', projectName = ''] = parts
  const at = parts.findIndex((part, index) => index >= 4 && /^[0-9a-f]{32}$/.test(part))
  const birth = context.state.artifacts.find((each) => each.id === parts[at - 1])
  const project = findProject(context.state, entity, projectName)
  if (birth === undefined || project === undefined || !canSeeArtifact(context, birth)) return failure(404, 'not found')
  if (!hasRole(context, project, 'viewer')) return failure(403, 'permission denied')
  const key = artifactFileKey(birth.id, Buffer.from(parts[at] ?? '', 'hex').toString('base64'))
  return { status: 302, body: '', headers: { Location: signedUrl(context, key) } }
}

/** `POST /files/<entity>/<project>/<run>/file_stream`: history, summary, uploaded names and the end of a run. */
export function answerFileStream(context: Context, call: Call, [entity, project, name]: readonly string[]): Answer {
  const run = writableRun(context, entity, project, name ?? '')
  const sent = JSON.parse(call.body.toString('utf8')) as {
    readonly files?: Record<string, { readonly offset?: number; readonly content?: readonly string[] }>
    readonly uploaded?: readonly string[]
    readonly complete?: boolean
    readonly exitcode?: number
  }
  const summary = sent.files?.['wandb-summary.json']?.content?.at(-1)
  if (summary !== undefined) run.summary = JSON.parse(summary) as Record<string, unknown>
  run.history.push(...(sent.files?.['wandb-history.jsonl']?.content ?? []))
  declareUploaded(context, run, sent.uploaded ?? [])
  run.heartbeatAt = context.now
  run.state = sent.complete === true ? (sent.exitcode === 0 ? 'finished' : 'failed') : 'running'
  return json(200, {})
}

/** `GET /audit_logs`: for administrators of an organisation; alias moves are not in it, as in the real one. */
export function answerAuditLogs(context: Context): Answer {
  const { user, state } = context
  if (user === null) return failure(401, 'unauthorized')
  const isAdmin = state.organizations.some((each) => each.members[user.username] === 'admin')
  if (!isAdmin) return failure(403, 'permission denied')
  const entries = state.runs.map((run) => ({
    timestamp: new Date(run.createdAt).toISOString(),
    action: 'run:create',
    actor_email: state.users.find((each) => each.username === run.username)?.email ?? null,
    response_code: 200,
  }))
  return json(200, { audit_logs: entries, count: entries.length, next_cursor: null })
}

function storeUpload(context: Context, call: Call, key: string): Answer {
  const declared = call.headers['content-md5']
  if (typeof declared === 'string' && declared !== md5Base64(call.body)) return failure(400, 'BadDigest')
  storeBytes(context.state, key, call.body)
  return { status: 200, body: '', headers: {} }
}
