import type { Pins, StageConfig } from '../config/gate-config.ts'
import type { Position } from '../errors.ts'
import type { ReasonCode } from '../reason-codes.ts'
import { minute, whenOf } from './history.ts'
import type { StageStatus } from './status.ts'
import { isHeld } from './status-hold.ts'
import { isDrift } from './status-standing.ts'

/** Something that differs from what it should be. Problems fail the run, warnings are told. */
export interface VerifyFinding {
  readonly model: string
  readonly stage: string
  readonly level: 'problem' | 'warning'
  readonly code: ReasonCode
  readonly text: string
  /** The ways out. */
  readonly next: string
  readonly at?: Position
}

/** Who moved an alias by hand, where the server tells. */
export interface HandMove {
  readonly user: string
  readonly at: string
}

export type StageFinding = Omit<VerifyFinding, 'model' | 'stage'>

/** How one stage differs from its newest record. */
export function standingFindings(status: StageStatus, handMove: HandMove | null): readonly StageFinding[] {
  const { standing, stage } = status
  const { holder } = standing
  const moved = driftFinding(status, handMove)
  const left = standing.open.filter((each) => !each.live)
  return [
    ...(moved === null ? [] : [moved]),
    ...(holder === null || holder.state === 'COMMITTED'
      ? []
      : [
          problem(
            'version-not-committed',
            `${holder.version} holds ${stage.alias}, but its state is ${holder.state}.`,
            isDrift(standing.state) ? waysOut(standing, stage) : 'Start `rollback`, or `promote` another version.',
          ),
        ]),
    ...(standing.open.some((each) => each.live)
      ? [warning('in-progress', `A run is moving ${stage.alias} right now.`, 'Verify again in five minutes.')]
      : []),
    ...(left.length === 0 || standing.state === 'unfinished-move'
      ? []
      : [warning('unfinished', `Run ${left[0]?.workflowRunId ?? ''} left an unfinished record behind.`, SETTLE)]),
  ]
}

const SETTLE =
  'Start `promote` or `rollback` of this stage again: it closes what was begun by what is true in the registry.'

/** The ways out: back to what the record says, or keep what is there, if there is something that may stay. */
function waysOut({ record, holder }: StageStatus['standing'], stage: StageConfig): string {
  const version = record?.to?.version
  const back =
    version === undefined
      ? 'take the alias away'
      : `move it back to ${version}, or start \`rollback\` with \`version: ${version}\``
  if (holder?.state !== 'COMMITTED') return `Restore: ${back}. Or start \`promote\` for another version.`
  const emergency = stage.emergency === null ? '' : " (or the stage's `emergency` rule)"
  return `Restore: ${back}. Or keep ${holder.version}: start \`verify\` with \`adopt: true\`, which needs the stage's gate and approvals${emergency}.`
}

function driftFinding({ standing, stage }: StageStatus, handMove: HandMove | null): StageFinding | null {
  const { state, holder, record } = standing
  if (!isDrift(state)) return null
  const now = holder === null ? 'nobody holds it' : `${holder.version} holds it`
  const who = handMove === null ? '' : ` ${handMove.user} changed it on ${minute(handMove.at)} UTC.`
  if (state === 'unfinished-move') {
    const run = standing.open.find((each) => each.to?.artifactId === holder?.artifactId)?.workflowRunId ?? ''
    return problem('unfinished', `${stage.alias}: ${now}, moved by run ${run}, which did not end.`, SETTLE)
  }
  const said =
    record === null
      ? 'no record says how it got there'
      : `record #${record.sequence} of ${minute(whenOf(record))} UTC says ${record.to?.version ?? '?'}`
  return problem('drift', `${stage.alias}: ${now}, but ${said}.${who}`, waysOut(standing, stage))
}

/** Holds whose markers are gone, and markers that cannot be looked for. */
export function holdFindings({ hold }: StageStatus): readonly StageFinding[] {
  return [
    ...hold.vanished.map((record) =>
      problem(
        'drift',
        `A hold stands by record #${record.sequence} of ${minute(whenOf(record))} UTC, but its marker is gone.`,
        'Set it again with `hold`, or end it with `release`.',
      ),
    ),
    ...(hold.readable
      ? []
      : [
          warning(
            'wandb-access',
            'Tags cannot be read, so a hold may stand unseen.',
            'Use a W&B server of version 0.70 or newer.',
          ),
        ]),
  ]
}

/** The pin against what holds the stage. What a hand moved off its pin is told once, as drift. */
export function pinFindings({ model, stage, standing }: StageStatus, pins: Pins): readonly StageFinding[] {
  const pin = pins.entries.get(model.name)?.get(stage.name)
  const { holder, record, state } = standing
  if (pin === undefined || pin.version === holder?.version) return []
  if (isDrift(state) && pin.version === record?.to?.version) return []
  const text = `${pins.file} pins ${pin.version}, but ${holder === null ? 'nobody' : holder.version} holds ${stage.alias}.`
  const next = `Start \`promote\` for ${pin.version}, or correct the pin.`
  const level = stage.ungated || state === 'in-progress' ? 'warning' : 'problem'
  return [{ level, code: 'drift', text, next, at: pin.at }]
}

/** The deploy-time check: exactly this version holds the stage, by record, and is not held. */
export function deployFindings(status: StageStatus, version: string): readonly StageFinding[] {
  const { standing, stage, hold } = status
  const { holder, record, state } = standing
  const findings: StageFinding[] = []
  if (holder?.version !== version) {
    const text = `${version} does not hold ${stage.alias}: ${holder?.version ?? 'nobody'} does.`
    findings.push(
      problem('version-not-in-stage', text, `Deploy ${holder?.version ?? 'nothing'}, or promote ${version} first.`),
    )
  } else if (state !== 'as-recorded' && !isDrift(state)) {
    const text = `No record that counts says that ${version} holds ${stage.alias}${record === null ? '' : `: the newest one says ${record.to?.version ?? '?'}`}.`
    findings.push(problem('version-not-in-stage', text, `Promote ${version} first.`))
  }
  if (isHeld(hold)) {
    const why = hold.markers.length > 0 ? hold.markers.join(', ') : `record #${hold.records[0]?.sequence ?? 0}`
    findings.push(
      problem('version-held', `${holder?.version ?? stage.name} is held: ${why}.`, 'Wait for its `release`.'),
    )
  } else if (!hold.readable) {
    findings.push(
      problem(
        'wandb-access',
        'Tags cannot be read, so a hold may stand unseen.',
        'Use a W&B server of version 0.70 or newer.',
      ),
    )
  }
  return findings
}

function problem(code: ReasonCode, text: string, next: string): StageFinding {
  return { level: 'problem', code, text, next }
}

function warning(code: ReasonCode, text: string, next: string): StageFinding {
  return { level: 'warning', code, text, next }
}
