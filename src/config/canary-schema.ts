import * as z from 'zod'
import { CheckInput } from './check-schema.ts'
import { ruledText } from './schema-parts.ts'
import { ALIAS, DURATION, LABEL, REPORT_NAME } from './text-rules.ts'

export const ON_CANARY_FAIL = ['keep', 'rollback'] as const

const { name, metric, task, filter, scorer, slice, select, direction, unit } = CheckInput.shape
const place = ruledText(LABEL)
const duration = ruledText(DURATION)
const phrase = `0, or ${DURATION.phrase}`
const noTime = z.union([z.number({ error: phrase }).min(0, { error: phrase }).max(0, { error: phrase }), duration], {
  error: phrase,
})
const margin = CheckInput.shape.margin.unwrap()

const CanaryMetricInput = z
  .strictObject({
    name,
    metric,
    task,
    filter,
    scorer,
    slice,
    select,
    direction,
    unit,
    margin: margin.describe(
      'How much worse than the version in use is still good enough: absolute, or relative as `5%`.',
    ),
    samples: place
      .describe('Where the report says how many samples the number was measured on: a metric beside it, or a selector.')
      .optional(),
    stderr: place
      .describe('Where the report says the standard error of the number: a metric beside it, or a selector.')
      .optional(),
  })
  .describe('One number that the canary must not be worse in.')
  .meta({ oneOf: [{ required: ['metric'] }, { required: ['select'] }] })

const ReportPair = z
  .strictObject({
    candidate: ruledText(REPORT_NAME).describe('Report of the version under the canary alias.'),
    baseline: ruledText(REPORT_NAME).describe('Report of the version in use.'),
  })
  .describe('Two reports: one of each version.')

/** Comparison of a version under one alias with the version in use, while both are at work. */
export const CanaryInput = z
  .strictObject({
    alias: ruledText(ALIAS)
      .describe(
        'The alias of the version that is tried out; default: that of the stage in `from`, and it can be no other.',
      )
      .optional(),
    against: ruledText(ALIAS)
      .describe("The alias of the version that it is compared with; default: the stage's own.")
      .optional(),
    bake: noTime.describe('How long both versions must have been at work side by side; `0` compares at once.'),
    max_bake: duration
      .describe('What is not decided after so long fails; left out: it is waited for without end.')
      .optional(),
    min_samples: z.int().min(1).default(30).describe('Samples that each version needs before anything is decided.'),
    confidence: z
      .number()
      .gt(0.5)
      .lt(1)
      .default(0.95)
      .describe('How sure the comparison must be, however often it is looked at.'),
    report: ruledText(REPORT_NAME)
      .describe('The report, where each version has its own by W&B’s lineage or in its metadata.')
      .optional(),
    reports: ReportPair.optional(),
    samples: place.describe('`samples` of every metric that has none of its own.').optional(),
    metrics: z.array(CanaryMetricInput).min(1).describe('The numbers that are compared.'),
    on_fail: z
      .enum(ON_CANARY_FAIL)
      .default('keep')
      .describe('A version that is worse beyond doubt: `keep` it where it is, or `rollback` the canary alias from it.'),
  })
  .describe('Compares the version under a canary alias with the version in use before the alias of the stage moves.')

export type CanaryInput = z.output<typeof CanaryInput>
export type CanaryMetricInput = z.output<typeof CanaryMetricInput>
