import type { User, WandbState } from './state.ts'

/** What every resolver gets: the state, the caller and the moment. */
export interface Context {
  readonly state: WandbState
  /** Null: nobody is logged in. */
  readonly user: User | null
  /** Milliseconds of the sandbox's clock. */
  readonly now: number
  /** The base URL with its path prefix. */
  readonly baseUrl: string
  /** Origin and prefix of the object store, another origin than the API, as with a real cloud bucket. */
  readonly storageUrl: string
  /** The human a service account acts for (`X-Wandb-Username`). */
  readonly attributedTo: string | null
}

/** RFC 3339 with whole seconds, the precision of W&B's own timestamps. */
export function dateTime(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 19)}Z`
}
