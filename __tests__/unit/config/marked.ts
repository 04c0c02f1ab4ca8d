import { ConfigError, type Issue } from '../../../src/errors.ts'

/** Takes the marks « out of a text and says where they stood, as `line:column`. */
export function unmark(marked: string): { text: string; places: readonly string[] } {
  const places: string[] = []
  let text = ''
  for (const part of marked.split(/(?=«)/u)) {
    if (part.startsWith('«')) {
      const lines = text.split('\n')
      places.push(`${lines.length}:${(lines.at(-1) ?? '').length + 1}`)
    }
    text += part.replace('«', '')
  }
  return { text, places }
}

/** The issues of the ConfigError that a call throws. */
export function issuesOf(call: () => unknown): readonly Issue[] {
  try {
    call()
  } catch (thrown) {
    if (thrown instanceof ConfigError) return thrown.issues
    throw thrown
  }
  return []
}

export function placeOf(issue: Issue): string {
  return `${issue.at?.line}:${issue.at?.column}`
}

/** An issue on one line: `place message | expected … | found … | hint`. */
export function oneLine(issue: Issue): string {
  const parts = [
    `${placeOf(issue)} ${issue.message}`,
    issue.expected === undefined ? '' : `expected ${issue.expected}`,
    issue.found === undefined ? '' : `found ${issue.found}`,
    issue.hint ?? '',
  ]
  return parts.filter((part) => part !== '').join(' | ')
}

/** A gate config around the lines of one stage; they are indented by eight. */
export function withStage(lines: string): string {
  return withModel(`    stages:\n      s:\n${lines.replace(/^/gm, '        ')}`)
}

/** A gate config around the lines of one model, indented by four already. */
export function withModel(lines: string): string {
  return `version: 1\nregistry: acme/wandb-registry-model\nrecords: gov/records\nmodels:\n  m:\n${lines}\n`
}
