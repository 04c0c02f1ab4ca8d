import { describe, expect, it } from '@jest/globals'
import { parseGateConfig } from '../../../src/config/parse-gate-config.ts'
import { READER_NAMES } from '../../../src/evidence/reader-names.ts'
import { issuesOf, oneLine, unmark, withModel, withStage } from './marked.ts'

/** « marks where each issue is expected, in order; `said` is how each one reads, without its place. */
type Refusal = readonly [what: string, marked: string, said: readonly string[]]

const LIMITS = 'min, max, above, below, max_regression, min_improvement, max_improvement, margin'
const ALIAS_RULE =
  'expected a name of at most 128 letters, digits, `-`, `_`, `.` and inner spaces, not `latest` or `vN`, without look-alike letters'
const ONE_CHECK = 'checks: [{ metric: a, min: 1 }]'
const UNGATED =
  'Nothing blocks this stage (`ungated`) | expected a check of severity `block`, `canary`, `approvals` or `lineage` | If everything may pass here, write `ungated: true`.'
const SELECT_RULE = 'expected a JSON Pointer such as `/latency/p95_ms`, or a JSONPath query such as `$.latency.p95_ms`'
const later = (key: string, purpose: string): string =>
  `\`${key}\` (${purpose}) is not available yet | Remove it: a key that has no effect is not accepted.`

