/** A row of a table: raw values by column. */
export type SnowRow = Record<string, string>

/** A ServiceNow instance: its tables, and who may see what. */
export interface SnowState {
  readonly tables: Record<string, SnowRow[]>
  /** Labels by column and raw value; others are their own label. */
  readonly labels: Record<string, Record<string, string>>
  readonly logins: SnowLogin[]
  readonly clients: { readonly id: string; readonly secret: string; readonly token: string }[]
  /** Columns that the account may not read, as `table.column`: left out of every row without a word. */
  readonly hiddenColumns: string[]
  /** Rows that it may not read: left out behind the limit, though counted. */
  readonly hiddenRows: string[]
  /** The property `glide.invalid_query.returns_no_rows`; off by default. */
  strictQueries: boolean
  /** A developer instance that sleeps answers every address with a page. */
  asleep: boolean
}

export interface SnowLogin {
  readonly user: string
  readonly password: string
  /** Tables that it may read. */
  readonly tables: readonly string[]
}
