/** How long the process waits for it, once everything else is done. */
const LONGEST_WAIT_MS = 60_000

/** Work beside the operation, which nobody waits for until the very end. */
export class BesideWork {
  readonly #warn: (message: string) => void
  readonly #works: Promise<void>[] = []

  constructor(warn: (message: string) => void) {
    this.#warn = warn
  }

  begin(work: () => Promise<void>): void {
    this.#works.push(work().catch((thrown: unknown) => this.#warn(`A side task failed: ${String(thrown)}`)))
  }

  /** Ends when all has ended, or the longest wait has. After a cancellation, requests end by their own deadline. */
  async finish(sleep: (ms: number, wake: AbortSignal) => Promise<void>): Promise<void> {
    if (this.#works.length === 0) return
    // A timer that is left would keep the process alive.
    const done = new AbortController()
    await Promise.race([Promise.all(this.#works).then(() => done.abort()), sleep(LONGEST_WAIT_MS, done.signal)])
    if (!done.signal.aborted)
      this.#warn('The files beside the record were not uploaded in time. The record itself is complete.')
  }
}
