import { ReportError } from '../../errors.ts'
import { isJsonArray, isJsonObject } from '../json.ts'
import { parseJson, parseJsonLines } from '../parse-json.ts'
import { parseYaml } from '../yaml.ts'
import type { ParsedFile, Unpacked } from './container.ts'

/**
 * Parses an unpacked file. Its first character decides what it is; the end of its name decides only where several
 * forms begin alike.
 * @throws ReportError `report-unreadable` (syntax), `report-format-unknown` (no form that is read) or `report-too-large`.
 */
export function parseFile({ file, content }: Unpacked): ParsedFile {
  if (content.kind !== 'text') throw unknownText(file, 'is an archive')
  return parseText(content.text, file)
}

function parseText(text: string, file: string): ParsedFile {
  if (/\.ya?ml$/i.test(file)) return { container: 'yaml', document: parseYaml(text, file) }
  if (/\.(jsonl|ndjson)$/i.test(file)) return { container: 'json-lines', document: parseJsonLines(text, file) }
  const first = /\S/.exec(text)?.[0] ?? ''
  if (first === '{' && hasSecondRecord(text)) return { container: 'json-lines', document: parseJsonLines(text, file) }
  if (/\.json$/i.test(file) || '{["'.includes(first)) return { container: 'json', document: parseJson(text, file) }
  if (first === '<') throw unknownText(file, 'looks like HTML or XML')
  return { container: 'yaml', document: looseYaml(text, file) }
}

/** One map to a line, and another on the next: tools that append write so, whatever the name of the file. */
function hasSecondRecord(text: string): boolean {
  const end = text.indexOf('\n', text.indexOf('{'))
  if (end === -1) return false
  // No expression over the first line: it may hold the whole of a large report.
  return (
    /\}[ \t\r]*$/.test(text.slice(Math.max(0, end - 100), end)) && /\S/.exec(text.slice(end, end + 100))?.[0] === '{'
  )
}

function looseYaml(text: string, file: string): ParsedFile['document'] {
  try {
    const document = parseYaml(text, file)
    if (isJsonObject(document) || isJsonArray(document)) return document
  } catch (thrown) {
    throw unknownText(file, 'is neither JSON nor YAML', thrown)
  }
  throw unknownText(file, 'is plain text, neither JSON nor YAML')
}

function unknownText(file: string, what: string, cause?: unknown): ReportError {
  return new ReportError('report-format-unknown', `${file} ${what}`, {
    hint: 'Let the evaluation write JSON or YAML.',
    cause,
  })
}
