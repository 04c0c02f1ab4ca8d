import type { AttestationPort, MemberPath } from '../../src/operations/attest-port.ts'
import type { PromotionStatement } from '../../src/promotion/attestation.ts'
import type { VersionContents } from '../../src/promotion/version-manifest.ts'
import type { FakeRegistry } from './fake-registry.ts'

type Method = keyof AttestationPort

/** An attestation service beside the fake registry: keeps statements by subject, fails when it is told to. */
export class FakeAttestations implements AttestationPort {
  readonly asked: string[] = []
  readonly stored: { readonly id: string; readonly statement: PromotionStatement }[] = []
  readonly #registry: FakeRegistry
  readonly #faults = new Map<Method, Error>()
  /** Extra files that versions turn out to have, by artifact id. */
  readonly files = new Map<string, NonNullable<VersionContents['files']>>()

  constructor(registry: FakeRegistry) {
    this.#registry = registry
  }

  /** Every call of the method fails from now on; null: no longer. */
  fault(method: Method, error: Error | null): void {
    if (error === null) this.#faults.delete(method)
    else this.#faults.set(method, error)
  }

  async contents({ version }: MemberPath): Promise<VersionContents | null> {
    this.#call('contents', version)
    const [member] = await this.#registry.versions(this.#registry.paths, [version])
    if (member == null) return null
    const { artifactId, digest, state } = member
    const files = this.files.get(artifactId) ?? [{ path: 'model.safetensors', size: 7, md5: 'bWQ1' }]
    return { artifactId, digest, state, size: 7, fileCount: files.length, files }
  }

  async attest(statement: PromotionStatement): Promise<{ readonly id: string; readonly url: string }> {
    this.#call('attest', statement.subject.name)
    const id = String(this.stored.length + 1)
    this.stored.push({ id, statement })
    return { id, url: `https://github.test/acme/models/attestations/${id}` }
  }

  async find(sha256: string, predicateType: string): ReturnType<AttestationPort['find']> {
    this.#call('find', sha256.slice(0, 6))
    return this.stored
      .filter(({ statement }) => statement.subject.sha256 === sha256 && statement.predicateType === predicateType)
      .map(({ statement }) => ({ subjects: [sha256], predicateType, predicate: structuredClone(statement.predicate) }))
  }

  async writeSummary(...[run, summary]: Parameters<AttestationPort['writeSummary']>): Promise<void> {
    this.#call('writeSummary', String(summary['attestation_id']))
    const held = this.#registry.runs.get(run.runId)
    if (held === undefined) throw new Error(`no run ${run.runId}`)
    held.summary = summary
  }

  #call(method: Method, about: string): void {
    this.asked.push(`${method} ${about}`)
    const fault = this.#faults.get(method)
    if (fault !== undefined) throw fault
  }
}
