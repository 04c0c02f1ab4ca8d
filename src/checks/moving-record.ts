import type { RecordFacts } from './facts.ts'

/** Operations whose record says that its `to` holds the alias of its stage, and how such a record ends. */
const ENDS: ReadonlyMap<string, string> = new Map([
  ['promote', 'applied'],
  ['rollback', 'applied'],
  ['adopt', 'adopted'],
])

/** An intact, closed record after which the alias stood on its `to`: of an operation that moves it, or of an adoption. */
export function saysWhoHolds(record: RecordFacts): boolean {
  const { operation, conclusion, intact, sha256, to } = record
  return conclusion !== null && ENDS.get(operation) === conclusion && intact && sha256 !== null && to !== null
}

/**
 * The record says that nobody holds the alias of its stage any more: a rollback took it from `from` and gave it to no other
 * version, as of a canary that is worse than the version in use.
 */
export function saysNobodyHolds(record: RecordFacts): boolean {
  const { operation, conclusion, intact, sha256, from, to } = record
  return (
    operation === 'rollback' && conclusion === 'applied' && intact && sha256 !== null && from !== null && to === null
  )
}

/** It says what became of the alias: who holds it, or that nobody does. */
export function saysStanding(record: RecordFacts): boolean {
  return saysWhoHolds(record) || saysNobodyHolds(record)
}

/**
 * The record says that its `to` passed the stage's gate: a promotion, or an adoption without the emergency rule. A
 * rollback asks no gate, and where the emergency rule stood in for it, it was not passed.
 */
export function saysPassedGate(record: RecordFacts): boolean {
  if (!saysWhoHolds(record)) return false
  return record.operation === 'promote' || (record.operation === 'adopt' && record.body?.['emergency'] === false)
}
