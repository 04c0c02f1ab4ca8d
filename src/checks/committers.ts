import type { Committer, PullRequestFacts } from './facts.ts'
import type { Finding } from './finding.ts'
import { sameLogin } from './person.ts'

export interface Committers {
  /** Known people and how they took part. */
  readonly known: readonly { readonly login: string; readonly as: Committer['as'] }[]
  /** Why we cannot know who made the change; empty: everybody is known. */
  readonly findings: readonly Finding[]
}

/**
 * Who made the commits of a pull request: authors, committers and co-authors. GitHub itself (`web-flow`, which commits
 * merges and edits made on the web) is left out where it is the committer only: as an author it hides a person. An
 * e-mail that belongs to no account may be anybody's, an approver's too, and blocks.
 */
export function committersOf(pullRequest: PullRequestFacts): Committers {
  const { committers, commitsComplete, headCommit } = pullRequest
  const people = committers.filter((entry) => !(entry.as === 'committer' && isGitHub(entry)))
  const strangers = people.filter((entry) => (entry.login === null && !isBotAddress(entry)) || isGitHub(entry))
  const known = people.flatMap(({ login, as }) => (login === null ? [] : [{ login, as }]))
  const findings: Finding[] = []
  if (!commitsComplete) {
    findings.push({ status: 'error', reason: 'unknown-committer', note: 'GitHub does not list all commits' })
  } else if (!committers.some(({ commit }) => commit === headCommit)) {
    const note = `the head commit ${short(headCommit)} is not among the listed commits`
    findings.push({ status: 'error', reason: 'unknown-committer', note })
  }
  const seen = new Set(strangers.map(describe))
  if (seen.size > 0) findings.push({ status: 'fail', reason: 'unknown-committer', note: [...seen].join(', ') })
  return { known, findings }
}

/** How a person took part in the change; null: not at all. */
export function partIn(committers: Committers, login: string): 'committer' | 'co-author' | null {
  const parts = committers.known.filter((entry) => sameLogin(entry.login, login))
  if (parts.length === 0) return null
  return parts.every((entry) => entry.as === 'co-author') ? 'co-author' : 'committer'
}

function isGitHub({ login, name, email }: Committer): boolean {
  if (login !== null) return sameLogin(login, 'web-flow')
  return name === 'GitHub' && email.toLowerCase() === 'noreply@github.com'
}

/** GitHub's own address of an app's bot. It links to no user, and no approval of a bot counts, so nobody hides behind it. */
function isBotAddress({ email }: Committer): boolean {
  return /^\d+\+[a-z0-9-]+\[bot\]@users\.noreply\.github\.com$/i.test(email)
}

/** Names the commit, not the e-mail: comments are public. */
function describe({ as, commit }: Committer): string {
  return `the ${as} of ${short(commit)} belongs to no account`
}

function short(commit: string): string {
  return commit.slice(0, 7)
}
