import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { RemoteError } from '../../../src/errors.ts'
import { createPager, type Page } from '../../../src/github/paging.ts'

function page(nodes: readonly number[], endCursor: string | null, hasNextPage: boolean): Page<number> {
  return { nodes, pageInfo: { hasNextPage, endCursor } }
}

describe('createPager', () => {
  it('gathers any list over any pages, in order', () => {
    fc.assert(
      fc.property(fc.array(fc.integer()), fc.integer({ min: 1, max: 7 }), (items, size) => {
        const pageAt = (start: number) =>
          page(items.slice(start, start + size), String(start + size), start + size < items.length)
        const pager = createPager('things', pageAt(0), 1000)
        for (let cursor = pager.next(); cursor !== null; cursor = pager.next()) pager.add(pageAt(Number(cursor)))
        expect(pager.items()).toEqual(items)
        expect(pager.truncated()).toBe(false)
      }),
    )
  })

  it('stops at its limit and says that there is more', () => {
    const pager = createPager('things', page([1, 2], 'a', true), 3)
    pager.add(page([3, 4], 'b', true))
    expect(pager.next()).toBeNull()
    expect(pager.truncated()).toBe(true)
    expect(pager.variables()).toEqual({ things: false, thingsAfter: null })
  })

  it('ignores a page that nobody asked for', () => {
    const pager = createPager('things', page([1], null, false), 10)
    pager.add(undefined)
    pager.add(page([2], null, false))
    expect(pager.items()).toEqual([1])
  })

  it('has nothing of a list that GitHub does not give', () => {
    const pager = createPager('things', null, 10)
    expect([pager.next(), pager.items(), pager.truncated()]).toEqual([null, [], false])
  })

  it.each<[string, Page<number> | null | undefined]>([
    ['the same cursor again', page([2], 'a', true)],
    ['no cursor', page([2], null, true)],
    ['null', null],
    ['nothing', undefined],
  ])('throws when the next page has %s', (_name, next) => {
    const pager = createPager('things', page([1], 'a', true), 10)
    expect(pager.variables()).toEqual({ things: true, thingsAfter: 'a' })
    expect(() => pager.add(next)).toThrow(RemoteError)
  })
})
