/** Keeps a state in a file, so that a demo survives a restart. */
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { emptyState, type GithubState } from './state.ts'

/** The state in the file; undefined when there is no file. Throws when it is not JSON. */
export function readState(path: string): GithubState | undefined {
  if (!existsSync(path)) return undefined
  return { ...emptyState(), ...(JSON.parse(readFileSync(path, 'utf8')) as Partial<GithubState>) }
}

/** Writes beside the file and renames, so that a reader never sees half of it. */
export function writeState(path: string, state: GithubState): void {
  const beside = `${path}.${process.pid}.new`
  writeFileSync(beside, `${JSON.stringify(state)}\n`, { mode: 0o600 })
  renameSync(beside, path)
}
