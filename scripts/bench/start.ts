import { spawn } from 'node:child_process'
import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { PROJECT } from '../../sandbox/runner/run-action.ts'
import { mergedRequest, ONE_ALIAS } from './company.ts'
import { RequestTimes } from './request-times.ts'
import { megabytes, milliseconds, summarise, targetMet } from './samples.ts'
import type { Settings } from './settings.ts'

const MOST_RATIO = 6
const MOST_BYTES = 1_500_000

/** Size of the bundle, and how long it takes from the start of the process to its first request, beside bare Node. */
export async function benchStart({ quick, terminal }: Settings): Promise<void> {
  const { acme, pushed } = await mergedRequest(ONE_ALIAS)
  const bare: number[] = []
  const first: number[] = []
  try {
    for (let index = 0; index < (quick ? 7 : 15); index += 1) {
      bare.push(await bareNode())
      const times = new RequestTimes(acme.github.apiUrl)
      const spawned: number[] = []
      await acme.pushEvent(pushed, {}, { onStart: () => spawned.push(performance.now()) })
      times.close()
      first.push((times.all[0]?.start ?? Number.POSITIVE_INFINITY) - (spawned[0] ?? 0))
    }
  } finally {
    await acme.close()
  }
  const [node, request] = [summarise(bare), summarise(first)]
  const ratio = request.best / node.best
  const bytes = folderSize(join(PROJECT, 'dist'))
  terminal.heading('Start and size of the bundle')
  terminal.table([
    ['what', 'best / median', `target`, ''],
    ['node -e 0, start to end', milliseconds(node), '', ''],
    [
      'dist/index.js, start to first request',
      milliseconds(request),
      `≤ ${MOST_RATIO} × node`,
      `${ratio.toFixed(1)} ×, ${targetMet(ratio <= MOST_RATIO)}`,
    ],
    ['size of dist/', megabytes(bytes), `≤ ${megabytes(MOST_BYTES)}`, targetMet(bytes <= MOST_BYTES)],
  ])
}

/** Both times count from the moment when the process exists. */
function bareNode(): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['-e', '0'], { stdio: ['ignore', 'pipe', 'pipe'] })
    const began = performance.now()
    child.on('error', reject)
    child.on('exit', () => resolve(performance.now() - began))
  })
}

function folderSize(folder: string): number {
  const sizes = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => statSync(join(entry.parentPath, entry.name)).size)
  return sizes.reduce((sum, size) => sum + size, 0)
}
