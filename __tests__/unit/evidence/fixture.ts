import { readFileSync } from 'node:fs'
import { readReport } from '../../../src/evidence/read-report.ts'
import type { EvaluationReport } from '../../../src/evidence/report.ts'
import { findRow, indexReport, type RowAddress } from '../../../src/evidence/row-index.ts'

export const FIXTURE_DIR = new URL('../../fixtures/reports/', import.meta.url)

/** Bytes of a fixture written for this project. */
export function fixture(name: string): Uint8Array {
  return readFileSync(new URL(name, FIXTURE_DIR))
}

export function readFixture(name: string, format = 'auto'): EvaluationReport {
  return readReport({ bytes: fixture(name), file: name, format })
}

/** Reads a value as if a tool had written it with JSON.stringify. */
export function readValue(value: unknown, format = 'auto'): EvaluationReport {
  return readText(JSON.stringify(value), format)
}

export function readText(text: string, format = 'auto', file = 'report.json'): EvaluationReport {
  return readReport({ bytes: new TextEncoder().encode(text), file, format })
}

/** The one row at an address; fails the test when there is none or several. */
export function rowOf(report: EvaluationReport, address: RowAddress) {
  const found = findRow(indexReport(report), address)
  if (found.kind !== 'one') throw new Error(`${address.metric}: ${JSON.stringify(found)}`)
  return found.row
}

/** A JSON fixture as a plain object, to be changed; bare NaN and Infinity become null. */
export function mutable(name: string): Record<string, unknown> {
  return JSON.parse(
    Buffer.from(fixture(name))
      .toString('utf8')
      .replaceAll(/: (NaN|Infinity)/g, ': null'),
  ) as Record<string, unknown>
}
