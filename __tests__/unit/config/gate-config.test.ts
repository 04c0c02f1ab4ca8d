import { generateKeyPairSync } from 'node:crypto'
import { describe, expect, it } from '@jest/globals'
import { parseGateConfig } from '../../../src/config/parse-gate-config.ts'
import { oneLine, placeOf, unmark, withModel, withStage } from './marked.ts'

const HEAD = 'version: 1\nregistry: acme/wandb-registry-model\nrecords: gov/records\n'
const BODY = 'models: { m: { stages: { s: { ungated: true } } } }\n'

describe('parseGateConfig', () => {
  it('fills in every default', () => {
    const { config, warnings } = parseGateConfig(
      `${HEAD}models:\n  m:\n    reports: { q: eval/r.json }\n    stages:\n      s:\n        checks: [{ metric: acc, min: 0.5 }]\n        approvals: [{}]\n`,
      'gates.yml',
    )
    const at = (line: number, column: number): object => ({ file: 'gates.yml', line, column })
    expect(warnings).toEqual([])
    const report = {
      name: 'q',
      location: { kind: 'path', text: 'eval/r.json' },
      format: 'auto',
      identitySelect: null,
      unbound: 'fail',
      maxAgeSeconds: null,
      at: at(6, 16),
    }
    const check = {
      id: 'checks/0',
      label: 'acc',
      severity: 'block',
      report: null,
      address: { by: 'address', metric: 'acc' },
      direction: null,
      unit: null,
      limits: { min: 0.5 },
      onMissingMetric: 'fail',
      onMissingBaseline: 'fail',
      onInconclusive: 'fail',
      at: at(9, 18),
    }
    const approval = {
      id: 'approvals/0',
      role: 'reviewer',
      count: 1,
      users: null,
      teams: null,
      permission: 'write',
      bind: 'version',
      codeOwners: false,
      environment: null,
      expires: null,
      mayShare: false,
      at: at(10, 21),
    }
    const stage = {
      name: 's',
      alias: 's',
      from: null,
      protected: false,
      ungated: false,
      mode: 'enforce',
      reports: new Map([['q', report]]),
      checks: [check],
      approvals: [approval],
      tickets: [],
      lineage: [],
      keepPrevious: null,
      attest: false,
      may: new Map(),
      emergency: null,
      rollback: { within: 5, days: 90 },
      at: at(8, 7),
    }
    expect(config).toEqual({
      file: 'gates.yml',
      version: 1,
      registry: { entity: 'acme', project: 'wandb-registry-model' },
      records: { entity: 'gov', project: 'records' },
      branches: null,
      pins: 'model-pins.yml',
      maxReportMb: 64,
      recordKeys: [],
      models: new Map([
        ['m', { name: 'm', collection: 'm', owners: [], stages: new Map([['s', stage]]), at: at(5, 3) }],
      ]),
    })
  })

  it('takes what is written over the defaults', () => {
    const { config } = parseGateConfig(
      `${HEAD}branches: [main, main, rel/eu]
pins: ./ops/pins.yml
max_report_mb: 8
models:
  "My model 🤖":
    collection: "Collection 📦 v2"
    owners: ["@a/b"]
    reports:
      q: { path: a.json, format: json, identity: { select: /id }, unbound: warn, max_age: 90m }
      r: { wandb_run: e/p/r1 }
      t: { wandb_artifact: "e/p/a:v3#x.json" }
      u: wandb-run:e/p/r2
      v: { path: b.csv, format: csv, columns: { metric: name, value: score, slice: [lang] } }
    stages:
      from-here: { ungated: true, alias: "pre production", protected: true, mode: dry_run }
      s:
        from: from-here
        reports: { q: b.json }
        approvals:
          - { role: steward, count: 2, users: ["@Ana", bo, chi], permission: admin, bind: head }
          - { role: owner, teams: ["@Acme/risk"], code_owners: true, expires: 7d, may_share: true }
          - { role: operator, environment: prod/EU }
        lineage: { require: [commit, run, run] }
        keep_previous: previous
        attest: true
`,
      'g.yml',
    )
    expect(config.branches).toEqual(['main', 'rel/eu'])
    expect(config.pins).toBe('ops/pins.yml')
    expect(config.maxReportMb).toBe(8)
    const model = config.models.get('My model 🤖')
    expect(model).toMatchObject({ collection: 'Collection 📦 v2', owners: ['@a/b'] })
    expect([...(model?.stages.keys() ?? [])]).toEqual(['from-here', 's'])
    expect(model?.stages.get('from-here')).toMatchObject({ alias: 'pre production', protected: true, mode: 'dry_run' })
    const stage = model?.stages.get('s')
    expect(stage).toMatchObject({
      from: 'from-here',
      keepPrevious: 'previous',
      attest: true,
      lineage: ['commit', 'run'],
    })
    expect(stage?.approvals).toMatchObject([
      { role: 'steward', count: 2, users: ['Ana', 'bo', 'chi'], permission: 'admin', bind: 'head' },
      {
        role: 'owner',
        teams: ['Acme/risk'],
        codeOwners: true,
        expires: { seconds: 604_800, text: '7d' },
        mayShare: true,
      },
      { role: 'operator', environment: 'prod/EU', users: null, teams: null },
    ])
    const locations = [...(stage?.reports.values() ?? [])].map((report) => report.location.text)
    expect(locations).toEqual([
      'b.json',
      'wandb-run:e/p/r1',
      'wandb-artifact:e/p/a:v3#x.json',
      'wandb-run:e/p/r2',
      'b.csv',
    ])
    expect(model?.stages.get('s')?.reports.get('v')?.columns).toEqual({
      metric: 'name',
      value: 'score',
      slice: ['lang'],
    })
    expect(stage?.reports.get('q')).toMatchObject({ format: 'auto', unbound: 'fail', maxAgeSeconds: null })
    expect(model?.stages.get('from-here')?.reports.get('q')).toMatchObject({
      format: 'json',
      identitySelect: '/id',
      unbound: 'warn',
      maxAgeSeconds: 5400,
    })
  })

  it('knows evidence of the version itself, and what a report is tied to', () => {
    const { config } = parseGateConfig(
      withModel(`    reports:
      meta: { wandb_version: metadata }
      short: "wandb-version:"
      runs:
        wandb_lineage: { project: research/evals, created_by: [eval-bot, ana], job_type: eval }
        dataset: { name: research/evals/golden, version: v4 }
        commit: version
      any: { wandb_lineage: { project: research/my evals, created_by: [bo] }, commit: head }
      own: { path: q.json, run: producer }
    stages: { s: { ungated: true } }`),
      'f',
    )
    const reports = [...(config.models.get('m')?.stages.get('s')?.reports.values() ?? [])]
    expect(reports.map(({ location, bindings }) => [location, bindings])).toEqual([
      [{ kind: 'wandb-version', text: 'wandb-version:metadata' }, undefined],
      [{ kind: 'wandb-version', text: 'wandb-version:' }, undefined],
      [
        {
          kind: 'wandb-lineage',
          text: 'wandb-lineage:research/evals',
          lineage: { entity: 'research', project: 'evals', createdBy: ['eval-bot', 'ana'], jobType: 'eval' },
        },
        { dataset: { name: 'research/evals/golden', version: 'v4' }, commit: 'version' },
      ],
      [
        {
          kind: 'wandb-lineage',
          text: 'wandb-lineage:research/my evals',
          lineage: { entity: 'research', project: 'my evals', createdBy: ['bo'], jobType: null },
        },
        { commit: 'head' },
      ],
      [{ kind: 'path', text: 'q.json' }, { run: 'producer' }],
    ])
  })

  it('knows which workflow runs may make a report', () => {
    const { config } = parseGateConfig(
      withModel(`    reports:
      a: { workflow_artifact: "evaluation#out/q.json", workflow: .github/workflows/eval.yml }
      b: { workflow_artifact: "77/evaluation#q.json", workflow: .github/workflows/e.yaml, events: [pull_request, push] }
    stages: { s: { ungated: true } }`),
      'f',
    )
    const reports = [...(config.models.get('m')?.stages.get('s')?.reports.values() ?? [])]
    expect(reports.map(({ location }) => location)).toEqual([
      {
        kind: 'workflow-artifact',
        text: 'workflow-artifact:evaluation#out/q.json',
        artifact: { workflow: '.github/workflows/eval.yml', events: ['push', 'schedule', 'workflow_dispatch'] },
      },
      {
        kind: 'workflow-artifact',
        text: 'workflow-artifact:77/evaluation#q.json',
        artifact: { workflow: '.github/workflows/e.yaml', events: ['pull_request', 'push'] },
      },
    ])
  })

  it('knows who may start what, in a fixed order, each rule with its place', () => {
    const { text, places } = unmark(
      withStage(
        `ungated: true
may:
  «release: { users: ["@Ana", "on-call[bot]"] }
  «rollback: { teams: ["@ops/on-call"], permission: triage }
  «promote: { users: [bo], permission: admin }
«emergency: { count: 2, users: ["@ana", bo, chi], teams: [ops/leads], permission: maintain }
rollback: { within: 20, days: 1 }`,
      ),
    )
    const { config, warnings } = parseGateConfig(text, 'f')
    const stage = config.models.get('m')?.stages.get('s')
    const placed = [...(stage?.may ?? [])].map(([operation, { at, ...rule }]) => [
      operation,
      rule,
      `${at.line}:${at.column}`,
    ])
    expect(placed).toEqual([
      ['promote', { users: ['bo'], teams: null, permission: 'admin' }, places[2]],
      ['rollback', { users: null, teams: ['ops/on-call'], permission: 'triage' }, places[1]],
      ['release', { users: ['Ana', 'on-call[bot]'], teams: null, permission: null }, places[0]],
    ])
    expect(stage?.emergency).toMatchObject({ count: 2, users: ['ana', 'bo', 'chi'], teams: ['ops/leads'] })
    expect(`${stage?.emergency?.at.line}:${stage?.emergency?.at.column}`).toBe(places[3])
    expect(stage?.rollback).toEqual({ within: 20, days: 1 })
    expect(warnings).toEqual([])
  })

  it('lets an empty emergency and an empty rollback stand for their defaults', () => {
    const { config } = parseGateConfig(withStage('ungated: true\nemergency: {}\nrollback: {}'), 'f')
    const stage = config.models.get('m')?.stages.get('s')
    expect(stage?.emergency).toMatchObject({ count: 1, users: null, permission: 'write' })
    expect(stage?.rollback).toEqual({ within: 5, days: 90 })
  })

  it('takes every public key that is made, as it is made', () => {
    const keys = Array.from({ length: 20 }, () => {
      const { publicKey } = generateKeyPairSync('ed25519')
      return `ed25519:${publicKey.export({ type: 'spki', format: 'der' }).toString('base64')}`
    })
    const { config } = parseGateConfig(`${HEAD}record_keys: ${JSON.stringify(keys)}\n${BODY}`, 'f')
    expect(config.recordKeys).toEqual(keys)
  })

  it.each([
    ['ec', () => generateKeyPairSync('ec', { namedCurve: 'P-256' })],
    ['x25519', () => generateKeyPairSync('x25519')],
    ['ed448', () => generateKeyPairSync('ed448')],
  ])('refuses a public key of the type %s', (_type, make) => {
    const key = `ed25519:${make().publicKey.export({ type: 'spki', format: 'der' }).toString('base64')}`
    expect(() => parseGateConfig(`${HEAD}record_keys: ["${key}"]\n${BODY}`, 'f')).toThrow('f has a problem.')
  })

  it.each([
    ['30m', 1800],
    ['24h', 86_400],
    ['7d', 604_800],
  ])('reads the duration %s as %i seconds', (text, seconds) => {
    const { config } = parseGateConfig(
      withModel(`    reports: { q: { path: a, max_age: ${text} } }\n    stages: { s: { ungated: true } }`),
      'f',
    )
    expect(config.models.get('m')?.stages.get('s')?.reports.get('q')?.maxAgeSeconds).toBe(seconds)
  })

  it.each([
    ['0.01', { kind: 'absolute', amount: 0.01, text: '0.01' }],
    ['0', { kind: 'absolute', amount: 0, text: '0' }],
    ['2%', { kind: 'relative', amount: 0.02, text: '2%' }],
    ['0.7%', { kind: 'relative', amount: 0.007, text: '0.7%' }],
    ['58%', { kind: 'relative', amount: 0.58, text: '58%' }],
    ['150%', { kind: 'relative', amount: 1.5, text: '150%' }],
    ['0%', { kind: 'relative', amount: 0, text: '0%' }],
  ])('reads the change %s', (text, expected) => {
    const keys = ['max_regression', 'min_improvement', 'max_improvement'] as const
    const { config } = parseGateConfig(
      withStage(`checks: [{ metric: a, ${keys.map((key) => `${key}: ${text}`).join(', ')} }]`),
      'f',
    )
    const [check] = config.models.get('m')?.stages.get('s')?.checks ?? []
    expect(check?.limits).toEqual({ maxRegression: expected, minImprovement: expected, maxImprovement: expected })
  })

  it.each([
    ['metric: acc, task: arc_easy', 'acc · arc_easy'],
    ['metric: exact_match, task: gsm8k, filter: strict-match', 'exact_match · gsm8k · strict-match'],
    ['metric: f1, scorer: rouge, slice: { language: de, age: old }', 'f1 · rouge · language=de · age=old'],
    ['metric: acc, name: Accuracy', 'Accuracy'],
    ['select: /latency/p95_ms', '/latency/p95_ms'],
    ['select: "$.a[?@.b==1]", name: p95 latency', 'p95 latency'],
  ])('labels { %s } as %s', (address, label) => {
    const { config } = parseGateConfig(withStage(`checks: [{ ${address}, min: 0 }]`), 'f')
    expect(config.models.get('m')?.stages.get('s')?.checks[0]?.label).toBe(label)
  })

  it.each([
    'min: 0, max: 0',
    'above: 0, below: 1',
    'min: 0.5, below: 1',
    'unit: fraction, min: 0, max: 1',
    'unit: percent, above: 99.5',
    'direction: higher_is_better, max: 0.9',
    'min_improvement: 1, max_improvement: 2%',
    'min_improvement: 2%, max_improvement: 2%',
    'min: -1e-30, max: 1e300',
  ])('accepts the limits { %s }', (limits) => {
    expect(() => parseGateConfig(withStage(`checks: [{ metric: a, ${limits} }]`), 'f')).not.toThrow()
  })

  it('leaves reports to the workflow when the config has none', () => {
    const { config } = parseGateConfig(
      withStage('checks: [{ metric: a, min: 1 }, { report: q, metric: b, min: 1 }]'),
      'f',
    )
    expect(
      config.models
        .get('m')
        ?.stages.get('s')
        ?.checks.map((check) => check.report),
    ).toEqual([null, 'q'])
  })

  it('keeps two models apart that share rules by alias', () => {
    const { config } = parseGateConfig(
      `${HEAD}models:\n  a: { stages: { s: { checks: &c [{ metric: x, min: 1 }] } } }\n  b: { stages: { s: { checks: *c } } }\n`,
      'f',
    )
    const place = (model: string): unknown => config.models.get(model)?.stages.get('s')?.checks[0]?.at
    expect(place('b')).toEqual(place('a'))
    expect(config.models.get('b')?.at.line).toBe(6)
  })

  it.each([
    ['metric: acc, each: task', { each: ['task'] }, 'acc'],
    ['metric: acc, task: "m_*", each: [task, task, language]', { each: ['task', 'language'] }, 'acc · m_*'],
    ['metric: acc, task: "", slice: {}', { address: { by: 'address', metric: 'acc', task: '', slice: {} } }, 'acc'],
    ['metric: acc, aggregate: weighted_mean', { aggregate: 'weighted_mean' }, 'weighted mean of acc'],
    ['select: "$.a[*]", reduce: p95', { address: { by: 'select', select: '$.a[*]', reduce: 'p95' } }, 'p95 of $.a[*]'],
    [
      'metric: acc, slices: { by: language, max: 1, max_regression: 2%, required: [de, de] }',
      {
        slices: {
          by: 'language',
          limits: { max: 1, maxRegression: { kind: 'relative', amount: 0.02, text: '2%' } },
          maxGap: null,
          minSamples: null,
          required: ['de'],
          onMissingSlice: 'fail',
        },
      },
      'acc',
    ],
    [
      'metric: acc, slices: { by: language, max_gap: 0, min_samples: 50, on_missing_slice: warn }',
      {
        slices: { by: 'language', limits: {}, maxGap: 0, minSamples: 50, required: [], onMissingSlice: 'warn' },
      },
      'acc',
    ],
  ])('reads a check on several numbers: %s', (keys, expected, label) => {
    const { config } = parseGateConfig(withStage(`checks: [{ ${keys}, min: 0 }]`), 'f')
    expect(config.models.get('m')?.stages.get('s')?.checks[0]).toMatchObject({ ...expected, label })
  })

  it('reads 1,000 checks, each with its place', () => {
    const lines = Array.from({ length: 1000 }, (_, index) => `  - { metric: m${index}, min: ${index} }`)
    const { config } = parseGateConfig(withStage(`checks:\n${lines.join('\n')}`), 'f')
    const { checks = [] } = config.models.get('m')?.stages.get('s') ?? {}
    expect(checks).toHaveLength(1000)
    expect(checks[999]).toMatchObject({ id: 'checks/999', limits: { min: 999 }, at: { line: 1008, column: 13 } })
  })
})

