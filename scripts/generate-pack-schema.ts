// Writes schemas/evidence-pack.schema.json from the zod schema; with --check it only compares and exits 1 when it is stale.
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { evidencePackJsonSchema } from '../src/promotion/evidence-pack-schema.ts'

const file = new URL('../schemas/evidence-pack.schema.json', import.meta.url)
const text = `${JSON.stringify(evidencePackJsonSchema(), null, 2)}\n`

if (!process.argv.includes('--check')) {
  writeFileSync(file, text)
} else if (!existsSync(file) || readFileSync(file, 'utf8') !== text) {
  console.error('schemas/evidence-pack.schema.json is stale: run node scripts/generate-pack-schema.ts')
  process.exitCode = 1
}
