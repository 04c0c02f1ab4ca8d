import type { ApprovalInput, RequestingPullRequest } from './approval-input.ts'
import { beforeVersion, type Ignored, USED, whyNotMaker, whyNotRole } from './approval-reason.ts'
import { emptyTally, type Tally } from './approval-tally.ts'
import type { Committers } from './committers.ts'
import type { CountedApproval } from './detail.ts'
import type { Person } from './facts.ts'
import type { Finding } from './finding.ts'
import type { RunReview, RunReviews } from './people-facts.ts'
import { sameLogin, samePerson } from './person.ts'

/** A run that an environment's reviewers let through, and the change that it carries out, if one is known. */
export interface RunContext {
  readonly input: ApprovalInput
  readonly pullRequest: RequestingPullRequest | null
  readonly committers: Committers | null
}

/** What the reviews of this run's environment come to for one rule. */
export function tallyRun(context: RunContext): Tally {
  const tally = emptyTally()
  const { runReviews } = context.input.people
  if (runReviews === null) return tally
  for (const review of reviewsOf(context.input, runReviews)) {
    const { person, state } = review
    if (state === 'rejected') tally.blocking.push(person?.login ?? 'ghost')
    if (state !== 'approved') continue
    const approval = describe(person?.login ?? 'ghost', runReviews, context.input)
    if (person === null) {
      tally.ignored.push({ ...approval, why: 'deleted-account' })
      continue
    }
    if (tally.fit.some((each) => samePerson(each.person, person))) continue
    const ignored = whyNot(person, runReviews, context)
    if (ignored === null) tally.fit.push({ person, approval })
    else tally.ignored.push({ ...approval, ...ignored })
  }
  return tally
}

/** What stands against the rule besides the number of approvals. */
export function runFindings({ input, committers }: RunContext, tally: Tally): readonly Finding[] {
  if (input.awaiting) {
    return [{ status: 'pending', reason: 'approvals-missing', note: 'given when the promoting job is approved' }]
  }
  const findings: Finding[] = [...(committers?.findings ?? [])]
  if (input.people.runReviews === null) {
    findings.push({ status: 'error', reason: 'github-access', note: "the run's approvals were not read" })
  }
  if (tally.blocking.length > 0) {
    const note = `${tally.blocking.join(', ')} rejected ${input.rule.environment ?? ''}`
    findings.push({ status: 'fail', reason: 'environment-rejected', note })
  }
  return findings
}

/** Environments' names do not differ by case alone. */
function reviewsOf({ rule }: ApprovalInput, { reviews }: RunReviews): readonly RunReview[] {
  const wanted = rule.environment?.toLowerCase()
  return reviews.filter(({ environments }) => environments.some((name) => name.toLowerCase() === wanted))
}

function describe(login: string, { commit, url }: RunReviews, { rule, now }: ApprovalInput): CountedApproval {
  return { login, pullRequest: 0, commit, at: now, url, environment: rule.environment ?? '' }
}

function whyNot(person: Person, runReviews: RunReviews, context: RunContext): Ignored | null {
  const { input, pullRequest, committers } = context
  const makers = { author: pullRequest?.author ?? null, committers: committers ?? { known: [], findings: [] } }
  const part = whyNotMaker(person, makers)
  if (part !== null) return part
  const { startedBy } = runReviews
  const isStarter =
    startedBy.some((starter) => samePerson(starter, person)) ||
    input.startedBy.some((starter) => sameLogin(starter, person.login))
  if (isStarter) return { why: 'runner' }
  if (startedBy.length === 0) return { why: 'runner', note: 'GitHub does not say who did' }
  const unfit = whyNotRole(person, false, input)
  if (unfit !== null) return unfit
  // A re-run waits for its environment again, but the list also has what was said to the attempts before.
  if (runReviews.attempt > 1) return { why: 'earlier-attempt', note: `attempt ${runReviews.attempt} of the run` }
  if (input.rule.bind === 'version') {
    if (!runReviews.pinsStand) return { why: 'not-bound', note: `${runReviews.commit.slice(0, 7)} has other pins` }
  } else {
    const early = beforeVersion(input.run.since ?? '1970-01-01T00:00:00Z', input.versionSince)
    if (early !== null) return early
  }
  const used = input.usedBy.find(
    ({ conclusion, workflowRunId }) => USED.includes(conclusion) && workflowRunId === input.run.id,
  )
  return used === undefined ? null : { why: 'already-used', note: `by record ${used.sha256 ?? used.runId}` }
}
