import type { RunSettings, VersionFacts } from '../checks/facts.ts'
import { isObject, type Node } from './shape.ts'

/** Beyond this a config is data, not settings; nobody would read the comparison. */
const MOST_CHARACTERS = 256_000
const MOST_SETTINGS = 1_000
const DEEPEST = 6

/**
 * The version with config and repository of the run that made it, where they were asked for. They are shown, never judged:
 * what cannot be understood is unknown, and stops nothing.
 */
export function withSettings(version: VersionFacts | null, artifact: Node): VersionFacts | null {
  if (version === null || version.producer === null || artifact.isNull) return version
  const run = artifact.at('createdBy')
  if (run.isNull || !('config' in run.object())) return version
  const { github, config } = run.object()
  const repository = typeof github === 'string' ? repositoryOf(github) : null
  const settings = typeof config === 'string' ? parseSettings(config) : null
  return { ...version, producer: { ...version.producer, repository, settings } }
}

/** `git@github.com:acme/models.git` as `https://github.com/acme/models`; null: not an address of that form. */
export function repositoryOf(remote: string): string | null {
  const short = /^[\w.-]+@(?<host>[\w.-]+):(?<path>[\w./-]+)$/.exec(remote.trim())
  const text = short === null ? remote.trim() : `ssh://${short.groups?.['host']}/${short.groups?.['path']}`
  const url = URL.parse(text)
  if (url === null || !['https:', 'http:', 'ssh:', 'git:'].includes(url.protocol)) return null
  const path = url.pathname.replace(/\/+$/, '').replace(/\.git$/, '')
  return /^\/[\w.-]+\/[\w.-]+$/.test(path) ? `https://${url.hostname}${path}` : null
}

/** A run's config as W&B stores it, flattened; null: not to be read, or too large. */
export function parseSettings(config: string): RunSettings | null {
  if (config.length > MOST_CHARACTERS) return null
  const parsed = parse(config)
  if (!isObject(parsed)) return null
  const values = new Map<string, string>()
  let complete = true
  const walk = (value: unknown, key: string, depth: number): void => {
    const members = isObject(value) && depth < DEEPEST ? Object.entries(value) : []
    if (members.length > 0) {
      for (const [name, member] of members) walk(member, `${key}.${name}`, depth + 1)
    } else if (values.size < MOST_SETTINGS) {
      values.set(key, JSON.stringify(value))
    } else complete = false
  }
  for (const [key, entry] of Object.entries(parsed)) {
    // Keys of W&B itself and of its integrations begin with an underscore.
    if (!key.startsWith('_')) walk(isObject(entry) && 'value' in entry ? entry['value'] : entry, key, 1)
  }
  return { values, complete }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
