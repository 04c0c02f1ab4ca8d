import * as z from 'zod'
import { DIRECTIONS } from '../evidence/report.ts'
import { METHODS } from './gate-config.ts'
import { ruledText } from './schema-parts.ts'
import { SET_KEYS } from './set-schema.ts'
import { ADDRESS_PART, LABEL, PERCENTAGE, REPORT_NAME, SELECTOR } from './text-rules.ts'

export const LIMIT_KEYS = [
  'min',
  'max',
  'above',
  'below',
  'max_regression',
  'min_improvement',
  'max_improvement',
  'margin',
] as const
export const ADDRESS_KEYS = ['task', 'filter', 'scorer', 'slice'] as const

const amount = z.union(
  [z.number({ error: PERCENTAGE.phrase }).nonnegative({ error: PERCENTAGE.phrase }), ruledText(PERCENTAGE)],
  {
    error: PERCENTAGE.phrase,
  },
)
const label = ruledText(LABEL)
const part = ruledText(ADDRESS_PART)
const onMissing = z.enum(['fail', 'warn', 'pass'])

/** One rule on one number of a report. */
export const CheckInput = z
  .strictObject({
    name: label.describe('What people read in the comment; made from the address when left out.').optional(),
    report: ruledText(REPORT_NAME)
      .describe('Which report holds the number; needed when the stage has several.')
      .optional(),
    metric: label
      .describe(
        'Name of the metric in the report; `*` and `?` stand for any text and any one character, here and in the parts below. Either this or `select`.',
      )
      .optional(),
    task: part.describe('Task or dataset, where the report has several; empty: of none.').optional(),
    filter: part.describe('Answer filter (lm-evaluation-harness), where the report has several.').optional(),
    scorer: part.describe('Scorer, where the report has several.').optional(),
    slice: z
      .record(label, label)
      .describe('Slice of the data: dimension and value, such as `{ language: de }`; `{}`: the number of no slice.')
      .optional(),
    select: ruledText(SELECTOR)
      .describe('JSON Pointer or JSONPath (RFC 9535) to exactly one number, for files that no reader understands.')
      .optional(),
    ...SET_KEYS,
    direction: z
      .enum(DIRECTIONS)
      .describe('Which way is better; must agree with the report where that says it.')
      .optional(),
    unit: z
      .enum(['fraction', 'percent'])
      .describe('Unit of the number: 0 to 1, or 0 to 100. A value outside is an error.')
      .optional(),
    min: z.number().describe('The value must be at least this.').optional(),
    max: z.number().describe('The value must be at most this.').optional(),
    above: z.number().describe('The value must be more than this.').optional(),
    below: z.number().describe('The value must be less than this.').optional(),
    max_regression: amount
      .describe('How much worse than the baseline the value may be: absolute, or relative as `2%`.')
      .optional(),
    min_improvement: amount
      .describe('How much better than the baseline the value must be: absolute, or relative as `2%`.')
      .optional(),
    max_improvement: amount
      .describe(
        'An improvement beyond this is suspicious (leaked test data, a broken scorer): absolute, or relative as `20%`.',
      )
      .optional(),
    method: z
      .enum(METHODS)
      .describe(
        'How the check deals with chance, see [statistics](statistics.md): `point` compares numbers as they stand, `interval` asks that `min` and `max` hold beyond chance, the others ask it of the comparison with the baseline. Default: `interval` beside `confidence`, else `point`.',
      )
      .optional(),
    confidence: z
      .number()
      .gt(0.5)
      .lt(1)
      .describe('How sure a statistical check must be (one-sided), such as `0.95`, which is the default.')
      .optional(),
    margin: amount
      .describe(
        'Of a statistical comparison, another word for `max_regression`; with `method: superiority` for `min_improvement`.',
      )
      .optional(),
    min_samples: z
      .int()
      .min(1)
      .describe('With fewer samples the check is inconclusive. Default: 30 in a statistical check, else none.')
      .optional(),
    severity: z
      .enum(['block', 'warn', 'info'])
      .default('block')
      .describe('`block` refuses the promotion, `warn` and `info` only show what they found.'),
    on_missing_metric: onMissing
      .default('fail')
      .describe('What becomes of the check when the report has no such number.'),
    on_missing_baseline: onMissing
      .default('fail')
      .describe('What becomes of change limits when the baseline has no number.'),
    on_inconclusive: z
      .enum(['fail', 'warn', 'pass', 'pending'])
      .default('fail')
      .describe('What becomes of the check when the data do not suffice to decide.'),
  })
  .describe('One rule on one number of a report: where it is found, and its limits.')
  .meta({
    oneOf: [{ required: ['metric'] }, { required: ['select'] }],
    anyOf: [...LIMIT_KEYS, 'slices'].map((key) => ({ required: [key] })),
    dependencies: Object.fromEntries([
      ...[...ADDRESS_KEYS, 'each', 'aggregate', 'slices'].map((key) => [key, ['metric']]),
      ['reduce', ['select']],
      ['margin', ['method']],
    ]),
  })

export type CheckInput = z.output<typeof CheckInput>
