import type { NewCommit, PinHost, PinQuery, PullText } from '../../src/operations/pin-port.ts'
import type { OpenPull, PinBranch, PinState } from '../../src/promotion/pin-change.ts'
import type { FakeCodeHost } from './fake-code-host.ts'

interface FakePull extends PullText {
  readonly id: string
  readonly number: number
  readonly from: string
  readonly into: string
  readonly by: 'us' | 'others'
}

const US = 'github-actions[bot]'

/** Branches and pull requests of the code host in memory, as far as the pins file goes, with a call log and faults. */
export class FakePins implements PinHost {
  readonly calls: (keyof PinHost)[] = []
  readonly #github: FakeCodeHost
  readonly #pulls: FakePull[] = []
  readonly #faults: { readonly method: keyof PinHost; readonly fault: Error | (() => void) }[] = []

  constructor(github: FakeCodeHost) {
    this.#github = github
  }

  /** The next call of the method throws this, or first does this. */
  next(method: keyof PinHost, fault: Error | (() => void)): void {
    this.#faults.push({ method, fault })
  }

  /** Open ones, oldest first. */
  open(): readonly FakePull[] {
    return this.#pulls.filter(({ number }) => this.#github.pullRequests.get(number)?.state === 'OPEN')
  }

  /** Somebody opens one by hand. */
  openAs(by: 'us' | 'others', from: string, into: string, text: PullText): void {
    const author = by === 'us' ? US : 'kim'
    const number = this.#github.open({ head: from, author, base: into })
    this.#pulls.push({ ...text, id: `PR_${number}`, number, from, into, by })
  }

  async readPins({ branch, path, names, marker }: PinQuery): Promise<PinState | null> {
    this.#called('readPins')
    const { git } = this.#github
    const baseHead = git.branches.get(branch)
    if (baseHead === undefined) return null
    const branches = names.map((name) => this.#branch(name, { path, branch, marker }))
    return { repositoryId: 'R_1', baseHead, baseText: this.#text(baseHead, path), branches }
  }

  async createBranch({ name, commit }: { name: string; commit: string }): Promise<boolean> {
    this.#called('createBranch')
    const { git } = this.#github
    if (git.branches.has(name)) return false
    git.point(name, commit)
    return true
  }

  async commitFile({ branch, expectedHead, path, text }: NewCommit): Promise<boolean> {
    this.#called('commitFile')
    if (this.#github.git.tip(branch) !== expectedHead) return false
    this.#github.commit({ branch, author: US, committer: 'web-flow', files: { [path]: text } })
    return true
  }

  async openPull({ from, into }: { from: string; into: string }, text: PullText): Promise<string | null> {
    this.#called('openPull')
    if (this.open().some((pull) => pull.from === from && pull.into === into)) return null
    this.openAs('us', from, into, text)
    return `https://github.example/pull/${this.#pulls.at(-1)?.number}`
  }

  async updatePull({ id }: OpenPull, text: PullText): Promise<void> {
    this.#called('updatePull')
    const at = this.#pulls.findIndex((pull) => pull.id === id)
    const pull = this.#pulls[at]
    if (pull === undefined) throw new Error(`fake: no pull request ${id}`)
    this.#pulls[at] = { ...pull, ...text }
  }

  #called(method: keyof PinHost): void {
    this.calls.push(method)
    const at = this.#faults.findIndex((each) => each.method === method)
    const fault = at < 0 ? undefined : this.#faults.splice(at, 1)[0]?.fault
    if (fault instanceof Error) throw fault
    fault?.()
  }

  #branch(name: string, { path, branch, marker }: Omit<PinQuery, 'names'>): PinBranch | null {
    const { git } = this.#github
    const head = git.branches.get(name)
    if (head === undefined) return null
    const parents = git.parents(head)
    const pulls = this.open().filter((pull) => pull.from === name && pull.into === branch)
    return {
      name,
      head,
      parents,
      changedFiles: git.changed(parents[0] ?? null, head).length,
      text: this.#text(head, path),
      pullRequests: pulls.map(({ id, number, title, body, by }) => {
        const isOurs = by === 'us' && body.split('\n', 1)[0] === marker
        return { id, url: `https://github.example/pull/${number}`, title, body, isOurs }
      }),
    }
  }

  #text(commit: string, path: string): string | null {
    return this.#github.git.files(commit, [path]).get(path)?.text ?? null
  }
}
