// Writes schemas/promotion-attestation.schema.json from the zod schema; with --check it only compares.
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { predicateJsonSchema } from '../src/promotion/attestation-schema.ts'

const file = new URL('../schemas/promotion-attestation.schema.json', import.meta.url)
const text = `${JSON.stringify(predicateJsonSchema(), null, 2)}\n`

if (!process.argv.includes('--check')) {
  writeFileSync(file, text)
} else if (!existsSync(file) || readFileSync(file, 'utf8') !== text) {
  console.error('schemas/promotion-attestation.schema.json is stale: run node scripts/generate-attestation-schema.ts')
  process.exitCode = 1
}
