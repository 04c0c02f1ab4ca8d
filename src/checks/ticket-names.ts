/** A version by the names that a ticket may use for it. */
export interface TicketSubject {
  /** `entity/project` of the registry. */
  readonly registryPath: string
  /** Of model and collection. */
  readonly names: readonly string[]
  /** `vN`; null: the version asked for is not known. */
  readonly version: string | null
}

/**
 * Versions of the model that a text names as `model:vN`, `model vN` or with the registry's full path. A path that leads
 * elsewhere names something else: `research/runs/support-llm:v7` is not v7 of the registry.
 */
export function namedVersions(text: string, subject: TicketSubject): ReadonlySet<string> {
  const found = new Set<string>()
  for (const name of new Set(subject.names)) {
    for (let at = text.indexOf(name); at !== -1; at = text.indexOf(name, at + 1)) {
      const version = /^(?:\s?:\s?|\s{1,3})(v(?:0|[1-9]\d{0,8}))(?![\w-]|\.\d)/.exec(
        text.slice(at + name.length, at + name.length + 20),
      )?.[1]
      if (version !== undefined && beginsHere(text, at, subject.registryPath)) found.add(version)
    }
  }
  return found
}

function beginsHere(text: string, at: number, registryPath: string): boolean {
  const path = `${registryPath}/`
  const start = text.slice(0, at).endsWith(path) ? at - path.length : at
  const before = text.slice(Math.max(0, start - 2), start)
  return !/[\p{L}\p{N}_\-./\\]$/u.test(before)
}
