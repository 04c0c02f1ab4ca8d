import { ReportError } from '../../errors.ts'
import { isJsonArray, isJsonObject } from '../json.ts'
import { parseJson, parseJsonLines } from '../parse-json.ts'
import { parseYaml } from '../yaml.ts'
import type { ParsedFile, Unpacked } from './container.ts'
import { parseCsv } from './csv.ts'
import { hasFrontMatter, parseFrontMatter } from './front-matter.ts'
import { parseInspectArchive } from './inspect-archive.ts'
import { parseXml } from './xml.ts'

/**
 * Parses an unpacked file. Its first characters decide what it is; the end of its name decides only where several
 * forms begin alike.
 * @throws ReportError `report-unreadable` (syntax), `report-format-unknown` (no form that is read) or `report-too-large`.
 */
export function parseFile({ file, content }: Unpacked): ParsedFile {
  if (content.kind === 'text') return parseText(content.text, file)
  return { container: 'inspect-archive', document: parseInspectArchive(content.members, file) }
}

function parseText(text: string, file: string): ParsedFile {
  const first = /\S/.exec(text)?.[0] ?? ''
  if (first === '<') return parseMarkup(text, file)
  if (/\.ya?ml$/i.test(file)) return { container: 'yaml', document: parseYaml(text, file) }
  if (/\.[ct]sv$/i.test(file)) return { container: 'csv', document: parseCsv(text, file) }
  if (/\.(jsonl|ndjson)$/i.test(file) || (first === '{' && hasSecondRecord(text))) {
    return { container: 'json-lines', document: parseJsonLines(text, file) }
  }
  if (/\.json$/i.test(file) || first === '{' || first === '[')
    return { container: 'json', document: parseJson(text, file) }
  if (/\.(md|markdown)$/i.test(file) || (first === '-' && hasFrontMatter(text)))
    return { container: 'markdown', document: parseFrontMatter(text, file) }
  return parseLoose(text, file)
}

/** One map to a line, and another on the next: tools that append write so, whatever the name of the file. */
function hasSecondRecord(text: string): boolean {
  const end = text.indexOf('\n', text.indexOf('{'))
  if (end === -1) return false
  // No expression over the first line: it may hold the whole of a large report.
  const next = /\S/.exec(text.slice(end, end + 100))?.[0]
  return /\}[ \t\r]*$/.test(text.slice(Math.max(0, end - 100), end)) && next === '{'
}

function parseMarkup(text: string, file: string): ParsedFile {
  if (/^\s*<(!doctype\s+html|html)\b/i.test(text.slice(0, 1000))) throw unknownText(file, 'is an HTML page')
  return { container: 'xml', document: parseXml(text, file) }
}

/** YAML and CSV begin with any character. What is no map and no list of YAML may be CSV of several columns. */
function parseLoose(text: string, file: string): ParsedFile {
  const yaml = attempt(() => parseYaml(text, file))
  if (yaml.ok && (isJsonObject(yaml.value) || isJsonArray(yaml.value)))
    return { container: 'yaml', document: yaml.value }
  const csv = attempt(() => parseCsv(text, file))
  if (csv.ok && csv.value.some((record) => Object.keys(record).length > 1)) {
    return { container: 'csv', document: csv.value }
  }
  if (!yaml.ok) throw unknownText(file, 'is neither JSON, YAML nor CSV', yaml.error)
  throw unknownText(file, 'is plain text, neither JSON, YAML nor CSV')
}

type Attempt<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: ReportError }

function attempt<T>(parse: () => T): Attempt<T> {
  try {
    return { ok: true, value: parse() }
  } catch (error) {
    if (error instanceof ReportError) return { ok: false, error }
    throw error
  }
}

function unknownText(file: string, what: string, cause?: unknown): ReportError {
  return new ReportError('report-format-unknown', `${file} ${what}`, {
    hint: 'Let the evaluation write JSON or YAML.',
    cause,
  })
}
