import type { JsonValue } from '../json.ts'

/**
 * The form of the file that a document was read from. In `csv` and `xml` every value is text: these forms have
 * no numbers, so a reader of them takes printed numbers for numbers.
 */
export type Container = 'json' | 'json-lines' | 'yaml' | 'markdown' | 'csv' | 'xml' | 'inspect-archive'

/**
 * What a file says, whatever its form:
 *
 * - `json`, `yaml`: the document
 * - `json-lines`: the list of its records
 * - `markdown`: its front matter
 * - `csv`: a list of maps, one for each record, by the names of the header; all values are text
 * - `xml`: see `XmlElement` in `xml.ts`
 * - `inspect-archive`: `header.json` of an Inspect `.eval` log, with its `reductions` (else its summaries as
 *   `samples`), which is the form of Inspect's JSON log
 */
export interface ParsedFile {
  readonly container: Container
  readonly document: JsonValue
}

/** A file after decompression and decoding: its text, or the texts of the members that matter. */
export interface Unpacked {
  /** For messages and as a tie-breaker: without `.gz`, or the name inside an archive. */
  readonly file: string
  readonly content: UnpackedContent
}

export type UnpackedContent =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'inspect-archive'; readonly members: ReadonlyMap<string, string> }
