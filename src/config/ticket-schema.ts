import * as z from 'zod'
import { ruledText } from './schema-parts.ts'
import { isServiceAddress } from './service-address.ts'
import { LABEL, type TextRule } from './text-rules.ts'

/** A web address that a token is sent to. */
const ADDRESS: TextRule = {
  pattern: /^https?:\/\/[^\s?#@\\]{1,500}$/,
  phrase:
    'an https address such as `https://acme.atlassian.net`, without user, query and fragment (http only for this machine, and nothing link-local)',
  accepts: isServiceAddress,
}

/** Jira's keys: a capital letter, then capitals, digits and `_`. */
const JIRA_PROJECT: TextRule = {
  pattern: /^[A-Z][A-Z0-9_]{1,99}$/,
  phrase: 'the key of a Jira project, such as `RISK`',
}

const JIRA_FIELD: TextRule = {
  pattern: /^[A-Za-z][A-Za-z0-9_]{0,79}$/,
  phrase: 'the id of a Jira field, such as `customfield_10042`',
}

const COLUMN: TextRule = {
  pattern: /^[a-z][a-z0-9_]{0,79}$/,
  phrase: 'a name of lower-case letters, digits and `_`, such as `change_request`',
}

const TEXT: TextRule = { pattern: /^text$/, phrase: '`text`, or a mapping with `field`' }

const names = (field: TextRule) =>
  z
    .union([
      ruledText(TEXT),
      z.strictObject({ field: ruledText(field).describe('The field; nothing else of the ticket is read for it.') }),
    ])
    .default('text')
    .describe('Where the ticket names model and version: `text` (title and description), or `{ field: … }`.')

const by = (what: string) =>
  z.array(ruledText(LABEL)).min(1).describe(`Whose approval counts, by ${what}; left out: anybody but the requester.`)

export const JiraInput = z
  .strictObject({
    site: ruledText(ADDRESS).describe('Address of the site; on Data Center with its context path.'),
    hosting: z
      .enum(['cloud', 'data_center'])
      .describe('Default: `cloud` for `*.atlassian.net`, else `data_center`.')
      .optional(),
    access: z
      .enum(['auto', 'site', 'gateway'])
      .describe('Of Cloud: where the token is sent to. Default `auto`: the site, else `api.atlassian.com`.')
      .optional(),
    project: ruledText(JIRA_PROJECT).describe('Key of the project that the tickets are in.'),
    status: z.array(ruledText(LABEL)).min(1).describe('Statuses that approve, by name or (in digits) id.').optional(),
    resolution: z.array(ruledText(LABEL)).min(1).describe('Resolutions that approve, by name or id.').optional(),
    approvals: z.boolean().default(false).describe('Jira Service Management: every approval of the request is given.'),
    by: by('account id (Data Center: user name)').optional(),
    names: names(JIRA_FIELD),
  })
  .describe('A Jira ticket that approves; it is named by the input `ticket` or a line `Ticket: …` of the pull request.')

export const ServiceNowInput = z
  .strictObject({
    instance: ruledText(ADDRESS).describe('Address of the instance: `https://acme.service-now.com`.'),
    table: ruledText(COLUMN).default('change_request').describe('Table that the tickets are in.'),
    approval: ruledText(LABEL).default('approved').describe('Raw value that the field `approval` must have.'),
    state: z
      .array(z.union([ruledText(LABEL), z.int()]))
      .min(1)
      .describe('States in which it counts, by raw value (`-1`) or label (`Implement`).'),
    window: z.boolean().default(false).describe('Only between the planned start and end of the change.'),
    by: by('user name').optional(),
    names: names(COLUMN),
  })
  .describe('A ServiceNow change that approves; named like a Jira ticket.')

export type JiraInput = z.output<typeof JiraInput>
export type ServiceNowInput = z.output<typeof ServiceNowInput>
