import * as z from 'zod'
import type { EvidencePack as EvidencePackType } from './evidence-pack.ts'
import { FILE_STATES } from './evidence-pack.ts'
import { optionalText, whole } from './verdict-schema.ts'

/** Any text: what a record says is packed as it stands. */
const Sha256 = z.string()

const described = {
  sha256: Sha256.describe('The id of the record: SHA-256 of its text in UTF-8.'),
  signature: z
    .string()
    .nullable()
    .describe('`ed25519:` and the base64 of the signature over the same bytes; null: not signed.'),
  run_id: z.string(),
  url: z.string(),
  began_at: z.string(),
}

const PackedRecord = z
  .strictObject({ record: z.string().describe('The exact text that was hashed and signed.'), ...described })
  .meta({ id: 'record' })

const PackedLink = z
  .strictObject({
    sequence: whole,
    previous_record: Sha256.nullable(),
    record: z
      .string()
      .nullable()
      .describe('null: it is the record of this pack, or was left out; then only its hashes are named.'),
    ...described,
  })
  .meta({ id: 'link' })

const PackedFile = z
  .strictObject({
    name: z.string(),
    location: z.string().describe('Where it lay when it was judged.'),
    file: z.string().describe('Path beside the record, in its W&B run.'),
    sha256: Sha256.describe('As the record names it.'),
    bytes: whole.nullable(),
    state: z
      .enum(FILE_STATES)
      .describe(
        '`embedded`: its bytes are in `base64`. `too-large`, `left-out`: over a limit. `absent`: not beside the record. `differs`: not what was judged. `unreadable`: could not be fetched.',
      ),
    found_sha256: z.exactOptional(Sha256),
    note: optionalText,
    base64: optionalText,
  })
  .meta({ id: 'file' })

/** An evidence pack as a schema; a test holds it to the type of the same name in `evidence-pack.ts`. */
export const EvidencePack: z.ZodType<EvidencePackType> = z.strictObject({
  schema_version: z.literal(1),
  format: z.literal('model-promotion-evidence-pack'),
  made_at: z.string(),
  made_by: z.strictObject({ name: z.string(), version: z.string(), run: z.string() }),
  record: PackedRecord.describe('The record that the pack is about.'),
  record_keys: z.array(z.string()).describe('`record_keys` of the gate config when the pack was made.'),
  evidence: z.array(PackedFile),
  config: PackedFile.nullable().describe('The gate config that it was judged by.'),
  pins: PackedFile.nullable(),
  chain: z.strictObject({
    complete: z.boolean().describe('Whether the oldest of `records` is the first of its stage.'),
    records: z.array(PackedLink).describe('Oldest first, the record of the pack among them.'),
    concurrent: z.array(PackedLink).describe('Records with the same predecessor as another one.'),
  }),
})

/** JSON Schema (draft 2020-12) of an evidence pack. It is open: a later release may add properties. */
export function evidencePackJsonSchema(): Readonly<Record<string, unknown>> {
  const { $schema, ...rest } = z.toJSONSchema(EvidencePack, {
    target: 'draft-2020-12',
    override: ({ jsonSchema }) => {
      delete jsonSchema.additionalProperties
    },
  })
  const title = 'Evidence pack of the Model Promotion Gate'
  return { $schema, $id: 'urn:model-promotion-gate:evidence-pack:1', title, ...rest }
}
