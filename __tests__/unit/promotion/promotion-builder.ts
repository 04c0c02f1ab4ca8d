import { createHash } from 'node:crypto'
import type { FileFacts, RegistryFacts, VersionFacts } from '../../../src/checks/facts.ts'
import type { GateConfig } from '../../../src/config/gate-config.ts'
import { parseGateConfig } from '../../../src/config/parse-gate-config.ts'
import { parsePins } from '../../../src/config/pins.ts'
import { readReport } from '../../../src/evidence/read-report.ts'
import type { Evidence } from '../../../src/evidence/report.ts'
import type { LoadedReport, PromotionFacts } from '../../../src/promotion/promotion-facts.ts'
import type { PromotionRequest } from '../../../src/promotion/requests.ts'
import { people, pullRequest, version } from '../checks/facts-builder.ts'

/** Valid defaults; each test states only what it is about. */

export const FILE = '.github/model-gates.yml'
export const PINS = 'model-pins.yml'

export const GATES = `
version: 1
registry: acme/wandb-registry-model
records: ml-governance/model-promotions
models:
  support-llm:
    reports:
      quality: { path: eval/quality.json }
    stages:
      candidate: { ungated: true }
      staging:
        from: candidate
        checks: [{ metric: accuracy, min: 0.6 }]
      production:
        from: staging
        checks: [{ metric: accuracy, min: 0.65, max_regression: 0.01, direction: higher_is_better }]
        approvals: [{ role: model steward, count: 1, users: [ana, bo] }]
        lineage: { require: [run] }
        keep_previous: production-previous
  ranker:
    stages:
      live:
        approvals: [{ role: owner, count: 1 }]
`

export function gates(text = GATES): GateConfig {
  return parseGateConfig(text, FILE).config
}

export function pinsOf(entries: Readonly<Record<string, Readonly<Record<string, string>>>>) {
  return parsePins(JSON.stringify(entries), PINS)
}

export const V6 = version({ version: 'v6', artifactId: 'artifact-6', digest: 'digest-6', aliases: ['production'] })
export const V7 = version({ version: 'v7', artifactId: 'artifact-7', digest: 'digest-7', aliases: ['staging'] })
export const V8 = version({ version: 'v8', artifactId: 'artifact-8', digest: 'digest-8', aliases: [] })

export function named(of: VersionFacts) {
  const { version: name, artifactId, digest } = of
  return { version: name, artifactId, digest }
}

/** v6 holds production, v7 holds staging and is asked for. */
export function registryFacts(over: Partial<RegistryFacts> = {}): RegistryFacts {
  return {
    entity: 'acme',
    project: 'wandb-registry-model',
    collection: 'support-llm',
    organization: 'Acme',
    candidate: V7,
    unlinkedSource: null,
    holder: V6,
    fromHolder: V7,
    previousHolder: null,
    collectionTags: [],
    records: [],
    recordsVisible: true,
    recordsOfVersion: [],
    rollbacks: [],
    holdRecords: [],
    ownAttempts: [],
    serverTime: '2026-03-10T10:00:00Z',
    ...over,
  }
}

export function evidence(document: object, over: Partial<Evidence> = {}): Evidence {
  const bytes = new TextEncoder().encode(JSON.stringify(document))
  const resolved = 'eval/quality.json'
  return {
    name: 'quality',
    location: { kind: 'path', text: resolved },
    resolved,
    sha256: createHash('sha256').update(bytes).digest('hex'),
    bytes: bytes.byteLength,
    gitBlob: 'blob',
    observedAt: '2026-03-10T09:00:00Z',
    locationClaims: [],
    report: readReport({ bytes, file: resolved, format: 'auto' }),
    ...over,
  }
}

export function loaded(document: object, over: Partial<Evidence> = {}): Extract<LoadedReport, { ok: true }> {
  return { ok: true, evidence: evidence(document, over) }
}

export function requestOf(
  model: string,
  stage: string,
  config = gates(),
  pinned: string | null = 'v7',
): PromotionRequest {
  const modelConfig = config.models.get(model)
  const stageConfig = modelConfig?.stages.get(stage)
  if (modelConfig === undefined || stageConfig === undefined) throw new Error(`no ${model} ${stage}`)
  const pin = pinned === null ? null : { version: pinned, at: { file: PINS, line: 1, column: 1 } }
  const asked = pinned ?? 'v7'
  return { model: modelConfig, stage: stageConfig, ask: { kind: 'version', version: asked }, asked, origin: 'pin', pin }
}

export function pinFile(version: string | null, stage = 'production'): ReadonlyMap<string, FileFacts> {
  if (version === null) return new Map()
  const text = JSON.stringify({ 'support-llm': { [stage]: version } })
  return new Map([[PINS, { path: PINS, commit: 'c', blob: text, text }]])
}

/** Merged; its tree changed the pin of production from v6 to v7. */
export function pinningPullRequest(over: Parameters<typeof pullRequest>[0] = {}) {
  const { boundToVersion, ...facts } = pullRequest({
    state: 'MERGED',
    mergedAt: '2026-03-10T08:00:00Z',
    headFiles: pinFile('v7'),
    originFiles: pinFile('v6'),
    ...over,
  })
  return boundToVersion === undefined ? facts : { ...facts }
}

/** A push that orders v7 for production; the report is good and names v7. */
export function promotionFacts(over: Partial<PromotionFacts> = {}): PromotionFacts {
  const config = over.config ?? gates()
  return {
    request: requestOf('support-llm', 'production', config),
    config,
    branches: ['main'],
    registry: registryFacts(),
    reports: new Map([['quality', loaded({ artifact_id: 'artifact-7', accuracy: 0.9 })]]),
    baselineReports: new Map([['quality', loaded({ artifact_id: 'artifact-6', accuracy: 0.9 })]]),
    fromSameChange: new Set(),
    reportVersion: null,
    by: 'push',
    pullRequests: [],
    pullRequestAsked: null,
    permissionOf: new Map(),
    people: people(),
    tickets: new Map(),
    startedBy: [],
    reason: null,
    requestedAt: '2026-03-10T08:00:00Z',
    workflowRunId: '900',
    now: '2026-03-10T10:00:00Z',
    ...over,
  }
}
