import type { Terminal } from '../../sandbox/demo/terminal.ts'

/** How much is measured, and where it is printed. */
export interface Settings {
  readonly quick: boolean
  readonly terminal: Terminal
}
