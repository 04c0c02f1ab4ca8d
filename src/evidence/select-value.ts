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
 * found too, as a row that says what is missing; text is a number only in forms that have no numbers (CSV, XML). A map `{value, stderr, n}` is read as its value.
 * @throws GateError `config-invalid` for a selector that cannot be read.
 */
export function selectValue(index: ReportIndex, select: string): Found {
  const { document } = index.report
  const { nodes } = selectNodes(document, select)
  const [node] = nodes
  if (node === undefined) return { kind: 'none', nearest: nearest(document, select) }
  if (nodes.length > 1) return { kind: 'many', matches: nodes.map(({ pointer }) => pointer) }
  return { kind: 'one', row: rowAt(select, node, index.report.printsNumbers === true) }
}

function rowAt(select: string, { pointer, value }: SelectedNode, isPrinted: boolean): ReportRow {
  if (isJsonObject(value) && isLeafMap(value)) return leafRow(value, { metric: select, pointer })
  const { value: number, missing } = isPrinted ? readPrintedNumber(value) : readNumber(value)
  return missing === undefined
    ? { metric: select, value: number, pointer }
    : { metric: select, value: number, missing, pointer }
}

/** The places beside the first key that does not exist. */
function nearest(document: JsonValue, select: string): readonly string[] {
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
