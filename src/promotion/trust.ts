import type { ReasonCode } from '../reason-codes.ts'
import type { EventFacts } from './run-context.ts'

/** What a run may do, by its event alone (contract §3). Whether the branch is listed is judged once the config is read. */
export type Trust =
  | { readonly mode: 'plan'; readonly pullRequest: number }
  | {
      readonly mode: 'write'
      readonly by: 'push' | 'branch'
      readonly branch: string
      /** Set only for what writes nothing: the branch need not be one that may promote. */
      readonly readOnly?: true
    }
  | { readonly mode: 'nothing'; readonly code: ReasonCode; readonly message: string }
  | { readonly mode: 'refuse'; readonly code: ReasonCode; readonly message: string; readonly hint: string }

const ZEROES = /^0+$/

export function trustEvent(event: EventFacts): Trust {
  switch (event.kind) {
    case 'pull-request':
      return trustPullRequest(event)
    case 'push':
      return trustPush(event)
    case 'branch':
      return event.branch === null
        ? refuseRef(
            `\`${event.name}\` ran on a tag`,
            'Start it on a branch that the gate config lists under `branches`.',
          )
        : { mode: 'write', by: 'branch', branch: event.branch }
    case 'other':
      return {
        mode: 'refuse',
        code: 'untrusted-event',
        message: `The event \`${event.name}\` neither requests nor orders a promotion.`,
        hint: 'Use pull_request to plan, push to promote after the merge, or workflow_dispatch.',
      }
  }
}

/** Events of things that are made from a commit, not from a branch: a tag, a release, a deployment. */
const COMMIT_EVENTS: readonly string[] = ['release', 'deployment']

/**
 * The event says nothing of a branch whose gates could be meant: whoever only reads goes by the default branch. For
 * whoever writes it is refused by {@link trustEvent}.
 */
export function isWithoutBranch(event: EventFacts): boolean {
  if (event.kind === 'other') return COMMIT_EVENTS.includes(event.name)
  if (event.kind === 'push') return event.branch === null && !event.deleted
  return event.kind === 'branch' && event.branch === null
}

function trustPullRequest(event: Extract<EventFacts, { kind: 'pull-request' }>): Trust {
  if (!event.closed) return { mode: 'plan', pullRequest: event.number }
  if (event.merged) {
    return {
      mode: 'nothing',
      code: 'not-requested',
      message: `Pull request #${event.number} is merged: the push that merged it promotes, this event never does.`,
    }
  }
  return {
    mode: 'refuse',
    code: 'untrusted-event',
    message: `Pull request #${event.number} was closed without being merged.`,
    hint: 'Reopen it to plan again.',
  }
}

function trustPush(event: Extract<EventFacts, { kind: 'push' }>): Trust {
  if (event.branch === null)
    return refuseRef('A tag was pushed', 'Promotions are ordered by a push to a listed branch.')
  if (event.deleted) return refuseRef(`The branch \`${event.branch}\` was deleted`, 'Nothing can be promoted by that.')
  if (event.created || ZEROES.test(event.before)) {
    return refuseRef(
      `The push created the branch \`${event.branch}\``,
      'There is no commit before it whose gates could be trusted. Merge a pull request, or start the workflow by hand.',
    )
  }
  if (event.forced) {
    return refuseRef(
      `The push rewrote the history of \`${event.branch}\``,
      'What was approved cannot be told from a rewritten range. Start the workflow by hand with `pull-request`.',
    )
  }
  return { mode: 'write', by: 'push', branch: event.branch }
}

function refuseRef(what: string, hint: string): Trust {
  return { mode: 'refuse', code: 'untrusted-ref', message: `${what}: no registry write is trusted to it.`, hint }
}
