import type { Status } from '../checks/verdict.ts'
import type { Conclusion, Decision, PromotionOutcome, RunOutcome } from './outcome.ts'

/** The `decision` output: a warning does not stop a promotion. */
export function toDecision(status: Status): Decision {
  return status === 'warn' ? 'pass' : status
}

/** What a judged promotion comes to when nothing is written (contract §2). Nothing would wake a pending run after the merge. */
export function unappliedConclusion(decision: Decision, awaiting: boolean): Conclusion {
  switch (decision) {
    case 'pass':
      return 'planned'
    case 'pending':
      return awaiting ? 'pending' : 'refused'
    case 'fail':
      return 'refused'
    case 'error':
      return 'error'
  }
}

const DECISIONS: readonly Decision[] = ['pass', 'pending', 'fail', 'error']
/** From best to worst; the worst promotion names the run. */
const BY_WEIGHT: readonly Conclusion[] = ['no-change', 'planned', 'applied', 'pending', 'refused', 'partial', 'error']

export function worstDecision(decisions: readonly Decision[]): Decision {
  return DECISIONS[Math.max(-1, ...decisions.map((each) => DECISIONS.indexOf(each)))] ?? 'error'
}

/** Several promotions of one run: the worst, except that a run which moved something and refused something is `partial`. */
export function worstConclusion(conclusions: readonly Conclusion[]): Conclusion {
  const worst = BY_WEIGHT[Math.max(-1, ...conclusions.map((each) => BY_WEIGHT.indexOf(each)))] ?? 'error'
  return conclusions.includes('applied') && BY_WEIGHT.indexOf(worst) > BY_WEIGHT.indexOf('applied') ? 'partial' : worst
}

export type FailOn = 'refused' | 'pending' | 'never'

/** Promotions that speak for the run: a stage in `mode: dry_run` does so only where nothing else was asked. */
export function speakingForRun(promotions: readonly PromotionOutcome[]): readonly PromotionOutcome[] {
  const enforced = promotions.filter((each) => each.dryRun !== 'stage')
  return enforced.length === 0 ? promotions : enforced
}

/** Whether the step fails (contract §2). A stage in dry run never fails the job. */
export function failsJob({ promotions, conclusion }: RunOutcome, failOn: FailOn): boolean {
  const isOnlyWatched = promotions.length > 0 && promotions.every((each) => each.dryRun === 'stage')
  return !isOnlyWatched && failsBy(conclusion, failOn)
}

function failsBy(conclusion: Conclusion, failOn: FailOn): boolean {
  switch (conclusion) {
    case 'applied':
    case 'no-change':
    case 'planned':
      return false
    case 'pending':
      return failOn === 'pending'
    case 'refused':
      return failOn !== 'never'
    case 'partial':
    case 'error':
      return true
  }
}
