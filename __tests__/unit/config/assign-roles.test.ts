import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { assignRoles, emptySeats, type Seats } from '../../../src/config/assign-roles.ts'

const PEOPLE = ['ana', 'bo', 'chi', 'dev', 'eve', 'fay']

const anyRoles: fc.Arbitrary<readonly Seats[]> = fc.array(
  fc.record({ need: fc.integer({ min: 1, max: 3 }), people: fc.shuffledSubarray(PEOPLE) }),
  { maxLength: 4 },
)

/** The most seats that can be taken at all, found by trying every choice for every person. */
function mostSeats(roles: readonly Seats[], people = PEOPLE, taken = roles.map(() => 0)): number {
  const [person, ...rest] = people
  if (person === undefined) return roles.reduce((sum, { need }, role) => sum + Math.min(need, taken[role] ?? 0), 0)
  const choices = roles.flatMap((role, index) => (role.people.includes(person) ? [index] : []))
  return Math.max(
    mostSeats(roles, rest, taken),
    ...choices.map((choice) =>
      mostSeats(
        roles,
        rest,
        taken.map((count, role) => (role === choice ? count + 1 : count)),
      ),
    ),
  )
}

const wanted = (roles: readonly Seats[]) => roles.reduce((sum, { need }) => sum + need, 0)
const missing = (roles: readonly Seats[]) => emptySeats(roles).reduce((sum, each) => sum + each, 0)

describe('one person fills one role', () => {
  it.each<[string, readonly Seats[], Readonly<Record<string, number>>]>([
    ['nobody asked', [], {}],
    [
      'one who could do both takes the first',
      [
        { need: 1, people: ['ana'] },
        { need: 1, people: ['ana'] },
      ],
      { ana: 0 },
    ],
    [
      'whoever can do both leaves the first to somebody else',
      [
        { need: 1, people: ['ana', 'bo'] },
        { need: 1, people: ['ana'] },
      ],
      { bo: 0, ana: 1 },
    ],
    [
      'a chain of moves',
      [
        { need: 1, people: ['ana', 'bo'] },
        { need: 1, people: ['ana', 'chi'] },
        { need: 1, people: ['ana'] },
      ],
      { bo: 0, chi: 1, ana: 2 },
    ],
    [
      'what an earlier role needs, a later one does not get',
      [
        { need: 2, people: ['ana', 'bo'] },
        { need: 1, people: ['bo'] },
      ],
      { ana: 0, bo: 0 },
    ],
    [
      'whoever is left over goes to the first role',
      [
        { need: 1, people: ['ana', 'bo', 'chi'] },
        { need: 1, people: ['bo', 'chi'] },
      ],
      { ana: 0, bo: 1, chi: 0 },
    ],
  ])('%s', (_name, roles, expected) => {
    expect(Object.fromEntries(assignRoles(roles))).toEqual(expected)
  })

  it('takes as many seats as anybody could, so that it never refuses where all can be filled', () => {
    fc.assert(
      fc.property(anyRoles, (roles) => {
        expect(wanted(roles) - missing(roles)).toBe(mostSeats(roles))
      }),
    )
  })

  it('gives everybody who fits somewhere one role that would have them', () => {
    fc.assert(
      fc.property(anyRoles, (roles) => {
        const given = assignRoles(roles)
        for (const [person, role] of given) expect(roles[role]?.people).toContain(person)
        expect(new Set(given.keys())).toEqual(new Set(roles.flatMap(({ people }) => people)))
      }),
    )
  })

  it('fills as many seats of the first roles as those could fill by themselves', () => {
    fc.assert(
      fc.property(anyRoles, fc.nat({ max: 4 }), (roles, some) => {
        const first = roles.slice(0, some)
        const empty = emptySeats(roles).slice(0, some)
        expect(empty.reduce((sum, each) => sum + each, 0)).toBe(missing(first))
      }),
    )
  })
})
