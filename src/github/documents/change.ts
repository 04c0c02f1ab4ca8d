import { numbered, opening, PULL_FRAGMENT, pathVariables, treeFragment } from './parts.ts'

/** What a change document asks for; each shape is one document text. */
export interface ChangeShape {
  readonly kind: 'pull-request' | 'push' | 'branch'
  /** Push only: is there a commit before, and after. */
  readonly before: boolean
  readonly after: boolean
  /** Push only: commits whose pull requests are asked for. */
  readonly commits: number
  /** Pull requests asked for by number. */
  readonly pullRequests: number
}

/** More merged pull requests than this never bring one and the same commit. */
const ASSOCIATED = 25

/**
 * One query for the default branch's config (`file0`), the trusted tree and, after a push, the new tree
 * (config `file0`, pins `file1`), the pull requests asked about and those that the pushed commits belong to.
 */
export function changeDocument(shape: ChangeShape): string {
  const body = [
    'databaseId isPrivate',
    'defaultBranchRef { name target { ... on Commit { oid file0: file(path: $path0) { ...Entry } } } }',
    ...treeFields(shape),
    ...numbered(shape.commits, commitField),
    ...numbered(shape.pullRequests, (index) => pullField(index, shape.kind === 'pull-request')),
  ]
  const fragments = treeFragment(2) + (shape.pullRequests > 0 ? PULL_FRAGMENT : '')
  return `${opening('Change', variables(shape))}
    ${body.join('\n    ')}
  }
}${fragments}`
}

function variables(shape: ChangeShape): string[] {
  return [
    ...pathVariables(2),
    ...(shape.kind === 'branch' ? ['$branch: String!'] : []),
    ...(shape.before ? ['$before: GitObjectID!'] : []),
    ...(shape.after ? ['$after: GitObjectID!'] : []),
    ...numbered(shape.commits, (index) => `$commit${index}: GitObjectID!`),
    ...numbered(shape.pullRequests, (index) => `$number${index}: Int!`),
  ]
}

function treeFields(shape: ChangeShape): string[] {
  return [
    ...(shape.kind === 'branch' ? ['branch: ref(qualifiedName: $branch) { target { ...Tree } }'] : []),
    ...(shape.before ? ['before: object(oid: $before) { ...Tree }'] : []),
    ...(shape.after ? ['after: object(oid: $after) { ...Tree }'] : []),
  ]
}

function commitField(index: number): string {
  const pulls = `associatedPullRequests(first: ${ASSOCIATED}) { nodes { number merged baseRefName mergeCommit { oid } } }`
  return `commit${index}: object(oid: $commit${index}) { ... on Commit { ${pulls} } }`
}

function pullField(index: number, withBase: boolean): string {
  return `pull${index}: pullRequest(number: $number${index}) { ...Pull ${withBase ? 'baseRef { target { ...Tree } }' : ''} }`
}
