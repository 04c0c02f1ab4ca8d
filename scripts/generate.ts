// Writes every generated file; with --check it compares all of them and exits 1 when any is stale.
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const GENERATORS = [
  'config-schema',
  'report-schema',
  'result-schema',
  'pack-schema',
  'attestation-schema',
  'reason-docs',
  'readme',
]

const failed = GENERATORS.filter((name) => {
  const script = fileURLToPath(new URL(`generate-${name}.ts`, import.meta.url))
  return spawnSync(process.execPath, [script, ...process.argv.slice(2)], { stdio: 'inherit' }).status !== 0
})
process.exitCode = failed.length === 0 ? 0 : 1
