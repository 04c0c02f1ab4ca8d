import type { PromotionOutcome, RunOutcome } from '../promotion/outcome.ts'
import { type Budget, fitWithin, SUMMARY_LIMIT, utf8Length } from './budget.ts'
import { detailSections, noteList, verdictAlert } from './comment.ts'
import { contextOf, type RenderAddresses, type RenderContext } from './context.ts'
import { code, escapeText } from './escape.ts'
import { renderListing } from './listing.ts'
import { moveText } from './move-section.ts'
import { counted } from './plain.ts'
import { runAlert, runSections } from './run-comment.ts'
import { renderTable } from './table.ts'

/** Bytes that all listings have together; the notes and promotions have the rest. */
const LISTINGS_LIMIT = 600_000
/** Rows of the overview before the rest is only counted. */
const OVERVIEW_ROWS = 500

/**
 * The job summary: all promotions of a run, an overview first when there are several. At most 1,000 KiB of
 * UTF-8. Unlike comments it may hold the details that a comment had to leave out.
 */
export function renderSummary(run: RunOutcome, addresses: RenderAddresses): string {
  // Run notes are said once, not under every promotion.
  const context = { ...contextOf(run, addresses), notes: [] }
  const budget: Budget = {
    limit: SUMMARY_LIMIT - 1,
    measure: utf8Length,
    notice: (names) =>
      `_Left out, because a job summary holds 1 MiB: details of ${counted(names.length, 'part')}. They are in the \`result\` output._`,
  }
  const always = Number.POSITIVE_INFINITY
  const sections = run.promotions.map((promotion, index) => ({
    name: promotion.model,
    keep: importance(promotion, index),
    text: part(promotion, context, run),
  }))
  return `${fitWithin(
    [
      {
        name: 'title',
        keep: always,
        text: `### Model Promotion Gate · ${escapeText(run.operation, 40)}: ${run.conclusion}`,
      },
      ...(run.error === null
        ? []
        : [{ name: 'error', keep: always, text: runAlert(run) }, ...runSections({ ...run, notes: [] }, addresses)]),
      ...(run.error === null && run.promotions.length === 0 && run.listings.length === 0
        ? [{ name: 'nothing', keep: always, text: 'No promotion was judged.' }]
        : []),
      { name: 'notes', keep: always, text: noteList(run.notes, context) },
      { name: 'overview', keep: always, text: run.promotions.length > 1 ? overview(run.promotions) : '' },
      ...run.listings.map((listing) => ({
        name: listing.title,
        keep: 100,
        text: renderListing(listing, LISTINGS_LIMIT / run.listings.length),
      })),
      ...sections,
    ],
    budget,
  )}\n`
}

/** When room is short, promotions that went well lose their details first, the later ones before the earlier. */
function importance(promotion: PromotionOutcome, index: number): number {
  const order = ['no-change', 'planned', 'applied', 'pending', 'refused', 'partial', 'error']
  return 10 + order.indexOf(promotion.conclusion) - index / 1e6
}

function part(promotion: PromotionOutcome, context: RenderContext, run: RunOutcome): string {
  const title =
    run.promotions.length > 1
      ? `---\n\n### ${escapeText(promotion.model, 80)} → ${escapeText(promotion.stage, 80)}\n\n`
      : ''
  const sections = [
    { name: 'verdict', keep: Number.POSITIVE_INFINITY, text: title + verdictAlert(promotion, context) },
    ...detailSections(promotion, context),
  ]
  return fitWithin(sections, {
    limit: 400_000,
    measure: utf8Length,
    notice: (names) => `_Left out for their length: ${names.join(', ')}. They are in the \`result\` output._`,
  })
}

function overview(promotions: readonly PromotionOutcome[]): string {
  const columns = [
    { title: 'Outcome' },
    { title: 'Model' },
    { title: 'Stage' },
    { title: 'Version' },
    { title: 'Moves' },
    { title: 'Reasons' },
  ]
  const rows = promotions.slice(0, OVERVIEW_ROWS).map((promotion) => [
    `${ICONS[promotion.conclusion]}&nbsp;${promotion.conclusion}`,
    escapeText(promotion.model, 80),
    escapeText(promotion.stage, 80),
    code(promotion.candidate?.version ?? promotion.asked, 80),
    escapeText(moveText(promotion.movesMade.length > 0 ? promotion.movesMade : promotion.moves), 200) || '–',
    promotion.reasons
      .slice(0, 4)
      .map((reason) => code(reason))
      .join(', ') || '–',
  ])
  const more =
    promotions.length > OVERVIEW_ROWS
      ? `\n\n${counted(promotions.length - OVERVIEW_ROWS, 'more promotion')} in the \`result\` output.`
      : ''
  return renderTable(columns, rows) + more
}

const ICONS: Readonly<Record<PromotionOutcome['conclusion'], string>> = {
  applied: '✅',
  'no-change': 'ℹ️',
  planned: '✅',
  pending: '⏳',
  refused: '❌',
  partial: '⚠️',
  error: '⛔',
}
