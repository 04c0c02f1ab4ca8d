import { pathProblem } from '../evidence/location.ts'
import { caution, type Findings, refuse, refuseKey } from './findings.ts'
import { entries, field, has, isMapping, items, textOf } from './loose.ts'
import { reportRules } from './report-rules.ts'
import { stageRules } from './stage-rules.ts'
import { oneAddressRule } from './ticket-rules.ts'

/** Every rule that the schema cannot say, over a config whose shape may still be wrong in places. */
export function fileRules(findings: Findings): void {
  const root = findings.source.value
  registryRule(root, findings)
  pinsRule(root, findings)
  recordKeyRule(root, findings)
  const models = field(root, 'models')
  if (isMapping(models) && Object.keys(models).length === 0) {
    refuse(findings, ['models'], { message: 'The config has no model', expected: 'at least one model' })
  }
  collectionRule(models, findings)
  oneAddressRule(models, findings)
  for (const [name, model] of entries(models)) {
    reportRules(field(model, 'reports'), ['models', name, 'reports'], findings)
    stageRules(model, ['models', name], findings)
  }
}

/** The pins path as Git knows it: without `./` in front. */
export function plainPath(path: string): string {
  return path.replace(/^(?:\.\/)+/, '')
}

function registryRule(root: unknown, findings: Findings): void {
  if (!textOf(field(root, 'registry'))?.endsWith('/model-registry')) return
  const message = '`model-registry` is the old W&B Model Registry'
  caution(findings, ['registry'], {
    message,
    hint: 'Migrate it: collections of the new registry live in `wandb-registry-model`.',
  })
}

function pinsRule(root: unknown, findings: Findings): void {
  const path = textOf(field(root, 'pins'))
  if (path === null || path === '') return
  const problem = pathProblem(path) ?? (/[*?[\]{}]/.test(path) ? 'is a pattern; name one file' : null)
  if (problem !== null) refuse(findings, ['pins'], { message: `The path of the pins file ${problem}` })
  else if (plainPath(path) === plainPath(findings.source.file)) {
    refuse(findings, ['pins'], {
      message: 'The pins cannot stand in the gate config itself',
      hint: 'A request must not be able to change its own rules.',
    })
  }
}

function recordKeyRule(root: unknown, findings: Findings): void {
  const seen = new Set<unknown>()
  for (const [index, key] of items(field(root, 'record_keys')).entries()) {
    if (seen.has(key)) refuse(findings, ['record_keys', index], { message: 'The key is listed twice' })
    seen.add(key)
  }
}

/** One collection, one model: two sets of rules for the same aliases would contradict each other. */
function collectionRule(models: unknown, findings: Findings): void {
  const owners = new Map<string, string>()
  for (const [name, model] of entries(models)) {
    const collection = textOf(has(model, 'collection') ? field(model, 'collection') : name)
    if (collection === null) continue
    const owner = owners.get(collection)
    if (owner === undefined) owners.set(collection, name)
    else {
      const message = `The collection \`${collection}\` belongs to model \`${owner}\` already`
      if (has(model, 'collection')) refuse(findings, ['models', name, 'collection'], { message })
      else refuseKey(findings, ['models', name], { message })
    }
  }
}
