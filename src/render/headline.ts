import type { ApprovalDetail, IgnoredWhy } from '../checks/detail.ts'
import { isEmergency } from '../checks/emergency.ts'
import type { Verdict } from '../checks/verdict.ts'
import type { PromotionOutcome } from '../promotion/outcome.ts'
import { escapeProse } from './escape.ts'
import { clip, counted, listed } from './plain.ts'
import { reasonText } from './reason-texts.ts'
import { problemClause } from './sentences.ts'
import { leaves, problems } from './statuses.ts'

export type Alert = 'NOTE' | 'TIP' | 'IMPORTANT' | 'WARNING' | 'CAUTION'

/** The verdict in one plain sentence (not escaped), and what to do next. */
export interface Headline {
  readonly alert: Alert
  readonly icon: string
  readonly sentence: string
  readonly next: string
}

/** What the reader must know when nothing else is read. `onPullRequest`: an open pull request was judged. */
export function headline(promotion: PromotionOutcome, operation: string, onPullRequest: boolean): Headline {
  switch (promotion.conclusion) {
    case 'applied':
      return adopts(operation) ? adopted(promotion) : applied(promotion, operation)
    case 'planned':
      return planned(promotion, operation, onPullRequest)
    case 'no-change':
      return noChange(promotion)
    case 'pending':
      return withProblem(promotion, { alert: 'WARNING', icon: '⏳', verb: `is not ready for ${promotion.stage} yet` })
    case 'refused':
      return withProblem(promotion, {
        alert: 'CAUTION',
        icon: '❌',
        verb: `may not ${action(operation)} ${promotion.stage}`,
      })
    case 'partial':
      return partial(promotion)
    case 'error':
      return failed(promotion, operation)
  }
}

function applied(promotion: PromotionOutcome, operation: string): Headline {
  const before =
    promotion.previous === null ? 'Nobody held the alias before' : `It took over from ${promotion.previous.version}`
  const back = goesBack(operation) ? ', rolled back' : ''
  return {
    alert: 'TIP',
    icon: '✅',
    sentence: `${subject(promotion)} is now ${promotion.stage}${back}.`,
    next: `${before}; the move was read back and recorded. If it goes wrong, run the rollback workflow.`,
  }
}

/** No alias moved: somebody had moved it by hand, and that is on record now. */
function adopted(promotion: PromotionOutcome): Headline {
  const byEmergency = isEmergency(promotion.verdict)
  const how = byEmergency ? ', by the emergency rule: it does not pass the gate' : ''
  const before =
    promotion.previous === null
      ? 'No record had named another version'
      : `By record it was ${promotion.previous.version}`
  return {
    alert: byEmergency ? 'WARNING' : 'TIP',
    icon: byEmergency ? '⚠️' : '✅',
    sentence: `${subject(promotion)} is adopted as ${promotion.stage}${how}.`,
    next: `${before}. Somebody had moved the alias by hand; nothing was moved now, and what stands there is recorded.`,
  }
}

function planned(promotion: PromotionOutcome, operation: string, onPullRequest: boolean): Headline {
  const act = onPullRequest
    ? 'Merge this pull request to move the alias.'
    : adopts(operation)
      ? 'Run it without `dry-run` to record it.'
      : `Run \`${operation === 'plan' ? 'promote' : operation}\` to move the alias.`
  const dry = promotion.dryRun === 'no' ? act : 'This is a dry run: the alias stays where it is.'
  return {
    alert: 'TIP',
    icon: '✅',
    sentence: `${subject(promotion)} may ${action(operation)} ${promotion.stage}: ${passed(promotion.verdict)}.`,
    next: dry,
  }
}

function passed(verdict: Verdict): string {
  const all = leaves(verdict)
  const warnings = all.filter((node) => node.status === 'warn').length
  if (warnings === 0) return `${all.length === 1 ? 'the one check passes' : `all ${all.length} checks pass`}`
  return `${all.length - warnings} of ${counted(all.length, 'check')} pass, ${counted(warnings, 'warning')}`
}

function noChange(promotion: PromotionOutcome): Headline {
  const quiet = promotion.reasons.find((code) => code === 'not-requested' || code === 'config-introduced')
  if (quiet !== undefined) {
    const { title, remedy } = reasonText(quiet)
    return { alert: 'NOTE', icon: 'ℹ️', sentence: `Nothing was promoted: ${title}.`, next: remedy }
  }
  const alert = promotion.reasons.includes('drift') ? 'IMPORTANT' : 'NOTE'
  return {
    alert,
    icon: 'ℹ️',
    sentence: `${subject(promotion)} already is ${promotion.stage}, and the newest record says so.`,
    next: alert === 'IMPORTANT' ? reasonText('drift').remedy : 'Nothing to do.',
  }
}

function withProblem(promotion: PromotionOutcome, words: { alert: Alert; icon: string; verb: string }): Headline {
  const [first, ...others] = problems(promotion.verdict).filter((node) => node.status !== 'warn')
  const { alert, icon } = words
  const start = `${subject(promotion)} ${words.verb}`
  if (first === undefined) {
    const code = promotion.reasons[0]
    const why = promotion.error?.message ?? (code === undefined ? 'no reason was given' : reasonText(code).title)
    return { alert, icon, sentence: `${start}: ${unstopped(why)}.`, next: promotion.error?.hint ?? remedyOf(code) }
  }
  const clause = clip(problemClause(first), 240)
  if (others.length === 0) return { alert, icon, sentence: `${start}: ${clause}.`, next: nextStep(first) }
  const more = counted(others.length, 'more problem')
  return { alert, icon, sentence: `${start}: ${clause} (and ${more}).`, next: 'What to do is listed below.' }
}