const checks: readonly Refusal[] = [
  ['unknown key', withStage('checks: [{ metric: a, min: 1, «mni: 2 }]'), ['Unknown key `mni` | Did you mean `min`?']],
  [
    'number as text',
    withStage('checks: [{ metric: a, min: «"0.85" }]'),
    ['`min` has the wrong type | expected a finite number | found the text "0.85" | Remove the quotes.'],
  ],
  [
    'percentage where none is read',
    withStage('checks: [{ metric: a, max: «5% }]'),
    [
      '`max` has the wrong type | expected a finite number | found the text "5%" | Percentages are read in max_regression, min_improvement, max_improvement and margin only.',
    ],
  ],
  [
    'words for a number',
    withStage('checks: [{ metric: a, max: «high }]'),
    ['`max` has the wrong type | expected a finite number | found the text "high"'],
  ],
  [
    'numbers that are none',
    withStage('checks: [{ metric: a, min: «.nan }, { metric: a, min: «-.inf }, { metric: a, above: «1e999 }]'),
    ['NaN', '-Infinity', 'Infinity'].map(
      (found, index) =>
        `\`${index === 2 ? 'above' : 'min'}\` has the wrong type | expected a finite number | found the number ${found}`,
    ),
  ],
  [
    'value left out',
    withStage('checks:\n  - metric: a\n    min:«'),
    ['`min` has the wrong type | expected a finite number | found nothing | Give it a value, or remove the key.'],
  ],
  [
    'change limits',
    withStage(
      'checks:\n  - { metric: a, max_regression: «-1 }\n  - { metric: a, min_improvement: «5 % }\n  - { metric: a, max_improvement: «true }',
    ),
    [
      '`max_regression` is out of range | expected a number of 0 or more, or a percentage of the baseline such as `2%` | found the number -1',
      '`min_improvement` has a value that is not allowed | expected a number of 0 or more, or a percentage of the baseline such as `2%` | found the text "5 %"',
      '`max_improvement` has the wrong type | expected a number of 0 or more, or a percentage of the baseline such as `2%` | found the value true',
    ],
  ],
  [
    'no address, no limit',
    withStage('checks: [«{ name: x }]'),
    [
      'The check does not say which number it is about | expected `metric` or `select`',
      `The check has no limit | expected at least one of ${LIMITS}`,
    ],
  ],
  [
    'both addresses',
    withStage('checks: [{ metric: a, «select: /a, min: 1 }]'),
    ['The check has both `metric` and `select` | Keep one of them.'],
  ],
  [
    'address parts beside select',
    withStage('checks: [{ select: /a, min: 1, «task: t, «filter: f, «scorer: s, «slice: { d: v } }]'),
    ['task', 'filter', 'scorer', 'slice'].map(
      (key) => `\`${key}\` says nothing beside \`select\` | Use it with \`metric\`, or remove it.`,
    ),
  ],
  [
    'keys of several numbers beside select',
    withStage('checks: [{ select: /a, min: 1, «each: d, «aggregate: mean, «slices: { by: d, min: 0 } }]'),
    [
      '`each` says nothing beside `select` | Use it with `metric`, or remove it.',
      '`aggregate` says nothing beside `select` | Beside `select` one number is made of many with `reduce`.',
      '`slices` says nothing beside `select` | Use it with `metric`, or remove it.',
    ],
  ],
  [
    'reducer beside metric, and an unknown one',
    withStage('checks: [{ metric: a, min: 1, «reduce: mean }, { select: /a, min: 1, reduce: «p42 }]'),
    [
      '`reduce` says nothing beside `metric` | Beside `metric` one number is made of many with `aggregate`.',
      '`reduce` has a value that is not allowed | expected one of mean, min, max, sum, count, pass_rate, p50, p90, p95, p99 | found the text "p42"',
    ],
  ],
  [
    'each of what is fixed',
    withStage(
      'checks:\n  - { metric: a, min: 1, task: t, each: «task }\n  - { metric: a, min: 1, slice: { l: de }, each: «[task, l] }\n  - { metric: a, min: 1, task: "t\\\\*", each: «task }\n  - { metric: a, min: 1, task: "t*", each: task }\n  - { metric: a, min: 1, each: «[] }',
    ),
    [
      ...['task', 'l', 'task'].map(
        (name) =>
          `\`each\` names \`${name}\`, which the check fixes to one value | Remove one of them, or write a wildcard such as \`*\` as the value.`,
      ),
      '`each` is out of range | expected a list with at least one entry | found an empty list',
    ],
  ],
  [
    'aggregate of different metrics',
    withStage(
      'checks: [{ metric: "a*", min: 1, aggregate: «mean }, { metric: "a*", each: metric, aggregate: mean, min: 1 }]',
    ),
    ['`aggregate` would put numbers of different metrics together | Name one metric, or add `each: metric`.'],
  ],
  [
    'slices that say nothing, or not which',
    withStage(
      'checks:\n  - { metric: a, slices: «{ by: d, required: [x] } }\n  - { metric: a, «slices: { min: 0 } }\n  - { metric: a, slices: { by: «task, min: 0 } }\n  - { metric: a, slice: { d: x }, slices: { by: «d, min: 0 } }\n  - { metric: a, «each: t, slices: { by: d, min: 0 } }',
    ),
    [
      '`slices` has no limit | expected at least one of min, max, above, below, max_regression, min_improvement, max_improvement, max_gap',
      '`by` is missing | expected one line of at most 200 characters',
      '`task` is no dimension of a slice | expected a dimension such as `language` | Use `each: task` for one check for each value.',
      'The check fixes `d` to one value in `slice` | Remove it from `slice`.',
      'The check has both `each` and `slices` | Write one check for each value, or limits that `each` judges one by one.',
    ],
  ],
  [
    'limits of slices',
    withStage(
      'checks:\n  - { metric: a, unit: fraction, slices: { by: d, min: «62 } }\n  - { metric: a, slices: { by: d, min: 2, max: «1, max_gap: «-1, min_samples: «0 } }',
    ),
    [
      '`min` lies outside the unit `fraction` | expected a number from 0 to 1 | found the number 62',
      'No value can meet both `min` 2 and `max` 1',
      '`max_gap` is out of range | expected 0 or more | found the number -1',
      '`min_samples` is out of range | expected 1 or more | found the number 0',
    ],
  ],
  [
    'keys of slices that stand at the check',
    withStage('checks: [{ metric: a, min: 1, «max_gap: 1, «on_missing_slice: warn }]'),
    ['max_gap', 'on_missing_slice'].map(
      (key) => `Unknown key \`${key}\` | Write it in \`slices\`: \`slices: { by: language, ${key}: … }\`.`,
    ),
  ],
  [
    'slice value that is no text',
    withStage('checks: [{ metric: a, min: 1, slice: { year: «2024, top: «true } }]'),
    [
      '`year` has the wrong type | expected one line of at most 200 characters | found the number 2024 | Put it in quotes.',
      '`top` has the wrong type | expected one line of at most 200 characters | found the value true | Put it in quotes.',
    ],
  ],
  [
    'selector',
    withStage('checks: [{ select: «a.b, min: 1 }]'),
    [`\`select\` has a value that is not allowed | ${SELECT_RULE} | found the text "a.b"`],
  ],
  [
    'pointer escape',
    withStage('checks: [{ select: «/a~2, min: 1 }]'),
    [`\`select\` has a value that is not allowed | ${SELECT_RULE} | found the text "/a~2"`],
  ],
  [
    'queries that cannot be carried out',
    withModel(
      '    reports: { q: { path: a, identity: { select: «"$.id[" } } }\n    stages:\n      s: { checks: [{ select: «$foo, min: 1 }] }',
    ),
    [
      "`select` cannot be read: not a JSONPath (RFC 9535): unclosed bracketed selection ('$.id[':5)",
      "`select` cannot be read: not a JSONPath (RFC 9535): expected '.', '..' or a bracketed selection, found 'f' ('$foo':1)",
    ],
  ],
  [
    'min above max',
    withStage('checks: [{ metric: a, min: 0.9, max: «0.1 }]'),
    ['No value can meet both `min` 0.9 and `max` 0.1'],
  ],
  [
    'empty interval',
    withStage('checks: [{ metric: a, above: 1, max: «1 }]'),
    ['No value can meet both `above` 1 and `max` 1'],
  ],
  [
    'inclusive and strict',
    withStage('checks: [{ metric: a, min: 0, «above: 0 }, { metric: a, max: 1, «below: 1 }]'),
    [
      'The check has both `min` and `above` | Keep one of them.',
      'The check has both `max` and `below` | Keep one of them.',
    ],
  ],
  [
    'limits outside the unit',
    withStage('checks: [{ metric: a, unit: fraction, min: «62 }, { metric: a, unit: percent, below: «-1 }]'),
    [
      '`min` lies outside the unit `fraction` | expected a number from 0 to 1 | found the number 62',
      '`below` lies outside the unit `percent` | expected a number from 0 to 100 | found the number -1',
    ],
  ],
  [
    'improvements that contradict',
    withStage('checks: [{ metric: a, min_improvement: 5%, max_improvement: «2% }]'),
    ['No value can meet both `min_improvement` 5% and `max_improvement` 2%'],
  ],
  [
    'words outside the list',
    withStage('checks: [{ metric: a, min: 1, severity: «blck, direction: «up, on_missing_metric: «pending }]'),
    [
      '`severity` has a value that is not allowed | expected one of block, warn, info | found the text "blck" | Did you mean `block`?',
      '`direction` has a value that is not allowed | expected one of higher_is_better, lower_is_better | found the text "up"',
      '`on_missing_metric` has a value that is not allowed | expected one of fail, warn, pass | found the text "pending"',
    ],
  ],
  [
    'a check that is no mapping',
    withStage('checks: [«acc]'),
    ['`checks[0]` has the wrong type | expected a mapping | found the text "acc"'],
  ],
  [
    'checks that are no list',
    withStage('checks: «{ metric: a, min: 1 }'),
    ['`checks` has the wrong type | expected a list | found a mapping'],
  ],
  [
    'keys of later releases',
    withStage('«method: point\n«confidence: 0.9\n«min_samples: 5\nchecks: [{ metric: a, min: 1 }]'),
    [
      later('method', 'statistical method for all checks'),
      later('confidence', 'statistical confidence for all checks'),
      later('min_samples', 'least number of samples for all checks'),
    ],
  ],
]

