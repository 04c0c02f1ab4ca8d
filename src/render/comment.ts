import type { Note, OutcomeError, PromotionOutcome } from '../promotion/outcome.ts'
import { approvalTables } from './approval-section.ts'
import { type Budget, COMMENT_LIMIT, fitWithin, type Section } from './budget.ts'
import { changeSection } from './change-section.ts'
import { chartSection } from './chart-section.ts'
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

/**
 * From what is given up first when room is short to what is kept longest. What repeats something goes before what is said nowhere else;
 * what people read goes after what they look up, except for the few lines that lead to everything left out.
 */
export const USEFULNESS = [
  'further checks',
  'ignored approvals',
  'charts',
  'full verdict',
  'what changed',
  'evidence',
  'lineage',
  'tickets',
  'approvals',
  'checks',
  'notes',
  'what to do',
  'alias moves',
  'problems',
  'record and run',
] as const

function part(name: (typeof USEFULNESS)[number], text: string): Section {
  return { name, keep: USEFULNESS.indexOf(name), text }
}

/** Everything below the verdict. */
export function detailSections(promotion: PromotionOutcome, context: RenderContext): readonly Section[] {
  const checks = checkTables(promotion.verdict)
  const approvals = approvalTables(promotion.verdict)
  const notes = [...context.notes, ...promotion.notes]
  return [
    part('problems', errorDetails(promotion.error)),
    part('notes', noteList(notes, context)),
    part('what to do', todoSection(promotion, context.documentation)),
    part('alias moves', moveSection(promotion)),
    part('checks', checks.open),
    part('approvals', approvals.open),
    part('tickets', ticketTable(promotion.verdict)),
    part('lineage', lineageSection(promotion)),
    part('what changed', changeSection(promotion.changes ?? null, context)),
    part('further checks', checks.rest),
    part('charts', chartSection(promotion.courses ?? [])),
    part('ignored approvals', approvals.rest),
    part('full verdict', folded('Full verdict', fenced(verdictTree(promotion.verdict, TREE_LINES).join('\n')))),
    part('evidence', evidenceSection(promotion.evidence)),
    part('record and run', recordSection(promotion, context)),
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
