import * as z from 'zod'
import { READER_NAMES } from '../evidence/reader-names.ts'
import { ColumnsInput } from './column-schema.ts'
import { ruledText } from './schema-parts.ts'
import { DURATION, SELECTOR } from './text-rules.ts'

export const LOCATION_KEYS = ['path', 'wandb_run', 'wandb_artifact'] as const

const place = z
  .string({ error: 'a place that evidence is read from' })
  .min(1, { error: 'a place that evidence is read from' })

/** Where one report lies and what is asked of it; a plain text is its location. */
export const ReportInput = z
  .union([
    place.describe('Location: a path or glob, `wandb-run:…` or `wandb-artifact:…`, optionally ending in `#sha256=…`.'),
    z
      .strictObject({
        path: place.describe('Path or glob in the workspace.').optional(),
        wandb_run: place.describe('Summary of a W&B run: `entity/project/run`.').optional(),
        wandb_artifact: place.describe('File of a W&B artifact: `entity/project/artifact:vN#file`.').optional(),
        format: z
          .enum(['auto', ...READER_NAMES])
          .default('auto')
          .describe('The reader; `auto` recognises the content.'),
        columns: ColumnsInput.optional(),
        identity: z
          .strictObject({
            select: ruledText(SELECTOR).describe(
              'JSON Pointer or JSONPath to the artifact id, digest, or full path with vN that the report was made from.',
            ),
          })
          .describe('Where the report names the version that it was made from.')
          .optional(),
        unbound: z.enum(['fail', 'warn']).default('fail').describe('What becomes of a report that names no version.'),
        max_age: ruledText(DURATION)
          .describe('Oldest report accepted, by its own date: `30m`, `24h`, `7d`.')
          .optional(),
      })
      .meta({ oneOf: LOCATION_KEYS.map((key) => ({ required: [key] })) }),
  ])
  .describe('An evaluation report: its location, or a map with more to say.')

export type ReportInput = z.output<typeof ReportInput>
