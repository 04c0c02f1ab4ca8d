import { describe, expect, it } from '@jest/globals'
import { parseGateConfig } from '../../../src/config/parse-gate-config.ts'
import { issuesOf, oneLine, unmark, withStage } from './marked.ts'

const COMPARING = 'expected `method`: one of non-inferiority, superiority, paired, mann-whitney'

const refusals: readonly (readonly [what: string, marked: string, said: readonly string[]])[] = [
  [
    'a margin without a comparison',
    withStage('checks: [{ metric: a, min: 1, «margin: 0.01 }]'),
    [
      `\`margin\` says nothing without a statistical comparison | ${COMPARING} | Without \`method\` write \`max_regression\`.`,
    ],
  ],
  [
    'a margin beside an interval',
    withStage('checks: [{ metric: a, min: 1, method: interval, «margin: 0.01 }]'),
    [
      `\`margin\` says nothing without a statistical comparison | ${COMPARING} | Without \`method\` write \`max_regression\`.`,
    ],
  ],
  [
    'confidence that does nothing',
    withStage('checks: [{ metric: a, min: 1, method: point, «confidence: 0.9 }]'),
    ['`confidence` says nothing beside `method: point` | Remove one of them.'],
  ],
  [
    'a regression whose proof is not named',
    withStage('checks: [{ metric: a, min: 1, «max_regression: 0.01, confidence: 0.9 }]'),
    [
      `The check is statistical, but does not say how \`max_regression\` is to be shown | ${COMPARING} | To compare numbers as they stand, put it in a check of its own.`,
    ],
  ],
  [
    'an interval without a limit',
    withStage('checks: [{ metric: a, max_improvement: 1, «method: interval }]'),
    ['`method: interval` has no limit to show | expected one of min, max, above, below'],
  ],
  [
    'no margin',
    withStage(
      'checks: [{ metric: a, min: 1, «method: non-inferiority }, { metric: a, min: 1, «method: superiority }, { metric: a, min: 1, «method: paired }]',
    ),
    [
      '`method: non-inferiority` needs a margin: how much worse is still good enough | expected `margin` or `max_regression`',
      '`method: superiority` needs a margin: how much better it must be | expected `margin` or `min_improvement`',
      '`method: paired` needs a margin: how much worse is still good enough | expected `margin` or `max_regression` or `min_improvement`',
    ],
  ],
  [
    'two words for one thing',
    withStage(
      'checks: [{ metric: a, max_regression: 1, method: paired, «margin: 1 }, { metric: a, min_improvement: 1, method: superiority, «margin: 1 }]',
    ),
    [
      'With `method: paired`, `margin` is another word for `max_regression`, and the check has both | Keep one of them.',
      'With `method: superiority`, `margin` is another word for `min_improvement`, and the check has both | Keep one of them.',
    ],
  ],
  [
    'a limit that the method does not ask for',
    withStage(
      'checks: [{ metric: a, margin: 1, «min_improvement: 1, method: non-inferiority }, { metric: a, margin: 1, «max_regression: 1, method: superiority }]',
    ),
    [
      '`method: non-inferiority` does not ask for `min_improvement` | expected `margin` or `max_regression` | Use another method, or a check of its own.',
      '`method: superiority` does not ask for `max_regression` | expected `margin` or `min_improvement` | Use another method, or a check of its own.',
    ],
  ],
  [
    'items of a place in a file',
    withStage('checks: [{ select: /a, margin: 1, «method: paired }, { select: /a, margin: 1, «method: mann-whitney }]'),
    ['paired', 'mann-whitney'].map(
      (method) =>
        `\`method: ${method}\` needs the scores of single items, which \`select\` does not find | expected \`metric\`, in a report whose reader keeps them`,
    ),
  ],
  [
    'nothing to correct',
    withStage('correction: «holm\nchecks: [{ metric: a, min: 1 }, { metric: b, max_regression: 1, method: point }]'),
    [
      'No check of the stage is statistical, so `correction: holm` has nothing to correct | expected a check with `confidence` or `method`',
    ],
  ],
]

it.each(refusals)('refused: %s', (_what, marked, said) => {
  const { text, places } = unmark(marked)
  expect(issuesOf(() => parseGateConfig(text, 'gates.yml')).map(oneLine)).toEqual(
    said.map((line, index) => `${places[index]} ${line}`),
  )
})

it.each([
  'confidence: 0.5',
  'confidence: 1',
  'confidence: 95',
  'confidence: 95%',
  'method: bayes',
  'method: [interval]',
  'min_samples: 0',
  'min_samples: 1.5',
  'margin: -1, method: paired',
])('refused by its shape: %s', (keys) => {
  expect(
    issuesOf(() => parseGateConfig(withStage(`checks: [{ metric: a, min: 1, ${keys} }]`), 'f')).length,
  ).toBeGreaterThan(0)
})

describe('what becomes of the keys', () => {
  const checkOf = (keys: string) => {
    const { config, warnings } = parseGateConfig(withStage(`checks: [{ metric: a, ${keys} }]`), 'f')
    const [check] = [...config.models.values()].flatMap(({ stages }) =>
      [...stages.values()].flatMap(({ checks }) => checks),
    )
    return { check, warnings: warnings.map(({ message }) => message) }
  }
  const absolute = (amount: number) => ({ kind: 'absolute', amount, text: String(amount) })

  it.each<[string, object]>([
    ['min: 1, confidence: 0.9', { statistics: { method: 'interval', confidence: 0.9 } }],
    ['min: 1, method: interval', { statistics: { method: 'interval', confidence: 0.95 } }],
    [
      'margin: 0.1, method: non-inferiority',
      { limits: { maxRegression: absolute(0.1) }, statistics: { method: 'non-inferiority', confidence: 0.95 } },
    ],
    ['margin: 0.1, method: superiority', { limits: { minImprovement: absolute(0.1) } }],
    [
      'margin: 2%, method: paired, min_improvement: 1',
      { limits: { maxRegression: { kind: 'relative', amount: 0.02, text: '2%' }, minImprovement: absolute(1) } },
    ],
    [
      'max_regression: 0.1, method: mann-whitney, min_samples: 50',
      { limits: { maxRegression: absolute(0.1) }, minSamples: 50 },
    ],
    ['margin: 0, method: superiority', { limits: { minImprovement: absolute(0) } }],
  ])('%s', (keys, expected) => {
    const { check, warnings } = checkOf(keys)
    expect(check).toMatchObject(expected)
    expect(warnings).toEqual([])
  })

  it('without them, or with `method: point`, numbers are compared as they stand', () => {
    for (const keys of ['min: 1', 'min: 1, method: point']) expect(checkOf(keys).check).not.toHaveProperty('statistics')
    expect(checkOf('min: 1').check).not.toHaveProperty('minSamples')
  })

  it.each(['margin: 0, method: non-inferiority', 'max_regression: 0%, method: paired'])('warned about: %s', (keys) => {
    expect(checkOf(keys).warnings).toEqual(['No version can show that it is not worse by 0, unless it is better'])
  })

  it('the correction of a stage', () => {
    const stageOf = (correction: string) => {
      const { config } = parseGateConfig(
        withStage(`${correction}checks: [{ metric: a, min: 1, confidence: 0.9 }]`),
        'f',
      )
      return [...config.models.values()].flatMap(({ stages }) => [...stages.values()])[0]
    }
    expect(stageOf('correction: bh\n')).toMatchObject({ correction: 'bh' })
    expect(stageOf('correction: none\n')).not.toHaveProperty('correction')
    expect(stageOf('')).not.toHaveProperty('correction')
  })
})
