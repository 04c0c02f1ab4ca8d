import type { ApprovalDetail, IgnoredApproval, LimitOutcome, MetricDetail } from '../../src/checks/detail.ts'
import type { VersionFacts } from '../../src/checks/facts.ts'
import type { Status, Verdict } from '../../src/checks/verdict.ts'
import type { EvidenceSummary, Move, PromotionOutcome, RunOutcome } from '../../src/promotion/outcome.ts'
import type { ReasonCode } from '../../src/reason-codes.ts'

/** Sample outcomes of one story: support-llm goes from v11 to v12 in production. */

const HEAD = '4be1f0a7c2d95e8b3a6f1d0c9e8b7a6f5d4c3b2a'
const MODEL = 'support-llm'
const RUN_URL = 'https://github.com/acme/models/actions/runs/1234567890'
const PROJECT_URL = 'https://wandb.ai/ml-team/support'
const CONFIG = '.github/model-gates.yml'

export const ADDRESSES = {
  repositoryUrl: 'https://github.com/acme/models',
  documentation: 'https://github.com/acme/model-promotion-gate/blob/v1/docs/reason-codes.md',
}

export function version(name: string, change: Partial<VersionFacts> = {}): VersionFacts {
  const number = Number(name.slice(1))
  return {
    artifactId: `QXJ0aWZhY3Q6${number}`,
    digest: `${number}`.padStart(4, '0').repeat(8),
    version: name,
    state: 'COMMITTED',
    aliases: [],
    tags: [],
    artifactType: 'model',
    linkedAt: '2026-11-20T09:00:00Z',
    source: { entity: 'ml-team', project: 'support', collection: 'llama-sft', version: `v${number + 20}` },
    producer: {
      entity: 'ml-team',
      project: 'support',
      id: 'k3xq81zd',
      displayName: 'brisk-river-42',
      state: 'finished',
      commit: '9f8e7d6c5b4a39281706f5e4d3c2b1a098765432',
      inputs: [
        { path: 'ml-team/support/tickets-curated:v8', type: 'dataset', digest: 'aa' },
        { path: 'ml-team/base/llama-3-8b:v2', type: 'model', digest: 'bb' },
      ],
    },
    ...change,
  }
}

export function node(id: string, kind: Verdict['kind'], status: Status, rest: Partial<Verdict> = {}): Verdict {
  return { id, kind, status, label: id, children: [], ...rest }
}

export function metric(
  label: string,
  status: Status,
  detail: Partial<MetricDetail>,
  rest: Partial<Verdict> = {},
): Verdict {
  const whole: MetricDetail = {
    type: 'metric',
    report: 'quality',
    address: label,
    value: 0.5,
    limits: [],
    warnings: [],
    direction: 'higher_is_better',
    ...detail,
  }
  return node(`checks/${label}`, 'metric', status, {
    label,
    detail: whole,
    at: { file: CONFIG, line: 32, column: 13 },
    ...rest,
  })
}

export function limit(
  kind: LimitOutcome['limit'],
  text: string,
  met: boolean | null,
  rest: Partial<LimitOutcome> = {},
): LimitOutcome {
  return { limit: kind, text, met, ...rest }
}

export function approvals(status: Status, change: Partial<ApprovalDetail> = {}, reason?: ReasonCode): Verdict {
  const detail: ApprovalDetail = {
    type: 'approvals',
    role: 'model steward',
    need: 2,
    permission: 'write',
    eligible: ['ana', 'bo', 'chi'],
    bind: 'version',
    counted: [approval('ana'), approval('bo')],
    ignored: [],
    blocking: [],
    ...change,
  }
  return node('approvals/0', 'approvals', status, {
    label: detail.role,
    detail,
    ...(reason === undefined ? {} : { reason }),
  })
}

export function approval(
  login: string,
  commit = HEAD,
): { login: string; pullRequest: number; commit: string; at: string; url: string } {
  return {
    login,
    pullRequest: 42,
    commit,
    at: '2026-11-21T10:00:00Z',
    url: 'https://github.com/acme/models/pull/42#pullrequestreview-7',
  }
}

export function ignored(login: string, why: IgnoredApproval['why'], note?: string): IgnoredApproval {
  return { ...approval(login, '1111111aaaaaaa'), why, ...(note === undefined ? {} : { note }) }
}

