/** One part of a comment. */
export interface Section {
  /** Named in the line that says what was left out. */
  readonly name: string
  /** The lowest goes first when room is short; `Infinity` stays whatever happens. */
  readonly keep: number
  readonly text: string
}

export interface Budget {
  readonly limit: number
  /** Size of a text in the unit of the limit. */
  readonly measure: (text: string) => number
  /** Line that tells the reader what is missing and where it is. */
  readonly notice: (leftOut: readonly string[]) => string
}

/**
 * Joins sections by blank lines. When they are too long together, whole sections are dropped, least useful
 * first; nothing is ever cut in the middle, so no table or fence stays open.
 */
export function fitWithin(sections: readonly Section[], budget: Budget): string {
  const filled = sections.filter((section) => section.text !== '')
  const sizes = new Map(filled.map((section) => [section, budget.measure(`${section.text}\n\n`)]))
  const gone = new Set<Section>()
  let size = [...sizes.values()].reduce((sum, one) => sum + one, 0)
  const droppable = filled.filter((section) => section.keep !== Number.POSITIVE_INFINITY)
  for (const section of droppable.sort((one, other) => one.keep - other.keep)) {
    const notice = gone.size === 0 ? '' : budget.notice(namesOf(filled, gone))
    if (size + budget.measure(notice) <= budget.limit) break
    gone.add(section)
    size -= sizes.get(section) ?? 0
  }
  const kept = filled.filter((section) => !gone.has(section)).map((section) => section.text)
  return [...kept, ...(gone.size === 0 ? [] : [budget.notice(namesOf(filled, gone))])].join('\n\n')
}

function namesOf(sections: readonly Section[], chosen: ReadonlySet<Section>): readonly string[] {
  return sections.filter((section) => chosen.has(section)).map((section) => section.name)
}

/** Comments on GitHub hold 65,536 characters; some room is left for how GitHub counts. */
export const COMMENT_LIMIT = 65_000

/** Job summaries hold 1 MiB for a step; in bytes of UTF-8. */
export const SUMMARY_LIMIT = 1_000 * 1_024

export function utf8Length(text: string): number {
  return new TextEncoder().encode(text).length
}