const reports: readonly Refusal[] = [
  [
    'unknown report',
    withModel(
      '    reports: { quality: a.json }\n    stages:\n      s:\n        checks: [{ report: «qualty, metric: a, min: 1 }]',
    ),
    ['No report is named `qualty` | Did you mean `quality`?'],
  ],
  [
    'which of several',
    withModel(
      '    reports: { q: a.json }\n    stages:\n      s:\n        reports: { r: b.json }\n        checks: [«{ metric: a, min: 1 }]',
    ),
    ['The check does not say which report it reads | expected `report`: one of q, r'],
  ],
  [
    'no place, two places',
    withModel(
      `    reports: { q: «{ format: json }, r: { path: a, «wandb_run: e/p/r } }\n    stages:\n      s: { ungated: true }`,
    ),
    [
      'The report does not say where it lies | expected exactly one of path, wandb_run, wandb_artifact, wandb_version, wandb_lineage, workflow_artifact',
      'The report lies in two places | expected exactly one of path, wandb_run, wandb_artifact, wandb_version, wandb_lineage, workflow_artifact',
    ],
  ],
  [
    'lineage and metadata of the version',
    withModel(
      [
        '    reports:',
        '      a: { wandb_lineage: { project: research/evals, created_by: «[] } }',
        '      b: { wandb_lineage: { project: «acme/wandb-registry-model, created_by: [bot] } }',
        '      c: { wandb_lineage: «research/evals }',
        '      d: { «wandb_lineage: { project: research/evals } }',
        '      e: { wandb_version: «files }',
        '      f: { wandb_lineage: { project: research/evals, created_by: [bot] }, «run: producer }',
        '      g: { path: q.json, «wandb_lineage: { project: research/evals, created_by: [bot] } }',
        '      h: «wandb-lineage:research/evals',
        '      i: { path: q.json, «dataset: { name: golden }, commit: «base }',
        '      j: { path: q.json, dataset: { name: golden, version: «4 } }',
        '    stages: { s: { ungated: true } }',
      ].join('\n'),
    ),
    [
      '`created_by` is out of range | expected a list with at least one entry | found an empty list',
      '`project` has a value that is not allowed | expected `<entity>/<project>` of an ordinary project (not a registry), such as `research/evals` | found the text "acme/wandb-registry-model"',
      '`wandb_lineage` has the wrong type | expected a mapping | found the text "research/evals"',
      '`created_by` is missing | expected a list',
      '`wandb_version` has a value that is not allowed | expected metadata | found the text "files"',
      '`run: producer` can never hold beside `wandb_lineage` | A run that used the version is not the one that logged it. Remove one of the two.',
      'The report lies in two places | expected exactly one of path, wandb_run, wandb_artifact, wandb_version, wandb_lineage, workflow_artifact',
      '"wandb-lineage:research/evals" cannot be written as text: it does not say whose runs count | Write it in the gate config: `wandb_lineage: { project: entity/project, created_by: [user] }`.',
      '`version` is missing | expected one line of at most 200 characters',
      '`commit` has a value that is not allowed | expected one of head, version | found the text "base"',
      '`version` has the wrong type | expected one line of at most 200 characters | found the number 4 | Put it in quotes.',
    ],
  ],
  [
    'workflow artifacts',
    withModel(
      [
        '    reports:',
        '      a: { workflow_artifact: «"evaluation#q.json" }',
        '      b: { workflow_artifact: «evaluation, workflow: .github/workflows/eval.yml }',
        '      c: { workflow_artifact: «"evaluation#../q.json", workflow: .github/workflows/eval.yml }',
        '      d: { workflow_artifact: "evaluation#q.json", workflow: «eval.yml }',
        '      e: { workflow_artifact: "evaluation#q.json", workflow: .github/workflows/eval.yml, events: [«pull_request_target] }',
        '      f: { path: q.json, «workflow: .github/workflows/eval.yml, «events: [push] }',
        '      g: «"workflow-artifact:evaluation#q.json"',
        '      h: { path: «"workflow-artifact:evaluation#q.json" }',
        '    stages: { s: { ungated: true } }',
      ].join('\n'),
    ),
    [
      'An artifact of a workflow run needs `workflow`: which workflow may make the report | Write `workflow_artifact: NAME#file` and `workflow: .github/workflows/eval.yml`.',
      '"workflow-artifact:evaluation" does not name a file of a workflow artifact | Write workflow-artifact:NAME#path/of/file.json, with RUN/ before NAME for a run of its own.',
      'The file in "workflow-artifact:evaluation#../q.json" leaves its folder by ..',
      '`workflow` has a value that is not allowed | expected the path of a workflow file, such as `.github/workflows/eval.yml` | found the text "eval.yml"',
      '`events[0]` has a value that is not allowed | expected one of push, schedule, workflow_dispatch, repository_dispatch, pull_request | found the text "pull_request_target"',
      '`workflow` says which workflow runs count, and the report is no artifact of one | expected `workflow_artifact: NAME#file`',
      '`events` says which workflow runs count, and the report is no artifact of one | expected `workflow_artifact: NAME#file`',
      'An artifact of a workflow run needs `workflow`: which workflow may make the report | Write `workflow_artifact: NAME#file` and `workflow: .github/workflows/eval.yml`.',
      '`path` names an artifact of a workflow run: "workflow-artifact:evaluation#q.json" | Use the keys `workflow_artifact` and `workflow`.',
    ],
  ],
  [
    'places that cannot be read',
    withModel(
      [
        '    reports:',
        '      a: «/etc/passwd',
        '      b: { path: «../x.json }',
        '      c: { wandb_run: «team/proj }',
        '      d: { wandb_artifact: «t/p/a:latest#f }',
        '      e: { path: «"wandb-run:t/p/r" }',
        '      f: «""',
        '      g: «[a.json]',
        '    stages: { s: { ungated: true } }',
      ].join('\n'),
    ),
    [
      'The path "/etc/passwd" is absolute; write it from the top of the repository',
      'The path "../x.json" leaves its folder by ..',
      '"wandb-run:team/proj" does not name a W&B run | Write wandb-run:entity/project/run, with the id of the run (the last part of its URL).',
      '"wandb-artifact:t/p/a:latest#f" does not name a version: "latest" is not vN | An alias may move between two reads; write the version, such as v3.',
      '`path` names a place in W&B: "wandb-run:t/p/r" | Write the location as plain text, or use the key that begins with `wandb_`.',
      '`f` is out of range | expected a place that evidence is read from | found the text ""',
      '`g` has the wrong type | expected text or a mapping | found a list',
    ],
  ],
  [
    'single keys',
    withModel(
      '    reports: { q: { path: a, format: «lm_eval, unbound: «pass, max_age: «2w, «identity: {}, «attest: 1, «pth: b } }\n    stages: { s: { ungated: true } }',
    ),
    [
      `\`format\` has a value that is not allowed | expected one of auto, ${READER_NAMES.join(', ')} | found the text "lm_eval" | Did you mean \`lm-eval\`?`,
      '`unbound` has a value that is not allowed | expected one of fail, warn | found the text "pass"',
      '`max_age` has a value that is not allowed | expected a duration in minutes, hours or days: `30m`, `24h`, `7d` | found the text "2w"',
      `\`select\` is missing | ${SELECT_RULE}`,
      later('attest', 'attestations of reports or records'),
      'Unknown key `pth` | Did you mean `path`?',
    ],
  ],
  [
    'columns of a CSV report',
    withModel(
      '    reports: { q: { path: a, format: json, «columns: { value: v } }, r: { path: b, «columns: { metric: m, «vlaue: v, slice: «[] } } }\n    stages: { s: { ungated: true } }',
    ),
    [
      '`columns` says what the columns of a CSV file hold, and the format is json | expected `format: csv`, or no `columns`',
      '`value` is missing | expected the name of a column',
      'Unknown key `vlaue` | Did you mean `value`?',
      '`slice` is out of range | expected a list with at least one entry | found an empty list',
    ],
  ],
  [
    'names of reports',
    withModel('    reports: { «"a=b": a.json }\n    stages: { s: { ungated: true } }'),
    [
      'The name `a=b` is not allowed | expected a name of at most 64 letters, digits, `-`, `_` and `.`, starting with a letter or digit | found the text "a=b"',
    ],
  ],
]

