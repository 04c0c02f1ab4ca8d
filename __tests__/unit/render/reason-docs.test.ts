import { readFileSync } from 'node:fs'
import { describe, expect, it } from '@jest/globals'
import { reasonDocs } from '../../../scripts/reason-docs.ts'
import { REASON_CODES } from '../../../src/reason-codes.ts'

describe('docs/reason-codes.md', () => {
  it('is fresh: node scripts/generate-reason-docs.ts writes it', () => {
    expect(readFileSync(new URL('../../../docs/reason-codes.md', import.meta.url), 'utf8')).toBe(
      reasonDocs(REASON_CODES),
    )
  })
})
