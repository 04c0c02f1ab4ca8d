/** Standard normal distribution function, also far out: Φ(−30) is 4.9e-198 and not 0. */
export function normalCdf(x: number): number {
  if (Number.isNaN(x)) return Number.NaN
  const tail = upperTail(Math.abs(x))
  return x > 0 ? 1 - tail : tail
}

/** P(Z > x) for x ≥ 0: a series near the middle, Laplace's continued fraction outside. Abramowitz & Stegun 26.2.10, 26.2.14. */
function upperTail(x: number): number {
  const density = Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI)
  if (x < 3) {
    let term = x
    let sum = x
    for (let k = 1; Math.abs(term) > 1e-17 * sum; k += 1) {
      term *= (x * x) / (2 * k + 1)
      sum += term
    }
    return 0.5 - density * sum
  }
  let fraction = x
  for (let k = 120; k > 0; k -= 1) fraction = x + k / fraction
  return density / fraction
}

const CENTRE = {
  top: [
    3.3871328727963665, 133.14166789178438, 1971.5909503065513, 13731.69376550946, 45921.95393154987, 67265.7709270087,
    33430.57558358813, 2509.0809287301227,
  ],
  bottom: [
    1, 42.31333070160091, 687.1870074920579, 5394.196021424751, 21213.794301586597, 39307.89580009271,
    28729.085735721943, 5226.495278852854,
  ],
} as const
const SHOULDER = {
  top: [
    1.4234371107496835, 4.630337846156546, 5.769497221460691, 3.6478483247632045, 1.2704582524523684,
    0.2417807251774506, 0.022723844989269184, 0.0007745450142783414,
  ],
  bottom: [
    1, 2.053191626637759, 1.6763848301838038, 0.6897673349851, 0.14810397642748008, 0.015198666563616457,
    0.0005475938084995345, 1.0507500716444169e-9,
  ],
} as const
const TAIL = {
  top: [
    6.657904643501103, 5.463784911164114, 1.7848265399172913, 0.29656057182850487, 0.026532189526576124,
    0.0012426609473880784, 0.000027115555687434876, 2.0103343992922881e-7,
  ],
  bottom: [
    1, 0.599832206555888, 0.1369298809227358, 0.014875361290850615, 0.0007868691311456133, 0.000018463183175100548,
    1.421511758316446e-7, 2.0442631033899397e-15,
  ],
} as const

/** Quantile of the standard normal distribution for 0 < p < 1, 16 digits. Wichura 1988, Applied Statistics 37:477, AS 241. */
export function normalQuantile(p: number): number {
  if (!(p > 0 && p < 1)) return p === 0 ? Number.NEGATIVE_INFINITY : p === 1 ? Number.POSITIVE_INFINITY : Number.NaN
  const offset = p - 0.5
  if (Math.abs(offset) <= 0.425) return offset * ratio(CENTRE, 0.180625 - offset * offset)
  const distance = Math.sqrt(-Math.log(Math.min(p, 1 - p)))
  const size = distance <= 5 ? ratio(SHOULDER, distance - 1.6) : ratio(TAIL, distance - 5)
  return offset < 0 ? -size : size
}

function ratio(
  { top, bottom }: { readonly top: readonly number[]; readonly bottom: readonly number[] },
  x: number,
): number {
  return polynomial(top, x) / polynomial(bottom, x)
}

function polynomial(coefficients: readonly number[], x: number): number {
  return coefficients.reduceRight((sum, coefficient) => sum * x + coefficient, 0)
}