describe('warnings', () => {
  it('as many eligible people as approvals', () => {
    const { text, places } = unmark(
      withStage(
        'approvals:\n  - { users: «[ana] }\n  - { count: 2, users: «["@bo", chi] }\n  - { count: 2, users: [a, b, c] }',
      ),
    )
    const { warnings } = parseGateConfig(text, 'f')
    const stuck =
      'the gate is stuck as soon as one of them is away or wrote the change | List more people than the count.'
    expect(warnings.map(oneLine)).toEqual([
      `${places[0]} 1 eligible person for 1 approval: ${stuck}`,
      `${places[1]} 2 eligible people for 2 approvals: ${stuck}`,
    ])
  })

  it('as many eligible people as an emergency needs', () => {
    const { text, places } = unmark(withStage('ungated: true\nemergency: { users: «[ana] }'))
    expect(parseGateConfig(text, 'f').warnings.map(placeOf)).toEqual(places)
  })

  it('a team may have as many people as it likes', () => {
    const { text } = unmark(withStage('approvals: [{ count: 2, users: [ana], teams: [a/b] }]'))
    expect(parseGateConfig(text, 'f').warnings).toEqual([])
  })

  it('a rule that is open to whoever can read', () => {
    const { text, places } = unmark(
      withStage(
        'approvals:\n  - { permission: «read }\n  - { permission: read, teams: [a/b] }\n  - { permission: read, environment: prod }',
      ),
    )
    expect(parseGateConfig(text, 'f').warnings.map(oneLine)).toEqual([
      `${places[0]} Whoever can read the repository may approve here: of a public one that is anybody | List the people under \`users\` or \`teams\`.`,
    ])
  })

  it.each([
    ['enough people for all roles', '[{ users: [ana, bo] }, { users: [ana, bo, chi] }]'],
    ['people who may share', '[{ users: [ana, bo], may_share: true }, { users: [ana] }]'],
    ['a role that is open to many', '[{ users: [ana, bo] }, { users: [ana, bo] }, { permission: write }]'],
    ['a role with a team', '[{ users: [ana] }, { users: [ana], teams: [a/b] }]'],
  ])('no error for %s', (_name, rules) => {
    const { text } = unmark(withStage(`approvals: ${rules}`))
    expect(parseGateConfig(text, 'f').config.models.size).toBe(1)
  })

  it('the legacy registry', () => {
    const { text, places } = unmark(`version: 1\nregistry: «acme/model-registry\nrecords: gov/records\n${BODY}`)
    const { config, warnings } = parseGateConfig(text, 'f')
    expect(config.registry).toEqual({ entity: 'acme', project: 'model-registry' })
    expect(warnings.map(oneLine)).toEqual([
      `${places[0]} \`model-registry\` is the old W&B Model Registry | Migrate it: collections of the new registry live in \`wandb-registry-model\`.`,
    ])
  })
})

