import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import type { IncomingMessage } from 'node:http'

export type Service = 'wandb' | 'github'

/** When a service received a request and when it had answered, in milliseconds of `performance.now()`. */
export interface RequestTime {
  readonly service: Service
  readonly start: number
  end: number
}

/**
 * Watches the requests that reach the sandboxes of this process. `services` maps their ports; other ports, such as the
 * object store of W&B, count as W&B.
 */
export class RequestTimes {
  readonly all: RequestTime[] = []
  private readonly github: string
  private readonly open = new Map<IncomingMessage, RequestTime>()

  constructor(githubUrl: string) {
    this.github = new URL(githubUrl).port
    subscribe('http.server.request.start', this.started)
    subscribe('http.server.response.finish', this.finished)
  }

  close(): void {
    unsubscribe('http.server.request.start', this.started)
    unsubscribe('http.server.response.finish', this.finished)
  }

  of(service: Service): readonly RequestTime[] {
    return this.all.filter((time) => time.service === service)
  }

  private readonly started = (message: unknown): void => {
    const { request } = message as { readonly request: IncomingMessage }
    const service = String(request.socket.localPort) === this.github ? 'github' : 'wandb'
    const time: RequestTime = { service, start: performance.now(), end: Number.POSITIVE_INFINITY }
    this.open.set(request, time)
    this.all.push(time)
  }

  private readonly finished = (message: unknown): void => {
    const { request } = message as { readonly request: IncomingMessage }
    const time = this.open.get(request)
    if (time !== undefined) time.end = performance.now()
    this.open.delete(request)
  }
}

/** Round trips one after the other: the most requests of which none overlaps another. Parallel ones count as one. */
export function roundTrips(times: readonly RequestTime[]): number {
  let count = 0
  let free = Number.NEGATIVE_INFINITY
  for (const { start, end } of times.toSorted((one, other) => one.end - other.end)) {
    if (start < free) continue
    count += 1
    free = end
  }
  return count
}
