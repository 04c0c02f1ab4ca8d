const LONGEST_EXCERPT = 200

/**
 * Takes every secret out of a text that a person will read, in the forms a server may echo it: as it is and
 * percent-encoded. Secrets shorter than four characters are left alone: replacing them would destroy the text.
 */
export function redact(text: string, secrets: readonly string[]): string {
  let clean = text
  for (const secret of [...secrets].sort((a, b) => b.length - a.length)) {
    if (secret.length < 4) continue
    clean = clean.replaceAll(secret, '***').replaceAll(encodeURIComponent(secret), '***')
  }
  return clean
}

/**
 * What may be shown of a server's answer: the first line that says something, without tags and control
 * characters, 200 characters at most. Never the page itself: it may be a proxy's, and may hold anything.
 */
export function excerpt(body: string, secrets: readonly string[]): string {
  const plain = redact(body.slice(0, 64_000), secrets)
    .replace(/<(script|style)\b[\s\S]*?<\/\1\s*>/gi, ' ')
    .replace(/<[^>]*>/g, '\n')
  for (const line of plain.split(/[\r\n]+/)) {
    const said = line.replace(/\p{C}+/gu, ' ').trim()
    if (said !== '') return said.length > LONGEST_EXCERPT ? `${said.slice(0, LONGEST_EXCERPT - 1)}…` : said
  }
  return ''
}
