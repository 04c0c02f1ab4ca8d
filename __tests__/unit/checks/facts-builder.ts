import type { ApprovalInput, RequestingPullRequest } from '../../../src/checks/approval-input.ts'
import { evaluateApprovals } from '../../../src/checks/approvals.ts'
import type { Committer, RecordFacts, Review, VersionFacts } from '../../../src/checks/facts.ts'
import type { MetricInput } from '../../../src/checks/metric-input.ts'
import type { PeopleFacts } from '../../../src/checks/people-facts.ts'
import type { Verdict } from '../../../src/checks/verdict.ts'
import type { ApprovalRule, Limits, MetricCheck } from '../../../src/config/gate-config.ts'
import type { ReportRow } from '../../../src/evidence/report.ts'

/** Valid defaults; each test states only what it is about. */

export const AT = { file: '.github/model-gates.yml', line: 7, column: 3 }
export const HEAD = 'a'.repeat(40)
export const OLD = 'b'.repeat(40)

export function version(over: Partial<VersionFacts> = {}): VersionFacts {
  return {
    artifactId: 'QXJ0aWZhY3Q6Nw==',
    digest: '0123456789abcdef0123456789abcdef',
    version: 'v7',
    state: 'COMMITTED',
    aliases: ['staging'],
    tags: [],
    artifactType: 'model',
    linkedAt: '2026-03-01T08:00:00Z',
    source: { entity: 'ml', project: 'support', collection: 'llm', version: 'v3' },
    producer: {
      entity: 'ml',
      project: 'support',
      id: 'run1',
      displayName: 'fine-tune',
      state: 'finished',
      commit: 'c0ffee',
      inputs: [],
    },
    ...over,
  }
}

export function record(over: Partial<RecordFacts> = {}): RecordFacts {
  const { artifactId, digest } = version()
  return {
    runId: 'rec1',
    createdAt: '2026-03-02T08:00:00Z',
    sha256: 'f'.repeat(64),
    intact: true,
    signature: null,
    text: null,
    operation: 'promote',
    registryPath: 'acme/wandb-registry-model/support-llm',
    model: 'support-llm',
    stage: 'staging',
    alias: 'staging',
    conclusion: 'applied',
    from: null,
    to: { version: 'v7', artifactId, digest },
    sequence: 1,
    previousRecord: null,
    finishedAt: '2026-03-02T08:00:05Z',
    workflowRunId: '100',
    workflowRunAttempt: 1,
    pullRequests: [],
    body: null,
    url: 'https://wandb.test/rec1',
    ...over,
  }
}

export function row(over: Partial<ReportRow> = {}): ReportRow {
  return { metric: 'acc', task: 'arc_easy', value: 0.7, pointer: '/results/arc_easy/acc', ...over }
}

export function metricCheck(limits: Limits, over: Partial<MetricCheck> = {}): MetricCheck {
  return {
    id: 'checks/0',
    label: 'acc (arc_easy)',
    severity: 'block',
    report: 'quality',
    address: { by: 'address', metric: 'acc', task: 'arc_easy' },
    direction: null,
    unit: null,
    limits,
    onMissingMetric: 'fail',
    onMissingBaseline: 'fail',
    onInconclusive: 'fail',
    at: AT,
    ...over,
  }
}

export function metricInput(check: MetricCheck, over: Partial<MetricInput> = {}): MetricInput {
  return { check, report: 'quality', candidate: { kind: 'one', row: row() }, baseline: { kind: 'nobody' }, ...over }
}

/** A person's review; `login` also fixes the id, so that one login is one account. */
export function review(login: string, over: Partial<Review> = {}): Review {
  return {
    id: `R_${login}`,
    author: { login, id: idOf(login), kind: 'user' },
    state: 'APPROVED',
    commit: HEAD,
    submittedAt: '2026-03-03T10:00:00Z',
    url: `https://github.test/review/${login}`,
    canPush: true,
    ...over,
  }
}

export function idOf(login: string): number {
  return [...login.toLowerCase()].reduce((sum, letter) => sum * 31 + (letter.codePointAt(0) ?? 0), 7)
}

export function committer(over: Partial<Committer> = {}): Committer {
  return { login: 'dev', email: 'dev@acme.test', name: 'Dev', as: 'author', commit: HEAD, ...over }
}

export function pullRequest(over: Partial<RequestingPullRequest> = {}): RequestingPullRequest {
  return {
    number: 12,
    url: 'https://github.test/pull/12',
    title: 'Promote v7',
    body: '',
    author: { login: 'dev', id: idOf('dev'), kind: 'user' },
    state: 'OPEN',
    isDraft: false,
    isCrossRepository: false,
    mergeable: 'MERGEABLE',
    mergedAt: null,
    mergeCommit: null,
    headCommit: HEAD,
    baseBranch: 'main',
    reviews: [],
    committers: [committer(), committer({ as: 'committer' })],
    commitsComplete: true,
    files: ['model-pins.yml'],
    filesComplete: true,
    headFiles: new Map(),
    originFiles: new Map(),
    boundToVersion: true,
    ...over,
  }
}

export function approvalRule(over: Partial<ApprovalRule> = {}): ApprovalRule {
  return {
    id: 'approvals/0',
    role: 'model steward',
    count: 1,
    users: null,
    teams: null,
    permission: 'write',
    bind: 'version',
    codeOwners: false,
    environment: null,
    expires: null,
    mayShare: false,
    at: AT,
    ...over,
  }
}

export function approvalInput(over: Partial<ApprovalInput> = {}): ApprovalInput {
  return {
    rule: approvalRule(),
    pullRequests: [pullRequest({ reviews: [review('ana')] })],
    permissionOf: new Map(),
    startedBy: [],
    awaiting: true,
    usedBy: [],
    versionSince: null,
    people: people(),
    run: { id: '900', since: '2026-03-03T09:00:00Z' },
    pinsFile: 'model-pins.yml',
    now: '2026-03-03T12:00:00Z',
    ...over,
  }
}

/** Nothing was asked. */
export function people(over: Partial<PeopleFacts> = {}): PeopleFacts {
  return { teamsOf: new Map(), codeOwners: new Map(), runReviews: null, ...over }
}

/** One rule, judged by itself. */
export function judgeRule({ rule, ...shared }: ApprovalInput): Verdict {
  const [verdict] = evaluateApprovals({ rules: [rule], ...shared })
  if (verdict === undefined) throw new Error('no verdict')
  return verdict
}
