import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from '@jest/globals'
import { SOFTWARE } from '../../src/version.ts'
import { ROOT, read } from './repository.ts'

interface Manifest {
  readonly name: string
  readonly version: string
  readonly dependencies: Readonly<Record<string, string>>
  readonly devDependencies: Readonly<Record<string, string>>
}

const manifest = JSON.parse(read('package.json')) as Manifest

/** What a dynamic import becomes. */
const PART = /^\d+\.index\.js$/

describe('the bundle', () => {
  it('consists of the start, parts that are loaded when they are needed, what signs, and the licences', () => {
    const files = readdirSync(join(ROOT, 'dist')).filter((name) => !PART.test(name))
    expect(files.sort()).toEqual(['index.js', 'licenses.txt', 'package.json', 'sign-statement.js'])
  })

  it('starts with a file that is small enough to load in a moment', () => {
    expect(statSync(join(ROOT, 'dist/index.js')).size).toBeLessThanOrEqual(1_500_000)
  })

  it('carries the licences of what it bundles', () => {
    const licences = read('dist/licenses.txt')
    const missing = ['@actions/attest', '@actions/core', '@octokit/core', 'json-p3', 'undici', 'yaml', 'zod'].filter(
      (name) => !licences.includes(`${name}\n`),
    )
    expect(missing).toEqual([])
  })
})

describe('package.json', () => {
  it('has the name and version that records and requests carry', () => {
    expect({ name: manifest.name, version: manifest.version }).toEqual(SOFTWARE)
  })

  it('pins every dependency exactly', () => {
    const ranges = Object.entries({ ...manifest.dependencies, ...manifest.devDependencies }).filter(
      ([, range]) => !/^\d+\.\d+\.\d+$/.test(range),
    )
    expect(ranges).toEqual([])
  })

  it('has a line for its version in the change log, or an unreleased part', () => {
    expect(read('CHANGELOG.md')).toMatch(
      new RegExp(`^## (?:Unreleased|${manifest.version.replaceAll('.', '\\.')})`, 'm'),
    )
  })
})
