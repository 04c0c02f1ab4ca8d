import type * as z from 'zod'
import { named, ruledText } from './schema-parts.ts'
import { ALIAS, COLLECTION, VERSION } from './text-rules.ts'

/** The pins file as people write it: model → stage → `vN`. */
export const PinsInput = named(
  COLLECTION,
  named(ALIAS, ruledText(VERSION).describe('The version that the stage should hold.')).describe(
    'The stages of the model, by name.',
  ),
).describe(
  'Which version each stage of each model should hold. Changing a line in a pull request asks for the promotion.',
)

export type PinsInput = z.output<typeof PinsInput>
