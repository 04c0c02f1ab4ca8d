import type { RecordFacts } from './facts.ts'
import type { Finding } from './finding.ts'
import type { Ticket } from './ticket-facts.ts'

/** A ticket serves one record that put a version in place: a second stage, or the same once more, needs another. */
export function usedBefore({ system, id, key }: Ticket, records: readonly RecordFacts[]): readonly Finding[] {
  const record = records.find(
    ({ conclusion, sha256, body }) =>
      (conclusion === 'applied' || conclusion === 'adopted') &&
      sha256 !== null &&
      ticketsIn(body).some((each) => each === `${system} ${id}`),
  )
  if (record === undefined) return []
  const note = `${key} served ${record.model} ${record.to?.version ?? ''} for ${record.stage} (record ${record.sha256?.slice(0, 12)})`
  return [{ status: 'fail', reason: 'ticket-used', note }]
}

/** Those that approved. Records of holds, and of earlier releases, keep tickets as plain texts or not at all. */
function ticketsIn(body: RecordFacts['body']): readonly string[] {
  const tickets = body?.['tickets']
  if (!Array.isArray(tickets)) return []
  return tickets.flatMap((each: unknown) => {
    if (typeof each !== 'object' || each === null || !('system' in each) || !('ticket_id' in each)) return []
    if ('status' in each && each.status !== 'pass') return []
    return [`${String(each.system)} ${String(each.ticket_id)}`]
  })
}
