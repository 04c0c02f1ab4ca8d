import { numbered, opening, pathVariables, treeFragment } from './parts.ts'

/** Files of one commit, with their text. */
export function commitFilesDocument(files: number): string {
  return `${opening('CommitFiles', ['$commit: GitObjectID!', ...pathVariables(files)])}
    object(oid: $commit) { ...Tree }
  }
}${treeFragment(files)}`
}

/** Ids of files of one commit, without their text. */
export function commitBlobsDocument(files: number): string {
  const aliases = numbered(files, (index) => `file${index}: file(path: $path${index}) { oid mode type }`)
  return `${opening('CommitBlobs', ['$commit: GitObjectID!', ...pathVariables(files)])}
    object(oid: $commit) { ... on Commit { oid ${aliases.join(' ')} } }
  }
}`
}
