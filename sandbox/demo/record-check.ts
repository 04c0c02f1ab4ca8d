import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PROJECT } from '../runner/run-action.ts'

/** A record as an auditor keeps it: the exact text, and the hash that was written down. */
export interface KeptRecord {
  readonly record: string
  readonly sha256: string
}

export interface RecordCheck {
  readonly exit: number | null
  readonly lines: readonly string[]
}

/** Runs scripts/verify-record.mjs over a file with these records, in a process that knows of nothing else. */
export function checkRecords(records: readonly KeptRecord[]): RecordCheck {
  const folder = mkdtempSync(join(tmpdir(), 'records-'))
  try {
    const file = join(folder, 'records.json')
    writeFileSync(file, JSON.stringify({ records }))
    return checkFile(file)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** The same for a file that is there: records, or an evidence pack. */
export function checkFile(file: string): RecordCheck {
  const script = join(PROJECT, 'scripts', 'verify-record.mjs')
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, file], { env: {}, encoding: 'utf8' })
  return { exit: status, lines: `${stdout}${stderr}`.split('\n').filter(Boolean) }
}
