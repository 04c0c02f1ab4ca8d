import { parseChange } from './change.ts'
import type { CheckInput } from './check-schema.ts'
import { caution, type Findings, refuse, refuseKey } from './findings.ts'
import type { Method, StatisticalRule } from './gate-config.ts'
import { field, has, items, textOf } from './loose.ts'
import type { Path } from './yaml-source.ts'

const CONFIDENCE = 0.95

/** What each method that compares with the baseline can show, by the limit that says how much. */
const COMPARES: ReadonlyMap<string, readonly ChangeKey[]> = new Map<Method, readonly ChangeKey[]>([
  ['non-inferiority', ['max_regression']],
  ['superiority', ['min_improvement']],
  ['paired', ['max_regression', 'min_improvement']],
  ['mann-whitney', ['max_regression', 'min_improvement']],
])
type ChangeKey = 'max_regression' | 'min_improvement'

const COMPARING = [...COMPARES.keys()].join(', ')
const BOUNDS = ['min', 'max', 'above', 'below'] as const

/** Rules between the keys that make a check a statistical one. */
export function statisticsRules(check: unknown, path: Path, findings: Findings): void {
  const method = textOf(field(check, 'method'))
  const changes = method === null ? undefined : COMPARES.get(method)
  if (changes === undefined) marginRule(check, path, findings)
  if (method === 'point') pointRule(check, path, findings)
  else if (changes !== undefined) comparisonRules({ check, path, findings, method: method ?? '', changes })
  else if (isStatistical(check)) intervalRules(check, path, findings)
}

/** `correction` needs something to correct. */
export function correctionRule(stage: unknown, path: Path, findings: Findings): void {
  const correction = textOf(field(stage, 'correction'))
  if (correction !== 'holm' && correction !== 'bh') return
  if (items(field(stage, 'checks')).some(isStatistical)) return
  refuse(findings, [...path, 'correction'], {
    message: `No check of the stage is statistical, so \`correction: ${correction}\` has nothing to correct`,
    expected: 'a check with `confidence` or `method`',
  })
}

/** The rule of a check that has passed {@link statisticsRules}; undefined: numbers are compared as they stand. */
export function ruleOf({ method, confidence }: CheckInput): StatisticalRule | undefined {
  if (method === 'point' || (method === undefined && confidence === undefined)) return undefined
  return { method: method ?? 'interval', confidence: confidence ?? CONFIDENCE }
}

/** `margin`, where it stands for this limit. */
export function marginFor(
  limit: ChangeKey,
  { method, margin }: Pick<CheckInput, 'method' | 'margin'>,
): CheckInput['margin'] {
  return COMPARES.get(method ?? '')?.[0] === limit ? margin : undefined
}

function isStatistical(check: unknown): boolean {
  return has(check, 'confidence') || (has(check, 'method') && field(check, 'method') !== 'point')
}

function marginRule(check: unknown, path: Path, findings: Findings): void {
  if (!has(check, 'margin')) return
  refuseKey(findings, [...path, 'margin'], {
    message: '`margin` says nothing without a statistical comparison',
    expected: `\`method\`: one of ${COMPARING}`,
    hint: 'Without `method` write `max_regression`.',
  })
}

function pointRule(check: unknown, path: Path, findings: Findings): void {
  if (!has(check, 'confidence')) return
  refuseKey(findings, [...path, 'confidence'], {
    message: '`confidence` says nothing beside `method: point`',
    hint: 'Remove one of them.',
  })
}

/** A statistical check without a comparing method: only limits that stand by themselves can be shown. */
function intervalRules(check: unknown, path: Path, findings: Findings): void {
  for (const key of ['max_regression', 'min_improvement'].filter((name) => has(check, name))) {
    refuseKey(findings, [...path, key], {
      message: `The check is statistical, but does not say how \`${key}\` is to be shown`,
      expected: `\`method\`: one of ${COMPARING}`,
      hint: 'To compare numbers as they stand, put it in a check of its own.',
    })
  }
  if (!has(check, 'method') || BOUNDS.some((key) => has(check, key))) return
  if (has(check, 'max_regression') || has(check, 'min_improvement')) return
  refuseKey(findings, [...path, 'method'], {
    message: '`method: interval` has no limit to show',
    expected: `one of ${BOUNDS.join(', ')}`,
  })
}

interface Comparison {
  readonly check: unknown
  readonly path: Path
  readonly findings: Findings
  readonly method: string
  readonly changes: readonly ChangeKey[]
}

function comparisonRules({ check, path, findings, method, changes }: Comparison): void {
  const [first = 'max_regression'] = changes
  if (has(check, 'margin') && has(check, first)) {
    refuseKey(findings, [...path, 'margin'], {
      message: `With \`method: ${method}\`, \`margin\` is another word for \`${first}\`, and the check has both`,
      hint: 'Keep one of them.',
    })
  }
  for (const key of (['max_regression', 'min_improvement'] as const).filter((name) => !changes.includes(name))) {
    if (!has(check, key)) continue
    refuseKey(findings, [...path, key], {
      message: `\`method: ${method}\` does not ask for \`${key}\``,
      expected: `\`margin\` or \`${first}\``,
      hint: 'Use another method, or a check of its own.',
    })
  }
  if (!has(check, 'margin') && !changes.some((key) => has(check, key))) {
    refuseKey(findings, [...path, 'method'], {
      message: `\`method: ${method}\` needs a margin: how much ${first === 'max_regression' ? 'worse is still good enough' : 'better it must be'}`,
      expected: `\`margin\` or ${changes.map((key) => `\`${key}\``).join(' or ')}`,
    })
  }
  itemRule({ check, path, findings, method })
  zeroRule({ check, path, findings, first })
}

/** Scores of single items belong to a metric, not to a place in a file. */
function itemRule({ check, path, findings, method }: Omit<Comparison, 'changes'>): void {
  if (!has(check, 'select') || (method !== 'paired' && method !== 'mann-whitney')) return
  refuseKey(findings, [...path, 'method'], {
    message: `\`method: ${method}\` needs the scores of single items, which \`select\` does not find`,
    expected: '`metric`, in a report whose reader keeps them',
  })
}

function zeroRule({
  check,
  path,
  findings,
  first,
}: Omit<Comparison, 'changes' | 'method'> & { first: ChangeKey }): void {
  if (first !== 'max_regression') return
  const key = has(check, 'margin') ? 'margin' : 'max_regression'
  if (parseChange(field(check, key))?.amount !== 0) return
  caution(findings, [...path, key], {
    message: `No version can show that it is not worse by 0, unless it is better`,
    hint: 'Say how much worse is still good enough.',
  })
}
