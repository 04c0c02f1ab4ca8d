import { opening } from './parts.ts'

/** The newest commit of a branch, by its full name. */
export const BRANCH_TIP = `${opening('BranchTip', ['$ref: String!'])}
    ref(qualifiedName: $ref) { target { oid } }
  }
}`
