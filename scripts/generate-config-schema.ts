// Writes schemas/gate-config.schema.json, schemas/model-pins.schema.json and the key reference in docs/gate-config.md
// from the zod schemas. With --check: writes nothing, exits 1 and names the files that are stale.
import { readFileSync, writeFileSync } from 'node:fs'
import { gateConfigJsonSchema, pinsJsonSchema } from '../src/config/json-schema.ts'
import { keyReference } from './config-key-reference.ts'

const BEGIN = '<!-- generated: keys -->'
const END = '<!-- /generated: keys -->'

const root = new URL('../', import.meta.url)
const docs = read('docs/gate-config.md')
const files: ReadonlyMap<string, string> = new Map([
  ['schemas/gate-config.schema.json', toJson(gateConfigJsonSchema())],
  ['schemas/model-pins.schema.json', toJson(pinsJsonSchema())],
  ['docs/gate-config.md', withReference(docs)],
])

const stale = [...files].filter(([path, text]) => read(path) !== text)
if (process.argv.includes('--check')) {
  for (const [path] of stale) console.error(`${path} is stale: run node scripts/generate-config-schema.ts`)
  process.exitCode = stale.length === 0 ? 0 : 1
} else {
  for (const [path, text] of stale) writeFileSync(new URL(path, root), text)
  console.log(stale.length === 0 ? 'up to date' : `written: ${stale.map(([path]) => path).join(', ')}`)
}

function withReference(text: string): string {
  const [before, rest] = split(text, BEGIN)
  const [, after] = split(rest, END)
  return `${before}${BEGIN}\n\n${keyReference(gateConfigJsonSchema())}\n${END}${after}`
}

function split(text: string, marker: string): readonly [string, string] {
  const at = text.indexOf(marker)
  if (at < 0) throw new Error(`docs/gate-config.md has no marker ${marker}`)
  return [text.slice(0, at), text.slice(at + marker.length)]
}

function toJson(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`
}

function read(path: string): string {
  try {
    return readFileSync(new URL(path, root), 'utf8')
  } catch {
    return ''
  }
}
