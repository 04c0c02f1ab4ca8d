import type { Person, Review } from './facts.ts'
import { instant } from './instant.ts'

/** What one person thinks of a pull request. */
export interface Opinion {
  readonly person: Person
  /** The last of approved, changes requested and dismissed. */
  readonly review: Review
  /** The last approval that a later opinion took back; null: none. */
  readonly withdrawn: Review | null
}

/**
 * The latest opinion of each person over all reviews, in the order of time; equal times keep the given order. A
 * dismissal removes the person: nothing older takes its place. Reviews of deleted accounts belong to nobody and are
 * left out.
 */
export function latestOpinions(reviews: readonly Review[]): readonly Opinion[] {
  const ordered = reviews.toSorted((a, b) => instant(a.submittedAt) - instant(b.submittedAt))
  const ids = new Map<string, number>()
  for (const { author } of ordered)
    if (author !== null && author.id !== null) ids.set(author.login.toLowerCase(), author.id)
  const opinions = new Map<string, Opinion>()
  for (const review of ordered) {
    const person = review.author
    if (person === null) continue
    const login = person.login.toLowerCase()
    // By account, because logins change; by login where GitHub gives no id.
    const key = String(person.id ?? ids.get(login) ?? login)
    const before = opinions.get(key)
    const approved = before?.review.state === 'APPROVED' ? before.review : (before?.withdrawn ?? null)
    opinions.set(key, { person, review, withdrawn: review.state === 'APPROVED' ? null : approved })
  }
  return [...opinions.values()]
}
