import type { ApprovalDetail, CountedApproval, IgnoredApproval } from '../checks/detail.ts'
import type { Verdict } from '../checks/verdict.ts'
import { code, escapeText, link } from './escape.ts'
import { counted } from './plain.ts'
import { ignoredText } from './sentences.ts'
import { leaves, statusMark } from './statuses.ts'
import { folded, renderTable } from './table.ts'

/** Names in one cell before the rest is only counted. */
const NAMES = 4
/** Ignored approvals listed in the fold. */
const IGNORED_ROWS = 100

interface Row {
  readonly node: Verdict
  readonly detail: ApprovalDetail
}

/** Who approved, whose approval did not count and why; the full list of the latter for a fold. */
export function approvalTables(verdict: Verdict): { readonly open: string; readonly rest: string } {
  const rows = leaves(verdict).flatMap((node): readonly Row[] =>
    node.detail?.type === 'approvals' ? [{ node, detail: node.detail }] : [],
  )
  if (rows.length === 0) return { open: '', rest: '' }
  const anyOut = rows.some(({ detail }) => detail.ignored.length + detail.blocking.length > 0)
  const titles = ['Verdict', 'Role', 'Approvals', 'Counted', ...(anyOut ? ['Not counted'] : [])]
  const columns = titles.map((title) => ({ title }))
  const open = [
    '#### Approvals',
    renderTable(
      columns,
      rows.map((row) => cells(row, rows).slice(0, columns.length)),
    ),
  ]
  if (rows.some(({ detail }) => detail.bind === 'head' && detail.environment === undefined)) open.push(WEAK)
  return { open: open.join('\n\n'), rest: ignoredFold(rows) }
}

const WEAK =
  '`bind: head`: these approvals are for the commit and name no version, which is weaker than approving the version itself.'

function cells({ node, detail }: Row, all: readonly Row[]): readonly string[] {
  const deed = detail.environment === undefined ? 'requests changes' : 'rejected the run'
  const blocking = detail.blocking.slice(0, NAMES).map((login) => `${code(login, 40)} ${deed}`)
  const ignored = detail.ignored.slice(0, NAMES).map((approval) => `${person(approval)} ${why(approval)}`)
  if (detail.ignored.length > NAMES) ignored.push(`${detail.ignored.length - NAMES} more`)
  // With several pull requests each has to satisfy the rule, so the role stands in several rows.
  const number = [...detail.counted, ...detail.ignored][0]?.pullRequest
  const repeated = all.filter((row) => row.detail.role === detail.role).length > 1
  const ofPullRequest = repeated && number !== undefined && number > 0 ? `, pull request ${number}` : ''
  return [
    statusMark(node).replace(' ', '&nbsp;'),
    escapeText(detail.role, 60) + ofPullRequest + how(detail),
    `${detail.counted.length} of ${detail.need}`,
    names(detail.counted),
    [...blocking, ...ignored].join('<br>') || '–',
  ]
}

/** In what other way than by a review that names the version. */
function how({ environment, codeOwners, bind }: ApprovalDetail): string {
  const parts = [
    ...(environment === undefined ? [] : [`environment ${code(environment, 40)}`]),
    ...(codeOwners === undefined ? [] : [`code owners: ${code(codeOwners)}`]),
    ...(bind === 'head' ? ['`bind: head`'] : []),
  ]
  return parts.length === 0 ? '' : ` (${parts.join(', ')})`
}

function names(approvals: readonly CountedApproval[]): string {
  const shown = approvals.slice(0, NAMES).map(person)
  if (approvals.length > NAMES) shown.push(`${approvals.length - NAMES} more`)
  return shown.join(', ') || '–'
}

function person(approval: CountedApproval): string {
  return link(code(approval.login, 40), approval.url ?? null)
}

function why(approval: IgnoredApproval): string {
  return ignoredText(approval.why) + (approval.note === undefined ? '' : ` (${escapeText(approval.note, 80)})`)
}

function ignoredFold(rows: readonly Row[]): string {
  const all = rows.flatMap(({ detail }) => detail.ignored.map((approval) => ({ role: detail.role, approval })))
  if (!rows.some(({ detail }) => detail.ignored.length > NAMES)) return ''
  const columns = [
    { title: 'Person' },
    { title: 'Role' },
    { title: 'Why not' },
    { title: 'Commit' },
    { title: 'Pull request' },
  ]
  const lines = all
    .slice(0, IGNORED_ROWS)
    .map(({ role, approval }) => [
      person(approval),
      escapeText(role, 60),
      why(approval),
      code(approval.commit.slice(0, 7)),
      approval.environment === undefined ? `${approval.pullRequest}` : '–',
    ])
  const more =
    all.length > IGNORED_ROWS
      ? `\n\n${counted(all.length - IGNORED_ROWS, 'more is', 'more are')} in the \`result\` output.`
      : ''
  return folded(
    counted(all.length, 'approval that did not count', 'approvals that did not count'),
    renderTable(columns, lines) + more,
  )
}
