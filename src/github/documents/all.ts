import { BRANCH_TIP } from './branch-tip.ts'
import { changeDocument } from './change.ts'
import { CODE_OWNER_REVIEW } from './code-owners.ts'
import { COMMENTS } from './comments.ts'
import { commitBlobsDocument, commitFilesDocument } from './commit-files.ts'
import { pinsDocument } from './pins.ts'
import { PULL_REQUEST_PAGE, pullRequestDocument } from './pull-request.ts'

const none = { before: false, after: false, commits: 0, pullRequests: 0 }

/** Every document we send; of those that grow with a count, each shape with none, one and several. */
export const DOCUMENTS: readonly string[] = [
  changeDocument({ ...none, kind: 'pull-request', pullRequests: 1 }),
  changeDocument({ ...none, kind: 'branch' }),
  changeDocument({ ...none, kind: 'branch', pullRequests: 1 }),
  changeDocument({ ...none, kind: 'push', before: true }),
  changeDocument({ kind: 'push', before: false, after: true, commits: 1, pullRequests: 0 }),
  changeDocument({ kind: 'push', before: true, after: true, commits: 60, pullRequests: 3 }),
  pullRequestDocument(0),
  pullRequestDocument(1),
  pullRequestDocument(5),
  PULL_REQUEST_PAGE,
  commitFilesDocument(1),
  commitFilesDocument(2),
  commitBlobsDocument(1),
  commitBlobsDocument(5),
  COMMENTS,
  BRANCH_TIP,
  pinsDocument(1),
  pinsDocument(4),
  CODE_OWNER_REVIEW,
]