describe('names', () => {
  it.each([
    'production',
    'pre-prod_2.1',
    'prod eu',
    'préproduction',
    'Größe',
    '本番',
    'прод',
    'V3x',
    'v',
    'latest-eu',
    '.hidden',
  ])('the alias %j is allowed', (alias) => {
    const { config } = parseGateConfig(withStage(`ungated: true\nalias: ${JSON.stringify(alias)}`), 'f')
    expect(config.models.get('m')?.stages.get('s')?.alias).toBe(alias)
  })

  it.each([
    ['a reserved word', 'latest'],
    ['a version', 'v12'],
    ['a slash', 'a/b'],
    ['a colon', 'a:b'],
    ['a comma', 'production,latest'],
    ['space in front', ' a'],
    ['space behind', 'a '],
    ['nothing', ''],
    ['too long', 'a'.repeat(129)],
    ['a line end', 'a\nb'],
    ['a tab', 'a\tb'],
    ['zero width space', 'pro\u200bduction'],
    ['variation selector', 'production\ufe0f'],
    ['right-to-left override', 'prod\u202euction'],
    ['Cyrillic o', 'pr\u043eduction'],
    ['Greek omicron', 'pr\u03bfduction'],
    ['full width', '\uff50roduction'],
    ['mathematical letters', '\u{1d429}rod'],
    ['dotless i', 'product\u0131on'],
    ['script g', 'sta\u0261in\u0261'],
    ['decomposed accents', 'pre\u0301prod'],
    ['no-break space', 'prod\u00a0eu'],
    ['an emoji', 'prod 🚀'],
  ])('an alias with %s is refused', (_what, alias) => {
    expect(() => parseGateConfig(withStage(`ungated: true\nalias: ${JSON.stringify(alias)}`), 'f')).toThrow(
      'f has a problem.',
    )
  })

  it.each(['a\u200bb', 'a\u202eb', 'a\nb', 'a:b', 'x'.repeat(129)])('the collection %j is refused', (collection) => {
    expect(() =>
      parseGateConfig(
        withModel(`    collection: ${JSON.stringify(collection)}\n    stages: { s: { ungated: true } }`),
        'f',
      ),
    ).toThrow('f has a problem.')
  })

  it.each(['family 👩‍👧 model', 'naïve', 'a.b-c_d', '模型'])('the collection %j is allowed', (collection) => {
    expect(() =>
      parseGateConfig(
        withModel(`    collection: ${JSON.stringify(collection)}\n    stages: { s: { ungated: true } }`),
        'f',
      ),
    ).not.toThrow()
  })

  it('a registry project with spaces and emoji is allowed', () => {
    const { config } = parseGateConfig(
      `version: 1\nregistry: acme/wandb-registry-our models 🤖\nrecords: gov/our records\n${BODY}`,
      'f',
    )
    expect(config.registry.project).toBe('wandb-registry-our models 🤖')
  })
})
