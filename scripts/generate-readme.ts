// Writes the tables of inputs and outputs and the example workflows into README.md and docs/operations/, between
// markers, from action.yml, src/action/input-table.ts and examples/workflows/. With --check it writes nothing, exits 1 and names the files that are stale.
import { readFileSync, writeFileSync } from 'node:fs'
import { OPERATIONS } from '../src/action/input-table.ts'
import { exampleWorkflow, inputsOf, inputTable, outputTable, readMetadata } from './action-reference.ts'

const root = new URL('../', import.meta.url)
const metadata = readMetadata()

const pages: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'README.md': {
    inputs: inputTable(metadata),
    outputs: outputTable(metadata),
    'gate.yml': exampleWorkflow('gate.yml'),
    'promote.yml': exampleWorkflow('promote.yml'),
  },
  ...Object.fromEntries(
    OPERATIONS.map((operation) => [`docs/operations/${operation}.md`, { inputs: inputsOf(operation) }]),
  ),
}

const stale: string[] = []
for (const [path, parts] of Object.entries(pages)) {
  const file = new URL(path, root)
  const before = readFileSync(file, 'utf8')
  const after = Object.entries(parts).reduce((text, [name, content]) => fill(text, name, content), before)
  if (after === before) continue
  stale.push(path)
  if (!process.argv.includes('--check')) writeFileSync(file, after)
}

if (process.argv.includes('--check')) {
  for (const path of stale) console.error(`${path} is stale: run node scripts/generate-readme.ts`)
  process.exitCode = stale.length === 0 ? 0 : 1
}

function fill(text: string, name: string, content: string): string {
  const begin = `<!-- generated: ${name} -->`
  const end = `<!-- /generated: ${name} -->`
  const from = text.indexOf(begin)
  const to = text.indexOf(end, from)
  if (from < 0 || to < 0) throw new Error(`no markers ${begin} … ${end}`)
  return `${text.slice(0, from + begin.length)}\n${content}${text.slice(to)}`
}
