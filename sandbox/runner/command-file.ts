/**
 * Reads a file of `name=value` lines and `name<<DELIMITER` blocks, as the runner does with GITHUB_OUTPUT.
 * @throws Error for a malformed file; the real runner fails the step for it.
 */
export function parseCommandFile(text: string): Readonly<Record<string, string>> {
  const values: Record<string, string> = {}
  const lines = text.split('\n')
  for (let index = 0; index < lines.length; index += 1) {
    const line = (lines[index] ?? '').replace(/\r$/, '')
    if (line === '') continue
    const block = /^([^=]+?)<<(.+)$/.exec(line)
    const [, name, delimiter] = block ?? []
    if (name !== undefined && delimiter !== undefined) {
      const end = lines.indexOf(delimiter, index + 1)
      if (end < 0) throw new Error(`output ${name}: the delimiter ${delimiter} never comes`)
      values[name] = lines.slice(index + 1, end).join('\n')
      index = end
      continue
    }
    const at = line.indexOf('=')
    if (at < 1) throw new Error(`malformed output line: ${line}`)
    values[line.slice(0, at)] = line.slice(at + 1)
  }
  return values
}
