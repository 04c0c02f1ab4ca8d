import * as z from 'zod'
import type { Issue } from '../errors.ts'
import { suggestion } from './did-you-mean.ts'
import { describeValue, field, items } from './loose.ts'
import { rightPlace } from './misplaced.ts'
import { notYetAvailable } from './not-yet.ts'
import type { Path, YamlSource } from './yaml-source.ts'

/** The value in its checked form; or undefined, and every way in which it does not fit the schema, with its place. */
export interface Checked<T> {
  readonly value: T | undefined
  readonly issues: readonly Issue[]
}

export function checkSchema<T extends z.ZodType>(schema: T, source: YamlSource): Checked<z.output<T>> {
  // Compiling each schema first, zod's default, costs more than it saves on one small file. The error map gives the words
  // that stand after "expected"; rules with a phrase of their own keep it.
  const result = schema.safeParse(source.value, { error: expectation, jitless: true })
  if (result.success) return { value: result.data, issues: [] }
  return { value: undefined, issues: result.error.issues.flatMap((issue) => toIssues(issue, [], { schema, source })) }
}

interface Context {
  readonly schema: z.ZodType
  readonly source: YamlSource
}

function toIssues(issue: z.core.$ZodIssue, above: Path, context: Context): Issue[] {
  const path = [...above, ...issue.path]
  if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => unknownKey(key, path, context))
  const branch = issue.code === 'invalid_union' ? meantBranch(issue.errors) : null
  if (branch !== null) return branch.flatMap((inner) => toIssues(inner, path, context))
  return [issue.code === 'invalid_key' ? badName(issue, path, context) : badValue(issue, path, context)]
}

function badName(issue: z.core.$ZodIssueInvalidKey, path: Path, { source }: Context): Issue {
  const message = `The name ${nameOf(path)} is not allowed`
  const expected = issue.issues[0]?.message ?? issue.message
  return { at: source.keyAt(path), message, expected, found: describeValue(path.at(-1)) }
}

function badValue(issue: z.core.$ZodIssue, path: Path, { source }: Context): Issue {
  const value = valueAt(source.value, path)
  const name = nameOf(path)
  const expected = issue.message
  if (value === undefined) return { at: source.keyAt(path), message: `${name} is missing`, expected }
  const message = `${name} ${complaint(issue)}`
  return { ...hintFor(issue, value), at: source.at(path), message, expected, found: describeValue(value) }
}

function unknownKey(key: string, path: Path, { schema, source }: Context): Issue {
  const at = source.keyAt([...path, key])
  const { pattern, keys } = schemaPlace(schema, path)
  const later = notYetAvailable([...pattern, key].join('.'))
  if (later !== null) return { at, message: later, hint: 'Remove it: a key that has no effect is not accepted.' }
  const hint = rightPlace([...pattern, key].join('.'))
  return { at, message: `Unknown key \`${key}\``, ...(hint === null ? suggestion(key, keys) : { hint }) }
}

/** The known keys at a path, and the path with `*` for every free name and index. */
function schemaPlace(root: z.ZodType, path: Path): { pattern: readonly string[]; keys: readonly string[] } {
  let at: unknown = root
  const pattern: string[] = []
  for (const key of path) {
    const inner = mappingOf(at)
    if (inner instanceof z.ZodObject) at = inner.shape[String(key)]
    else if (inner instanceof z.ZodRecord) at = inner.valueType
    else if (inner instanceof z.ZodArray) at = inner.element
    pattern.push(inner instanceof z.ZodObject ? String(key) : '*')
  }
  const last = mappingOf(at)
  return { pattern, keys: last instanceof z.ZodObject ? Object.keys(last.shape) : [] }
}

/** Takes off optional and default; of a union, the variant that is a mapping. */
function mappingOf(schema: unknown): unknown {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault) return mappingOf(schema.unwrap())
  if (schema instanceof z.ZodUnion) return schema.options.find((option) => option instanceof z.ZodObject)
  return schema
}

/** The variant whose kind of value was given; null: none. */
function meantBranch(branches: readonly (readonly z.core.$ZodIssue[])[]): readonly z.core.$ZodIssue[] | null {
  return (
    branches.find((issues) => !issues.some((issue) => issue.code === 'invalid_type' && issue.path.length === 0)) ?? null
  )
}

function valueAt(root: unknown, path: Path): unknown {
  let value = root
  for (const key of path) value = typeof key === 'number' ? items(value)[key] : field(value, String(key))
  return value
}

function nameOf(path: Path): string {
  const last = path.at(-1)
  if (last === undefined) return 'The file'
  return typeof last === 'number' ? `\`${String(path.at(-2))}[${last}]\`` : `\`${String(last)}\``
}

function complaint(issue: z.core.$ZodIssue): string {
  if (issue.code === 'invalid_type' || issue.code === 'invalid_union') return 'has the wrong type'
  if (issue.code === 'too_small' || issue.code === 'too_big') return 'is out of range'
  return 'has a value that is not allowed'
}

function expectation(issue: z.core.$ZodRawIssue): string | undefined {
  switch (issue.code) {
    case 'invalid_type':
      return KINDS.get(issue.expected) ?? issue.expected
    case 'invalid_value':
      return issue.values.length === 1 ? String(issue.values[0]) : `one of ${issue.values.join(', ')}`
    case 'too_small':
      return issue.origin === 'array' ? 'a list with at least one entry' : `${String(issue.minimum)} or more`
    case 'too_big':
      return `${String(issue.maximum)} or less`
    case 'invalid_union':
      return 'text or a mapping'
    default:
      return undefined
  }
}

const KINDS: ReadonlyMap<string, string> = new Map([
  ['string', 'text'],
  ['number', 'a finite number'],
  ['int', 'a whole number'],
  ['boolean', 'true or false'],
  ['array', 'a list'],
  ['object', 'a mapping'],
  ['record', 'a mapping'],
])

function hintFor(issue: z.core.$ZodIssue, value: unknown): { hint?: string } {
  if (value === null) return { hint: 'Give it a value, or remove the key.' }
  if (issue.code === 'invalid_value' && typeof value === 'string') return suggestion(value, issue.values.map(String))
  if (issue.code !== 'invalid_type') return {}
  if (issue.expected === 'string' && (typeof value === 'number' || typeof value === 'boolean'))
    return { hint: 'Put it in quotes.' }
  if (typeof value !== 'string') return {}
  if (issue.expected === 'boolean') return { hint: 'Write true or false: YAML 1.2 reads other words as text.' }
  if (issue.expected !== 'number') return {}
  if (/^[\d.]+\s*%$/.test(value)) {
    return { hint: 'Percentages are read in max_regression, min_improvement, max_improvement and margin only.' }
  }
  return value.trim() !== '' && Number.isFinite(Number(value)) ? { hint: 'Remove the quotes.' } : {}
}
