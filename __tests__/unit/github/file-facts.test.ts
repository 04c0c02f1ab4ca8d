import { describe, expect, it } from '@jest/globals'
import { RemoteError } from '../../../src/errors.ts'
import { filesOf } from '../../../src/github/file-facts.ts'
import type { TreeEntry } from '../../../src/github/responses.ts'

const commit = 'c0'.repeat(20)
const blob = 'b0'.repeat(20)
const text: TreeEntry = {
  oid: blob,
  mode: 0o100644,
  type: 'blob',
  object: { text: 'x', isBinary: false, isTruncated: false },
}

function only(entry: TreeEntry | null) {
  return filesOf({ oid: commit, files: { file0: entry } }, ['a']).get('a')
}

describe('filesOf', () => {
  it('reads text', () => {
    expect(only(text)).toEqual({ path: 'a', commit, blob, text: 'x' })
  })

  it('leaves out what is absent and keeps the order of the paths', () => {
    const files = filesOf({ oid: commit, files: { file0: text, file1: null, file2: text } }, ['b', 'gone', 'a'])
    expect([...files.keys()]).toEqual(['b', 'a'])
  })

  it.each<[string, Partial<TreeEntry>, string]>([
    ['a link', { mode: 40_960 }, 'symlink'],
    ['a folder', { mode: 16_384, type: 'tree', object: {} }, 'directory'],
    ['a submodule', { mode: 57_344, type: 'commit', object: null }, 'submodule'],
    ['binary', { object: { text: null, isBinary: true, isTruncated: false } }, 'binary'],
    ['of unknown encoding', { object: { text: 'x', isBinary: null, isTruncated: false } }, 'binary'],
    ['cut short', { object: { text: 'x', isBinary: false, isTruncated: true } }, 'too-large'],
    ['cut short and of unknown encoding', { object: { text: null, isBinary: null, isTruncated: true } }, 'too-large'],
  ])('gives no text when it is %s', (_name, change, problem) => {
    expect(only({ ...text, ...change })).toEqual({ path: 'a', commit, blob, text: null, problem })
  })

  it('does not take a link for its target, though GitHub gives its text', () => {
    const link = { ...text, mode: 0o120000, object: { text: '../../etc/passwd', isBinary: false, isTruncated: false } }
    expect(only(link)?.text).toBeNull()
  })

  it.each<[string, TreeEntry | undefined]>([
    ['is not there', undefined],
    ['has no object', { ...text, object: null }],
    ['has an object of another kind', { ...text, object: {} }],
    ['has an unknown mode', { ...text, mode: 0 }],
  ])('throws when the answer for a file %s', (_name, entry) => {
    const files = entry === undefined ? {} : { file0: entry }
    expect(() => filesOf({ oid: commit, files }, ['a'])).toThrow(RemoteError)
  })
})
