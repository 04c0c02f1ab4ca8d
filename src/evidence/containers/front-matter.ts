import { ReportError } from '../../errors.ts'
import type { JsonValue } from '../json.ts'
import { parseYaml } from '../yaml.ts'

const FENCE = /^---[ \t]*\r?$/gm

/** True for a text that begins with a `---` line and has another. */
export function hasFrontMatter(text: string): boolean {
  return endOfFrontMatter(text) !== undefined
}

/**
 * Parses the YAML front matter of a Markdown file; the text behind it is not read.
 * @throws ReportError `report-unreadable` with the place, or `report-format-unknown` when there is none.
 */
export function parseFrontMatter(text: string, file: string): JsonValue {
  const end = endOfFrontMatter(text)
  if (end === undefined) {
    throw new ReportError('report-format-unknown', `${file} is Markdown without YAML front matter`, {
      hint: 'A model card begins with a line `---`, YAML, and a line `---`.',
    })
  }
  // The first line stays: it opens a YAML document, and lines are counted from it.
  return parseYaml(text.slice(0, end), file)
}

/** Where the second fence starts. */
function endOfFrontMatter(text: string): number | undefined {
  const fences = text.matchAll(FENCE)
  const [first, second] = [fences.next().value, fences.next().value]
  if (first === undefined || second === undefined) return undefined
  return /\S/.test(text.slice(0, first.index)) ? undefined : second.index
}
