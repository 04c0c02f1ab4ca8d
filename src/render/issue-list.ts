import type { Issue } from '../errors.ts'
import { code, escapeProse } from './escape.ts'

const MOST = 50

/** Problems of a file with their places, as a list; empty for none. */
export function issueList(issues: readonly Issue[]): string {
  const lines = issues.slice(0, MOST).map((issue) => {
    const place = issue.at === undefined ? '' : `${code(`${issue.at.file}:${issue.at.line}:${issue.at.column}`, 200)} `
    return `- ${place}${escapeProse(issueText(issue), 800)}`
  })
  if (issues.length > MOST) lines.push(`- ${issues.length - MOST} more`)
  return lines.join('\n')
}

/** The problem in one plain line: what, found, expected, what to do. */
export function issueText(issue: Issue): string {
  const parts = [issue.message.replace(/\.\s*$/u, '')]
  if (issue.found !== undefined) parts.push(`found ${issue.found}`)
  if (issue.expected !== undefined) parts.push(`expected ${issue.expected}`)
  const text = parts.join('; ')
  return issue.hint === undefined ? text : `${text}. ${issue.hint}`
}
