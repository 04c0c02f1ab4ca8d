import type { TicketRule } from '../config/ticket-rule.ts'

/** Numbers looked up for one rule; more than these name nothing in particular. */
const MOST_TICKETS = 5

/**
 * The tickets that a request names: by the input `ticket`, and by lines `Ticket: …` in the descriptions of its pull requests,
 * each with one or several numbers. Anybody may write there: a ticket proves by itself what it approves.
 */
export function namedTickets(input: string | null, descriptions: readonly string[]): readonly string[] {
  const lines = descriptions.flatMap((body) =>
    withoutComments(body)
      .split(/\r?\n/)
      .flatMap((line) => /^[\s>*_-]{0,20}tickets?[*_]{0,3}:(.{1,500})/i.exec(line)?.[1] ?? []),
  )
  const words = [input ?? '', ...lines].flatMap((text) => text.split(/[\s,;*_`()[\]<>]+/))
  return [...new Set(words.flatMap((word) => numberIn(word) ?? []))]
}

/** Those of the rule's system, and of its project; told apart by their form: `RISK-7`, `CHG0030001`. */
export function ticketsOfRule(numbers: readonly string[], rule: TicketRule): readonly string[] {
  const own = numbers.filter((number) =>
    rule.system === 'jira' ? number.startsWith(`${rule.project}-`) : !number.includes('-'),
  )
  return own.slice(0, MOST_TICKETS)
}

/** A number by itself, or at the end of a ticket's address. */
function numberIn(word: string): string | null {
  const last =
    word
      .replace(/[.:!?]+$/, '')
      .split(/[/=]/)
      .at(-1) ?? ''
  return /^(?:[A-Z][A-Z0-9_]{1,99}-[1-9]\d{0,9}|[A-Z]{2,10}\d{4,20})$/.test(last) ? last : null
}

/** Templates of pull requests explain themselves in comments, with examples. */
function withoutComments(markdown: string): string {
  const parts = markdown.split('<!--')
  return [
    parts[0] ?? '',
    ...parts.slice(1).map((part) => (part.includes('-->') ? part.slice(part.indexOf('-->') + 3) : '')),
  ].join('')
}