export function move(change: Partial<Move> = {}): Move {
  const named = (name: string): Move['to'] => ({
    version: name,
    artifactId: version(name).artifactId,
    digest: version(name).digest,
  })
  return { alias: 'production', from: named('v11'), to: named('v12'), purpose: 'stage', ...change }
}

export const KEEP_PREVIOUS: Move = move({
  alias: 'production-previous',
  purpose: 'keep-previous',
  from: { version: 'v9', artifactId: 'QQ', digest: '0' },
  to: { version: 'v11', artifactId: version('v11').artifactId, digest: version('v11').digest },
})

const BASELINE = { value: 0.6689, version: 'v11', source: 'record' } as const

export const ACCURACY = metric('acc (arc_easy)', 'pass', {
  value: 0.67118,
  stderr: 0.00962,
  n: 2376,
  baseline: BASELINE,
  change: 0.00228,
  limits: [limit('min', '0.65', true, { bound: 0.65 }), limit('max_regression', '0.01', true, { bound: 0.6589 })],
})
export const LATENCY = metric('p95 latency', 'pass', {
  report: 'load',
  value: 842.37,
  unit: 'ms',
  direction: 'lower_is_better',
  baseline: { ...BASELINE, value: 861.2 },
  change: -18.83,
  limits: [limit('max_regression', '5%', true, { bound: 904.26 })],
})
export const TOXICITY = metric(
  'toxicity',
  'warn',
  {
    value: 0.0231,
    direction: 'lower_is_better',
    limits: [limit('max', '0.02', false, { bound: 0.02, reason: 'metric-above-max' })],
    baseline: { ...BASELINE, value: 0.0188 },
    change: 0.0043,
  },
  { reason: 'metric-above-max', severity: 'warn' },
)
export const BAD_ACCURACY = metric(
  'acc (arc_easy)',
  'fail',
  {
    value: 0.64996,
    stderr: 0.0098,
    baseline: BASELINE,
    change: -0.01894,
    limits: [
      limit('min', '0.65', false, { bound: 0.65, reason: 'metric-below-min' }),
      limit('max_regression', '0.01', false, { bound: 0.6589, reason: 'metric-regressed' }),
    ],
  },
  { reason: 'metric-below-min' },
)

/** The implicit checks of every stage, all passing. */
export function basics(): readonly Verdict[] {
  return [
    node('version', 'version', 'pass', {
      label: 'version',
      detail: { type: 'fact', observed: 'COMMITTED' },
    }),
    node('hold', 'hold', 'pass', { label: 'hold' }),
    node('stage-order', 'stage-order', 'pass', {
      label: 'from staging',
      detail: { type: 'fact', observed: 'holds staging' },
    }),
    node('reports/quality', 'report', 'pass', {
      label: 'quality',
      detail: {
        type: 'report',
        name: 'quality',
        location: 'eval/results_*.json',
        resolved: 'eval/results_1.json',
        format: 'lm-eval',
        identity: 'named-in-report',
        warnings: [],
      },
    }),
    node('lineage/run', 'lineage', 'pass', {
      label: 'run',
      detail: { type: 'lineage', demand: 'run', found: 'ml-team/support/k3xq81zd' },
    }),
  ]
}

export function tree(status: Status, checks: readonly Verdict[], rest: readonly Verdict[]): Verdict {
  return node('promotion', 'promotion', status, {
    label: `${MODEL} → production`,
    children: [...basics(), node('checks', 'group', status, { label: 'checks', children: checks }), ...rest],
  })
}

export const EVIDENCE: readonly EvidenceSummary[] = [
  {
    name: 'quality',
    location: 'eval/results_*.json',
    resolved: 'eval/results_1.json',
    format: 'lm-eval',
    sha256: '3f5a'.repeat(16),
    bytes: 13_204,
    rows: 24,
    identity: 'named-in-report',
    trust: {
      code: 'workspace-file',
      text: 'a file of this job’s workspace: any step of the job could have written it',
    },
    observed_at: '2026-11-21T10:05:00Z',
  },
  {
    name: 'load',
    location: 'eval/load.json',
    resolved: 'eval/load.json',
    format: 'json',
    sha256: '9bc0'.repeat(16),
    bytes: 812,
    rows: 3,
    identity: 'report-version',
    trust: { code: 'digest-pinned', text: 'exactly the bytes that were demanded by SHA-256' },
    observed_at: '2026-11-21T10:05:00Z',
  },
]

