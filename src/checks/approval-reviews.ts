import { type ApprovalContext, whyNotApproval, whyNotPerson } from './approval-reason.ts'
import { emptyTally, type Tally } from './approval-tally.ts'
import type { CountedApproval } from './detail.ts'
import type { Review } from './facts.ts'
import { latestOpinions, type Opinion } from './opinions.ts'

/** What the reviews of a pull request come to for one rule. */
export function tallyReviews(context: ApprovalContext): Tally {
  const tally = emptyTally()
  for (const opinion of latestOpinions(context.pullRequest.reviews)) take(tally, opinion, context)
  for (const review of context.pullRequest.reviews) {
    if (review.author !== null || review.state !== 'APPROVED') continue
    tally.ignored.push({ ...describe(review, 'ghost', context), why: 'deleted-account' })
  }
  return tally
}

/** Puts one person's opinion where it belongs. A change request blocks at any commit; an approval is for one. */
function take(tally: Tally, { person, review, withdrawn }: Opinion, context: ApprovalContext): void {
  const { login } = person
  const unfit = whyNotPerson(person, review.canPush, context)
  if (review.state === 'CHANGES_REQUESTED' && unfit === null) tally.blocking.push(login)
  const approval = describe(review, login, context)
  if (review.state === 'DISMISSED') tally.ignored.push({ ...approval, why: 'dismissed' })
  else if (withdrawn !== null) tally.ignored.push({ ...describe(withdrawn, login, context), why: 'withdrawn' })
  if (review.state !== 'APPROVED') return
  const ignored = unfit ?? whyNotApproval(review, login, context)
  if (ignored === null) tally.fit.push({ person, approval })
  else tally.ignored.push({ ...approval, ...ignored })
}

function describe(review: Review, login: string, { pullRequest }: ApprovalContext): CountedApproval {
  const { commit, submittedAt, url } = review
  return { login, pullRequest: pullRequest.number, commit: commit ?? '', at: submittedAt, url }
}
