import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseFile } from '../../src/evidence/containers/parse-file.ts'
import { unpack } from '../../src/evidence/containers/unpack.ts'
import type { JsonValue } from '../../src/evidence/json.ts'

/** A file to start from; `document` where its form can be written as JSON and read again by the same reader. */
export interface Seed {
  readonly name: string
  readonly bytes: Uint8Array
  readonly document: JsonValue | undefined
}

/** Large files make slow cases that find nothing new. */
const MOST_BYTES = 60_000

/** The files of some folders and the folders in them. Folders that are not there are left out. */
export function readCorpus(folders: readonly string[]): readonly Seed[] {
  return folders.filter(existsSync).flatMap((folder) => {
    return readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && entry.name !== 'README.md')
      .map((entry) => seedOf(entry.name, readFileSync(join(entry.parentPath, entry.name))))
      .filter(({ bytes }) => bytes.length <= MOST_BYTES)
      .sort((a, b) => (a.name < b.name ? -1 : 1))
  })
}

function seedOf(name: string, bytes: Uint8Array): Seed {
  try {
    const { container, document } = parseFile(unpack(bytes, name, 1_000_000))
    return { name, bytes, document: container === 'xml' || container === 'csv' ? undefined : document }
  } catch {
    return { name, bytes, document: undefined }
  }
}
