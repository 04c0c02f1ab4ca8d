import type { NewCommit, PinHost, PinQuery, PullText } from '../operations/pin-port.ts'
import type { PinBranch, PinState } from '../promotion/pin-change.ts'
import { parseAnswer } from './answers.ts'
import { createGithubClient, type GithubClient, type GithubOptions } from './client.ts'
import { COMMIT_FILE, CREATE_BRANCH, OPEN_PULL, pinsDocument, UPDATE_PULL } from './documents/pins.ts'
import { filesOf } from './file-facts.ts'
import { pathValues, repositoryPath } from './repository-path.ts'
import type { Tree } from './responses.ts'

const CONTENTS = 'contents: write'
const PULLS = 'pull-requests: write'

/** Branches and pull requests that change the pins file. Makes no request by itself. */
export function createPinHost(options: GithubOptions): PinHost {
  const client = createGithubClient(options)
  const { owner, name } = options.repository

  async function readPins(query: PinQuery): Promise<PinState | null> {
    const answer = await client.repository(pinsDocument(query.names.length), variablesOf(query))
    const { id, base } = await parseAnswer('pinBase', answer, 'a query of the pins')
    if (base?.target == null) return null
    const branches = await Promise.all(query.names.map((_, index) => branchOf(answer, index, query)))
    return { repositoryId: id, baseHead: base.target.oid, baseText: textOf(base.target, query.path), branches }
  }

  async function mutate(document: string, needs: string, refusal: RegExp, input: Readonly<Record<string, unknown>>) {
    return client.mutate({ document, needs, refusal, variables: { input } })
  }

  return {
    readPins,
    async createBranch({ repositoryId, name: branch, commit }) {
      const input = { repositoryId, name: `refs/heads/${branch}`, oid: commit }
      return (await mutate(CREATE_BRANCH, CONTENTS, /already exists/i, input)) !== null
    },
    async commitFile({ branch, expectedHead, path, text, headline, body }: NewCommit) {
      const contents = Buffer.from(text).toString('base64')
      const input = {
        branch: { repositoryNameWithOwner: `${owner}/${name}`, branchName: branch },
        expectedHeadOid: expectedHead,
        message: { headline, body },
        fileChanges: { additions: [{ path: repositoryPath(path), contents }] },
      }
      return (await mutate(COMMIT_FILE, CONTENTS, /^STALE_DATA|expected branch to point to/i, input)) !== null
    },
    async openPull({ repositoryId, from, into }, { title, body }: PullText) {
      const input = { repositoryId, baseRefName: into, headRefName: from, title, body }
      const made = await mutate(OPEN_PULL, PULLS, /pull request already exists/i, input)
      if (made === null) return null
      const opened = await parseAnswer('openedPull', made, 'the creation of a pull request', true)
      return opened.createPullRequest.pullRequest.url
    },
    async updatePull({ id }, { title, body }) {
      await mutate(UPDATE_PULL, PULLS, NEVER, { pullRequestId: id, title, body })
    },
  }
}

/** No refusal of an update means that somebody was faster. */
const NEVER = /(?!)/

function variablesOf({ branch, path, names }: PinQuery): Readonly<Record<string, string>> {
  const each = names.flatMap((name, index) => [
    [`ref${index}`, `refs/heads/${name}`],
    [`name${index}`, name],
  ])
  return { base: `refs/heads/${branch}`, into: branch, ...pathValues([path]), ...Object.fromEntries(each) }
}

async function branchOf(
  answer: Awaited<ReturnType<GithubClient['repository']>>,
  index: number,
  { names, path, marker }: PinQuery,
): Promise<PinBranch | null> {
  const found = answer[`branch${index}`]
  if (found === null) return null
  const { target, newest } = await parseAnswer('pinCommit', found, 'a query of a branch')
  if (target === null) return null
  const pulls = await parseAnswer('pinPulls', answer[`pulls${index}`], 'a query of open pull requests')
  return {
    name: names[index] ?? '',
    head: target.oid,
    parents: newest.parents.nodes.map(({ oid }) => oid),
    changedFiles: newest.changedFilesIfAvailable,
    text: textOf(target, path),
    pullRequests: pulls.nodes.map(({ isCrossRepository, viewerDidAuthor, ...pull }) => ({
      ...pull,
      isOurs: viewerDidAuthor && !isCrossRepository && firstLine(pull.body) === marker,
    })),
  }
}

function textOf(tree: Tree, path: string): string | null {
  return filesOf(tree, [path]).get(path)?.text ?? null
}

function firstLine(text: string): string {
  return text.split(/\r?\n/, 1)[0] ?? ''
}
