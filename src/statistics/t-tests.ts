import type { Moments } from './moments.ts'

/** An estimate with its standard error; `df` infinite where the error is as good as known. */
export interface Estimate {
  readonly value: number
  readonly stderr: number
  readonly df: number
}

/** A mean with its standard error; n − 1 degrees of freedom. Of paired differences this is the paired t test. Student 1908. */
export function meanEstimate({ n, mean, sd }: Pick<Moments, 'n' | 'mean' | 'sd'>): Estimate {
  return { value: mean, stderr: sd / Math.sqrt(n), df: n - 1 }
}

/**
 * a − factor · b of two independent estimates. Degrees of freedom by Welch 1947, Biometrika 34:28, and Satterthwaite: those of the
 * two, weighed by what each adds to the error.
 */
export function welch(a: Estimate, b: Estimate, factor = 1): Estimate {
  const [one, other] = [a.stderr ** 2, (factor * b.stderr) ** 2]
  const df = (one + other) ** 2 / (one ** 2 / a.df + other ** 2 / b.df)
  return { value: a.value - factor * b.value, stderr: Math.sqrt(one + other), df }
}
