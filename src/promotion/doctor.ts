import type { ReasonCode } from '../reason-codes.ts'
import { accountFindings } from './doctor-account.ts'
import { type DoctorFacts, isUnanswered, type Unanswered } from './doctor-facts.ts'
import { type Finding, LEVELS, problem, unknown } from './doctor-finding.ts'
import { peopleFindings } from './doctor-people.ts'
import { lineageFindings, pinFindings } from './doctor-pins.ts'
import { recordFindings, registryFindings, sourceFindings } from './doctor-registry.ts'
import { teamFindings } from './doctor-teams.ts'
import type { Listing, Note } from './outcome.ts'

/** From the gravest: what stops everything comes first. */
const GRAVITY: readonly ReasonCode[] = [
  'config-missing',
  'config-invalid',
  'untrusted-event',
  'no-credentials',
  'wandb-access',
  'github-access',
  'wandb-unavailable',
  'github-unavailable',
  'invalid-input',
  'source-not-visible',
  'version-not-found',
  'version-not-committed',
  'approvals-missing',
  'not-allowed',
]

/** What the config, the pins and the account say about the day of need. */
export function diagnose(facts: DoctorFacts): readonly Finding[] {
  const { account, config } = facts
  const wandb = isUnanswered(account)
    ? accountLost(account)
    : [
        ...accountFindings(account),
        ...registryFindings(config, account),
        ...recordFindings(config, account),
        ...sourceFindings(account),
      ]
  return [...wandb, ...lineageFindings(facts), ...pinFindings(facts), ...peopleFindings(facts), ...teamFindings(facts)]
}

function accountLost({ code, message, hint, isExpected }: Unanswered): readonly Finding[] {
  const level = isExpected === true ? unknown : problem.bind(null, code)
  return [
    level({
      what: 'W&B identity',
      found: message,
      why: 'Nothing can be judged, promoted or rolled back with it.',
      remedy: hint ?? 'Run the doctor again when W&B answers.',
    }),
    unknown({
      what: 'registry, records and source projects',
      found: 'They could not be asked about.',
      why: 'Roles and access are seen by an account only.',
      remedy: 'Mend the W&B identity first.',
    }),
  ]
}

/** Distinct reason codes of the problems, the gravest first. */
export function reasonsToRefuse(findings: readonly Finding[]): readonly ReasonCode[] {
  const codes = new Set(findings.flatMap(({ code }) => code ?? []))
  const gravity = (code: ReasonCode) => (GRAVITY.includes(code) ? GRAVITY.indexOf(code) : GRAVITY.length)
  return [...codes].toSorted((left, right) => gravity(left) - gravity(right))
}

/** The findings as a table, worst first. */
export function doctorListing(findings: readonly Finding[]): Listing {
  const sorted = findings.toSorted((left, right) => LEVELS.indexOf(left.level) - LEVELS.indexOf(right.level))
  const counts = LEVELS.map((level) => `${level} ${findings.filter((each) => each.level === level).length}`)
  return {
    name: 'doctor',
    title: 'Would it work on the day of need?',
    intro: [
      `${counts.join(' · ')}.`,
      'Nothing was written. `unknown` is what cannot be seen from here: somebody has to look.',
    ],
    columns: ['result', 'what', 'found', 'what to do'],
    rows: sorted.map(({ level, what, found, why, remedy }) => [
      level,
      what,
      why === '' ? found : `${found} ${why}`,
      remedy === '' ? '–' : remedy,
    ]),
    diagram: null,
    log: sorted.flatMap(logLines),
    data: {
      findings: sorted.map(({ level, what, found, why, remedy, code, at }) => ({
        ...{ level, what, found, why, remedy, reason_code: code },
        at: at === undefined ? null : { file: at.file, line: at.line, column: at.column },
      })),
    },
  }
}

/** A finding in a job log: what was found beside its level, what to do on a line of its own. */
function logLines({ level, what, found, why, remedy }: Finding): readonly string[] {
  const first = `${level.padEnd(7)}  ${what}: ${[found, why].filter((part) => part !== '').join(' ')}`
  return remedy === '' ? [first] : [first, `         → ${remedy}`]
}

/** Problems that belong to a line of a file, for annotations. */
export function doctorNotes(findings: readonly Finding[]): readonly Note[] {
  return findings.flatMap(({ level, code, what, found, at }) =>
    at === undefined || (level !== 'problem' && level !== 'warning')
      ? []
      : [{ level: 'warning' as const, ...(code === null ? {} : { code }), text: `${what}: ${found}`, at }],
  )
}
