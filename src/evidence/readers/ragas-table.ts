import { isJsonArray, isJsonObject, type JsonObject, type JsonValue } from '../json.ts'
import { extendPointer } from '../pointer.ts'

/** A table of samples, however it was written. */
export interface RagasTable {
  readonly columns: readonly string[]
  readonly length: number
  /** Undefined: the row has no such cell. */
  readonly at: (row: number, column: string) => JsonValue | undefined
  /** JSON Pointer of a column; of the table where a column has no place of its own. */
  readonly pointerOf: (column: string) => string
}

/** The table in a document: a list of rows, or a data frame by columns or split; null when it is none of these. */
export function tableOf(document: JsonValue): RagasTable | null {
  if (isJsonArray(document)) return byRows(document, '')
  if (!isJsonObject(document)) return null
  const { columns, data } = document
  if (isJsonArray(columns) && isJsonArray(data)) return bySplit(columns, data)
  for (const key of ['samples', 'results', 'rows', 'data', 'scores']) {
    const list = document[key]
    const table = isJsonArray(list) ? byRows(list, extendPointer('', key)) : null
    if (table !== null) return table
  }
  return byColumns(document)
}

function byRows(list: readonly JsonValue[], pointer: string): RagasTable | null {
  if (list.length === 0 || !list.every(isJsonObject)) return null
  const columns = new Set<string>()
  for (const row of list) for (const key in row as JsonObject) columns.add(key)
  const at = (row: number, column: string): JsonValue | undefined => {
    const cells = list[row]
    return isJsonObject(cells) && Object.hasOwn(cells, column) ? cells[column] : undefined
  }
  return { columns: [...columns], length: list.length, at, pointerOf: () => pointer }
}

/** pandas `to_json()`: column → index → cell. */
function byColumns(map: JsonObject): RagasTable | null {
  const columns = Object.keys(map)
  const first = map[columns[0] ?? '']
  if (!isJsonObject(first)) return null
  const index = Object.keys(first)
  const alike = columns.every((column) => {
    const cells = map[column]
    return isJsonObject(cells) && Object.keys(cells).length === index.length && index.every((key) => key in cells)
  })
  if (!alike || index.length === 0) return null
  // The other way round (`orient="index"`): numbered rows of named cells.
  if (columns.every((key) => /^\d+$/.test(key))) return byRows(Object.values(map), '')
  const at = (row: number, column: string): JsonValue | undefined => {
    const cells = Object.hasOwn(map, column) ? map[column] : undefined
    return isJsonObject(cells) ? cells[index[row] ?? ''] : undefined
  }
  return { columns, length: index.length, at, pointerOf: (column) => extendPointer('', column) }
}

/** pandas `to_json(orient="split")`. */
function bySplit(names: readonly JsonValue[], data: readonly JsonValue[]): RagasTable | null {
  if (data.length === 0 || !data.every(isJsonArray)) return null
  const columns = names.filter((name) => typeof name === 'string')
  const at = (row: number, column: string): JsonValue | undefined => {
    const cells = data[row]
    const position = names.indexOf(column)
    return isJsonArray(cells) && position >= 0 ? cells[position] : undefined
  }
  return { columns, length: data.length, at, pointerOf: () => '/data' }
}
