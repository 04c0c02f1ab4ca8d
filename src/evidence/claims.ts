import { isJsonObject, type JsonValue } from './json.ts'
import type { IdentityClaim } from './report.ts'

/** Keys that state the version whatever their text is. */
const PLAIN_KEYS = ['artifact_id', 'digest'] as const
/** Keys that state it only when their text is a full path with `vN` (or a bare `vN`, kept to be explained). */
const PATH_KEYS = ['model_version', 'artifact', 'version'] as const

const FULL_PATH = /^[^/:\s]+\/[^/:\s]+\/[^/:\s]+:v\d+$/

/** The claims in the usual top-level keys of a report. */
export function topLevelClaims(document: JsonValue): readonly IdentityClaim[] {
  if (!isJsonObject(document)) return []
  const claims: IdentityClaim[] = []
  for (const key of PLAIN_KEYS) {
    const text = document[key]
    if (typeof text === 'string' && text !== '') claims.push({ text, source: `/${key}` })
  }
  for (const key of PATH_KEYS) {
    const text = document[key]
    if (typeof text === 'string' && (isFullPath(text) || isBareVersion(text))) claims.push({ text, source: `/${key}` })
  }
  return claims
}

/** `entity/project/name:vN`, with or without the prefix of a W&B reference. */
export function isFullPath(text: string): boolean {
  return FULL_PATH.test(stripPrefix(text))
}

/** `v12` alone: version 12 of the source, or of the registry? Nobody can tell. */
export function isBareVersion(text: string): boolean {
  return /^v\d+$/.test(text)
}

/** Takes `wandb-artifact://` (W&B) or `wandb-artifact:` (our locations) off. */
export function stripPrefix(text: string): string {
  return text.replace(/^wandb-artifact:(\/\/)?/, '')
}
