import { bigReport, checkOf, type Shape } from './big-report.ts'
import { HARNESS_REPORT, type MeasuredRun, measuredRun, stagingGates, summariseRuns } from './measured-run.ts'
import { megabytes, milliseconds, targetMet } from './samples.ts'
import type { Settings } from './settings.ts'

/** Bytes; the largest is what the gate config allows by default. */
const SIZES = [10_000, 1_000_000, 10_000_000, 64_000_000] as const
const LARGEST = 64_000_000
const TEXT = { seconds: 4, peak: 600e6 }
const TARGETS = { 'lm-eval': TEXT, json: TEXT, inspect: { seconds: 6, peak: 700e6 } } as const satisfies Record<
  Shape,
  unknown
>

/** Whole promotions with reports of growing size: time of the process and its peak memory. */
export async function benchReports({ quick, terminal }: Settings): Promise<void> {
  const rows: (readonly string[])[] = [
    ['report', 'size', 'time, best / median', 'processor', 'peak memory', 'target for 64 MB'],
  ]
  for (const shape of ['lm-eval', 'json', 'inspect'] as const) {
    for (const bytes of SIZES) rows.push(await measure(shape, bytes, quick ? 1 : 3))
  }
  terminal.heading('Large reports: a whole promotion')
  terminal.table(rows)
}

const REPORTS: Readonly<Record<Shape, string>> = {
  'lm-eval': HARNESS_REPORT,
  json: '{ path: eval/report.json, format: json }',
  inspect: '{ path: eval/report.eval, format: inspect, identity: { select: /eval/metadata/model_version } }',
}

async function measure(shape: Shape, bytes: number, rounds: number): Promise<readonly string[]> {
  const content = bigReport(shape, bytes)
  const file = shape === 'inspect' ? 'eval/report.eval' : 'eval/report.json'
  const report = REPORTS[shape]
  const gates = stagingGates(report, [checkOf(shape)])
  const runs: MeasuredRun[] = []
  for (let index = 0; index < rounds; index += 1) {
    runs.push(await measuredRun(gates, (acme) => acme.write(file, content)))
  }
  const { time, cpu, peak } = summariseRuns(runs)
  const target = TARGETS[shape]
  const met = time.best < target.seconds * 1000 && peak < target.peak
  const verdict = bytes === LARGEST ? `${target.seconds} s, ${megabytes(target.peak)}: ${targetMet(met)}` : ''
  return [
    shape,
    megabytes(Buffer.byteLength(content)),
    milliseconds(time),
    `${cpu.best.toFixed(0)} ms`,
    megabytes(peak),
    verdict,
  ]
}