function unstopped(text: string): string {
  return clip(text.trim().replace(/\.$/u, ''), 300)
}

function action(operation: string): string {
  if (adopts(operation)) return 'be adopted as'
  return goesBack(operation) ? 'be the rollback target of' : 'be promoted to'
}

/** `verify` has promotions only where it adopts. */
function adopts(operation: string): boolean {
  return operation === 'verify'
}

/** The fallback of a hold is a rollback of each stage. */
function goesBack(operation: string): boolean {
  return operation === 'rollback' || operation === 'hold'
}

function remedyOf(code: PromotionOutcome['reasons'][number] | undefined): string {
  return code === undefined ? 'See the full verdict below.' : reasonText(code).remedy
}

/** The remedy of a node, with names where the node knows them. */
export function nextStep(node: Verdict): string {
  const { detail, reason } = node
  if (detail?.type === 'approvals' && reason === 'approvals-missing') {
    if (detail.environment !== undefined) return environmentStep(node, detail.environment)
    const people = whoCouldApprove(detail)
    const whose = people.length === 0 ? '' : ` by ${people.length > 5 ? listed(people) : people.join(' or ')}`
    // A failed rule, not a pending one, means that nothing waits for reviews any more.
    return node.status === 'pending'
      ? `Ask for a review${whose} of the newest commit.`
      : `Get a review${whose} of the last commit of the pull request and run this job again, or request the version in a new pull request.`
  }
  return reason === undefined ? 'See the full verdict below.' : reasonText(reason).remedy
}

function environmentStep({ status }: Verdict, environment: string): string {
  return status === 'pending'
    ? `It is given when a reviewer of the environment ${environment} lets the promoting job start.`
    : `Start a new run whose job has \`environment: ${environment}\`, and let a reviewer who did not start it approve.`
}

const MAY_APPROVE_AGAIN: readonly IgnoredWhy[] = [
  'outdated',
  'dismissed',
  'withdrawn',
  'before-version',
  'not-bound',
  'already-used',
  'expired',
]

/** Eligible people whose approval is still missing and would count. */
function whoCouldApprove(detail: ApprovalDetail): readonly string[] {
  const teams = (detail.teams ?? []).map((team) => `a member of ${team}`)
  const never = detail.ignored.filter((approval) => !MAY_APPROVE_AGAIN.includes(approval.why))
  const out = new Set([...detail.counted, ...never].map((approval) => approval.login.toLowerCase()))
  return [...(detail.eligible ?? []).filter((login) => !out.has(login.toLowerCase())), ...teams]
}

function partial(promotion: PromotionOutcome): Headline {
  const done = promotion.movesMade.map((move) => `${move.alias} is on ${move.to.version}`)
  const made = new Set(promotion.movesMade.map((move) => move.alias))
  const left = promotion.moves
    .filter((move) => !made.has(move.alias))
    .map((move) => `${move.alias} did not reach ${move.to.version}`)
  const state = listed([...done, ...left], 6)
  const said = promotion.error?.message
  return {
    alert: 'CAUTION',
    icon: '⚠️',
    sentence: `${subject(promotion)} is only partly ${promotion.stage}${state === '' ? '' : `: ${state}`}.`,
    next: `${said === undefined ? '' : `${sentence(said)} `}${promotion.error?.hint ?? remedyOf(promotion.reasons[0])}`,
  }
}

function failed(promotion: PromotionOutcome, operation: string): Headline {
  const [first, ...others] = problems(promotion.verdict).filter((node) => node.status === 'error')
  const code = promotion.error?.code ?? first?.reason ?? promotion.reasons[0]
  const clause =
    promotion.error?.message ??
    (first === undefined ? (code === undefined ? 'no reason was given' : reasonText(code).title) : problemClause(first))
  const more =
    promotion.error === undefined && others.length > 0 ? ` (and ${counted(others.length, 'more error')})` : ''
  return {
    alert: 'CAUTION',
    icon: '⛔',
    sentence: `It cannot be told whether ${subject(promotion)} may ${action(operation)} ${promotion.stage}: ${unstopped(clause)}${more}.`,
    next: promotion.error?.hint ?? remedyOf(code),
  }
}

function subject(promotion: PromotionOutcome): string {
  return `${clip(promotion.model, 80)} ${clip(promotion.candidate?.version ?? promotion.asked, 80)}`
}

function sentence(text: string): string {
  const trimmed = text.trim()
  return /[.!?]$/u.test(trimmed) ? trimmed : `${trimmed}.`
}

/** The alert block of a headline; `label` is Markdown of ours and stands first. */
export function alertBlock(head: Headline, label = ''): string {
  const lines = [`> [!${head.alert}]`]
  if (label !== '') lines.push(`> ${label}`, '>')
  lines.push(`> ${head.icon} **${escapeProse(head.sentence, 700)}**`, '>', `> ${escapeProse(head.next, 700)}`)
  return lines.join('\n')
}
