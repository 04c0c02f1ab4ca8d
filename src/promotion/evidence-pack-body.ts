import * as z from 'zod'
import { Verdict } from './verdict-schema.ts'

const text = z.string().nullable().catch(null).default(null)
const number = z.number().nullable().catch(null).default(null)

/** Items of the wrong form are left out, the others stay. */
function listOf<T>(item: z.ZodType<T>): z.ZodType<readonly T[]> {
  return z
    .array(z.unknown())
    .catch([])
    .default([])
    .transform((items) =>
      items.flatMap((each) => {
        const parsed = item.safeParse(each)
        return parsed.success ? [parsed.data] : []
      }),
    )
}

const Version = z.object({ version: z.string(), artifact_id: text, digest: text })
const Review = z.object({ login: z.string(), pull_request: number, commit: text, at: text, environment: text })

/**
 * A record's text as a page shows it. Records of other releases, and edited ones, may hold anything: what has not the
 * form that is known is null, or left out of its list, and the exact text stands beside it.
 */
const Body = z.object({
  operation: text,
  registry_path: text,
  model: text,
  stage: text,
  alias: text,
  conclusion: text,
  from: Version.nullable().catch(null).default(null),
  to: Version.nullable().catch(null).default(null),
  moves_made: listOf(z.object({ alias: z.string(), from: Version.nullable(), to: Version.nullable() })),
  verdict: Verdict.nullable().catch(null).default(null),
  evidence: listOf(
    z.object({
      name: z.string(),
      resolved: z.string(),
      location: text,
      format: text,
      sha256: z.string(),
      bytes: number,
      rows: number,
      identity: text,
      observed_at: text,
      files: listOf(z.object({ resolved: z.string(), sha256: z.string(), bytes: number })),
    }),
  ),
  config: z.object({ path: text, commit: text, sha256: text }).nullable().catch(null).default(null),
  pins: z.object({ path: text, commit: text, version: text, sha256: text }).nullable().catch(null).default(null),
  approvals: listOf(
    z.object({
      role: z.string(),
      need: z.number(),
      counted: listOf(Review),
      ignored: listOf(Review.extend({ why: z.string(), note: text })),
    }),
  ),
  lineage: z
    .object({
      source: text,
      run: text,
      commit: text,
      inputs: listOf(z.object({ path: z.string(), type: text, digest: text })),
    })
    .nullable()
    .catch(null)
    .default(null),
  owners: listOf(z.string()),
  reason: text,
  note: text,
  drift: text,
  event: text,
  actor: text,
  triggering_actor: text,
  repository: z.object({ name: text }).nullable().catch(null).default(null),
  pull_requests: listOf(z.number()),
  head_commits: listOf(z.string()),
  merge_commit: text,
  workflow_ref: text,
  run: z.object({ id: text, attempt: number, job: text, url: text }).nullable().catch(null).default(null),
  settled_by: z.object({ run: text, attempt: number }).nullable().catch(null).default(null),
  requested_at: text,
  judged_at: text,
  finished_at: text,
  software: z.object({ name: text, version: text }).nullable().catch(null).default(null),
  undoes: text,
  sequence: number,
  previous_record: text,
})

export type PackBody = z.output<typeof Body>

/** null: the text is no JSON object. */
export function readPackBody(record: string): PackBody | null {
  try {
    const parsed = Body.safeParse(JSON.parse(record))
    return parsed.success ? parsed.data : null
  } catch {
    return null
  }
}

/** The files that a record's reports were read from: of one that has several, each under the report's name. */
export function filesOfReports(body: PackBody | null): readonly ReportFile[] {
  return (body?.evidence ?? []).flatMap(({ name, resolved, sha256, bytes, files }) =>
    files.length === 0 ? [{ name, resolved, sha256, bytes }] : files.map((file) => ({ ...file, name })),
  )
}

type ReportFile = Pick<PackBody['evidence'][number], 'name' | 'resolved' | 'sha256' | 'bytes'>
