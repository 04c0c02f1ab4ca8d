/** Measured values of one thing, in one unit. */
export interface Samples {
  readonly best: number
  readonly median: number
}

/** @throws Error when there are none. */
export function summarise(values: readonly number[]): Samples {
  const sorted = values.toSorted((one, other) => one - other)
  const [best] = sorted
  if (best === undefined) throw new Error('nothing was measured')
  const middle = sorted.slice(Math.floor((sorted.length - 1) / 2), Math.floor(sorted.length / 2) + 1)
  return { best, median: middle.reduce((sum, value) => sum + value, 0) / middle.length }
}

/** Whether a target is reached, in words. */
export function targetMet(met: boolean): string {
  return met ? 'met' : 'NOT MET'
}

export function milliseconds({ best, median }: Samples): string {
  const digits = best < 20 ? 1 : 0
  return `${best.toFixed(digits)} / ${median.toFixed(digits)} ms`
}

export function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(bytes < 1e7 ? 2 : 0)} MB`
}
