import type { Issue } from '../errors.ts'
import type { Path, YamlSource } from './yaml-source.ts'

/** What the rules between keys have found so far; the file is at hand for the places. */
export interface Findings {
  readonly source: YamlSource
  readonly errors: Issue[]
  readonly warnings: Issue[]
}

export type Problem = Omit<Issue, 'at'>

/** Notes an error at the value of a path. */
export function refuse(findings: Findings, path: Path, problem: Problem): void {
  findings.errors.push({ at: findings.source.at(path), ...problem })
}

/** Notes an error at the key of a path. */
export function refuseKey(findings: Findings, path: Path, problem: Problem): void {
  findings.errors.push({ at: findings.source.keyAt(path), ...problem })
}

/** Notes a warning at the value of a path. */
export function caution(findings: Findings, path: Path, problem: Problem): void {
  findings.warnings.push({ at: findings.source.at(path), ...problem })
}
