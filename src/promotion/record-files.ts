/** Files that lie beside a record in its run: the evidence and the rules, byte for byte as they were judged. */

/** Of one file; larger ones are only named in the record, with their sha256. */
export const MOST_FILE_BYTES = 10_000_000
export const CONFIG_FILE = 'gate-config.yml'
export const PINS_FILE = 'model-pins.yml'

const MOST_NAME = 100

export interface NamedEvidence {
  /** Of the report. */
  readonly name: string
  /** Where its file was found. */
  readonly resolved: string
}

/**
 * `evidence/<report>/<file>` for each piece of evidence, in the same order. Made from what the record says, so that
 * whoever reads the record finds its files; characters that are not safe in a path become `_`, and no two are equal.
 */
export function evidenceFileNames(evidence: readonly NamedEvidence[]): readonly string[] {
  const taken = new Set<string>()
  return evidence.map(({ name, resolved }) => {
    const file = resolved.split(/[/\\#:]/).findLast((part) => part !== '') ?? ''
    // A run's summary and a version's metadata are kept as the JSON text that was judged.
    const whole = /^wandb-(run|version):/.test(resolved) ? `${file}.json` : file
    const folder = `evidence/${safe(name, 'report')}`
    const path = firstFree(taken, (suffix) => `${folder}${suffix}/${safe(whole, 'file')}`)
    taken.add(path)
    return path
  })
}

/** The end is kept, because that is where a file's kind stands. */
function safe(text: string, fallback: string): string {
  const clean = text
    .replace(/[^A-Za-z0-9._-]+/g, '_')
    .slice(-MOST_NAME)
    .replace(/^[.-]+/, '')
  return clean === '' ? fallback : clean
}

function firstFree(taken: ReadonlySet<string>, path: (suffix: string) => string): string {
  let candidate = path('')
  for (let number = 2; taken.has(candidate); number += 1) candidate = path(`-${number}`)
  return candidate
}
