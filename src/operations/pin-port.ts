import type { OpenPull, PinState } from '../promotion/pin-change.ts'

export interface PinQuery {
  /** Short name of the branch that the change is for. */
  readonly branch: string
  /** The pins file. */
  readonly path: string
  /** Branches that may carry the change. */
  readonly names: readonly string[]
  /** First line of the body by which a pull request of ours is known. */
  readonly marker: string
}

export interface NewCommit {
  readonly branch: string
  /** The branch's head as it was read; another one: nothing is written. */
  readonly expectedHead: string
  readonly path: string
  readonly text: string
  readonly headline: string
  readonly body: string
}

export interface PullText {
  readonly title: string
  readonly body: string
  /** Below the title in the commit's message. */
  readonly commitBody: string
}

/**
 * Branches and pull requests on GitHub that change one file. Throws AccessError (names the permission) or RemoteError.
 * `false`: somebody was faster, and nothing was written; nothing is ever forced.
 */
export interface PinHost {
  /** null: the branch does not exist. */
  readPins(query: PinQuery): Promise<PinState | null>
  createBranch(branch: {
    readonly repositoryId: string
    readonly name: string
    readonly commit: string
  }): Promise<boolean>
  commitFile(commit: NewCommit): Promise<boolean>
  /** Address of the new pull request; null: there is one from that branch. */
  openPull(
    pull: { readonly repositoryId: string; readonly from: string; readonly into: string },
    text: PullText,
  ): Promise<string | null>
  updatePull(pull: OpenPull, text: PullText): Promise<void>
}
