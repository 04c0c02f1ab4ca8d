import { CsvError, parse } from 'csv-parse/sync'
import { ReportError } from '../../errors.ts'
import { emptyMap, type JsonObject } from '../json.ts'
import { errorAt } from '../place.ts'

/**
 * Parses CSV (RFC 4180) with a header. A map for each record, by the names of the header; every value is text. Commas
 * separate, unless the header has none and has tabs or semicolons.
 * @throws ReportError `report-unreadable` with the line, also for a column that is named twice or a record of another length.
 */
export function parseCsv(text: string, file: string): readonly JsonObject[] {
  const [header = [], ...records] = parseRecords(text, file)
  checkHeader(header, file)
  return records.map((record) => {
    const map = emptyMap()
    record.forEach((value, index) => {
      map[header[index] ?? ''] = value
    })
    return map
  })
}

function parseRecords(text: string, file: string): readonly (readonly string[])[] {
  try {
    return parse(text, { delimiter: delimiterOf(text), skip_empty_lines: true, record_delimiter: ['\r\n', '\n', '\r'] })
  } catch (thrown) {
    if (!(thrown instanceof CsvError)) throw thrown
    const lines: unknown = thrown['lines']
    const line = typeof lines === 'number' && lines > 0 ? lines : 1
    throw errorAt(
      { file, line, column: 1 },
      `not valid CSV: ${thrown.message.split('\n')[0]}`,
      'Write CSV as in RFC 4180: as many values in each record as in the header, quotes doubled inside quotes.',
    )
  }
}

function delimiterOf(text: string): string {
  const end = text.search(/[\r\n]/)
  const header = (end === -1 ? text : text.slice(0, end)).replaceAll(/"[^"]*"/g, '')
  if (header.includes(',')) return ','
  return ['\t', ';'].find((delimiter) => header.includes(delimiter)) ?? ','
}

function checkHeader(header: readonly string[], file: string): void {
  const seen = new Set<string>()
  for (const name of header) {
    if (seen.has(name)) {
      throw errorAt(
        { file, line: 1, column: 1 },
        `the column ${JSON.stringify(name)} is named twice`,
        'Name each column once. (promptfoo repeats them for each prompt: write its report as JSON, `-o report.json`.)',
      )
    }
    seen.add(name)
  }
  if (header.length === 0) throw new ReportError('report-unreadable', `${file} is CSV without a header`)
}
