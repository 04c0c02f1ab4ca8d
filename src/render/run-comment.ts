import type { OutcomeError, RunOutcome } from '../promotion/outcome.ts'
import { COMMENT_LIMIT, fitWithin, type Section } from './budget.ts'
import { noteList } from './comment.ts'
import { contextOf, type RenderAddresses } from './context.ts'
import { alertBlock } from './headline.ts'
import { issueList } from './issue-list.ts'
import { commentMarker, runMarker } from './marker.ts'
import { reasonText } from './reason-texts.ts'
import { reference } from './todo-section.ts'

/**
 * The comment on a whole run: an error, or a reason for doing nothing, that belongs to no single promotion.
 * Without one it says that the earlier problem is gone; post it then only over an existing comment.
 */
export function renderRunComment(run: RunOutcome, addresses: RenderAddresses): string {
  const sections = [
    { name: 'marker', keep: Number.POSITIVE_INFINITY, text: `${runMarker()}\n${runAlert(run)}` },
    ...runSections(run, addresses),
  ]
  return `${fitWithin(sections, { limit: COMMENT_LIMIT, measure: (text) => text.length, notice: () => '_The list was too long for a comment. It is in the job summary._' })}\n`
}

/** What replaces the comment on a model and stage that a pull request no longer asks for. */
export function renderWithdrawnComment(model: string, stage: string): string {
  const head = {
    alert: 'NOTE',
    icon: 'ℹ️',
    sentence: `This pull request no longer asks for ${model} in ${stage}.`,
    next: 'Nothing to do.',
  } as const
  return `${commentMarker(model, stage)}\n${alertBlock(head)}\n`
}

/** The verdict on a run without promotions. */
export function runAlert(run: RunOutcome): string {
  if (run.error === null) {
    return alertBlock({
      alert: 'NOTE',
      icon: 'ℹ️',
      sentence: 'No problem with the gates.',
      next: 'What stood here before is settled.',
    })
  }
  return alertBlock({
    ...ALERTS[run.conclusion],
    sentence: errorSentence(run.error),
    next: run.error.hint ?? reasonText(run.error.code).remedy,
  })
}

const REFUSED = { alert: 'CAUTION', icon: '❌' } as const
const QUIET = { alert: 'NOTE', icon: 'ℹ️' } as const

const ALERTS = {
  applied: QUIET,
  'no-change': QUIET,
  planned: QUIET,
  pending: { alert: 'WARNING', icon: '⏳' },
  refused: REFUSED,
  partial: REFUSED,
  error: { alert: 'CAUTION', icon: '⛔' },
} as const

function errorSentence(error: OutcomeError): string {
  const message = error.message.trim()
  return /[.!?]$/u.test(message) ? message : `${message}.`
}

/** The single problems with their places, and the notes. */
export function runSections(run: RunOutcome, addresses: RenderAddresses): readonly Section[] {
  const issues = run.error === null ? '' : issueList(run.error.issues)
  const code = run.error === null ? '' : `Reason:${reference(run.error.code, addresses.documentation)}`
  return [
    { name: 'problems', keep: 1, text: issues },
    { name: 'reason', keep: 3, text: code },
    { name: 'notes', keep: 2, text: noteList(run.notes, contextOf(run, addresses)) },
  ]
}
