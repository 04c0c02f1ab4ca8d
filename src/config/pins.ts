import type { Issue } from '../errors.ts'
import { suggestion } from './did-you-mean.ts'
import { fileError } from './file-error.ts'
import type { GateConfig, Pin, Pins } from './gate-config.ts'
import { entries } from './loose.ts'
import { PinsInput } from './pins-schema.ts'
import { checkSchema } from './schema-issues.ts'
import { readYaml, type YamlSource } from './yaml-source.ts'

/**
 * Reads a pins file. With a gate config, models and stages that it does not know are problems too. Throws ConfigError
 * whose issues name every problem at once. A file that holds nothing pins nothing.
 */
export function parsePins(text: string, file: string, config?: GateConfig): Pins {
  const source = readYaml(text, file)
  if (source.issues.length === 0 && (source.value === undefined || source.value === null)) return emptyPins(file)
  const checked = checkSchema(PinsInput, source)
  const issues = [...source.issues, ...checked.issues, ...(config === undefined ? [] : unknownNames(source, config))]
  if (checked.value === undefined || issues.length > 0) throw fileError(file, issues)
  const models = Object.entries(checked.value).map(([model, stages]) => {
    const pins = Object.entries(stages).map(([stage, version]): [string, Pin] => [
      stage,
      { version, at: source.at([model, stage]) },
    ])
    return [model, new Map(pins)] as const
  })
  return { file, entries: new Map(models) }
}

/** The pins of a repository that has no pins file. */
export function emptyPins(file: string): Pins {
  return { file, entries: new Map() }
}

function unknownNames(source: YamlSource, config: GateConfig): Issue[] {
  return entries(source.value).flatMap(([model, stages]) => {
    const known = config.models.get(model)
    if (known === undefined) {
      const message = `The gate config has no model \`${model}\``
      return [{ at: source.keyAt([model]), message, ...suggestion(model, config.models.keys()) }]
    }
    const strangers = entries(stages).filter(([stage]) => !known.stages.has(stage))
    return strangers.map(([stage]) => {
      const message = `The model \`${model}\` has no stage \`${stage}\``
      return { at: source.keyAt([model, stage]), message, ...suggestion(stage, known.stages.keys()) }
    })
  })
}
