import type { CodeHost } from '../operations/ports.ts'
import { createGithubClient, type GithubOptions } from './client.ts'
import { findComments, postComment } from './comments.ts'
import { readBlobs } from './commit-blobs.ts'
import { readPermissions } from './permissions.ts'
import { readChange } from './read-change.ts'
import { readPullRequest } from './read-pull-request.ts'
import { readRunCreatedAt } from './workflow-run.ts'

/** GitHub, or a GitHub Enterprise Server, as the port wants it. Makes no request by itself. */
export function createGithubCodeHost(options: GithubOptions): CodeHost {
  const client = createGithubClient(options)
  return {
    readChange: (query) => readChange(client, query),
    readPullRequest: (number, paths) => readPullRequest(client, number, paths),
    blobs: (commit, paths) => readBlobs(client, commit, paths),
    permissions: (logins) => readPermissions(client, logins),
    runCreatedAt: () => readRunCreatedAt(client),
    findComments: (pullRequest, markers) => findComments(client, pullRequest, markers),
    postComment: (pullRequest, body, existing) => postComment(client, pullRequest, body, existing),
  }
}