const stages: readonly Refusal[] = [
  ['nothing blocks', withModel('    stages:\n      «a:\n        from: b\n      b: { ungated: true }'), [UNGATED]],
  ['nothing blocks, said so falsely', withModel('    stages:\n      «a: { ungated: false }'), [UNGATED]],
  [
    'only softened checks',
    withModel('    stages:\n      «a: { checks: [{ metric: a, min: 1, severity: warn }] }'),
    [UNGATED],
  ],
  [
    'ungated and blocking',
    withStage(`${ONE_CHECK}\nungated: «true`),
    [
      'The stage says `ungated: true`, yet has rules that block | Remove `ungated`, or give every check `severity: warn` or `info`.',
    ],
  ],
  [
    'ungated as a word',
    withStage('ungated: «yes'),
    [
      '`ungated` has the wrong type | expected true or false | found the text "yes" | Write true or false: YAML 1.2 reads other words as text.',
    ],
  ],
  [
    'from nowhere',
    withModel(`    stages: { staging: { ungated: true }, p: { ungated: true, from: «stagin } }`),
    ['The model has no stage `stagin` | Did you mean `staging`?'],
  ],
  ['from nowhere, alone', withStage('from: «other\nungated: true'), ['The model has no stage `other`']],
  ['from itself', withStage('from: «s\nungated: true'), ['The stage `s` comes from itself']],
  [
    'a circle, told once',
    withModel(
      '    stages:\n      tail: { ungated: true, from: a }\n      a: { ungated: true, from: «b }\n      b: { ungated: true, from: c }\n      c: { ungated: true, from: a }\n      d: { ungated: true, from: c }',
    ),
    ['The stages go round in a circle: a ← b ← c ← a'],
  ],
  [
    'aliases shared',
    withModel(
      '    stages:\n      a: { ungated: true, alias: x }\n      b: { ungated: true, alias: «x }\n      «x: { ungated: true }',
    ),
    ['The alias `x` belongs to stage `a` already', 'The alias `x` belongs to stage `a` already'],
  ],
  [
    'keep_previous on an owned alias',
    withModel(
      '    stages:\n      a: { ungated: true, keep_previous: «b }\n      b: { ungated: true, keep_previous: old }\n      c: { ungated: true, keep_previous: «old }',
    ),
    ['The alias `b` belongs to stage `b` already', 'The alias `old` belongs to `keep_previous` of stage `b` already'],
  ],
  [
    'aliases that are not allowed',
    withModel(
      '    stages:\n      «latest: { ungated: true }\n      a: { ungated: true, alias: «v3 }\n      b: { ungated: true, keep_previous: «x/y }\n      c: { ungated: true, alias: «7 }',
    ),
    [
      `The name \`latest\` is not allowed | ${ALIAS_RULE} | found the text "latest"`,
      `\`alias\` has a value that is not allowed | ${ALIAS_RULE} | found the text "v3"`,
      `\`keep_previous\` has a value that is not allowed | ${ALIAS_RULE} | found the text "x/y"`,
      `\`alias\` has the wrong type | ${ALIAS_RULE} | found the number 7 | Put it in quotes.`,
    ],
  ],
  [
    'lineage',
    withStage('lineage: { require: [«dataset] }'),
    ['`require[0]` has a value that is not allowed | expected one of run, commit | found the text "dataset"'],
  ],
  [
    'lineage of nothing',
    withStage('lineage: { require: «[] }'),
    ['`require` is out of range | expected a list with at least one entry | found an empty list'],
  ],
  ['lineage left empty', withStage('«lineage: {}'), ['`require` is missing | expected a list']],
  [
    'mode',
    withStage('mode: «dry-run\nungated: true'),
    [
      '`mode` has a value that is not allowed | expected one of enforce, dry_run | found the text "dry-run" | Did you mean `dry_run`?',
    ],
  ],
  ['later', withStage('ungated: true\n«holds: {}'), [later('holds', 'freezing versions by rule')]],
  ['no stage', withModel('    stages: «{}'), ['The model has no stage | expected at least one stage']],
  [
    'stages missing',
    withModel('    owners: [x]').replace('  m:', '  «m:'),
    ['`stages` is missing | expected a mapping'],
  ],
]

