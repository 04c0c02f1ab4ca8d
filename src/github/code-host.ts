import type { CodeHost } from '../operations/ports.ts'
import { createGithubClient, type GithubOptions } from './client.ts'
import { readCodeOwnerReview } from './code-owners.ts'
import { findComments, postComment } from './comments.ts'
import { readBlobs } from './commit-blobs.ts'
import { readPermissions } from './permissions.ts'
import { readChange } from './read-change.ts'
import { readPullRequest } from './read-pull-request.ts'
import { readRunReviews } from './run-reviews.ts'
import { readTeams } from './teams.ts'
import { readRunCreatedAt } from './workflow-run.ts'

export interface CodeHostOptions extends GithubOptions {
  /** A token that may read the members of the organisation; null: the other one is tried. */
  readonly teamToken?: string | null
}

/** GitHub, or a GitHub Enterprise Server, as the port wants it. Makes no request by itself. */
export function createGithubCodeHost(options: CodeHostOptions): CodeHost {
  const client = createGithubClient(options)
  const ofTeams = createGithubClient({ ...options, token: options.teamToken ?? options.token })
  return {
    readChange: (query) => readChange(client, query),
    readPullRequest: (number, paths) => readPullRequest(client, number, paths),
    blobs: (commit, paths) => readBlobs(client, commit, paths),
    permissions: (logins) => readPermissions(client, logins),
    teams: (teams, logins) => readTeams(ofTeams, teams, logins),
    codeOwnerReview: (number, branch) => readCodeOwnerReview(client, number, branch),
    runReviews: () => readRunReviews(client),
    runCreatedAt: () => readRunCreatedAt(client),
    findComments: (pullRequest, markers) => findComments(client, pullRequest, markers),
    postComment: (pullRequest, body, existing) => postComment(client, pullRequest, body, existing),
  }
}
