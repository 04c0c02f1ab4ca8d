import type { VersionFacts } from '../checks/facts.ts'
import type { PromotionOutcome } from '../promotion/outcome.ts'
import { link, mermaidLabel } from './escape.ts'
import { clip } from './plain.ts'

/** Inputs of the run drawn one by one; the rest is counted. */
const INPUTS = 4

/** Where the version comes from and where it goes: dataset → run → version → alias, as a flowchart with the links below. */
export function lineageSection(promotion: PromotionOutcome): string {
  const links = [
    link('Lineage in W&amp;B', promotion.links.lineage),
    link('producing run', promotion.links.producer),
    link('registry', promotion.links.registry),
  ].filter((text) => text.startsWith('['))
  const parts = ['#### Lineage']
  if (promotion.candidate !== null) parts.push(flowchart(promotion, promotion.candidate))
  if (links.length > 0) parts.push(links.join(' · '))
  return parts.length === 1 ? '' : parts.join('\n\n')
}

function flowchart(promotion: PromotionOutcome, candidate: VersionFacts): string {
  const held =
    promotion.movesMade.some((move) => move.alias === promotion.alias) || promotion.conclusion === 'no-change'
  const label = (text: string): string => `"${mermaidLabel(text)}"`
  const lines = ['```mermaid', 'flowchart LR', ...origin(candidate)]
  lines.push(
    `  version[${label(`${promotion.collection} ${candidate.version}`)}]`,
    `  alias([${label(promotion.alias)}])`,
  )
  lines.push(held ? '  version ==>|holds| alias' : `  version -.->|${arrow(promotion)}| alias`)
  if (promotion.previous !== null && promotion.previous.artifactId !== candidate.artifactId) {
    lines.push(`  previous[${label(`${promotion.collection} ${promotion.previous.version}`)}]`)
    lines.push(held ? '  previous -.-x|held before| alias' : '  previous -->|holds now| alias')
  }
  return [...lines, '```'].join('\n')
}

function arrow(promotion: PromotionOutcome): string {
  if (promotion.conclusion === 'planned') return promotion.dryRun === 'no' ? 'will hold' : 'would hold'
  return promotion.conclusion === 'pending' ? 'waits for' : 'asks for'
}

function origin(candidate: VersionFacts): readonly string[] {
  const run = candidate.producer
  if (run === null) {
    const text = candidate.source === null ? 'source not visible' : 'no producing run'
    return [`  run("${text}")`, '  run -.-> version']
  }
  const commit = run.commit === null ? '' : ` (${run.commit.slice(0, 7)})`
  const lines = [`  run("${mermaidLabel(`run ${clip(run.displayName ?? run.id, 28)}${commit}`)}")`, '  run --> version']
  for (const [index, input] of run.inputs.slice(0, INPUTS).entries()) {
    lines.push(
      `  input${index}[("${mermaidLabel(shortPath(input.path))}")]`,
      `  input${index} -->|"${mermaidLabel(input.type, 20)}"| run`,
    )
  }
  const more = run.inputs.length - INPUTS
  if (more > 0) lines.push(`  inputs[("${more} more")]`, '  inputs --> run')
  return lines
}

/** `entity/project/name:v3` → `name:v3`: the full path is one click away. */
function shortPath(path: string): string {
  return path.split('/').at(-1) ?? path
}
