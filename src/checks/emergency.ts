import type { EmergencyRule } from '../config/gate-config.ts'
import type { ReasonCode } from '../reason-codes.ts'
import type { RequestingPullRequest } from './approval-input.ts'
import { counted } from './counted.ts'
import type { FactDetail } from './detail.ts'
import type { PermissionOf, Person, PullRequestFacts, RecordFacts, Review } from './facts.ts'
import { latestOpinions } from './opinions.ts'
import type { TeamsOf } from './people-facts.ts'
import { lacksPermission } from './permission.ts'
import { isBot, sameLogin } from './person.ts'
import { isNamed, unseenTeams } from './teams.ts'
import type { Verdict } from './verdict.ts'

export interface EmergencyInput {
  /** null: the stage has none. */
  readonly rule: EmergencyRule | null
  /** Of the `pull-request` input; null: none. */
  readonly pullRequest: RequestingPullRequest | null
  readonly startedBy: readonly string[]
  /** Of those who reviewed, where the rule asks for more than `write`. */
  readonly permissionOf: PermissionOf
  /** Of the rule's teams. */
  readonly teamsOf: TeamsOf
  readonly version: string
  /** Records of the same stage and version: approvals serve one of them. */
  readonly usedBy: readonly RecordFacts[]
  /** The version stands there already and does not pass the gate now; left out: whether it ever passed is what counts. */
  readonly adopting?: true
}

interface Finding {
  readonly status: 'warn' | 'fail' | 'error'
  readonly reason: ReasonCode
  readonly observed: string
}

/**
 * A version that never passed the stage's gate gets there only by the stage's `emergency` rule: the reason stands in the
 * record, and other people than the one who started the run approved, at its head, a pull request that pins this version.
 * One that pins nothing, or another version, would let any old approval serve.
 */
export function evaluateEmergency(input: EmergencyInput): Verdict {
  const { status, reason, observed } = find(input)
  const { version, adopting } = input
  const passed = adopting ? "passes this stage's gate" : "passed this stage's gate by record"
  const expected = `${version} ${passed}, or the emergency rule is met`
  const detail: FactDetail = { type: 'fact', expected, observed }
  const place = input.rule === null ? {} : { at: input.rule.at }
  return { id: 'emergency', kind: 'approvals', label: 'emergency', status, reason, detail, ...place, children: [] }
}

/** The verdict on a version that the emergency rule let through, in place of the gate. */
export function isEmergency({ children }: Verdict): boolean {
  return children.some(({ id, status }) => id === 'emergency' && status === 'warn')
}

function find(input: EmergencyInput): Finding {
  const { rule, pullRequest, version } = input
  const unpassed = input.adopting ? 'it does not pass' : 'it never passed'
  const fail = (reason: ReasonCode, observed: string): Finding => {
    return { status: 'fail', reason, observed: `${unpassed}${observed}` }
  }
  if (rule === null) return fail('not-allowed', ', and the stage has no `emergency` rule')
  if (pullRequest === null)
    return fail('approvals-missing', '; no `pull-request` with the approval of another person was named')
  const where = `#${pullRequest.number}`
  if (pullRequest.state === 'CLOSED') return fail('pull-request-not-found', `; ${where} was closed without a merge`)
  if (!pullRequest.boundToVersion) return fail('version-not-bound', `; ${where} does not pin ${version} for this stage`)
  const used = input.usedBy.find(
    ({ conclusion, pullRequests }) => USED.includes(conclusion) && pullRequests.includes(pullRequest.number),
  )
  if (used !== undefined)
    return fail('approvals-missing', `; the approvals of ${where} served record ${used.sha256 ?? used.runId} already`)
  // Whoever is in a team that cannot be seen may have approved, or may request changes.
  const unseen = unseenTeams(rule.teams, input.teamsOf)
  if (unseen.length > 0) {
    return { status: 'error', reason: 'team-not-visible', observed: `${unpassed}; ${unseen.join('; ')}` }
  }
  const opinions = latestOpinions(pullRequest.reviews).filter(({ person, review }) =>
    counts(person, review, input, rule),
  )
  const against = namesOf(opinions, (review) => review.state === 'CHANGES_REQUESTED')
  if (against.length > 0) return fail('changes-requested', `; ${against.join(', ')} requested changes on ${where}`)
  const approvers = namesOf(
    opinions,
    (review) => review.state === 'APPROVED' && review.commit === pullRequest.headCommit,
  )
  const who = approvers.length === 0 ? '' : `: ${approvers.join(', ')}`
  const tally = `; ${approvers.length} of ${counted(rule.count, 'approval')} at the head of ${where}${who}`
  if (approvers.length < rule.count) return fail('approvals-missing', tally)
  return { status: 'warn', reason: 'emergency', observed: `${unpassed}${tally}` }
}

const USED: readonly (string | null)[] = ['applied', 'adopted']

/** Those whose role must be known to judge: reviewers, where `write`, which reviews prove by themselves, is not enough. */
export function emergencyLogins(
  rule: EmergencyRule | null,
  pullRequest: Pick<PullRequestFacts, 'reviews'> | null,
): readonly string[] {
  if (rule === null || pullRequest === null || ['read', 'write'].includes(rule.permission)) return []
  return [...new Set(pullRequest.reviews.flatMap(({ author }) => (author?.kind === 'user' ? [author.login] : [])))]
}

/** An eligible person besides those who started the run. */
function counts(
  person: Person,
  { canPush }: Review,
  { startedBy, permissionOf, teamsOf }: EmergencyInput,
  rule: EmergencyRule,
): boolean {
  const { login } = person
  if (isBot(person) || startedBy.some((starter) => sameLogin(starter, login))) return false
  if (!isNamed(login, rule, teamsOf)) return false
  return lacksPermission({ login, canPush, required: rule.permission, permissionOf }) === null
}

function namesOf(opinions: ReturnType<typeof latestOpinions>, matches: (review: Review) => boolean): readonly string[] {
  return opinions.filter(({ review }) => matches(review)).map(({ person }) => person.login)
}
