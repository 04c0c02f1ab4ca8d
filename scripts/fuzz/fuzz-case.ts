import { gzipSync } from 'node:zlib'
import { GateError } from '../../src/errors.ts'
import { readReport } from '../../src/evidence/read-report.ts'
import { READER_NAMES } from '../../src/evidence/reader-names.ts'
import { DIRECTIONS, type EvaluationReport, type ReportRow } from '../../src/evidence/report.ts'
import { indexReport } from '../../src/evidence/row-index.ts'
import { selectValue } from '../../src/evidence/select-value.ts'
import type { Seed } from './corpus.ts'
import { mutateBytes } from './mutate-bytes.ts'
import { mutateJson } from './mutate-json.ts'
import { Random } from './random.ts'
import { zipOf } from './zip-builder.ts'

/** One file that somebody might hand in, and how it is named. */
export interface FuzzCase {
  readonly from: string
  readonly file: string
  readonly bytes: Uint8Array
  readonly format: string
}

const STATUSES = ['complete', 'partial', 'failed', 'cancelled', 'unknown']
const LARGEST = 2_000_000

/** The case of a number: the same for the same seed, whatever ran before. */
export function makeCase(seeds: readonly Seed[], seed: number, number: number): FuzzCase {
  const random = new Random(Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b) ^ Math.imul(number + 1, 0xc2b2ae35))
  const from = random.pick(seeds)
  const format = random.chance(0.75) ? 'auto' : random.pick(READER_NAMES)
  if (from.document === undefined || random.chance(0.45)) {
    const mutated = mutateBytes(from.bytes, random.pick(seeds).bytes, random)
    // An end of the name that is another form's: nothing may rely on it.
    const file = random.chance(0.9) ? from.name : random.pick(seeds).name
    return { from: from.name, file, format, bytes: random.chance(0.05) ? damagedGzip(mutated, random) : mutated }
  }
  const text = mutateJson(from.document, random)
  const bytes = from.name.endsWith('.eval') ? packed(text, random) : new TextEncoder().encode(text)
  return { from: from.name, file: from.name.replace(/\.(ya?ml|md|jsonl)$/, '.json'), format, bytes }
}

function damagedGzip(bytes: Uint8Array, random: Random): Uint8Array {
  const whole = gzipSync(bytes, { level: 1 })
  return random.chance(0.5) ? whole : whole.subarray(0, random.below(whole.length))
}

/** The document as the header of an archive, whose directory may lie. */
function packed(text: string, random: Random): Uint8Array {
  const lie = random.chance(0.2) ? random.pick([{ bytes: 1 }, { crc32: 0 }, { flags: 1 }, { offset: 9 }]) : {}
  const member = { name: 'header.json', text, method: random.pick([0, 8, 93]), claims: lie }
  const more = random.chance(0.3)
    ? [{ name: 'reductions.json', text: random.pick(['[]', '{}', '3', '[{"samples":[]}]']) }]
    : []
  return zipOf([member, ...more], random.chance(0.2) ? { zip64: true } : {})
}

/**
 * Reads the file of a case. A report that is sound, or an error that is meant for people, is well; anything else is told.
 * @returns null, or what is wrong.
 */
export function problemOf({ bytes, file, format }: FuzzCase): string | null {
  try {
    const report = readReport({ bytes, file, format, maxBytes: LARGEST })
    const index = indexReport(report)
    for (const row of report.rows.slice(0, 3)) selectValue(index, row.pointer)
    return unsound(report)
  } catch (thrown) {
    if (thrown instanceof GateError) return thrown.message === '' ? 'an error without a message' : null
    return thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown)
  }
}

function unsound(report: EvaluationReport): string | null {
  if (!STATUSES.includes(report.status)) return `the status ${String(report.status)}`
  if (report.created_at !== undefined && Number.isNaN(Date.parse(report.created_at))) return 'a date that is none'
  if (report.identity.some(({ text }) => typeof text !== 'string')) return 'an identity that is no text'
  for (const { ids, scores } of report.items ?? [])
    if (ids !== undefined && ids.length !== scores.length) return 'items without their ids'
  for (const row of report.rows) {
    const problem = unsoundRow(row)
    if (problem !== null) return `${problem}: ${JSON.stringify(row)}`
  }
  return null
}

function unsoundRow(row: ReportRow): string | null {
  if (typeof row.metric !== 'string' || typeof row.pointer !== 'string') return 'a row without metric or pointer'
  if (row.value === null ? row.missing === undefined : !Number.isFinite(row.value)) return 'a value that is no number'
  for (const count of [row.stderr, row.n])
    if (count !== undefined && !(Number.isFinite(count) && count >= 0)) return 'a negative or endless count'
  if (row.direction !== undefined && !DIRECTIONS.includes(row.direction)) return 'an unknown direction'
  const texts = [row.task, row.filter, row.scorer, row.unit, row.model, row.dataset, ...Object.values(row.slice ?? {})]
  return texts.some((text) => text !== undefined && typeof text !== 'string') ? 'a part that is no text' : null
}
