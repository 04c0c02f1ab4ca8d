import * as z from 'zod'
import { GateConfigInput } from './gate-config-schema.ts'
import { PinsInput } from './pins-schema.ts'

export type JsonSchema = Readonly<Record<string, unknown>>

/**
 * JSON Schema (draft 7, which editors know best) of the gate config as people write it. It holds all that JSON Schema can
 * say; rules between parts of the file are known to the parser only.
 */
export function gateConfigJsonSchema(): JsonSchema {
  return published(GateConfigInput, 'gate-config', 'Gate config of the Model Promotion Gate')
}

/** JSON Schema of the pins file. */
export function pinsJsonSchema(): JsonSchema {
  return published(PinsInput, 'model-pins', 'Pins of the Model Promotion Gate')
}

function published(schema: z.ZodType, name: string, title: string): JsonSchema {
  const { $schema, ...rest } = z.toJSONSchema(schema, { io: 'input', target: 'draft-7' })
  return { $schema, $id: `urn:model-promotion-gate:${name}:1`, title, ...rest }
}
