export const OPERATIONS = [
  'plan',
  'promote',
  'rollback',
  'hold',
  'release',
  'status',
  'verify',
  'history',
  'doctor',
] as const
export type Operation = (typeof OPERATIONS)[number]

interface InputUse {
  /** Operations that read the input; `all`, or a list. Given to another one, it is a warning. */
  readonly usedBy: 'all' | readonly Operation[]
  /** False: the contract names it, this release refuses it. */
  readonly available: boolean
}

/** `verify` judges where it adopts. */
const judging = ['plan', 'promote', 'verify'] as const
/** All that look at some model; the doctor looks at everything. */
const about = ['plan', 'promote', 'rollback', 'hold', 'release', 'status', 'verify', 'history'] as const

/** Every input of `action.yml`; a test compares the two. */
export const INPUTS = {
  operation: { usedBy: 'all', available: true },
  model: { usedBy: about, available: true },
  stage: { usedBy: about, available: true },
  version: { usedBy: ['plan', 'promote', 'rollback', 'hold', 'release', 'verify', 'history'], available: true },
  link: { usedBy: ['plan', 'promote'], available: true },
  report: { usedBy: judging, available: true },
  'report-version': { usedBy: judging, available: true },
  'report-format': { usedBy: judging, available: true },
  'baseline-report': { usedBy: judging, available: true },
  'config-file': { usedBy: 'all', available: true },
  'pull-request': { usedBy: ['plan', 'promote', 'rollback', 'verify'], available: true },
  reason: { usedBy: ['promote', 'rollback', 'hold', 'release', 'verify'], available: true },
  'dry-run': { usedBy: ['plan', 'promote', 'rollback', 'hold', 'release', 'verify'], available: true },
  'comment-summary-in-pr': { usedBy: 'all', available: true },
  'fail-on': { usedBy: 'all', available: true },
  'wandb-api-key': { usedBy: 'all', available: true },
  'wandb-base-url': { usedBy: 'all', available: true },
  'wandb-audience': { usedBy: 'all', available: true },
  'github-token': { usedBy: 'all', available: true },
  'team-token': { usedBy: ['plan', 'promote', 'rollback', 'hold', 'release', 'verify', 'doctor'], available: true },
  'record-signing-key': { usedBy: ['promote', 'rollback', 'hold', 'release', 'verify'], available: true },
  'jira-email': { usedBy: judging, available: true },
  'jira-token': { usedBy: judging, available: true },
  'servicenow-token': { usedBy: judging, available: true },
  'servicenow-username': { usedBy: judging, available: true },
  'servicenow-password': { usedBy: judging, available: true },
  'servicenow-client-id': { usedBy: judging, available: true },
  'servicenow-client-secret': { usedBy: judging, available: true },
  ticket: { usedBy: ['plan', 'promote', 'hold', 'verify'], available: true },
  until: { usedBy: ['hold'], available: true },
  fallback: { usedBy: ['hold'], available: true },
  'pin-pull-request': { usedBy: ['rollback', 'hold', 'verify'], available: true },
  adopt: { usedBy: ['verify'], available: true },
  at: { usedBy: ['history'], available: true },
} as const satisfies Record<string, InputUse>

export type InputName = keyof typeof INPUTS

/** Every output of `action.yml`; all are written on every path. */
export const OUTPUTS = [
  'decision',
  'conclusion',
  'reason-codes',
  'applied',
  'model',
  'stage',
  'version',
  'digest',
  'previous-version',
  'artifact',
  'lineage-url',
  'record-url',
  'comment-url',
  'result',
  'result-file',
  'summary-markdown',
] as const
export type OutputName = (typeof OUTPUTS)[number]
