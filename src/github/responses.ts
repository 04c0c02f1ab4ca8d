import * as z from 'zod'

/**
 * GitHub's answers as we believe them. Everything is checked: an answer that reached us as a raw buffer or cut short
 * must never be read as "no reviews".
 */

const oid = z.string().regex(/^[0-9a-f]{40}([0-9a-f]{24})?$/)
const pageInfo = z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullable() })

const graphqlError = z.object({
  message: z.string(),
  type: z.string().optional(),
  path: z.array(z.union([z.string(), z.number()])).optional(),
})
export type GraphqlError = z.infer<typeof graphqlError>

const graphqlAnswer = z.object({
  data: z.object({ repository: z.record(z.string(), z.unknown()).nullable() }).nullish(),
  errors: z.array(graphqlError).optional(),
})
export type GraphqlAnswer = z.infer<typeof graphqlAnswer>

const mutationAnswer = z.object({
  data: z.record(z.string(), z.unknown()).nullish(),
  errors: z.array(graphqlError).optional(),
})

const treeEntry = z.object({
  oid,
  mode: z.number(),
  type: z.string(),
  object: z
    .object({
      text: z.string().nullish(),
      isBinary: z.boolean().nullish(),
      isTruncated: z.boolean().optional(),
    })
    .nullish(),
})
export type TreeEntry = z.infer<typeof treeEntry>

/** A commit whose files stand under the aliases `file0`, `file1`, … */
const tree = z
  .object({ oid })
  .catchall(treeEntry.nullable())
  .transform(({ oid, ...files }) => ({ oid, files }))
export interface Tree {
  readonly oid: string
  readonly files: Readonly<Record<string, TreeEntry | null>>
}

const person = z.object({ __typename: z.string(), login: z.string().min(1), databaseId: z.number().nullish() })
export type PersonAnswer = z.infer<typeof person>

const signer = z.object({
  name: z.string().nullable(),
  email: z.string().nullable(),
  user: z.object({ login: z.string().min(1) }).nullable(),
})
export type Signer = z.infer<typeof signer>

const review = z.object({
  id: z.string(),
  state: z.enum(['APPROVED', 'CHANGES_REQUESTED', 'DISMISSED']),
  submittedAt: z.iso.datetime({ offset: true }),
  url: z.string(),
  authorCanPushToRepository: z.boolean(),
  commit: z.object({ oid }).nullable(),
  author: person.nullable(),
})
export type ReviewAnswer = z.infer<typeof review>

const pullCommit = z.object({
  oid,
  author: signer.nullable(),
  committer: signer.nullable(),
  authors: z.object({ nodes: z.array(signer) }),
})
export type PullCommit = z.infer<typeof pullCommit>

const reviewPage = z.object({ pageInfo, nodes: z.array(review) })
const commitPage = z.object({ totalCount: z.number(), pageInfo, nodes: z.array(z.object({ commit: pullCommit })) })
const filePage = z.object({ totalCount: z.number(), pageInfo, nodes: z.array(z.object({ path: z.string() })) })

const baseTarget = z.object({ target: tree.nullable() }).nullable()

const pullRequest = z.object({
  number: z.number(),
  url: z.string(),
  title: z.string(),
  body: z.string(),
  state: z.enum(['OPEN', 'CLOSED', 'MERGED']),
  isDraft: z.boolean(),
  isCrossRepository: z.boolean(),
  mergeable: z.enum(['MERGEABLE', 'CONFLICTING', 'UNKNOWN']),
  mergedAt: z.iso.datetime({ offset: true }).nullable(),
  headRefOid: oid,
  baseRefName: z.string(),
  mergeCommit: z.object({ oid }).nullable(),
  author: person.nullable(),
  reviews: reviewPage,
  commits: commitPage,
  files: filePage.nullable(),
  origin: z.object({ nodes: z.array(z.object({ commit: z.object({ parents: z.object({ nodes: z.array(tree) }) }) })) }),
  head: z.object({ nodes: z.array(z.object({ commit: tree })) }),
  baseRef: baseTarget.optional(),
})
export type PullRequestAnswer = z.infer<typeof pullRequest>

const pullRequestPage = z.object({
  headRefOid: oid,
  baseRefName: z.string(),
  reviews: reviewPage.optional(),
  commits: commitPage.optional(),
  files: filePage.nullish(),
})

const changeRepository = z.object({
  databaseId: z.number(),
  isPrivate: z.boolean(),
  defaultBranchRef: z.object({ name: z.string(), target: tree }).nullable(),
  branch: baseTarget.optional(),
  before: tree.nullish(),
  after: tree.nullish(),
})

const commitWithPulls = z.object({
  associatedPullRequests: z.object({
    nodes: z.array(
      z.object({
        number: z.number(),
        merged: z.boolean(),
        baseRefName: z.string(),
        mergeCommit: z.object({ oid }).nullable(),
      }),
    ),
  }),
})

const blobsOfCommit = z
  .object({ oid })
  .catchall(z.object({ oid, mode: z.number(), type: z.string() }).nullable())
  .transform(({ oid, ...files }) => ({ oid, files }))

