import { numbered, opening, treeFragment } from './parts.ts'

/** More open pull requests from one branch than anybody has. */
const PULLS_ASKED = 10

/** The pins file on a branch and on those that may carry a change of it, with the open pull requests of these. */
export function pinsDocument(branches: number): string {
  const each = numbered(branches, (index) => [
    `branch${index}: ref(qualifiedName: $ref${index}) { target { ...Tree } newest: target { ... on Commit { changedFilesIfAvailable parents(first: 3) { nodes { oid } } } } }`,
    `pulls${index}: pullRequests(headRefName: $name${index}, baseRefName: $into, states: [OPEN], first: ${PULLS_ASKED}) { nodes { id url title body isCrossRepository viewerDidAuthor } }`,
  ]).flat()
  const names = numbered(branches, (index) => [`$ref${index}: String!`, `$name${index}: String!`]).flat()
  return `${opening('Pins', ['$base: String!', '$into: String!', '$path0: String!', ...names])}
    id
    base: ref(qualifiedName: $base) { target { ...Tree } }
    ${each.join('\n    ')}
  }
}${treeFragment(1)}`
}

export const CREATE_BRANCH = `mutation CreateBranch($input: CreateRefInput!) {
  createRef(input: $input) { ref { name } }
}`

/** Compare and swap: GitHub refuses it when the branch is not at `expectedHeadOid` any more. */
export const COMMIT_FILE = `mutation CommitFile($input: CreateCommitOnBranchInput!) {
  createCommitOnBranch(input: $input) { commit { oid } }
}`

export const OPEN_PULL = `mutation OpenPull($input: CreatePullRequestInput!) {
  createPullRequest(input: $input) { pullRequest { url } }
}`

export const UPDATE_PULL = `mutation UpdatePull($input: UpdatePullRequestInput!) {
  updatePullRequest(input: $input) { pullRequest { url } }
}`

export const MUTATIONS: readonly string[] = [CREATE_BRANCH, COMMIT_FILE, OPEN_PULL, UPDATE_PULL]
