import { describe, expect, it } from '@jest/globals'
import { binomialAtLeast, binomialCdf } from '../../../src/statistics/binomial.ts'
import { hodgesLehmann, mannWhitney } from '../../../src/statistics/mann-whitney.ts'
import { mcnemarExact, mcnemarGain, mcnemarMidP } from '../../../src/statistics/mcnemar.ts'
import { clusteredStandardError, momentsOf, pairedStandardError } from '../../../src/statistics/moments.ts'
import { benjaminiHochberg, holm } from '../../../src/statistics/multiple.ts'
import { farringtonManning, waldNonInferiority } from '../../../src/statistics/non-inferiority.ts'
import { normalCdf, normalQuantile } from '../../../src/statistics/normal.ts'
import { clopperPearson, newcombe, shareStandardError, wilson } from '../../../src/statistics/proportion.ts'
import { quantile, quantileInterval, quantileRanks } from '../../../src/statistics/quantile.ts'
import {
  detectableDifference,
  nonInferiorityItems,
  pairedItems,
  proportionItems,
  unpairedItems,
} from '../../../src/statistics/sample-size.ts'
import { alwaysValidP, confidenceSequenceRadius, mixtureLikelihoodRatio } from '../../../src/statistics/sequential.ts'
import { signFlip } from '../../../src/statistics/sign-flip.ts'
import { studentCdf, studentQuantile } from '../../../src/statistics/student.ts'
import { meanEstimate, welch } from '../../../src/statistics/t-tests.ts'
import { tangoZ } from '../../../src/statistics/tango.ts'
import { expectAllClose, expectClose } from './close.ts'

// Numbers of papers, handbooks and the manuals of R and SciPy, or of SciPy 1.17, statsmodels 0.15 and R 4.2 on their data.

const Z = normalQuantile(0.975)
const ends = ({ low, high }: { readonly low: number; readonly high: number }) => [low, high]
const twoSided = (t: number, df: number) => 2 * studentCdf(-Math.abs(t), df)

describe('distributions', () => {
  it.each([
    [0.975, 1.959963984540054],
    [0.95, 1.6448536269514722],
  ])('normal quantile %p', (p, z) => {
    expectClose(normalQuantile(p), z, 1e-14)
    expectClose(normalCdf(z), p, 1e-14)
  })

  it.each([
    [9, 2.262157162798205],
    [29, 2.045229642132703],
    [99, 1.9842169515864174],
    [199, 1.9719565442517533],
  ])('t quantile 0.975 with df %p', (df, t) => expectClose(studentQuantile(0.975, df), t, 1e-12))
})

describe('one score', () => {
  it.each([
    ['college_computer_science', 0.3, 100, 0.046056618647183814],
    ['piqa', 0.7154515778019587, 1838, 0.010527218464130612],
    ['professional_accounting', 0.24113475177304963, 282, 0.025518731049537776],
    ['marketing', 0.3547008547008547, 234, 0.03134250486245402],
  ])('standard error that lm-eval published for %s', (_task, share, n, stderr) =>
    expectClose(shareStandardError(share, n), stderr),
  )

  it.each([
    [81, 263, 0.2552885198782742, 0.36620957698280004],
    [15, 148, 0.06238639953073628, 0.16048724172330803],
    [0, 20, 0, 0.1611251580528194],
    [1, 29, 0.006113214292762667, 0.17175521879320294],
  ])('Wilson %p of %p (Newcombe 1998)', (successes, n, low, high) =>
    expectAllClose(ends(wilson(successes, n, Z)), [low, high]),
  )

  it.each([
    [81, 263, 0.25273674558527126, 0.3676219226013514],
    [15, 148, 0.05784401008344857, 0.161650490349479],
    [0, 20, 0, 0.16843347098308534],
    [682, 925, 0.707668264079, 0.765406558242],
  ])('Clopper–Pearson %p of %p (Newcombe 1998; R binom.test)', (successes, n, low, high) =>
    expectAllClose(ends(clopperPearson(successes, n, 0.05)), [low, high], 1e-6),
  )

  it('all and none are mirror images', () => {
    expectAllClose(ends(clopperPearson(20, 20, 0.05)), [1 - 0.16843347098308534, 1], 1e-6)
    expectAllClose(ends(wilson(20, 20, Z)), [1 - 0.1611251580528194, 1])
  })

  it('clustered (Miller 2024, with the factor of Inspect and statsmodels)', () => {
    const clusters = [
      [1, 1, 0],
      [1, 0, 0],
      [1, 1, 1],
      [0, 1, 1],
    ]
    expectClose(clusteredStandardError(clusters), 0.1360827634879544)
    expectClose(clusteredStandardError(clusters) * Math.sqrt(3 / 4), 0.1178511301977579)
    expectClose(meanEstimate(momentsOf(clusters.flat())).stderr, 0.1421338109037403)
    expect(clusteredStandardError([[1, 0, 1]])).toBeNaN()
  })
})