const commentsOfPull = z.object({
  comments: z.object({
    pageInfo,
    nodes: z.array(
      z.object({
        fullDatabaseId: z.coerce.number().int().positive().max(Number.MAX_SAFE_INTEGER),
        url: z.string(),
        body: z.string(),
        viewerDidAuthor: z.boolean(),
      }),
    ),
  }),
})

const pinCommit = z.object({
  target: tree.nullable(),
  newest: z.object({
    changedFilesIfAvailable: z.number().nullable(),
    parents: z.object({ nodes: z.array(z.object({ oid })) }),
  }),
})
const pinPulls = z.object({
  nodes: z.array(
    z.object({
      id: z.string().min(1),
      url: z.string(),
      title: z.string(),
      body: z.string(),
      isCrossRepository: z.boolean(),
      viewerDidAuthor: z.boolean(),
    }),
  ),
})
const pinBase = z.object({ id: z.string().min(1), base: z.object({ target: tree.nullable() }).nullable() })
const openedPull = z.object({ createPullRequest: z.object({ pullRequest: z.object({ url: z.string() }) }) })

const repositoryOfRun = z.object({ id: z.number(), full_name: z.string() })
const evidenceRun = z.object({
  id: z.number(),
  path: z.string(),
  event: z.string(),
  status: z.string().nullable(),
  conclusion: z.string().nullable(),
  head_branch: z.string().nullable(),
  head_sha: oid,
  repository: repositoryOfRun,
  head_repository: repositoryOfRun.nullish(),
  actor: z.object({ login: z.string() }).nullish(),
})
const artifacts = z.object({
  total_count: z.number(),
  artifacts: z.array(
    z.object({
      id: z.number(),
      name: z.string(),
      size_in_bytes: z.number(),
      expired: z.boolean(),
      digest: z.string().nullish(),
      created_at: z.iso.datetime({ offset: true }).nullable(),
      workflow_run: z.object({ id: z.number().optional() }).nullish(),
    }),
  ),
})
const branchTip = z.object({ target: z.object({ oid }) }).nullable()
const comparison = z.object({ ahead_by: z.number() })

const writtenComment = z.object({ id: z.number(), html_url: z.string(), body: z.string().optional() })
const collaborator = z.object({ permission: z.string(), role_name: z.string().optional() })
const folder = z.array(z.object({ path: z.string(), type: z.string() }))
const workflowRun = z.object({ id: z.number(), created_at: z.iso.datetime({ offset: true }) })

const team = z.object({ slug: z.string().min(1) })
const teamMembership = z.object({ state: z.enum(['active', 'pending']) })

const codeOwnerReview = z.object({
  headRefOid: oid,
  baseRefName: z.string(),
  reviewDecision: z.enum(['APPROVED', 'CHANGES_REQUESTED', 'REVIEW_REQUIRED']).nullable(),
  baseRef: z
    .object({
      refUpdateRule: z.object({ requiresCodeOwnerReviews: z.boolean() }).nullable(),
      target: tree.nullable(),
    })
    .nullable(),
})

const branchRules = z.array(z.object({ type: z.string(), parameters: z.record(z.string(), z.unknown()).optional() }))

const account = z.object({ login: z.string().min(1), id: z.number(), type: z.string() })
const startedRun = z.object({
  run_attempt: z.number().int().positive(),
  head_sha: oid,
  html_url: z.string(),
  actor: account.nullish(),
  triggering_actor: account.nullish(),
})
const runReviews = z.array(
  z.object({
    environments: z.array(z.object({ name: z.string() })),
    state: z.enum(['approved', 'rejected', 'pending']),
    user: account.nullable(),
  }),
)
const storedAttestation = z.object({ id: z.number().int() })
const attestations = z.object({
  attestations: z.array(z.object({ bundle: z.object({ dsseEnvelope: z.object({ payload: z.string() }) }) })),
})

/** An in-toto statement; subjects that are known by other digests than SHA-256 are left out. */
const statement = z
  .object({
    subject: z.array(z.object({ digest: z.record(z.string(), z.string()) })),
    predicateType: z.string(),
    predicate: z.unknown(),
  })
  .transform(({ subject, predicateType, predicate }) => ({
    subjects: subject.flatMap(({ digest }) => digest['sha256'] ?? []),
    predicateType,
    predicate,
  }))

/** By name, for `parseAnswer`. */
export const SCHEMAS = {
  graphqlAnswer,
  mutationAnswer,
  pinBase,
  pinCommit,
  pinPulls,
  openedPull,
  evidenceRun,
  artifacts,
  branchTip,
  comparison,
  tree,
  pullRequest,
  pullRequestPage,
  changeRepository,
  commitWithPulls,
  blobsOfCommit,
  commentsOfPull,
  writtenComment,
  collaborator,
  folder,
  workflowRun,
  team,
  teamMembership,
  codeOwnerReview,
  branchRules,
  startedRun,
  runReviews,
  storedAttestation,
  attestations,
  statement,
}
