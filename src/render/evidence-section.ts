import type { EvidenceSummary } from '../promotion/outcome.ts'
import { code, escapeText } from './escape.ts'
import { formatBytes } from './numbers.ts'
import { counted } from './plain.ts'
import { identityText } from './sentences.ts'
import { folded } from './table.ts'

const MOST = 50
const MOST_FILES = 20

/** What was judged: place, format, digest, and how far it can be trusted to be about this version. */
export function evidenceSection(evidence: readonly EvidenceSummary[]): string {
  if (evidence.length === 0) return ''
  const items = evidence.slice(0, MOST).map(item)
  if (evidence.length > MOST)
    items.push(`- ${counted(evidence.length - MOST, 'more is', 'more are')} in the \`result\` output`)
  return folded(`Evidence · ${counted(evidence.length, 'report')}`, items.join('\n'))
}

function item(report: EvidenceSummary): string {
  const size = `${escapeText(report.format, 40)}, ${counted(report.rows, 'number')}, ${formatBytes(report.bytes)}`
  const lines = [`- **${escapeText(report.name, 80)}**: ${code(report.resolved, 200)} (${size})`]
  if (report.location !== report.resolved) lines.push(`  - asked for as ${code(report.location, 200)}`)
  lines.push(
    `  - version: ${escapeText(identityText(report.identity), 200)}`,
    `  - trust: ${escapeText(report.trust.text, 1500)}`,
    `  - sha256: ${code(report.sha256, 80)}`,
  )
  const { files = [] } = report
  if (files.length > 0)
    lines.push(`  - ${counted(files.length, 'file')}, each with its own digest; the one above is of their list`)
  for (const file of files.slice(0, MOST_FILES))
    lines.push(`    - ${code(file.resolved, 200)} ${code(file.sha256, 80)}`)
  if (files.length > MOST_FILES) lines.push(`    - ${files.length - MOST_FILES} more are in the \`result\` output`)
  return lines.join('\n')
}
