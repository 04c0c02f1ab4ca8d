// Writes schemas/result.schema.json from the zod schema; with --check it only compares and exits 1 when it is stale.
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { resultJsonSchema } from '../src/promotion/result-schema.ts'

const file = new URL('../schemas/result.schema.json', import.meta.url)
const text = `${JSON.stringify(resultJsonSchema(), null, 2)}\n`

if (!process.argv.includes('--check')) {
  writeFileSync(file, text)
} else if (!existsSync(file) || readFileSync(file, 'utf8') !== text) {
  console.error('schemas/result.schema.json is stale: run node scripts/generate-result-schema.ts')
  process.exitCode = 1
}
