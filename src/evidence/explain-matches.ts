import { PARTS, partsOf, valueOfPart } from './conditions.ts'
import { writeLiteral } from './pattern.ts'
import type { ReportRow } from './report.ts'

/** Values of a part that are shown. */
const SHOWN = 5

/**
 * How numbers at one address differ, and what to write to mean one of them:
 * `they differ in concurrency (1, 8, 16): add slice: { concurrency: "1" }`.
 */
export function explainMatches(rows: readonly ReportRow[]): string {
  const dimensions = differing(rows)
  const [dimension, ...others] = dimensions
  if (dimension === undefined) return sameAddress(rows)
  const seen = dimensions.slice(0, 3).map((name) => `${name} (${valuesText(rows, name)})`)
  const more = others.length > 2 ? ' and more' : ''
  return `several numbers match; they differ in ${seen.join(', ')}${more}: add ${suggestions(rows, dimensions)}`
}

/** One dimension that tells all of them apart is enough. */
function suggestions(rows: readonly ReportRow[], dimensions: readonly string[]): string {
  const enough = dimensions.find((name) => new Set(rows.map((row) => valueOfPart(row, name))).size === rows.length)
  const keys = [keyFor(rows, enough === undefined ? dimensions : [enough])]
  const whole = rows.filter((row) => Object.keys(row.slice ?? {}).length === 0)
  if (whole.length === 1) keys.push('slice: {} for the one of no slice')
  if (enough !== undefined) keys.push(`each: ${keyText(enough)} for all of them`)
  return keys.join(', or ')
}

/** Names of the parts in which rows differ; absence is a value of its own. */
export function differing(rows: readonly ReportRow[]): readonly string[] {
  const parts = rows.map((row) => new Map([...partsOf(row), ['metric', row.metric]]))
  const names = new Set(parts.flatMap((each) => [...each.keys()]))
  return [...names].filter((name) => new Set(parts.map((each) => each.get(name))).size > 1)
}

/** Two files, or two places of one file, give a number for one address. */
function sameAddress(rows: readonly ReportRow[]): string {
  const places = rows.slice(0, SHOWN).map(({ pointer, value, missing }) => `${pointer} ${value ?? missing ?? 'none'}`)
  const more = rows.length > SHOWN ? ', …' : ''
  return `the same address has several numbers: ${places.join(', ')}${more}`
}

function valuesText(rows: readonly ReportRow[], name: string): string {
  const values = [...new Set(rows.map((row) => valueOfPart(row, name)))]
  const shown = values.slice(0, SHOWN).map((value) => value ?? 'none')
  return `${shown.join(', ')}${values.length > SHOWN ? ', …' : ''}`
}

/** What the first row that can be told from the others needs in the check, as YAML. */
function keyFor(rows: readonly ReportRow[], dimensions: readonly string[]): string {
  const [row] = rows.filter((each) => dimensions.every((name) => valueOfPart(each, name) !== undefined))
  const example =
    row ?? rows.find((each) => dimensions.some((name) => valueOfPart(each, name) !== undefined)) ?? rows[0]
  const keys: string[] = []
  const slice: string[] = []
  for (const name of dimensions) {
    const value = example === undefined ? undefined : valueOfPart(example, name)
    const isPart = name === 'metric' || PARTS.some((part) => part === name)
    if (isPart) keys.push(`${name}: ${JSON.stringify(writeLiteral(value ?? ''))}`)
    else if (value !== undefined) slice.push(`${keyText(name)}: ${JSON.stringify(writeLiteral(value))}`)
  }
  if (slice.length > 0) keys.push(`slice: { ${slice.join(', ')} }`)
  return keys.join(', ')
}

function keyText(name: string): string {
  return /^[A-Za-z_][\w-]*$/.test(name) ? name : JSON.stringify(name)
}
