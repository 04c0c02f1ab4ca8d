import { checkSelector } from '../evidence/selector.ts'
import { type Findings, refuse } from './findings.ts'
import { field, textOf } from './loose.ts'
import { SELECTOR } from './text-rules.ts'
import type { Path } from './yaml-source.ts'

/** A `select` must be a pointer or query that can be carried out; `path` leads to it. */
export function selectorRule(parent: unknown, path: Path, findings: Findings): void {
  const select = textOf(field(parent, 'select'))
  // What does not even look like a selector is told by the schema.
  if (select === null || !SELECTOR.pattern.test(select)) return
  const problem = checkSelector(select)
  if (problem !== null) refuse(findings, path, { message: `\`select\` cannot be read: ${problem}` })
}
