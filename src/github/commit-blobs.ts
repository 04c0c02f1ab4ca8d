import { RemoteError } from '../errors.ts'
import { parseAnswer } from './answers.ts'
import type { GithubClient } from './client.ts'
import { commitBlobsDocument } from './documents/commit-files.ts'
import { kindOf } from './file-facts.ts'
import { pathValues } from './repository-path.ts'

/**
 * Blob ids of regular files in a commit's tree by path; what is absent or is a link, a folder or a submodule is left
 * out. Throws RemoteError when there is no such commit.
 */
export async function readBlobs(
  client: GithubClient,
  commit: string,
  paths: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (paths.length === 0) return new Map()
  const answer = await client.repository(commitBlobsDocument(paths.length), { commit, ...pathValues(paths) })
  if (answer['object'] === null) throw new RemoteError('github', `GitHub knows no commit ${commit}.`)
  const found = await parseAnswer('blobsOfCommit', answer['object'], 'a query of a commit')
  return new Map(
    paths.flatMap((path, index) => {
      const entry = found.files[`file${index}`]
      if (entry === undefined) throw new RemoteError('github', 'GitHub left a file out of its answer.')
      return entry !== null && kindOf(entry.mode) === 'regular' ? [[path, entry.oid] as const] : []
    }),
  )
}