export function promotion(change: Partial<PromotionOutcome> = {}): PromotionOutcome {
  return {
    model: MODEL,
    stage: 'production',
    alias: 'production',
    registry: { entity: 'acme', project: 'wandb-registry-model' },
    collection: MODEL,
    decision: 'pass',
    conclusion: 'planned',
    reasons: [],
    dryRun: 'no',
    candidate: version('v12'),
    asked: 'v12',
    previous: version('v11'),
    moves: [move(), KEEP_PREVIOUS],
    movesMade: [],
    verdict: tree('pass', [ACCURACY, LATENCY], [approvals('pass')]),
    evidence: EVIDENCE,
    approvals: [],
    pullRequests: [42],
    record: null,
    notes: [],
    links: {
      lineage: `${PROJECT_URL}/artifacts/model/llama-sft/v32/lineage`,
      registry: 'https://wandb.ai/orgs/acme/registry/model',
      record: null,
      producer: `${PROJECT_URL}/runs/k3xq81zd`,
      workflowRun: RUN_URL,
    },
    ...change,
  }
}

/** How the metrics came along, and what v12 changes against v11. */
const comparedAt = (accuracy: number): Pick<PromotionOutcome, 'courses' | 'changes'> => ({
  courses: [
    {
      label: 'acc (arc_easy)',
      report: 'quality',
      unit: 'fraction',
      points: [
        { version: 'v7', value: 0.6411 },
        { version: 'v9', value: 0.6604 },
        { version: 'v11', value: 0.6689 },
        { version: 'v12', value: accuracy },
      ],
      limits: [{ limit: 'min', bound: 0.65 }],
      leftOut: ['v3'],
    },
    {
      label: 'p95 latency',
      report: 'load',
      unit: 'ms',
      points: [
        { version: 'v11', value: 861.2 },
        { version: 'v12', value: 842.37 },
      ],
      limits: [],
      leftOut: [],
    },
  ],
  changes: {
    from: 'v11',
    to: 'v12',
    inputs: [
      { name: 'ml-team/support/tickets-curated', type: 'dataset', from: 'v7', to: 'v8' },
      { name: 'ml-team/base/llama-3-8b', type: 'model', from: 'v1', to: 'v2' },
    ],
    commits: {
      from: '1a2b3c4d5e6f708192a3b4c5d6e7f80911223344',
      to: '9f8e7d6c5b4a39281706f5e4d3c2b1a098765432',
      repository: 'https://github.com/acme/models',
    },
    settings: {
      changes: [
        { key: 'learning_rate', from: { text: '0.0002' }, to: { text: '0.0001' } },
        { key: 'lora.rank', from: { text: '16' }, to: { text: '32' } },
        { key: 'system_prompt', from: 'hidden', to: 'hidden' },
        { key: 'packing', from: null, to: { text: 'true' } },
      ],
      more: 0,
      complete: true,
    },
    metrics: [
      {
        report: 'quality',
        name: 'exact_match (task gsm8k, filter strict-match)',
        from: 0.412,
        to: 0.3685,
        direction: 'higher_is_better',
      },
      { report: 'load', name: 'output_tokens_per_second', from: 1204, to: 1311, unit: 'tokens/s' },
    ],
  },
})
const COMPARED = comparedAt(0.67118)
const COMPARED_BADLY = comparedAt(0.64996)

const RECORD = {
  runId: 'b5d4045c3f466fa91fe2cc6abe79232a1a57cdf104f7a26e716e0a1e2789df78',
  sha256: 'c0ffee00'.repeat(8),
  sequence: 7,
  previousRecord: 'deadbeef'.repeat(8),
  url: 'https://wandb.ai/ml-governance/model-promotions/runs/b5d4045c',
}

export const PLANNED = promotion()

export const PLANNED_WITH_WARNING = promotion({
  reasons: ['metric-above-max'],
  verdict: tree('warn', [ACCURACY, LATENCY, TOXICITY], [approvals('pass')]),
})

