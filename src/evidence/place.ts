import { type Position, type ReportCode, ReportError } from '../errors.ts'

/** Line and column of an offset in a text, counted from 1, in UTF-16 units as editors and annotations do. */
export function positionOf(text: string, offset: number, file: string): Position {
  let line = 1
  let lineStart = 0
  for (let next = text.indexOf('\n'); next !== -1 && next < offset; next = text.indexOf('\n', next + 1)) {
    line += 1
    lineStart = next + 1
  }
  return { file, line, column: offset - lineStart + 1 }
}

/** A report error at a place of the text; the place stands in the message too, for readers of plain logs. */
export function errorAt(
  at: Position,
  message: string,
  hint?: string,
  code: ReportCode = 'report-unreadable',
): ReportError {
  const text = `${at.file}:${at.line}:${at.column}: ${message}`
  return new ReportError(code, text, hint === undefined ? { at } : { at, hint })
}

/** What stands at an offset, in few words, for "expected …, found …". */
export function describeAt(text: string, offset: number): string {
  if (offset >= text.length) return 'the end of the file'
  const word = /^[\w.+-]{1,24}/.exec(text.slice(offset, offset + 24))?.[0]
  return JSON.stringify(word ?? String.fromCodePoint(text.codePointAt(offset) ?? 0))
}
