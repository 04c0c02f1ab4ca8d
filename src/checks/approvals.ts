import type { ApprovalRule } from '../config/gate-config.ts'
import type { ApprovalInput, ApprovalsInput, RequestingPullRequest } from './approval-input.ts'
import { ownerFindings } from './approval-owners.ts'
import type { ApprovalContext } from './approval-reason.ts'
import { tallyReviews } from './approval-reviews.ts'
import { type Filled, fillRoles } from './approval-roles.ts'
import { runFindings, tallyRun } from './approval-run.ts'
import { emptyTally, type Tally } from './approval-tally.ts'
import { type Committers, committersOf } from './committers.ts'
import type { ApprovalDetail } from './detail.ts'
import { conclude, type Finding, notesOf } from './finding.ts'
import { teamFindings } from './teams.ts'
import { group, STATUSES, type Verdict } from './verdict.ts'

/**
 * Judges the approval rules of a stage together, because one person fills one role. An approval counts when it is its
 * person's latest opinion, names the head commit, comes from somebody eligible with the demanded role who did not
 * make, start or automate the change, and is bound to the version; for an environment, when its reviewer let this
 * run through. Several pull requests must each satisfy every rule; then a rule's node is a group with one child for each.
 * @returns one node for each rule, in order
 */
export function evaluateApprovals(input: ApprovalsInput): readonly Verdict[] {
  const { rules, pullRequests } = input
  const judged = (pullRequests.length === 0 ? [null] : pullRequests).map((each) => judgeTogether(input, each))
  return rules.map((rule, index) => {
    const nodes = judged.flatMap((all) => all[index] ?? [])
    const [first, ...others] = nodes
    if (first !== undefined && others.length === 0) return first
    if (rule.environment !== null) return worstOf(nodes)
    const children = nodes.map((node, at) => ({ ...node, id: `${rule.id}/${pullRequests[at]?.number}` }))
    return { ...group(rule.id, rule.role, children), at: rule.at }
  })
}

/** All rules over one pull request; null: none carries the request. */
function judgeTogether(input: ApprovalsInput, pullRequest: RequestingPullRequest | null): readonly Verdict[] {
  const committers = pullRequest === null ? null : committersOf(pullRequest)
  const subjects = input.rules.map((rule): Subject => ({ input: { ...input, rule }, pullRequest, committers }))
  const tallies = subjects.map(tallyOf)
  const filled = fillRoles(input.rules, tallies)
  return subjects.map((subject, index) =>
    judge(subject, tallies[index] ?? emptyTally(), filled[index] ?? { counted: [], ignored: [] }),
  )
}

interface Subject {
  readonly input: ApprovalInput
  readonly pullRequest: RequestingPullRequest | null
  readonly committers: Committers | null
}

function tallyOf(subject: Subject): Tally {
  if (subject.input.rule.environment !== null) return tallyRun(subject)
  const context = reviewed(subject)
  return context === null ? emptyTally() : tallyReviews(context)
}

function reviewed({ input, pullRequest, committers }: Subject): ApprovalContext | null {
  return pullRequest === null || committers === null ? null : { input, pullRequest, committers }
}

function judge(subject: Subject, tally: Tally, filled: Filled): Verdict {
  const { rule, people, awaiting } = subject.input
  const context = reviewed(subject)
  const findings: Finding[] = [...teamFindings(rule.teams, people.teamsOf)]
  if (rule.environment !== null) findings.push(...runFindings(subject, tally))
  else if (context === null) findings.push(NO_PULL_REQUEST)
  else findings.push(...reviewFindings(context, tally))
  if (!(filled.counted.length >= Math.max(1, rule.count))) {
    findings.push({ status: awaiting ? 'pending' : 'fail', reason: 'approvals-missing' })
  }
  const { blocking } = tally
  const detail: ApprovalDetail = { ...describe(rule, subject), ...filled, blocking, ...notesOf(findings) }
  const { id, role: label, at } = rule
  return { id, kind: 'approvals', ...conclude(findings), label, detail, at, children: [] }
}

const NO_PULL_REQUEST: Finding = {
  status: 'fail',
  reason: 'approvals-missing',
  note: 'no pull request carries this request',
}

function reviewFindings(context: ApprovalContext, { blocking }: Tally): readonly Finding[] {
  const { input, pullRequest, committers } = context
  const findings: Finding[] = [...committers.findings]
  if (input.rule.bind === 'version' && !pullRequest.boundToVersion) {
    const note = `#${pullRequest.number} does not ask for this version`
    findings.push({ status: 'fail', reason: 'version-not-bound', note })
  }
  if (blocking.length > 0) findings.push({ status: input.awaiting ? 'pending' : 'fail', reason: 'changes-requested' })
  if (input.rule.codeOwners) findings.push(...ownerFindings(context))
  return findings
}

type Demand = Omit<ApprovalDetail, 'counted' | 'ignored' | 'blocking' | 'note'>

function describe(rule: ApprovalRule, { input, pullRequest }: Subject): Demand {
  const { role, count, permission, users, teams, bind, environment, codeOwners, expires } = rule
  const decision = pullRequest === null ? undefined : input.people.codeOwners.get(pullRequest.number)?.decision
  return {
    type: 'approvals',
    role,
    need: count,
    permission,
    eligible: users,
    ...(teams === null ? {} : { teams }),
    bind,
    ...(environment === null ? {} : { environment }),
    ...(codeOwners ? { codeOwners: decision ?? 'none' } : {}),
    ...(expires === null ? {} : { expires: expires.text }),
  }
}

/** The run is the same for all its pull requests; what differs is who made them. */
function worstOf(nodes: readonly Verdict[]): Verdict {
  const [worst] = nodes.toSorted((a, b) => STATUSES.indexOf(b.status) - STATUSES.indexOf(a.status))
  return worst ?? group('approvals', 'approvals', [])
}
