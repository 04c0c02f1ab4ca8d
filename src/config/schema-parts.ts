import * as z from 'zod'
import type { TextRule } from './text-rules.ts'

/** A text that keeps a rule; the rule's phrase becomes "expected" in the diagnostics. */
export function ruledText(rule: TextRule): z.ZodString {
  const text = z.string({ error: rule.phrase }).regex(rule.pattern, { error: rule.phrase, abort: true })
  return rule.accepts === undefined ? text : text.refine(rule.accepts, { error: rule.phrase })
}

/** A map with names of its own choosing as keys. */
export function named<V extends z.ZodType>(rule: TextRule, value: V): z.ZodRecord<z.ZodString, V> {
  return z.record(ruledText(rule), value)
}
