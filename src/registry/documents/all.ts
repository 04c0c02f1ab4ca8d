import { FILE_DOCUMENT, RUN_DOCUMENT } from './evidence.ts'
import { RECORDS_DOCUMENT, type ReadParts, readDocument, versionsDocument } from './read.ts'
import { HOLDER_DOCUMENT, HOLDER_DOCUMENT_PLAIN } from './version.ts'
import {
  CLOSE_RECORD_DOCUMENT,
  LINK_DOCUMENT,
  MOVE_ALIAS_DOCUMENT,
  OPEN_RECORD_DOCUMENT,
  REMOVE_ALIAS_DOCUMENT,
} from './write.ts'

/** Every document that is ever sent, the composed one in all its forms (own attempts: none and three). */
export const DOCUMENTS: readonly string[] = [
  ...allReads(),
  RECORDS_DOCUMENT,
  HOLDER_DOCUMENT,
  HOLDER_DOCUMENT_PLAIN,
  MOVE_ALIAS_DOCUMENT,
  REMOVE_ALIAS_DOCUMENT,
  versionsDocument(3),
  LINK_DOCUMENT,
  OPEN_RECORD_DOCUMENT,
  CLOSE_RECORD_DOCUMENT,
  RUN_DOCUMENT,
  FILE_DOCUMENT,
]

function allReads(): string[] {
  return (['member', 'source', 'none'] as const).flatMap((candidate) =>
    [0, 3].flatMap((attempts) => combinations().map((flags) => readDocument({ candidate, attempts, ...flags }))),
  )
}

/** The sixteen ways to set four switches. */
function combinations(): Omit<ReadParts, 'candidate' | 'attempts'>[] {
  return Array.from({ length: 16 }, (_, bits) => ({
    from: (bits & 1) !== 0,
    previous: (bits & 2) !== 0,
    ofVersion: (bits & 4) !== 0,
    optional: (bits & 8) !== 0,
  }))
}
