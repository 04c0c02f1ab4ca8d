import { type JsonObject, NonFiniteMarker } from '../json.ts'
import { extendPointer } from '../pointer.ts'
import { isStatistic, statName } from './load-metrics.ts'
import type { LoadNumber } from './load-rows.ts'

/** The numbers of a map such as `{"mean": 1, "p99": 2}`: one for each statistic. Keys that are none are left out. */
export function distribution(
  map: JsonObject,
  pointer: string,
  shared: Omit<LoadNumber, 'value' | 'pointer' | 'stat'>,
): readonly LoadNumber[] {
  return Object.keys(map).flatMap((key) => {
    const value = map[key]
    // Tools write null for a statistic that they did not compute; a mean that is null is a missing number.
    const stated = typeof value === 'number' || value instanceof NonFiniteMarker || statName(key) === 'mean'
    if (!isStatistic(key) || !stated) return []
    return [{ ...shared, value, pointer: extendPointer(pointer, key), stat: statName(key) }]
  })
}

/** Whether a map holds statistics. */
export function isDistribution(map: JsonObject): boolean {
  return Object.keys(map).some(isStatistic)
}
