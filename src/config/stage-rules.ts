import { stageApprovalRules } from './approval-rules.ts'
import { canaryRules } from './canary-rules.ts'
import { checkRules } from './check-rules.ts'
import { suggestion } from './did-you-mean.ts'
import { type Findings, refuse, refuseKey } from './findings.ts'
import { entries, field, has, isMapping, items, textOf } from './loose.ts'
import { reportRules } from './report-rules.ts'
import { starterRules } from './starter-rules.ts'
import { correctionRule } from './statistics-rules.ts'
import { ticketRules } from './ticket-rules.ts'
import type { Path } from './yaml-source.ts'

/** Rules for the stages of one model, alone and among each other. */
export function stageRules(model: unknown, path: Path, findings: Findings): void {
  const stages = field(model, 'stages')
  const place = [...path, 'stages']
  if (isMapping(stages) && Object.keys(stages).length === 0) {
    refuse(findings, place, { message: 'The model has no stage', expected: 'at least one stage' })
  }
  aliasRules(stages, place, findings)
  orderRules(stages, place, findings)
  for (const [name, stage] of entries(stages)) {
    const at = [...place, name]
    const reports = new Set([
      ...Object.keys(Object(field(model, 'reports'))),
      ...Object.keys(Object(field(stage, 'reports'))),
    ])
    reportRules(field(stage, 'reports'), [...at, 'reports'], findings)
    for (const [index, check] of items(field(stage, 'checks')).entries()) {
      checkRules(check, [...at, 'checks', index], [...reports], findings)
    }
    stageApprovalRules(stage, at, findings)
    for (const [index, rule] of items(field(stage, 'approvals')).entries())
      ticketRules(rule, [...at, 'approvals', index], findings)
    const sources = new Map([...entries(field(model, 'reports')), ...entries(field(stage, 'reports'))])
    canaryRules({ stages, stage, name, at, reports: sources }, findings)
    correctionRule(stage, at, findings)
    starterRules(stage, at, findings)
    blockingRule(stage, at, findings)
  }
}

/** Every alias has one owner: two stages on one alias, or a `keep_previous` on a stage's alias, would fight over it. */
function aliasRules(stages: unknown, place: Path, findings: Findings): void {
  const owners = new Map<string, string>()
  for (const [name, stage] of entries(stages)) {
    const alias = textOf(has(stage, 'alias') ? field(stage, 'alias') : name)
    if (alias === null) continue
    const owner = owners.get(alias)
    if (owner === undefined) owners.set(alias, `stage \`${name}\``)
    else {
      const message = `The alias \`${alias}\` belongs to ${owner} already`
      if (has(stage, 'alias')) refuse(findings, [...place, name, 'alias'], { message })
      else refuseKey(findings, [...place, name], { message })
    }
  }
  for (const [name, stage] of entries(stages)) {
    const alias = textOf(field(stage, 'keep_previous'))
    if (alias === null) continue
    const owner = owners.get(alias)
    if (owner === undefined) owners.set(alias, `\`keep_previous\` of stage \`${name}\``)
    else
      refuse(findings, [...place, name, 'keep_previous'], {
        message: `The alias \`${alias}\` belongs to ${owner} already`,
      })
  }
}

/** `from` names another stage of the model, and following it comes to an end. */
function orderRules(stages: unknown, place: Path, findings: Findings): void {
  const from = new Map(entries(stages).map(([name, stage]) => [name, textOf(field(stage, 'from'))]))
  const settled = new Set<string>()
  for (const [name, before] of from) {
    if (before !== null && !from.has(before)) {
      const others = [...from.keys()].filter((other) => other !== name)
      const message = `The model has no stage \`${before}\``
      refuse(findings, [...place, name, 'from'], { message, ...suggestion(before, others) })
    }
    const circle = circleFrom(name, from, settled)
    if (circle === null) continue
    const message =
      circle.length === 1
        ? `The stage \`${name}\` comes from itself`
        : `The stages go round in a circle: ${[...circle, name].join(' ← ')}`
    refuse(findings, [...place, name, 'from'], { message })
  }
}

/** The stages of the circle that `start` is part of; null: it is in none, or that circle was told before. */
function circleFrom(
  start: string,
  from: ReadonlyMap<string, string | null>,
  settled: Set<string>,
): readonly string[] | null {
  const walk: string[] = []
  const walked = new Set<string>()
  let at: string | null | undefined = start
  while (at !== null && at !== undefined && !settled.has(at)) {
    if (walked.has(at)) {
      if (at !== start) return null
      for (const name of walk) settled.add(name)
      return walk
    }
    walked.add(at)
    walk.push(at)
    at = from.get(at)
  }
  for (const name of walk) settled.add(name)
  return null
}

function blockingRule(stage: unknown, at: Path, findings: Findings): void {
  // A list of the wrong type is reported as such; what it was meant to hold is unknown.
  const lists = ['checks', 'approvals']
  if (!isMapping(stage) || lists.some((key) => has(stage, key) && !Array.isArray(field(stage, key)))) return
  const softened = ['warn', 'info']
  const blocks =
    items(field(stage, 'checks')).some((check) => !softened.includes(textOf(field(check, 'severity')) ?? 'block')) ||
    items(field(stage, 'approvals')).length > 0 ||
    has(stage, 'lineage') ||
    has(stage, 'canary')
  const ungated = field(stage, 'ungated') === true
  if (blocks && ungated) {
    refuse(findings, [...at, 'ungated'], {
      message: 'The stage says `ungated: true`, yet has rules that block',
      hint: 'Remove `ungated`, or give every check `severity: warn` or `info`.',
    })
  } else if (!blocks && (field(stage, 'ungated') ?? false) === false) {
    refuseKey(findings, at, {
      message: 'Nothing blocks this stage (`ungated`)',
      expected: 'a check of severity `block`, `canary`, `approvals` or `lineage`',
      hint: 'If everything may pass here, write `ungated: true`.',
    })
  }
}
