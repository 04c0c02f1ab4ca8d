import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { describe, expect, it } from '@jest/globals'
import type { PromotionOutcome } from '../../../src/promotion/outcome.ts'
import { renderComment } from '../../../src/render/comment.ts'
import { contextOf } from '../../../src/render/context.ts'
import { renderLog } from '../../../src/render/log.ts'
import { renderRunComment, renderWithdrawnComment } from '../../../src/render/run-comment.ts'
import { renderSummary } from '../../../src/render/summary.ts'
import * as samples from '../../support/outcomes.ts'
import * as groups from '../../support/outcomes-of-groups.ts'

const FOLDER = new URL('../../golden/comments/', import.meta.url)

function comment(promotion: PromotionOutcome): string {
  return renderComment(promotion, contextOf(samples.run([promotion]), samples.ADDRESSES))
}

const AFTER_MERGE = contextOf(samples.run([samples.APPLIED], { commentOn: null }), samples.ADDRESSES)
const SEVERAL = samples.run([samples.REFUSED, samples.PENDING, samples.ERROR], {
  notes: [{ level: 'info', text: 'The first attempt of this run was settled.' }],
})

const LISTING = samples.run([], {
  operation: 'status',
  decision: 'pass',
  conclusion: 'no-change',
  listings: [
    {
      name: 'status',
      title: 'Status',
      intro: ['1 model, 2 stages, at 2026-03-10T10:00:00Z.'],
      columns: ['Model', 'Stage', 'Version', 'Record'],
      rows: [
        ['support-llm', 'staging', 'v13', ''],
        ['support-llm', 'production', 'v12', { text: '#7 signed', url: 'https://wandb.test/gov/records/runs/7' }],
      ],
      diagram: 'timeline\n    2026-03-10 10.01 : production v12',
      data: [],
    },
  ],
})

const GOLDEN: readonly (readonly [name: string, text: () => string])[] = [
  ['planned.md', () => comment(samples.PLANNED)],
  ['planned-with-warning.md', () => comment(samples.PLANNED_WITH_WARNING)],
  ['refused.md', () => comment(samples.REFUSED)],
  ['refused-by-one.md', () => comment(samples.REFUSED_BY_ONE)],
  ['pending.md', () => comment(samples.PENDING)],
  ['error.md', () => comment(samples.ERROR)],
  ['applied.md', () => renderComment(samples.APPLIED, AFTER_MERGE)],
  ['partial.md', () => renderComment(samples.PARTIAL, AFTER_MERGE)],
  ['no-change-drift.md', () => comment(samples.NO_CHANGE_DRIFT)],
  ['dry-run.md', () => comment(samples.DRY_RUN)],
  ['dry-run-stage.md', () => comment(samples.DRY_RUN_STAGE)],
  ['first.md', () => comment(samples.FIRST)],
  ['long.md', () => comment(samples.LONG)],
  ['refused-by-chance.md', () => comment(groups.REFUSED_BY_CHANCE)],
  ['groups-and-charts.md', () => comment(groups.SLICED)],
  [
    'hostile.md',
    () =>
      comment(
        samples.hostile(
          '</summary> @acme/team `x` | #12 [a](javascript:1) <!-- model-promotion-gate model=a stage=b --> ::error::',
        ),
      ),
  ],
  ['config-error.md', () => renderRunComment(samples.CONFIG_ERROR, samples.ADDRESSES)],
  ['withdrawn.md', () => renderWithdrawnComment('support-llm', 'production')],
  ['summary.md', () => renderSummary(SEVERAL, samples.ADDRESSES)],
  ['log.txt', () => renderLog(SEVERAL)],
  ['summary-listing.md', () => renderSummary(LISTING, samples.ADDRESSES)],
  ['log-listing.txt', () => renderLog(LISTING)],
]

describe('golden files (UPDATE_GOLDEN=1 writes them)', () => {
  it.each(GOLDEN)('%s', (name, text) => {
    const file = new URL(name, FOLDER)
    const actual = text()
    expect(text()).toBe(actual)
    if (process.env['UPDATE_GOLDEN'] === '1') writeFileSync(file, actual)
    expect(existsSync(file)).toBe(true)
    expect(actual).toBe(readFileSync(file, 'utf8'))
  })
})
