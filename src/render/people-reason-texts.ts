import type { ReasonCode } from '../reason-codes.ts'

/** Title and remedy of the reasons that people, tickets and pull requests give. */
export const PEOPLE_TEXTS = {
  'approvals-missing': [
    'approvals are missing',
    'Ask the people named for a review of the newest commit of the pull request.',
  ],
  'environment-rejected': [
    "a reviewer of the run's environment rejected it",
    'Settle the matter with the reviewer, then start a new run.',
  ],
  'code-owners-not-required': [
    'nothing makes GitHub ask for the review of a code owner',
    'Require it in a ruleset or the protection of the base branch and give the pins file an owner in CODEOWNERS, or take `code_owners` out of the rule.',
  ],
  'team-not-visible': [
    'a team cannot be seen with this token',
    'Give the input `team-token` a token that may read the members of the organisation, and check the name of the team.',
  ],
  'approval-ignored': [
    'an approval was not counted',
    'See the reason beside the name. An approval counts when it is for the newest commit, by an eligible person who did not work on the change.',
  ],
  'changes-requested': [
    'a reviewer requests changes',
    'Settle the matter with the reviewer, who then approves or dismisses the review.',
  ],
  'ticket-missing': [
    'no ticket of the asked kind is named',
    'Write a line `Ticket: …` with its number into the description of the pull request, or pass the input `ticket`, and run the job again.',
  ],
  'ticket-not-approved': [
    'a ticket does not approve this',
    'Get the ticket approved as the rule asks, by somebody who neither asked for it nor made the change, and run the job again: nothing starts it by itself.',
  ],
  'ticket-other-version': [
    'a ticket does not name this version, or names several',
    'Name exactly this version in the ticket, written as `model:vN`, and get it approved after that.',
  ],
  'ticket-used': [
    'a ticket served another promotion before',
    'Open a new ticket: each one approves one version for one stage, once.',
  ],
  'ticket-access': [
    'a ticket cannot be read, or not all of it',
    'Check the number, the credentials of the ticket system, and what their account may see.',
  ],
  'ticket-unavailable': [
    'the ticket system gave no usable answer',
    'Run the job again. Running again is safe: tickets are only read.',
  ],
  'pull-request-not-found': [
    'no pull request was found that asks for this',
    'Request the promotion by changing the pin in a pull request, or name it with the `pull-request` input.',
  ],
  'pull-request-draft': ['the pull request is a draft', 'Mark it as ready for review.'],
  'pull-request-base': [
    'the pull request does not lead to a branch that may promote',
    'Change its base to a branch that the default branch’s gate config lists.',
  ],
  'pull-request-conflict': ['the pull request cannot be merged as it stands', 'Resolve the merge conflicts.'],
  'unknown-committer': [
    'it cannot be told who made every commit',
    'Link the commit e-mail to a GitHub account, or make the commit again with a linked one. Nobody can be ruled out as author otherwise.',
  ],
} as const satisfies Partial<Record<ReasonCode, readonly [title: string, remedy: string]>>
