import { describe, expect, it } from '@jest/globals'
import { type CandidateIdentity, type IdentityContext, identify } from '../../../src/evidence/identity.ts'
import type { Evidence } from '../../../src/evidence/report.ts'
import { readValue } from './fixture.ts'

const candidate: CandidateIdentity = {
  artifactId: 'QXJ0aWZhY3Q6MTIz',
  digest: '0c4f1d7ae2b9c3f6',
  registryPath: 'acme/wandb-registry-model/support-llm:v12',
  sourcePath: 'acme/training/support-llm:v40',
}

function evidenceOf(document: object, locationClaims: readonly string[] = []): Evidence {
  return {
    name: 'quality',
    location: { kind: 'path', text: 'eval.json' },
    resolved: 'eval.json',
    sha256: '',
    bytes: 0,
    gitBlob: '',
    observedAt: '2026-01-05T10:00:00Z',
    locationClaims: locationClaims.map((text) => ({ text, source: 'input of the run' })),
    report: readValue({ acc: 1, ...document }),
  }
}

interface Case {
  readonly document?: object
  readonly run?: readonly string[]
  readonly context?: Partial<IdentityContext>
  readonly candidate?: Partial<CandidateIdentity>
}

function judge(given: Case) {
  const context = { reportVersion: null, identitySelect: null, changedInPullRequest: false, ...given.context }
  return identify(evidenceOf(given.document ?? {}, given.run), { ...candidate, ...given.candidate }, context)
}

describe('identify', () => {
  it.each<[string, Case, string]>([
    ['artifact id', { document: { artifact_id: candidate.artifactId } }, 'named-in-report'],
    ['digest', { document: { digest: candidate.digest } }, 'named-in-report'],
    ['registry path', { document: { model_version: candidate.registryPath } }, 'named-in-report'],
    ['source path', { document: { version: candidate.sourcePath } }, 'named-in-report'],
    ['W&B reference', { document: { artifact: `wandb-artifact://${candidate.registryPath}` } }, 'named-in-report'],
    ['our location', { document: { artifact: `wandb-artifact:${candidate.registryPath}` } }, 'named-in-report'],
    [
      'selected',
      { document: { m: { id: candidate.digest } }, context: { identitySelect: '/m/id' } },
      'identity-select',
    ],
    [
      'selected by path',
      { document: { m: [{ id: candidate.digest }] }, context: { identitySelect: '$.m[*].id' } },
      'identity-select',
    ],
    ['stated as vN of the registry', { context: { reportVersion: 'v12' } }, 'report-version'],
    ['stated in full', { context: { reportVersion: 'acme/training/support-llm:v40' } }, 'report-version'],
    ["one of the run's artifacts", { run: ['base', candidate.artifactId] }, 'wandb-run'],
    ['same pull request', { context: { changedInPullRequest: true } }, 'same-pull-request'],
    [
      'the strongest first',
      {
        document: { digest: candidate.digest },
        run: [candidate.artifactId],
        context: { reportVersion: 'v12', changedInPullRequest: true },
      },
      'named-in-report',
    ],
    [
      'a bare vN says nothing',
      { document: { version: 'v7' }, context: { changedInPullRequest: true } },
      'same-pull-request',
    ],
    [
      'a version that is no path says nothing',
      { document: { version: '1.2.0', model_version: 3 }, context: { reportVersion: 'v12' } },
      'report-version',
    ],
  ])('match: %s', (_name, given, by) => {
    expect(judge(given)).toEqual({ kind: 'match', by })
  })

  it.each<[string, Case, string]>([
    ['another id', { document: { artifact_id: 'other' } }, 'other (/artifact_id)'],
    [
      'another digest beside the right id',
      { document: { artifact_id: candidate.artifactId, digest: 'x' } },
      'x (/digest)',
    ],
    [
      'another version of the collection',
      { document: { model_version: 'acme/wandb-registry-model/support-llm:v11' } },
      'v11',
    ],
    ['another case', { document: { model_version: 'Acme/wandb-registry-model/support-llm:v12' } }, 'Acme'],
    [
      'a source that cannot be seen',
      { document: { version: candidate.sourcePath }, candidate: { sourcePath: null } },
      'v40',
    ],
    [
      'the report against the input',
      { document: { digest: candidate.digest }, context: { reportVersion: 'v11' } },
      'v11 (input report-version)',
    ],
    ['the source number in the input', { context: { reportVersion: 'v40' } }, 'v40'],
    ['an alias in the input', { context: { reportVersion: 'latest' } }, 'latest'],
    [
      'the report against the pull request',
      { document: { digest: 'x' }, context: { changedInPullRequest: true } },
      'x (/digest)',
    ],
    [
      'one of two selected',
      { document: { m: [candidate.digest, 'x'] }, context: { identitySelect: '$.m[*]' } },
      'x (/m/1)',
    ],
    [
      'a run of another version',
      { run: ['base', 'other'], context: { reportVersion: 'v12' } },
      'base (input of the run), other',
    ],
    ['a run of many others', { run: ['a', 'b', 'c', 'd', 'e'] }, 'c (input of the run) and 2 more'],
  ])('other: %s', (_name, given, claim) => {
    expect(judge(given)).toEqual({ kind: 'other', claim: expect.stringContaining(claim) })
  })

  it.each<[string, Case, string]>([
    ['nothing said', {}, 'the report names no version'],
    ['a bare vN, even the right one', { document: { version: 'v12' } }, 'v12 (/version) is ambiguous'],
    ['a bare vN of the run', { run: ['v12'] }, 'v12 (input of the run) is ambiguous'],
    ['an empty text', { document: { digest: '' } }, 'the report names no version'],
    ['nothing at the selector', { context: { identitySelect: '/m/id' } }, 'nothing stands at /m/id'],
    [
      'a number at the selector',
      { document: { m: 12 }, context: { identitySelect: '/m' } },
      'no text at /m but a number',
    ],
    ['the whole report', { context: { identitySelect: '' } }, 'no text at the top but other'],
    [
      'more than a person would select',
      { document: { m: Array.from({ length: 101 }, () => candidate.digest) }, context: { identitySelect: '$.m[*]' } },
      'more than 100 places',
    ],
  ])('none: %s', (_name, given, note) => {
    expect(judge(given)).toEqual({ kind: 'none', note: expect.stringContaining(note) })
  })

  it('takes no claim from a report that is a list, and none that the prototype would inherit', () => {
    expect(readValue([{ artifact_id: 'x', n: 1 }]).identity).toEqual([])
  })

  it('throws for a selector that cannot be read', () => {
    expect(() => judge({ context: { identitySelect: 'm.id' } })).toThrow(
      expect.objectContaining({ code: 'config-invalid' }),
    )
  })
})
