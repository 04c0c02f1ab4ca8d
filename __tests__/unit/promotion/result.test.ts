import { describe, expect, it } from '@jest/globals'
import { InputError } from '../../../src/errors.ts'
import type { PromotionOutcome } from '../../../src/promotion/outcome.ts'
import { toOutcomeError } from '../../../src/promotion/outcome-error.ts'
import { isApplied, toResult } from '../../../src/promotion/result.ts'
import {
  APPLIED,
  CONFIG_ERROR,
  ERROR,
  KEEP_PREVIOUS,
  move,
  PARTIAL,
  promotion,
  REFUSED,
  run,
} from '../../support/outcomes.ts'

const version = (artifact: string, name: string) => ({ version: name, artifactId: artifact, digest: `d-${artifact}` })
const stageMove = move({ from: null, to: version('a', 'v1') })

describe('applied', () => {
  it.each<[string, Partial<PromotionOutcome>, boolean]>([
    ['by conclusion', { conclusion: 'applied' }, true],
    [
      'when only the alias that follows failed',
      { conclusion: 'partial', reasons: ['wandb-unavailable'], movesMade: [stageMove] },
      true,
    ],
    [
      'not when somebody else took the alias',
      { conclusion: 'partial', reasons: ['conflict'], movesMade: [stageMove] },
      false,
    ],
    [
      'not when only the following alias moved',
      { conclusion: 'partial', reasons: [], movesMade: [KEEP_PREVIOUS] },
      false,
    ],
    ['not when refused', { conclusion: 'refused', movesMade: [stageMove] }, false],
    ['not when planned', { conclusion: 'planned' }, false],
    ['not when it was there', { conclusion: 'no-change' }, false],
  ])('%s', (_, change, expected) => {
    expect(isApplied(promotion({ movesMade: [], ...change }))).toBe(expected)
  })
})

describe('the result of one promotion', () => {
  const outcome = run([APPLIED])
  const result = toResult(outcome, ['https://github.test/comment'])
  const [each] = result.promotions

  it('says at the top what its only promotion says', () => {
    const { candidate, registry, collection, previous } = APPLIED
    expect(result).toMatchObject({
      schema_version: 1,
      operation: 'promote',
      applied: true,
      model: APPLIED.model,
      stage: APPLIED.stage,
      version: candidate?.version,
      digest: candidate?.digest,
      previous_version: previous?.version,
      artifact: `${registry.entity}/${registry.project}/${collection}:${candidate?.version}`,
      comment_url: 'https://github.test/comment',
      record_url: APPLIED.links.record,
      lineage_url: APPLIED.links.lineage,
      verdict: APPLIED.verdict,
      config: outcome.config,
    })
    expect(result.record).toEqual(each?.record)
    expect(each?.record?.run_id).toBe(APPLIED.record?.runId)
  })

  it('writes moves in snake case, planned and made ones apart', () => {
    expect(each?.plan).toHaveLength(APPLIED.moves.length)
    expect(each?.moves_made).toHaveLength(APPLIED.movesMade.length)
    const [first] = APPLIED.moves
    expect(each?.plan[0]?.to).toEqual({
      version: first?.to.version,
      artifact_id: first?.to.artifactId,
      digest: first?.to.digest,
    })
  })

  it('is plain JSON', () => {
    expect(JSON.parse(JSON.stringify(result))).toEqual(result)
  })
})

it('leaves texts empty that nobody knows', () => {
  const nobody = promotion({
    candidate: null,
    previous: null,
    record: null,
    links: { lineage: null, registry: null, record: null, producer: null, workflowRun: null },
  })
  const result = toResult(run([nobody]), [])
  for (const key of [
    'version',
    'digest',
    'previous_version',
    'artifact',
    'lineage_url',
    'record_url',
    'comment_url',
  ] as const) {
    expect([key, result[key], result.promotions[0]?.[key]]).toEqual([key, '', ''])
  }
  expect(result.record).toBeNull()
})

it('keeps a record that is not closed, without a hash', () => {
  const record = { runId: 'r', sha256: null, sequence: 1, previousRecord: null, url: 'u' }
  expect(toResult(run([promotion({ record })]), []).record).toEqual({
    run_id: 'r',
    sha256: '',
    sequence: 1,
    previous_record: '',
    url: 'u',
  })
})

describe('the result of several', () => {
  const result = toResult(run([APPLIED, REFUSED, PARTIAL]), ['https://a', '', 'https://c'])

  it('joins names by commas and addresses by lines, without gaps, and holds each by itself', () => {
    expect(result.stage).toBe([APPLIED, REFUSED, PARTIAL].map((each) => each.stage).join(','))
    expect(result.comment_url).toBe('https://a\nhttps://c')
    expect(result.promotions.map((each) => each.comment_url)).toEqual(['https://a', '', 'https://c'])
    expect(result.plan).toHaveLength(APPLIED.moves.length + REFUSED.moves.length + PARTIAL.moves.length)
  })

  it('has one tree with a branch for each, as bad as the worst', () => {
    expect(result.verdict).toMatchObject({
      kind: 'plan',
      status: 'fail',
      children: [APPLIED.verdict, REFUSED.verdict, PARTIAL.verdict],
    })
  })

  it('counts as applied when anything was', () => {
    expect(result.applied).toBe(true)
    expect(toResult(run([REFUSED, REFUSED]), []).applied).toBe(false)
  })
})

describe('the result of a run without promotions', () => {
  it('carries an error with every place', () => {
    const result = toResult(CONFIG_ERROR, [])
    expect([result.verdict, result.record, result.applied, result.model]).toEqual([null, null, false, ''])
    expect(result.error?.code).toBe('config-invalid')
    expect(result.error?.issues[0]).toEqual({
      file: '.github/model-gates.yml',
      line: 12,
      column: 9,
      message: 'unknown key',
    })
  })

  it('tells why there was nothing to do as a note, not as an error', () => {
    const nothing = run([], {
      conclusion: 'no-change',
      error: { code: 'not-requested', message: 'No pin.', issues: [] },
      notes: [{ level: 'warning', text: 'Mind.' }],
    })
    const result = toResult(nothing, [])
    expect(result.error).toBeNull()
    expect(result.notes).toEqual([
      { level: 'info', code: 'not-requested', text: 'No pin.' },
      { level: 'warning', code: '', text: 'Mind.' },
    ])
  })

  it('writes empty texts and zeroes for what an issue does not know', () => {
    const error = { code: 'invalid-input', message: 'm', issues: [{ message: 'i' }] } as const
    expect(toResult(run([], { error }), []).error).toEqual({
      code: 'invalid-input',
      message: 'm',
      hint: '',
      issues: [{ file: '', line: 0, column: 0, message: 'i' }],
    })
  })
})

it('tells the error of a promotion', () => {
  expect(toResult(run([ERROR]), []).promotions[0]?.error?.code).toBe(ERROR.error?.code)
})

it('makes an outcome of an error, in its own words or in others', () => {
  const error = new InputError('Bad.', { hint: 'Mend it.', issues: [{ message: 'i' }] })
  expect(toOutcomeError(error)).toEqual({
    code: 'invalid-input',
    message: 'Bad.',
    hint: 'Mend it.',
    issues: [{ message: 'i' }],
  })
  expect(toOutcomeError(new InputError('Bad.'))).toEqual({ code: 'invalid-input', message: 'Bad.', issues: [] })
  expect(toOutcomeError(error, 'Worse.', 'Run again.')).toMatchObject({ message: 'Worse.', hint: 'Run again.' })
})
