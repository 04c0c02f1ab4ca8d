import { at } from './at.ts'
/** Size, mean and standard deviation of a sample. */
export interface Moments {
  readonly n: number
  readonly mean: number
  /** With n − 1; NaN below two values. */
  readonly sd: number
  /** Fourth moment over the squared second: 3 for a normal sample, more where few values lie far out; NaN when all are equal. */
  readonly kurtosis: number
}

/** Two passes, so that a large mean does not swallow a small spread. Independent of the order up to rounding. */
export function momentsOf(values: ArrayLike<number>): Moments {
  const n = values.length
  const sum = (of: (value: number) => number): number => {
    let total = 0
    for (let index = 0; index < n; index += 1) total += of(at(values, index))
    return total
  }
  const mean = sum((value) => value) / n
  const squares = sum((value) => (value - mean) ** 2)
  const fourths = sum((value) => (value - mean) ** 4)
  return { n, mean, sd: Math.sqrt(squares / (n - 1)), kurtosis: (n * fourths) / squares ** 2 }
}

/**
 * Standard error of a mean whose items come in clusters (questions about one text, translations of one question): sums within
 * a cluster, not single items, are independent. Miller 2024, arXiv 2411.00640, appendix A, with the factor C / (C − 1) for few
 * clusters. NaN for a single cluster: nothing is known then.
 */
export function clusteredStandardError(clusters: readonly (readonly number[])[]): number {
  const values = clusters.flat()
  const { n, mean } = momentsOf(values)
  const squares = clusters.reduce((total, cluster) => total + cluster.reduce((sum, x) => sum + x - mean, 0) ** 2, 0)
  const count = clusters.length
  return count < 2 ? Number.NaN : (Math.sqrt(squares) / n) * Math.sqrt(count / (count - 1))
}

/** Standard error of the difference of two scores of the same items, from their own errors and their correlation. Miller 2024, section 4.2. */
export function pairedStandardError(one: number, other: number, correlation: number): number {
  return Math.sqrt(one ** 2 + other ** 2 - 2 * correlation * one * other)
}
