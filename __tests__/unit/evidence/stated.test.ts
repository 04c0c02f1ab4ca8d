import { describe, expect, it } from '@jest/globals'
import { readReport } from '../../../src/evidence/read-report.ts'

function read(document: unknown, format = 'json') {
  const bytes = new TextEncoder().encode(JSON.stringify(document))
  const { commit, run, dataset } = readReport({ bytes, file: 'q.json', format })
  return { commit, run, dataset }
}

describe('what a report says of itself', () => {
  it.each([
    [{ acc: 1 }, {}],
    [
      { acc: 1, commit: 'abc1234', run: 'e/p/r' },
      { commit: 'abc1234', run: 'e/p/r' },
    ],
    [{ acc: 1, commit: 1234567, run: null, dataset: [] }, {}],
    [{ acc: 1, commit: '', dataset: '' }, {}],
    [{ acc: 1, dataset: 'golden' }, { dataset: { name: 'golden' } }],
    [{ acc: 1, dataset: 'golden', dataset_version: 'v4' }, { dataset: { name: 'golden', version: 'v4' } }],
    [{ acc: 1, dataset: { name: 'golden', version: 'v4' } }, { dataset: { name: 'golden', version: 'v4' } }],
    [{ acc: 1, dataset: { name: 'golden', version: 4 } }, { dataset: { name: 'golden' } }],
    [{ acc: 1, dataset: { version: 'v4' } }, {}],
    [{ acc: 1, dataset_version: 'v4' }, {}],
  ])('%j', (document, expected) => {
    const nothing = { commit: undefined, run: undefined, dataset: undefined }
    expect(read(document)).toEqual({ ...nothing, ...expected })
    expect(read(document, 'wandb-summary')).toEqual({ ...nothing, ...expected })
  })

  it('takes nothing from a list', () => {
    expect(read([1])).toEqual({})
  })

  it('the commit of lm-evaluation-harness is its own, not the model’s', () => {
    const document = {
      results: { arc: { 'acc,none': 0.5 } },
      versions: { arc: 1 },
      configs: { arc: {} },
      config: {},
      git_hash: '1f84a09f',
      commit: '1f84a09f',
    }
    expect(read(document, 'lm-eval').commit).toBeUndefined()
  })

  it('a canonical report has places for commit and run', () => {
    const document = {
      schema: 'model-promotion-gate/evaluation-report',
      schema_version: 1,
      status: 'complete',
      commit: 'abc1234',
      run: 'e/p/r',
      rows: [{ metric: 'acc', value: 1 }],
    }
    expect(read(document, 'canonical')).toEqual({ commit: 'abc1234', run: 'e/p/r', dataset: undefined })
    expect(() => read({ ...document, commit: 12 }, 'canonical')).toThrow('/commit')
  })
})
