import type { FileFacts } from '../../src/checks/facts.ts'
import type { DoctorPort } from '../../src/operations/doctor-port.ts'
import type { AccountFacts, AccountQuery, MemberFacts, ProjectFacts } from '../../src/promotion/doctor-facts.ts'

/** A project that the account `promoter` alone can write. */
export function projectFacts(change: Partial<ProjectFacts> = {}): ProjectFacts {
  return {
    path: { entity: 'acme', project: 'wandb-registry-model' },
    visible: true,
    readOnly: false,
    access: 'PRIVATE',
    members: [{ name: 'promoter', role: 'admin' }],
    teams: [],
    owners: null,
    ...change,
  }
}

export function accountFacts(change: Partial<AccountFacts> = {}): AccountFacts {
  return {
    base: 'https://api.wandb.ai',
    by: 'api-key',
    claims: null,
    username: 'promoter',
    teams: ['ml-governance'],
    registry: projectFacts(),
    records: projectFacts({
      path: { entity: 'ml-governance', project: 'model-promotions' },
      members: [],
      owners: [{ name: 'promoter', role: 'member' }],
    }),
    sources: [],
    versions: new Map(),
    ...change,
  }
}

/** Answers as it is told to; every version asked for is there unless `versions` of the account says otherwise. */
export class FakeDoctor implements DoctorPort {
  facts: AccountFacts = accountFacts()
  files: readonly FileFacts[] = []
  readonly asked: AccountQuery[] = []
  fault: Error | null = null

  async account(query: AccountQuery): Promise<AccountFacts> {
    this.asked.push(query)
    if (this.fault !== null) throw this.fault
    const source = { entity: 'research', project: 'training' }
    const found = query.versions.map((name): [string, MemberFacts | null] => [
      name,
      { version: name.split(':')[1] ?? '', state: 'COMMITTED', source },
    ])
    const told = this.facts.versions
    return { ...this.facts, versions: told === null ? null : new Map([...found, ...told]) }
  }

  async workflows(commit: string): Promise<readonly FileFacts[]> {
    if (this.fault !== null) throw this.fault
    return this.files.map((file) => ({ ...file, commit }))
  }
}

export function workflowFile(path: string, text: string): FileFacts {
  return { path, commit: 'c0ffee', blob: 'b10b', text }
}
