import type { Issue } from '../errors.ts'
import { fileError, inOrder } from './file-error.ts'
import { fileRules } from './file-rules.ts'
import type { Findings } from './findings.ts'
import type { GateConfig } from './gate-config.ts'
import { GateConfigInput } from './gate-config-schema.ts'
import { checkSchema } from './schema-issues.ts'
import { toGateConfig } from './to-gate-config.ts'
import { readYaml } from './yaml-source.ts'

export interface ParsedConfig {
  readonly config: GateConfig
  readonly warnings: readonly Issue[]
}

/**
 * Reads a gate config. `file` is its repository path, for the places in diagnostics. Throws ConfigError whose issues name
 * every problem at once, each at the key or value at fault, in the order of the file.
 */
export function parseGateConfig(text: string, file: string): ParsedConfig {
  const source = readYaml(text, file)
  if (source.issues.length === 0 && (source.value === undefined || source.value === null)) {
    throw fileError(file, [
      { at: { file, line: 1, column: 1 }, message: 'The file is empty', expected: 'a gate config' },
    ])
  }
  const findings: Findings = { source, errors: [], warnings: [] }
  const checked = checkSchema(GateConfigInput, source)
  fileRules(findings)
  const issues = [...source.issues, ...checked.issues, ...findings.errors]
  if (checked.value === undefined || issues.length > 0) throw fileError(file, issues)
  return { config: toGateConfig(checked.value, source), warnings: inOrder(findings.warnings) }
}
