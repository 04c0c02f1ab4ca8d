import type { ReasonCode } from '../reason-codes.ts'

/** Title and remedy of the reasons that numbers and reports give. */
export const EVIDENCE_TEXTS = {
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
  'report-untrusted': [
    'a report comes from a workflow run that the gate does not trust',
    'Name a run of the workflow, event and branch that the gate config takes; the message says which of them does not fit.',
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
} as const satisfies Partial<Record<ReasonCode, readonly [title: string, remedy: string]>>
