import type { ReasonCode } from '../reason-codes.ts'
import { CANARY_TEXTS } from './canary-reason-texts.ts'
import { EVIDENCE_TEXTS } from './evidence-reason-texts.ts'
import { PEOPLE_TEXTS } from './people-reason-texts.ts'

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
  ...EVIDENCE_TEXTS,
  ...PEOPLE_TEXTS,
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
