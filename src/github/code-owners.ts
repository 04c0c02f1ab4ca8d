import type { CodeOwnerFacts } from '../checks/people-facts.ts'
import { RemoteError } from '../errors.ts'
import { parseAnswer } from './answers.ts'
import type { GithubClient } from './client.ts'
import { CODE_OWNER_FILES, CODE_OWNER_REVIEW } from './documents/code-owners.ts'
import { filesOf } from './file-facts.ts'
import { pathValues } from './repository-path.ts'
import type { Tree } from './responses.ts'

/** GitHub's largest page, and more rules than a branch can sensibly have. */
const PAGE = 100
const MOST_PAGES = 10

/**
 * GitHub's review decision on a pull request, and what requires the review of a code owner on its base branch: branch
 * protection, as far as people who do not administer the repository may see it, or a ruleset in force. Throws AccessError
 * or RemoteError.
 */
export async function readCodeOwnerReview(
  client: GithubClient,
  number: number,
  baseBranch: string,
): Promise<CodeOwnerFacts & { readonly headCommit: string }> {
  const [answer, byRuleset] = await Promise.all([
    client.repository(CODE_OWNER_REVIEW, { number, ...pathValues(CODE_OWNER_FILES) }),
    isRequiredByRuleset(client, baseBranch),
  ])
  const pull = await parseAnswer('codeOwnerReview', answer['pullRequest'], 'a query of a review decision')
  if (pull.baseRefName !== baseBranch) {
    throw new RemoteError('github', `Pull request #${number} got another base branch while it was read.`)
  }
  const byProtection = pull.baseRef?.refUpdateRule?.requiresCodeOwnerReviews === true
  return {
    decision: pull.reviewDecision,
    headCommit: pull.headRefOid,
    file: ownersFile(pull.baseRef?.target ?? null),
    requiredBy: byProtection ? 'branch protection' : byRuleset ? 'ruleset' : null,
  }
}

/** GitHub reads the first of the places where there is one. */
function ownersFile(tree: Tree | null): string | null {
  const [first] = tree === null ? [] : filesOf(tree, CODE_OWNER_FILES).values()
  return first?.text ?? null
}

/** Only rules in force are listed; rulesets that are disabled or merely evaluated are not. */
async function isRequiredByRuleset(client: GithubClient, branch: string): Promise<boolean> {
  const route = 'GET /repos/{owner}/{repo}/rules/branches/{branch}'
  for (let page = 1; page <= MOST_PAGES; page += 1) {
    const parameters = { branch, per_page: PAGE, page }
    const answer = await client.rest({ route, parameters, needs: 'metadata: read' })
    const rules = await parseAnswer('branchRules', answer, 'a request for the rules of a branch')
    const required = rules.some(
      ({ type, parameters: given }) => type === 'pull_request' && given?.['require_code_owner_review'] === true,
    )
    if (required) return true
    if (rules.length < PAGE) return false
  }
  throw new RemoteError('github', `The branch has more than ${PAGE * MOST_PAGES} rules.`)
}
