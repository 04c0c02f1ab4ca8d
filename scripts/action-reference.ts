import { readFileSync } from 'node:fs'
import { parse } from 'yaml'
import type { InputName, Operation, OutputName } from '../src/action/input-table.ts'
import { INPUTS, OPERATIONS, OUTPUTS } from '../src/action/input-table.ts'

interface Described {
  readonly description: string
}

interface Metadata {
  readonly inputs: Readonly<Record<InputName, Described>>
  readonly outputs: Readonly<Record<OutputName, Described>>
}

const INPUT_NAMES = Object.keys(INPUTS) as readonly InputName[]

/** `action.yml` as it stands. */
export function readMetadata(): Metadata {
  return parse(readFileSync(new URL('../action.yml', import.meta.url), 'utf8')) as Metadata
}

/** Table of the inputs that this release reads, and the names of those that it refuses. */
export function inputTable({ inputs }: Metadata): string {
  const usable = INPUT_NAMES.filter((name) => OPERATIONS.some((operation) => isUsed(name, operation)))
  const later = INPUT_NAMES.filter((name) => !usable.includes(name)).map((name) => `\`${name}\``)
  const inTable = usable.filter((name) => !isTicketCredential(name))
  const table = rows(inTable.map((name) => [`\`${name}\``, inputs[name].description]))
  const tickets = usable.filter(isTicketCredential).map((name) => `\`${name}\``)
  const elsewhere = `Credentials of [Jira](docs/integrations/jira.md) and [ServiceNow](docs/integrations/servicenow.md): ${tickets.join(', ')}.`
  const reserved = later.length === 0 ? '' : ` Reserved for operations that are not available yet: ${later.join(', ')}.`
  return `| Input | Meaning |\n| --- | --- |\n${table}\n\n${elsewhere}${reserved}\n`
}

export function outputTable({ outputs }: Metadata): string {
  return `| Output | Meaning |\n| --- | --- |\n${rows(OUTPUTS.map((name) => [`\`${name}\``, outputs[name].description]))}\n`
}

/** The inputs that an operation reads, as one sentence. */
export function inputsOf(operation: Operation): string {
  const names = INPUT_NAMES.filter((name) => isUsed(name, operation)).map((name) => `\`${name}\``)
  return `Inputs that \`${operation}\` reads: ${names.join(', ')}. Their meanings stand in the [README](../../README.md#inputs).\n`
}

/** An example workflow as a code block, without the comment that heads the file. */
export function exampleWorkflow(name: string): string {
  const text = readFileSync(new URL(`../examples/workflows/${name}`, import.meta.url), 'utf8')
  return `\`\`\`yaml\n${text.replace(/^(#.*\n)+/, '').trim()}\n\`\`\`\n`
}

/** Their pages say which go together. */
function isTicketCredential(name: InputName): boolean {
  return /^(?:jira|servicenow)-/.test(name)
}

function isUsed(name: InputName, operation: Operation): boolean {
  const { usedBy, available } = INPUTS[name]
  const operations: 'all' | readonly string[] = usedBy
  return available && (operations === 'all' || operations.includes(operation))
}

function rows(cells: readonly (readonly string[])[]): string {
  return cells.map((row) => `| ${row.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`).join('\n')
}
