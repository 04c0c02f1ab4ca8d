import type { PullRequestFacts, RecordFacts } from '../checks/facts.ts'
import type { Judgement } from '../promotion/judge.ts'
import { judgeRequested } from '../promotion/judge-adoption.ts'
import { judgeUnfinished } from '../promotion/lease.ts'
import type { Note } from '../promotion/outcome.ts'
import type { PromotionFacts } from '../promotion/promotion-facts.ts'
import { isAdoption, type PromotionRequest } from '../promotion/requests.ts'
import type { RunContext } from '../promotion/run-context.ts'
import { isNoChange } from '../promotion/standing.ts'
import type { Gate, Working } from './gate.ts'
import { gather, registryQuery } from './gather.ts'
import type { PromoteInputs, PromotePorts } from './promote-input.ts'
import { readCanaryAgain } from './read-canary.ts'
import { readRegistry } from './read-registry.ts'
import { type Settled, settle } from './settle.ts'

/** What all promotions of one run share. */
export interface Session {
  readonly gate: Gate
  readonly trust: Working
  readonly inputs: PromoteInputs
  readonly context: RunContext
  readonly runCreatedAt: Promise<string | Error> | null
  readonly pullRequests: Promise<readonly PullRequestFacts[]>
  readonly ports: PromotePorts
}

/** One promotion, judged and ready to be concluded. */
export interface Prepared {
  readonly facts: PromotionFacts
  readonly judgement: Judgement
  /** The candidate holds the stage and the newest record says so. */
  readonly noChange: boolean
  /** A live intent of another run. */
  readonly waitFor: RecordFacts | null
  readonly notes: readonly Note[]
}

/** Whether this run may write to the registry for this stage. */
export function mayWrite({ trust, inputs }: Session, request: PromotionRequest): boolean {
  const isOrder = inputs.operation === 'promote' || isAdoption(request)
  return trust.mode === 'write' && isOrder && !inputs.dryRun && request.stage.mode === 'enforce'
}

/** Gathers, links and settles what is open (only where this run may write), and judges. */
export async function prepare(request: PromotionRequest, session: Session): Promise<Prepared> {
  const { ports, gate, context } = session
  const gathered = await gather({ ...session, request }, ports)
  if (!mayWrite(session, request)) return judged(gathered, null, openNotes(gathered))
  const { facts, notes } = await linkSource(gathered, session)
  const settled = await settle(facts.registry, gate.config, context, ports)
  const beside = await settleBeside(facts, session)
  if (settled.closed + beside.closed === 0) return judged(facts, settled.waitFor ?? beside.waitFor, notes)
  const registry = await readRegistry(registryQuery(gate, request, context), ports.registry, gate.config.recordKeys)
  const scope = { gate, context, request: facts.request }
  const canary =
    facts.canary === undefined ? {} : { canary: await readCanaryAgain(facts.canary, registry, scope, ports) }
  const waitFor = settled.waitFor ?? beside.waitFor
  return judged({ ...facts, registry, ...canary }, waitFor, [...notes, ...settled.notes, ...beside.notes])
}

/** What an earlier run began to do to the canary's alias is ended first: what is judged must stand still. */
async function settleBeside(
  { canary }: PromotionFacts,
  { gate, context, ports }: Session,
): Promise<Pick<Settled, 'waitFor' | 'closed' | 'notes'>> {
  if (canary === undefined) return { waitFor: null, closed: 0, notes: [] }
  return settle(canary.canary.registry, gate.config, context, ports)
}

function judged(facts: PromotionFacts, waitFor: RecordFacts | null, notes: readonly Note[]): Prepared {
  return { facts, judgement: judgeRequested(facts), noChange: isNoChange(facts.registry), waitFor, notes }
}

/** `link: true`: links the source artifact unless a membership has it; after a lost answer, looks again first. */
async function linkSource(
  facts: PromotionFacts,
  session: Session,
): Promise<{ facts: PromotionFacts; notes: readonly Note[] }> {
  const { gate, inputs, context, ports } = session
  const source = facts.registry.unlinkedSource
  if (!inputs.link || source === null || facts.registry.candidate !== null) return { facts, notes: [] }
  const { collection } = facts.request.model
  try {
    await ports.registry.link({ registry: gate.config.registry, collection, artifactId: source.artifactId })
  } catch (thrown) {
    const registry = await readRegistry(
      registryQuery(gate, facts.request, context),
      ports.registry,
      gate.config.recordKeys,
    )
    if (registry.candidate === null) throw thrown
  }
  const registry = await readRegistry(
    registryQuery(gate, facts.request, context),
    ports.registry,
    gate.config.recordKeys,
  )
  const text = `${source.path} was linked into ${collection} as ${registry.candidate?.version ?? 'a new version'}.`
  ports.progress.info(text)
  return { facts: { ...facts, registry }, notes: [{ level: 'info', text }] }
}

/** What a run that may not write says of records that were begun and not closed. */
function openNotes({ registry, request }: PromotionFacts): readonly Note[] {
  const { records, holder, serverTime } = registry
  return judgeUnfinished({ records, own: registry.ownAttempts, holder, serverTime }).map(({ action, record }) =>
    action === 'wait'
      ? {
          level: 'info',
          code: 'in-progress',
          text: `Run ${record.workflowRunId} is moving ${request.stage.alias} right now.`,
        }
      : {
          level: 'warning',
          code: 'unfinished',
          text: `Run ${record.workflowRunId} left a record of ${request.stage.name} open; the next promotion settles it.`,
        },
  )
}
