import type { MetricDetail } from '../checks/detail.ts'
import type { Verdict } from '../checks/verdict.ts'
import { leaves, STATUS_SIGNS } from './statuses.ts'

/** One row of the table of metrics. */
export interface Line {
  readonly node: Verdict
  /** null: the head of a group. */
  readonly detail: MetricDetail | null
  /** Of a member of a group: the group, below whose head it stands. */
  readonly group: Verdict | null
  /** Of a head: all members of its group. */
  readonly members: readonly Verdict[]
}

export interface Layout {
  /** Every metric, in the order of the gate config. */
  readonly all: readonly Verdict[]
  readonly open: readonly Line[]
  readonly rest: readonly Line[]
  /** How many metrics are in neither, because they would be too many. */
  readonly cut: number
}

/** Up to this many rows stand in one open table, in the order of the gate config. */
const OPEN_ROWS = 12
/** With more checks than that, those that did not pass stand in the open, and no more than this. */
const OPEN_PROBLEMS = 10
/** Members of a group in the open: where there are few checks, and where there are many. */
const OPEN_MEMBERS = { few: 3, many: 1 }
const FOLDED_ROWS = 300

/** A check, or what one check stands for once for each of several values. */
interface Item {
  readonly node: Verdict
  /** Worst first; of a check for one value: itself. */
  readonly members: readonly Member[]
  readonly isGroup: boolean
}

interface Member {
  readonly node: Verdict
  readonly detail: MetricDetail
}

/** Sorts all metrics of a verdict into what everybody should see and the rest. */
export function layOut(verdict: Verdict): Layout {
  const items = itemsOf(verdict)
  const all = leaves(verdict).filter(({ detail }) => detail?.type === 'metric')
  const whole = items.flatMap((item) => linesOf(item, item.members))
  if (whole.length <= OPEN_ROWS) return { all, open: whole, rest: [], cut: 0 }
  const isFew = items.length <= OPEN_ROWS
  const chosen = isFew ? items : troubled(items).slice(0, OPEN_PROBLEMS)
  const most = items.length <= 4 ? OPEN_MEMBERS.few : OPEN_MEMBERS.many
  const seen = new Map(chosen.map((item) => [item, item.members.slice(0, item.isGroup ? most : 1)]))
  const open = chosen.flatMap((item) => linesOf(item, seen.get(item) ?? []))
  const hidden = [...troubled(items), ...items.filter(({ node }) => node.status === 'pass')].flatMap((item) => {
    const shown = seen.get(item) ?? []
    const members = item.members.filter((member) => !shown.includes(member))
    return members.length === 0 ? [] : linesOf(item, members)
  })
  const rest = hidden.slice(0, FOLDED_ROWS)
  return { all, open, rest, cut: hidden.slice(FOLDED_ROWS).filter(({ detail }) => detail !== null).length }
}

function itemsOf(node: Verdict): readonly Item[] {
  if (node.detail?.type === 'metric') return [{ node, members: [{ node, detail: node.detail }], isGroup: false }]
  const below = node.children.flatMap(itemsOf)
  // A group with a place in the gate config is one check; the others only sort checks by kind.
  if (node.kind !== 'group' || node.at === undefined || below.length === 0) return below
  return [{ node, members: worstFirst(below.flatMap(({ members }) => members)), isGroup: true }]
}

/** By verdict; then by value, where it is known which way is worse. */
function worstFirst(members: readonly Member[]): readonly Member[] {
  return members.toSorted((one, other) => rank(other.node) - rank(one.node) || badness(other) - badness(one))
}

function badness({ detail: { value, direction, limits } }: Member): number {
  if (value === null) return Number.MAX_VALUE
  const isFloor = limits.some(({ limit }) => limit === 'min' || limit === 'above')
  const isCeiling = limits.some(({ limit }) => limit === 'max' || limit === 'below')
  if (direction === 'higher_is_better' || (direction === undefined && isFloor)) return -value
  return direction === 'lower_is_better' || isCeiling ? value : 0
}

function troubled(items: readonly Item[]): readonly Item[] {
  return items.filter(({ node }) => node.status !== 'pass').toSorted((one, other) => rank(other.node) - rank(one.node))
}

function rank(node: Verdict): number {
  return STATUS_SIGNS[node.status].rank
}

function linesOf({ node, members, isGroup }: Item, shown: readonly Member[]): readonly Line[] {
  const lines = shown.map((member) => ({ ...member, group: isGroup ? node : null, members: [] }))
  if (!isGroup) return lines
  return [{ node, detail: null, group: null, members: members.map((member) => member.node) }, ...lines]
}
