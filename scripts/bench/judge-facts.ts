import { harnessReport } from '../../sandbox/demo/reports.ts'
import type { RecordFacts, RegistryFacts, VersionFacts } from '../../src/checks/facts.ts'
import { parseGateConfig } from '../../src/config/parse-gate-config.ts'
import { readReport } from '../../src/evidence/read-report.ts'
import type { Evidence } from '../../src/evidence/report.ts'
import type { PromotionFacts } from '../../src/promotion/promotion-facts.ts'
import { HARNESS_REPORT, stagingGates } from './measured-run.ts'

const AT = '2026-01-05T10:00:00.000Z'
const REGISTRY = 'acme/wandb-registry-model'

/** Everything that a decision uses, with this many checks: each has a limit and a baseline from the newest record. */
export function factsWith(checks: number): PromotionFacts {
  const { config } = parseGateConfig(gatesWith(checks), '.github/model-gates.yml')
  const model = config.models.get('support-llm')
  const stage = model?.stages.get('staging')
  if (model === undefined || stage === undefined) throw new Error('the config of the benchmark lacks its stage')
  const evidence = evidenceOf(reportWith(checks, 0.7012))
  const baseline = evidenceOf(reportWith(checks, 0.6957)).report.rows.map((row) => ({ ...row, report: 'quality' }))
  return {
    request: { model, stage, ask: { kind: 'version', version: 'v12' }, asked: 'v12', origin: 'input', pin: null },
    config,
    branches: ['main'],
    registry: registryWith(baseline),
    reports: new Map([['quality', { ok: true, evidence }]]),
    baselineReports: new Map(),
    fromSameChange: new Set(),
    reportVersion: null,
    by: 'branch',
    pullRequests: [],
    pullRequestAsked: null,
    permissionOf: new Map(),
    people: { teamsOf: new Map(), codeOwners: new Map(), runReviews: null },
    tickets: new Map(),
    startedBy: ['kim'],
    reason: null,
    requestedAt: AT,
    workflowRunId: '1',
    now: AT,
  }
}

/** The same gates as text, for a run of the whole Action. */
export function gatesWith(checks: number): string {
  const check = (_: unknown, index: number) =>
    `{ metric: acc, task: task_${String(index).padStart(6, '0')}, min: 0.62, max_regression: 0.01, on_missing_baseline: warn }`
  return stagingGates(HARNESS_REPORT, Array.from({ length: checks }, check))
}

/** A harness report with one task for each check. */
export function reportWith(tasks: number, accuracy: number): string {
  const one = (_: unknown, index: number) => ({
    task: `task_${String(index).padStart(6, '0')}`,
    dataset: `acme/dataset_${index}`,
    samples: 2376,
    scores: { 'acc,none': accuracy, 'acc_norm,none': accuracy - 0.0185 },
  })
  const artifact = `${REGISTRY}/support-llm:v12`
  return harnessReport({ artifact, tasks: Array.from({ length: tasks }, one), at: new Date(AT), chatTemplate: null })
}

function evidenceOf(text: string): Evidence {
  const bytes = Buffer.from(text)
  const resolved = 'eval/report.json'
  return {
    name: 'quality',
    location: { kind: 'path', text: resolved },
    resolved,
    sha256: '0'.repeat(64),
    bytes: bytes.byteLength,
    gitBlob: '0'.repeat(40),
    observedAt: AT,
    locationClaims: [],
    report: readReport({ bytes, file: resolved, format: 'lm-eval' }),
  }
}

function registryWith(rows: readonly unknown[]): RegistryFacts {
  const holder = version('v11', ['staging'])
  return {
    entity: 'acme',
    project: 'wandb-registry-model',
    collection: 'support-llm',
    organization: 'Acme',
    candidate: version('v12', ['candidate']),
    unlinkedSource: null,
    holder,
    fromHolder: version('v12', ['candidate']),
    previousHolder: null,
    collectionTags: [],
    recordsVisible: true,
    records: [recordOf(holder, rows)],
    recordsOfVersion: [],
    rollbacks: [],
    holdRecords: [],
    ownAttempts: [],
    serverTime: AT,
  }
}

function version(name: string, aliases: readonly string[]): VersionFacts {
  return {
    artifactId: `artifact-${name}`,
    digest: `digest-${name}`,
    version: name,
    state: 'COMMITTED',
    aliases,
    tags: [],
    artifactType: 'model',
    linkedAt: AT,
    source: { entity: 'research', project: 'training', collection: 'support-llm-source', version: name },
    producer: null,
  }
}

function recordOf({ version: name, artifactId, digest }: VersionFacts, rows: readonly unknown[]): RecordFacts {
  return {
    runId: 'record',
    createdAt: AT,
    sha256: '1'.repeat(64),
    intact: true,
    signature: null,
    text: null,
    operation: 'promote',
    registryPath: `${REGISTRY}/support-llm`,
    model: 'support-llm',
    stage: 'staging',
    alias: 'staging',
    conclusion: 'applied',
    from: null,
    to: { version: name, artifactId, digest },
    sequence: 1,
    previousRecord: null,
    finishedAt: AT,
    workflowRunId: '0',
    workflowRunAttempt: 1,
    pullRequests: [],
    body: { rows },
    url: 'https://wandb.example/record',
  }
}
