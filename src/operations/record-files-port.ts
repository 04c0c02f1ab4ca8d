import type { ProjectPath } from '../config/gate-config.ts'
import type { GateError } from '../errors.ts'

/** The run that a record stands in. */
export interface RecordRunPath {
  readonly records: ProjectPath
  readonly runId: string
}

export interface RecordFile {
  /** Path inside the run, `/` between its parts. */
  readonly name: string
  readonly bytes: Uint8Array
}

/** A file that did not arrive, and why. */
export interface FailedUpload {
  readonly name: string
  readonly error: GateError
}

export interface StoredFile {
  readonly name: string
  readonly bytes: number
}

/** Files that lie beside a record, in its run. None of them is needed to believe the record: it holds their hashes. */
export interface RecordFiles {
  /**
   * Puts files into a run that is closed already; one of the same name is replaced. What did not arrive comes back.
   * @throws AccessError, RemoteError when nothing could be uploaded at all
   */
  upload(run: RecordRunPath, files: readonly RecordFile[]): Promise<readonly FailedUpload[]>
  /**
   * All files of the run, W&B's own among them; empty where the run is not there, or not visible.
   * @throws AccessError, RemoteError
   */
  list(run: RecordRunPath): Promise<readonly StoredFile[]>
  /**
   * The bytes of one file; null: it is not there, or larger than `maxBytes`.
   * @throws AccessError, RemoteError
   */
  download(run: RecordRunPath, name: string, maxBytes: number): Promise<Uint8Array | null>
}
