import { glob, open, realpath, stat } from 'node:fs/promises'
import { isAbsolute, join, relative, sep } from 'node:path'
import { ReportError } from '../errors.ts'
import type { EvidenceLocation } from '../evidence/report.ts'
import type { EvidenceSource, FetchedReport } from '../operations/ports.ts'

const GLOB = /[*?[\]{}]/
/** Files that one report may have. */
const MOST_FILES = 100
/** Entries of the file system that a pattern may match, folders included. */
const MOST_ENTRIES = 1_000

/** Evidence of the kind `path`: regular files of the workspace, named by a path or a glob, links resolved. */
export function createWorkspaceFiles(workspace: string): EvidenceSource {
  return {
    expand: async (location) => {
      const matches = await filesAt(await realpath(workspace), location.text)
      return matches.map((text) => ({ ...location, text }))
    },
    fetch: (location, limits) => fetchFile(workspace, location, limits.maxBytes),
  }
}

async function fetchFile(workspace: string, location: EvidenceLocation, maxBytes: number): Promise<FetchedReport> {
  const root = await realpath(workspace)
  const path = location.text
  const real = await realPathOf(root, path)
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

async function realPathOf(root: string, path: string): Promise<string> {
  try {
    return await realpath(join(root, path))
  } catch (cause) {
    throw nothingThere(path, cause)
  }
}

function nothingThere(pattern: string, cause?: unknown): ReportError {
  return new ReportError('report-missing', `No file in the workspace matches ${pattern}.`, {
    hint: 'Does the evaluation step run before this one, in the same job, and write there?',
    cause,
  })
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

/** The files that a path or glob names, in name order; a folder only where nothing else is named. */
async function filesAt(root: string, pattern: string): Promise<readonly string[]> {
  if (await exists(join(root, pattern))) return [pattern]
  const matches: string[] = []
  if (GLOB.test(pattern)) {
    for await (const match of glob(pattern, { cwd: root })) {
      matches.push(match)
      if (matches.length > MOST_ENTRIES) throw tooMany(pattern, MOST_ENTRIES)
    }
  }
  if (matches.length === 0) throw nothingThere(pattern)
  const paths = matches.sort(byName)
  const files = (await Promise.all(paths.map((path) => isFolder(join(root, path))))).map((folder) => !folder)
  const found = paths.filter((_, at) => files[at])
  if (found.length > MOST_FILES) throw tooMany(pattern, MOST_FILES)
  return found.length > 0 ? found : paths.slice(0, 1)
}

/** By the letters of the path, as `LC_ALL=C` sorts ASCII: the same on every machine. */
function byName(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

async function isFolder(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory()
  } catch {
    // A link that leads nowhere is told by whoever opens it.
    return false
  }
}

function tooMany(pattern: string, most: number): ReportError {
  return new ReportError('report-too-large', `More than ${most} files match ${pattern}.`, {
    hint: 'Make the pattern narrower: each of its files becomes part of the report.',
  })
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
