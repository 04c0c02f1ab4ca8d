import { isJsonObject, type JsonObject, type JsonValue } from '../json.ts'
import { readNumber } from '../number.ts'
import { extendPointer } from '../pointer.ts'
import type { ReportRow } from '../report.ts'
import { buildRow } from './build-row.ts'
import { columnOf, identityOf } from './evidently-metrics.ts'
import { mapAt, textAt } from './reader.ts'

/**
 * Counts over the tests, then one row for each test. Evidently's own summary counts a warning as a success; here
 * only a success is one, and warnings have a row of their own.
 */
export function testRows(tests: readonly JsonValue[]): readonly ReportRow[] {
  if (tests.length === 0) return []
  const statuses = tests.map(statusOf)
  const n = tests.length
  const count = (status: string): number => statuses.filter((each) => each === status).length
  const pointer = '/tests'
  const counted = [
    ['failures', 'FAIL'],
    ['warnings', 'WARNING'],
    ['errors', 'ERROR'],
    ['skipped', 'SKIPPED'],
  ] as const
  return [
    buildRow({
      metric: 'pass_rate',
      found: { value: count('SUCCESS') / n },
      n,
      unit: 'fraction',
      direction: 'higher_is_better',
      pointer,
    }),
    ...counted.map(([metric, status]) =>
      buildRow({ metric, found: { value: count(status) }, n, direction: 'lower_is_better', pointer }),
    ),
    ...tests.flatMap((test, index) => singleRows(test, index)),
  ]
}

/** `SUCCESS`, `FAIL`, `WARNING`, `ERROR` or `SKIPPED`; some releases print the name of the enumeration before it. */
function statusOf(test: JsonValue): string {
  return textAt(test, 'status')?.split('.').at(-1)?.toUpperCase() ?? 'ERROR'
}

/** `passed` of each test by its name, and the number that the old API tested. */
function singleRows(test: JsonValue, index: number): readonly ReportRow[] {
  const name = textAt(test, 'name') ?? textAt(test, 'id') ?? `test ${index}`
  const pointer = `/tests/${index}`
  const slice = sliceOf(test)
  const passed = statusOf(test) === 'SUCCESS' ? 1 : 0
  const rows = [
    buildRow({
      metric: 'passed',
      task: name,
      slice,
      found: { value: passed },
      direction: 'higher_is_better',
      pointer: extendPointer(pointer, 'status'),
    }),
  ]
  const parameters = mapAt(test, 'parameters')
  if ('value' in parameters && !isJsonObject(parameters['value'])) {
    const found = readNumber(parameters['value'])
    rows.push(buildRow({ metric: 'value', task: name, slice, found, pointer: `${pointer}/parameters/value` }))
  }
  return rows
}

function sliceOf(test: JsonValue): Readonly<Record<string, string | undefined>> {
  const config = mapAt(test, 'metric_config')
  const params: JsonObject = mapAt(config, 'params')
  if (Object.keys(params).length > 0) {
    const { metric, slice } = identityOf(null, params)
    return { metric, ...slice }
  }
  return { column: columnOf(mapAt(test, 'parameters')) }
}
