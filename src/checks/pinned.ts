import { checkLabel } from '../config/address-label.ts'
import type { MetricAddress, MetricCheck } from '../config/gate-config.ts'
import { PARTS, type RowAddress, valueOfPart } from '../evidence/conditions.ts'
import { writeLiteral } from '../evidence/pattern.ts'
import type { ReportRow } from '../evidence/report.ts'

type Address = Extract<MetricAddress, { by: 'address' }>

/** Rows with the same value of some parts. */
export interface RowGroup {
  /** In the order of the parts. */
  readonly values: readonly string[]
  readonly rows: readonly ReportRow[]
}

/** Sorts rows that have all these parts by their values; numbers among the values count as numbers. */
export function groupRows(rows: readonly ReportRow[], parts: readonly string[]): readonly RowGroup[] {
  const groups = new Map<string, { readonly values: readonly string[]; readonly rows: ReportRow[] }>()
  for (const row of rows) {
    const values = parts.map((part) => valueOfPart(row, part) ?? '')
    const key = JSON.stringify(values)
    const group = groups.get(key)
    if (group === undefined) groups.set(key, { values, rows: [row] })
    else group.rows.push(row)
  }
  return [...groups.values()].sort((a, b) => compareValues(a.values, b.values))
}

/** The check for one value of each part: what somebody would have written for it alone. */
export function pinCheck(
  check: MetricCheck,
  address: Address,
  parts: readonly string[],
  values: readonly string[],
): MetricCheck {
  const { each: _, slices: __, ...single } = check
  const pinned: Address = { ...address, ...pinAddress(address, parts, values) }
  const shown = parts.map((part, at) => (isFixed(part) ? (values[at] ?? '') : `${part}=${values[at] ?? ''}`))
  return {
    ...single,
    id: `${check.id}/${values.map(escapeSlash).join('/')}`,
    label: isNamed(check) ? [check.label, ...shown].join(' · ') : checkLabel(pinned, check.aggregate),
    address: pinned,
  }
}

/** The check at another address; a name that somebody gave it stays. */
export function moveCheck(check: MetricCheck, address: Address, aggregate: MetricCheck['aggregate']): MetricCheck {
  const { aggregate: _, ...rest } = check
  const label = isNamed(check) ? check.label : checkLabel(address, aggregate)
  return { ...rest, address, label, ...(aggregate === undefined ? {} : { aggregate }) }
}

function isNamed(check: MetricCheck): boolean {
  return check.label !== checkLabel(check.address, check.aggregate)
}

function pinAddress(address: RowAddress, parts: readonly string[], values: readonly string[]): RowAddress {
  const pinned = parts.map((part, at) => [part, writeLiteral(values[at] ?? '')] as const)
  const slice = Object.fromEntries([
    ...Object.entries(address.slice ?? {}),
    ...pinned.filter(([part]) => !isFixed(part)),
  ])
  return {
    ...address,
    ...Object.fromEntries(pinned.filter(([part]) => isFixed(part))),
    ...(Object.keys(slice).length === 0 ? {} : { slice }),
  }
}

function isFixed(part: string): boolean {
  return part === 'metric' || PARTS.some((each) => each === part)
}

/** Ids stay unique: `/` stands between values only. */
function escapeSlash(value: string): string {
  return value.replaceAll('%', '%25').replaceAll('/', '%2F')
}

function compareValues(a: readonly string[], b: readonly string[]): number {
  for (const [at, one] of a.entries()) {
    const order = compareOne(one, b[at] ?? '')
    if (order !== 0) return order
  }
  return 0
}

function compareOne(a: string, b: string): number {
  const [first, second] = [numberIn(a), numberIn(b)]
  if (first !== second) return first - second
  return a < b ? -1 : a > b ? 1 : 0
}

/** Words stand behind all numbers. */
function numberIn(text: string): number {
  return /^\d{1,15}(\.\d{1,15})?$/.test(text) ? Number(text) : Number.MAX_VALUE
}
