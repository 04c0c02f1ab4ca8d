import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { readReport } from '../../../src/evidence/read-report.ts'
import type { EvaluationReport } from '../../../src/evidence/report.ts'

/** Files of real tools; they are not part of this repository (SAMPLES_DIR names the folder). */
const SAMPLES = resolve(process.env['SAMPLES_DIR'] ?? join(import.meta.dirname, '../../../../shared/samples'))

/** A file of a real tool, read; null, and said aloud, where the samples are not there. */
export function readSample(path: string): EvaluationReport | null {
  const file = join(SAMPLES, path)
  if (!existsSync(file)) {
    console.warn(`No sample ${file}: its test is left out.`)
    return null
  }
  return readReport({ bytes: readFileSync(file), file: path, format: 'auto' })
}
