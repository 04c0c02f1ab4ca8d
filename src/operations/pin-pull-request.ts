import { toGateError } from '../errors.ts'
import type { Note, PromotionOutcome, RunOutcome } from '../promotion/outcome.ts'
import {
  nextPinStep,
  type OpenPull,
  type PinChange,
  type PinState,
  type PinStep,
  pinBranchNames,
} from '../promotion/pin-change.ts'
import type { PinHost, PullText } from './pin-port.ts'

export interface PinPullDeps {
  readonly pins: PinHost
  /** Title and body of the pull request, escaped. */
  readonly textOf: (change: PinChange, promotion: PromotionOutcome) => PullText
  readonly markerOf: (change: PinChange) => string
}

/** The first try, and one more from what the branch holds by then. */
const TRIES = 2

/**
 * Opens, or brings up to date, the pull request that puts each pin right that a run has left wrong. The outcome is settled
 * by then: whatever goes wrong here is a warning in it and changes nothing else.
 */
export async function withPinPullRequests(outcome: RunOutcome, deps: PinPullDeps): Promise<RunOutcome> {
  const promotions: PromotionOutcome[] = []
  for (const promotion of outcome.promotions) promotions.push(await withPullRequest(promotion, deps))
  return { ...outcome, promotions }
}

async function withPullRequest(promotion: PromotionOutcome, deps: PinPullDeps): Promise<PromotionOutcome> {
  const change = promotion.pinChange
  if (change == null) return promotion
  try {
    const { url, note } = await propose(change, promotion, deps)
    return { ...promotion, pinPullRequest: url, notes: [...promotion.notes, note] }
  } catch (thrown) {
    const { code, message, hint } = toGateError(thrown)
    const text = `No pull request puts ${change.file} right: ${message}${hint === undefined ? '' : ` ${hint}`} Change it by hand.`
    return { ...promotion, notes: [...promotion.notes, { level: 'warning', code, text }] }
  }
}

interface Proposed {
  readonly url: string | null
  readonly note: Note
}

async function propose(change: PinChange, promotion: PromotionOutcome, deps: PinPullDeps): Promise<Proposed> {
  const names = pinBranchNames(change)
  const query = { branch: change.branch, path: change.file, names, marker: deps.markerOf(change) }
  const text = deps.textOf(change, promotion)
  for (let attempt = 1; attempt <= TRIES; attempt += 1) {
    const state = await deps.pins.readPins(query)
    if (state === null) return ended(`No pull request: the branch ${change.branch} is gone.`)
    const taking = { change, text, pins: deps.pins, state }
    const done = await take(nextPinStep(change, names, state), taking)
    if (done !== null) return done
  }
  return ended(
    `No pull request puts ${change.file} right: its branch moved twice while it was written. Start this again, or change it by hand.`,
  )
}

interface Taking {
  readonly change: PinChange
  readonly text: PullText
  readonly state: PinState
  readonly pins: PinHost
}

/** null: somebody was faster; what there is now must be read first. */
async function take(step: PinStep, taking: Taking): Promise<Proposed | null> {
  const { pins, state } = taking
  switch (step.kind) {
    case 'stop':
      return ended(step.level === 'info' ? step.text : `No pull request: ${step.text}`, step.level)
    case 'create': {
      const { branch, text } = step
      const { repositoryId, baseHead } = state
      const isNew = await pins.createBranch({ repositoryId, name: branch, commit: baseHead })
      return isNew && (await commit(taking, branch, baseHead, text)) ? open(taking, branch) : null
    }
    case 'commit': {
      const { branch, text, pull } = step
      if (!(await commit(taking, branch.name, branch.head, text))) return null
      return pull === null ? open(taking, branch.name) : keep(taking, pull, true)
    }
    case 'open':
      return open(taking, step.branch)
    case 'keep':
      return keep(taking, step.pull, false)
  }
}

function commit({ change, text, pins }: Taking, branch: string, expectedHead: string, content: string) {
  const message = { headline: text.title, body: text.commitBody }
  return pins.commitFile({ branch, expectedHead, path: change.file, text: content, ...message })
}

async function open({ change, text, pins, state }: Taking, branch: string): Promise<Proposed | null> {
  const { repositoryId } = state
  const url = await pins.openPull({ repositoryId, from: branch, into: change.branch }, text)
  return url === null ? null : proposed(change, url, 'opened')
}

async function keep({ change, text, pins }: Taking, pull: OpenPull, committed: boolean): Promise<Proposed> {
  if (pull.title === text.title && unified(pull.body) === unified(text.body)) {
    return proposed(change, pull.url, committed ? 'updated' : 'open already')
  }
  await pins.updatePull(pull, text)
  return proposed(change, pull.url, 'updated')
}

function proposed({ file, stage, to }: PinChange, url: string, how: string): Proposed {
  return {
    url,
    note: { level: 'info', text: `The pull request that pins ${to} for ${stage} in ${file} is ${how}: ${url}` },
  }
}

function ended(text: string, level: Note['level'] = 'warning'): Proposed {
  return { url: null, note: { level, text } }
}

/** GitHub may give lines back with other ends than they were sent with. */
function unified(text: string): string {
  return text.replace(/\r\n?/g, '\n').trimEnd()
}
