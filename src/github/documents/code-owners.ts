import { opening } from './parts.ts'

/** GitHub's decision on the reviews of a pull request, and what its base branch's protection asks of reviews. */
export const CODE_OWNER_REVIEW = `${opening('CodeOwnerReview', ['$number: Int!'])}
    pullRequest(number: $number) {
      headRefOid baseRefName reviewDecision
      baseRef { refUpdateRule { requiresCodeOwnerReviews } }
    }
  }
}`
