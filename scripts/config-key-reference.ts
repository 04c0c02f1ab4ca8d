import type { JsonSchema } from '../src/config/json-schema.ts'
import { entries, field, isMapping, items } from '../src/config/loose.ts'

/** The Markdown reference of all keys of the gate config, made from its JSON Schema. */
export function keyReference(schema: JsonSchema): string {
  return SECTIONS.map(({ title, path, intro }) => section(title, at(schema, path), intro)).join('\n')
}

const MODEL = ['properties', 'models', 'additionalProperties']
const STAGE = [...MODEL, 'properties', 'stages', 'additionalProperties']

interface Section {
  readonly title: string
  readonly path: readonly string[]
  /** Instead of the description in the schema, where that is of one of several. */
  readonly intro?: string
}

const SECTIONS: readonly Section[] = [
  { title: 'Top level', path: [] },
  { title: '`models.<name>`', path: MODEL },
  { title: '`reports.<name>`', path: [...MODEL, 'properties', 'reports', 'additionalProperties'] },
  { title: '`stages.<name>`', path: STAGE },
  { title: '`checks[]`', path: [...STAGE, 'properties', 'checks', 'items'] },
  { title: '`canary.metrics[]`', path: [...STAGE, 'properties', 'canary', 'properties', 'metrics', 'items'] },
  { title: '`approvals[]`', path: [...STAGE, 'properties', 'approvals', 'items'] },
  {
    title: '`may.<operation>`',
    path: [...STAGE, 'properties', 'may', 'properties', 'promote'],
    intro: 'Who may start this operation. Whoever started the run and whoever ran it again must both be allowed.',
  },
]

function section(title: string, schema: unknown, given?: string): string {
  const variants = items(field(schema, 'anyOf'))
  const mapping = isMapping(field(schema, 'properties'))
    ? schema
    : variants.find((variant) => isMapping(field(variant, 'properties')))
  const required = items(field(mapping, 'required'))
  const rows = entries(field(mapping, 'properties')).flatMap(([key, property]) =>
    row(key, property, required.includes(key)),
  )
  const intro = given ?? String(field(schema, 'description') ?? '')
  return [
    `### ${title}`,
    '',
    intro,
    '',
    '| Key | Value | Default | Meaning |',
    '| --- | --- | --- | --- |',
    ...rows,
    '',
  ].join('\n')
}

function row(key: string, schema: unknown, required: boolean, isInner = false): string[] {
  const fallback = field(schema, 'default')
  const preset = required ? '**required**' : fallback === undefined ? '–' : `\`${String(fallback)}\``
  const line = `| \`${key}\` | ${cell(kindOf(schema))} | ${preset} | ${cell(String(field(schema, 'description') ?? ''))} |`
  if (isInner) return [line]
  // Small mappings (lineage, identity) have no section of their own.
  const inner = entries(field(schema, 'properties'))
  const needed = items(field(schema, 'required'))
  return [line, ...inner.flatMap(([name, part]) => row(`${key}.${name}`, part, needed.includes(name), true))]
}

function kindOf(schema: unknown): string {
  const variants = items(field(schema, 'anyOf'))
  if (variants.length > 0 && field(schema, 'type') === undefined) return variants.map(kindOf).join(' or ')
  const words = items(field(schema, 'enum'))
  if (words.length > 0) return words.map((word) => `\`${String(word)}\``).join(' · ')
  if (field(schema, 'const') !== undefined) return `\`${String(field(schema, 'const'))}\``
  switch (field(schema, 'type')) {
    case 'array':
      return `list of ${kindOf(field(schema, 'items'))}`
    case 'object':
      return 'mapping'
    case 'string':
      return 'text'
    case 'integer':
      return 'whole number'
    case 'boolean':
      return '`true` · `false`'
    default:
      return String(field(schema, 'type'))
  }
}

function at(schema: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>((value, key) => field(value, key), schema)
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|')
}
