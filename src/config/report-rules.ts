import { GateError, InputError } from '../errors.ts'
import { parseLocation } from '../evidence/location.ts'
import type { EvidenceLocation } from '../evidence/report.ts'
import { type ArtifactRule, DEFAULT_RUN_EVENTS, RUN_EVENTS } from '../evidence/workflow-artifact.ts'
import { type Findings, refuse, refuseKey } from './findings.ts'
import { entries, field, has, isMapping, items, textOf } from './loose.ts'
import { LOCATION_KEYS } from './report-schema.ts'
import { selectorRule } from './selector-rule.ts'
import type { Path } from './yaml-source.ts'

/** Rules for the reports of a model or stage: each lies in exactly one place, and the place can be read. */
export function reportRules(reports: unknown, path: Path, findings: Findings): void {
  for (const [name, report] of entries(reports)) reportRule(report, [...path, name], findings)
}

/** The location of a report; null when it is missing or written twice. Throws InputError when it cannot be read. */
export function locationOf(report: unknown): EvidenceLocation | null {
  const lineage = lineageOf(report)
  if (lineage !== null) return lineage
  const written = whereWritten(report)
  if (written === null) return null
  const location = parseLocation(`${PREFIXES[written.key ?? 'location']}${written.text}`)
  if (written.key === 'path' && location.kind !== 'path') {
    const isGithub = location.kind === 'workflow-artifact'
    const hint = isGithub
      ? 'Use the keys `workflow_artifact` and `workflow`.'
      : 'Write the location as plain text, or use the key that begins with `wandb_`.'
    const place = isGithub ? 'an artifact of a workflow run' : 'a place in W&B'
    throw new InputError(`\`path\` names ${place}: ${JSON.stringify(written.text)}.`, { hint })
  }
  return location.kind === 'workflow-artifact' ? { ...location, artifact: artifactRule(report) } : location
}

const PREFIXES = {
  location: '',
  path: '',
  wandb_run: 'wandb-run:',
  wandb_artifact: 'wandb-artifact:',
  wandb_version: 'wandb-version:',
  wandb_lineage: 'wandb-lineage:',
  workflow_artifact: 'workflow-artifact:',
} as const

/** Runs found by lineage are no text: whose runs count belongs to the rule. null: another place, or a wrong shape. */
function lineageOf(report: unknown): EvidenceLocation | null {
  const rule = field(report, 'wandb_lineage')
  const project = textOf(field(rule, 'project'))
  if (project === null || LOCATION_KEYS.filter((key) => has(report, key)).length > 1) return null
  const slash = project.indexOf('/')
  const lineage = {
    entity: project.slice(0, slash),
    project: project.slice(slash + 1),
    createdBy: items(field(rule, 'created_by')).filter((name) => typeof name === 'string'),
    jobType: textOf(field(rule, 'job_type')),
  }
  return { kind: 'wandb-lineage', text: `wandb-lineage:${project}`, lineage }
}

/** Which runs' artifacts count. Throws InputError without a workflow: then any run could be named. */
function artifactRule(report: unknown): ArtifactRule {
  const workflow = textOf(field(report, 'workflow'))
  if (workflow === null) {
    throw new InputError('An artifact of a workflow run needs `workflow`: which workflow may make the report', {
      hint: 'Write `workflow_artifact: NAME#file` and `workflow: .github/workflows/eval.yml`.',
    })
  }
  const events = items(field(report, 'events')).flatMap((name) => RUN_EVENTS.find((event) => event === name) ?? [])
  return { workflow, events: events.length === 0 ? DEFAULT_RUN_EVENTS : events }
}

type LocationKey = (typeof LOCATION_KEYS)[number]

function reportRule(report: unknown, path: Path, findings: Findings): void {
  if (isMapping(report)) {
    const given = LOCATION_KEYS.filter((key) => has(report, key))
    const expected = `exactly one of ${LOCATION_KEYS.join(', ')}`
    if (given.length === 0) refuse(findings, path, { message: 'The report does not say where it lies', expected })
    for (const key of given.slice(1))
      refuseKey(findings, [...path, key], { message: 'The report lies in two places', expected })
  }
  columnsRule(report, path, findings)
  workflowRule(report, path, findings)
  selectorRule(field(report, 'identity'), [...path, 'identity', 'select'], findings)
  if (has(report, 'wandb_lineage') && has(report, 'run')) {
    refuseKey(findings, [...path, 'run'], {
      message: '`run: producer` can never hold beside `wandb_lineage`',
      hint: 'A run that used the version is not the one that logged it. Remove one of the two.',
    })
  }
  const written = whereWritten(report)
  // Those two are told by their shape already.
  if (written === null || written.text === '' || ['wandb_version', 'wandb_lineage'].includes(written.key ?? '')) return
  try {
    locationOf(report)
  } catch (thrown) {
    if (!(thrown instanceof GateError)) throw thrown
    const place = written.key === null ? path : [...path, written.key]
    refuse(findings, place, {
      message: thrown.message.replace(/\.$/, ''),
      ...(thrown.hint === undefined ? {} : { hint: thrown.hint }),
    })
  }
}

/** Beside another place they would promise what nobody looks at. */
function workflowRule(report: unknown, path: Path, findings: Findings): void {
  if (has(report, 'workflow_artifact')) return
  for (const key of ['workflow', 'events']) {
    if (!has(report, key)) continue
    const message = `\`${key}\` says which workflow runs count, and the report is no artifact of one`
    refuseKey(findings, [...path, key], { message, expected: '`workflow_artifact: NAME#file`' })
  }
}

/** A reader of anything but CSV would not look at them. */
function columnsRule(report: unknown, path: Path, findings: Findings): void {
  const format = textOf(field(report, 'format'))
  if (!has(report, 'columns') || format === null || format === 'auto' || format === 'csv') return
  refuseKey(findings, [...path, 'columns'], {
    message: `\`columns\` says what the columns of a CSV file hold, and the format is ${format}`,
    expected: '`format: csv`, or no `columns`',
  })
}

function whereWritten(report: unknown): { key: LocationKey | null; text: string } | null {
  const plain = textOf(report)
  if (plain !== null) return { key: null, text: plain }
  const given = LOCATION_KEYS.filter((key) => has(report, key))
  const [key] = given
  const text = key === undefined || given.length > 1 ? null : textOf(field(report, key))
  return key === undefined || text === null ? null : { key, text }
}
