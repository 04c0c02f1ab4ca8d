import { AccessError, type GateError, RemoteError, toGateError } from '../errors.ts'
import type { HttpAnswer } from '../http/request.ts'
import type {
  FailedUpload,
  RecordFile,
  RecordFiles,
  RecordRunPath,
  StoredFile,
} from '../operations/record-files-port.ts'
import { CREATE_FILES_DOCUMENT, MARK_FILES_DOCUMENT, RUN_FILES_DOCUMENT } from './documents/files.ts'
import { finishRun } from './file-stream.ts'
import { type Connection, graphql } from './graphql.ts'
import { describeAnswer, UnknownFieldError } from './refusals.ts'
import type { Node } from './shape.ts'
import { fetchStoredFile } from './stored-file.ts'

const PAGE = 200
const MOST_PAGES = 20

/** Files of record runs in Weights & Biases. */
export function createRecordFiles(connection: Connection): RecordFiles {
  return {
    upload: (run, files) => upload(connection, run, files),
    list: (run) => list(connection, run),
    download: (run, name, maxBytes) => download(connection, run, { name, maxBytes }),
  }
}

/** Asks for places, puts the bytes there side by side, and tells the run what arrived. */
async function upload(
  connection: Connection,
  run: RecordRunPath,
  files: readonly RecordFile[],
): Promise<readonly FailedUpload[]> {
  if (files.length === 0) return []
  const names = files.map(({ name }) => name)
  const { data } = await graphql(connection, {
    what: 'put files beside the record',
    document: CREATE_FILES_DOCUMENT,
    variables: { input: { ...runInput(run), files: names } },
    idempotent: true,
    refusalHint: `The account must be able to write to the records project ${run.records.entity}/${run.records.project}.`,
  })
  const made = data.at('createRunFiles')
  const headers = made.at('uploadHeaders').isNull ? [] : made.at('uploadHeaders').list()
  const places = new Map(
    made
      .at('files')
      .list()
      .map((each) => [each.at('name').string(), each.at('uploadUrl').string()]),
  )
  const sent = { headers: splitHeaders(headers), places }
  const results = await Promise.all(files.map((file) => put(connection, file, sent).then(() => null, toGateError)))
  const failed = files.flatMap(({ name }, index) => {
    const error = results[index] ?? null
    return error === null ? [] : [{ name, error }]
  })
  const arrived = names.filter((_, index) => results[index] === null)
  if (arrived.length > 0) await declare(connection, run, arrived)
  return failed
}

function runInput({ records, runId }: RecordRunPath): Readonly<Record<string, string>> {
  return { entityName: records.entity, projectName: records.project, runName: runId }
}

/** Each is `Name:value`, split at the first colon. */
function splitHeaders(headers: readonly Node[]): Readonly<Record<string, string>> {
  const pairs = headers.map((each) => {
    const text = each.string()
    const at = text.indexOf(':')
    return [text.slice(0, at).trim().toLowerCase(), text.slice(at + 1).trim()] as const
  })
  return Object.fromEntries(pairs.filter(([name]) => name !== ''))
}

interface Places {
  readonly headers: Readonly<Record<string, string>>
  readonly places: ReadonlyMap<string, string>
}

/**
 * A pre-signed address carries its own proof, and nobody else's host ever sees our credential. An address relative to
 * the server's is the server itself, which wants it; one of the same origin gets it only when it asks.
 */
async function put(connection: Connection, file: RecordFile, { headers, places }: Places): Promise<void> {
  const { base, http, credentials } = connection
  const place = places.get(file.name) ?? ''
  const isRelative = place.startsWith('/') && !place.startsWith('//')
  const url = isRelative ? `${base}${place}` : place
  if (!/^https?:\/\//.test(url)) {
    throw new RemoteError('wandb', `Weights & Biases gave no usable address to put ${file.name} to.`)
  }
  const send = async (authorized: boolean) =>
    http.request({
      service: 'wandb',
      what: `upload ${file.name}`,
      url,
      method: 'PUT',
      headers: authorized ? { ...headers, authorization: await credentials.authorization() } : headers,
      body: file.bytes,
      idempotent: true,
      writes: true,
      maxBytes: 1_000_000,
    })
  let answer = await send(isRelative)
  const isOurs = new URL(url).origin === new URL(base).origin
  if (!isRelative && isOurs && [401, 403].includes(answer.status)) answer = await send(true)
  if (answer.status < 200 || answer.status > 299) throw refusedUpload(answer, file.name, http.secrets())
}

function refusedUpload(answer: HttpAnswer, name: string, secrets: readonly string[]): GateError {
  const said = describeAnswer(answer, secrets)
  const message = `Could not upload ${name}: storage answered ${answer.status}${said === '' ? '' : `: ${said}`}`
  return [401, 403].includes(answer.status)
    ? new AccessError('wandb', message)
    : new RemoteError('wandb', message, { attempts: answer.tries })
}

/** Newer servers have a mutation for it; older ones are told by the file stream, which also says that the run is over. */
async function declare(connection: Connection, run: RecordRunPath, names: readonly string[]): Promise<void> {
  try {
    const { data } = await graphql(connection, {
      what: 'list the files beside the record',
      document: MARK_FILES_DOCUMENT,
      variables: { input: { ...runInput(run), files: names } },
      idempotent: true,
    })
    if (data.at('markRunFilesUploaded').at('success').boolean()) return
  } catch (thrown) {
    if (!(thrown instanceof UnknownFieldError)) throw thrown
  }
  await finishRun(connection, { ...run.records, runId: run.runId }, true, names)
}

async function list(connection: Connection, run: RecordRunPath): Promise<readonly StoredFile[]> {
  const all: StoredFile[] = []
  let after: string | null = null
  for (let turn = 0; turn < MOST_PAGES; turn += 1) {
    const files = await filesOf(connection, run, { names: [], after })
    if (files === null) break
    const nodes = files
      .nodes()
      .map((file) => ({ name: file.at('name').string(), bytes: file.at('sizeBytes').integer64() }))
    all.push(...nodes)
    const next = files.at('pageInfo')
    if (!next.at('hasNextPage').boolean()) break
    after = next.at('endCursor').stringOrNull()
  }
  return all
}

async function download(
  connection: Connection,
  run: RecordRunPath,
  { name, maxBytes }: { readonly name: string; readonly maxBytes: number },
): Promise<Uint8Array | null> {
  const files = await filesOf(connection, run, { names: [name], after: null })
  const file = files?.nodes().find((each) => each.at('name').string() === name)
  if (file === undefined) return null
  const size = file.at('sizeBytes').integer64()
  if (size > maxBytes) return null
  return fetchStoredFile(connection, {
    name,
    size,
    url: file.at('directUrl').string(),
    md5: file.at('md5').stringOrNull(),
  })
}

/** null: the run is not there, or not visible. */
async function filesOf(
  connection: Connection,
  { records, runId }: RecordRunPath,
  { names, after }: { readonly names: readonly string[]; readonly after: string | null },
): Promise<Node | null> {
  const { data } = await graphql(connection, {
    what: `list the files of the record ${runId}`,
    document: RUN_FILES_DOCUMENT,
    variables: { ...records, run: runId, names, first: PAGE, after },
    idempotent: true,
  })
  const run = data.at('project').isNull ? data.at('project') : data.at('project').at('run')
  if (run.isNull) return null
  const files = run.at('files')
  return files.isNull ? null : files
}
