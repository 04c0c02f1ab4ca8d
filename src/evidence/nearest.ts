/** The names most like the wanted one, best first; letters' case and separators count little. Empty when none is close. */
export function nearestNames(wanted: string, names: readonly string[], count = 3): readonly string[] {
  const plain = simplify(wanted)
  const limit = Math.max(1, Math.floor(plain.length / 3))
  const ranked: { name: string; distance: number }[] = []
  for (const name of names) {
    const distance = distanceTo(plain, simplify(name), limit)
    if (distance <= limit) ranked.push({ name, distance })
  }
  ranked.sort((a, b) => a.distance - b.distance)
  return ranked.slice(0, count).map(({ name }) => name)
}

/** ` Did you mean …?` with a leading space, or nothing. */
export function didYouMean(wanted: string, names: readonly string[]): string {
  const best = nearestNames(wanted, names, 1)[0]
  return best === undefined ? '' : ` Did you mean ${JSON.stringify(best)}?`
}

function simplify(name: string): string {
  return name.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '')
}

/** Levenshtein distance; a part of the other name counts as one step. Anything above `limit` may be returned as Infinity. */
function distanceTo(a: string, b: string, limit: number): number {
  if (a === b) return 0
  if (a.length >= 3 && b.length >= 3 && (a.includes(b) || b.includes(a))) return 1
  if (Math.abs(a.length - b.length) > limit) return Infinity
  const row = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (let i = 1; i <= a.length; i += 1) {
    let diagonal = i - 1
    let best = i
    row[0] = i
    for (let j = 1; j <= b.length; j += 1) {
      const above = row[j] ?? 0
      const replaced = diagonal + (a.charCodeAt(i - 1) === b.charCodeAt(j - 1) ? 0 : 1)
      const cell = Math.min(replaced, above + 1, (row[j - 1] ?? 0) + 1)
      row[j] = cell
      diagonal = above
      if (cell < best) best = cell
    }
    if (best > limit) return Infinity
  }
  return row[b.length] ?? Infinity
}
