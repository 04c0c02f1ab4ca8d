import type { Numbers } from '../checks/numbers.ts'
import { reduceSelected } from '../evidence/reduce.ts'
import { findRow, type ReportIndex } from '../evidence/row-index.ts'
import { findMembers } from '../evidence/row-set.ts'
import { selectValue } from '../evidence/select-value.ts'

/** The numbers of a report. */
export function numbersOf(index: ReportIndex): Numbers {
  return {
    one: (address) => {
      if (address.by === 'address') return findRow(index, address)
      const { select, reduce } = address
      return reduce === undefined ? selectValue(index, select) : reduceSelected(index, select, reduce)
    },
    members: (address, options) => findMembers(index, address, options),
    ...(index.report.items === undefined ? {} : { items: index.report.items }),
  }
}

/** There is nothing to read. */
export const NO_NUMBERS: Numbers = {
  one: () => ({ kind: 'none', nearest: [] }),
  members: () => ({ rows: [], more: false }),
}
