import type { JsonValue } from './json.ts'
import type { EvaluationReport } from './report.ts'

/** The parsed files of a report, each with what stands before a pointer into it. */
export function documentsOf({
  document,
  documents,
}: EvaluationReport): readonly { readonly prefix: string; readonly document: JsonValue }[] {
  return (
    documents?.map((each) => ({ prefix: filePrefix(each.file), document: each.document })) ?? [{ prefix: '', document }]
  )
}

/** `eval/a.json#` before a pointer says in which file it points. */
export function filePrefix(file: string): string {
  return `${file}#`
}
