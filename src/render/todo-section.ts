import type { Verdict } from '../checks/verdict.ts'
import type { PromotionOutcome } from '../promotion/outcome.ts'
import type { ReasonCode } from '../reason-codes.ts'
import { code, escapeProse, link } from './escape.ts'
import { nextStep } from './headline.ts'
import { counted } from './plain.ts'
import { reasonText } from './reason-texts.ts'
import { problemClause } from './sentences.ts'
import { problems, STATUS_SIGNS } from './statuses.ts'

/** Reasons listed, and checks named for one reason, before the rest is only counted. */
const MOST_REASONS = 8
const MOST_NAMES = 4

/**
 * What to do, one item a reason: several checks that fail for one reason share its remedy. Empty when the
 * headline has already said everything (a single problem) or nothing is wrong.
 */
export function todoSection(promotion: PromotionOutcome, documentation: string | null): string {
  const all = problems(promotion.verdict)
  if (all.filter((node) => node.status !== 'warn').length < 2 && all.length < 2 && promotion.conclusion !== 'planned')
    return ''
  const groups = byReason(all)
  const items = groups.slice(0, MOST_REASONS).map((group) => item(group, documentation))
  if (groups.length > MOST_REASONS)
    items.push(`- ${counted(groups.length - MOST_REASONS, 'more kind', 'more kinds')} of problem, see the full verdict`)
  return items.length === 0
    ? ''
    : `#### ${all.every((node) => node.status === 'warn') ? 'Worth a look' : 'What to do'}\n\n${items.join('\n')}`
}

function byReason(nodes: readonly Verdict[]): readonly (readonly [Verdict, ...Verdict[]])[] {
  const groups = new Map<string, [Verdict, ...Verdict[]]>()
  for (const node of nodes) {
    // A role's approvals have a remedy of their own, with the names of the people.
    const key =
      node.detail?.type === 'approvals' ? `${node.reason} ${node.id} ${node.label}` : `${node.status} ${node.reason}`
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [node])
    else group.push(node)
  }
  return [...groups.values()]
}

function item(group: readonly [Verdict, ...Verdict[]], documentation: string | null): string {
  const [first] = group
  const { icon } = STATUS_SIGNS[first.status]
  const advice = first.status === 'warn' ? 'A warning only: it does not stand in the way.' : nextStep(first)
  return `- ${icon} **${escapeProse(subject(group), 400)}.** ${escapeProse(advice, 400)}${reference(first.reason, documentation)}`
}

function subject(group: readonly [Verdict, ...Verdict[]]): string {
  const [first] = group
  if (group.length === 1 || first.reason === undefined) return problemClause(first)
  const labels = group.slice(0, MOST_NAMES).map((node) => node.label)
  const more = group.length > MOST_NAMES ? ` and ${group.length - MOST_NAMES} more` : ''
  return `${group.length} × ${reasonText(first.reason).title}: ${labels.join(', ')}${more}`
}

/** The reason code with a link to its page. */
export function reference(reason: ReasonCode | undefined, documentation: string | null): string {
  if (reason === undefined) return ''
  return ` ${link(code(reason), documentation === null ? null : `${documentation}#${reasonText(reason).anchor}`)}`
}
