import type { Verdict } from '../checks/verdict.ts'
import type { OutcomeError, PromotionOutcome, RunOutcome } from '../promotion/outcome.ts'
import type { ReasonCode } from '../reason-codes.ts'
import { nextStep } from './headline.ts'
import { issueText } from './issue-list.ts'
import { counted, plain } from './plain.ts'
import { reasonText } from './reason-texts.ts'
import { problemClause } from './sentences.ts'
import { problems } from './statuses.ts'

export type AnnotationLevel = 'error' | 'warning' | 'notice'

/** One annotation; plain text, the runner's own escaping is the caller's. */
export interface Annotation {
  readonly level: AnnotationLevel
  readonly title: string
  readonly message: string
  readonly file?: string
  /** Both count from 1. */
  readonly line?: number
  readonly column?: number
}

/** GitHub shows ten annotations of a level for a step and drops the rest without a word. */
const MOST_OF_A_LEVEL = 10
const MESSAGE_LENGTH = 4_000
const TITLE_LENGTH = 200

/**
 * Annotations of a run: config problems on their lines, then one for each check that stands in the way. Where a
 * level has more than ten, the tenth says how many more there are.
 */
export function renderAnnotations(run: RunOutcome): readonly Annotation[] {
  const all = [
    ...ofError(run.error, 'Model Promotion Gate', levelOf(run)),
    ...run.promotions.flatMap(ofPromotion),
    ...ofNotes(run),
  ]
  return (['error', 'warning', 'notice'] as const).flatMap((level) =>
    shortened(
      all.filter((annotation) => annotation.level === level),
      level,
    ),
  )
}

function shortened(annotations: readonly Annotation[], level: AnnotationLevel): readonly Annotation[] {
  if (annotations.length <= MOST_OF_A_LEVEL) return annotations
  const rest = annotations.length - MOST_OF_A_LEVEL + 1
  const message = `${counted(rest, `more ${level}`)}: see the job summary.`
  return [...annotations.slice(0, MOST_OF_A_LEVEL - 1), { level, title: 'Model Promotion Gate', message }]
}

function levelOf(outcome: { readonly conclusion: RunOutcome['conclusion'] }): AnnotationLevel {
  if (outcome.conclusion === 'pending') return 'warning'
  return ['refused', 'partial', 'error'].includes(outcome.conclusion) ? 'error' : 'notice'
}

function ofError(error: OutcomeError | null, subject: string, level: AnnotationLevel): readonly Annotation[] {
  if (error === null) return []
  const title = plain(`${subject}: ${reasonText(error.code).title}`, TITLE_LENGTH)
  if (error.issues.length === 0) {
    return [
      {
        level,
        title,
        message: plain(`${error.message} ${error.hint ?? reasonText(error.code).remedy}`, MESSAGE_LENGTH),
      },
    ]
  }
  return error.issues.map((issue) => {
    const place = issue.at === undefined ? {} : { file: issue.at.file, line: issue.at.line, column: issue.at.column }
    return { level, title, message: plain(issueText(issue), MESSAGE_LENGTH), ...place }
  })
}

function ofPromotion(promotion: PromotionOutcome): readonly Annotation[] {
  const subject = `${plain(promotion.model, 60)} → ${plain(promotion.stage, 60)}`
  const nodes = problems(promotion.verdict).map((node) => ofNode(node, subject, nodeLevel(node, promotion)))
  return [...ofError(promotion.error ?? null, subject, levelOf(promotion)), ...nodes]
}

function nodeLevel(node: Verdict, promotion: PromotionOutcome): AnnotationLevel {
  if (node.status === 'warn' || node.status === 'pending') return 'warning'
  // A stage in dry run never fails the job, so nothing of it is shown as an error.
  return promotion.dryRun === 'stage' ? 'warning' : 'error'
}

/** The gate config that judged is the base branch's: its lines are named in the text, not marked in the changed files. */
function ofNode(node: Verdict, subject: string, level: AnnotationLevel): Annotation {
  const place = node.at === undefined ? '' : ` (${node.at.file}:${node.at.line})`
  const code: ReasonCode | undefined = node.reason
  return {
    level,
    title: plain(`${subject}: ${code === undefined ? node.label : reasonText(code).title}`, TITLE_LENGTH),
    message: plain(`${problemClause(node)}${place}. ${nextStep(node)}`, MESSAGE_LENGTH),
  }
}

function ofNotes(run: RunOutcome): readonly Annotation[] {
  const notes = [...run.notes, ...run.promotions.flatMap((promotion) => promotion.notes)]
  return notes
    .filter((note) => note.level === 'warning')
    .map((note) => {
      const place = note.at === undefined ? {} : { file: note.at.file, line: note.at.line, column: note.at.column }
      return { level: 'warning', title: 'Model Promotion Gate', message: plain(note.text, MESSAGE_LENGTH), ...place }
    })
}
