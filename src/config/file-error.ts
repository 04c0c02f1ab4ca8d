import { ConfigError, type Issue, type Position } from '../errors.ts'

/** The error for a file with issues: each once, in the order of the file, the first hundred of them. */
export function fileError(file: string, issues: readonly Issue[]): ConfigError {
  const ordered = inOrder(issues)
  const count = ordered.length === 1 ? 'a problem' : `${ordered.length} problems`
  const more = ordered.length - MOST_SHOWN
  const shown = more > 0 ? [...ordered.slice(0, MOST_SHOWN), { message: `… and ${more} more` }] : ordered
  return new ConfigError(`${file} has ${count}.`, shown)
}

/** Each issue once (a value that is used by several aliases is found several times), in the order of the file. */
export function inOrder(issues: readonly Issue[]): readonly Issue[] {
  const distinct = new Map(issues.map((issue) => [JSON.stringify(issue), issue]))
  return [...distinct.values()].sort((a, b) => compare(a.at, b.at))
}

const MOST_SHOWN = 100

function compare(a: Position | undefined, b: Position | undefined): number {
  return (a?.line ?? 0) - (b?.line ?? 0) || (a?.column ?? 0) - (b?.column ?? 0)
}
