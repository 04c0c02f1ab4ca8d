/**
 * Whether a CODEOWNERS file gives a path an owner: of all patterns that match, the last one counts, and it may name nobody.
 * Without an owner GitHub asks for no owner's review, and approves a change that none has seen.
 * Source: GitHub's documentation "About code owners" (the patterns of gitignore without `!`, `[ ]` and `\#`).
 */
export function isOwned(codeOwners: string, path: string): boolean {
  const rules = codeOwners.split(/\r?\n/).flatMap((line) => {
    const [pattern, ...owners] = line
      .replace(/(^|\s)#.*$/, '')
      .trim()
      .split(/\s+/)
    return pattern === undefined || pattern === '' ? [] : [{ pattern, owners }]
  })
  const last = rules.findLast(({ pattern }) => matches(pattern, path))
  return last?.owners.some((owner) => owner.includes('@')) === true
}

function matches(pattern: string, path: string): boolean {
  // Neither is supported; GitHub skips such a line.
  if (/^!|[[\]\\]/.test(pattern)) return false
  const isFolder = pattern.endsWith('/')
  const parts = pattern.replace(/^\/|\/$/g, '').split('/')
  const isAnchored = pattern.startsWith('/') || parts.length > 1
  const names = path.split('/')
  const whole = isAnchored ? parts : ['**', ...parts]
  return matchesFrom(whole, names, { isFolder, isDeep: parts.at(-1) !== '*' })
}

/** `isDeep`: what lies in a folder that matches is matched too; `docs/*` stops at the folder. */
function matchesFrom(
  parts: readonly string[],
  names: readonly string[],
  how: { readonly isFolder: boolean; readonly isDeep: boolean },
): boolean {
  const [part, ...rest] = parts
  if (part === undefined) return names.length === 0 ? !how.isFolder : how.isDeep || how.isFolder
  if (part === '**') {
    if (rest.length === 0) return names.length > 0
    return names.some((_, index) => matchesFrom(rest, names.slice(index), how))
  }
  const [name, ...below] = names
  return name !== undefined && glob(part, name) && matchesFrom(rest, below, how)
}

/** `*` and `?` within one name, without going back further than the last star: linear for what people write. */
function glob(pattern: string, name: string): boolean {
  let at = 0
  let star = -1
  let mark = 0
  let index = 0
  while (index < name.length) {
    const sign = pattern[at]
    if (sign === '*') {
      star = at
      mark = index
      at += 1
    } else if (sign === '?' || sign === name[index]) {
      at += 1
      index += 1
    } else if (star >= 0) {
      at = star + 1
      mark += 1
      index = mark
    } else {
      return false
    }
  }
  return /^\**$/.test(pattern.slice(at))
}
