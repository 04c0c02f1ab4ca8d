import type { FileFacts } from '../checks/facts.ts'
import { AccessError, RemoteError } from '../errors.ts'
import { parseAnswer } from './answers.ts'
import { createGithubClient, type GithubOptions } from './client.ts'
import { commitFilesDocument } from './documents/commit-files.ts'
import { filesOf } from './file-facts.ts'
import { pathValues } from './repository-path.ts'

const FOLDER = '.github/workflows'
/** Files whose texts one request asks for. */
const AT_ONCE = 25
const MOST_FILES = 200

/**
 * Reads the workflow files of a commit. Makes no request by itself.
 * @returns a function that gives them with their text; it throws AccessError or RemoteError
 */
export function createWorkflowReader(options: GithubOptions): (commit: string) => Promise<readonly FileFacts[]> {
  const client = createGithubClient(options)
  return async (commit) => {
    const listed = await client.rest({
      route: 'GET /repos/{owner}/{repo}/contents/{path}',
      parameters: { path: FOLDER, ref: commit },
      needs: 'contents: read',
      mayBeAbsent: true,
    })
    if (listed === undefined) return []
    const entries = await parseAnswer('folder', listed, 'a request for the workflow files')
    const paths = entries.map(({ path }) => path).filter((path) => /\.ya?ml$/.test(path))
    if (paths.length > MOST_FILES) {
      throw new RemoteError(
        'github',
        `There are more than ${MOST_FILES} workflow files; the doctor does not read them all.`,
      )
    }
    const found: FileFacts[] = []
    for (let start = 0; start < paths.length; start += AT_ONCE) {
      const group = paths.slice(start, start + AT_ONCE)
      const answer = await client.repository(commitFilesDocument(group.length), { commit, ...pathValues(group) })
      if (answer['object'] === null) throw new AccessError('github', `GitHub shows no commit ${commit} to this token.`)
      found.push(...filesOf(await parseAnswer('tree', answer['object'], 'a query of a commit'), group).values())
    }
    return found
  }
}
