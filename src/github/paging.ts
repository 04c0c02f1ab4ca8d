import { RemoteError } from '../errors.ts'

export interface Page<T> {
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null }
  readonly nodes: readonly T[]
}

/** Gathers one list over its pages. */
export interface Pager<T> {
  /** Cursor of the page to ask for; null: all is read, or as much as is wanted. */
  next(): string | null
  /** Query variables that ask for the next page of this list, or for none. */
  variables(): Readonly<Record<string, boolean | string | null>>
  /** Takes the page that was asked for; an absent page is an error if one was. */
  add(page: Page<T> | null | undefined): void
  items(): readonly T[]
  /** True when the list goes on after `limit` items. */
  truncated(): boolean
}

/**
 * Starts a list with its first page (null: GitHub gives no such list). Throws RemoteError for a cursor that does not
 * advance, which would be asked for ever.
 */
export function createPager<T>(name: string, first: Page<T> | null, limit: number): Pager<T> {
  const items: T[] = [...(first?.nodes ?? [])]
  const seen = new Set<string>()
  const state = { more: false, cursor: '' }

  function follow(page: Page<T>): void {
    const { hasNextPage, endCursor } = page.pageInfo
    state.more = hasNextPage
    if (!hasNextPage) return
    if (endCursor === null || seen.has(endCursor)) {
      throw new RemoteError('github', `GitHub's pages of ${name} do not advance.`)
    }
    seen.add(endCursor)
    state.cursor = endCursor
  }

  function next(): string | null {
    return state.more && items.length < limit ? state.cursor : null
  }

  if (first !== null) follow(first)
  return {
    next,
    variables: () => ({ [name]: next() !== null, [`${name}After`]: next() }),
    add(page) {
      if (next() === null) return
      if (page === null || page === undefined) throw new RemoteError('github', `GitHub left out a page of ${name}.`)
      items.push(...page.nodes)
      follow(page)
    },
    items: () => items,
    truncated: () => state.more,
  }
}
