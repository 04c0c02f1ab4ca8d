/** GitHub's paging of lists: at most a hundred a page, neighbours named in the Link header. */
import type { Answer } from './answer.ts'
import type { Call } from './rest.ts'

export interface Page<T> {
  readonly items: readonly T[]
  readonly headers: Readonly<Record<string, string>>
}

/** The page that the query asks for; `per_page` beyond 100 counts as 100. */
export function pageOf<T>(call: Call, items: readonly T[]): Page<T> {
  const size = Math.min(100, positive(call.query['per_page'], 30))
  const page = positive(call.query['page'], 1)
  const last = Math.max(1, Math.ceil(items.length / size))
  const link = (number: number, rel: string) => {
    const query = new URLSearchParams({ ...call.query, page: String(number) })
    return `<${call.apiUrl}${call.path}?${query}>; rel="${rel}"`
  }
  const links = [
    ...(page > 1 ? [link(Math.min(page - 1, last), 'prev')] : []),
    ...(page < last ? [link(page + 1, 'next'), link(last, 'last')] : []),
    ...(page > 1 ? [link(1, 'first')] : []),
  ]
  const headers: Record<string, string> = links.length === 0 ? {} : { link: links.join(', ') }
  return { items: items.slice((page - 1) * size, page * size), headers }
}

/** A list as an answer. */
export function listAnswer<T>(call: Call, items: readonly T[], shape: (item: T) => unknown): Answer {
  const page = pageOf(call, items)
  return { status: 200, headers: page.headers, body: page.items.map(shape) }
}

function positive(text: string | undefined, absent: number): number {
  const value = Number(text ?? absent)
  return Number.isInteger(value) && value > 0 ? value : absent
}
