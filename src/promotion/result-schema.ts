import * as z from 'zod'
import { STATUSES } from '../checks/verdict.ts'
import { TRUST_CODES } from '../evidence/trust.ts'
import { CONCLUSIONS } from './outcome.ts'
import type { Result as ResultType } from './result.ts'
import { optionalText, ReasonCode, Verdict, whole } from './verdict-schema.ts'

const Version = z.strictObject({ version: z.string(), artifact_id: z.string(), digest: z.string() })

const Move = z
  .strictObject({
    alias: z.string(),
    from: Version.nullable(),
    to: Version,
    purpose: z.enum(['stage', 'keep-previous']),
  })
  .meta({ id: 'move', description: 'One alias move; `from` is its precondition (null: nobody holds the alias).' })

const Evidence = z
  .strictObject({
    name: z.string(),
    location: z.string(),
    resolved: z.string(),
    format: z.string(),
    sha256: z.string(),
    bytes: whole,
    rows: whole,
    identity: z.string().describe('How it is known which version the report was made from.'),
    trust: z
      .strictObject({ code: z.enum(TRUST_CODES), text: z.string() })
      .describe('Who could have written it: a code for scripts and a sentence for people.'),
    observed_at: z.string(),
    files: z
      .exactOptional(z.array(z.strictObject({ resolved: z.string(), sha256: z.string(), bytes: whole })))
      .describe(
        'The files of a report that has several, in name order. Its `sha256` is then that of the list that `sha256sum` prints for them.',
      ),
  })
  .meta({ id: 'evidence' })

const review = {
  login: z.string(),
  pull_request: whole.describe('0: given to the run, for `environment`.'),
  commit: z.string(),
  at: z.string().describe('When it was given; of an environment, when it was seen.'),
  environment: optionalText,
}

const Approvals = z
  .strictObject({
    role: z.string(),
    need: whole,
    counted: z.array(z.strictObject(review)),
    ignored: z.array(z.strictObject({ ...review, why: z.string(), note: optionalText })),
  })
  .meta({ id: 'approvals' })

const Ticket = z
  .strictObject({
    system: z.enum(['jira', 'servicenow']),
    ticket: z.string(),
    ticket_id: z.string().describe('Never changes; empty when the ticket could not be read.'),
    url: z.string(),
    role: z.string(),
    status: z.enum(STATUSES),
    shown: z.string().describe("Its state in the system's own words."),
    approved_by: z.array(z.strictObject({ id: z.string(), name: z.string(), compared: z.boolean() })),
    approved_at: z.string(),
    observed_at: z.string(),
    sha256: z.string().describe('Of the answers that this was read from.'),
  })
  .meta({ id: 'ticket' })

const RecordRun = z
  .strictObject({
    run_id: z.string(),
    sha256: z.string().describe('The id of the record; empty while it is unfinished.'),
    sequence: whole,
    previous_record: z.string(),
    url: z.string(),
  })
  .meta({ id: 'record' })

const Note = z.strictObject({ level: z.string(), code: z.string(), text: z.string() }).meta({ id: 'note' })

const ResultError = z
  .strictObject({
    code: z.string(),
    message: z.string(),
    hint: z.string(),
    issues: z.array(z.strictObject({ file: z.string(), line: whole, column: whole, message: z.string() })),
  })
  .meta({ id: 'error' })

const shared = {
  model: z.string(),
  stage: z.string(),
  decision: z.enum(['pass', 'pending', 'fail', 'error']),
  conclusion: z.enum(CONCLUSIONS),
  reason_codes: z.array(ReasonCode).describe('Most important first.'),
  applied: z.boolean().describe('Whether an alias was moved by this run and stands there.'),
  version: z.string(),
  digest: z.string().describe('MD5-based: identity, not integrity against an attacker.'),
  previous_version: z.string(),
  artifact: z.string(),
  lineage_url: z.string(),
  record_url: z.string(),
  comment_url: z.string(),
  pin_pull_request: z.string().describe('The pull request that puts the pins file right; empty: none.'),
  plan: z.array(Move).describe('The alias moves that were planned, in order.'),
  evidence: z.array(Evidence),
  approvals: z.array(Approvals),
  tickets: z.array(Ticket),
  record: RecordRun.nullable(),
  notes: z.array(Note),
  error: ResultError.nullable(),
}

const Promotion = z
  .strictObject({
    ...shared,
    alias: z.string(),
    dry_run: z.enum(['no', 'input', 'stage']),
    verdict: Verdict,
    moves_made: z.array(Move),
    pull_requests: z.array(whole),
    attestation: z
      .strictObject({ id: z.string(), url: z.string(), subject_sha256: z.string() })
      .nullable()
      .describe('The signed statement about this move; null: none.'),
  })
  .meta({ id: 'promotion' })

/** The `result` output as a schema; a test holds it to the type of the same name in `result.ts`. */
export const Result: z.ZodType<ResultType> = z.strictObject({
  schema_version: z.literal(1),
  operation: z.string(),
  ...shared,
  verdict: Verdict.nullable(),
  config: z
    .strictObject({ path: z.string(), commit: z.string(), sha256: z.string() })
    .nullable()
    .describe('The gate config that was used; null when none was read.'),
  promotions: z.array(Promotion),
  listings: z
    .array(z.strictObject({ name: z.string(), data: z.unknown() }))
    .describe('Tables of status, history, verify, doctor, hold and release; `data` by name.'),
})

/**
 * JSON Schema (draft 2020-12) of the `result` output and of the file that `result-file` names. It is open: a later
 * release may add properties, never change or remove one without a new `schema_version`.
 */
export function resultJsonSchema(): Readonly<Record<string, unknown>> {
  const { $schema, ...rest } = z.toJSONSchema(Result, {
    target: 'draft-2020-12',
    override: ({ jsonSchema }) => {
      delete jsonSchema.additionalProperties
    },
  })
  return { $schema, $id: 'urn:model-promotion-gate:result:1', title: 'Result of the Model Promotion Gate', ...rest }
}
