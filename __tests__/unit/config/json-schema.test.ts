import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from '@jest/globals'
import { Ajv } from 'ajv'
import { parse } from 'yaml'
import { gateConfigJsonSchema, pinsJsonSchema } from '../../../src/config/json-schema.ts'
import { parseGateConfig } from '../../../src/config/parse-gate-config.ts'
import { parsePins } from '../../../src/config/pins.ts'
import { GateError } from '../../../src/errors.ts'
import { withModel, withStage } from './marked.ts'

const ajv = new Ajv({ allErrors: true, strict: true, strictRequired: false })
const validConfig = ajv.compile({ ...gateConfigJsonSchema() })
const validPins = ajv.compile({ ...pinsJsonSchema() })

const HEAD = 'version: 1\nregistry: acme/wandb-registry-model\nrecords: gov/records\n'
const BODY = 'models: { m: { stages: { s: { ungated: true } } } }\n'

const root = new URL('../../../', import.meta.url)
const read = (path: string): string => readFileSync(new URL(path, root), 'utf8')
const examples = readdirSync(new URL('examples/config/', root)).map((name) => `examples/config/${name}`)

describe('the examples', () => {
  it('are there', () => {
    expect(examples.length).toBeGreaterThanOrEqual(5)
  })

  it.each(examples)('%s: schema and parser accept it, without warnings', (path) => {
    validConfig(parse(read(path)))
    expect(validConfig.errors).toBeNull()
    expect(parseGateConfig(read(path), path).warnings).toEqual([])
  })

  it('of the pins: schema and parser accept it', () => {
    const path = 'examples/pins/model-pins.yml'
    validPins(parse(read(path)))
    expect(validPins.errors).toBeNull()
    const { config } = parseGateConfig(read('examples/config/staged.yml'), 'gates.yml')
    expect(parsePins(read(path), path, config).entries.size).toBe(1)
  })
})

describe('the documentation', () => {
  const blocksOf = (page: string) => [...read(page).matchAll(/```yaml\n([\s\S]*?)```/g)].map((block) => block[1] ?? '')
  const evidencePages = readdirSync(new URL('docs/evidence/', root)).map((name) => `docs/evidence/${name}`)
  const blocks = [
    ...blocksOf('docs/gate-config.md'),
    ...['jira', 'servicenow']
      .flatMap((page) => blocksOf(`docs/integrations/${page}.md`))
      .filter((block) => block.startsWith('approvals:')),
    ...evidencePages.flatMap(blocksOf).filter((block) => block.startsWith('reports:')),
  ].map(whole)

  it('holds configs', () => {
    expect(blocks.filter(isConfig).length).toBeGreaterThanOrEqual(2)
  })

  it.each(blocks)('block %#: schema and parser accept it', (block) => {
    const valid = isConfig(block) ? validConfig : validPins
    valid(parse(block))
    expect(valid.errors).toBeNull()
    expect(() => (isConfig(block) ? parseGateConfig(block, 'doc') : parsePins(block, 'doc'))).not.toThrow()
  })

  /** A block may show some keys of a stage, or of the top, alone. */
  function whole(block: string): string {
    if (/^(?:approvals|checks):/.test(block)) return withStage(block.trimEnd())
    if (/^(?:may|emergency):/.test(block)) return withStage(`ungated: true\n${block.trimEnd()}`)
    if (block.startsWith('reports:')) return withStage(`ungated: true\n${block.trimEnd()}`)
    return block.startsWith('record_keys:') ? `${HEAD}${block}${BODY}` : block
  }

  function isConfig(block: string): boolean {
    return block.startsWith('version: 1')
  }
})

const CHECK = 'checks: [{ metric: a, min: 1 }]'

