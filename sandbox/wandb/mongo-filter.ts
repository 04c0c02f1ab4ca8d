import { DomainError } from './domain-error.ts'

/** The value at a path of one item; undefined when there is none. Throws for a path the server does not know. */
export type Lookup = (path: string) => unknown

type Operator = (actual: unknown, operand: unknown) => boolean

const OPERATORS: Readonly<Record<string, Operator>> = {
  $eq: equals,
  $ne: (actual, operand) => !equals(actual, operand),
  $gt: (actual, operand) => compare(actual, operand, (order) => order > 0),
  $gte: (actual, operand) => compare(actual, operand, (order) => order >= 0),
  $lt: (actual, operand) => compare(actual, operand, (order) => order < 0),
  $lte: (actual, operand) => compare(actual, operand, (order) => order <= 0),
  $in: (actual, operand) => list(operand).some((each) => equals(actual, each)),
  $nin: (actual, operand) => !list(operand).some((each) => equals(actual, each)),
  $all: (actual, operand) => list(operand).every((each) => equals(actual, each)),
  $exists: (actual, operand) => (actual !== undefined && actual !== null) === operand,
  $regex: (actual, operand) => some(actual, (text) => new RegExp(String(operand)).test(text)),
  $contains: (actual, operand) => some(actual, (text) => text.includes(String(operand))),
  $size: (actual, operand) => Array.isArray(actual) && actual.length === operand,
}

/**
 * Whether an item meets a filter in W&B's Mongo style, given as a JSON string.
 *
 * @throws DomainError 400 for text that is not a JSON object and for unknown operators.
 */
export function parseFilter(filters: string | null | undefined): (lookup: Lookup) => boolean {
  if (filters === null || filters === undefined || filters === '') return () => true
  const parsed = parseJson(filters)
  if (!isRecord(parsed)) throw new DomainError(400, 'filters must be a JSON object')
  return (lookup) => matches(parsed, lookup)
}

function matches(filter: Record<string, unknown>, lookup: Lookup): boolean {
  return Object.entries(filter).every(([key, operand]) => {
    if (key === '$and') return list(operand).every((each) => matches(record(each), lookup))
    if (key === '$or') return list(operand).some((each) => matches(record(each), lookup))
    if (key === '$nor') return !list(operand).some((each) => matches(record(each), lookup))
    if (key === '$not') return !matches(record(operand), lookup)
    if (key.startsWith('$')) throw new DomainError(400, `unknown filter operator ${key}`)
    return matchesField(lookup(key), operand)
  })
}

function matchesField(actual: unknown, condition: unknown): boolean {
  if (!isRecord(condition) || !Object.keys(condition).some((key) => key.startsWith('$'))) {
    return equals(actual, condition)
  }
  return Object.entries(condition).every(([name, operand]) => {
    if (name === '$not') return !matchesField(actual, operand)
    const operator = Object.hasOwn(OPERATORS, name) ? OPERATORS[name] : undefined
    if (operator === undefined) throw new DomainError(400, `unknown filter operator ${name}`)
    return operator(actual, operand)
  })
}

function equals(actual: unknown, operand: unknown): boolean {
  if (Array.isArray(actual) && !Array.isArray(operand)) return actual.some((each) => equals(each, operand))
  if (actual === undefined || actual === null) return operand === null
  return JSON.stringify(actual) === JSON.stringify(operand) || orderOfTimes(actual, operand) === 0
}

function compare(actual: unknown, operand: unknown, holds: (order: number) => boolean): boolean {
  if (typeof actual === 'number' && typeof operand === 'number') return holds(actual - operand)
  if (typeof actual !== 'string' && !(actual instanceof Date)) return false
  const times = orderOfTimes(actual, operand)
  if (times !== undefined) return holds(times)
  return (
    typeof actual === 'string' && typeof operand === 'string' && holds(actual < operand ? -1 : Number(actual > operand))
  )
}

/** Moments are looked up as `Date`, so that `2026-11-23T10:00:00` and `…:00Z` mean the same one (UTC). */
function orderOfTimes(actual: unknown, operand: unknown): number | undefined {
  if (!(actual instanceof Date) || typeof operand !== 'string') return undefined
  const zoned = /(Z|[+-]\d\d:?\d\d)$/.test(operand) || !operand.includes('T') ? operand : `${operand}Z`
  const time = Date.parse(zoned)
  if (Number.isNaN(time)) throw new DomainError(400, `"${operand}" is not a time`)
  return actual.getTime() - time
}

function some(actual: unknown, holds: (text: string) => boolean): boolean {
  return list(Array.isArray(actual) ? actual : [actual]).some((each) => typeof each === 'string' && holds(each))
}

function list(value: unknown): readonly unknown[] {
  if (!Array.isArray(value)) throw new DomainError(400, 'this filter operator needs a list')
  return value
}

function record(value: unknown): Record<string, unknown> {
  if (!isRecord(value)) throw new DomainError(400, 'filters must be JSON objects')
  return value
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new DomainError(400, 'filters are not valid JSON')
  }
}
