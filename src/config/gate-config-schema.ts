import * as z from 'zod'
import { CanaryInput } from './canary-schema.ts'
import { CheckInput } from './check-schema.ts'
import { type MayOperation, PERMISSIONS } from './gate-config.ts'
import { ReportInput } from './report-schema.ts'
import { named, ruledText } from './schema-parts.ts'
import {
  ALIAS,
  BRANCH,
  COLLECTION,
  DURATION,
  ENVIRONMENT,
  LABEL,
  LOGIN,
  RECORD_KEY,
  RECORDS,
  REGISTRY,
  REPORT_NAME,
  STARTER,
  TEAM,
} from './text-rules.ts'
import { JiraInput, ServiceNowInput } from './ticket-schema.ts'

/**
 * The gate config as people write it (version 1). Only the shape and single values: rules between keys stand in the
 * `*-rules.ts` files. The published JSON Schema is generated from this.
 */
const teams = (purpose: string) => z.array(ruledText(TEAM)).min(1).describe(purpose).optional()

const ApprovalInput = z
  .strictObject({
    role: ruledText(LABEL).default('reviewer').describe('Who is asked, in words: shown to people.'),
    count: z.int().min(1).max(100).default(1).describe('How many different people must approve.'),
    users: z
      .array(ruledText(LOGIN))
      .min(1)
      .describe('Logins whose approval counts; without `users` and `teams`: anyone with the permission.')
      .optional(),
    teams: teams('Teams (`org/slug`) whose members count as well; reading them needs the input `team-token`.'),
    permission: z.enum(PERMISSIONS).default('write').describe('The least repository role that each must hold.'),
    bind: z
      .enum(['version', 'head'])
      .default('version')
      .describe(
        '`version`: the approved tree pins the version. `head`: approvals that name no version count too (weaker).',
      ),
    code_owners: z
      .boolean()
      .default(false)
      .describe("The branch must require a code owner's review, and GitHub's review decision must be an approval."),
    environment: ruledText(ENVIRONMENT)
      .describe('Approvals of the promoting run by the reviewers of this GitHub environment, instead of reviews.')
      .optional(),
    expires: ruledText(DURATION).describe('An approval counts for so long: `7d`.').optional(),
    may_share: z
      .boolean()
      .default(false)
      .describe('People counted for this role may be counted for other roles of the stage too.'),
    jira: JiraInput.optional(),
    servicenow: ServiceNowInput.optional(),
  })
  .describe('People who must approve the pull request that asks for the version; or a ticket that approves it.')

const MayInput = z
  .strictObject({
    users: z
      .array(ruledText(STARTER))
      .min(1)
      .describe('Logins that may start it; without `users` and `teams`: anyone with the permission.')
      .optional(),
    teams: teams('Teams (`org/slug`) whose members may start it; reading them needs the input `team-token`.'),
    permission: z
      .enum(PERMISSIONS)
      .describe(
        'The least repository role that each must hold; left out beside `users` or `teams`: no role is asked for.',
      )
      .optional(),
  })
  .describe('Who may start this: whoever started the run and whoever ran it again must both be allowed.')
  .meta({ minProperties: 1 })

const STARTS: Readonly<Record<MayOperation, string>> = {
  promote: 'Who may promote by a run that is started by hand; default: the gate alone decides.',
  rollback: 'Who may roll back; default: role `write`.',
  hold: 'Who may hold; default: role `write`.',
  release: 'Who may release a hold; default: role `maintain`.',
  adopt: 'Who may adopt what was moved by hand; default: role `maintain`.',
}

const EmergencyInput = z
  .strictObject({
    count: z.int().min(1).max(100).default(1).describe('How many people besides the one who starts it must approve.'),
    users: z
      .array(ruledText(LOGIN))
      .min(1)
      .describe('Logins whose approval counts; without `users` and `teams`: anyone with the permission.')
      .optional(),
    teams: teams('Teams (`org/slug`) whose members count as well; reading them needs the input `team-token`.'),
    permission: z.enum(PERMISSIONS).default('write').describe('The least repository role that each must hold.'),
  })
  .describe("What lets a version through that never passed this stage's gate; left out: nothing does.")

const RollbackInput = z
  .strictObject({
    within: z.int().min(1).max(20).default(5).describe('At most so many versions back.'),
    days: z.int().min(1).max(3650).default(90).describe('Only to a version that was in use within so many days.'),
  })
  .describe('How far a rollback goes back by itself.')

