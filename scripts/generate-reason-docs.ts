/**
 * Writes docs/reason-codes.md from the list of reason codes and their texts; with `--check` it only compares
 * and exits with 1 when the page is stale.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { REASON_CODES } from '../src/reason-codes.ts'
import { reasonDocs } from './reason-docs.ts'

const PAGE = new URL('../docs/reason-codes.md', import.meta.url)
const page = reasonDocs(REASON_CODES)

if (!process.argv.includes('--check')) {
  writeFileSync(PAGE, page)
} else if (!existsSync(PAGE) || readFileSync(PAGE, 'utf8') !== page) {
  console.error('docs/reason-codes.md is stale: run node scripts/generate-reason-docs.ts')
  process.exitCode = 1
}
