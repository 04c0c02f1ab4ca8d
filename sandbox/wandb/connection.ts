import { DomainError } from './domain-error.ts'

export interface PageArguments {
  readonly after?: string | null
  readonly first?: number | null
}

export interface Edge<N> {
  readonly cursor: string
  readonly node: N
}

export interface Connection<N> {
  readonly totalCount: number
  readonly pageInfo: { readonly endCursor: string | null; readonly hasNextPage: boolean }
  readonly edges: readonly Edge<N>[]
}

const PAGE = 50

/**
 * One page of a list. A cursor names the last item it has shown, so new items do not shift the next page.
 *
 * @param items all items, in order.
 * @param page `after` and `first` as the client sent them; 50 a page when it does not say.
 * @param view makes a node of one item; called for the items of the page only.
 */
export function connection<T, N>(
  items: readonly T[],
  page: PageArguments,
  identify: (item: T) => string,
  view: (item: T) => N,
): Connection<N> {
  const start = page.after ? position(items, page.after, identify) : 0
  const end = start + (page.first ?? PAGE)
  const edges = items.slice(start, end).map((item) => ({ cursor: cursorOf(identify(item)), node: view(item) }))
  const endCursor = edges.at(-1)?.cursor ?? null
  return { totalCount: items.length, pageInfo: { endCursor, hasNextPage: end < items.length }, edges }
}

function position<T>(items: readonly T[], after: string, identify: (item: T) => string): number {
  const index = items.findIndex((item) => cursorOf(identify(item)) === after)
  if (index < 0) throw new DomainError(400, 'invalid cursor')
  return index + 1
}

function cursorOf(id: string): string {
  return Buffer.from(`cursor:${id}`).toString('base64')
}
