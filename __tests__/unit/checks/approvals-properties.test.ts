import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import type { ApprovalDetail } from '../../../src/checks/detail.ts'
import type { Review } from '../../../src/checks/facts.ts'
import { STATUSES, type Verdict } from '../../../src/checks/verdict.ts'
import { approvalInput, approvalRule, committer, HEAD, judgeRule, OLD, pullRequest, review } from './facts-builder.ts'

const LOGINS = ['ana', 'bo', 'chi', 'dev', 'eve', 'ci[bot]']

const anyReview = fc.record({
  login: fc.constantFrom(...LOGINS),
  state: fc.constantFrom('APPROVED', 'CHANGES_REQUESTED', 'DISMISSED'),
  commit: fc.constantFrom(HEAD, HEAD, OLD, null),
  canPush: fc.boolean(),
})

/** Reviews with distinct times, in order. */
const anyReviews: fc.Arbitrary<readonly Review[]> = fc
  .array(anyReview, { maxLength: 12 })
  .map((entries) =>
    entries.map(({ login, ...over }, index) =>
      review(login, { ...over, submittedAt: moment(index), id: String(index) }),
    ),
  )

function moment(index: number): string {
  return new Date(Date.UTC(2026, 2, 3, 10, index)).toISOString()
}

function judge(reviews: readonly Review[], count = 1, users: readonly string[] | null = null): Verdict {
  const committers = [committer(), committer({ login: 'eve', as: 'co-author' })]
  return judgeRule(
    approvalInput({ rule: approvalRule({ count, users }), pullRequests: [pullRequest({ reviews, committers })] }),
  )
}

function detailOf({ detail }: Verdict): ApprovalDetail {
  if (detail?.type !== 'approvals') throw new Error('no approval detail')
  return detail
}

const rank = (verdict: Verdict): number => STATUSES.indexOf(verdict.status)
const logins = (entries: readonly { readonly login: string }[]) => entries.map(({ login }) => login).toSorted()

describe('approvals', () => {
  it('do not depend on the order in which reviews are listed', () => {
    const shuffled = anyReviews.chain((reviews) =>
      fc.tuple(fc.constant(reviews), fc.shuffledSubarray([...reviews], { minLength: reviews.length })),
    )
    fc.assert(
      fc.property(shuffled, fc.integer({ min: 1, max: 3 }), ([reviews, other], count) => {
        const [one, two] = [judge(reviews, count), judge(other, count)]
        expect([two.status, two.reason]).toEqual([one.status, one.reason])
        for (const part of ['counted', 'ignored'] as const) {
          expect(logins(detailOf(two)[part])).toEqual(logins(detailOf(one)[part]))
        }
        expect(detailOf(two).blocking.toSorted()).toEqual(detailOf(one).blocking.toSorted())
      }),
    )
  })

  it('an approval of the head by one more person never makes it worse', () => {
    fc.assert(
      fc.property(anyReviews, fc.integer({ min: 1, max: 3 }), (reviews, count) => {
        const more = [...reviews, review('zoe', { submittedAt: moment(99) })]
        expect(rank(judge(more, count))).toBeLessThanOrEqual(rank(judge(reviews, count)))
        expect(logins(detailOf(judge(more, count)).counted)).toContain('zoe')
      }),
    )
  })

  it('a change request of somebody whose approval could count never makes it better', () => {
    fc.assert(
      fc.property(anyReviews, (reviews) => {
        const verdict = judge([...reviews, review('bo', { state: 'CHANGES_REQUESTED', submittedAt: moment(99) })])
        expect(verdict).toMatchObject({ status: 'pending', reason: 'changes-requested' })
      }),
    )
  })

  it('asking for more people, or for fewer eligible ones, never makes it better', () => {
    fc.assert(
      fc.property(anyReviews, fc.integer({ min: 1, max: 3 }), fc.subarray(LOGINS), (reviews, count, users) => {
        expect(rank(judge(reviews, count + 1))).toBeGreaterThanOrEqual(rank(judge(reviews, count)))
        expect(detailOf(judge(reviews, count, users)).counted.length).toBeLessThanOrEqual(
          detailOf(judge(reviews, count)).counted.length,
        )
      }),
    )
  })

  it('who is counted is a person, fit, once, at the head, and not counted and ignored at the same time', () => {
    fc.assert(
      fc.property(anyReviews, (reviews) => {
        const { counted, ignored } = detailOf(judge(reviews))
        const names = logins(counted)
        expect(new Set(names).size).toBe(names.length)
        for (const unfit of ['dev', 'eve', 'ci[bot]', ...logins(ignored)]) expect(names).not.toContain(unfit)
        expect(counted.every(({ commit }) => commit === HEAD)).toBe(true)
      }),
    )
  })

  it('nobody who once approved is passed over in silence', () => {
    fc.assert(
      fc.property(anyReviews, (reviews) => {
        const { counted, ignored } = detailOf(judge(reviews))
        const told = [...logins(counted), ...logins(ignored)]
        for (const { author, state } of reviews) if (state === 'APPROVED') expect(told).toContain(author?.login)
      }),
    )
  })
})
