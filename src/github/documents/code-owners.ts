import { opening, pathVariables, treeFragment } from './parts.ts'

/** Where GitHub looks for the file, in this order; the first one counts. */
export const CODE_OWNER_FILES = ['.github/CODEOWNERS', 'CODEOWNERS', 'docs/CODEOWNERS'] as const

/** GitHub's decision on the reviews of a pull request, and what its base branch says of code owners. */
export const CODE_OWNER_REVIEW = `${opening('CodeOwnerReview', ['$number: Int!', ...pathVariables(CODE_OWNER_FILES.length)])}
    pullRequest(number: $number) {
      headRefOid baseRefName reviewDecision
      baseRef { refUpdateRule { requiresCodeOwnerReviews } target { ...Tree } }
    }
  }
}${treeFragment(CODE_OWNER_FILES.length)}`
