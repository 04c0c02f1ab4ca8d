import { parseChange } from './change.ts'
import { ADDRESS_KEYS, LIMIT_KEYS } from './check-schema.ts'
import { suggestion } from './did-you-mean.ts'
import { type Findings, refuse, refuseKey } from './findings.ts'
import { field, has, isMapping, numberOf, textOf } from './loose.ts'
import { selectorRule } from './selector-rule.ts'
import { setRules } from './set-rules.ts'
import { statisticsRules } from './statistics-rules.ts'
import type { Path } from './yaml-source.ts'

/** Rules between the keys of one check; `reports` are the names that the stage can use. */
export function checkRules(check: unknown, path: Path, reports: readonly string[], findings: Findings): void {
  if (!isMapping(check)) return
  addressRules(check, path, findings)
  reportRule(check, path, reports, findings)
  setRules(check, path, findings)
  // Slices have limits of their own.
  if (!LIMIT_KEYS.some((key) => has(check, key)) && !has(check, 'slices')) {
    refuse(findings, path, { message: 'The check has no limit', expected: `at least one of ${LIMIT_KEYS.join(', ')}` })
  }
  boundRules(check, path, findings)
  improvementRule(check, path, findings)
  statisticsRules(check, path, findings)
  const slices = field(check, 'slices')
  if (!isMapping(slices)) return
  boundRules({ ...slices, unit: field(check, 'unit') }, [...path, 'slices'], findings)
  improvementRule(slices, [...path, 'slices'], findings)
}

/** Either a metric or a selector, each with its own keys. */
export function addressRules(check: unknown, path: Path, findings: Findings): void {
  if (has(check, 'metric') && has(check, 'select')) {
    refuseKey(findings, [...path, 'select'], {
      message: 'The check has both `metric` and `select`',
      hint: 'Keep one of them.',
    })
  } else if (has(check, 'select')) {
    for (const key of ADDRESS_KEYS.filter((name) => has(check, name))) {
      refuseKey(findings, [...path, key], {
        message: `\`${key}\` says nothing beside \`select\``,
        hint: `Use it with \`metric\`, or remove it.`,
      })
    }
  } else if (!has(check, 'metric')) {
    refuse(findings, path, {
      message: 'The check does not say which number it is about',
      expected: '`metric` or `select`',
    })
  }
  selectorRule(check, [...path, 'select'], findings)
}

function reportRule(check: unknown, path: Path, reports: readonly string[], findings: Findings): void {
  // A config without any report leaves them, and their names, to the workflow's `report` input.
  if (reports.length === 0) return
  if (!has(check, 'report')) {
    if (reports.length === 1) return
    const expected = `\`report\`: one of ${reports.join(', ')}`
    refuse(findings, path, { message: 'The check does not say which report it reads', expected })
    return
  }
  const name = textOf(field(check, 'report'))
  if (name === null || reports.includes(name)) return
  refuse(findings, [...path, 'report'], { message: `No report is named \`${name}\``, ...suggestion(name, reports) })
}

function boundRules(check: unknown, path: Path, findings: Findings): void {
  for (const [inclusive, strict] of [
    ['min', 'above'],
    ['max', 'below'],
  ] as const) {
    if (!has(check, inclusive) || !has(check, strict)) continue
    refuseKey(findings, [...path, strict], {
      message: `The check has both \`${inclusive}\` and \`${strict}\``,
      hint: 'Keep one of them.',
    })
  }
  const lower = bound(check, ['min', 'above'])
  const upper = bound(check, ['max', 'below'])
  if (lower !== null && upper !== null) {
    const open = lower.key === 'above' || upper.key === 'below'
    if (lower.value > upper.value || (open && lower.value === upper.value)) {
      const message = `No value can meet both \`${lower.key}\` ${lower.value} and \`${upper.key}\` ${upper.value}`
      refuse(findings, [...path, upper.key], { message })
    }
  }
  const unit = field(check, 'unit')
  const top = unit === 'fraction' ? 1 : unit === 'percent' ? 100 : null
  for (const limit of [lower, upper]) {
    if (top === null || limit === null || (limit.value >= 0 && limit.value <= top)) continue
    refuse(findings, [...path, limit.key], {
      message: `\`${limit.key}\` lies outside the unit \`${String(unit)}\``,
      expected: `a number from 0 to ${top}`,
      found: `the number ${limit.value}`,
    })
  }
}

function bound<K extends string>(check: unknown, keys: readonly K[]): { key: K; value: number } | null {
  for (const key of keys) {
    const value = numberOf(field(check, key))
    if (value !== null) return { key, value }
  }
  return null
}

function improvementRule(check: unknown, path: Path, findings: Findings): void {
  const least = parseChange(field(check, 'min_improvement'))
  const most = parseChange(field(check, 'max_improvement'))
  if (least === null || most === null || least.kind !== most.kind || least.amount <= most.amount) return
  const message = `No value can meet both \`min_improvement\` ${least.text} and \`max_improvement\` ${most.text}`
  refuse(findings, [...path, 'max_improvement'], { message })
}
