import * as z from 'zod'
import { READER_NAMES } from '../evidence/reader-names.ts'
import { RUN_EVENTS } from '../evidence/workflow-artifact.ts'
import { ColumnsInput } from './column-schema.ts'
import { ruledText } from './schema-parts.ts'
import { DURATION, LABEL, RUNS_PROJECT, SELECTOR, WORKFLOW } from './text-rules.ts'

export const LOCATION_KEYS = [
  'path',
  'wandb_run',
  'wandb_artifact',
  'wandb_version',
  'wandb_lineage',
  'workflow_artifact',
] as const

const place = z
  .string({ error: 'a place that evidence is read from' })
  .min(1, { error: 'a place that evidence is read from' })

const LineageInput = z
  .strictObject({
    project: ruledText(RUNS_PROJECT).describe('The project that the evaluation runs are in.'),
    created_by: z
      .array(ruledText(LABEL))
      .min(1)
      .describe('W&B user names; a run by anybody else is named and not counted.'),
    job_type: ruledText(LABEL).describe('Only runs of this job type; left out: of any.').optional(),
  })
  .describe('The newest finished run that used the version (`run.use_artifact`): its summary is the report.')

const DatasetInput = z
  .strictObject({
    name: ruledText(LABEL).describe('As the report, or the lineage of its W&B run, names it.'),
    version: ruledText(LABEL).describe('As the report says it; of a W&B data set `vN` or its digest.'),
  })
  .describe('The data that every number read from the report must have been measured on.')

/** One place, and what belongs to an artifact only beside one. */
function placeRule(key: (typeof LOCATION_KEYS)[number]): Readonly<Record<string, unknown>> {
  if (key === 'workflow_artifact') return { required: [key, 'workflow'] }
  return { required: [key], not: { anyOf: [{ required: ['workflow'] }, { required: ['events'] }] } }
}

/** Where one report lies and what is asked of it; a plain text is its location. */
export const ReportInput = z
  .union([
    place.describe(
      'Location: a path or glob, `wandb-run:…`, `wandb-artifact:…` or `wandb-version:`, optionally ending in `#sha256=…`.',
    ),
    z
      .strictObject({
        path: place.describe('Path or glob in the workspace.').optional(),
        wandb_run: place.describe('Summary of a W&B run: `entity/project/run`.').optional(),
        wandb_artifact: place.describe('File of a W&B artifact: `entity/project/artifact:vN#file`.').optional(),
        wandb_version: z
          .enum(['metadata'])
          .describe('Metadata of the version itself; weak, for it can be edited.')
          .optional(),
        wandb_lineage: LineageInput.optional(),
        workflow_artifact: place
          .describe(
            'File of an artifact of a workflow run: `NAME#file`, of the run that the input names or whose end started this one.',
          )
          .optional(),
        workflow: ruledText(WORKFLOW)
          .describe('Of `workflow_artifact`: the workflow whose runs count, such as `.github/workflows/eval.yml`.')
          .optional(),
        events: z
          .array(z.enum(RUN_EVENTS))
          .min(1)
          .describe(
            'Of `workflow_artifact`: what may have started the run; left out: push, schedule, workflow_dispatch.',
          )
          .optional(),
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
          .describe('Oldest report accepted, by its own date and that of W&B: `30m`, `24h`, `7d`.')
          .optional(),
        dataset: DatasetInput.optional(),
        commit: z
          .enum(['head', 'version'])
          .describe(
            'Commit that the report must name: the one of the pull request, or of the run that logged the version.',
          )
          .optional(),
        run: z
          .enum(['producer'])
          .describe('W&B run that the report must come from or name: the one that logged the version.')
          .optional(),
      })
      .meta({ oneOf: LOCATION_KEYS.map(placeRule) }),
  ])
  .describe('An evaluation report: its location, or a map with more to say.')

export type ReportInput = z.output<typeof ReportInput>
