import { InvariantError, RemoteError } from '../errors.ts'
import type { FoundComment, PostedComment } from '../operations/ports.ts'
import { parseAnswer } from './answers.ts'
import type { GithubClient } from './client.ts'
import { COMMENTS } from './documents/comments.ts'
import { createPager } from './paging.ts'

/** GitHub refuses longer ones. */
const MAX_CHARACTERS = 65_536
const MAX_COMMENTS = 10_000
const NEEDS = 'pull-requests: write'

/**
 * Our comments by marker: written by the account of this token, the marker alone on the first line. Of several with
 * one marker the oldest counts. Anybody can write the marker, so the author decides. Throws AccessError or RemoteError.
 */
export async function findComments(
  client: GithubClient,
  pullRequest: number,
  markers: readonly string[],
): Promise<ReadonlyMap<string, FoundComment>> {
  const first = await readPage(client, pullRequest, null)
  const pager = createPager('comments', first, MAX_COMMENTS)
  while (pager.next() !== null) pager.add(await readPage(client, pullRequest, pager.next()))
  if (pager.truncated()) throw new RemoteError('github', `The pull request has more than ${MAX_COMMENTS} comments.`)
  const found = new Map<string, FoundComment>()
  for (const comment of pager.items()) {
    const marker = firstLine(comment.body)
    if (!comment.viewerDidAuthor || !markers.includes(marker) || found.has(marker)) continue
    found.set(marker, { id: comment.fullDatabaseId, body: comment.body, url: comment.url })
  }
  return found
}

async function readPage(client: GithubClient, number: number, after: string | null) {
  const answer = await client.repository(COMMENTS, { number, after })
  return (await parseAnswer('commentsOfPull', answer['pullRequest'], 'a query of comments')).comments
}

/**
 * Writes the comment: updates `existing`, or creates one when there is none or it was deleted meanwhile; nothing is
 * sent when the text is equal. Throws AccessError, RemoteError (`ambiguous` when the comment may have been written),
 * InvariantError for a text that is too long.
 */
export async function postComment(
  client: GithubClient,
  pullRequest: number,
  body: string,
  existing: FoundComment | null,
): Promise<PostedComment> {
  if (body.length > MAX_CHARACTERS) throw new InvariantError(`a comment of ${body.length} characters was rendered`)
  if (existing === null) return create(client, pullRequest, body)
  if (unified(existing.body) === unified(body)) return { url: existing.url, written: 'unchanged' }
  const answer = await client.rest({
    route: 'PATCH /repos/{owner}/{repo}/issues/comments/{comment_id}',
    parameters: { comment_id: existing.id, body },
    needs: NEEDS,
    writes: true,
    mayBeAbsent: true,
  })
  if (answer === undefined) return create(client, pullRequest, body)
  return {
    url: (await parseAnswer('writtenComment', answer, 'the update of a comment', true)).html_url,
    written: 'updated',
  }
}

async function create(client: GithubClient, pullRequest: number, body: string): Promise<PostedComment> {
  const route = 'POST /repos/{owner}/{repo}/issues/{issue_number}/comments'
  const answer = await client.rest({
    route,
    parameters: { issue_number: pullRequest, body },
    needs: NEEDS,
    writes: true,
  })
  return {
    url: (await parseAnswer('writtenComment', answer, 'the creation of a comment', true)).html_url,
    written: 'created',
  }
}

function firstLine(text: string): string {
  return unified(text).split('\n', 1)[0] ?? ''
}

/** GitHub may give lines back with other ends than they were sent with. */
function unified(text: string): string {
  return text.replace(/\r\n?/g, '\n').trimEnd()
}
