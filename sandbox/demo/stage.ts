import { createHash } from 'node:crypto'
import type { Acme, ActionResult } from '../acme.ts'
import { Expectations } from './expectations.ts'
import type { Gallery } from './gallery.ts'
import type { Colour, Terminal } from './terminal.ts'

const ALIASES = ['candidate', 'staging', 'production', 'production-previous'] as const

export type Holders = Readonly<Record<(typeof ALIASES)[number], string | null>>

/** What a run of the Action has to come to. */
export interface Outcome {
  readonly conclusion: string
  readonly exit: number
  readonly reasons: readonly string[]
}

const SIGNS: Readonly<Record<string, readonly [string, Colour]>> = {
  applied: ['✅', 'green'],
  planned: ['✅', 'green'],
  'no-change': ['✅', 'green'],
  pending: ['⏳', 'yellow'],
  refused: ['❌', 'red'],
}

/** Thrown when something is not as the demo states; what that is has been printed. */
export class DemoFailed extends Error {}

/** Where the story is told: tells each step, runs the Action, checks what was claimed. */
export class Stage {
  readonly acme: Acme
  private readonly terminal: Terminal
  private readonly gallery: Gallery
  private expectations = new Expectations()
  private steps = 0
  private held = 0

  constructor(parts: { readonly acme: Acme; readonly terminal: Terminal; readonly gallery: Gallery }) {
    this.acme = parts.acme
    this.terminal = parts.terminal
    this.gallery = parts.gallery
  }

  get heldInAll(): number {
    return this.held
  }

  begin(title: string, ...story: readonly string[]): void {
    this.steps += 1
    this.terminal.heading(`${this.steps} · ${title}`)
    for (const text of story) this.terminal.paragraph(text)
  }

  act(title: string): void {
    this.terminal.line()
    this.terminal.line(`   ${this.terminal.paint('bold', title)}`)
  }

  /**
   * Runs are dated by whole seconds. What people ask for after they have looked is asked for in a later one: an order
   * that is as old as what it would undo is not carried out.
   */
  async later(): Promise<void> {
    await new Promise((resolve) => setTimeout(resolve, 1_010 - (Date.now() % 1_000)))
  }

  /** Shows what the Action said of a run (`said`: where it has more than one verdict), and checks what came out. */
  ran(result: ActionResult, outcome: Outcome, said = verdictOf(result)): void {
    const { outputs } = result
    const conclusion = outputs['conclusion'] ?? ''
    const [sign, colour] = SIGNS[conclusion] ?? ['⛔', 'red']
    this.terminal.line()
    this.terminal.paragraph(said, `   ${sign} `, colour)
    const reasons = outputs['reason-codes'] === '' ? 'none' : (outputs['reason-codes'] ?? '').replaceAll(',', ', ')
    const seconds = (result.elapsed / 1000).toFixed(1)
    const facts = `${conclusion} · exit ${result.exitCode} · ${seconds} s · reasons: ${reasons}`
    this.terminal.paragraph(facts, '      ', 'dim')
    this.terminal.line()
    this.expectations.equal('conclusion', conclusion, outcome.conclusion)
    this.expectations.equal('exit code', result.exitCode, outcome.exit)
    this.expectations.equal('reason codes', (outputs['reason-codes'] ?? '').split(',').filter(Boolean), outcome.reasons)
    this.expectations.equal('standard error', result.stderr, '')
  }

  tell(text: string): void {
    this.terminal.paragraph(text)
  }

  /** The only comment on a pull request, kept as a page; every text in `parts` has to be in it. */
  comment(name: string, title: string, pullRequest: number, parts: readonly string[]): void {
    const comments = this.acme.comments(pullRequest)
    const body = comments[0] ?? ''
    this.expectations.equal(`comments on pull request #${pullRequest}`, comments.length, 1)
    for (const part of parts) this.expectations.contains(`comment on pull request #${pullRequest}`, body, part)
    this.keep(name, title, body)
  }

  /** The job summary, where there is no pull request to comment on. */
  summary(name: string, title: string, result: ActionResult, part: string): void {
    this.expectations.contains('job summary', result.summary, part)
    this.keep(name, title, result.summary)
  }

  /** A page that the Action made itself. */
  page(name: string, title: string, html: string): void {
    this.terminal.line(`   ${this.terminal.paint('dim', `${title}: ${this.gallery.addPage(name, title, html)}`)}`)
  }

