import * as z from 'zod'
import { AGGREGATES } from '../evidence/aggregate.ts'
import { REDUCTIONS } from '../evidence/reduce.ts'
import { ruledText } from './schema-parts.ts'
import { LABEL, PERCENTAGE } from './text-rules.ts'

const label = ruledText(LABEL)
const amount = z.union(
  [z.number({ error: PERCENTAGE.phrase }).nonnegative({ error: PERCENTAGE.phrase }), ruledText(PERCENTAGE)],
  { error: PERCENTAGE.phrase },
)
const dimensions = 'a part of the address or a dimension of the slice, or a list of up to 4'

/** Limits of each slice of a check, and of the difference between them. */
const SlicesInput = z
  .strictObject({
    by: label.describe('Dimension of the slices, such as `language`.'),
    min: z.number().describe('Each slice must be at least this.').optional(),
    max: z.number().describe('Each slice must be at most this.').optional(),
    above: z.number().describe('Each slice must be more than this.').optional(),
    below: z.number().describe('Each slice must be less than this.').optional(),
    max_regression: amount.describe('How much worse than its baseline each slice may be.').optional(),
    min_improvement: amount.describe('How much better than its baseline each slice must be.').optional(),
    max_improvement: amount.describe('An improvement of a slice beyond this is suspicious.').optional(),
    max_gap: z.number().nonnegative().describe('The largest and the smallest slice may differ by so much.').optional(),
    min_samples: z
      .int()
      .min(1)
      .describe('A slice of fewer samples, or of no stated number, is not judged: see `on_inconclusive`.')
      .optional(),
    required: z.array(label).min(1).describe('Slices that must be there.').optional(),
    on_missing_slice: z
      .enum(['fail', 'warn', 'pass'])
      .default('fail')
      .describe('What becomes of a slice that is required or that the baseline has, when the report has none.'),
  })
  .describe('Own limits for each slice that the report has, and for the difference between them.')

/** Keys of a check that stands for several numbers. */
export const SET_KEYS = {
  each: z
    .union([label, z.array(label).min(1).max(4)], { error: dimensions })
    .describe('One check for each value found: `task`, `filter`, `scorer`, `metric` or a dimension of the slice.')
    .optional(),
  aggregate: z
    .enum(AGGREGATES)
    .describe('One number made of all at the address: the worst, the best, the mean, or the mean weighted by samples.')
    .optional(),
  reduce: z
    .enum(REDUCTIONS)
    .describe('One number made of all that `select` finds; a percentile is interpolated (type 7).')
    .optional(),
  slices: SlicesInput.optional(),
} as const
