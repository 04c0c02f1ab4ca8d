import type { PromotionOutcome, RunOutcome } from '../promotion/outcome.ts'
import { headline, nextStep } from './headline.ts'
import { issueText } from './issue-list.ts'
import { listingLines } from './listing.ts'
import { moveText } from './move-section.ts'
import { plain } from './plain.ts'
import { reasonText } from './reason-texts.ts'
import { problemClause } from './sentences.ts'
import { problems } from './statuses.ts'
import { verdictTree } from './verdict-tree.ts'

const BREAK = '\u{200B}'
const MOST_STEPS = 20

/**
 * The whole run in plain text for the job log. No line can be taken for a workflow command: the runner acts on
 * lines that begin with two colons, and on `##[` anywhere.
 */
export function renderLog(run: RunOutcome): string {
  const lines = [
    `Model Promotion Gate · ${plain(run.operation, 40)}: ${run.conclusion}`,
    ...errorLines(run.error),
    ...noteLines(run.notes),
  ]
  for (const listing of run.listings) lines.push('', ...listingLines(listing))
  for (const promotion of run.promotions) lines.push('', ...promotionLines(promotion, run))
  return `${lines.map(harmless).join('\n')}\n`
}

function harmless(line: string): string {
  return line.replace(/^(\s*):(?=:)/u, `$1:${BREAK}`).replaceAll('##[', `##${BREAK}[`)
}

function promotionLines(promotion: PromotionOutcome, run: RunOutcome): readonly string[] {
  const { sentence, next } = headline(promotion, run.operation, run.commentOn !== null)
  const facts: readonly (readonly [string, string | null | undefined])[] = [
    ['verdict', sentence],
    ...steps(promotion, next),
    ['dry run', promotion.dryRun === 'no' ? null : promotion.dryRun],
    ['moves', moveText(promotion.moves)],
    ['moved', moveText(promotion.movesMade)],
    ['record', promotion.record === null ? null : `${promotion.record.sha256 ?? 'not closed'} ${promotion.record.url}`],
    ['pin', promotion.pinPullRequest],
    ['lineage', promotion.links.lineage],
  ]
  const shown = facts.flatMap(([name, value]) => (value ? [`  ${name.padEnd(8)} ${plain(value, 1_000)}`] : []))
  const title = plain(`${promotion.model} → ${promotion.stage}: ${promotion.conclusion}`, 300)
  return [
    `# ${title}`,
    ...shown,
    ...issueLines(promotion.error ?? null),
    ...noteLines(promotion.notes),
    '',
    ...verdictTree(promotion.verdict),
  ]
}

/** The remedy of each problem when there are several; the headline has the only one. */
function steps(promotion: PromotionOutcome, next: string): readonly (readonly [string, string])[] {
  const all = problems(promotion.verdict).filter((node) => node.status !== 'warn')
  if (all.length < 2 || promotion.error !== undefined) return [['next', next]]
  const shown = all.slice(0, MOST_STEPS).map((node) => ['next', `${problemClause(node)}. ${nextStep(node)}`] as const)
  return all.length > MOST_STEPS ? [...shown, ['next', `${all.length - MOST_STEPS} more, see the tree`]] : shown
}

function errorLines(error: RunOutcome['error']): readonly string[] {
  if (error === null) return []
  return [
    `  error    ${plain(error.message, 2_000)} [${error.code}]`,
    `  next     ${plain(error.hint ?? reasonText(error.code).remedy, 1_000)}`,
    ...issueLines(error),
  ]
}

function issueLines(error: RunOutcome['error']): readonly string[] {
  return (error?.issues ?? []).map((issue) => {
    const place = issue.at === undefined ? '' : `${issue.at.file}:${issue.at.line}:${issue.at.column} `
    return `  - ${plain(place + issueText(issue), 1_000)}`
  })
}

function noteLines(notes: RunOutcome['notes']): readonly string[] {
  return notes.map((note) => `  ${note.level.padEnd(8)} ${plain(note.text, 1_000)}`)
}
