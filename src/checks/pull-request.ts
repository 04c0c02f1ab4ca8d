import type { PullRequestFacts } from './facts.ts'
import { conclude, type Finding, notesOf } from './finding.ts'
import type { Verdict } from './verdict.ts'

export interface PullRequestInput {
  /** null: none was given, or it does not exist or is not visible. */
  readonly pullRequest: PullRequestFacts | null
  /** The number asked for; null: none. */
  readonly asked: number | null
  /** Branches that may promote. */
  readonly branches: readonly string[]
  /** After a merge and on dispatch: an open pull request is not enough. */
  readonly mustBeMerged: boolean
}

/** The pull request that carries the request is there, in a state to be judged, and aims at a branch that may promote. */
export function evaluatePullRequest({ pullRequest, asked, branches, mustBeMerged }: PullRequestInput): Verdict {
  const number = pullRequest?.number ?? asked
  const findings = pullRequest === null ? [notFound(asked)] : judge(pullRequest, branches, mustBeMerged)
  const state =
    pullRequest === null ? 'not found' : `${pullRequest.state.toLowerCase()}, base ${pullRequest.baseBranch}`
  return {
    id: number === null ? 'pull-request' : `pull-request/${number}`,
    kind: 'pull-request',
    ...conclude(findings),
    label: number === null ? 'pull request' : `pull request #${number}`,
    detail: {
      type: 'fact',
      expected: `${mustBeMerged ? 'merged' : 'open or merged'}, base ${branches.join(' or ')}`,
      observed: state,
      ...notesOf(findings),
    },
    children: [],
  }
}

function notFound(asked: number | null): Finding {
  const note = asked === null ? 'no pull request carries this request' : `#${asked} does not exist or cannot be seen`
  return { status: 'fail', reason: 'pull-request-not-found', note }
}

function judge(pullRequest: PullRequestFacts, branches: readonly string[], mustBeMerged: boolean): readonly Finding[] {
  const { state, baseBranch } = pullRequest
  const findings: Finding[] = []
  if (state === 'CLOSED') {
    findings.push({ status: 'fail', reason: 'pull-request-not-found', note: 'closed without merging' })
  } else if (mustBeMerged && state !== 'MERGED') {
    findings.push({ status: 'fail', reason: 'pull-request-not-found', note: 'not merged' })
  }
  if (!branches.includes(baseBranch)) {
    findings.push({
      status: 'fail',
      reason: 'pull-request-base',
      note: `${baseBranch} is not a branch that may promote`,
    })
  }
  if (state === 'OPEN' && pullRequest.isDraft)
    findings.push({ status: 'pending', reason: 'pull-request-draft', note: 'draft' })
  if (state === 'OPEN' && pullRequest.mergeable === 'CONFLICTING') {
    findings.push({ status: 'pending', reason: 'pull-request-conflict', note: 'conflicts with its base' })
  }
  return findings
}
