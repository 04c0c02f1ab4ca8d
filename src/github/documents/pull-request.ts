import {
  LIST_FRAGMENTS,
  opening,
  PAGE_SIZE,
  PULL_FRAGMENT,
  pathVariables,
  REVIEW_STATES,
  treeFragment,
} from './parts.ts'

/** One pull request with `files` files of its head and origin trees. */
export function pullRequestDocument(files: number): string {
  return `${opening('PullRequest', ['$number: Int!', ...pathVariables(files)])}
    pullRequest(number: $number) { ...Pull }
  }
}${treeFragment(files)}${PULL_FRAGMENT}`
}

/** The next page of those lists that have one, with what tells whether the pull request moved meanwhile. */
export const PULL_REQUEST_PAGE = `${opening('PullRequestPage', [
  '$number: Int!',
  '$reviews: Boolean!',
  '$reviewsAfter: String',
  '$commits: Boolean!',
  '$commitsAfter: String',
  '$files: Boolean!',
  '$filesAfter: String',
])}
    pullRequest(number: $number) {
      headRefOid baseRefName
      reviews(first: ${PAGE_SIZE}, after: $reviewsAfter, ${REVIEW_STATES}) @include(if: $reviews) { ...ReviewPage }
      commits(first: ${PAGE_SIZE}, after: $commitsAfter) @include(if: $commits) { ...CommitPage }
      files(first: ${PAGE_SIZE}, after: $filesAfter) @include(if: $files) { ...FilePage }
    }
  }
}${LIST_FRAGMENTS}`
