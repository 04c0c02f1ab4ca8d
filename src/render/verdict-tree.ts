import type { Verdict } from '../checks/verdict.ts'
import { counted, plain } from './plain.ts'
import { nodeLabel, observation } from './sentences.ts'
import { STATUS_SIGNS } from './statuses.ts'

/**
 * The verdict tree in plain text, one line a node: the status in a column of its own, then the tree.
 * Every line begins with a sign of ours, whatever the names contain.
 */
export function verdictTree(root: Verdict, maxLines = 1_000): readonly string[] {
  const lines: string[] = []
  walk(root, '', '', lines)
  if (lines.length <= maxLines) return lines
  return [...lines.slice(0, maxLines), `  and ${counted(lines.length - maxLines, 'more line')}`]
}

function walk(node: Verdict, lead: string, below: string, lines: string[]): void {
  const { sign } = STATUS_SIGNS[node.status]
  const seen = observation(node)
  const reason = node.reason === undefined ? '' : ` [${node.reason}]`
  const place = node.at === undefined || node.status === 'pass' ? '' : ` at ${node.at.file}:${node.at.line}`
  const text = plain(`${nodeLabel(node)}${seen === '' ? '' : `: ${seen}`}${reason}${place}`, 300)
  lines.push(`${sign} ${node.status.padEnd(7)}  ${lead}${text}`)
  for (const [index, child] of node.children.entries()) {
    const last = index === node.children.length - 1
    walk(child, `${below}${last ? '└─ ' : '├─ '}`, `${below}${last ? '   ' : '│  '}`, lines)
  }
}
