import * as z from 'zod'
import { DIRECTIONS, MISSING_KINDS } from '../report.ts'

/** What a canonical report says in its `schema` key. */
export const CANONICAL_SCHEMA = 'model-promotion-gate/evaluation-report'

const text = z.string().min(1)
const count = z.number().nonnegative()

const Interval = z.strictObject({
  low: z.number(),
  high: z.number(),
  level: z.number().gt(0).lt(1).describe('Confidence level, e.g. 0.95.'),
})

const Items = z
  .strictObject({
    ids: z.array(z.string()).optional().describe('What tells the items apart, the same for every version.'),
    scores: z.array(z.number().nullable()).min(1).describe('In the unit of the value; null: the item has no score.'),
  })
  .refine(({ ids, scores }) => ids === undefined || ids.length === scores.length, {
    error: 'ids and scores must be equally many',
  })
  .describe(
    'Scores of the single items that the value is made of, for statistical comparisons. Judged, never recorded.',
  )

const Row = z.strictObject({
  metric: text.describe('Name of the metric, e.g. "acc".'),
  task: text.optional(),
  filter: text.optional().describe('Answer filter, as in lm-evaluation-harness.'),
  scorer: text.optional(),
  slice: z.record(text, z.string()).optional().describe('Dimension → value, e.g. {"language": "de"}.'),
  value: z.number().nullable().describe('Finite, or null when there is no number; then `missing` may say why.'),
  missing: z.enum(MISSING_KINDS).optional(),
  stderr: count.optional().describe('Standard error of the mean, in the unit of the value.'),
  interval: Interval.optional(),
  n: count.optional().describe('Number of samples.'),
  unit: text.optional(),
  direction: z.enum(DIRECTIONS).optional(),
  model: text.optional(),
  dataset: text.optional(),
  dataset_version: text.optional(),
  task_version: text.optional().describe('Version of the task or scorer that made the number.'),
  warnings: z.array(z.string()).optional(),
  items: Items.optional(),
})

const Version = z
  .strictObject({
    artifact_id: text.optional().describe('W&B artifact id.'),
    digest: text.optional().describe('Digest of the artifact, as W&B shows it.'),
    path: z
      .string()
      .regex(/^(wandb-artifact:\/\/)?[^/:\s]+\/[^/:\s]+\/[^/:\s]+:v\d+$/)
      .optional()
      .describe('Full path `entity/project/name:vN`.'),
  })
  .describe('The model version that was evaluated. Name it in one way or in several; all must agree.')

/** The published form of an evaluation report. Its JSON Schema is `schemas/evaluation-report.schema.json`. */
export const CanonicalReport = z.strictObject({
  $schema: z.string().optional(),
  schema: z.literal(CANONICAL_SCHEMA),
  schema_version: z.literal(1),
  version: Version.optional(),
  status: z.enum(['complete', 'partial', 'failed', 'cancelled']).describe('Only a complete report can pass a gate.'),
  status_note: text.optional(),
  commit: text.optional().describe('Git commit of the model code that was evaluated, not of the evaluation tool.'),
  run: text.optional().describe('W&B run that made the report or the version: `entity/project/run`.'),
  created_at: z.iso
    .datetime({ offset: true })
    .optional()
    .describe('When the evaluation ended: ISO 8601 with time zone.'),
  warnings: z.array(z.string()).optional(),
  rows: z.array(Row).min(1),
})
export type CanonicalReport = z.infer<typeof CanonicalReport>

/** The JSON Schema that users name in their reports and editors. */
export function canonicalJsonSchema(): Readonly<Record<string, unknown>> {
  return {
    title: 'Evaluation report of the Model Promotion Gate',
    ...z.toJSONSchema(CanonicalReport, { target: 'draft-2020-12' }),
  }
}