const TEAM_RULE = 'expected a team as `org/slug`, such as `acme/model-stewards`'
const DURATION_RULE = 'expected a duration in minutes, hours or days: `30m`, `24h`, `7d`'

const approvals: readonly Refusal[] = [
  [
    'too few people',
    withStage('approvals: [{ count: 3, users: «[ana, bo] }]'),
    ['Too few people could ever approve | expected at least 3 | found 2 eligible people'],
  ],
  [
    'one person twice',
    withStage('approvals: [{ users: [ana, bo, «"@Ana"] }]'),
    ['`ana` is listed twice | Logins are the same in upper and lower case.'],
  ],
  [
    'nobody',
    withStage('approvals: [{ users: «[] }]'),
    ['`users` is out of range | expected a list with at least one entry | found an empty list'],
  ],
  [
    'teams and bots among the users',
    withStage('approvals: [{ users: [ana, «acme/team, «"dependabot[bot]"] }]'),
    ['acme/team', 'dependabot[bot]'].map(
      (found, index) =>
        `\`users[${index + 1}]\` has a value that is not allowed | expected a GitHub login such as \`ana\` (teams go into \`teams\`; bots do not count) | found the text "${found}"`,
    ),
  ],
  [
    'count',
    withStage('approvals: [{ count: «0 }, { count: «1.5 }, { count: «"2" }, { count: «1000 }]'),
    [
      '`count` is out of range | expected 1 or more | found the number 0',
      '`count` has the wrong type | expected a whole number | found the number 1.5',
      '`count` has the wrong type | expected a finite number | found the text "2" | Remove the quotes.',
      '`count` is out of range | expected 100 or less | found the number 1000',
    ],
  ],
  [
    'permission and bind',
    withStage('approvals: [{ permission: «owner, bind: «commit }]'),
    [
      '`permission` has a value that is not allowed | expected one of read, triage, write, maintain, admin | found the text "owner"',
      '`bind` has a value that is not allowed | expected one of version, head | found the text "commit"',
    ],
  ],
  [
    'teams',
    withStage('approvals: [{ teams: [a/b, «"@A/b"] }, { teams: [«a, «a/b/c, «"https://a/b"] }, { teams: «[] }]'),
    [
      '`a/b` is listed twice | Teams are the same in upper and lower case.',
      ...['a', 'a/b/c', 'https://a/b'].map(
        (found, index) =>
          `\`teams[${index}]\` has a value that is not allowed | ${TEAM_RULE} | found the text "${found}"`,
      ),
      '`teams` is out of range | expected a list with at least one entry | found an empty list',
    ],
  ],
  [
    'expiry, sharing and owners',
    withStage('approvals: [{ expires: «7, code_owners: «yes }, { expires: «0d, may_share: «1 }]'),
    [
      `\`expires\` has the wrong type | ${DURATION_RULE} | found the number 7 | Put it in quotes.`,
      '`code_owners` has the wrong type | expected true or false | found the text "yes" | Write true or false: YAML 1.2 reads other words as text.',
      `\`expires\` has a value that is not allowed | ${DURATION_RULE} | found the text "0d"`,
      '`may_share` has the wrong type | expected true or false | found the number 1',
    ],
  ],
  [
    'what an environment cannot give',
    withStage(
      'approvals: [{ environment: prod, count: «2, expires: «7d, code_owners: «true }, { environment: «"a`b" }]',
    ),
    [
      'An environment gives one approval: the job goes on after the first reviewer | expected 1 | Write one rule for each environment that the promoting run passes through.',
      'GitHub does not say when an environment was approved, so such an approval cannot lapse | Remove `expires`: each run is approved anew.',
      'Code owners review pull requests, not environments | Make it a rule of its own.',
      '`environment` has a value that is not allowed | expected the name of a GitHub environment, without quotes, backticks, `,`, `;` and `\\` | found the text "a`b"',
    ],
  ],
  [
    'one person for two roles',
    withStage('approvals: «[{ users: [ana, bo] }, { users: [ana] }, { users: [Bo] }]'),
    [
      'Too few people for all roles together, as one person fills one role: 1 more is needed | List more people, or write `may_share: true` where one person may fill several roles.',
    ],
  ],
]

