import type { Status } from '../checks/verdict.ts'
import { type Html, html } from './html.ts'

export type MarkKind = 'ok' | 'note' | 'bad'

/** A word in a coloured field: never the colour alone. */
export function mark(kind: MarkKind, word: string): Html {
  return html`<span class="mark ${kind}">${word}</span>`
}

const KINDS: Readonly<Record<Status, MarkKind>> = {
  pass: 'ok',
  warn: 'note',
  pending: 'note',
  fail: 'bad',
  error: 'bad',
}

export function statusField(status: Status): Html {
  return mark(KINDS[status], status)
}

/** `2026-03-10 10:01:00 UTC`, with the exact text for machines. */
export function moment(time: string | null): Html {
  const at = time === null ? Number.NaN : Date.parse(time)
  if (time === null || Number.isNaN(at)) return html`${time ?? 'at an unknown time'}`
  const iso = new Date(at).toISOString()
  return html`<time datetime="${iso}">${iso.slice(0, 19).replace('T', ' ')} UTC</time>`
}
