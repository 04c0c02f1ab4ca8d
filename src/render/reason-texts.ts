import type { ReasonCode } from '../reason-codes.ts'
import { CANARY_TEXTS } from './canary-reason-texts.ts'

/** What a person is told about a reason code. */
export interface ReasonText {
  /** What is the case, as a short clause that can stand in a sentence. */
  readonly title: string
  /** What to do next, as one or two sentences. */
  readonly remedy: string
  /** Anchor in docs/reason-codes.md. */
  readonly anchor: string
}

export function reasonText(code: ReasonCode): ReasonText {
  const [title, remedy] = TEXTS[code]
  return { title, remedy, anchor: code }
}

const TEXTS: Readonly<Record<ReasonCode, readonly [title: string, remedy: string]>> = {
  'metric-below-min': [
    'a metric is below its minimum',
    'Promote a version that reaches the limit. If the limit itself is wrong, change it in a pull request of its own.',
  ],
  'metric-above-max': [
    'a metric is above its maximum',
    'Promote a version that stays within the limit. If the limit itself is wrong, change it in a pull request of its own.',
  ],
  'metric-regressed': [
    'a metric is worse than the baseline by more than the gate allows',
    'Find out what made this version worse than the one in use, or promote another version.',
  ],
  'metric-not-improved': [
    'a metric has not improved on the baseline by as much as the gate asks for',
    'Promote a version with a larger gain, or keep the one in use.',
  ],
  'metric-suspicious': [
    'a metric improved by more than the gate takes for plausible',
    'Look for leaked test data or a changed task. If the gain is real, raise `max_improvement` in a pull request of its own.',
  ],
  'metric-missing': [
    'a metric that the gate asks for is not in the report',
    'Compare the address in the gate config with the nearest names shown, and check that the evaluation ran this task.',
  ],
  'metric-not-finite': [
    'a metric is NaN or infinite',
    'Look into the evaluation: a number such as NaN is usually a failed or empty task. Run it again.',
  ],
  'metric-ambiguous': [
    'the address of a check matches several numbers',
    'Make the address narrower with `task`, `filter`, `scorer`, `slice` or `select`, so that one number remains.',
  ],
  'slice-missing': [
    'a slice that must be judged is not in the report',
    'Let the evaluation report this slice. If it is right that it is gone, remove it from `required`, or set `on_missing_slice`.',
  ],
  'slice-gap': [
    'two slices differ by more than `max_gap` allows',
    'Look into the smallest and the largest slice, which are named: the model serves one of them worse than the other.',
  ],
  'direction-unknown': [
    'it is not known whether more or less is better',
    'Add `direction: higher_is_better` or `direction: lower_is_better` to the check.',
  ],
  'direction-conflict': [
    'the gate config and the report disagree on whether more or less is better',
    'Correct `direction` in the check, or in the tool that writes the report.',
  ],
  'unit-conflict': [
    'a value does not fit its unit',
    'Check whether the metric is a fraction (0 to 1) or a percentage (0 to 100), and state the right `unit`.',
  ],
  'baseline-missing': [
    'there is no number of the version in use to compare with',
    'Evaluate the version in use in the same job and pass it as `baseline-report`, or set `on_missing_baseline`.',
  ],
  'baseline-not-comparable': [
    'the number of the version in use cannot be compared with this one',
    'Evaluate both versions with the same data and scorer and pass `baseline-report`. Where the baseline is zero or negative, use an absolute limit.',
  ],
  'first-promotion': [
    'no version holds this stage yet, so there is nothing to compare with',
    'Nothing to do: comparisons begin with the next promotion.',
  ],
  'insufficient-data': [
    'there is too little data for a decision',
    'Evaluate on more samples, or wait until more data has arrived, then run again. A report without standard errors and sample counts shows nothing beyond chance.',
  ],
  'report-missing': [
    'an evaluation report was not found',
    'Check the location, and that the evaluation job ran before this one and passed its files on.',
  ],
  'report-unreadable': [
    'an evaluation report cannot be read',
    'Check that the file is complete and in the stated format, and that its digest is the one that was asked for.',
  ],
  'report-format-unknown': [
    'no reader knows the format of a report',
    'State `format`, or address the numbers with `select`.',
  ],
  'report-too-large': [
    'an evaluation report is too large',
    'Write a summary without single samples, or raise `max_report_mb`.',
  ],
  'report-incomplete': [
    'an evaluation did not run to its end',
    'Run the evaluation again until it completes: numbers of half a run are not evidence.',
  ],
  'report-other-version': [
    'a report was made from another version',
    'Evaluate the version that is to be promoted, and pass that report.',
  ],
  'report-unbound': [
    'a report does not say which version it was made from',
    'Write the artifact path, id or digest into the report and name the place with `identity`, or pass `report-version`.',
  ],
  'report-too-old': ['a report is older than the gate allows', 'Run the evaluation again.'],
  'dataset-mismatch': [
    'a report was not made, or does not say that it was made, with the pinned data set',
    'Evaluate on the pinned version of the data set, and let the report or its W&B run name it. If the pin is out of date, change it in a pull request of its own.',
  ],
  'commit-mismatch': [
    'a report was not made, or does not say that it was made, from the commit asked for',
    'Evaluate at that commit, and write it into the report (`commit`) or let the W&B run record it.',
  ],
  'run-mismatch': [
    'a report does not belong to the run that logged the version',
    'Let the run that logs the version log the report as well, or name that run in the report (`run: entity/project/run`).',
  ],
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
  'version-not-bound': [
    'the pull request does not pin this version',
    'Pin the version in the pins file of the same pull request: what people approve must name the version.',
  ],
  'version-not-found': [
    'the version is not in the registry, or cannot be seen',
    'Check the name, link the version into the collection, and check that the W&B account can read the registry.',
  ],
  'version-not-in-from-stage': [
    'the version has not been in the stage before this one',
    'Promote it to that stage first.',
  ],
  'version-not-in-stage': [
    'the version does not hold the stage by record',
    'Deploy the version that does, or promote this one first.',
  ],
  'version-not-committed': [
    'the version is not complete in W&B',
    'Wait until the upload has finished, or log the artifact again.',
  ],
  'version-held': [
    'the version is on hold',
    'It may move again when somebody who may do so releases it, with a reason (`operation: release`).',
  ],
  'stage-held': [
    'the model or the stage is on hold',
    'It may change again when somebody who may do so releases it, with a reason (`operation: release`).',
  ],
  'rolled-back': [
    'this version was rolled back before',
    'Promote a corrected version, get approvals that are newer than the rollback, or let somebody whom `may.promote` names start it by hand with a reason.',
  ],
  ...CANARY_TEXTS,
  'lineage-missing': [
    'the origin of the version is not recorded',
    'Log the artifact from a W&B run that knows its Git commit.',
  ],
  'source-not-visible': [
    'the project that the version comes from cannot be seen',
    'Give the W&B account read access to the source project.',
  ],
  'config-invalid': [
    'the gate config or the pins file is invalid',
    'Correct the places listed. The file that counts is the one on the base branch.',
  ],
  'config-missing': [
    'there is no gate config',
    'Add `.github/model-gates.yml` to the default branch, or name another path with `config-file`.',
  ],
  'config-introduced': [
    'this change adds the first gate config',
    'Nothing to do: the gates count from the next change on.',
  ],
  'config-changed-in-this-change': [
    'this change edits the gate config itself',
    'Change gates and pins in two pull requests: what is promoted must be judged by rules that were there before.',
  ],
  'untrusted-event': [
    'this event may not promote',
    'Promote on `push` to a listed branch, or by `workflow_dispatch` on it.',
  ],
  'untrusted-ref': [
    'this branch may not promote',
    'Run on a branch that the default branch’s gate config lists under `branches`.',
  ],
  'stale-run': [
    'something newer was promoted since this was asked for',
    'Open a new pull request if this version is still wanted.',
  ],
  'not-allowed': [
    'this may not be started so, or not by this person',
    'Ask somebody whom the gate config allows under `may`; a version that never passed the gate needs its `emergency` rule.',
  ],
  emergency: [
    'the emergency rule let the version past the gate',
    'Nothing to do now. Soon: a version that passes the gate, by a pull request.',
  ],
  conflict: [
    'the registry changed while we were deciding',
    'Look at who moved the alias, then run the job again: it judges what is there now.',
  ],
  'in-progress': ['another run is promoting the same stage', 'Wait for it to finish, then run the job again.'],
  unfinished: [
    'an earlier run did not finish',
    'Nothing to do: this run looked at what is true in the registry and settled it.',
  ],
  drift: [
    'the registry differs from the last record',
    'Somebody moved the alias around the gate. Find out who; protect the alias in W&B; `verify` with `adopt` records what is meant to stay.',
  ],
  'record-not-intact': [
    'a promotion record was altered, is missing, or is signed by nobody known',
    'Compare it with the record id in the job summary or the comment of its run, and find out who may write to the records project.',
  ],
  'attestation-missing': [
    'the record of this stage has no signed statement',
    'Look into the job that moved the alias for why it could not attest it. A statement that the record names and GitHub does not keep is a reason for alarm: compare record and version.',
  ],
  'not-requested': ['this change asks for no promotion', 'Nothing to do. To promote, change a pin in the pins file.'],
  'no-credentials': [
    'this run has no access to W&B',
    'Runs for forks and Dependabot get no secrets. Somebody with write access can move the change to a branch of this repository.',
  ],
  'wandb-access': [
    'W&B refused access',
    'Check the API key or the OIDC set-up, and the role of its account in the registry.',
  ],
  'wandb-unavailable': ['W&B gave no usable answer', 'Run the job again. Running again is safe.'],
  'github-access': ['GitHub refused access', 'Grant the job the permission named.'],
  'github-unavailable': ['GitHub gave no usable answer', 'Run the job again. Running again is safe.'],
  ungated: [
    'nothing guards this stage',
    'Give the stage checks or approvals, or state `ungated: true` if that is meant.',
  ],
  'invalid-input': ['an input of the Action cannot be used', 'Correct the input in the workflow.'],
  cancelled: [
    'the run was cancelled',
    'Run the job again: it reads what is true in the registry and settles what was begun.',
  ],
  internal: ['the Action made a mistake', 'Report it with the message. Nothing was promoted on the strength of it.'],
}
