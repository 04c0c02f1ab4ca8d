import { isJsonObject, type JsonObject, NonFiniteMarker } from '../json.ts'
import { nonNegative, readNumber } from '../number.ts'
import { extendPointer } from '../pointer.ts'
import type { Direction, ReportRow } from '../report.ts'
import { textAt } from './reader.ts'

const STDERR_KEYS = ['stderr', 'std_err', 'standard_error'] as const
const N_KEYS = ['n', 'n_samples', 'num_samples', 'sample_size'] as const
const OTHER_KEYS = [
  'unit',
  'direction',
  'lower_is_better',
  'higher_is_better',
  'interval',
  'dataset',
  'dataset_version',
] as const
/** Spread of single samples, not the error of their mean: known, and not used. */
const SPREAD_KEYS = ['std', 'stddev', 'standard_deviation', 'variance'] as const

const KNOWN: ReadonlySet<string> = new Set(['value', ...STDERR_KEYS, ...N_KEYS, ...OTHER_KEYS, ...SPREAD_KEYS])

/** A map that is one number with its circumstances: it has a numeric `value`, and no other number that we do not know. */
export function isLeafMap(map: JsonObject): boolean {
  const value = map['value']
  if (typeof value !== 'number' && value !== null && !(value instanceof NonFiniteMarker)) return false
  for (const key in map) {
    const other = map[key]
    if ((typeof other === 'number' || (typeof other === 'object' && other !== null)) && !KNOWN.has(key)) return false
  }
  return true
}

/** The row of a leaf map; `pointer` is the map's own. */
export function leafRow(map: JsonObject, at: { metric: string; task?: string; pointer: string }): ReportRow {
  const { value, missing } = readNumber(map['value'])
  const warnings: string[] = []
  const stderr = firstNumber(map, STDERR_KEYS)
  const n = firstNumber(map, N_KEYS)
  const direction = directionOf(map, warnings)
  const interval = intervalOf(map)
  const [unit, dataset, datasetVersion] = [textAt(map, 'unit'), textAt(map, 'dataset'), textAt(map, 'dataset_version')]
  if (SPREAD_KEYS.some((key) => key in map)) warnings.push('a standard deviation is no standard error and was not used')
  return {
    metric: at.metric,
    ...(at.task === undefined ? {} : { task: at.task }),
    value,
    ...(missing === undefined ? {} : { missing }),
    ...(stderr === undefined ? {} : { stderr }),
    ...(interval === undefined ? {} : { interval }),
    ...(n === undefined ? {} : { n }),
    ...(unit === undefined ? {} : { unit }),
    ...(direction === undefined ? {} : { direction }),
    ...(dataset === undefined ? {} : { dataset }),
    ...(datasetVersion === undefined ? {} : { dataset_version: datasetVersion }),
    ...(warnings.length === 0 ? {} : { warnings }),
    pointer: extendPointer(at.pointer, 'value'),
  }
}

function firstNumber(map: JsonObject, keys: readonly string[]): number | undefined {
  for (const key of keys) {
    const number = nonNegative(map[key])
    if (number !== undefined) return number
  }
  return undefined
}

const DIRECTION_WORDS: Readonly<Record<string, Direction>> = {
  higher_is_better: 'higher_is_better',
  higher: 'higher_is_better',
  lower_is_better: 'lower_is_better',
  lower: 'lower_is_better',
}

/** Statements that contradict each other leave the direction unknown, so that the gate config has to state it. */
function directionOf(map: JsonObject, warnings: string[]): Direction | undefined {
  const said = new Set<Direction>()
  const word = textAt(map, 'direction')
  const known = word !== undefined && Object.hasOwn(DIRECTION_WORDS, word) ? DIRECTION_WORDS[word] : undefined
  if (known !== undefined) said.add(known)
  else if (word !== undefined) warnings.push(`the direction ${JSON.stringify(word)} is not known`)
  const [lower, higher] = [map['lower_is_better'], map['higher_is_better']]
  if (typeof lower === 'boolean') said.add(lower ? 'lower_is_better' : 'higher_is_better')
  if (typeof higher === 'boolean') said.add(higher ? 'higher_is_better' : 'lower_is_better')
  if (said.size > 1) warnings.push('the direction is stated twice, with different answers')
  return said.size === 1 ? [...said][0] : undefined
}

function intervalOf(map: JsonObject): ReportRow['interval'] {
  const interval = map['interval']
  if (!isJsonObject(interval)) return undefined
  const { low, high, level } = interval
  if (typeof low !== 'number' || typeof high !== 'number' || typeof level !== 'number') return undefined
  return low <= high && level > 0 && level < 1 ? { low, high, level } : undefined
}
