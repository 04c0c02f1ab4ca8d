import { readPattern } from '../evidence/pattern.ts'
import { LIMIT_KEYS } from './check-schema.ts'
import { type Findings, refuse, refuseKey } from './findings.ts'
import { field, has, isMapping, items, textOf } from './loose.ts'
import type { Path } from './yaml-source.ts'

/** Parts of an address that `each` may name besides the dimensions of the slice. */
const PARTS = ['metric', 'task', 'filter', 'scorer'] as const

/** A margin belongs to the method of the whole check. */
const SLICE_LIMITS = [...LIMIT_KEYS.filter((key) => key !== 'margin'), 'max_gap']

/** Rules for what makes a check stand for several numbers: wildcards, `each`, `aggregate`, `reduce`, `slices`. */
export function setRules(check: unknown, path: Path, findings: Findings): void {
  placeRules(check, path, findings)
  const each = eachOf(check)
  for (const name of each) {
    if (!isPinned(check, name)) continue
    refuse(findings, [...path, 'each'], {
      message: `\`each\` names \`${name}\`, which the check fixes to one value`,
      hint: 'Remove one of them, or write a wildcard such as `*` as the value.',
    })
  }
  if (has(check, 'aggregate') && isWild(field(check, 'metric')) && !each.includes('metric')) {
    refuse(findings, [...path, 'aggregate'], {
      message: '`aggregate` would put numbers of different metrics together',
      hint: 'Name one metric, or add `each: metric`.',
    })
  }
  sliceRules(check, path, findings)
}

/** Each key needs the kind of address that it works on. */
function placeRules(check: unknown, path: Path, findings: Findings): void {
  const beside = has(check, 'select')
    ? (['each', 'aggregate', 'slices'] as const).filter((key) => has(check, key))
    : has(check, 'reduce')
      ? (['reduce'] as const)
      : []
  const hints = {
    each: 'Use it with `metric`, or remove it.',
    slices: 'Use it with `metric`, or remove it.',
    aggregate: 'Beside `select` one number is made of many with `reduce`.',
    reduce: 'Beside `metric` one number is made of many with `aggregate`.',
  } as const
  for (const key of beside) {
    const message = `\`${key}\` says nothing beside \`${key === 'reduce' ? 'metric' : 'select'}\``
    refuseKey(findings, [...path, key], { message, hint: hints[key] })
  }
}

function sliceRules(check: unknown, path: Path, findings: Findings): void {
  const slices = field(check, 'slices')
  if (!isMapping(slices) || has(check, 'select')) return
  const at = [...path, 'slices']
  if (has(check, 'each')) {
    refuseKey(findings, [...path, 'each'], {
      message: 'The check has both `each` and `slices`',
      hint: 'Write one check for each value, or limits that `each` judges one by one.',
    })
  }
  if (!SLICE_LIMITS.some((key) => has(slices, key))) {
    refuse(findings, at, {
      message: '`slices` has no limit',
      expected: `at least one of ${SLICE_LIMITS.join(', ')}`,
    })
  }
  const by = textOf(field(slices, 'by'))
  if (by === null) return
  if (PARTS.some((part) => part === by)) {
    refuse(findings, [...at, 'by'], {
      message: `\`${by}\` is no dimension of a slice`,
      expected: 'a dimension such as `language`',
      hint: `Use \`each: ${by}\` for one check for each value.`,
    })
  } else if (has(field(check, 'slice'), by)) {
    refuse(findings, [...at, 'by'], {
      message: `The check fixes \`${by}\` to one value in \`slice\``,
      hint: 'Remove it from `slice`.',
    })
  }
}

function eachOf(check: unknown): readonly string[] {
  const each = field(check, 'each')
  return [textOf(each), ...items(each).map(textOf)].filter((name) => name !== null)
}

function isPinned(check: unknown, name: string): boolean {
  const isPart = PARTS.some((part) => part === name)
  const value = textOf(isPart ? field(check, name) : field(field(check, 'slice'), name))
  return value !== null && !isWild(value)
}

function isWild(value: unknown): boolean {
  const text = textOf(value)
  return text !== null && typeof readPattern(text) !== 'string'
}