export const REFUSED = promotion({
  ...COMPARED_BADLY,
  decision: 'fail',
  conclusion: 'refused',
  reasons: ['metric-below-min', 'metric-regressed', 'approvals-missing'],
  moves: [],
  verdict: tree(
    'fail',
    [BAD_ACCURACY, LATENCY, TOXICITY],
    [
      approvals(
        'pending',
        {
          counted: [approval('ana')],
          ignored: [ignored('bo', 'outdated', '1111111'), ignored('dora', 'author')],
        },
        'approvals-missing',
      ),
    ],
  ),
})

export const REFUSED_BY_ONE = promotion({
  ...COMPARED_BADLY,
  decision: 'fail',
  conclusion: 'refused',
  reasons: ['metric-below-min'],
  moves: [],
  verdict: tree('fail', [BAD_ACCURACY, LATENCY], [approvals('pass')]),
})

export const PENDING = promotion({
  ...COMPARED,
  decision: 'pending',
  conclusion: 'pending',
  reasons: ['approvals-missing'],
  verdict: tree(
    'pending',
    [ACCURACY, LATENCY],
    [
      approvals(
        'pending',
        { counted: [approval('ana')], ignored: [ignored('dependabot[bot]', 'bot')] },
        'approvals-missing',
      ),
    ],
  ),
})

export const ERROR = promotion({
  decision: 'error',
  conclusion: 'error',
  reasons: ['wandb-unavailable'],
  candidate: null,
  previous: null,
  moves: [],
  evidence: [],
  verdict: node('promotion', 'promotion', 'error', { label: `${MODEL} → production`, reason: 'wandb-unavailable' }),
  error: {
    code: 'wandb-unavailable',
    message: 'W&B answered 502 five times within 31 seconds',
    hint: 'Run the job again. Running again is safe.',
    issues: [],
  },
})

export const APPLIED = promotion({
  ...COMPARED,
  conclusion: 'applied',
  movesMade: [move(), KEEP_PREVIOUS],
  record: RECORD,
  links: { ...promotion().links, record: RECORD.url },
})

export const PARTIAL = promotion({
  decision: 'pass',
  conclusion: 'partial',
  reasons: ['conflict'],
  movesMade: [move()],
  record: RECORD,
  error: { code: 'conflict', message: 'production-previous was moved to v10 by somebody else meanwhile', issues: [] },
})

export const NO_CHANGE_DRIFT = promotion({
  conclusion: 'no-change',
  reasons: ['drift'],
  moves: [],
  previous: version('v12'),
  notes: [
    {
      level: 'warning',
      code: 'drift',
      text: 'staging is on v14, the newest record says v13: somebody moved it by hand.',
    },
  ],
})

export const DRY_RUN = promotion({ dryRun: 'input' })
export const DRY_RUN_STAGE = promotion({ ...REFUSED_BY_ONE, dryRun: 'stage' })
export const FIRST = promotion({
  previous: null,
  moves: [move({ from: null })],
  reasons: ['first-promotion'],
  verdict: tree(
    'pass',
    [
      metric(
        'acc (arc_easy)',
        'pass',
        {
          value: 0.67118,
          limits: [limit('min', '0.65', true, { bound: 0.65 }), limit('max_regression', '0.01', true)],
        },
        { reason: 'first-promotion' },
      ),
    ],
    [approvals('pass', { bind: 'head' })],
  ),
})

/** 300 checks of which 40 fail, and 60 approvals that did not count. */
export const LONG = promotion({
  decision: 'fail',
  conclusion: 'refused',
  reasons: ['metric-below-min', 'approvals-missing'],
  moves: [],
  verdict: tree(
    'fail',
    Array.from({ length: 300 }, (_, index) => {
      const bad = index % 8 === 3
      const detail = {
        value: bad ? 0.41 : 0.72,
        limits: [limit('min', '0.5', !bad, { bound: 0.5, ...(bad ? { reason: 'metric-below-min' as const } : {}) })],
        baseline: BASELINE,
        change: 0.01,
      }
      return metric(
        `acc (mmlu_subject_${index})`,
        bad ? 'fail' : 'pass',
        detail,
        bad ? { reason: 'metric-below-min' } : {},
      )
    }),
    [
      approvals(
        'fail',
        { counted: [], ignored: Array.from({ length: 60 }, (_, index) => ignored(`person-${index}`, 'not-eligible')) },
        'approvals-missing',
      ),
    ],
  ),
})

