import type { SnowRow } from './state.ts'

/**
 * An encoded query (`a=1^ORb=2^c=3`) on the rows of a table. A condition on a column that the table does not have, or with
 * an operator that is not known, is dropped without a word: fewer conditions match more rows.
 */
export function matching(rows: readonly SnowRow[], query: string, strict: boolean): readonly SnowRow[] {
  const columns = new Set(rows.flatMap((row) => Object.keys(row)))
  const groups = query
    .split(/\^(?!OR)/)
    .filter((part) => part !== '')
    .map((part) => part.split('^OR').map((text) => conditionOf(text, columns)))
  if (strict && groups.flat().includes(null)) return []
  return rows.filter((row) =>
    groups.every((group) => {
      const known = group.filter((condition) => condition !== null)
      return known.length === 0 || known.some(({ column, value }) => (row[column] ?? '') === value)
    }),
  )
}

function conditionOf(
  text: string,
  columns: ReadonlySet<string>,
): { readonly column: string; readonly value: string } | null {
  const [, column = '', value = ''] = /^([a-z_.]+)=(.*)$/.exec(text) ?? []
  return columns.has(column) ? { column, value } : null
}