  holders(): Holders {
    const [candidate, staging, production, previous] = ALIASES.map((alias) => this.acme.holder(alias) ?? null)
    return {
      candidate: candidate ?? null,
      staging: staging ?? null,
      production: production ?? null,
      'production-previous': previous ?? null,
    }
  }

  expectHolders(expected: Holders): void {
    this.expectations.equal('aliases in the registry', this.holders(), expected)
  }

  showHolders(title: string, columns: Readonly<Record<string, Holders>>): void {
    const names = Object.keys(columns)
    const rows = ALIASES.map((alias) => [alias, ...names.map((name) => columns[name]?.[alias] ?? '–')])
    this.terminal.line()
    this.terminal.line(`   ${this.terminal.paint('bold', title)}`)
    const table = [['alias', ...names], ...rows]
    this.terminal.table(table, (row, column) => column > 1 && table[row]?.[column] !== table[row]?.[column - 1])
  }

  /** The first row is the heading. */
  table(rows: readonly (readonly string[])[]): void {
    this.terminal.table(rows)
    this.terminal.line()
  }

  /** What another program printed. */
  quote(lines: readonly string[]): void {
    for (const line of lines) this.terminal.paragraph(line, '   │ ', 'dim')
    this.terminal.line()
  }

  /** Records of production, oldest first: each hash is computed anew and each record names the one before it. */
  expectChain(versions: readonly string[]): readonly string[] {
    const chain = this.records().filter(({ body }) => body.stage === 'production')
    this.expectations.equal(
      'versions in the records of production',
      chain.map(({ body }) => body.to.version),
      versions,
    )
    for (const [index, { body, text, summary }] of chain.entries()) {
      const before = chain[index - 1]?.summary['record_sha256'] ?? null
      this.expectations.equal(`hash of record ${index + 1}`, summary['record_sha256'], sha256(text))
      this.expectations.equal(`predecessor of record ${index + 1}`, body.previous_record, before)
      this.expectations.equal(`number of record ${index + 1}`, body.sequence, index + 1)
      const conclusion = body.operation === 'adopt' ? 'adopted' : 'applied'
      this.expectations.equal(`conclusion of record ${index + 1}`, body.conclusion, conclusion)
    }
    return chain.map(({ summary }) => String(summary['record_sha256']))
  }

  /** Every record in W&B, oldest first: its exact text, what it says, and the summary of its run. */
  records() {
    return this.acme.records().map(({ config, summary }) => {
      const text = wrapped(config['record'])
      return { text, summary, body: JSON.parse(text || '{}') }
    })
  }

  expectEqual(what: string, found: unknown, expected: unknown): void {
    this.expectations.equal(what, found, expected)
  }

  /** Whether the job log or another output holds these texts. */
  expectSaid(what: string, text: string, ...parts: readonly string[]): void {
    for (const part of parts) this.expectations.contains(what, text, part)
  }

  /**
   * Ends a step: says how many statements were checked, or what is not as stated.
   * @throws DemoFailed when something is not.
   */
  end(): void {
    const { held, mismatches } = this.expectations
    this.expectations.equal('requests that GitHub would not know', this.acme.github.violations, [])
    if (mismatches.length > 0) {
      for (const { what, expected, found } of mismatches) {
        this.terminal.paragraph(`${what} is not as stated`, '   ✗ ', 'red')
        this.terminal.paragraph(expected, '     expected  ')
        this.terminal.paragraph(found, '     found     ')
      }
      throw new DemoFailed(`step ${this.steps}`)
    }
    this.terminal.line(this.terminal.paint('dim', `   ✓ ${held + 1} statements checked`))
    this.held += held + 1
    this.expectations = new Expectations()
  }

  private keep(name: string, title: string, body: string): void {
    const path = this.gallery.add(name, title, body)
    this.terminal.line(`   ${this.terminal.paint('dim', 'page:')} ${this.terminal.paint('cyan', path)}`)
  }
}

function verdictOf({ stdout }: ActionResult): string {
  return /^ {2}(?:verdict|error) +(.*)$/m.exec(stdout)?.[1] ?? 'The Action said nothing.'
}

/** W&B keeps config values as `{ value }`. */
function wrapped(entry: unknown): string {
  return typeof entry === 'object' && entry !== null && 'value' in entry ? String(entry.value) : ''
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}