const SLEEP_1 = [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0]
const SLEEP_2 = [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4]
const PERMEABILITY = {
  x: [0.8, 0.83, 1.89, 1.04, 1.45, 1.38, 1.91, 1.64, 0.73, 1.46],
  y: [1.15, 0.88, 0.9, 0.74, 1.21],
}

describe('two independent samples', () => {
  it.each([
    [56, 70, 48, 80, 0.05243147240236498, 0.33387265403690614],
    [9, 10, 3, 10, 0.1705227239345029, 0.809017973535488],
    [6, 7, 2, 7, 0.05822792748231209, 0.8062496375242278],
    [5, 56, 0, 29, -0.038137147903536936, 0.19256001385511165],
    [12, 40, 48, 80, -0.45587630400722146, -0.11076804770824958],
  ])('Newcombe %p/%p and %p/%p (Newcombe 1998; EEOC)', (one, n, other, m, low, high) =>
    expectAllClose(ends(newcombe({ successes: one, n }, { successes: other, n: m }, Z)), [low, high]),
  )

  it.each([
    [0, 10, 0, 20, -0.1611, 0.2775],
    [0, 10, 0, 10, -0.2775, 0.2775],
    [10, 10, 0, 20, 0.6791, 1],
    [10, 10, 0, 10, 0.6075, 1],
  ])('Newcombe %p/%p and %p/%p, to four places', (one, n, other, m, low, high) => {
    const found = ends(newcombe({ successes: one, n }, { successes: other, n: m }, Z))
    expect(found.map((end) => Math.round(end * 1e4) / 1e4)).toEqual([low, high])
  })

  it('Welch on the sleep data (R t.test)', () => {
    const { value, stderr, df } = welch(meanEstimate(momentsOf(SLEEP_1)), meanEstimate(momentsOf(SLEEP_2)))
    const half = studentQuantile(0.975, df) * stderr
    expectAllClose([value / stderr, df], [-1.860813467486853, 17.776473516178484])
    expectAllClose(
      [twoSided(value / stderr, df), value - half, value + half],
      [0.0793941401873583, -3.3654832307117104, 0.20548323071171137],
      1e-6,
    )
  })

  it.each([
    ['MATH', 0.655, 0.63, 5000, 0.009582014401992934, 0.009079271988661838],
    ['HumanEval', 0.836, 0.867, 164, 0.03923156705586124, 0.4294226493238563],
    ['MGSM', 0.753, 0.78, 2500, 0.011959782606719906, 0.023972722976294252],
  ])('%s of Miller 2024, table 1, from its standard errors', (_eval, a, b, n, stderr, p) => {
    const of = (value: number) => ({
      value,
      stderr: Math.sqrt((value * (1 - value)) / n),
      df: Number.POSITIVE_INFINITY,
    })
    const found = welch(of(a), of(b))
    expectClose(found.stderr, stderr)
    expectClose(2 * normalCdf(-Math.abs(found.value / found.stderr)), p, 1e-6)
  })

  it('Mann–Whitney on the permeability data (R wilcox.test; Hollander & Wolfe 1973)', () => {
    const { u, exact, pAbove } = mannWhitney(PERMEABILITY.x, PERMEABILITY.y)
    expect([u, exact]).toEqual([35, true])
    expectClose(pAbove, 0.12720612720612723)
    expectClose(hodgesLehmann(PERMEABILITY.x, PERMEABILITY.y), 0.305)
  })

  it('Mann–Whitney on the example of the SciPy manual', () => {
    const { u, pAbove } = mannWhitney([19, 22, 16, 29, 24], [20, 11, 17, 12])
    expect(u).toBe(17)
    expectClose(2 * pAbove, 0.1111111111, 1e-9)
  })

  it('Mann–Whitney by the normal approximation, which ties ask for', () => {
    // One pair of ties far from changing U: 17 of 20 pairs, as above, in fives.
    const { exact, u, pAbove } = mannWhitney([1, 1, 2], [0, 0, 1])
    expect([exact, u]).toEqual([false, 8])
    // R: wilcox.test(c(1,1,2), c(0,0,1), alternative = "greater") – W = 8, normal with ties and continuity.
    const sigma = Math.sqrt((9 / 12) * (7 - (6 + 24) / 30))
    expectClose(pAbove, normalCdf(-(8 - 4.5 - 0.5) / sigma))
  })

  it('non-inferiority on the data of Rodary et al. 1989 (Farrington & Manning 1990)', () => {
    const [candidate, baseline] = [
      { successes: 83, n: 88 },
      { successes: 69, n: 76 },
    ]
    const wald = waldNonInferiority(candidate, baseline, 0.1)
    expectClose(wald.z, 3.2722899546910864)
    expectClose(wald.p, 0.0005334005376, 1e-6)
    const score = farringtonManning(candidate, baseline, 0.1)
    // statsmodels 0.15 says 2.9115: it takes a count where the cubic has the size of the baseline. The value here is that of the
    // most likely shares, found by search as well (properties).
    expectClose(score.z, 2.9571512774348396)
    expectClose(score.p, normalCdf(-2.9571512774348396), 1e-6)
    expect(farringtonManning(candidate, baseline, 0.03).p).toBeGreaterThan(0.05)
    expect(farringtonManning(candidate, baseline, 0.05).p).toBeLessThan(0.05)
  })
})

