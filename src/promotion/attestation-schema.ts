import * as z from 'zod'
import { STATUSES } from '../checks/verdict.ts'

const sha256 = z.string().regex(/^[0-9a-f]{64}$/)
const time = z.iso.datetime()

const Version = z
  .object({
    version: z.string().describe('`vN` in the registry collection.'),
    artifactId: z.string(),
    digest: z.string().describe('As Weights & Biases made it: MD5-based.'),
  })
  .readonly()

const Counted = z.object({
  login: z.string(),
  pullRequest: z.int(),
  commit: z.string(),
  at: z.string(),
})

/**
 * The predicate of a promotion attestation, version 1 (in-toto). Readers ignore what they do not know; a release may add
 * properties, never change or remove one.
 */
export const PromotionPredicate = z
  .object({
    schemaVersion: z.literal(1),
    operation: z.string().describe('`promote` or `rollback`.'),
    registryPath: z.string().describe('`org/registry-project/collection`.'),
    model: z.string(),
    stage: z.string(),
    alias: z.string(),
    from: Version.nullable().describe('Who held the alias before; null: nobody.'),
    to: Version,
    record: z
      .object({
        sha256: sha256.describe('Hash of the exact bytes of the record: its id.'),
        runId: z.string().describe('The run in the records project that holds it.'),
        url: z.string(),
        sequence: z.int(),
        previousRecord: sha256.nullable(),
      })
      .readonly(),
    manifest: z
      .string()
      .describe('The text whose SHA-256 is the subject: what the registry says of the version, with MD5 digests.'),
    verdict: z
      .object({
        status: z.enum(STATUSES),
        checks: z
          .array(
            z.object({
              id: z.string(),
              kind: z.string(),
              status: z.enum(STATUSES),
              reason: z.string().optional(),
            }),
          )
          .readonly(),
      })
      .readonly()
      .describe('What was checked; the numbers stand in the record.'),
    evidence: z.array(z.object({ name: z.string(), format: z.string(), sha256 })).readonly(),
    gateConfig: z.object({ path: z.string(), commit: z.string(), sha256 }).readonly(),
    approvals: z
      .array(z.object({ role: z.string(), need: z.int(), counted: z.array(Counted).readonly() }))
      .readonly()
      .describe('Approvals that counted.'),
    reason: z.string().nullable(),
    actor: z.string(),
    triggeringActor: z.string(),
    repository: z.object({ name: z.string(), id: z.int() }).readonly(),
    pullRequests: z.array(z.int()).readonly(),
    mergeCommit: z.string(),
    workflowRef: z.string(),
    run: z.object({ id: z.string(), attempt: z.int(), job: z.string(), url: z.string() }).readonly(),
    judgedAt: time,
    finishedAt: time,
    software: z.object({ name: z.string(), version: z.string() }).readonly(),
  })
  .readonly()
export type PromotionPredicate = z.infer<typeof PromotionPredicate>

/** The published JSON Schema of the predicate. */
export function predicateJsonSchema(): Readonly<Record<string, unknown>> {
  const { $schema, ...rest } = z.toJSONSchema(PromotionPredicate, {
    target: 'draft-2020-12',
    override: ({ jsonSchema }) => {
      delete jsonSchema.additionalProperties
    },
  })
  return {
    $schema,
    $id: 'urn:model-promotion-gate:promotion-attestation:1',
    title: 'Predicate of a promotion attestation of the Model Promotion Gate',
    ...rest,
  }
}
