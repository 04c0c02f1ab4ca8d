import { counted } from '../checks/counted.ts'
import type { Pins } from '../config/gate-config.ts'
import type { ReasonCode } from '../reason-codes.ts'
import type { AttestationStanding } from './attestation.ts'
import type { Listing, Note, OutcomeError } from './outcome.ts'
import { configDigestOf, trustText } from './record-body.ts'
import { overdueNotes, type StageStatus, type StatusFacts, stageStatuses, stateText } from './status.ts'
import { holdText, isHeld } from './status-hold.ts'
import { attestationFindings } from './verify-attestation.ts'
import { type ChainRead, chainFindings } from './verify-chain.ts'
import { type ProtectedAliases, protectionFindings, protectionNotes } from './verify-protection.ts'
import {
  deployFindings,
  type HandMove,
  holdFindings,
  pinFindings,
  type StageFinding,
  standingFindings,
  type VerifyFinding,
} from './verify-stage.ts'

export interface VerifyFacts extends StatusFacts {
  readonly pins: Pins
  /** sha256 of the gate config in use. */
  readonly configSha256: string
  readonly chains: readonly (ChainRead & { readonly model: string; readonly chain: string })[]
  /** Who moved aliases by hand, by {@link stageKey}. */
  readonly handMoves: ReadonlyMap<string, HandMove>
  /** How the newest record of each stage that is attested compares with its statements, by {@link stageKey}. */
  readonly attestations: ReadonlyMap<string, AttestationStanding>
  readonly protectedAliases: ProtectedAliases
  /** The version that is about to be deployed; null: everything is looked at, nothing deployed. */
  readonly deploying: string | null
}

export interface Verified {
  readonly problems: readonly VerifyFinding[]
  readonly reasons: readonly ReasonCode[]
  readonly listing: Listing
  readonly notes: readonly Note[]
  /** null: all is as it should be. */
  readonly error: OutcomeError | null
}

export function stageKey({ model, stage }: Pick<StageStatus, 'model' | 'stage'>): string {
  return `${model.name}/${stage.name}`
}

/** Holds the registry against records, pins and config. */
export function verifyStages(facts: VerifyFacts): Verified {
  const statuses = stageStatuses(facts)
  const findings = [...statuses.flatMap((status) => ofStage(status, facts)), ...ofChains(facts)]
  const problems = findings.filter(({ level }) => level === 'problem')
  return {
    problems,
    reasons: [...new Set(problems.map(({ code }) => code))],
    listing: listing(statuses, findings, facts),
    notes: [
      ...findings.filter(({ level }) => level === 'warning').map(toNote),
      ...overdueNotes(statuses, facts.now),
      ...(facts.deploying === null ? protectionNotes(statuses, facts.protectedAliases) : []),
      ...configNotes(statuses, facts),
    ],
    error: problems.length === 0 ? null : toError(problems, facts),
  }
}

function ofStage(status: StageStatus, facts: VerifyFacts): readonly VerifyFinding[] {
  const { deploying, pins, handMoves, protectedAliases, attestations } = facts
  const found: readonly StageFinding[] = status.exists
    ? [
        ...(deploying === null ? [] : deployFindings(status, deploying)),
        ...standingFindings(status, handMoves.get(stageKey(status)) ?? null),
        ...holdFindings(status),
        ...attestationFindings(status, attestations.get(stageKey(status)) ?? null),
        ...(deploying === null ? [...pinFindings(status, pins), ...protectionFindings(status, protectedAliases)] : []),
      ]
    : [
        {
          level: deploying === null && status.standing.record === null ? 'warning' : 'problem',
          code: 'version-not-found',
          text: `The registry has no collection ${status.model.collection} that this account may see.`,
          next: 'Link a version into it, or correct `collection` in the gate config.',
        },
      ]
  return found.map((each) => ({ model: status.model.name, stage: status.stage.name, ...each }))
}

function ofChains({ chains, recordKeys }: VerifyFacts): readonly VerifyFinding[] {
  return chains.flatMap(({ model, chain, ...read }) =>
    chainFindings(read, recordKeys).map(({ kind, text }): VerifyFinding => {
      const isTold = kind === 'unsigned' || kind === 'concurrent'
      return {
        model,
        stage: chain,
        level: isTold ? 'warning' : 'problem',
        code: 'record-not-intact',
        text: `${text.charAt(0).toUpperCase()}${text.slice(1)}`,
        next: isTold
          ? 'Look whether that was meant.'
          : 'Compare it with the record id in the job summary or comment of its run, and find out who may write to the records project.',
      }
    }),
  )
}