describe('the same items', () => {
  it('paired t on the sleep data (R t.test)', () => {
    const differences = SLEEP_1.map((value, index) => value - (SLEEP_2[index] ?? 0))
    const { value, stderr, df } = meanEstimate(momentsOf(differences))
    const half = studentQuantile(0.975, df) * stderr
    expectAllClose([value, value / stderr, df], [-1.58, -4.062127683382037, 9])
    expectAllClose(
      [twoSided(value / stderr, df), value - half, value + half],
      [0.002832890197384273, -2.459885763276983, -0.7001142367230175],
      1e-6,
    )
  })

  const MAIZE = [49, -67, 8, 16, 6, 23, 28, 41, 14, 29, 56, 24, 75, 60, -48]

  it("sign flips on Darwin's maize (Fisher 1935): 863 of 32,768 patterns", () => {
    const { exact, pAbove } = signFlip(MAIZE)
    expect([exact, pAbove(0)]).toEqual([true, 863 / 32768])
  })

  it('sign flips sampled come near', () => {
    const twice = [...MAIZE, 0, 0]
    const { exact, pAbove } = signFlip(twice)
    expect(exact).toBe(false)
    expect(Math.abs(pAbove(0) - 863 / 32768)).toBeLessThan(4 * Math.sqrt((0.0263 * 0.9737) / 10_000))
  })

  it.each([
    [86, 150, 3.7159361395713866e-5, null],
    [5, 5, 1, 1],
    [0, 6, 0.03125, 0.015625],
    [10, 25, 0.016673847800120715, 0.011330984183587137],
    [12, 20, 0.21532714972272515, null],
    [0, 0, 1, 1],
  ])('McNemar %p and %p (Agresti 1990)', (gained, lost, exact, mid) => {
    for (const changed of [
      { gained, lost },
      { gained: lost, lost: gained },
    ]) {
      expectClose(mcnemarExact(changed), exact, 1e-6)
      if (mid !== null) expectClose(mcnemarMidP(changed), mid, 1e-6)
    }
    if (gained < lost) expectClose(2 * mcnemarGain({ gained: lost, lost: gained }), exact, 1e-6)
  })

  it("at no difference Tango's statistic is McNemar's", () => {
    expectClose(tangoZ({ gained: 150, lost: 86 }, 1600, 0) ** 2, 17.35593220338983)
  })

  it('paired error from two errors and a correlation (Miller 2024)', () => {
    expectClose(pairedStandardError(0.007, 0.007, 0.5), 0.007)
    expectClose(pairedStandardError(0.032, 0.03, 0.64), 0.02636664559628319)
  })
})

describe('several checks, several looks', () => {
  const P = [
    0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.324, 0.4262, 0.5719, 0.6528, 0.759, 1,
  ]
  const HOLM = [0.0015, 0.0056, 0.0247, 0.114, 0.2211, 0.278, 0.278, 0.278, 0.3213, 1, 1, 1, 1, 1, 1]
  const BH = [
    0.0015, 0.003, 0.0095, 0.035625, 0.0603, 0.0638571, 0.0638571, 0.0645, 0.0765, 0.486, 0.5811818, 0.714875,
    0.7532308, 0.8132143, 1,
  ]

  it('Holm and Benjamini–Hochberg (Benjamini & Hochberg 1995, section 3.2)', () => {
    expectAllClose(holm(P), HOLM, 1e-9)
    expectAllClose(benjaminiHochberg(P), BH, 1e-6)
    expect([holm(P), benjaminiHochberg(P)].map((all) => all.filter((p) => p <= 0.05).length)).toEqual([3, 4])
  })

  it('in any order', () => {
    expectAllClose(holm(P.toReversed()), HOLM.toReversed())
    expectAllClose(benjaminiHochberg(P.toReversed()), BH.toReversed(), 1e-6)
  })

  it('mixture SPRT (Johari et al. 2017)', () => {
    const at = (n: number) => mixtureLikelihoodRatio({ n, mean: 0.1, variance: 1 }, 0, 0.01)
    const ratios = [at(100), at(400), at(1000)]
    expectAllClose(ratios, [0.9079430793557844, 2.2150634391416135, 28.40334469136295])
    expectClose(alwaysValidP(ratios.slice(0, 1)), 1)
    expectClose(alwaysValidP(ratios.slice(0, 2)), 0.4514543386565589)
    expectClose(alwaysValidP(ratios), 0.03520712123400332)
    expectClose(alwaysValidP([...ratios, 1]), 0.03520712123400332)
  })

  it.each([
    [100, 0.36563948713638483],
    [1000, 0.09606401928868574],
  ])('confidence sequence at n %p (Robbins; Waudby-Smith et al. 2021)', (n, radius) =>
    expectClose(confidenceSequenceRadius({ n, sd: 1, rho: 0.1, alpha: 0.05 }), radius),
  )
})