const REGISTRY_RULE = 'expected `<organisation entity>/wandb-registry-<name>`, such as `acme/wandb-registry-model`'
const RECORDS_RULE =
  'expected `<team entity>/<project>` of an ordinary project (not a registry), such as `ml-governance/model-promotions`'
const BRANCH_RULE = 'expected a branch name such as `main`, without `refs/heads/` and without patterns'
const HEAD = 'version: 1\nregistry: acme/wandb-registry-model\nrecords: gov/records\n'
const BODY = 'models: { m: { stages: { s: { ungated: true } } } }\n'

const wholeFile: readonly Refusal[] = [
  ['empty', '«', ['The file is empty | expected a gate config']],
  ['only a comment', '«# nothing\n', ['The file is empty | expected a gate config']],
  ['a list', '«[]\n', ['The file has the wrong type | expected a mapping | found an empty list']],
  [
    'keys missing',
    '«{}\n',
    [
      '`version` is missing | expected 1',
      `\`registry\` is missing | ${REGISTRY_RULE}`,
      `\`records\` is missing | ${RECORDS_RULE}`,
      '`models` is missing | expected a mapping',
    ],
  ],
  [
    'another version',
    `version: «2\n${HEAD.split('\n').slice(1).join('\n')}${BODY}`,
    ['`version` has a value that is not allowed | expected 1 | found the number 2'],
  ],
  [
    'project paths',
    `version: 1\nregistry: «acme/models\nrecords: «acme/wandb-registry-model\n${BODY}`,
    [
      `\`registry\` has a value that is not allowed | ${REGISTRY_RULE} | found the text "acme/models"`,
      `\`records\` has a value that is not allowed | ${RECORDS_RULE} | found the text "acme/wandb-registry-model"`,
    ],
  ],
  [
    'characters that projects cannot have',
    `version: 1\nregistry: «"acme/wandb-registry-a:b"\nrecords: «gov/rec/ords\n${BODY}`,
    [
      `\`registry\` has a value that is not allowed | ${REGISTRY_RULE} | found the text "acme/wandb-registry-a:b"`,
      `\`records\` has a value that is not allowed | ${RECORDS_RULE} | found the text "gov/rec/ords"`,
    ],
  ],
  [
    'branches',
    `${HEAD}branches: [main, «refs/heads/main, «"rel/*", «a..b, «x.lock]\n${BODY}`,
    ['refs/heads/main', 'rel/*', 'a..b', 'x.lock'].map(
      (found, index) =>
        `\`branches[${index + 1}]\` has a value that is not allowed | ${BRANCH_RULE} | found the text "${found}"`,
    ),
  ],
  [
    'no branch',
    `${HEAD}branches: «[]\n${BODY}`,
    ['`branches` is out of range | expected a list with at least one entry | found an empty list'],
  ],
  ['pins outside', `${HEAD}pins: «../pins.yml\n${BODY}`, ['The path of the pins file leaves its folder by ..']],
  ['pins by pattern', `${HEAD}pins: «"*.yml"\n${BODY}`, ['The path of the pins file is a pattern; name one file']],
  [
    'pins without a name',
    `${HEAD}pins: «""\n${BODY}`,
    ['`pins` is out of range | expected a path in the repository | found the text ""'],
  ],
  [
    'pins in the config',
    `${HEAD}pins: «./gates.yml\n${BODY}`,
    ['The pins cannot stand in the gate config itself | A request must not be able to change its own rules.'],
  ],
  [
    'report size',
    `${HEAD}max_report_mb: «513\n${BODY}`,
    ['`max_report_mb` is out of range | expected 512 or less | found the number 513'],
  ],
  ['no model', `${HEAD}models: «{}\n`, ['The config has no model | expected at least one model']],
  [
    'one collection, two models',
    `${HEAD}models:\n  a: { stages: { s: { ungated: true } } }\n  b: { collection: «a, stages: { s: { ungated: true } } }\n  c: { collection: d, stages: { s: { ungated: true } } }\n  «d: { stages: { s: { ungated: true } } }\n`,
    ['The collection `a` belongs to model `a` already', 'The collection `d` belongs to model `c` already'],
  ],
  [
    'names of models',
    `${HEAD}models:\n  «a/b: { stages: { s: { ungated: true } } }\n  c: { collection: «" c", stages: { s: { ungated: true } } }\n`,
    ['The name `a/b` is not allowed', '`collection` has a value that is not allowed'].map(
      (said, index) =>
        `${said} | expected a name of at most 128 visible characters without \`/\` and \`:\` | found the text "${index === 0 ? 'a/b' : ' c'}"`,
    ),
  ],
  [
    'later',
    `${HEAD}«attest: {}\n«notifications: {}\n«holds: {}\n${BODY}`,
    [
      later('attest', 'attestations of reports or records'),
      later('notifications', 'messages to other services'),
      later('holds', 'freezing versions by rule'),
    ],
  ],
  [
    'unknown, and nothing near',
    `${HEAD}«banana: 1\n${BODY}`,
    [
      'Unknown key `banana` | expected one of version, registry, records, record_keys, branches, pins, max_report_mb, models',
    ],
  ],
]

