/**
 * Pieces that the documents share. Documents are put together from constants and counts only; whatever comes
 * from outside (paths, names, ids) travels in variables.
 */

/** GitHub's largest page. */
export const PAGE_SIZE = 100

/** A commit with as many authors may have more of them than we see. */
export const AUTHORS_ASKED = 20

const PERSON = `
fragment Person on Actor { __typename login ... on User { databaseId } ... on Bot { databaseId } }`

const REVIEW_PAGE = `
fragment ReviewPage on PullRequestReviewConnection {
  pageInfo { hasNextPage endCursor }
  nodes { id state submittedAt url authorCanPushToRepository commit { oid } author { ...Person } }
}`

const COMMIT_PAGE = `
fragment CommitPage on PullRequestCommitConnection {
  totalCount
  pageInfo { hasNextPage endCursor }
  nodes { commit { oid author { ...Signer } committer { ...Signer } authors(first: ${AUTHORS_ASKED}) { nodes { ...Signer } } } }
}
fragment Signer on GitActor { name email user { login } }`

const FILE_PAGE = `
fragment FilePage on PullRequestChangedFileConnection {
  totalCount
  pageInfo { hasNextPage endCursor }
  nodes { path }
}`

/** Fragments of the three lists of a pull request. */
export const LIST_FRAGMENTS = PERSON + REVIEW_PAGE + COMMIT_PAGE + FILE_PAGE

/** Only opinions are asked for: a comment or a pending review changes nobody's opinion. */
export const REVIEW_STATES = 'states: [APPROVED, CHANGES_REQUESTED, DISMISSED]'

/**
 * A pull request with the first page of each list. The head tree is that of the last commit, the origin tree that of
 * the first commit's parent: a query cannot use an id that it only just read.
 */
export const PULL_FRAGMENT = `${LIST_FRAGMENTS}
fragment Pull on PullRequest {
  number url title body state isDraft isCrossRepository mergeable mergedAt headRefOid baseRefName
  mergeCommit { oid }
  author { ...Person }
  reviews(first: ${PAGE_SIZE}, ${REVIEW_STATES}) { ...ReviewPage }
  commits(first: ${PAGE_SIZE}) { ...CommitPage }
  files(first: ${PAGE_SIZE}) { ...FilePage }
  origin: commits(first: 1) { nodes { commit { parents(first: 1) { nodes { ...Tree } } } } }
  head: commits(last: 1) { nodes { commit { ...Tree } } }
}`

/** The fragment `Tree`: a commit's id with the asked files under the aliases `file0`, `file1`, … */
export function treeFragment(files: number): string {
  const aliases = numbered(files, (index) => `file${index}: file(path: $path${index}) { ...Entry }`)
  return `
fragment Tree on Commit { oid ${aliases.join(' ')} }${files === 0 ? '' : ENTRY}`
}

const ENTRY = `
fragment Entry on TreeEntry { oid mode type object { __typename ... on Blob { text isBinary isTruncated } } }`

/** The opening of a query with the repository's variables and the given ones. */
export function opening(name: string, variables: readonly string[]): string {
  return `query ${name}(${['$owner: String!', '$name: String!', ...variables].join(', ')}) {
  repository(owner: $owner, name: $name) {`
}

/** Declarations of `$path0`, `$path1`, … */
export function pathVariables(files: number): string[] {
  return numbered(files, (index) => `$path${index}: String!`)
}

/** One item for each number below `count`. */
export function numbered<T>(count: number, make: (index: number) => T): T[] {
  return Array.from({ length: count }, (_, index) => make(index))
}
