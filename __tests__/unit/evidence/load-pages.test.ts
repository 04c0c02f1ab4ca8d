import { describe, expect, it } from '@jest/globals'
import { parse } from 'yaml'
import { parseGateConfig } from '../../../src/config/parse-gate-config.ts'
import { findRow, indexReport } from '../../../src/evidence/row-index.ts'
import { codeBlocks, read } from '../../meta/repository.ts'
import { readLoad } from './load-fixture.ts'

/** The checks on a page. */
function checksOn(page: string): readonly Record<string, unknown>[] {
  return codeBlocks(read(page))
    .filter(({ language }) => language === 'yaml')
    .flatMap(({ text }) => {
      const block: unknown = parse(text)
      return typeof block === 'object' && block !== null && 'checks' in block
        ? (block.checks as Record<string, unknown>[])
        : []
    })
}

function configWith(checks: readonly Record<string, unknown>[]): string {
  const reports = Object.fromEntries(checks.map(({ report }) => [String(report), { path: 'r.json' }]))
  return JSON.stringify({
    version: 1,
    registry: 'acme/wandb-registry-model',
    records: 'acme/records',
    models: { m: { reports, stages: { production: { checks } } } },
  })
}

describe.each(['docs/evidence/load-tests.md', 'docs/evidence/sagemaker.md'])('%s', (page) => {
  const checks = checksOn(page)

  it('shows checks that a gate config takes', () => {
    expect(checks.length).toBeGreaterThan(1)
    expect(parseGateConfig(configWith(checks), 'gates.yml').config.models.size).toBe(1)
  })
})

describe('docs/evidence/load-tests.md', () => {
  it('shows addresses of one number each', () => {
    const index = indexReport(readLoad('sglang-bench-serving-0.5.jsonl'))
    const found = checksOn('docs/evidence/load-tests.md').map(({ metric, slice }) =>
      findRow(index, { metric: String(metric), slice: slice as Record<string, string> }),
    )
    expect(found.map(({ kind }) => kind)).toEqual(['one', 'one', 'one', 'one'])
  })
})
