import { ReportError } from '../../errors.ts'
import { emptyMap, type JsonObject } from '../json.ts'
import { errorAt } from '../place.ts'

/** Largest CSV report in characters: its rows need many times the memory of its text. */
export const MAX_CSV_LENGTH = 32_000_000

/**
 * Parses CSV (RFC 4180) with a header. A map for each record, by the names of the header; every value is text. Commas
 * separate, unless the header has none and has tabs or semicolons. Empty lines are left out.
 * @throws ReportError `report-unreadable` with the line, also for a column that is named twice or a record of another length.
 */
export function parseCsv(text: string, file: string): readonly JsonObject[] {
  if (text.length > MAX_CSV_LENGTH) {
    throw new ReportError('report-too-large', `${file} is CSV of more than ${MAX_CSV_LENGTH / 1e6} MB`, {
      hint: 'Let the evaluation write one record for each metric, not one for each sample.',
    })
  }
  return new CsvReader(text, file).records()
}

const QUOTE = 0x22
const CARRIAGE_RETURN = 0x0d
const LINE_FEED = 0x0a

/** One pass over the text; a field is a slice of it. */
class CsvReader {
  private readonly text: string
  private readonly file: string
  private readonly delimiter: number
  private at = 0
  private line = 1

  constructor(text: string, file: string) {
    this.text = text
    this.file = file
    this.delimiter = delimiterOf(text)
  }

  records(): readonly JsonObject[] {
    const header = this.record()
    this.checkHeader(header)
    const records: JsonObject[] = []
    for (;;) {
      this.skipEmptyLines()
      if (this.at >= this.text.length) return records
      const line = this.line
      const record = this.record()
      if (record.length !== header.length)
        this.fail(line, `${record.length} values, where the header names ${header.length} columns`)
      const map = emptyMap()
      // By position: a header has no name twice.
      for (let index = 0; index < header.length; index += 1) map[header[index] ?? ''] = record[index] ?? ''
      records.push(map)
    }
  }

  /** Fields up to the end of the line, which is consumed. */
  private record(): string[] {
    const fields: string[] = []
    for (;;) {
      fields.push(this.text.charCodeAt(this.at) === QUOTE ? this.quoted() : this.plain())
      if (this.text.charCodeAt(this.at) !== this.delimiter) break
      this.at += 1
    }
    this.skipLineEnd()
    return fields
  }

  private plain(): string {
    const { text, delimiter } = this
    const start = this.at
    let end = start
    for (;;) {
      const code = text.charCodeAt(end)
      if (code === delimiter || code === LINE_FEED || code === CARRIAGE_RETURN || Number.isNaN(code)) break
      if (code === QUOTE) this.fail(this.line, 'a quote within a value that does not begin with one')
      end += 1
    }
    this.at = end
    return text.slice(start, end)
  }

  /** A quote inside is written twice; line ends inside belong to the value. */
  private quoted(): string {
    const { text } = this
    const start = this.at + 1
    const firstLine = this.line
    let end = start
    for (;;) {
      end = text.indexOf('"', end)
      if (end === -1) this.fail(firstLine, 'a quote that opens here is never closed')
      if (text.charCodeAt(end + 1) !== QUOTE) break
      end += 2
    }
    const value = text.slice(start, end)
    this.at = end + 1
    const code = text.charCodeAt(this.at)
    const isEnd = code === this.delimiter || code === LINE_FEED || code === CARRIAGE_RETURN || Number.isNaN(code)
    if (!isEnd) this.fail(this.line, 'text behind a closing quote')
    for (let next = value.indexOf('\n'); next !== -1; next = value.indexOf('\n', next + 1)) this.line += 1
    return value.includes('"') ? value.replaceAll('""', '"') : value
  }

  private skipLineEnd(): void {
    if (this.text.charCodeAt(this.at) === CARRIAGE_RETURN) this.at += 1
    if (this.text.charCodeAt(this.at) === LINE_FEED) this.at += 1
    this.line += 1
  }

  private skipEmptyLines(): void {
    for (;;) {
      const code = this.text.charCodeAt(this.at)
      if (code !== LINE_FEED && code !== CARRIAGE_RETURN) return
      this.skipLineEnd()
    }
  }

  private checkHeader(header: readonly string[]): void {
    const seen = new Set<string>()
    for (const name of header) {
      if (seen.has(name)) {
        throw errorAt(
          { file: this.file, line: 1, column: 1 },
          `the column ${JSON.stringify(name)} is named twice`,
          'Name each column once. (promptfoo repeats them for each prompt: write its report as JSON, `-o report.json`.)',
        )
      }
      seen.add(name)
    }
  }

  private fail(line: number, what: string): never {
    throw errorAt(
      { file: this.file, line, column: 1 },
      `not valid CSV: ${what}`,
      'Write CSV as in RFC 4180: as many values in each record as in the header, quotes doubled inside quotes.',
    )
  }
}

function delimiterOf(text: string): number {
  const end = text.search(/[\r\n]/)
  const header = (end === -1 ? text : text.slice(0, end)).replaceAll(/"[^"]*"/g, '')
  const found = [',', '\t', ';'].find((delimiter) => header.includes(delimiter)) ?? ','
  return found.charCodeAt(0)
}
