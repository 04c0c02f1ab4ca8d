/** What one role asks for, and who could fill it, the preferred first. */
export interface Seats {
  readonly need: number
  readonly people: readonly string[]
}

/**
 * Gives each person to at most one role so that as many seats as possible are taken: a maximum matching, found by
 * augmenting paths (Kuhn 1955). Seats are filled in the order of the roles, and a seat once filled stays filled, so that
 * a later role never takes what an earlier one needs. Whoever is left over goes to the first role that would have them.
 * @returns person → index of the role
 */
export function assignRoles(roles: readonly Seats[]): ReadonlyMap<string, number> {
  const roleOf = new Map<string, number>()
  for (const [role, { need }] of roles.entries()) {
    for (let seat = 0; seat < need; seat += 1) if (!fill(role, roles, roleOf, new Set())) break
  }
  for (const [role, { people }] of roles.entries()) {
    for (const person of people) if (!roleOf.has(person)) roleOf.set(person, role)
  }
  return roleOf
}

/** Finds somebody for one seat more of the role: who is free, else who can move over because their seat can be filled again. */
function fill(role: number, roles: readonly Seats[], roleOf: Map<string, number>, tried: Set<string>): boolean {
  const people = roles[role]?.people ?? []
  const free = people.find((person) => !roleOf.has(person))
  if (free !== undefined) {
    roleOf.set(free, role)
    return true
  }
  for (const person of people) {
    const now = roleOf.get(person)
    if (now === undefined || now === role || tried.has(person)) continue
    tried.add(person)
    if (!fill(now, roles, roleOf, tried)) continue
    roleOf.set(person, role)
    return true
  }
  return false
}

/** How many seats of each role stay empty however the people are given out. */
export function emptySeats(roles: readonly Seats[]): readonly number[] {
  const roleOf = [...assignRoles(roles).values()]
  return roles.map(({ need }, role) => Math.max(0, need - roleOf.filter((each) => each === role).length))
}
