import { describe, expect, it } from '@jest/globals'
import { REASON_CODES } from '../../src/reason-codes.ts'
import { filesBelow, read } from './repository.ts'

/** In the published list, and given by no release yet. */
const RESERVED = ['approval-ignored']

/** Files that list or describe codes, and give none. */
const LISTS = /(?:^src\/reason-codes|reason-texts)\.ts$/

describe('reason codes', () => {
  const sources = filesBelow('src', '.ts')
    .filter((path) => !LISTS.test(path))
    .map(read)

  it('are given somewhere, or reserved', () => {
    const unused = REASON_CODES.filter(
      (code) => !sources.some((text) => text.includes(`'${code}'`) || isComposed(code, text)),
    )
    expect(unused).toEqual(RESERVED)
  })

  it('have a section of their own in the documentation', () => {
    const headings = [...read('docs/reason-codes.md').matchAll(/^## (\S+)$/gm)].map(([, code]) => code)
    expect(headings).toEqual([...REASON_CODES])
  })

  it('that pages mention exist', () => {
    const mentioned = filesBelow('docs', '.md').flatMap((path) =>
      [...read(path).matchAll(/reason-codes\.md#([\w-]+)/g)].map(([, code]) => code ?? ''),
    )
    expect(mentioned.filter((code) => !(REASON_CODES as readonly string[]).includes(code))).toEqual([])
  })
})

/** `…-access` and `…-unavailable` are put together in errors.ts, from who was asked. */
function isComposed(code: string, text: string): boolean {
  const [, service, rest] = /^(wandb|github|ticket)-(access|unavailable)$/.exec(code) ?? []
  return service !== undefined && text.includes(`\${subjectOf(service)}-${rest}\``)
}
