/** Member of a list; NaN beyond its ends, so that a mistake shows in every number that is made of it. */
export function at(values: ArrayLike<number>, index: number): number {
  return values[index] ?? Number.NaN
}
