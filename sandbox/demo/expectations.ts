/** Something that the demo states and that turned out otherwise. */
export interface Mismatch {
  readonly what: string
  readonly expected: string
  readonly found: string
}

/** What the demo claims, checked: it collects what does not hold, so that one look shows all of it. */
export class Expectations {
  readonly mismatches: Mismatch[] = []
  held = 0

  /** Both are compared as JSON; maps have to have their keys in the same order. */
  equal(what: string, found: unknown, expected: unknown): void {
    this.note(JSON.stringify(found) === JSON.stringify(expected), {
      what,
      expected: shown(expected),
      found: shown(found),
    })
  }

  contains(what: string, text: string, part: string): void {
    this.note(text.includes(part), { what, expected: `a text with “${part}”`, found: clip(text) })
  }

  matches(what: string, text: string, pattern: RegExp): void {
    this.note(pattern.test(text), { what, expected: `a text like ${pattern}`, found: clip(text) })
  }

  private note(holds: boolean, mismatch: Mismatch): void {
    if (holds) this.held += 1
    else this.mismatches.push(mismatch)
  }
}

function shown(value: unknown): string {
  return clip(JSON.stringify(value) ?? 'nothing')
}

function clip(text: string): string {
  if (text === '') return 'nothing'
  const line = text.replace(/\n+/g, ' ⏎ ')
  return line.length > 1_500 ? `${line.slice(0, 1_500)}…` : line
}
