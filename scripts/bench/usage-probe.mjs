// Loaded into the measured process by NODE_OPTIONS=--import: leaves in a file what the system says of it at its end,
// peak memory (resident set, in bytes) and processor time (milliseconds).
import { writeFileSync } from 'node:fs'

process.on('exit', () => {
  const file = process.env['BENCH_USAGE_FILE']
  const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage()
  const usage = { peak: maxRSS * 1024, cpu: (userCPUTime + systemCPUTime) / 1000 }
  if (file !== undefined) writeFileSync(file, JSON.stringify(usage))
})
