import { glob, open, realpath, stat } from 'node:fs/promises'
import { isAbsolute, join, relative, sep } from 'node:path'
import { ReportError } from '../errors.ts'
import type { EvidenceLocation } from '../evidence/report.ts'
import type { EvidenceSource, FetchedReport } from '../operations/ports.ts'

const GLOB = /[*?[\]{}]/
const MOST_MATCHES = 20

/** Evidence of the kind `path`: one regular file of the workspace, named by a path or a glob, links resolved. */
export function createWorkspaceFiles(workspace: string): EvidenceSource {
  return { fetch: (location, limits) => fetchFile(workspace, location, limits.maxBytes) }
}

async function fetchFile(workspace: string, location: EvidenceLocation, maxBytes: number): Promise<FetchedReport> {
  const root = await realpath(workspace)
  const path = await onlyMatch(root, location.text)
  const real = await realpath(join(root, path))
  const inside = relative(root, real)
  if (inside === '' || inside === '..' || inside.startsWith(`..${sep}`) || isAbsolute(inside)) {
    throw new ReportError('report-unreadable', `${path} leads out of the workspace.`, {
      hint: 'A link in the path points outside. Copy the report into the workspace.',
    })
  }
  const file = await stat(real)
  if (!file.isFile()) throw new ReportError('report-unreadable', `${path} is not a file.`)
  if (file.size > maxBytes) throw tooLarge(path, file.size, maxBytes)
  return { resolved: path.split(sep).join('/'), bytes: await readAtMost(real, path, maxBytes), claims: [] }
}

/** Reads no more than allowed, even when the file grows meanwhile. */
async function readAtMost(real: string, path: string, maxBytes: number): Promise<Uint8Array> {
  const handle = await open(real, 'r')
  try {
    const { size } = await handle.stat()
    if (size > maxBytes) throw tooLarge(path, size, maxBytes)
    const bytes = Buffer.alloc(size)
    let filled = 0
    while (filled < size) {
      const { bytesRead } = await handle.read(bytes, filled, size - filled, filled)
      if (bytesRead === 0) break
      filled += bytesRead
    }
    return bytes.subarray(0, filled)
  } finally {
    await handle.close()
  }
}

/** The one file that a path or glob names. */
async function onlyMatch(root: string, pattern: string): Promise<string> {
  if (await exists(join(root, pattern))) return pattern
  const matches: string[] = []
  if (GLOB.test(pattern)) {
    for await (const match of glob(pattern, { cwd: root })) {
      matches.push(match)
      if (matches.length > MOST_MATCHES) break
    }
  }
  const [first, ...others] = matches.sort()
  if (first === undefined) {
    throw new ReportError('report-missing', `No file in the workspace matches ${pattern}.`, {
      hint: 'Does the evaluation step run before this one, in the same job, and write there?',
    })
  }
  if (others.length === 0) return first
  const count = matches.length > MOST_MATCHES ? `More than ${MOST_MATCHES}` : String(matches.length)
  throw new ReportError(
    'report-unreadable',
    `${count} files match ${pattern}: ${matches.slice(0, 5).join(', ')}${matches.length > 5 ? ', …' : ''}.`,
    {
      hint: 'Name one of them: which run counts is not guessed.',
    },
  )
}

async function exists(path: string): Promise<boolean> {
  try {
    await stat(path)
    return true
  } catch {
    return false
  }
}

function tooLarge(path: string, size: number, maxBytes: number): ReportError {
  return new ReportError('report-too-large', `${path} has ${size} bytes; at most ${maxBytes} are read.`, {
    hint: 'Raise `max_report_mb` in the gate config, or write a report without the single samples.',
  })
}
