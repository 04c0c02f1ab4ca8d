/**
 * Measures what docs/benchmark.md states. Prints numbers and whether each target is met; never fails for a slow machine.
 *
 *   node scripts/bench/main.ts [--quick]
 */
import { cpus, loadavg } from 'node:os'
import { parseArgs } from 'node:util'
import { Terminal } from '../../sandbox/demo/terminal.ts'
import { benchChecks } from './checks.ts'
import { benchReports } from './reports.ts'
import { benchRequests } from './requests.ts'
import type { Settings } from './settings.ts'
import { benchStart } from './start.ts'
import { benchStatistics } from './statistics.ts'
import { benchWallTime } from './wall-time.ts'
import { benchWayBack } from './way-back.ts'

const { values } = parseArgs({ options: { quick: { type: 'boolean', default: false } } })
const settings: Settings = { quick: values.quick, terminal: new Terminal(process.stdout, process.env) }

const began = performance.now()
const { terminal } = settings
terminal.line(`Node ${process.version}, ${process.platform} ${process.arch}, ${cpus().length} CPUs`)
for (const bench of [
  benchRequests,
  benchWallTime,
  benchWayBack,
  benchStart,
  benchReports,
  benchChecks,
  benchStatistics,
])
  await bench(settings)
terminal.line()
const load = Math.max(...loadavg())
terminal.line(`${((performance.now() - began) / 1000).toFixed(0)} s in all; load average up to ${load.toFixed(1)}`)
if (load > cpus().length) {
  terminal.paragraph(
    'Other work on this machine disturbed the times: trust the best ones, and processor time, more than the medians.',
  )
}
