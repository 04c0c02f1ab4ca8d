import type { Cancellation } from '../operations/ports.ts'

/** Between SIGINT and SIGTERM the runner waits 7.5 s, and 2.5 s more before it kills. */
const TIME_LEFT_MS = 6_500

export interface Signals extends Cancellation {
  /** Monotonic milliseconds after which no request is tried any more. */
  deadline(): number
  /** Fires with the first signal, to wake whoever waits. */
  readonly hurry: AbortSignal
}

/** Turns SIGINT and SIGTERM into a request to finish or close what was begun. */
export function watchSignals(clock: { monotonic(): number }): Signals {
  const controller = new AbortController()
  const state = { deadline: Number.POSITIVE_INFINITY }
  const cancel = () => {
    if (controller.signal.aborted) return
    state.deadline = clock.monotonic() + TIME_LEFT_MS
    controller.abort()
  }
  process.on('SIGINT', cancel)
  process.on('SIGTERM', cancel)
  return {
    get requested() {
      return controller.signal.aborted
    },
    deadline: () => state.deadline,
    hurry: controller.signal,
  }
}
