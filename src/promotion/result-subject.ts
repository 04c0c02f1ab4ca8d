import type { RunSubject } from './outcome.ts'
import type { Result } from './result.ts'

type SubjectFields = Pick<
  Result,
  | 'applied'
  | 'model'
  | 'stage'
  | 'version'
  | 'digest'
  | 'previous_version'
  | 'artifact'
  | 'lineage_url'
  | 'record_url'
  | 'record'
>

/** What the outputs say of a run that moved no alias but is about something; empty where it is about nothing. */
export function subjectFields(subject: RunSubject | undefined): SubjectFields {
  const version = subject?.version ?? null
  const { entity, project } = subject?.registry ?? { entity: '', project: '' }
  const record = subject?.record ?? null
  return {
    applied: subject?.applied ?? false,
    model: subject?.model ?? '',
    stage: subject?.stage ?? '',
    version: version?.version ?? '',
    digest: version?.digest ?? '',
    previous_version: subject?.previous?.version ?? '',
    artifact: version === null ? '' : `${entity}/${project}/${subject?.collection ?? ''}:${version.version}`,
    lineage_url: subject?.lineage ?? '',
    record_url: record?.url ?? '',
    record: recordFields(record),
  }
}

/** A record as results write it (file contracts are snake_case). */
export function recordFields(record: RunSubject['record']): Result['record'] {
  if (record === null) return null
  const { runId, sha256, sequence, previousRecord, url } = record
  return { run_id: runId, sha256: sha256 ?? '', sequence, previous_record: previousRecord ?? '', url }
}
