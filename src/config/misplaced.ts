/**
 * Where a key belongs that stands at the top, at a model or at a check, as a hint; null: nowhere else. Key path with `*` for names.
 * Rules for people differ from stage to stage, and one for all would be guessed wrong.
 */
export function rightPlace(path: string): string | null {
  const key = path.slice(path.lastIndexOf('.') + 1)
  if (/^models\.\*\.stages\.\*\.checks\.\*\.\w+$/.test(path) && OF_SLICES.has(key))
    return `Write it in \`slices\`: \`slices: { by: language, ${key}: … }\`.`
  const isAbove = path === key || path === `models.*.${key}`
  return isAbove && OF_STAGES.has(key)
    ? `Write it in each stage that it is meant for: \`models.<name>.stages.<name>.${key}\`.`
    : null
}

const OF_SLICES = new Set(['by', 'max_gap', 'required', 'on_missing_slice'])
const OF_STAGES = new Set(['may', 'emergency', 'rollback', 'canary'])
