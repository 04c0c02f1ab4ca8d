import type { Move, PromotionOutcome } from '../promotion/outcome.ts'
import { code } from './escape.ts'
import { listed } from './plain.ts'

/** More moves than this belong to no ordinary promotion. */
const MOST = 20

/** The alias moves that were or would be made, one line each; empty when there are none. */
export function moveSection(promotion: PromotionOutcome): string {
  const moves = promotion.moves.length > 0 ? promotion.moves : promotion.movesMade
  if (moves.length === 0 || promotion.conclusion === 'no-change') return ''
  const made = new Set(promotion.movesMade.map((move) => move.alias))
  const lines = moves.slice(0, MOST).map((move) => `- ${change(move)}${state(promotion, made.has(move.alias))}`)
  if (moves.length > MOST) lines.push(`- ${moves.length - MOST} more`)
  return [`**${title(promotion)}**`, lines.join('\n')].join('\n\n')
}

function title(promotion: PromotionOutcome): string {
  if (promotion.movesMade.length > 0) return 'Alias moves'
  if (promotion.dryRun !== 'no') return 'Alias moves this would make'
  return promotion.conclusion === 'planned' ? 'Alias moves on promotion' : 'Alias moves once everything passes'
}

function change(move: Move): string {
  const from = move.from === null ? 'nobody' : code(move.from.version, 40)
  const follows = move.purpose === 'keep-previous' ? ' (follows the replaced version)' : ''
  return `${code(move.alias, 80)}: ${from} → **${code(move.to.version, 40)}**${follows}`
}

function state(promotion: PromotionOutcome, made: boolean): string {
  if (promotion.conclusion !== 'partial') return ''
  return made ? ' · ✅ done' : ' · ❌ not done'
}

/** `production v11 → v12, …` in plain text, for tables and logs. */
export function moveText(moves: readonly Move[]): string {
  return listed(
    moves.map((move) => `${move.alias} ${move.from?.version ?? 'nobody'} → ${move.to.version}`),
    3,
  )
}
