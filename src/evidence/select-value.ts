import { documentsOf } from './documents.ts'
import { isJsonArray, isJsonObject, type JsonValue } from './json.ts'
import { nearestNames } from './nearest.ts'
import { readNumber, readPrintedNumber } from './number.ts'
import { deepestExisting, extendPointer, parsePointer } from './pointer.ts'
import { isLeafMap, leafRow } from './readers/plain-leaf.ts'
import type { ReportRow } from './report.ts'
import type { Found, ReportIndex } from './row-index.ts'
import { type SelectedNode, selectNodes } from './selector.ts'

/**
 * Finds the one number at a selector in the parsed file, whatever its reader. A place that holds no number is
 * found too, as a row that says what is missing; text is a number only in forms that have no
 * numbers (CSV, XML). A map `{value, stderr, n}` is read as its value.
 * In a report of several files the place is looked for in each; where they agree on the number, it is one.
 * @throws GateError `config-invalid` for a selector that cannot be read.
 */
export function selectValue(index: ReportIndex, select: string): Found {
  const documents = documentsOf(index.report)
  const found = documents.map(({ prefix, document }) =>
    selectNodes(document, select).nodes.map((node) =>
      rowAt(select, { pointer: `${prefix}${node.pointer}`, value: node.value }, index.report.printsNumbers === true),
    ),
  )
  const rows = found.flat()
  const [row] = rows
  if (row === undefined) return { kind: 'none', nearest: nearestPlaces(documents[0]?.document ?? null, select) }
  if (found.every((each) => each.length <= 1) && rows.every((each) => isSame(each, row))) return { kind: 'one', row }
  return { kind: 'many', matches: rows.slice(0, SHOWN).map(({ pointer }) => pointer) }
}

const SHOWN = 10

/** The number at a place of a file, as a row. */
export function rowAt(select: string, { pointer, value }: SelectedNode, isPrinted: boolean): ReportRow {
  if (isJsonObject(value) && isLeafMap(value)) return leafRow(value, { metric: select, pointer })
  const { value: number, missing } = isPrinted ? readPrintedNumber(value) : readNumber(value)
  return missing === undefined
    ? { metric: select, value: number, pointer }
    : { metric: select, value: number, missing, pointer }
}

/** All but the place. */
function isSame({ pointer: _, ...one }: ReportRow, { pointer: __, ...other }: ReportRow): boolean {
  return JSON.stringify(one) === JSON.stringify(other)
}

/** The places beside the first key that does not exist. */
export function nearestPlaces(document: JsonValue, select: string): readonly string[] {
  const parsed = parsePointer(select)
  const keys = 'keys' in parsed ? parsed.keys : []
  const { pointer, value } = deepestExisting(document, keys)
  const depth = pointer === '' ? 0 : pointer.split('/').length - 1
  if (isJsonArray(value))
    return value.length === 0 ? [] : [extendPointer(pointer, 0), extendPointer(pointer, value.length - 1)]
  if (!isJsonObject(value)) return []
  const names = Object.keys(value)
  const close = nearestNames(keys[depth] ?? '', names.slice(0, 1000), 5)
  return (close.length > 0 ? close : names.slice(0, 5)).map((name) => extendPointer(pointer, name))
}
