import { describe, expect, it } from '@jest/globals'
import type { CanaryRule } from '../../../src/config/gate-config.ts'
import { parseGateConfig } from '../../../src/config/parse-gate-config.ts'
import { issuesOf, oneLine, unmark, withModel } from './marked.ts'

const METRICS = 'metrics: [{ metric: errors, margin: 0.01 }]'
const DURATION = '0, or a duration in minutes, hours or days: `30m`, `24h`, `7d`'

/** A model with a canary stage, and the `canary` of its production. */
function withCanary(
  canary: string,
  { from = 'from: try', reports = 'live: { wandb_version: metadata }' } = {},
): string {
  return withModel(
    [
      `    reports: { ${reports} }`,
      '    stages:',
      '      first: { ungated: true }',
      '      try: { alias: production-canary, from: first, ungated: true }',
      '      production:',
      `        ${from}`,
      `        ${canary.startsWith('«') ? '«' : ''}canary: { ${canary.replace(/^«/u, '')} }`,
    ].join('\n'),
  )
}

const PAIR = 'a: a.json, b: b.json'

const refusals: readonly (readonly [what: string, marked: string, said: readonly string[]])[] = [
  [
    'nothing in it',
    withCanary('«').replace('{  }', '{}'),
    [`\`bake\` is missing | expected ${DURATION}`, '`metrics` is missing | expected a list'],
  ],
  [
    'a bake that is no time',
    withCanary(`bake: «1, ${METRICS}`),
    [`\`bake\` is out of range | expected ${DURATION} | found the number 1`],
  ],
  [
    'no stage that versions come from',
    withCanary(`«bake: 24h, ${METRICS}`, { from: 'mode: enforce' }),
    [
      '`canary` needs to know where the version is tried out | expected `from`: the stage whose alias is the canary, such as `production-canary`',
    ],
  ],
  [
    'another alias than that of the stage',
    withCanary(`alias: «canary, bake: 24h, ${METRICS}`),
    [
      'The stage comes from `try`, whose alias is `production-canary` | expected `production-canary`, or nothing | found `canary` | To try versions out under `canary`, make it a stage and name that in `from`.',
    ],
  ],
  [
    'against an alias without a stage',
    withCanary(`against: «prod, bake: 24h, ${METRICS}`),
    [
      'No stage of the model has the alias `prod`, so no record says since when a version holds it | expected one of first, production-canary, production',
    ],
  ],
  [
    'against itself',
    withCanary(`against: «production-canary, bake: 24h, ${METRICS}`),
    ['A version cannot be compared with itself'],
  ],
  [
    'no time after the bake',
    withCanary(`bake: 2d, max_bake: «48h, ${METRICS}`),
    ['`max_bake` 48h leaves no time after `bake` 2d | expected more than 2d'],
  ],
  [
    'two ways to say the reports',
    withCanary(`bake: 24h, report: a, «reports: { candidate: a, baseline: b }, ${METRICS}`, { reports: PAIR }),
    ['The canary has both `report` and `reports` | Keep one of them.'],
  ],
  [
    'several reports and none named',
    withCanary(`«bake: 24h, ${METRICS}`, { reports: PAIR }),
    ['The canary does not say which reports it reads | expected `report`, or `reports: { candidate: …, baseline: … }`'],
  ],
  [
    'reports that are not there',
    withCanary(`bake: 24h, reports: { candidate: «c, baseline: b }, ${METRICS}`, { reports: PAIR }),
    ['No report is named `c` | expected one of a, b'],
  ],
  [
    'one report twice',
    withCanary(`bake: 24h, reports: { candidate: a, baseline: «a }, ${METRICS}`, { reports: PAIR }),
    ['Both versions would be read from one report | Name two, or one with `report` where each version has its own.'],
  ],
  [
    'one place for two versions',
    withCanary(`bake: 24h, «report: a, ${METRICS}`, { reports: PAIR }),
    [
      'The report `a` lies at one place, so it cannot be about two versions | expected `reports: { candidate: …, baseline: … }`, or a report with `wandb_lineage` or `wandb_version`',
    ],
  ],
  [
    'no margin, and one of nothing',
    withCanary('bake: 24h, metrics: [«{ metric: errors }, { metric: errors, margin: «0% }]'),
    [
      '`margin` is missing | expected a number of 0 or more, or a percentage of the baseline such as `2%`',
      'No version can be shown not to be worse by 0 | expected more than 0 | Say how much worse is still good enough.',
    ],
  ],
  [
    'an unknown way out',
    withCanary(`bake: 24h, on_fail: «hold, ${METRICS}`),
    ['`on_fail` has a value that is not allowed | expected one of keep, rollback | found the text "hold"'],
  ],
  [
    'at a model',
    withModel(`    «canary: { bake: 24h }\n    stages: { s: { ungated: true } }`),
    ['Unknown key `canary` | Write it in each stage that it is meant for: `models.<name>.stages.<name>.canary`.'],
  ],
]

