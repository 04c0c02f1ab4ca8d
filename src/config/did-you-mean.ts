/**
 * The candidate that a mistyped word most likely meant, or null when none is near enough.
 * Distance after Damerau and Levenshtein (optimal string alignment: insert, delete, replace, swap neighbours),
 * case ignored; one mistake is forgiven for every three letters, three at most. Ties go to the earlier candidate.
 */
export function didYouMean(word: string, candidates: Iterable<string>): string | null {
  const typed = word.toLowerCase()
  if (typed.length === 0 || typed.length > LONGEST) return null
  let best: string | null = null
  let bestDistance = Math.min(3, Math.ceil(typed.length / 3)) + 1
  for (const candidate of candidates) {
    if (candidate === word || Math.abs(candidate.length - typed.length) >= bestDistance) continue
    const distance = editDistance(typed, candidate.toLowerCase())
    // A distance as long as the candidate means that nothing of it was typed.
    if (distance < bestDistance && distance < candidate.length) {
      best = candidate
      bestDistance = distance
    }
  }
  return best
}

/** The part of an issue that helps: the nearest candidate as a hint, else all of them as what was expected. */
export function suggestion(word: string, candidates: Iterable<string>): { hint?: string; expected?: string } {
  const known = [...candidates]
  const near = didYouMean(word, known)
  if (near !== null) return { hint: `Did you mean \`${near}\`?` }
  return known.length === 0 ? {} : { expected: `one of ${known.join(', ')}` }
}

/** Longer words are not typing mistakes, and the work is quadratic. */
const LONGEST = 100

function editDistance(a: string, b: string): number {
  let beforeLast: number[] = []
  let last = Array.from({ length: b.length + 1 }, (_, column) => column)
  for (let row = 1; row <= a.length; row++) {
    const current = [row]
    for (let column = 1; column <= b.length; column++) {
      const same = a[row - 1] === b[column - 1]
      let cost = Math.min(
        cell(last, column) + 1,
        cell(current, column - 1) + 1,
        cell(last, column - 1) + (same ? 0 : 1),
      )
      const swapped = row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1]
      if (swapped) cost = Math.min(cost, cell(beforeLast, column - 2) + 1)
      current.push(cost)
    }
    beforeLast = last
    last = current
  }
  return cell(last, b.length)
}

function cell(row: readonly number[], column: number): number {
  return row[column] ?? Number.POSITIVE_INFINITY
}