const reports = named(REPORT_NAME, ReportInput)

const StageInput = z
  .strictObject({
    alias: ruledText(ALIAS).describe("The alias that the stage stands for; default: the stage's name.").optional(),
    from: ruledText(ALIAS).describe('The stage whose alias a version must hold, or have held by record.').optional(),
    protected: z
      .boolean()
      .default(false)
      .describe('The alias is a protected one in W&B; checked as far as W&B allows.'),
    ungated: z.boolean().default(false).describe('Says that nothing blocks this stage; needed when nothing does.'),
    mode: z
      .enum(['enforce', 'dry_run'])
      .default('enforce')
      .describe('`dry_run` evaluates and reports, never moves the alias, never fails the job.'),
    reports: reports.describe("Reports of this stage, added to the model's or put in their place by name.").optional(),
    checks: z.array(CheckInput).describe('Rules on the numbers of the reports.').optional(),
    correction: z
      .enum(['none', 'holm', 'bh'])
      .default('none')
      .describe(
        'Adjusts the statistical checks of the stage for being many, see [statistics](statistics.md): `holm` for any false finding, `bh` for their share.',
      ),
    canary: CanaryInput.optional(),
    approvals: z.array(ApprovalInput).describe('People, or tickets, that must approve.').optional(),
    lineage: z
      .strictObject({
        require: z
          .array(z.enum(['run', 'commit']))
          .min(1)
          .describe('`run`: the run that logged the version is known. `commit`: and its git commit.'),
      })
      .describe("What must be known of the version's origin.")
      .optional(),
    keep_previous: ruledText(ALIAS).describe('Alias that follows the replaced version.').optional(),
    attest: z
      .boolean()
      .default(false)
      .describe("Every move of the alias is attested: a signed statement in GitHub's attestation service."),
    may: z
      .strictObject(mayShape())
      .describe('Who may start what; an operation that is not named has its default.')
      .meta({ minProperties: 1 })
      .optional(),
    emergency: EmergencyInput.optional(),
    rollback: RollbackInput.optional(),
  })
  .describe("A named step of a model's life, and all that guards it.")

function mayShape(): Record<MayOperation, z.ZodOptional<typeof MayInput>> {
  const rule = (operation: MayOperation) => MayInput.describe(STARTS[operation]).optional()
  return {
    promote: rule('promote'),
    rollback: rule('rollback'),
    hold: rule('hold'),
    release: rule('release'),
    adopt: rule('adopt'),
  }
}

const ModelInput = z
  .strictObject({
    collection: ruledText(COLLECTION)
      .describe("Name of the registry collection; default: the model's name.")
      .optional(),
    owners: z.array(ruledText(LABEL)).describe('Shown to people, never granted anything.').optional(),
    reports: reports.describe('Evaluation reports for all stages, by name.').optional(),
    stages: named(ALIAS, StageInput).describe('The stages, by name.').meta({ minProperties: 1 }),
  })
  .describe('One registry collection.')

export const GateConfigInput = z
  .strictObject({
    version: z.literal(1).describe('Version of this format.'),
    registry: ruledText(REGISTRY).describe(
      'W&B organisation entity and registry project: `acme/wandb-registry-model`.',
    ),
    records: ruledText(RECORDS).describe(
      'Team entity and project that hold the promotion records; only the promoter should be able to write there.',
    ),
    record_keys: z
      .array(ruledText(RECORD_KEY))
      .min(1)
      .describe('Public keys (`ed25519:` and base64); then only records signed by one of them count.')
      .optional(),
    branches: z
      .array(ruledText(BRANCH))
      .min(1)
      .describe('Branches that may promote; default: the default branch.')
      .optional(),
    pins: z
      .string({ error: 'a path in the repository' })
      .min(1, { error: 'a path in the repository' })
      .default('model-pins.yml')
      .describe('The file whose change is a promotion request.'),
    max_report_mb: z.int().min(1).max(512).default(64).describe('Largest report, in megabytes (10^6 bytes).'),
    models: named(COLLECTION, ModelInput).describe('The models, by name.').meta({ minProperties: 1 }),
  })
  .describe('Gate config of the Model Promotion Gate: what each model needs to reach each stage.')

export type GateConfigInput = z.output<typeof GateConfigInput>
export type ModelInput = z.output<typeof ModelInput>
export type StageInput = z.output<typeof StageInput>
export type MayInput = z.output<typeof MayInput>
export type ApprovalInput = z.output<typeof ApprovalInput>