describe('the schema', () => {
  it.each([
    withStage('checks: [{ metric: a, min: 1, mni: 2 }]'),
    withStage('checks: [{ metric: a, min: "0.85" }]'),
    withStage('checks: [{ metric: a, max: 5% }]'),
    withStage('checks: [{ metric: a, max_regression: -1 }]'),
    withStage('checks: [{ metric: a, max_regression: 5 % }]'),
    withStage('checks: [{ metric: a }]'),
    withStage('checks: [{ min: 1 }]'),
    withStage('checks: [{ metric: a, select: /a, min: 1 }]'),
    withStage('checks: [{ select: /a, task: t, min: 1 }]'),
    withStage('checks: [{ select: a, min: 1 }]'),
    withStage('checks: [{ metric: a, min: 1, reduce: mean }]'),
    withStage('checks: [{ select: /a, min: 1, each: d }]'),
    withStage('checks: [{ select: /a, slices: { by: d, min: 1 } }]'),
    withStage('checks: [{ metric: a, min: 1, aggregate: median }]'),
    withStage('checks: [{ metric: a, min: 1, each: [a, b, c, d, e] }]'),
    withStage('checks: [{ metric: a, slices: { min: 1 } }]'),
    withStage('checks: [{ metric: a, slices: { by: d, max_gap: -1 } }]'),
    withStage('checks: [{ metric: a, slices: { by: d, min: 1, on_missing_slice: skip } }]'),
    withStage('checks: [{ metric: a, min: 1, severity: blck }]'),
    withStage('checks: [{ metric: a, margin: 1 }]'),
    withStage('checks: { metric: a, min: 1 }'),
    withStage(`${CHECK}\nmay: {}`),
    withStage(`${CHECK}\nmay: { rollback: {} }`),
    withStage(`${CHECK}\nmay: { status: { users: [ana] } }`),
    withStage(`${CHECK}\nmay: { rollback: { users: [] } }`),
    withStage(`${CHECK}\nmay: { rollback: { users: [acme/team] } }`),
    withStage(`${CHECK}\nmay: { rollback: { teams: [acme] } }`),
    withStage(`${CHECK}\nmay: { rollback: { permission: none } }`),
    withStage(`${CHECK}\nemergency: { count: 0 }`),
    withStage(`${CHECK}\nemergency: { users: ["on-call[bot]"] }`),
    withStage(`${CHECK}\nrollback: { within: 21 }`),
    withStage(`${CHECK}\nrollback: { days: 0 }`),
    withStage(`${CHECK}\nrollback: { days: 1.5 }`),
    withModel('    may: { hold: { users: [ana] } }\n    stages: { s: { ungated: true } }'),
    withStage(`${CHECK}\nalias: v3`),
    withStage(`${CHECK}\nalias: latest`),
    withStage(`${CHECK}\nalias: a/b`),
    withStage(`${CHECK}\nalias: " a"`),
    withStage(`${CHECK}\nprotected: yes`),
    withStage('approvals: [{ count: 0 }]'),
    withStage('approvals: [{ users: [] }]'),
    withStage('approvals: [{ users: [acme/team] }]'),
    withStage('approvals: [{ teams: [a] }]'),
    withStage('lineage: { require: [] }'),
    withStage('lineage: {}'),
    withModel('    stages: {}'),
    withModel('    owners: []'),
    withModel('    reports: { q: "" }\n    stages: { s: { ungated: true } }'),
    withModel('    reports: { q: {} }\n    stages: { s: { ungated: true } }'),
    withModel('    reports: { q: { path: a, wandb_run: e/p/r } }\n    stages: { s: { ungated: true } }'),
    ...[
      '{ workflow_artifact: "a#f" }',
      '{ workflow_artifact: "a#f", workflow: eval.yml }',
      '{ workflow_artifact: "a#f", workflow: .github/workflows/e.yml, events: [issue_comment] }',
      '{ workflow_artifact: "a#f", workflow: .github/workflows/e.yml, events: [] }',
      '{ path: a, workflow: .github/workflows/e.yml }',
      '{ path: a, events: [push] }',
    ].map((report) => withModel(`    reports: { q: ${report} }\n    stages: { s: { ungated: true } }`)),
    withModel('    reports: { "a=b": x }\n    stages: { s: { ungated: true } }'),
    withModel('    reports: { q: { path: a, max_age: 2w } }\n    stages: { s: { ungated: true } }'),
    '{}\n',
    '[]\n',
    `${HEAD}record_keys: [x]\n${BODY}`,
    `${HEAD}record_keys: []\n${BODY}`,
    `${HEAD}record_keys: ["ed25519:MCowBQYDK2VwAyEA"]\n${BODY}`,
    `${HEAD}branches: []\n${BODY}`,
    `${HEAD}branches: [refs/heads/main]\n${BODY}`,
    `${HEAD}max_report_mb: 0\n${BODY}`,
    `${HEAD}models: {}\n`,
    `${HEAD}models: { a/b: { stages: { s: { ungated: true } } } }\n`,
    `version: 2\nregistry: acme/wandb-registry-model\nrecords: gov/records\n${BODY}`,
    `version: 1\nregistry: acme/model\nrecords: gov/records\n${BODY}`,
    `version: 1\nregistry: acme/wandb-registry-model\nrecords: acme/wandb-registry-model\n${BODY}`,
  ])('and the parser refuse %j', (text) => {
    expect(validConfig(parse(text))).toBe(false)
    expect(() => parseGateConfig(text, 'f')).toThrow(GateError)
  })

  it.each(['m: { s: latest }', 'm: { s: 3 }', 'm: { latest: v1 }', 'm: v1', '[]', 'm: { s: v01 }', 'a/b: { s: v1 }'])(
    'of the pins and their parser refuse %j',
    (text) => {
      expect(validPins(parse(text))).toBe(false)
      expect(() => parsePins(text, 'f')).toThrow(GateError)
    },
  )

  it('describes every key', () => {
    expect(
      properties(gateConfigJsonSchema()).filter(([, schema]) => typeof Object(schema).description !== 'string'),
    ).toEqual([])
  })

  it('closes every mapping of known keys', () => {
    const text = JSON.stringify(gateConfigJsonSchema())
    expect(text.split('"properties":').length).toBe(text.split('"additionalProperties":false').length)
  })
})

/** Every named property anywhere in a schema. */
function properties(schema: unknown): readonly [string, unknown][] {
  if (typeof schema !== 'object' || schema === null) return []
  return Object.entries(schema).flatMap(([key, value]) => [
    ...(key === 'properties' ? Object.entries(Object(value)) : []),
    ...properties(value),
  ])
}