describe('sample size', () => {
  const TWO = { alpha: 0.05, power: 0.8, sides: 2 } as const

  it('two shares (R power.prop.test)', () => {
    expectClose(proportionItems(0.5, 0.75, TWO), 57.6734397313, 1e-7)
    expectClose(proportionItems(0.5, 0.75, { ...TWO, power: 0.9 }), 76.7069301141, 1e-7)
  })

  it('answers of two models (Miller 2024, section 5)', () => {
    const items = (within: readonly { readonly variance: number; readonly repeats: number }[]) =>
      pairedItems(0.03, { between: 1 / 9, within }, TWO)
    const sampled = (repeats: number) => [
      { variance: 1 / 6, repeats },
      { variance: 1 / 6, repeats },
    ]
    expectAllClose(
      [items([]), items(sampled(1)), items(sampled(10))],
      [968.9974980677886, 3875.9899922711543, 1259.6967474881253],
    )
    expectClose(detectableDifference(198, 1 / 9, TWO), 0.0663666639369971)
    expectClose(pairedItems(detectableDifference(198, 1 / 9, TWO), { between: 1 / 9 }, TWO), 198)
  })

  it('of a non-inferiority margin of the planning table: 5,000 items for 0.015 at 0.9', () => {
    const design = { alpha: 0.05, power: 0.8 }
    expect(Math.round(nonInferiorityItems(0.9, 0.0149, design))).toBeLessThanOrEqual(5020)
    expect(nonInferiorityItems(0.9, 0.047, design)).toBeCloseTo(unpairedItems(0.047, 0.3, { ...design, sides: 1 }))
    expect(Math.round(pairedItems(0.035, { between: 0.1 }, { ...design, sides: 1 }))).toBe(505)
  })
})

it("an unchanged model fails vLLM's two-sided tolerance by chance this often", () => {
  const errors = (0.05 * 0.756) / shareStandardError(0.756, 250)
  expectClose(shareStandardError(0.756, 250), 0.02721799546455311)
  expectClose(errors, 1.3887870636626487)
  expect(Math.round(2 * normalCdf(-errors) * 1e4) / 1e4).toBe(0.1649)
  expect(Math.round(2 * normalCdf(-errors / Math.SQRT2) * 1e4) / 1e4).toBe(0.3261)
})

describe('percentiles', () => {
  const GAUGE = [
    95.1772, 95.1567, 95.1937, 95.1959, 95.1442, 95.061, 95.1591, 95.1195, 95.1065, 95.0925, 95.199, 95.1682,
  ].toSorted((a, b) => a - b)

  it('type 7 on the gauge data (NIST/SEMATECH 7.2.6.2)', () => expectClose(quantile(GAUGE, 0.9), 95.19568, 1e-12))

  it('the ends, and a sample of one', () => {
    expect([quantile(GAUGE, 0), quantile(GAUGE, 1), quantile([7], 0.95)]).toEqual([95.061, 95.199, 7])
  })

  it.each([
    [1000, 0.95, 936, 964, 0.9580952682226541],
    [1000, 0.99, 983, 997, 0.976094763497977],
  ])('ranks for n %p and p%p', (n, q, low, high, coverage) => {
    expect(quantileRanks(n, q, 0.05)).toEqual({ low, high })
    expectClose(binomialCdf(high - 1, n, q) - binomialCdf(low - 1, n, q), coverage, 1e-6)
  })

  it('no upper end before 72 values for p95 and 368 for p99', () => {
    const finite = (n: number, q: number) =>
      Number.isFinite(
        quantileInterval(
          Float64Array.from({ length: n }, (_, i) => i),
          q,
          0.05,
        ).high,
      )
    expect([finite(71, 0.95), finite(72, 0.95), finite(367, 0.99), finite(368, 0.99)]).toEqual([
      false,
      true,
      false,
      true,
    ])
  })
})

it('one failure in a thousand tries: the exact tail keeps its digits', () => {
  expectClose(binomialAtLeast(1000, 1000, 0.5), 0.5 ** 1000, 1e-9)
})
