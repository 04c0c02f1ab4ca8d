import type { ApprovalInput, RequestingPullRequest } from './approval-input.ts'
import { type Committers, partIn } from './committers.ts'
import type { IgnoredWhy } from './detail.ts'
import type { Person, Review } from './facts.ts'
import { instant } from './instant.ts'
import { lacksPermission } from './permission.ts'
import { isBot, sameLogin, samePerson } from './person.ts'
import { isNamed } from './teams.ts'

export interface Ignored {
  readonly why: IgnoredWhy
  readonly note?: string
}

/** Who made a change: nobody of them may approve it. */
export interface Makers {
  readonly author: Person | null
  readonly committers: Committers
}

export interface ApprovalContext {
  readonly input: ApprovalInput
  readonly pullRequest: RequestingPullRequest
  readonly committers: Committers
}

/** Why no approval of this person could count on this pull request, whatever was reviewed; null: it could. */
export function whyNotPerson(person: Person, canPush: boolean, context: ApprovalContext): Ignored | null {
  const { author } = context.pullRequest
  return whyNotMaker(person, { author, committers: context.committers }) ?? whyNotRole(person, canPush, context.input)
}

/** Why a person stands too near to the change; null: they had no part in it. */
export function whyNotMaker(person: Person, { author, committers }: Makers): Ignored | null {
  if (isBot(person)) return { why: 'bot' }
  if (author !== null && samePerson(author, person)) return { why: 'author' }
  const part = partIn(committers, person.login)
  return part === null ? null : { why: part }
}

/** Why a person is not one of those whom the rule asks; null: they are. */
export function whyNotRole(
  person: Person,
  canPush: boolean,
  { rule, permissionOf, people }: Pick<ApprovalInput, 'rule' | 'permissionOf' | 'people'>,
): Ignored | null {
  const { login, kind } = person
  if (!isNamed(login, rule, people.teamsOf) || kind !== 'user') return { why: 'not-eligible' }
  const lack = lacksPermission({ login, canPush, required: rule.permission, permissionOf })
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
  if (!isFresh(review, input)) return { why: 'expired', note: `older than ${input.rule.expires?.text ?? ''}` }
  if (input.rule.bind === 'version') {
    if (!pullRequest.boundToVersion) return { why: 'not-bound' }
  } else {
    const early = beforeVersion(review.submittedAt, input.versionSince)
    if (early !== null) return early
  }
  const used = usedRecord(context)
  return used === null ? null : { why: 'already-used', note: `by record ${used}` }
}

/** An approval from after the version could be approved; what nobody recorded cannot be proven. */
export function beforeVersion(at: string, versionSince: string | null): Ignored | null {
  if (versionSince === null) {
    return { why: 'before-version', note: 'no record says since when the version may be approved' }
  }
  return instant(at) > instant(versionSince) ? null : { why: 'before-version', note: `only after ${versionSince}` }
}

/** A time that cannot be read is never fresh. */
function isFresh({ submittedAt }: Review, { rule, now }: ApprovalInput): boolean {
  return rule.expires === null || instant(now) - instant(submittedAt) <= rule.expires.seconds * 1000
}

/** Conclusions of records that approvals have served. */
export const USED: readonly (string | null)[] = ['applied', 'adopted']

/** One pull request's approvals serve one applied (or adopted) record per model, stage and version. */
function usedRecord({ input, pullRequest }: ApprovalContext): string | null {
  const record = input.usedBy.find(
    ({ conclusion, pullRequests }) => USED.includes(conclusion) && pullRequests.includes(pullRequest.number),
  )
  return record === undefined ? null : (record.sha256 ?? record.runId)
}
