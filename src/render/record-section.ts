import type { PromotionOutcome } from '../promotion/outcome.ts'
import type { RenderContext } from './context.ts'
import { code, escapeText, link } from './escape.ts'
import { folded } from './table.ts'

const MOST_PULL_REQUESTS = 20

/** Where everything can be looked up again: the version, the record, the rules, the workflow run. */
export function recordSection(promotion: PromotionOutcome, context: RenderContext): string {
  const lines = [...version(promotion), ...record(promotion), ...rules(context), ...run(promotion, context)]
  return lines.length === 0 ? '' : folded('Version, record, rules and run', lines.map((line) => `- ${line}`).join('\n'))
}

function version(promotion: PromotionOutcome): readonly string[] {
  const { candidate, registry } = promotion
  const collection = `${registry.entity}/${registry.project}/${promotion.collection}`
  if (candidate === null) return [`asked for: ${code(promotion.asked)} in ${code(collection, 200)}`]
  const lines = [
    `version: ${code(`${collection}:${candidate.version}`, 240)}`,
    `digest: ${code(candidate.digest)} (identity, not protection against forgery)`,
  ]
  if (candidate.source !== null) {
    const { entity, project, collection: name, version: source } = candidate.source
    lines.push(`logged as: ${code(`${entity}/${project}/${name}:${source}`, 240)}`)
  }
  if (candidate.producer?.commit) lines.push(`trained at commit: ${code(candidate.producer.commit)}`)
  return lines
}

function record(promotion: PromotionOutcome): readonly string[] {
  const { record: entry, attestation } = promotion
  if (entry === null) return []
  const number = `number ${entry.sequence} of this stage`
  const lines = [`record: ${link(code(entry.runId), entry.url)}, ${number}`]
  lines.push(entry.sha256 === null ? 'record sha256: not closed yet' : `record sha256: ${code(entry.sha256)}`)
  if (entry.previousRecord !== null) lines.push(`previous record: ${code(entry.previousRecord)}`)
  if (attestation !== undefined) {
    const { id, url, subjectSha256 } = attestation
    lines.push(`attestation: ${link(code(id), url)}, of the version's manifest ${code(subjectSha256)}`)
  }
  return lines
}

function rules({ config, repositoryUrl }: RenderContext): readonly string[] {
  if (config === null) return []
  const path = config.path.split('/').map(encodeURIComponent).join('/')
  const url = repositoryUrl === null ? null : `${repositoryUrl}/blob/${encodeURIComponent(config.commit)}/${path}`
  return [
    `gates: ${link(code(`${config.path}@${config.commit.slice(0, 7)}`, 200), url)}`,
    `gates sha256: ${code(config.sha256)}`,
  ]
}

function run(promotion: PromotionOutcome, { repositoryUrl }: RenderContext): readonly string[] {
  const lines: string[] = []
  const numbers = promotion.pullRequests.slice(0, MOST_PULL_REQUESTS).map((number) => {
    return link(`pull request ${number}`, repositoryUrl === null ? null : `${repositoryUrl}/pull/${number}`)
  })
  if (numbers.length > 0) lines.push(`asked for by ${numbers.join(', ')}`)
  const pin = promotion.pinPullRequest ?? null
  if (pin !== null) lines.push(link('pull request that puts the pin right', pin))
  const url = promotion.links.workflowRun
  if (url !== null) lines.push(link(escapeText('workflow run'), url))
  return lines
}
