import type { ApprovalInput, RequestingPullRequest } from './approval-input.ts'
import { type Committers, partIn } from './committers.ts'
import type { IgnoredWhy } from './detail.ts'
import type { Person, Review } from './facts.ts'
import { instant } from './instant.ts'
import { lacksPermission } from './permission.ts'
import { isBot, sameLogin, samePerson } from './person.ts'

export interface Ignored {
  readonly why: IgnoredWhy
  readonly note?: string
}

export interface ApprovalContext {
  readonly input: ApprovalInput
  readonly pullRequest: RequestingPullRequest
  readonly committers: Committers
}

/** Why no approval of this person could count on this pull request, whatever was reviewed; null: it could. */
export function whyNotPerson(person: Person, canPush: boolean, context: ApprovalContext): Ignored | null {
  const { rule, permissionOf } = context.input
  const { author } = context.pullRequest
  if (isBot(person)) return { why: 'bot' }
  if (author !== null && samePerson(author, person)) return { why: 'author' }
  const part = partIn(context.committers, person.login)
  if (part !== null) return { why: part }
  const listed = rule.users === null || rule.users.some((login) => sameLogin(login, person.login))
  if (!listed || person.kind !== 'user') return { why: 'not-eligible' }
  const lack = lacksPermission({ login: person.login, canPush, required: rule.permission, permissionOf })
  return lack === null ? null : { why: 'permission', note: lack }
}

/** Why this approval of a person who could count does not; null: it counts. */
export function whyNotApproval(review: Review, login: string, context: ApprovalContext): Ignored | null {
  const { input, pullRequest } = context
  if (input.startedBy.some((starter) => sameLogin(starter, login))) return { why: 'runner' }
  if (review.commit !== pullRequest.headCommit) {
    return {
      why: 'outdated',
      note: review.commit === null ? 'the commit is gone' : `approved ${review.commit.slice(0, 7)}`,
    }
  }
  if (input.rule.bind === 'version') {
    if (!pullRequest.boundToVersion) return { why: 'not-bound' }
  } else if (input.versionSince === null) {
    return { why: 'before-version', note: 'no record says since when the version may be approved' }
  } else if (!(instant(review.submittedAt) > instant(input.versionSince))) {
    return { why: 'before-version', note: `only after ${input.versionSince}` }
  }
  const used = usedRecord(context)
  return used === null ? null : { why: 'already-used', note: `by record ${used}` }
}

/** Conclusions of records that approvals have served. */
const USED: readonly (string | null)[] = ['applied', 'adopted']

/** One pull request's approvals serve one applied (or adopted) record per model, stage and version. */
function usedRecord({ input, pullRequest }: ApprovalContext): string | null {
  const record = input.usedBy.find(
    ({ conclusion, pullRequests }) => USED.includes(conclusion) && pullRequests.includes(pullRequest.number),
  )
  return record === undefined ? null : (record.sha256 ?? record.runId)
}