const STARTER_RULE = 'expected a GitHub login such as `ana`, or of an app such as `on-call[bot]`'
const KEY_RULE = 'expected `ed25519:` and the base64 of an Ed25519 public key (SPKI, DER)'
const KEY = `ed25519:MCowBQYDK2VwAyEA${'A'.repeat(43)}=`

const people: readonly Refusal[] = [
  [
    'an operation that nobody starts so',
    withStage('ungated: true\nmay: { «rolback: { users: [ana] }, «status: {} }'),
    [
      'Unknown key `rolback` | Did you mean `rollback`?',
      'Unknown key `status` | expected one of promote, rollback, hold, release, adopt',
    ],
  ],
  [
    'rules without a word in them',
    withStage('ungated: true\nmay: { promote: «{}, hold: { permission: write } }'),
    ['`promote` allows nobody and refuses nobody | expected `users`, `teams`, `permission` or several'],
  ],
  [
    'no rule at all',
    withStage('ungated: true\nmay: «{}'),
    ['`may` allows nobody and refuses nobody | expected an operation and who may start it'],
  ],
  [
    'a rule that is a word',
    withStage('ungated: true\nmay: { release: «maintain, hold: «}'),
    [
      '`release` has the wrong type | expected a mapping | found the text "maintain"',
      '`hold` has the wrong type | expected a mapping | found nothing | Give it a value, or remove the key.',
    ],
  ],
  [
    'people and roles of a rule',
    withStage('ungated: true\nmay: { adopt: { users: [ana, «"@Ana", «acme/team], permission: «owner, «user: bo } }'),
    [
      '`ana` is listed twice | Logins are the same in upper and lower case.',
      `\`users[2]\` has a value that is not allowed | ${STARTER_RULE} | found the text "acme/team"`,
      '`permission` has a value that is not allowed | expected one of read, triage, write, maintain, admin | found the text "owner"',
      'Unknown key `user` | Did you mean `users`?',
    ],
  ],
  [
    'nobody',
    withStage('ungated: true\nmay: { hold: { users: «[] } }\nemergency: { users: «[] }'),
    Array.from(
      { length: 2 },
      () => '`users` is out of range | expected a list with at least one entry | found an empty list',
    ),
  ],
  [
    'teams',
    withStage('ungated: true\nmay: { hold: { teams: [a/b, «A/B] } }\nemergency: { teams: [a/b, «a/b] }'),
    ['Teams', 'Teams'].map((what) => `\`a/b\` is listed twice | ${what} are the same in upper and lower case.`),
  ],
  [
    'an emergency',
    withStage('ungated: true\nemergency: { count: «0, users: [ana, «"bo[bot]"], permission: «none, «reason: x }'),
    [
      '`count` is out of range | expected 1 or more | found the number 0',
      '`users[1]` has a value that is not allowed | expected a GitHub login such as `ana` (teams go into `teams`; bots do not count) | found the text "bo[bot]"',
      '`permission` has a value that is not allowed | expected one of read, triage, write, maintain, admin | found the text "none"',
      'Unknown key `reason` | expected one of count, users, teams, permission',
    ],
  ],
  [
    'an emergency that nobody could end',
    withStage('ungated: true\nemergency: { count: 2, users: «[ana] }'),
    ['Too few people could ever approve | expected at least 2 | found 1 eligible person'],
  ],
  [
    'an emergency that says nothing',
    withStage('ungated: true\nemergency:«'),
    ['`emergency` has the wrong type | expected a mapping | found nothing | Give it a value, or remove the key.'],
  ],
  [
    'how far back',
    withModel(
      '    stages:\n      a: { ungated: true, rollback: { within: «21, days: «0 } }\n      b: { ungated: true, rollback: { within: «1.5, days: «90d, «hours: 1 } }\n      c: { ungated: true, rollback: «5 }',
    ),
    [
      '`within` is out of range | expected 20 or less | found the number 21',
      '`days` is out of range | expected 1 or more | found the number 0',
      '`within` has the wrong type | expected a whole number | found the number 1.5',
      '`days` has the wrong type | expected a finite number | found the text "90d"',
      'Unknown key `hours` | expected one of within, days',
      '`rollback` has the wrong type | expected a mapping | found the number 5',
    ],
  ],
  [
    'rules of stages, too high up',
    `${HEAD}«may: {}\n«emergency: {}\n«rollback: {}\nmodels:\n  m:\n    «rollback: {}\n    stages: { s: { ungated: true } }\n`,
    ['may', 'emergency', 'rollback', 'rollback'].map(
      (key) =>
        `Unknown key \`${key}\` | Write it in each stage that it is meant for: \`models.<name>.stages.<name>.${key}\`.`,
    ),
  ],
  [
    'no record key',
    `${HEAD}record_keys: «[]\n${BODY}`,
    ['`record_keys` is out of range | expected a list with at least one entry | found an empty list'],
  ],
  ['a record key twice', `${HEAD}record_keys: ["${KEY}", «"${KEY}"]\n${BODY}`, ['The key is listed twice']],
  [
    'what is no record key',
    `${HEAD}record_keys: [«x, «"${KEY.slice(8)}", «"${KEY.slice(0, -1)}", «"${KEY.replace('A=', 'B=')}", «"${KEY.replace('MCow', 'MCox')}"]\n${BODY}`,
    ['x', KEY.slice(8), KEY.slice(0, -1), KEY.replace('A=', 'B='), KEY.replace('MCow', 'MCox')].map(
      (found, index) =>
        `\`record_keys[${index}]\` has a value that is not allowed | ${KEY_RULE} | found the text "${found}"`,
    ),
  ],
  [
    'a private key, which is not repeated',
    `${HEAD}record_keys:\n  - «"ed25519:MC4CAQAwBQYDK2VwBCIEIB${'x'.repeat(42)}"\n  - «"-----BEGIN PRIVATE KEY-----"\n${BODY}`,
    [0, 1].map(
      (index) =>
        `\`record_keys[${index}]\` has a value that is not allowed | ${KEY_RULE} | found a private key, which must be replaced now: whoever reads the file has it`,
    ),
  ],
]

