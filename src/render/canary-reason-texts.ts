import type { ReasonCode } from '../reason-codes.ts'

/** Title and remedy of the reasons that only a canary gives. */
export const CANARY_TEXTS: Readonly<
  Record<Extract<ReasonCode, `canary-${string}`>, readonly [title: string, remedy: string]>
> = {
  'canary-baking': [
    'the version has not been at work beside the one in use for long enough',
    'Nothing to do: a scheduled run looks again, and promotes when the time is over and the numbers are good enough.',
  ],
  'canary-inferior': [
    'the version is worse than the one in use, beyond doubt',
    'Find out what made it worse. It needs a new version, or approvals that are newer than its removal, to be tried out again.',
  ],
  'canary-undecided': [
    'the comparison with the version in use is still open after the longest time allowed',
    'Send more traffic to the canary, widen the margin in a pull request of its own, or take the version back with `rollback`.',
  ],
  'canary-window-unknown': [
    'it is not known since when both versions have been at work side by side',
    'Let the gate move the aliases: promote to the canary stage, or record what was moved by hand with `verify` and `adopt`.',
  ],
}
