/**
 * Where a key belongs that stands at the top or at a model, as a hint; null: nowhere else. Key path with `*` for names.
 * Rules for people differ from stage to stage, and one for all would be guessed wrong.
 */
export function rightPlace(path: string): string | null {
  const key = path.slice(path.lastIndexOf('.') + 1)
  const isAbove = path === key || path === `models.*.${key}`
  return isAbove && OF_STAGES.has(key)
    ? `Write it in each stage that it is meant for: \`models.<name>.stages.<name>.${key}\`.`
    : null
}

const OF_STAGES = new Set(['may', 'emergency', 'rollback'])