function listing(statuses: readonly StageStatus[], findings: readonly VerifyFinding[], facts: VerifyFacts): Listing {
  const problems = findings.filter(({ level }) => level === 'problem').length
  return {
    name: 'verify',
    title: facts.deploying === null ? 'Verification' : `May ${facts.deploying} be deployed?`,
    intro: [
      `${counted(statuses.length, 'stage')} looked at, at ${facts.now}: ${problems === 0 ? 'all as it should be' : counted(problems, 'problem')}.`,
    ],
    columns: ['Model', 'Stage', 'Version', 'By record', 'Pin', 'State', 'Record', 'Hold', 'Problem', 'Ways out'],
    rows: statuses.map((status) => {
      const { model, stage, standing, hold } = status
      const own = findings.filter(
        (each) => each.model === model.name && each.stage === stage.name && each.level === 'problem',
      )
      const { record } = standing
      return [
        model.name,
        stage.name,
        standing.holder?.version ?? '',
        record?.to?.version ?? '',
        facts.pins.entries.get(model.name)?.get(stage.name)?.version ?? '',
        stateText(status),
        record === null ? '' : { text: `#${record.sequence} ${trustText(record, facts.recordKeys)}`, url: record.url },
        holdText(hold),
        own.map(({ text }) => text).join(' '),
        [...new Set(own.map(({ next }) => next))].join(' '),
      ]
    }),
    diagram: null,
    data: {
      deploying: facts.deploying,
      stages: statuses.map((status) => stageData(status, facts)),
      findings: findings.map(({ model, stage, level, code, text, next }) => ({
        model,
        stage,
        level,
        code,
        text,
        next,
      })),
    },
  }
}

function stageData(status: StageStatus, { pins, handMoves, configSha256, attestations }: VerifyFacts): unknown {
  const { model, stage, standing, hold } = status
  const { holder, record, state } = standing
  const hand = handMoves.get(stageKey(status))
  return {
    model: model.name,
    stage: stage.name,
    alias: stage.alias,
    state,
    version: holder?.version ?? null,
    artifact_id: holder?.artifactId ?? null,
    digest: holder?.digest ?? null,
    recorded_version: record?.to?.version ?? null,
    record_sha256: record?.sha256 ?? null,
    pinned_version: pins.entries.get(model.name)?.get(stage.name)?.version ?? null,
    held: isHeld(hold) ? true : hold.readable ? false : null,
    moved_by: hand?.user ?? null,
    moved_at: hand?.at ?? null,
    attestation: attestations.get(stageKey(status)) ?? null,
    same_config: record === null ? null : configDigestOf(record) === configSha256,
  }
}

function toNote({ model, stage, code, text, next }: VerifyFinding): Note {
  return { level: 'warning', code, text: `${model} ${stage}: ${text} ${next}` }
}

/** Gates may change; that they did since the last move is worth knowing. */
function configNotes(statuses: readonly StageStatus[], { configSha256 }: VerifyFacts): readonly Note[] {
  const others = statuses.filter(({ standing: { record } }) => {
    const digest = record === null ? null : configDigestOf(record)
    return digest !== null && digest !== configSha256
  })
  if (others.length === 0) return []
  const names = others.slice(0, 5).map(({ model, stage }) => `${model.name} ${stage.name}`)
  const more = others.length > names.length ? ` and ${others.length - names.length} more` : ''
  return [{ level: 'info', text: `The gate config has changed since the newest record of ${names.join(', ')}${more}.` }]
}

function toError(problems: readonly VerifyFinding[], { deploying }: VerifyFacts): OutcomeError {
  const [first] = problems
  const more = problems.length > 1 ? ` And ${problems.length - 1} more.` : ''
  const what = deploying === null ? '' : `${deploying} must not be deployed. `
  return {
    code: first?.code ?? 'drift',
    message: `${what}${first?.model ?? ''} ${first?.stage ?? ''}: ${first?.text ?? ''}${more}`,
    ...(first === undefined ? {} : { hint: first.next }),
    issues: problems.map(({ model, stage, text, next, at }) => ({
      message: `${model} ${stage}: ${text}`,
      hint: next,
      ...(at === undefined ? {} : { at }),
    })),
  }
}