/** Every text that comes from outside is the given one. */
export function hostile(text: string): PromotionOutcome {
  const at = version('v12')
  const producer =
    at.producer === null
      ? null
      : { ...at.producer, displayName: text, commit: text, inputs: [{ path: text, type: text, digest: text }] }
  const source = { entity: text, project: text, collection: text, version: text }
  const bad = metric(
    text,
    'fail',
    {
      value: 0.1,
      report: text,
      unit: text,
      note: text,
      nearest: [text],
      baseline: { value: 0.2, version: text, source: 'record' },
      change: -0.1,
      limits: [limit('min', text, false, { bound: 0.5 })],
    },
    { reason: 'metric-missing', at: { file: text, line: 1, column: 1 } },
  )
  const facts = node('facts', 'version', 'error', {
    label: text,
    reason: 'version-not-found',
    detail: { type: 'fact', expected: text, observed: text, note: text },
  })
  const who = { ...approval(text), commit: text, url: text }
  return promotion({
    model: text,
    stage: text,
    alias: text,
    asked: text,
    collection: text,
    registry: { entity: text, project: text },
    decision: 'error',
    conclusion: 'error',
    reasons: ['version-not-found'],
    candidate: { ...at, version: text, digest: text, source, producer },
    previous: { ...version('v11'), version: text },
    moves: [move({ alias: text, to: { version: text, artifactId: text, digest: text } })],
    verdict: node('promotion', 'promotion', 'error', {
      label: text,
      children: [
        bad,
        facts,
        approvals(
          'fail',
          {
            role: text,
            counted: [who],
            ignored: [{ ...who, why: 'permission', note: text }],
            blocking: [text],
            eligible: [text],
            note: text,
          },
          'approvals-missing',
        ),
      ],
    }),
    evidence: [
      {
        name: text,
        location: text,
        resolved: `${text}!`,
        format: text,
        sha256: text,
        bytes: 1,
        rows: 1,
        identity: text,
        trust: { code: 'wandb-run', text },
        observed_at: text,
      },
    ],
    record: { runId: text, sha256: text, sequence: 1, previousRecord: text, url: text },
    links: { lineage: text, registry: text, record: text, producer: text, workflowRun: text },
    courses: [
      {
        label: text,
        report: text,
        unit: text,
        points: [
          { version: text, value: 0.1 },
          { version: `${text}!`, value: 0.2 },
        ],
        limits: [{ limit: 'max', bound: 0.3 }],
        leftOut: [text],
      },
    ],
    changes: {
      from: text,
      to: text,
      inputs: [{ name: text, type: text, from: text, to: text }],
      commits: { from: text, to: `${text}!`, repository: text },
      settings: { changes: [{ key: text, from: { text }, to: 'hidden' }], more: 1, complete: false },
      metrics: [{ report: text, name: text, from: 1, to: 2, unit: text }],
    },
    notes: [
      { level: 'warning', text },
      { level: 'info', text },
    ],
    error: {
      code: 'internal',
      message: text,
      hint: text,
      issues: [{ message: text, found: text, expected: text, hint: text, at: { file: text, line: 1, column: 1 } }],
    },
  })
}

export function run(promotions: readonly PromotionOutcome[], change: Partial<RunOutcome> = {}): RunOutcome {
  const [first] = promotions
  return {
    operation: 'promote',
    decision: first?.decision ?? 'error',
    conclusion: first?.conclusion ?? 'error',
    reasons: first?.reasons ?? [],
    promotions,
    error: null,
    listings: [],
    commentOn: 42,
    notes: [],
    config: { path: CONFIG, commit: '0a1b2c3d4e5f60718293a4b5c6d7e8f901234567', sha256: '77aa'.repeat(16) },
    ...change,
  }
}

export const CONFIG_ERROR = run([], {
  decision: 'error',
  conclusion: 'error',
  reasons: ['config-invalid'],
  error: {
    code: 'config-invalid',
    message: 'The gate config has 2 problems',
    issues: [
      {
        at: { file: CONFIG, line: 12, column: 9 },
        message: 'unknown key',
        found: '`minimum`',
        expected: '`min`, `max`, `above` or `below`',
        hint: 'Did you mean `min`?',
      },
      {
        at: { file: CONFIG, line: 30, column: 18 },
        message: 'unknown stage in `from`',
        found: '`stagin`',
        expected: 'a stage of this model',
        hint: 'Did you mean `staging`?',
      },
    ],
  },
})
