/** REST operations of the attestation service. It takes Sigstore bundles of version 0.3 and nothing else. */
import { verify, X509Certificate } from 'node:crypto'
import { type Answer, Refused, refusal } from './answer.ts'
import type { RepoCall, RepoOperation } from './rest.ts'
import { type Attestation, nextId } from './state.ts'

const PAYLOAD_TYPE = 'application/vnd.in-toto+json'

export const attestationOperations: Readonly<Record<string, RepoOperation>> = {
  'repos/create-attestation': { oneOf: [{ attestations: 'write' }], run: create },
  'repos/list-attestations': {
    oneOf: [{ attestations: 'read' }],
    run: (call) => {
      const { predicate_type: wanted } = call.query
      const found = call.repo.attestations.filter(
        ({ subjects, predicateType }) =>
          subjects.includes(call.params['subject_digest'] ?? '') && (wanted === undefined || wanted === predicateType),
      )
      // GitHub has no page for a subject that it never heard of.
      if (found.length === 0) return refusal(404, 'Not Found')
      const shaped = found.map(({ bundle, initiator }) => ({ bundle, repository_id: call.repo.id, initiator }))
      return { status: 200, body: { attestations: shaped.reverse() } }
    },
  },
}

function create(call: RepoCall): Answer {
  const bundle = call.body['bundle'] as Record<string, unknown>
  const { subjects, predicateType } = readBundle(bundle)
  const attestation: Attestation = {
    id: nextId(call.state),
    bundle,
    subjects,
    predicateType,
    initiator: call.token.login,
  }
  call.repo.attestations.push(attestation)
  call.changed()
  return { status: 201, body: { id: attestation.id } }
}

interface Bundle {
  readonly mediaType?: string
  readonly verificationMaterial?: {
    readonly certificate?: { readonly rawBytes: string }
    readonly tlogEntries?: readonly unknown[]
    readonly timestampVerificationData?: { readonly rfc3161Timestamps?: readonly unknown[] }
  }
  readonly dsseEnvelope?: {
    readonly payload: string
    readonly payloadType: string
    readonly signatures: readonly { readonly sig: string }[]
  }
}

/** Refuses what no verifier would take: another form, no witness, a signature by another key, a statement without SHA-256. */
function readBundle(given: Record<string, unknown>): { readonly subjects: string[]; readonly predicateType: string } {
  const { mediaType, verificationMaterial: material, dsseEnvelope: envelope } = given as Bundle
  if (mediaType !== 'application/vnd.dev.sigstore.bundle.v0.3+json') throw invalid('mediaType')
  if (material?.certificate === undefined || envelope?.payloadType !== PAYLOAD_TYPE) throw invalid('dsseEnvelope')
  const witnesses = [...(material.tlogEntries ?? []), ...(material.timestampVerificationData?.rfc3161Timestamps ?? [])]
  if (witnesses.length === 0) throw invalid('verificationMaterial: no log entry and no timestamp')
  const { publicKey } = new X509Certificate(Buffer.from(material.certificate.rawBytes, 'base64'))
  const payload = Buffer.from(envelope.payload, 'base64')
  const signed = Buffer.concat([
    Buffer.from(`DSSEv1 ${PAYLOAD_TYPE.length} ${PAYLOAD_TYPE} ${payload.length} `),
    payload,
  ])
  const signature = Buffer.from(envelope.signatures[0]?.sig ?? '', 'base64')
  if (!verify('sha256', signed, publicKey, signature)) throw invalid('signature')
  const statement = JSON.parse(payload.toString()) as {
    readonly _type: string
    readonly subject: readonly { readonly digest: Readonly<Record<string, string>> }[]
    readonly predicateType: string
  }
  const hashes = statement.subject.map(({ digest }) => digest['sha256'] ?? '')
  if (statement._type !== 'https://in-toto.io/Statement/v1') throw invalid('_type')
  if (!hashes.every((hash) => /^[0-9a-f]{64}$/.test(hash))) throw invalid('subject')
  return { subjects: hashes.map((hash) => `sha256:${hash}`), predicateType: statement.predicateType }
}

function invalid(field: string): Refused {
  return new Refused(refusal(422, `Invalid bundle: ${field}`))
}
