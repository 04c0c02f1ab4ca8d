import type { PromotionOutcome } from '../promotion/outcome.ts'
import type { PinChange } from '../promotion/pin-change.ts'
import { code, escapeText, link } from './escape.ts'
import { commentMarker } from './marker.ts'
import { plain } from './plain.ts'

const BREAK = '\u{200B}'

export interface PinPullText {
  readonly title: string
  readonly body: string
  readonly commitBody: string
}

/**
 * Title, body and commit message of the pull request that puts a pin right. Every name in them is somebody else's text: none
 * of it mentions a person, closes an issue or tells a workflow to skip.
 */
export function renderPinPullRequest(change: PinChange, promotion: PromotionOutcome, operation: string): PinPullText {
  const { model, stage, from, to } = change
  return {
    title: commitLine(`Pin ${to} for ${model} ${stage}`, 120),
    body: [pinMarker(change), '', ...paragraphs(change, promotion, operation)].join('\n'),
    commitBody: [
      commitLine(`${operation} left ${from}; the registry holds ${to}.`),
      ...(change.reason === null ? [] : [commitLine(`Reason: ${change.reason}`, 500)]),
      ...(promotion.record?.sha256 == null ? [] : [commitLine(`Record: ${promotion.record.sha256}`)]),
    ].join('\n'),
  }
}

/** By this first line, and its author, a later run finds the pull request again. */
export function pinMarker({ model, stage }: Pick<PinChange, 'model' | 'stage'>): string {
  return commentMarker(model, stage).replace('model-promotion-gate ', 'model-promotion-gate-pin ')
}

function paragraphs(change: PinChange, promotion: PromotionOutcome, operation: string): readonly string[] {
  const { file, branch, model, stage, from, to, reason, actor } = change
  const { record, links } = promotion
  const facts = [
    `why: ${escapeText(operation)}, asked for by ${code(actor)}${reason === null ? '' : `: ${escapeText(reason, 1_000)}`}`,
    ...(record === null
      ? []
      : [`record: ${link(code(record.runId), record.url)}, sha256 ${code(record.sha256 ?? 'not closed')}`]),
    ...(links.workflowRun === null ? [] : [link('workflow run', links.workflowRun)]),
  ]
  return [
    `The alias of ${code(model)} ${code(stage)} stands on ${code(to)}, and ${code(file)} on ${code(branch)} still pins ${code(from)}. This change makes the file say what the registry holds.`,
    '',
    ...facts.map((fact) => `- ${fact}`),
    '',
    `Merging it moves nothing. Left open, the next change of that file may ask for ${code(from)} again. Close it if another version is to follow.`,
  ]
}

/** A line of a commit message: it is plain text to git, and a place for commands and mentions to GitHub. */
function commitLine(text: string, maxCharacters = 200): string {
  return plain(text, maxCharacters).replace(/[@#[]|\bgh-(?=\d)|:(?=\/\/)/giu, (found) => `${found}${BREAK}`)
}
