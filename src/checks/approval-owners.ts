import { type ApprovalContext, whyNotApproval, whyNotMaker } from './approval-reason.ts'
import { isOwned } from './code-owner-file.ts'
import type { Finding } from './finding.ts'
import { latestOpinions } from './opinions.ts'
import { isBot } from './person.ts'

/**
 * GitHub decides whether a code owner has approved: its review decision is believed where the branch provably requires
 * that. It does not say whose review it rests on, so no approval may stand that we would not count (of an older
 * commit, say, or of somebody who made the change) and that could be the owner's. Owners must be able to push.
 */
export function ownerFindings(context: ApprovalContext): readonly Finding[] {
  const { input, pullRequest } = context
  const unmet = input.awaiting ? 'pending' : 'fail'
  const facts = input.people.codeOwners.get(pullRequest.number)
  if (facts === undefined) return [{ status: 'error', reason: 'github-access', note: 'code owners were not read' }]
  const { decision, requiredBy, file } = facts
  if (requiredBy === null) {
    const note = `no rule of ${pullRequest.baseBranch} requires the review of a code owner`
    return [{ status: 'error', reason: 'code-owners-not-required', note }]
  }
  // An approval that names no version is for whatever the pull request changes.
  const guarded = input.rule.bind === 'version' ? [input.pinsFile] : pullRequest.files
  if (file === null || !guarded.some((path) => isOwned(file, path))) {
    const what = input.rule.bind === 'version' ? input.pinsFile : 'any file of the pull request'
    const note = `CODEOWNERS of ${pullRequest.baseBranch} names no owner of ${what}, so GitHub asks for none`
    return [{ status: 'error', reason: 'code-owners-not-required', note }]
  }
  if (decision === 'CHANGES_REQUESTED') {
    return [{ status: unmet, reason: 'changes-requested', note: "GitHub's review decision is CHANGES_REQUESTED" }]
  }
  if (decision !== 'APPROVED') {
    const note = `no code owner has approved: GitHub's review decision is ${decision ?? 'null'}`
    return [{ status: unmet, reason: 'approvals-missing', note }]
  }
  const doubtful = doubtfulApprovals(context)
  if (doubtful.length === 0) return []
  const note = `GitHub counts ${doubtful.join(', ')} and may take it for the code owner's review: approve anew or dismiss it`
  return [{ status: unmet, reason: 'approvals-missing', note }]
}

function doubtfulApprovals(context: ApprovalContext): readonly string[] {
  const { author } = context.pullRequest
  return latestOpinions(context.pullRequest.reviews).flatMap(({ person, review }) => {
    if (review.state !== 'APPROVED' || !review.canPush || isBot(person)) return []
    const makers = { author, committers: context.committers }
    const unfit = whyNotMaker(person, makers) ?? whyNotApproval(review, person.login, context)
    return unfit === null ? [] : [`the approval of ${person.login} (${unfit.note ?? unfit.why})`]
  })
}