describe.each([
  ['who may start what', people],
  ['checks', checks],
  ['reports', reports],
  ['stages', stages],
  ['approvals', approvals],
  ['the whole file', wholeFile],
])('%s: refused', (_area, table) => {
  it.each(table)('%s', (_what, marked, said) => {
    const { text, places } = unmark(marked)
    const issues = issuesOf(() => parseGateConfig(text, 'gates.yml'))
    // One mark may stand for several issues at one place.
    const marks = said.map((_, index) => places[Math.min(index, places.length - 1)])
    expect(issues.map(oneLine)).toEqual(said.map((line, index) => `${marks[index]} ${line}`))
    expect(issues.every((issue) => issue.at?.file === 'gates.yml')).toBe(true)
  })
})

describe('all at once', () => {
  it('finds problems of every kind in one go, in the order of the file', () => {
    const marked = `version: 1
registry: acme/wandb-registry-model
«record: gov/records
records: gov/records
«<<: {}
models:
  m:
    reports: { q: «/abs.json }
    stages:
      a: { ungated: true, from: «b }
      b: { ungated: true, from: a, «__proto__: 1 }
      c:
        checks: [{ metric: a, min: «"1", «maxx: 2 }]
        «checks: []
`
    const { text, places } = unmark(marked)
    const issues = issuesOf(() => parseGateConfig(text, 'gates.yml'))
    expect(issues.map((issue) => `${issue.at?.line}:${issue.at?.column}`)).toEqual(places)
  })

  it('shows the first hundred and counts the rest', () => {
    const text = withStage(`checks: [${'{ metric: a, min: x }, '.repeat(120)}]`)
    const issues = issuesOf(() => parseGateConfig(text, 'gates.yml'))
    expect(issues).toHaveLength(101)
    expect(issues.at(-1)).toEqual({ message: '… and 20 more' })
  })

  it('tells a problem once although aliases repeat it', () => {
    const marked = withModel(
      '    stages:\n      a: { checks: &c [{ metric: a, min: «x }] }\n      b: { checks: *c }\n      c: { checks: *c }',
    )
    const { text, places } = unmark(marked)
    const issues = issuesOf(() => parseGateConfig(text, 'gates.yml'))
    expect(issues.map((issue) => `${issue.at?.line}:${issue.at?.column}`)).toEqual(places)
  })

  it('counts the problems in its message', () => {
    expect(() => parseGateConfig(`${HEAD}a: 1\n${BODY}`, 'x.yml')).toThrow('x.yml has a problem.')
    expect(() => parseGateConfig(`${HEAD}a: 1\nb: 1\n${BODY}`, 'x.yml')).toThrow('x.yml has 2 problems.')
  })
})
