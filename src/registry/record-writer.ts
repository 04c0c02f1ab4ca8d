import type { ModelRegistry, RecordRun } from '../operations/ports.ts'
import { CLOSE_RECORD_DOCUMENT, OPEN_PLAIN_RECORD_DOCUMENT, OPEN_RECORD_DOCUMENT } from './documents/write.ts'
import { finishRun } from './file-stream.ts'
import { type Connection, type GraphqlAnswer, graphql } from './graphql.ts'
import type { AppLinks } from './links.ts'
import { encodeConfig, JOB_TYPE } from './records.ts'
import { UnknownFieldError } from './refusals.ts'

/** Creates or resumes the run and marks the version as used by it, in one request. */
export async function openRecord(
  connection: Connection,
  links: AppLinks,
  run: RecordRun,
  uses: Uses | null,
): Promise<Awaited<ReturnType<ModelRegistry['openRecord']>>> {
  const { data, serverTime } = await sendOpen(connection, run, uses)
  const made = data.at('upsertBucket')
  if (uses !== null) data.at('useArtifact').at('artifact').at('id').string()
  const project = made.at('bucket').at('project')
  return {
    createdAt: made.at('bucket').at('createdAt').time(),
    serverTime,
    inserted: made.at('inserted').boolean(),
    url: links.run(
      project.at('entity').at('name').string(),
      project.at('name').string(),
      made.at('bucket').at('name').string(),
    ),
  }
}

interface Uses {
  readonly artifactId: string
  readonly registry: { readonly entity: string; readonly project: string }
}

async function sendOpen(connection: Connection, run: RecordRun, uses: Uses | null): Promise<GraphqlAnswer> {
  const send = (input: Readonly<Record<string, string>> | null) =>
    graphql(connection, {
      what: 'open the promotion record',
      document: input === null ? OPEN_PLAIN_RECORD_DOCUMENT : OPEN_RECORD_DOCUMENT,
      variables: { bucket: bucketInput(run), ...(input === null ? {} : { use: input }) },
      // The run has a fixed name: sent again, the same run is resumed.
      idempotent: true,
      refusalHint: `The account must be able to write to the records project ${run.records.entity}/${run.records.project} and to use the model's versions.`,
    })
  if (uses === null) return send(null)
  const use = {
    entityName: run.records.entity,
    projectName: run.records.project,
    runName: run.runId,
    artifactID: uses.artifactId,
  }
  const through = { artifactEntityName: uses.registry.entity, artifactProjectName: uses.registry.project }
  return send({ ...use, ...through }).catch((thrown: unknown) => {
    if (thrown instanceof UnknownFieldError) return send(use)
    throw thrown
  })
}

/** The summary decides that the record is closed; the run's state is for people, so its failure only warns. */
export async function closeRecord(
  options: Connection & { readonly warn: (message: string) => void },
  run: RecordRun,
  summary: Readonly<Record<string, string | number | null>>,
  succeeded: boolean,
): Promise<void> {
  const [written, finished] = await Promise.allSettled([
    graphql(options, {
      what: 'close the promotion record',
      document: CLOSE_RECORD_DOCUMENT,
      variables: { bucket: { ...bucketInput(run), summaryMetrics: JSON.stringify(summary) } },
      idempotent: true,
    }),
    finishRun(options, { ...run.records, runId: run.runId }, succeeded),
  ])
  if (written.status === 'rejected') throw written.reason
  written.value.data.at('upsertBucket').at('bucket').at('name').string()
  if (finished.status === 'rejected') {
    const why = finished.reason instanceof Error ? finished.reason.message : 'unknown'
    options.warn(`The promotion record is complete, but its run still shows as running. ${why}`)
  }
}

function bucketInput(run: RecordRun): Record<string, unknown> {
  return {
    entityName: run.records.entity,
    modelName: run.records.project,
    name: run.runId,
    jobType: JOB_TYPE,
    groupName: run.model,
    displayName: run.displayName,
    tags: [run.model, run.stage],
    config: encodeConfig(run.config),
  }
}
