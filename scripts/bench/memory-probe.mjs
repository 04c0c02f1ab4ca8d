// Loaded into the measured process by NODE_OPTIONS=--import: leaves its peak memory (resident set, in bytes) in a file.
import { writeFileSync } from 'node:fs'

process.on('exit', () => {
  const file = process.env['BENCH_MEMORY_FILE']
  if (file !== undefined) writeFileSync(file, String(process.resourceUsage().maxRSS * 1024))
})
