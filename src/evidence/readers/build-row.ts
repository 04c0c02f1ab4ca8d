import type { FoundNumber } from '../number.ts'
import type { ReportRow } from '../report.ts'

/** The parts of a row as a reader learns them: what is unknown is undefined, and a dimension without a value is no dimension. */
export interface RowParts
  extends Partial<
    Readonly<{
      [Key in Exclude<keyof ReportRow, 'metric' | 'pointer' | 'value' | 'missing' | 'slice'>]:
        | ReportRow[Key]
        | undefined
    }>
  > {
  readonly metric: string
  readonly pointer: string
  readonly found: FoundNumber
  readonly slice?: Readonly<Record<string, string | undefined>>
}

/** Makes a row that has no key for what is unknown: rows are compared, hashed and recorded as they are. */
export function buildRow({ metric, pointer, found, slice, warnings, ...parts }: RowParts): ReportRow {
  const known = Object.entries(parts).filter(([, value]) => value !== undefined)
  const dimensions = Object.entries(slice ?? {}).filter(([, value]) => value !== undefined && value !== '')
  const said = [...(found.warning === undefined ? [] : [found.warning]), ...(warnings ?? [])]
  return {
    metric,
    ...(Object.fromEntries(known) as Partial<ReportRow>),
    ...(dimensions.length === 0 ? {} : { slice: Object.fromEntries(dimensions) as Record<string, string> }),
    value: found.value,
    ...(found.missing === undefined ? {} : { missing: found.missing }),
    ...(said.length === 0 ? {} : { warnings: said }),
    pointer,
  }
}
