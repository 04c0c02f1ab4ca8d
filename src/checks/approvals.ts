import type { ApprovalInput, RequestingPullRequest } from './approval-input.ts'
import { type ApprovalContext, type Ignored, whyNotApproval, whyNotPerson } from './approval-reason.ts'
import { type Committers, committersOf } from './committers.ts'
import type { ApprovalDetail, CountedApproval, IgnoredApproval } from './detail.ts'
import type { Review } from './facts.ts'
import { conclude, type Finding, notesOf } from './finding.ts'
import { latestOpinions, type Opinion } from './opinions.ts'
import { group, type Verdict } from './verdict.ts'

interface Tally {
  readonly counted: CountedApproval[]
  readonly ignored: IgnoredApproval[]
  /** People whose approval could count and who request changes. */
  readonly blocking: string[]
}

/**
 * Judges one approval rule. An approval counts when it is its person's latest opinion, names the head commit, comes from
 * somebody eligible with the demanded role who did not make, start or automate the change, and is bound to the
 * version. Several pull requests must each satisfy the rule; then the node is a group with one child for each.
 */
export function evaluateApprovals(input: ApprovalInput): Verdict {
  const { rule, pullRequests } = input
  const [first, ...others] = pullRequests
  if (first === undefined) return withoutPullRequest(input)
  if (others.length === 0) return judge(input, first, rule.id)
  const children = pullRequests.map((each) => judge(input, each, `${rule.id}/${each.number}`))
  return { ...group(rule.id, rule.role, children), at: rule.at }
}

function judge(input: ApprovalInput, pullRequest: RequestingPullRequest, id: string): Verdict {
  const committers = committersOf(pullRequest)
  const tally = count({ input, pullRequest, committers })
  const findings = findingsOf(input, { pullRequest, committers, tally })
  return node(input, id, findings, tally)
}

function count(context: ApprovalContext): Tally {
  const tally: Tally = { counted: [], ignored: [], blocking: [] }
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
  const ignored: Ignored | null = unfit ?? whyNotApproval(review, login, context)
  if (ignored === null) tally.counted.push(approval)
  else tally.ignored.push({ ...approval, ...ignored })
}

function describe(review: Review, login: string, { pullRequest }: ApprovalContext): CountedApproval {
  const { commit, submittedAt, url } = review
  return { login, pullRequest: pullRequest.number, commit: commit ?? '', at: submittedAt, url }
}

function findingsOf(
  { rule, awaiting }: ApprovalInput,
  judged: { readonly pullRequest: RequestingPullRequest; readonly committers: Committers; readonly tally: Tally },
): readonly Finding[] {
  const { pullRequest, committers, tally } = judged
  const unmet = awaiting ? 'pending' : 'fail'
  const findings: Finding[] = [...committers.findings]
  if (rule.bind === 'version' && !pullRequest.boundToVersion) {
    const note = `#${pullRequest.number} does not ask for this version`
    findings.push({ status: 'fail', reason: 'version-not-bound', note })
  }
  if (tally.blocking.length > 0) findings.push({ status: unmet, reason: 'changes-requested' })
  if (!(tally.counted.length >= Math.max(1, rule.count))) findings.push({ status: unmet, reason: 'approvals-missing' })
  return findings
}

function withoutPullRequest(input: ApprovalInput): Verdict {
  const note = 'no pull request carries this request'
  const tally: Tally = { counted: [], ignored: [], blocking: [] }
  return node(input, input.rule.id, [{ status: 'fail', reason: 'approvals-missing', note }], tally)
}

function node({ rule }: ApprovalInput, id: string, findings: readonly Finding[], tally: Tally): Verdict {
  const detail: ApprovalDetail = {
    type: 'approvals',
    role: rule.role,
    need: rule.count,
    permission: rule.permission,
    eligible: rule.users,
    bind: rule.bind,
    ...tally,
    ...notesOf(findings),
  }
  return { id, kind: 'approvals', ...conclude(findings), label: rule.role, detail, at: rule.at, children: [] }
}
