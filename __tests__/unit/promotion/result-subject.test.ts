import { describe, expect, it } from '@jest/globals'
import type { RunSubject } from '../../../src/promotion/outcome.ts'
import { toResult } from '../../../src/promotion/result.ts'
import { subjectFields } from '../../../src/promotion/result-subject.ts'
import * as samples from '../../support/outcomes.ts'
import { named, V6, V7 } from './promotion-builder.ts'

const SUBJECT: RunSubject = {
  model: 'support-llm',
  stage: 'production',
  version: named(V7),
  previous: named(V6),
  registry: { entity: 'acme', project: 'wandb-registry-model' },
  collection: 'support-llm',
  lineage: 'https://wandb.ai/lineage',
  record: { runId: 'r1', sha256: null, sequence: 3, previousRecord: null, url: 'https://wandb.ai/r1' },
  applied: true,
}

describe('what a run without promotions is about', () => {
  it('stands in its outputs', () => {
    expect(toResult({ ...samples.run([]), subject: SUBJECT }, [])).toMatchObject({
      ...{ applied: true, model: 'support-llm', stage: 'production', version: 'v7', digest: 'digest-7' },
      ...{ previous_version: 'v6', artifact: 'acme/wandb-registry-model/support-llm:v7', comment_url: '' },
      ...{ lineage_url: 'https://wandb.ai/lineage', record_url: 'https://wandb.ai/r1' },
      record: { run_id: 'r1', sha256: '', sequence: 3, previous_record: '', url: 'https://wandb.ai/r1' },
    })
  })

  it('is empty where it is about nothing, or about no single version', () => {
    const empty = { model: '', stage: '', version: '', digest: '', artifact: '', record_url: '', lineage_url: '' }
    expect(toResult(samples.run([]), [])).toMatchObject({ ...empty, applied: false, record: null })
    const bare = { ...SUBJECT, stage: null, version: null, previous: null, lineage: null, record: null, applied: false }
    expect(subjectFields(bare)).toMatchObject({ ...empty, model: 'support-llm', previous_version: '', record: null })
  })

  it('gives way to promotions, which have outputs of their own', () => {
    const outcome = samples.run([samples.promotion({})])
    expect(toResult({ ...outcome, subject: SUBJECT }, [])).toEqual(toResult(outcome, []))
  })
})
