import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { evidenceFileNames } from '../../../src/promotion/record-files.ts'

describe('the name of a file beside a record', () => {
  it.each([
    ['quality', 'eval/results_2026-03-10.json', 'evidence/quality/results_2026-03-10.json'],
    ['quality', 'results.json', 'evidence/quality/results.json'],
    ['q', 'wandb-artifact:research/training/report:v0#out/quality.json', 'evidence/q/quality.json'],
    ['q', 'wandb-run:research/training/eval2', 'evidence/q/eval2.json'],
    ['q', 'wandb-version:acme/wandb-registry-model/support-llm:v12', 'evidence/q/v12.json'],
    ['../../etc', 'a/../..', 'evidence/_.._etc/file'],
    ['mean latency', 'eval/größe (1).json', 'evidence/mean_latency/gr_e_1_.json'],
    ['.hidden', '-rf', 'evidence/hidden/rf'],
    ['ü', '', 'evidence/_/file'],
  ])('%s of %s is %s', (name, resolved, expected) => {
    expect(evidenceFileNames([{ name, resolved }])).toEqual([expected])
  })

  it('tells two reports apart whose names look alike when made safe', () => {
    const alike = ['a b', 'a_b', 'a  b'].map((name) => ({ name, resolved: 'x.json' }))
    expect(evidenceFileNames(alike)).toEqual(['evidence/a_b/x.json', 'evidence/a_b-2/x.json', 'evidence/a_b-3/x.json'])
  })

  it('keeps the end of a long name, where the kind of the file stands', () => {
    const [name] = evidenceFileNames([{ name: 'q', resolved: `${'x'.repeat(300)}.json` }])
    expect(name).toMatch(/^evidence\/q\/x{95}\.json$/)
  })

  it('is a safe path, and there is one for each, whatever they are called', () => {
    const given = fc.array(fc.record({ name: fc.string({ unit: 'binary' }), resolved: fc.string({ unit: 'binary' }) }))
    fc.assert(
      fc.property(given, (evidence) => {
        const names = evidenceFileNames(evidence)
        expect(names).toHaveLength(evidence.length)
        expect(new Set(names).size).toBe(names.length)
        for (const name of names) {
          expect(name).toMatch(/^evidence\/[A-Za-z0-9_][A-Za-z0-9._-]*\/[A-Za-z0-9_][A-Za-z0-9._-]*$/)
          expect(name.split('/')).not.toContain('..')
        }
      }),
    )
  })
})
