import * as z from 'zod'
import { STATISTICAL_METHODS, STATISTICAL_RESULTS } from '../checks/limit-statistics.ts'
import { STATUSES } from '../checks/verdict.ts'
import { PERMISSIONS } from '../config/gate-config.ts'
import { IDENTITY_BY } from '../evidence/identity.ts'
import { DIRECTIONS } from '../evidence/report.ts'
import { REASON_CODES } from '../reason-codes.ts'

export const ReasonCode = z.enum(REASON_CODES)
const strings = z.array(z.string())
export const whole = z.int().nonnegative()
export const optionalText = z.exactOptional(z.string())

const LimitName = z.enum([
  'min',
  'max',
  'above',
  'below',
  'max_regression',
  'min_improvement',
  'max_improvement',
  'max_gap',
])
const number = z.exactOptional(z.number())

const Statistics = z
  .strictObject({
    limit: LimitName,
    result: z
      .enum(STATISTICAL_RESULTS)
      .describe(
        '`shown`: beyond chance; `not-shown`: may be chance; `not-met`: not even as it came out; `refuted`: the opposite is beyond chance; `no-data`.',
      ),
    method: z.exactOptional(z.enum(STATISTICAL_METHODS)),
    confidence: number.describe('One-sided.'),
    estimate: number.describe('The value; of a change limit candidate minus baseline.'),
    stderr: number,
    bound: number.describe('The end of the one-sided interval that has to reach `threshold`.'),
    otherBound: number.describe('The other end, of a method that can also show the opposite.'),
    threshold: number,
    pValue: number.describe('One-sided. At most 1 − confidence: the limit is shown.'),
    oppositePValue: number.describe('One-sided, for the opposite. At most 1 − confidence: the limit is refuted.'),
    adjustedPValue: number.describe("After the stage's correction; then this decides."),
    correction: z.exactOptional(z.enum(['holm', 'bh'])),
    n: number.describe('Samples of the candidate; of a paired comparison items on both sides.'),
    baselineN: number,
    unmatched: number.describe('Share of the items that only one side has.'),
    changed: z.exactOptional(z.strictObject({ gained: whole, lost: whole })),
    neededN: number.describe('So many samples would do if the numbers stay as they are.'),
    note: optionalText,
    onInconclusive: z.enum(['fail', 'warn', 'pass', 'pending']),
  })
  .describe('How sure one limit is, of a check that asks for it.')

const Limit = z.strictObject({
  limit: LimitName,
  text: z.string().describe('As written in the gate config.'),
  bound: z
    .exactOptional(z.number())
    .describe('The number that the value was compared with, after applying the baseline.'),
  met: z.boolean().nullable(),
  reason: z.exactOptional(ReasonCode),
})

const MetricDetail = z.strictObject({
  type: z.literal('metric'),
  report: z.string(),
  address: z.string(),
  value: z.number().nullable(),
  stderr: z.exactOptional(z.number()),
  n: z.exactOptional(z.number()),
  unit: optionalText,
  direction: z.exactOptional(z.enum(DIRECTIONS)),
  limits: z.array(Limit),
  statistics: z.exactOptional(z.array(Statistics)),
  baseline: z.exactOptional(
    z.strictObject({
      value: z.number().nullable(),
      version: z.string(),
      source: z.enum(['baseline-report', 'record']),
    }),
  ),
  change: z.exactOptional(z.number()).describe('Candidate minus baseline.'),
  pointer: optionalText.describe('JSON Pointer of the number in its report.'),
  from: optionalText.describe('What the number is made of, where it is made of several.'),
  note: optionalText,
  nearest: z.exactOptional(strings),
  warnings: strings,
})

const IgnoredWhy = z.enum([
  'author',
  'committer',
  'co-author',
  'bot',
  'not-eligible',
  'permission',
  'outdated',
  'dismissed',
  'runner',
  'before-version',
  'not-bound',
  'already-used',
  'deleted-account',
  'withdrawn',
  'expired',
  'counted-elsewhere',
  'earlier-attempt',
])

const counted = {
  login: z.string(),
  pullRequest: whole.describe('0: given to the run, for its environment.'),
  commit: z.string(),
  at: z.string().describe('When it was given; of an environment, when it was seen.'),
  url: optionalText,
  environment: optionalText,
}

const ApprovalDetail = z.strictObject({
  type: z.literal('approvals'),
  role: z.string(),
  need: whole,
  permission: z.enum(PERMISSIONS),
  eligible: strings.nullable(),
  teams: z.exactOptional(strings).describe('Teams whose members are eligible too.'),
  bind: z.enum(['version', 'head']),
  environment: optionalText.describe('The GitHub environment whose reviewers approve the run.'),
  codeOwners: z
    .exactOptional(z.enum(['APPROVED', 'CHANGES_REQUESTED', 'REVIEW_REQUIRED', 'none']))
    .describe("GitHub's review decision, where it must rest on a code owner."),
  expires: optionalText,
  counted: z.array(z.strictObject(counted)),
  ignored: z.array(z.strictObject({ ...counted, why: IgnoredWhy, note: optionalText })),
  blocking: strings,
  note: optionalText,
})

const TicketDetail = z.strictObject({
  type: z.literal('ticket'),
  system: z.enum(['jira', 'servicenow']),
  role: z.string(),
  ticket: z.string().nullable(),
  asked: optionalText,
  ticketId: optionalText.describe("Never changes: Jira's issue id, ServiceNow's sys_id."),
  url: optionalText,
  shown: optionalText,
  approvedBy: z.array(z.strictObject({ id: z.string(), name: z.string(), compared: z.boolean() })),
  approvedAt: optionalText,
  observedAt: optionalText,
  sha256: optionalText,
  note: optionalText,
})

const ReportDetail = z.strictObject({
  type: z.literal('report'),
  name: z.string(),
  location: z.string(),
  resolved: optionalText,
  format: optionalText,
  sha256: optionalText,
  bytes: z.exactOptional(whole),
  identity: z.exactOptional(z.enum([...IDENTITY_BY, 'unbound'])),
  claims: z.exactOptional(strings),
  warnings: strings,
  note: optionalText,
})

const LineageDetail = z.strictObject({
  type: z.literal('lineage'),
  demand: z.enum(['run', 'commit']),
  found: optionalText,
})

const FactDetail = z.strictObject({
  type: z.literal('fact'),
  expected: optionalText,
  observed: optionalText,
  note: optionalText,
})

/** The verdict tree of `checks/verdict.ts` as a schema. */
export const Verdict = z
  .strictObject({
    id: z.string(),
    kind: z.enum([
      'plan',
      'promotion',
      'group',
      'version',
      'stage-order',
      'hold',
      'rolled-back',
      'report',
      'binding',
      'metric',
      'lineage',
      'pull-request',
      'approvals',
      'ticket',
      'request',
      'canary',
    ]),
    status: z.enum(STATUSES),
    reason: z.exactOptional(ReasonCode),
    severity: z.exactOptional(z.enum(['block', 'warn', 'info'])),
    label: z.string(),
    detail: z.exactOptional(
      z.discriminatedUnion('type', [
        MetricDetail,
        ApprovalDetail,
        TicketDetail,
        ReportDetail,
        LineageDetail,
        FactDetail,
      ]),
    ),
    at: z.exactOptional(z.strictObject({ file: z.string(), line: whole, column: whole })),
    get children() {
      return z.array(Verdict)
    },
  })
  .meta({ id: 'verdict', description: 'One node of the verdict tree; the worst child decides for a group.' })
