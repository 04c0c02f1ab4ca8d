import type { Person } from './facts.ts'

/** A team, and who of the people asked about is an active member (logins in lower case); or why it cannot be seen. */
export type TeamFacts =
  | { readonly seen: true; readonly members: ReadonlySet<string> }
  | { readonly seen: false; readonly why: string }

/** By `org/slug` in lower case. */
export type TeamsOf = ReadonlyMap<string, TeamFacts>

/** What GitHub says of the reviews of one pull request. */
export interface CodeOwnerFacts {
  /** GitHub's own decision; null: no rule of the branch asks for reviews, which is never an approval. */
  readonly decision: 'APPROVED' | 'CHANGES_REQUESTED' | 'REVIEW_REQUIRED' | null
  /** What demands the review of a code owner on its base branch; null: nothing does. */
  readonly requiredBy: 'branch protection' | 'ruleset' | null
  /** Text of the CODEOWNERS file on the base branch; null: none, or not readable. */
  readonly file: string | null
}

/** One review of an environment that a run waited for. */
export interface RunReview {
  readonly environments: readonly string[]
  readonly state: 'approved' | 'rejected' | 'pending'
  /** null: deleted account. */
  readonly person: Person | null
}

/** Who let this run into which environment. GitHub gives no times, and does not say which attempt was meant. */
export interface RunReviews {
  readonly attempt: number
  /** Who started the run and who started its present attempt. */
  readonly startedBy: readonly Person[]
  /** The commit that the run is for. */
  readonly commit: string
  /** The pins that are judged are those of this commit, which its reviewers could see. */
  readonly pinsStand: boolean
  readonly url: string
  readonly reviews: readonly RunReview[]
}

/** What is known of people besides their reviews and roles; read only where a rule asks for it. */
export interface PeopleFacts {
  readonly teamsOf: TeamsOf
  /** By number of the pull request. */
  readonly codeOwners: ReadonlyMap<number, CodeOwnerFacts>
  /** null: not read; on a pull request nobody has been asked yet. */
  readonly runReviews: RunReviews | null
}
