const WIDTH = 100
const RULE = '─'

export type Colour = 'bold' | 'dim' | 'green' | 'yellow' | 'red' | 'cyan'

const CODES: Readonly<Record<Colour, number>> = { bold: 1, dim: 2, green: 32, yellow: 33, red: 31, cyan: 36 }

interface Output {
  readonly isTTY?: boolean
  write(text: string): unknown
}

/** Writes for people, in 100 columns; in colour only on a terminal, and never when NO_COLOR is set. */
export class Terminal {
  private readonly output: Output
  private readonly colours: boolean

  constructor(output: Output, env: Readonly<Record<string, string | undefined>>) {
    this.output = output
    this.colours = output.isTTY === true && !env['NO_COLOR'] && env['TERM'] !== 'dumb'
  }

  paint(colour: Colour, text: string): string {
    return this.colours ? `\u001b[${CODES[colour]}m${text}\u001b[0m` : text
  }

  line(text = ''): void {
    this.output.write(`${text}\n`)
  }

  heading(text: string): void {
    const rest = RULE.repeat(Math.max(3, WIDTH - text.length - 4))
    this.line()
    this.line(`${this.paint('dim', RULE.repeat(2))} ${this.paint('bold', text)} ${this.paint('dim', rest)}`)
  }

  /** A paragraph, broken at spaces; `label` stands before its first line and indents the others. */
  paragraph(text: string, label = '   ', colour?: Colour): void {
    const indent = columns(label)
    const lines = wrap(text, WIDTH - indent)
    for (const [index, line] of lines.entries()) {
      const start = index === 0 ? label : ' '.repeat(indent)
      this.line(colour === undefined ? start + line : this.paint(colour, start + line))
    }
  }

  /** Columns as wide as their longest cell; the first row is the heading. */
  table(
    rows: readonly (readonly string[])[],
    emphasised: (row: number, column: number) => boolean = () => false,
  ): void {
    const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => (row[column] ?? '').length)))
    for (const [index, row] of rows.entries()) {
      const cells = row.map((cell, column) => {
        const padded = cell.padEnd(widths[column] ?? 0)
        if (index === 0) return this.paint('dim', padded)
        return emphasised(index, column) ? this.paint('bold', padded) : padded
      })
      this.line(`   ${cells.join('   ')}`.trimEnd())
    }
  }
}

/** The signs of the verdicts are two columns wide. */
function columns(text: string): number {
  return text.length + [...text.matchAll(/[✅⏳❌⛔]/gu)].length
}

function wrap(text: string, width: number): readonly string[] {
  const lines: string[] = []
  for (const word of text.split(' ')) {
    const last = lines.at(-1)
    if (last === undefined || last.length + 1 + word.length > width) lines.push(word)
    else lines[lines.length - 1] = `${last} ${word}`
  }
  return lines
}