function canaryOf(text: string): CanaryRule | undefined {
  return parseGateConfig(text, 'gates.yml').config.models.get('m')?.stages.get('production')?.canary
}

describe('canary: refused', () => {
  it.each(refusals)('%s', (_, marked, said) => {
    const { text, places } = unmark(marked)
    const issues = issuesOf(() => parseGateConfig(text, 'gates.yml'))
    const marks = said.map((_line, index) => places[Math.min(index, places.length - 1)])
    expect(issues.map(oneLine)).toEqual(said.map((line, index) => `${marks[index]} ${line}`))
  })
})

describe('canary: accepted', () => {
  it('with its defaults', () => {
    expect(canaryOf(withCanary(`bake: 24h, ${METRICS}`))).toMatchObject({
      against: null,
      bakeSeconds: 86_400,
      maxBakeSeconds: null,
      minSamples: 30,
      reports: null,
      onFail: 'keep',
      metrics: [
        {
          samples: null,
          stderr: null,
          check: {
            id: 'canary/0',
            limits: { maxRegression: { kind: 'absolute', amount: 0.01 } },
            statistics: { method: 'sequential', confidence: 0.95 },
            minSamples: 30,
            onInconclusive: 'pending',
            severity: 'block',
          },
        },
      ],
    })
  })

  it('with all that it can say', () => {
    const text = withCanary(
      'alias: production-canary, against: first, bake: 0, max_bake: 7d, min_samples: 500, confidence: 0.99, report: live, samples: requests, ' +
        'metrics: [{ metric: errors, task: eu, margin: 5% }, { select: /p95, margin: 20, samples: /n, stderr: /se, direction: lower_is_better }], on_fail: rollback',
    )
    expect(canaryOf(text)).toMatchObject({
      against: 'first',
      bakeSeconds: 0,
      maxBakeSeconds: 604_800,
      minSamples: 500,
      reports: { candidate: 'live', baseline: 'live' },
      onFail: 'rollback',
      metrics: [
        { samples: { by: 'address', metric: 'requests', task: 'eu' }, stderr: null },
        {
          samples: { by: 'select', select: '/n' },
          stderr: { by: 'select', select: '/se' },
          check: { address: { by: 'select', select: '/p95' }, statistics: { confidence: 0.99 } },
        },
      ],
    })
  })

  it('a selector may have its samples in a metric', () => {
    const text = withCanary('bake: 24h, metrics: [{ select: /p95, margin: 20, samples: requests }]')
    expect(canaryOf(text)?.metrics[0]?.samples).toEqual({ by: 'address', metric: 'requests' })
  })

  it('a report of each version by location, and names left to the workflow', () => {
    const live = withCanary(`bake: 24h, report: live, ${METRICS}`, { reports: 'live: "wandb-version:"' })
    expect(canaryOf(live)?.reports).toEqual({ candidate: 'live', baseline: 'live' })
    const free = withCanary(`bake: 24h, reports: { candidate: c, baseline: b }, ${METRICS}`).replace(
      '    reports: { live: { wandb_version: metadata } }\n',
      '',
    )
    expect(canaryOf(free)?.reports).toEqual({ candidate: 'c', baseline: 'b' })
  })
})
