import * as z from 'zod'

const column = z.string({ error: 'the name of a column' }).min(1, { error: 'the name of a column' })

/** `columns` of a report: which columns of a CSV file hold what. */
export const ColumnsInput = z
  .strictObject({
    value: column.describe('Column of the numbers.'),
    metric: column
      .describe('Column with the name of the metric; without it the value column is the metric.')
      .optional(),
    task: column.describe('Column with the task.').optional(),
    filter: column.describe('Column with the answer filter.').optional(),
    scorer: column.describe('Column with the scorer.').optional(),
    slice: z
      .array(column)
      .min(1)
      .describe('Columns whose names are dimensions and whose texts are the values of a slice.')
      .optional(),
    stderr: column.describe('Column with the standard error of the mean.').optional(),
    n: column.describe('Column with the number of samples.').optional(),
    unit: column.describe('Column with the unit.').optional(),
    model: column.describe('Column with the name of the model.').optional(),
    dataset: column.describe('Column with the dataset.').optional(),
    dataset_version: column.describe('Column with the version of the dataset.').optional(),
  })
  .describe('Which columns of a CSV file hold what, by the names of its header; then `format` is `csv`.')

export type ColumnsInput = z.output<typeof ColumnsInput>
