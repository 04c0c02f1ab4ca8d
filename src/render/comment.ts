import type { Note, OutcomeError, PromotionOutcome } from '../promotion/outcome.ts'
import { approvalTables } from './approval-section.ts'
import { type Budget, COMMENT_LIMIT, fitWithin, type Section } from './budget.ts'
import { checkTables } from './check-section.ts'
import type { RenderContext } from './context.ts'
import { code, escapeProse, fenced, link } from './escape.ts'
import { evidenceSection } from './evidence-section.ts'
import { alertBlock, headline } from './headline.ts'
import { issueList } from './issue-list.ts'
import { lineageSection } from './lineage-section.ts'
import { commentMarker } from './marker.ts'
import { moveSection } from './move-section.ts'
import { counted, listed } from './plain.ts'
import { recordSection } from './record-section.ts'
import { folded } from './table.ts'
import { ticketTable } from './ticket-section.ts'
import { reference, todoSection } from './todo-section.ts'
import { verdictTree } from './verdict-tree.ts'

const TREE_LINES = 400
const NOTES = 10

/**
 * The sticky comment on one model and stage: marker, verdict, then what a reader needs in the order of need.
 * Equal data gives equal text. At most 65,000 characters (UTF-16 units).
 */
export function renderComment(promotion: PromotionOutcome, context: RenderContext): string {
  const budget: Budget = {
    limit: COMMENT_LIMIT,
    measure: (text) => text.length,
    notice: (names) => leftOut(names, promotion.links.workflowRun),
  }
  const marker = {
    name: 'marker',
    keep: Number.POSITIVE_INFINITY,
    text: `${commentMarker(promotion.model, promotion.stage)}\n${verdictAlert(promotion, context)}`,
  }
  return `${fitWithin([marker, ...detailSections(promotion, context)], budget)}\n`
}

function leftOut(names: readonly string[], run: string | null): string {
  const where = run === null ? 'the job summary' : link('the job summary', run)
  return `_Left out, because a comment on GitHub holds 65,536 characters: ${listed(names, 12)}. See ${where} or the \`result\` output of the run._`
}

/** The verdict in an alert block: one sentence, the next step, and a label when nothing is written. */
export function verdictAlert(promotion: PromotionOutcome, context: RenderContext): string {
  const head = headline(promotion, context.operation, context.commentOn !== null)
  // A stage that is only watched never fails anything, so it does not shout either.
  const watched = promotion.dryRun === 'stage' && head.alert === 'CAUTION' && promotion.decision === 'fail'
  return alertBlock(watched ? { ...head, alert: 'NOTE' } : head, DRY_RUN[promotion.dryRun])
}

const DRY_RUN: Readonly<Record<PromotionOutcome['dryRun'], string>> = {
  no: '',
  input: '**Dry run:** nothing is written to W&B.',
  stage: '**Dry run:** the stage is in `mode: dry_run`, so the gate is watched but not enforced.',
}

/** Everything below the verdict; `keep` states the order in which parts are given up when room is short. */
export function detailSections(promotion: PromotionOutcome, context: RenderContext): readonly Section[] {
  const checks = checkTables(promotion.verdict)
  const approvals = approvalTables(promotion.verdict)
  const notes = [...context.notes, ...promotion.notes]
  return [
    { name: 'problems', keep: 12, text: errorDetails(promotion.error) },
    { name: 'notes', keep: 9, text: noteList(notes, context) },
    { name: 'what to do', keep: 10, text: todoSection(promotion, context.documentation) },
    { name: 'alias moves', keep: 11, text: moveSection(promotion) },
    { name: 'checks', keep: 8, text: checks.open },
    { name: 'approvals', keep: 7, text: approvals.open },
    { name: 'tickets', keep: 7, text: ticketTable(promotion.verdict) },
    { name: 'lineage', keep: 6, text: lineageSection(promotion) },
    { name: 'further checks', keep: 1, text: checks.rest },
    { name: 'ignored approvals', keep: 2, text: approvals.rest },
    {
      name: 'full verdict',
      keep: 3,
      text: folded('Full verdict', fenced(verdictTree(promotion.verdict, TREE_LINES).join('\n'))),
    },
    { name: 'evidence', keep: 5, text: evidenceSection(promotion.evidence) },
    { name: 'record and run', keep: 13, text: recordSection(promotion, context) },
  ]
}

function errorDetails(error: OutcomeError | undefined): string {
  return error === undefined ? '' : issueList(error.issues)
}

/** Warnings first; they are the ones that people should see. */
export function noteList(notes: readonly Note[], context: RenderContext): string {
  const ordered = [
    ...notes.filter((note) => note.level === 'warning'),
    ...notes.filter((note) => note.level === 'info'),
  ]
  const lines = ordered.slice(0, NOTES).map((note) => {
    const icon = note.level === 'warning' ? '⚠️ **warning:**' : 'ℹ️'
    const place = note.at === undefined ? '' : `${code(`${note.at.file}:${note.at.line}`, 200)} `
    return `- ${icon} ${place}${escapeProse(note.text, 400)}${reference(note.code, context.documentation)}`
  })
  if (ordered.length > NOTES) lines.push(`- ${counted(ordered.length - NOTES, 'more note')} in the log`)
  return lines.join('\n')
}
