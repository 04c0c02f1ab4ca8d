import { counted } from '../checks/counted.ts'
import type { GateConfig, Pin } from '../config/gate-config.ts'
import type { AccountFacts, DoctorFacts } from './doctor-facts.ts'
import { isUnanswered } from './doctor-facts.ts'
import { type Finding, ok, problem, unknown, warning } from './doctor-finding.ts'

/** Pins against the config and, where it could be read, against the registry. */
export function pinFindings({ config, pins, pinIssues, account }: DoctorFacts): readonly Finding[] {
  const what = `pins in ${config.pins}`
  if (pinIssues.length > 0) {
    return pinIssues.map((issue) =>
      problem('config-invalid', {
        what,
        found: issue.message,
        why: 'A pins file with a mistake stops every promotion of this repository.',
        remedy: issue.hint ?? 'Correct the line.',
        at: issue.at,
      }),
    )
  }
  if (pins === null) {
    return [
      warning({
        what,
        found: 'There is no such file.',
        why: 'Without pins no pull request can ask for a version; only stages without approvals can be promoted, by hand.',
        remedy: 'Add one: `MODEL: { STAGE: vN }`.',
      }),
    ]
  }
  const wanted = pinnedMembers(config, pins.entries)
  if (wanted.length === 0) return [ok(what, 'It pins nothing.')]
  const versions = isUnanswered(account) ? null : account.versions
  if (versions === null) {
    return [
      unknown({
        what,
        found: 'They fit the gate config; whether the versions exist could not be asked.',
        why: 'A pin on a version that is gone is refused after the merge.',
        remedy: 'Run the doctor with a credential that can read the registry.',
      }),
    ]
  }
  const bad = wanted.flatMap((each) => badPin(what, each, versions))
  return bad.length > 0
    ? bad
    : [ok(what, `${wanted.length} of ${counted(wanted.length, 'version is', 'versions are')} in the registry.`)]
}

interface Pinned {
  readonly member: string
  readonly label: string
  readonly pin: Pin
}

/** The members that the pins name, as `collection:vN`. */
export function pinnedMembers(
  config: GateConfig,
  entries: ReadonlyMap<string, ReadonlyMap<string, Pin>>,
): readonly Pinned[] {
  return [...entries].flatMap(([model, stages]) => {
    const collection = config.models.get(model)?.collection
    if (collection === undefined) return []
    return [...stages].map(([stage, pin]) => ({
      member: `${collection}:${pin.version}`,
      label: `${model} ${stage}: ${pin.version}`,
      pin,
    }))
  })
}

function badPin(
  what: string,
  { member, label, pin }: Pinned,
  versions: NonNullable<AccountFacts['versions']>,
): readonly Finding[] {
  const found = versions.get(member) ?? null
  if (found === null) {
    return [
      problem('version-not-found', {
        what,
        found: `${label} is not in the registry.`,
        why: 'A promotion to it is refused, and a rollback to it impossible.',
        remedy: 'Pin a version that the collection has, or link it.',
        at: pin.at,
      }),
    ]
  }
  if (found.state === 'COMMITTED') return []
  return [
    problem('version-not-committed', {
      what,
      found: `${label} is ${found.state}, not COMMITTED.`,
      why: 'Its files are not all there.',
      remedy: 'Pin a version whose upload is complete.',
      at: pin.at,
    }),
  ]
}

/** Members whose lineage the config demands, while their source is hidden from this account. */
export function lineageFindings({ config, account }: DoctorFacts): readonly Finding[] {
  const versions = isUnanswered(account) ? null : account.versions
  if (versions === null) return []
  const all = [...config.models.values()].flatMap((model) =>
    [...model.stages.values()].map((stage) => ({ model, stage, at: `${model.collection}:${stage.alias}` })),
  )
  const hidden = all.filter(({ at }) => versions.get(at)?.source === null)
  return hidden.map(({ model, stage }) => {
    const told = {
      what: `source of ${model.name} ${stage.name}`,
      found: 'This account cannot see the project that the version was logged to.',
      why:
        stage.lineage.length > 0
          ? `\`lineage\` of ${stage.name} asks for its ${stage.lineage.join(' and ')}: the gate cannot be judged.`
          : 'The lineage shown is incomplete, and a hold cannot tag the version.',
      remedy: 'Give the account access to the source project.',
      at: stage.at,
    }
    return stage.lineage.length > 0 ? problem('source-not-visible', told) : warning(told)
  })
}
