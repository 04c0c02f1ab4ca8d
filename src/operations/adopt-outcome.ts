import type { RunOutcome, RunSubject } from '../promotion/outcome.ts'
import { recordSummaryOf } from '../promotion/record.ts'
import { type StageStanding, stageStanding } from '../promotion/status-standing.ts'
import type { Prepared, Session } from './prepare.ts'
import { stoppedRun } from './stopped-run.ts'

/**
 * Where there is no holder whom a record does not explain: nothing has drifted, or the alias was taken away. null: there
 * is one, to be judged (or a live run to be waited for).
 */
export function nothingToAdopt(prepared: Prepared, session: Session): RunOutcome | null {
  const { registry, request } = prepared.facts
  const { model, stage } = request
  const standing = stageStanding(registry, stage, registry.serverTime)
  if (prepared.waitFor !== null || prepared.noChange) return null
  const name = `${model.name} ${stage.name}`
  if (standing.state === 'removed') {
    const before = standing.record?.to?.version ?? 'no version'
    return stopped(prepared, session, standing, {
      stopped: 'refused',
      code: 'drift',
      message: `${name}: nobody holds ${stage.alias}, but record #${standing.record?.sequence ?? 0} says ${before}. An alias that was taken away cannot be adopted.`,
      hint: `Bring it back: start \`rollback\` with \`version: ${before}\`, or \`promote\` another version.`,
    })
  }
  if (standing.state === 'nobody' || standing.state === 'ungated') {
    const why =
      standing.state === 'nobody'
        ? `nobody holds ${stage.alias}, and no record says that anybody did`
        : 'the stage is `ungated`, so it may differ from its records'
    return stopped(prepared, session, standing, {
      stopped: 'no-change',
      code: 'not-requested',
      message: `Nothing has drifted: ${name}, ${why}.`,
    })
  }
  return null
}

/** A run that ends without a judgement still says in its outputs what it was about. */
function stopped(
  { facts, notes }: Prepared,
  { gate, inputs, ports }: Session,
  { holder, record }: StageStanding,
  stop: Parameters<typeof stoppedRun>[1],
): RunOutcome {
  const { registry, request } = facts
  const { entity, project, collection, organization } = registry
  const links = ports.registry.links({ registry: { entity, project }, organization, collection, version: holder })
  const subject: RunSubject = {
    model: request.model.name,
    stage: request.stage.name,
    version: holder,
    previous: record?.to ?? null,
    registry: { entity, project },
    collection,
    lineage: links.lineage,
    record: record === null ? null : recordSummaryOf(record),
    applied: false,
  }
  return { ...stoppedRun(inputs.operation, { ...stop, notes: [...gate.notes, ...notes] }, gate), subject }
}
