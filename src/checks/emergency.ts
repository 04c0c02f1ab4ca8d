import type { EmergencyRule } from '../config/gate-config.ts'
import type { PermissionOf, PullRequestFacts } from './facts.ts'
import { latestOpinions } from './opinions.ts'
import { lacksPermission } from './permission.ts'
import { isBot, sameLogin } from './person.ts'
import type { Verdict } from './verdict.ts'

export interface EmergencyInput {
  /** null: the stage has none. */
  readonly rule: EmergencyRule | null
  /** Of the `pull-request` input; null: none. */
  readonly pullRequest: PullRequestFacts | null
  readonly startedBy: readonly string[]
  readonly permissionOf: PermissionOf
  readonly version: string
}

/**
 * A version that never passed the stage's gate gets there only by the stage's `emergency` rule: the reason stands in the
 * record, and a second person approved the pull request that was named, at its head.
 */
export function evaluateEmergency({ rule, pullRequest, startedBy, permissionOf, version }: EmergencyInput): Verdict {
  const base = { id: 'emergency', kind: 'approvals', label: 'emergency', children: [] } as const
  const fact = {
    type: 'fact',
    expected: `${version} passed this stage's gate by record, or the emergency rule is met`,
  } as const
  if (rule === null) {
    const observed = 'it never passed, and the stage has no `emergency` rule'
    return { ...base, status: 'fail', reason: 'not-allowed', detail: { ...fact, observed } }
  }
  if (pullRequest === null) {
    const observed = 'it never passed; no `pull-request` with the approval of a second person was named'
    return { ...base, status: 'fail', reason: 'approvals-missing', at: rule.at, detail: { ...fact, observed } }
  }
  const approvers = latestOpinions(pullRequest.reviews).filter(
    ({ person, review }) =>
      review.state === 'APPROVED' &&
      review.commit === pullRequest.headCommit &&
      !isBot(person) &&
      !startedBy.some((login) => sameLogin(login, person.login)) &&
      (rule.users === null || rule.users.some((user) => sameLogin(user, person.login))) &&
      lacksPermission({ login: person.login, canPush: review.canPush, required: rule.permission, permissionOf }) ===
        null,
  )
  const names = approvers.map(({ person }) => person.login).join(', ')
  const observed = `${approvers.length} of ${rule.count} approvals on #${pullRequest.number}${names === '' ? '' : `: ${names}`}`
  if (approvers.length >= rule.count)
    return { ...base, status: 'warn', reason: 'not-allowed', at: rule.at, detail: { ...fact, observed } }
  return { ...base, status: 'fail', reason: 'approvals-missing', at: rule.at, detail: { ...fact, observed } }
}
