import { AccessError } from '../../src/errors.ts'
import type {
  FailedUpload,
  RecordFile,
  RecordFiles,
  RecordRunPath,
  StoredFile,
} from '../../src/operations/record-files-port.ts'
import type { FakeRegistry } from './fake-registry.ts'

/** Files of record runs in memory; held to the same contract as the adapter. Its calls are no part of the registry's log. */
export class FakeRecordFiles implements RecordFiles {
  readonly stored = new Map<string, Map<string, Uint8Array>>()
  readonly uploads: { readonly runId: string; readonly names: readonly string[] }[] = []
  /** Thrown by the next upload. */
  failure: Error | null = null
  /** Names that do not arrive. */
  readonly lost = new Map<string, AccessError>()
  readonly #registry: FakeRegistry
  readonly #role: FakeRegistry['role'] | null

  constructor(registry: FakeRegistry, role: FakeRegistry['role'] | null = null) {
    this.#registry = registry
    this.#role = role
  }

  /** The same files, seen by somebody else. */
  as(role: FakeRegistry['role']): FakeRecordFiles {
    const other = new FakeRecordFiles(this.#registry, role)
    Object.assign(other, { stored: this.stored })
    return other
  }

  async upload({ runId }: RecordRunPath, files: readonly RecordFile[]): Promise<readonly FailedUpload[]> {
    this.uploads.push({ runId, names: files.map(({ name }) => name) })
    const { failure } = this
    this.failure = null
    if (failure !== null) throw failure
    if (files.length === 0) return []
    if ((this.#role ?? this.#registry.role) === 'viewer' || !this.#registry.runs.has(runId)) {
      throw new AccessError('wandb', 'Could not put files beside the record: run not found')
    }
    const held = this.stored.get(runId) ?? new Map<string, Uint8Array>()
    this.stored.set(runId, held)
    return files.flatMap(({ name, bytes }) => {
      const error = this.lost.get(name)
      if (error !== undefined) return [{ name, error }]
      held.set(name, bytes)
      return []
    })
  }

  async list({ runId }: RecordRunPath): Promise<readonly StoredFile[]> {
    return [...(this.stored.get(runId) ?? [])].map(([name, bytes]) => ({ name, bytes: bytes.byteLength }))
  }

  async download({ runId }: RecordRunPath, name: string, maxBytes: number): Promise<Uint8Array | null> {
    const bytes = this.stored.get(runId)?.get(name)
    return bytes === undefined || bytes.byteLength > maxBytes ? null : bytes
  }
}
