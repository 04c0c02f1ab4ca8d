import type { DatasetName, ReportRow } from '../evidence/report.ts'

export type DatasetPin = Required<DatasetName>

export interface DatasetStatements {
  readonly pin: DatasetPin
  /** The rows that checks read: each that names its data set is held to the pin by itself. */
  readonly rows: readonly ReportRow[]
  /** What the report says of itself as a whole. */
  readonly stated: readonly DatasetName[]
  /** Data set artifacts that its W&B run used: `entity/project/name`, `vN` and digest. */
  readonly used: readonly (DatasetPin & { readonly digest: string })[]
}

/** What was found instead of the pinned data set; null: every number that is read was measured on it. */
export function datasetProblem({ pin, rows, stated, used }: DatasetStatements): string | null {
  const own = rows.flatMap(({ dataset, dataset_version: version }) =>
    dataset === undefined && version === undefined
      ? []
      : [{ name: dataset ?? 'a data set without a name', ...(version === undefined ? {} : { version }) }],
  )
  const wrong = [...own, ...stated].find((each) => !isPinned(each, pin))
  if (wrong !== undefined) return describe(wrong)
  if (own.length > 0 && own.length === rows.length) return null
  // What names no data set itself was measured on that of the whole report, else on what its run used.
  if (stated.length > 0) return null
  return usedProblem(pin, used)
}

/** A run may use other data besides, but no other version of the pinned data. */
function usedProblem(pin: DatasetPin, used: DatasetStatements['used']): string | null {
  if (used.length === 0) return 'it does not say which data set'
  const same = used.filter(({ name }) => name === pin.name)
  const other = same.find(({ version, digest }) => version !== pin.version && digest !== pin.version)
  if (other !== undefined) return describe(other)
  return same.length > 0 ? null : `its run used ${used.slice(0, 3).map(describe).join(', ')}`
}

function isPinned({ name, version }: DatasetName, pin: DatasetPin): boolean {
  return name === pin.name && version === pin.version
}

function describe({ name, version }: DatasetName): string {
  return version === undefined ? `${name}, without its version` : `${name} ${version}`
}
