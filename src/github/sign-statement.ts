import { attest } from '@actions/attest'

/** Signs an in-toto statement as this workflow and returns the Sigstore bundle; nothing is stored. */
export async function signStatement(statement: {
  readonly subject: { readonly name: string; readonly sha256: string }
  readonly predicateType: string
  readonly predicate: object
}): Promise<unknown> {
  const { subject, predicateType, predicate } = statement
  const { bundle } = await attest({
    subjects: [{ name: subject.name, digest: { sha256: subject.sha256 } }],
    predicateType,
    predicate,
    token: '',
    skipWrite: true,
  })
  return bundle
}
