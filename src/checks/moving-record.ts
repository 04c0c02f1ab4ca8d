import type { RecordFacts } from './facts.ts'

/** Operations whose record says that its `to` got the alias of its stage. */
const MOVING = ['promote', 'rollback', 'verify']
const DONE: readonly (string | null)[] = ['applied', 'adopted']

/** An intact, closed record of an operation that moves an alias, after which the alias stood on its `to`. */
export function saysWhoHolds(record: RecordFacts): boolean {
  const { operation, conclusion, intact, sha256, to } = record
  return MOVING.includes(operation) && DONE.includes(conclusion) && intact && sha256 !== null && to !== null
}
