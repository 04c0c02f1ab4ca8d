import { spawnSync } from 'node:child_process'
import { copyFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from '@jest/globals'
import { ROOT, read } from './repository.ts'

interface LockEntry {
  readonly resolved?: string
  readonly optionalDependencies?: Readonly<Record<string, string>>
}

describe('generated files', () => {
  it('are fresh: schemas, reference tables, reason codes', () => {
    const { status, stderr } = spawnSync(process.execPath, [join(ROOT, 'scripts/generate.ts'), '--check'], {
      encoding: 'utf8',
    })
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
  })
})

describe('package-lock.json', () => {
  const { packages } = JSON.parse(read('package-lock.json')) as { packages: Readonly<Record<string, LockEntry>> }

  it('names no host, so that it installs from any registry', () => {
    const hosts = Object.entries(packages).filter(
      ([, entry]) => entry.resolved !== undefined && /^\w+:/.test(entry.resolved),
    )
    expect(hosts.map(([name]) => name)).toEqual([])
  })

  it('lists the optional packages of every platform', () => {
    const folder = mkdtempSync(join(tmpdir(), 'lock-'))
    try {
      copyFileSync(join(ROOT, 'package-lock.json'), join(folder, 'package-lock.json'))
      const { status } = spawnSync(process.execPath, [join(ROOT, 'scripts/patch-lock.mjs')], { cwd: folder })
      expect(status).toBe(0)
      expect(readFileSync(join(folder, 'package-lock.json'), 'utf8') === read('package-lock.json')).toBe(true)
    } finally {
      rmSync(folder, { recursive: true })
    }
  })
})
