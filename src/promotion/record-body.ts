import type { RecordFacts } from '../checks/facts.ts'

/** Who a record says acted; the one who re-ran the job behind the one who started it. Empty: it does not say. */
export function actorsOf({ body }: RecordFacts): string {
  const names = [body?.['actor'], body?.['triggering_actor']].filter((name) => typeof name === 'string' && name !== '')
  return [...new Set(names)].join(', ')
}

/** A text of the record's body; null: it has none under that name. */
export function bodyText({ body }: RecordFacts, name: string): string | null {
  const value = body?.[name]
  return typeof value === 'string' ? value : null
}

/** sha256 of the gate config that a record was made under; null: it does not say. */
export function configDigestOf({ body }: RecordFacts): string | null {
  const config = body?.['config']
  const sha256 = typeof config === 'object' && config !== null && 'sha256' in config ? config.sha256 : null
  return typeof sha256 === 'string' ? sha256 : null
}

/** `cost_usd 0.21` from the evidence that a record keeps; null: no metric of it is a cost. */
export function costOf({ body }: RecordFacts): { readonly metric: string; readonly value: number } | null {
  const rows: readonly unknown[] = Array.isArray(body?.['rows']) ? body['rows'] : []
  for (const row of rows) {
    if (typeof row !== 'object' || row === null || !('metric' in row) || !('value' in row)) continue
    const { metric, value } = row
    if (typeof metric === 'string' && typeof value === 'number' && /(^|[^a-z])costs?([^a-z]|$)/i.test(metric))
      return { metric, value }
  }
  return null
}

/** How far a record can be believed, in one word for tables. */
export function trustText(record: RecordFacts, keys: readonly string[]): string {
  if (record.sha256 === null) return 'open'
  if (!record.intact) return keys.length > 0 && record.signature === null ? 'unsigned' : 'not intact'
  if (record.signature === null) return 'unsigned'
  return keys.length > 0 ? 'signed' : 'signed, no key to check'
}
