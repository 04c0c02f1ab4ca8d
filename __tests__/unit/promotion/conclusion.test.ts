import { describe, expect, it } from '@jest/globals'
import {
  failsJob,
  speakingForRun,
  toDecision,
  unappliedConclusion,
  worstConclusion,
  worstDecision,
} from '../../../src/promotion/conclusion.ts'
import type { Conclusion, Decision, PromotionOutcome, RunOutcome } from '../../../src/promotion/outcome.ts'
import { CONCLUSIONS } from '../../../src/promotion/outcome.ts'
import { promotion, run } from '../../support/outcomes.ts'

it.each([
  ['pass', 'pass'],
  ['warn', 'pass'],
  ['pending', 'pending'],
  ['fail', 'fail'],
  ['error', 'error'],
] as const)('the status %s decides %s', (status, decision) => {
  expect(toDecision(status)).toBe(decision)
})

it.each<[Decision, Conclusion, Conclusion]>([
  ['pass', 'planned', 'planned'],
  ['pending', 'pending', 'refused'],
  ['fail', 'refused', 'refused'],
  ['error', 'error', 'error'],
])('without a write, %s comes to %s on a pull request and to %s after the merge', (decision, awaiting, after) => {
  expect([unappliedConclusion(decision, true), unappliedConclusion(decision, false)]).toEqual([awaiting, after])
})

describe('several promotions', () => {
  it.each<[readonly Conclusion[], Conclusion]>([
    [[], 'error'],
    [['no-change', 'planned'], 'planned'],
    [['applied', 'no-change'], 'applied'],
    [['applied', 'refused'], 'partial'],
    [['applied', 'error'], 'partial'],
    [['pending', 'planned'], 'pending'],
    [['refused', 'pending', 'no-change'], 'refused'],
    [['refused', 'error'], 'error'],
    [['partial', 'refused'], 'partial'],
  ])('%j come to %s', (conclusions, expected) => {
    expect(worstConclusion(conclusions)).toBe(expected)
    expect(worstConclusion(conclusions.toReversed())).toBe(expected)
  })

  it.each<[readonly Decision[], Decision]>([
    [[], 'error'],
    [['pass', 'pass'], 'pass'],
    [['pass', 'pending'], 'pending'],
    [['fail', 'pending'], 'fail'],
    [['error', 'fail', 'pass'], 'error'],
  ])('decisions %j come to %s', (decisions, expected) => {
    expect(worstDecision(decisions)).toBe(expected)
  })
})

const FAILS: Readonly<Record<Conclusion, string>> = {
  applied: '',
  'no-change': '',
  planned: '',
  pending: 'pending',
  refused: 'refused pending',
  partial: 'refused pending never',
  error: 'refused pending never',
}
const MODES = ['refused', 'pending', 'never'] as const

function ended(
  conclusion: Conclusion,
  promotions: readonly (readonly [Conclusion, PromotionOutcome['dryRun']])[],
): RunOutcome {
  return run(
    promotions.map(([each, dryRun]) => promotion({ conclusion: each, dryRun })),
    { conclusion },
  )
}

function failing(outcome: RunOutcome): string {
  return MODES.filter((mode) => failsJob(outcome, mode)).join(' ')
}

describe('the exit', () => {
  it.each(CONCLUSIONS)('of %s is the same with and without a promotion, by input dry run too', (conclusion) => {
    expect(failing(ended(conclusion, []))).toBe(FAILS[conclusion])
    expect(failing(ended(conclusion, [[conclusion, 'no']]))).toBe(FAILS[conclusion])
    expect(failing(ended(conclusion, [[conclusion, 'input']]))).toBe(FAILS[conclusion])
  })

  it.each(CONCLUSIONS)('of %s in a stage that is only watched is no failure', (conclusion) => {
    expect(failing(ended(conclusion, [[conclusion, 'stage']]))).toBe('')
  })

  it('of a run that moved one model and refused another is that of `partial`', () => {
    expect(
      failing(
        ended('partial', [
          ['applied', 'no'],
          ['refused', 'no'],
        ]),
      ),
    ).toBe(FAILS.partial)
  })

  it('of a run beside a watched stage is that of the others', () => {
    expect(
      failing(
        ended('applied', [
          ['applied', 'no'],
          ['error', 'stage'],
        ]),
      ),
    ).toBe('')
    expect(
      failing(
        ended('refused', [
          ['refused', 'no'],
          ['error', 'stage'],
        ]),
      ),
    ).toBe(FAILS.refused)
  })
})

it('a watched stage speaks for the run only where nothing else was asked', () => {
  const [enforced, watched] = [promotion({ dryRun: 'no' }), promotion({ dryRun: 'stage' })]
  expect(speakingForRun([watched, enforced])).toEqual([enforced])
  expect(speakingForRun([watched])).toEqual([watched])
  expect(speakingForRun([])).toEqual([])
})
