import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { ReportError } from '../../../src/errors.ts'
import { createWorkspaceFiles } from '../../../src/workspace/workspace-files.ts'

const held = { root: '' }
const workspace = () => join(held.root, 'work')

beforeEach(() => {
  held.root = mkdtempSync(join(tmpdir(), 'workspace-'))
  mkdirSync(join(workspace(), 'eval/sub'), { recursive: true })
  put('eval/a.json', '{"a":1}')
  put('eval/b.yml', 'b: 1')
  put('eval/sub/c.json', '{"c":1}')
  writeFileSync(join(held.root, 'secret.json'), '{"s":1}')
})

afterEach(() => rmSync(held.root, { recursive: true, force: true }))

function put(path: string, text: string | Uint8Array): void {
  writeFileSync(join(workspace(), path), text)
}

function link(target: string, path: string): void {
  symlinkSync(target, join(workspace(), path))
}

async function fetch(text: string, maxBytes = 1000, folder = workspace()) {
  const files = createWorkspaceFiles(folder)
  const read: string[] = []
  for (const location of await files.expand({ kind: 'path', text })) {
    const { resolved, bytes, claims } = await files.fetch(location, { maxBytes })
    expect(claims).toEqual([])
    read.push(`${resolved}: ${Buffer.from(bytes).toString('utf8')}`)
  }
  return read.join(', ')
}

async function refusal(text: string, maxBytes = 1000): Promise<ReportError> {
  try {
    await fetch(text, maxBytes)
  } catch (error) {
    if (error instanceof ReportError) return error
    throw error
  }
  throw new Error(`${text} was read`)
}

describe('a file is found', () => {
  it.each([
    ['eval/a.json', 'eval/a.json: {"a":1}'],
    ['eval/*.json', 'eval/a.json: {"a":1}'],
    ['eval/?.yml', 'eval/b.yml: b: 1'],
    ['eval/{a,x}.json', 'eval/a.json: {"a":1}'],
    ['eval/[a].json', 'eval/a.json: {"a":1}'],
    ['**/c.json', 'eval/sub/c.json: {"c":1}'],
    ['eval/*', 'eval/a.json: {"a":1}, eval/b.yml: b: 1'],
    ['**/*.json', 'eval/a.json: {"a":1}, eval/sub/c.json: {"c":1}'],
    ['./eval/sub/../a.json', './eval/sub/../a.json: {"a":1}'],
  ])('by %s', async (text, expected) => {
    expect(await fetch(text)).toBe(expected)
  })

  it('by its very name, even where that looks like a pattern', async () => {
    put('eval/[a].json', '{"named":1}')
    expect(await fetch('eval/[a].json')).toBe('eval/[a].json: {"named":1}')
  })

  it('through links that stay inside', async () => {
    link('sub/c.json', 'eval/latest.json')
    link('eval', 'results')
    expect(await fetch('eval/latest.json')).toBe('eval/latest.json: {"c":1}')
    expect(await fetch('results/a.json')).toBe('results/a.json: {"a":1}')
  })

  it('in a workspace that is a link itself', async () => {
    symlinkSync(workspace(), join(held.root, 'alias'))
    expect(await fetch('eval/a.json', 1000, join(held.root, 'alias'))).toBe('eval/a.json: {"a":1}')
  })

  it('empty, and byte for byte', async () => {
    put('eval/empty.json', '')
    expect(await fetch('eval/empty.json')).toBe('eval/empty.json: ')
    put('eval/raw.json', Uint8Array.of(0, 255, 10))
    const { bytes } = await createWorkspaceFiles(workspace()).fetch(
      { kind: 'path', text: 'eval/raw.json' },
      { maxBytes: 3 },
    )
    expect([...bytes]).toEqual([0, 255, 10])
  })
})

describe('a place is refused', () => {
  it.each<[string, string, () => void, RegExp]>([
    ['report-missing', 'eval/none.json', () => {}, /No file in the workspace matches eval\/none\.json/],
    ['report-missing', 'eval/*.csv', () => {}, /matches eval\/\*\.csv/],
    ['report-missing', 'eval/broken.json', () => link('gone.json', 'eval/broken.json'), /matches/],
    ['report-missing', 'eval/loop.json', () => link('loop.json', 'eval/loop.json'), /matches/],
    ['report-unreadable', '../secret.json', () => {}, /leads out of the workspace/],
    ['report-unreadable', '..', () => {}, /leads out of the workspace/],
    ['report-unreadable', '.', () => {}, /leads out of the workspace/],
    [
      'report-unreadable',
      'eval/out.json',
      () => link('../../secret.json', 'eval/out.json'),
      /leads out of the workspace/,
    ],
    [
      'report-unreadable',
      'eval/o*.json',
      () => link(join(held.root, 'secret.json'), 'eval/out.json'),
      /leads out of the workspace/,
    ],
    ['report-unreadable', 'up/secret.json', () => link('..', 'up'), /leads out of the workspace/],
    ['report-unreadable', '../se*.json', () => {}, /leads out of the workspace/],
    ['report-unreadable', 'eval/sub', () => {}, /is not a file/],
    ['report-unreadable', 'eval/s*', () => {}, /is not a file/],
    ['report-missing', 'eval/br*', () => link('gone.json', 'eval/broken.json'), /matches eval\/broken\.json/],
    ['report-missing', 'eval/lo*', () => link('loop.json', 'eval/loop.json'), /matches eval\/loop\.json/],
  ])('%s: %s', async (code, text, prepare, message) => {
    prepare()
    const error = await refusal(text)
    expect(error.code).toBe(code)
    expect(error.message).toMatch(message)
    expect(error.message).not.toContain(held.root)
  })

  it('a neighbour whose name begins like the workspace is outside', async () => {
    mkdirSync(join(held.root, 'work-2'))
    writeFileSync(join(held.root, 'work-2/x.json'), '{}')
    expect((await refusal('../work-2/x.json')).message).toMatch(/leads out/)
  })

  it('a folder whose name begins with two dots is inside', async () => {
    mkdirSync(join(workspace(), '..data'))
    put('..data/x.json', '{"x":1}')
    expect(await fetch('..data/x.json')).toBe('..data/x.json: {"x":1}')
  })

  it('a file of more than the allowed bytes, however it is named', async () => {
    expect(await fetch('eval/a.json', 7)).toMatch(/"a":1/)
    for (const text of ['eval/a.json', 'eval/*.json']) {
      const error = await refusal(text, 6)
      expect([error.code, error.message]).toEqual(['report-too-large', 'eval/a.json has 7 bytes; at most 6 are read.'])
      expect(error.hint).toMatch(/max_report_mb/)
    }
  })

  it('more files than one report may have', async () => {
    for (let index = 0; index < 101; index += 1) put(`eval/run_${String(index).padStart(3, '0')}.json`, '{}')
    const error = await refusal('eval/run_*.json')
    expect([error.code, error.message]).toEqual(['report-too-large', 'More than 100 files match eval/run_*.json.'])
    expect((await fetch('eval/run_0*.json')).split(', ')).toHaveLength(100)
    expect(await fetch('eval/run_{002,001}.json')).toBe('eval/run_001.json: {}, eval/run_002.json: {}')
  })
})
