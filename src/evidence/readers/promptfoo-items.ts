import { isJsonArray, isJsonObject, type JsonObject, type JsonValue } from '../json.ts'
import type { ItemScores, ReportRow } from '../report.ts'
import { distinctIds } from './item-mean.ts'

/**
 * The single tests of `results.results`, by prompt: a pass is 1, a failure or an error 0, as in the pass rate. A test is
 * told apart by its number and its variables, so that a changed test is not compared with the old one.
 */
export function promptItems(
  tests: JsonValue | undefined,
  sliceOf: (prompt: number) => ReportRow['slice'],
): readonly ItemScores[] {
  return [...byPrompt(tests)].flatMap(([prompt, results]) => {
    const slice = sliceOf(prompt)
    const address = slice === undefined ? {} : { slice }
    const ids = distinctIds(results.map(idOf))
    return [
      { metric: 'pass_rate', ...address, ids, scores: Float64Array.from(results, passOf) },
      { metric: 'score', ...address, ids, scores: Float64Array.from(results, scoreOf) },
    ]
  })
}

function byPrompt(tests: JsonValue | undefined): ReadonlyMap<number, readonly JsonObject[]> {
  const prompts = new Map<number, JsonObject[]>()
  for (const test of isJsonArray(tests) ? tests : []) {
    if (!isJsonObject(test) || typeof test['promptIdx'] !== 'number') continue
    const known = prompts.get(test['promptIdx'])
    if (known === undefined) prompts.set(test['promptIdx'], [test])
    else known.push(test)
  }
  return prompts
}

function idOf({ testIdx, vars }: JsonObject): string {
  const number = typeof testIdx === 'number' ? String(testIdx) : ''
  return isJsonObject(vars) ? `${number} ${JSON.stringify(vars)}` : number
}

function passOf({ success }: JsonObject): number {
  return success === true ? 1 : 0
}

function scoreOf({ score }: JsonObject): number {
  return typeof score === 'number' ? score : Number.NaN
}
