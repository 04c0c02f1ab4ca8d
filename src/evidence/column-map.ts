/** Which columns of a CSV file hold what (`columns:` of a report). Names are those of the header, letter by letter. */
export interface ColumnMap {
  /** Column of the numbers. */
  readonly value: string
  /** Column with the name of the metric; without it the value column is the metric. */
  readonly metric?: string
  readonly task?: string
  readonly filter?: string
  readonly scorer?: string
  readonly stderr?: string
  readonly n?: string
  readonly unit?: string
  readonly dataset?: string
  readonly dataset_version?: string
  readonly model?: string
  /** Columns whose name is the dimension and whose text is the value of a slice. */
  readonly slice?: readonly string[]
}
