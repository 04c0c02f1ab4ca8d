import { parseChange } from './change.ts'
import { addressRules } from './check-rules.ts'
import { suggestion } from './did-you-mean.ts'
import { durationSeconds } from './duration.ts'
import { type Findings, refuse, refuseKey } from './findings.ts'
import { entries, field, has, isMapping, items, textOf } from './loose.ts'
import { setRules } from './set-rules.ts'
import type { Path } from './yaml-source.ts'

export interface CanaryPlace {
  /** All stages of the model. */
  readonly stages: unknown
  readonly stage: unknown
  /** Name of the stage, and where it stands. */
  readonly name: string
  readonly at: Path
  /** The reports that the stage can use, by name. */
  readonly reports: ReadonlyMap<string, unknown>
}

/** Rules between the keys of a canary, and between it and the other stages. */
export function canaryRules(place: CanaryPlace, findings: Findings): void {
  const canary = field(place.stage, 'canary')
  if (!isMapping(canary)) return
  const path = [...place.at, 'canary']
  aliasRule(canary, path, place, findings)
  againstRule(canary, path, place, findings)
  bakeRule(canary, path, findings)
  reportRule(canary, path, place, findings)
  for (const [index, metric] of items(field(canary, 'metrics')).entries()) {
    if (isMapping(metric)) metricRules(metric, [...path, 'metrics', index], findings)
  }
}

/** The canary is the stage that versions come from: what is judged is what holds its alias. */
function aliasRule(canary: unknown, path: Path, { stage, stages }: CanaryPlace, findings: Findings): void {
  const from = textOf(field(stage, 'from'))
  if (from === null) {
    if (has(stage, 'from')) return
    refuseKey(findings, path, {
      message: '`canary` needs to know where the version is tried out',
      expected: '`from`: the stage whose alias is the canary, such as `production-canary`',
    })
    return
  }
  const asked = textOf(field(canary, 'alias'))
  const alias = aliasOf(stages, from)
  if (asked === null || alias === null || asked === alias) return
  refuse(findings, [...path, 'alias'], {
    message: `The stage comes from \`${from}\`, whose alias is \`${alias}\``,
    expected: `\`${alias}\`, or nothing`,
    found: `\`${asked}\``,
    hint: `To try versions out under \`${asked}\`, make it a stage and name that in \`from\`.`,
  })
}

function againstRule(canary: unknown, path: Path, { stage, stages }: CanaryPlace, findings: Findings): void {
  const asked = textOf(field(canary, 'against'))
  if (asked === null) return
  const aliases = entries(stages).flatMap(([name]) => aliasOf(stages, name) ?? [])
  const from = textOf(field(stage, 'from'))
  if (!aliases.includes(asked)) {
    const message = `No stage of the model has the alias \`${asked}\`, so no record says since when a version holds it`
    refuse(findings, [...path, 'against'], { message, ...suggestion(asked, aliases) })
  } else if (from !== null && aliasOf(stages, from) === asked) {
    refuse(findings, [...path, 'against'], { message: 'A version cannot be compared with itself' })
  }
}

function aliasOf(stages: unknown, name: string): string | null {
  const stage = field(stages, name)
  if (stage === undefined) return null
  return textOf(has(stage, 'alias') ? field(stage, 'alias') : name)
}

function bakeRule(canary: unknown, path: Path, findings: Findings): void {
  const [bake, most] = [textOf(field(canary, 'bake')), textOf(field(canary, 'max_bake'))]
  if (bake === null || most === null || !(durationSeconds(most) <= durationSeconds(bake))) return
  refuse(findings, [...path, 'max_bake'], {
    message: `\`max_bake\` ${most} leaves no time after \`bake\` ${bake}`,
    expected: `more than ${bake}`,
  })
}

const OF_VERSION = ['wandb_lineage', 'wandb_version']

function reportRule(canary: unknown, path: Path, { reports }: CanaryPlace, findings: Findings): void {
  if (has(canary, 'report') && has(canary, 'reports')) {
    refuseKey(findings, [...path, 'reports'], {
      message: 'The canary has both `report` and `reports`',
      hint: 'Keep one of them.',
    })
    return
  }
  const names = [...reports.keys()]
  if (has(canary, 'reports')) {
    for (const side of ['candidate', 'baseline']) known(field(canary, 'reports'), side, [...path, 'reports'])
    sameTwice(field(canary, 'reports'), [...path, 'reports'], findings)
    return
  }
  const name = textOf(field(canary, 'report')) ?? (names.length === 1 ? (names[0] ?? null) : null)
  if (name === null) {
    if (has(canary, 'report')) return
    const expected = '`report`, or `reports: { candidate: …, baseline: … }`'
    refuseKey(findings, path, { message: 'The canary does not say which reports it reads', expected })
    return
  }
  known(canary, 'report', path)
  const source = reports.get(name)
  if (source === undefined || OF_VERSION.some((key) => has(source, key)) || isOfVersion(source)) return
  const where = has(canary, 'report') ? [...path, 'report'] : path
  refuseKey(findings, where, {
    message: `The report \`${name}\` lies at one place, so it cannot be about two versions`,
    expected: '`reports: { candidate: …, baseline: … }`, or a report with `wandb_lineage` or `wandb_version`',
  })

  function known(owner: unknown, key: string, at: Path): void {
    const asked = textOf(field(owner, key))
    // A config without any report leaves them, and their names, to the workflow's `report` input.
    if (asked === null || names.length === 0 || names.includes(asked)) return
    refuse(findings, [...at, key], { message: `No report is named \`${asked}\``, ...suggestion(asked, names) })
  }
}

function isOfVersion(source: unknown): boolean {
  return textOf(source)?.startsWith('wandb-version:') ?? false
}

function sameTwice(pair: unknown, path: Path, findings: Findings): void {
  const candidate = textOf(field(pair, 'candidate'))
  if (candidate === null || candidate !== textOf(field(pair, 'baseline'))) return
  refuse(findings, [...path, 'baseline'], {
    message: 'Both versions would be read from one report',
    hint: 'Name two, or one with `report` where each version has its own.',
  })
}

function metricRules(metric: unknown, path: Path, findings: Findings): void {
  addressRules(metric, path, findings)
  setRules(metric, path, findings)
  if (parseChange(field(metric, 'margin'))?.amount !== 0) return
  refuse(findings, [...path, 'margin'], {
    message: 'No version can be shown not to be worse by 0',
    expected: 'more than 0',
    hint: 'Say how much worse is still good enough.',
  })
}
