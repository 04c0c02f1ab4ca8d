import { approvalRules, nameRules } from './approval-rules.ts'
import { type Findings, refuse } from './findings.ts'
import { MAY_OPERATIONS } from './gate-config.ts'
import { field, isMapping } from './loose.ts'
import type { Path } from './yaml-source.ts'

/** Rules for who may start what at a stage, and for its emergencies. */
export function starterRules(stage: unknown, path: Path, findings: Findings): void {
  const may = field(stage, 'may')
  emptyRule(may, [...path, 'may'], { expected: 'an operation and who may start it' }, findings)
  for (const operation of MAY_OPERATIONS) {
    const rule = field(may, operation)
    const place = [...path, 'may', operation]
    emptyRule(rule, place, { expected: '`users`, `teams`, `permission` or several' }, findings)
    nameRules(rule, 'users', place, findings)
    nameRules(rule, 'teams', place, findings)
  }
  approvalRules(field(stage, 'emergency'), [...path, 'emergency'], findings)
}

/** An empty mapping looks like a rule and is none. */
function emptyRule(value: unknown, path: Path, problem: { expected: string }, findings: Findings): void {
  if (!isMapping(value) || Object.keys(value).length > 0) return
  refuse(findings, path, { message: `\`${String(path.at(-1))}\` allows nobody and refuses nobody`, ...problem })
}
