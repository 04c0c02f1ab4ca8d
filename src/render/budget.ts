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
  const droppable = filled
    .filter((section) => section.keep !== Number.POSITIVE_INFINITY)
    .sort((one, other) => one.keep - other.keep)
  for (let dropped = 0; dropped <= droppable.length; dropped += 1) {
    const gone = new Set(droppable.slice(0, dropped))
    const text = assemble(filled, gone, budget)
    if (budget.measure(text) <= budget.limit || dropped === droppable.length) return text
  }
  return assemble(filled, new Set(droppable), budget)
}

function assemble(sections: readonly Section[], gone: ReadonlySet<Section>, budget: Budget): string {
  const kept = sections.filter((section) => !gone.has(section)).map((section) => section.text)
  const names = sections.filter((section) => gone.has(section)).map((section) => section.name)
  return [...kept, ...(names.length === 0 ? [] : [budget.notice(names)])].join('\n\n')
}

/** Comments on GitHub hold 65,536 characters; some room is left for how GitHub counts. */
export const COMMENT_LIMIT = 65_000

/** Job summaries hold 1 MiB for a step; in bytes of UTF-8. */
export const SUMMARY_LIMIT = 1_000 * 1_024

export function utf8Length(text: string): number {
  return new TextEncoder().encode(text).length
}
