import { describe, expect, it } from '@jest/globals'
import type { EvidenceLocation, EvidenceOrigin } from '../../../src/evidence/report.ts'
import { LOCATION_KINDS } from '../../../src/evidence/report.ts'
import { TRUST_CODES, trustOf } from '../../../src/evidence/trust.ts'

interface Case {
  readonly location: EvidenceLocation
  readonly resolved?: string
  readonly origin?: EvidenceOrigin
  readonly committed?: boolean
}

function trust({ location, resolved = location.text, origin, committed = false }: Case) {
  return trustOf({ location, resolved, ...(origin === undefined ? {} : { origin }) }, committed)
}

const FILE: EvidenceLocation = { kind: 'path', text: 'eval/q.json' }
const RUN: EvidenceLocation = { kind: 'wandb-run', text: 'wandb-run:research/evals/r1' }
const ARTIFACT: EvidenceLocation = { kind: 'wandb-artifact', text: 'wandb-artifact:research/evals/report:v0#q.json' }
const LINEAGE: EvidenceLocation = { kind: 'wandb-lineage', text: 'wandb-lineage:research/evals' }

describe('who could have written a report', () => {
  it.each<[string, Case, string, string]>([
    ['a file', { location: FILE }, 'workspace-file', 'any step of the job could have written it'],
    ['a file of the pull request', { location: FILE, committed: true }, 'committed-file', 'pins the version'],
    [
      'a file of the pull request that is pinned too',
      { location: { ...FILE, sha256: 'a'.repeat(64) }, committed: true },
      'committed-file',
      'byte for byte',
    ],
    ['a pinned file', { location: { ...FILE, sha256: 'a'.repeat(64) } }, 'digest-pinned', 'SHA-256'],
    ['a pinned summary', { location: { ...RUN, sha256: 'a'.repeat(64) } }, 'digest-pinned', 'SHA-256'],
    [
      'a run',
      { location: RUN, origin: { createdBy: 'ana' } },
      'wandb-run',
      'summary of a W&B run created by ana: whoever can write to research/evals can edit it',
    ],
    [
      'a run of nobody known',
      { location: RUN },
      'wandb-run',
      'summary of a W&B run: whoever can write to research/evals can edit it',
    ],
    [
      'a file of an artifact',
      { location: ARTIFACT, origin: { createdBy: 'bo' } },
      'wandb-artifact',
      'a file of a W&B artifact version created by bo: its bytes cannot change, but whoever can write to research/evals could log it',
    ],
    ['metadata', { location: { kind: 'wandb-version', text: 'wandb-version:' } }, 'wandb-version', 'weak: metadata'],
    [
      'a run by lineage',
      { location: LINEAGE, resolved: 'wandb-run:research/evals/r3', origin: { choice: 'newest of 3 finished runs' } },
      'wandb-lineage',
      'newest of 3 finished runs; whoever can write to research/evals can edit its summary',
    ],
    [
      'a workflow artifact',
      {
        location: { kind: 'workflow-artifact', text: 'workflow-artifact:a#f' },
        origin: { choice: 'artifact of workflow run 7' },
      },
      'workflow-artifact',
      'artifact of workflow run 7: any job of that run could have written it',
    ],
    [
      'a workflow artifact, untold',
      { location: { kind: 'workflow-artifact', text: 'x' }, resolved: 'workflow-artifact:7/a#f' },
      'workflow-artifact',
      'workflow-artifact:7/a#f: any job',
    ],
    ['a run by lineage, untold', { location: LINEAGE }, 'wandb-lineage', 'a W&B run that used this version;'],
  ])('%s', (_what, given, code, text) => {
    const told = trust(given)
    expect(told.code).toBe(code)
    expect(told.text).toContain(text)
  })

  it('every place has a code of its own, and every code a sentence', () => {
    const codes = LOCATION_KINDS.map((kind) => trust({ location: { kind, text: 'x:a/b/c' } }).code)
    expect(new Set(codes).size).toBe(LOCATION_KINDS.length)
    expect(new Set([...codes, 'committed-file', 'digest-pinned'])).toEqual(new Set(TRUST_CODES))
  })
})
