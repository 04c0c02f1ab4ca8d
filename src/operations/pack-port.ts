import type { EvidencePack } from '../promotion/evidence-pack.ts'

/** Where an evidence pack was put. */
export interface PackPlace {
  /** Path of the pack itself. */
  readonly json: string
  /** Path of the page for people. */
  readonly html: string
}

/** The runner's files that a later step can keep. Throws InputError when they cannot be written. */
export interface PackWriter {
  write(pack: EvidencePack): Promise<PackPlace>
}
