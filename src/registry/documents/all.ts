import { CONTENTS_DOCUMENT, WRITE_SUMMARY_DOCUMENT } from './contents.ts'
import {
  ACCESS_DOCUMENT,
  MEMBERS_DOCUMENT,
  membersDocument,
  OWNERS_DOCUMENTS,
  PROJECT_DOCUMENT,
  READ_ONLY_DOCUMENT,
  TEAMS_DOCUMENT,
  WHO_DOCUMENTS,
} from './doctor.ts'
import { FILE_DOCUMENT, RUN_DOCUMENT } from './evidence.ts'
import { CREATE_FILES_DOCUMENT, MARK_FILES_DOCUMENT, RUN_FILES_DOCUMENT } from './files.ts'
import { TAG_COLLECTION_DOCUMENT, TAG_VERSION_DOCUMENT, UNTAG_COLLECTION_DOCUMENT } from './hold.ts'
import { RECORDS_DOCUMENT, type ReadParts, readDocument, versionsDocument } from './read.ts'
import { ALIAS_ACTIONS_DOCUMENT, surveyDocument } from './survey.ts'
import { HOLDER_DOCUMENT, HOLDER_DOCUMENT_PLAIN } from './version.ts'
import { METADATA_DOCUMENT, usingRunsDocument } from './version-evidence.ts'
import {
  CLOSE_RECORD_DOCUMENT,
  LINK_DOCUMENT,
  MOVE_ALIAS_DOCUMENT,
  OPEN_PLAIN_RECORD_DOCUMENT,
  OPEN_RECORD_DOCUMENT,
  REMOVE_ALIAS_DOCUMENT,
} from './write.ts'

const SURVEYED = [
  { stages: 2, chains: 1 },
  { stages: 1, chains: 0 },
]

/** Every document that is ever sent, the composed one in all its forms (own attempts: none and three). */
export const DOCUMENTS: readonly string[] = [
  ...allReads(),
  RECORDS_DOCUMENT,
  HOLDER_DOCUMENT,
  HOLDER_DOCUMENT_PLAIN,
  MOVE_ALIAS_DOCUMENT,
  REMOVE_ALIAS_DOCUMENT,
  versionsDocument(3, true),
  versionsDocument(3, false),
  LINK_DOCUMENT,
  OPEN_RECORD_DOCUMENT,
  OPEN_PLAIN_RECORD_DOCUMENT,
  CLOSE_RECORD_DOCUMENT,
  CONTENTS_DOCUMENT,
  WRITE_SUMMARY_DOCUMENT,
  TAG_VERSION_DOCUMENT,
  TAG_COLLECTION_DOCUMENT,
  UNTAG_COLLECTION_DOCUMENT,
  RUN_DOCUMENT,
  FILE_DOCUMENT,
  CREATE_FILES_DOCUMENT,
  MARK_FILES_DOCUMENT,
  RUN_FILES_DOCUMENT,
  METADATA_DOCUMENT,
  usingRunsDocument(false),
  usingRunsDocument(true),
  surveyDocument(SURVEYED, true),
  surveyDocument(SURVEYED, false),
  ...WHO_DOCUMENTS,
  PROJECT_DOCUMENT,
  READ_ONLY_DOCUMENT,
  ACCESS_DOCUMENT,
  MEMBERS_DOCUMENT,
  TEAMS_DOCUMENT,
  ...OWNERS_DOCUMENTS,
  membersDocument(2),
]

/** Documents that some servers do not understand; whoever sends one can do without its answer. */
export const PROBES: readonly string[] = [ALIAS_ACTIONS_DOCUMENT]

function allReads(): string[] {
  return (['member', 'source', 'none'] as const).flatMap((candidate) =>
    [0, 3].flatMap((attempts) => combinations().map((flags) => readDocument({ candidate, attempts, ...flags }))),
  )
}

/** The thirty-two ways to set five switches. */
function combinations(): Omit<ReadParts, 'candidate' | 'attempts'>[] {
  return Array.from({ length: 32 }, (_, bits) => ({
    from: (bits & 1) !== 0,
    previous: (bits & 2) !== 0,
    ofVersion: (bits & 4) !== 0,
    optional: (bits & 8) !== 0,
    settings: (bits & 16) !== 0,
  }))
}
