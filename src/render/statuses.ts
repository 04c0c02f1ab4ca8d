import type { Status, Verdict } from '../checks/verdict.ts'

/** Icon for Markdown, sign of one column for plain text, and the word: never the colour alone. */
export const STATUS_SIGNS: Readonly<
  Record<Status, { readonly icon: string; readonly sign: string; readonly rank: number }>
> = {
  pass: { icon: '✅', sign: '✓', rank: 0 },
  warn: { icon: '⚠️', sign: '!', rank: 1 },
  pending: { icon: '⏳', sign: '…', rank: 2 },
  fail: { icon: '❌', sign: '✗', rank: 3 },
  error: { icon: '⛔', sign: '✗', rank: 4 },
}

/** Icon and word of a node, ready for Markdown. */
export function statusMark(node: Verdict): string {
  // An informative check that was not met has settled to a pass; "pass" alone would mislead.
  if (node.status === 'pass' && node.severity === 'info' && unmet(node)) return 'ℹ️ info'
  return `${STATUS_SIGNS[node.status].icon} ${node.status}`
}

function unmet(node: Verdict): boolean {
  const limits = node.detail?.type === 'metric' ? node.detail.limits : []
  return limits.some(({ met, reason }) => met === false || reason === 'insufficient-data')
}

/** Nodes without children: the checks themselves, in the order of the tree. */
export function leaves(node: Verdict): readonly Verdict[] {
  return node.children.length === 0 ? [node] : node.children.flatMap(leaves)
}

/** Leaves that stand in the way or deserve a look, worst first, else in the order of the tree. */
export function problems(root: Verdict): readonly Verdict[] {
  return leaves(root)
    .filter((node) => node.status !== 'pass')
    .sort((one, other) => STATUS_SIGNS[other.status].rank - STATUS_SIGNS[one.status].rank)
}
