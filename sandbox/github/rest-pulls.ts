/** REST operations on pull requests, their reviews and comments. */
import type { Permission } from './access.ts'
import { type Answer, Refused, refusal } from './answer.ts'
import { listAnswer } from './pages.ts'
import { pullCommits, pullFiles } from './pulls.ts'
import type { RepoCall, RepoOperation } from './rest.ts'
import { commentShape, fileShape, reviewShape, wholePullShape } from './rest-pull-shapes.ts'
import { mayModerate } from './rest-repos.ts'
import { commitShape } from './rest-shapes.ts'
import { addComment } from './seed-pulls.ts'
import {
  fullNameOf,
  type IssueComment,
  nextId,
  type PullRequest,
  type Review,
  type ReviewState,
  timestamp,
} from './state.ts'

const readPulls: readonly Permission[] = [{ pull_requests: 'read' }]
const readIssues: readonly Permission[] = [{ issues: 'read' }, { pull_requests: 'read' }]
const writeIssues: readonly Permission[] = [{ issues: 'write' }, { pull_requests: 'write' }]
const maxBody = 65_536

export const pullOperations: Readonly<Record<string, RepoOperation>> = {
  'pulls/get': {
    oneOf: readPulls,
    run: (call) => ({ status: 200, body: wholePullShape(call, call.repo, pullOf(call)) }),
  },
  'pulls/list-commits': {
    oneOf: readPulls,
    run: (call) =>
      // GitHub lists at most 250.
      listAnswer(call, pullCommits(call.repo, pullOf(call)).slice(0, 250), (commit) =>
        commitShape(call, call.repo, commit),
      ),
  },
  'pulls/list-files': {
    oneOf: readPulls,
    run: (call) => {
      const pull = pullOf(call)
      const files = pullFiles(call.repo, pull).slice(0, 3000)
      return listAnswer(call, files, (change) => fileShape(call, call.repo, pull.headOid, change))
    },
  },
  'pulls/list-reviews': {
    oneOf: readPulls,
    run: (call) => {
      const pull = pullOf(call)
      const seen = pull.reviews.filter((item) => item.state !== 'PENDING' || item.author === call.token.login)
      return listAnswer(call, seen, (item) => reviewShape(call, call.repo, pull, item))
    },
  },
  'pulls/create-review': { oneOf: [{ pull_requests: 'write' }], run: createReview },
  'issues/list-comments': {
    oneOf: readIssues,
    run: (call) => {
      const pull = pullOf(call, 'issue_number')
      const comments = Object.values(call.repo.comments).filter((item) => item.issue === pull.number)
      const since = call.query['since'] ?? ''
      const fresh = comments.filter((item) => item.updatedAt >= since)
      return listAnswer(call, fresh, (item) => commentShape(call, call.repo, item))
    },
  },
  'issues/create-comment': {
    oneOf: writeIssues,
    run: (call) => {
      const pull = pullOf(call, 'issue_number')
      const body = commentText(call)
      const made = addComment(call, fullNameOf(call.repo), { issue: pull.number, by: call.token.login, body })
      const shape = commentShape(call, call.repo, made)
      return { status: 201, headers: { location: String(shape['url']) }, body: shape }
    },
  },
  'issues/get-comment': {
    oneOf: readIssues,
    run: (call) => ({ status: 200, body: commentShape(call, call.repo, commentOf(call)) }),
  },
  'issues/update-comment': {
    oneOf: writeIssues,
    run: (call) => {
      const comment = ownComment(call)
      comment.body = commentText(call)
      comment.updatedAt = timestamp(call)
      call.changed()
      return { status: 200, body: commentShape(call, call.repo, comment) }
    },
  },
  'issues/delete-comment': {
    oneOf: writeIssues,
    run: (call) => {
      delete call.repo.comments[String(ownComment(call).id)]
      call.changed()
      return { status: 204 }
    },
  },
}

function pullOf(call: RepoCall, name = 'pull_number'): PullRequest {
  const pull = call.repo.pulls[call.params[name] ?? '']
  if (pull === undefined) throw new Refused(refusal(404, 'Not Found'))
  return pull
}

function commentOf(call: RepoCall): IssueComment {
  const comment = call.repo.comments[call.params['comment_id'] ?? '']
  if (comment === undefined) throw new Refused(refusal(404, 'Not Found'))
  return comment
}

function ownComment(call: RepoCall): IssueComment {
  const comment = commentOf(call)
  if (comment.author === call.token.login || mayModerate(call)) return comment
  const who =
    call.token.kind === 'app' ? 'Resource not accessible by integration' : 'Must have admin rights to Repository.'
  throw new Refused(refusal(403, who))
}

function commentText(call: RepoCall): string {
  const text = String(call.body['body'] ?? '')
  const invalid = (code: string, message: string) =>
    new Refused(
      refusal(422, 'Validation Failed', { errors: [{ resource: 'IssueComment', code, field: 'body', message }] }),
    )
  if (text.trim() === '') throw invalid('unprocessable', 'Body cannot be blank')
  if (text.length > maxBody) throw invalid('unprocessable', `Body is too long (maximum is ${maxBody} characters)`)
  return text
}

const eventStates: Readonly<Record<string, ReviewState>> = {
  APPROVE: 'APPROVED',
  REQUEST_CHANGES: 'CHANGES_REQUESTED',
  COMMENT: 'COMMENTED',
}

function createReview(call: RepoCall): Answer {
  const pull = pullOf(call)
  const { token, body } = call
  const state = eventStates[String(body['event'])] ?? 'PENDING'
  const oid = String(body['commit_id'] ?? pull.headOid)
  const text = String(body['body'] ?? '')
  const problem = reviewProblem(call, { pull, state, oid, text })
  if (problem !== undefined) return refusal(422, 'Unprocessable Entity', { errors: [problem] })
  const submittedAt = state === 'PENDING' ? null : timestamp(call)
  const made: Review = { id: nextId(call.state), author: token.login, state, submittedAt, oid, body: text }
  pull.reviews.push(made)
  call.changed()
  return { status: 200, body: reviewShape(call, call.repo, pull, made) }
}

function reviewProblem(
  call: RepoCall,
  review: { pull: PullRequest; state: ReviewState; oid: string; text: string },
): string | undefined {
  const { pull, state, oid, text } = review
  const own = pull.author === call.token.login
  if (own && state === 'APPROVED') return 'Can not approve your own pull request'
  if (own && state === 'CHANGES_REQUESTED') return 'Can not request changes on your own pull request'
  if (call.token.login === 'github-actions[bot]' && state === 'APPROVED') {
    return 'GitHub Actions is not permitted to approve pull requests.'
  }
  if ((state === 'CHANGES_REQUESTED' || state === 'COMMENTED') && text === '') return 'Body can not be blank'
  const known = pullCommits(call.repo, pull).some((commit) => commit.oid === oid)
  return known || oid === pull.headOid ? undefined : 'The commit_id is not part of the pull request'
}
