// Writes schemas/evaluation-report.schema.json from the zod schema; with --check it only compares.
import { readFileSync, writeFileSync } from 'node:fs'
import { canonicalJsonSchema } from '../src/evidence/readers/canonical-schema.ts'

const file = new URL('../schemas/evaluation-report.schema.json', import.meta.url)
const text = `${JSON.stringify(canonicalJsonSchema(), null, 2)}\n`

if (!process.argv.includes('--check')) {
  writeFileSync(file, text)
} else if (readFileSync(file, 'utf8') !== text) {
  console.error('schemas/evaluation-report.schema.json is out of date: run node scripts/generate-report-schema.ts')
  process.exitCode = 1
}
