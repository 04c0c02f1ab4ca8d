import { opening, PAGE_SIZE } from './parts.ts'

/** One page of a pull request's comments, oldest first. */
export const COMMENTS = `${opening('Comments', ['$number: Int!', '$after: String'])}
    pullRequest(number: $number) {
      comments(first: ${PAGE_SIZE}, after: $after) {
        pageInfo { hasNextPage endCursor }
        nodes { fullDatabaseId url body viewerDidAuthor }
      }
    }
  }
}`
