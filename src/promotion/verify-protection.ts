import type { Note } from './outcome.ts'
import type { StageStatus } from './status.ts'
import type { StageFinding } from './verify-stage.ts'

/** What W&B tells of protected aliases: their names, or that it does not tell. */
export type ProtectedAliases = readonly string[] | null

/**
 * `protected: true` against W&B's own list. Newer servers keep the list elsewhere and show an empty one, so that only a
 * list which names some alias, and not this one, proves anything.
 */
export function protectionFindings({ stage }: StageStatus, aliases: ProtectedAliases): readonly StageFinding[] {
  if (!stage.protected || aliases === null || aliases.length === 0 || aliases.includes(stage.alias)) return []
  return [
    {
      level: 'problem',
      code: 'drift',
      text: `The gate config says that ${stage.alias} is protected, but W&B protects only ${aliases.join(', ')}.`,
      next: `Protect ${stage.alias} in the registry's settings, or take \`protected: true\` out of the gate config.`,
      at: stage.at,
    },
  ]
}

/** What cannot be told, and what W&B protects without the config saying so. */
export function protectionNotes(statuses: readonly StageStatus[], aliases: ProtectedAliases): readonly Note[] {
  const claimed = new Set(statuses.filter(({ stage }) => stage.protected).map(({ stage }) => stage.alias))
  if (claimed.size === 0) return []
  if (aliases === null || aliases.length === 0) {
    const why =
      aliases === null ? 'cannot be read through its API' : 'cannot be told: the list in its API names no alias at all'
    const text = `Whether W&B protects ${[...claimed].join(', ')} ${why}. Look in the registry's settings.`
    return [{ level: 'info', text }]
  }
  const unclaimed = statuses.filter(({ stage }) => !stage.protected && aliases.includes(stage.alias))
  const names = [...new Set(unclaimed.map(({ stage }) => stage.alias))].filter((alias) => !claimed.has(alias))
  if (names.length === 0) return []
  const text = `W&B protects ${names.join(', ')}, which the gate config does not say: write \`protected: true\`, so that the doctor asks for the role Admin.`
  return [{ level: 'info', text }]
}
