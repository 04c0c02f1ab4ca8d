import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import type { TicketDetail } from '../../../src/checks/detail.ts'
import type { RecordFacts } from '../../../src/checks/facts.ts'
import { evaluateTicket, type TicketInput } from '../../../src/checks/ticket.ts'
import type { LoadedTicket, Ticket } from '../../../src/checks/ticket-facts.ts'
import type { Verdict } from '../../../src/checks/verdict.ts'
import type { JiraRule, ServiceNowRule } from '../../../src/config/ticket-rule.ts'
import { AccessError } from '../../../src/errors.ts'
import { changeTicket, human, jiraTicket } from '../../support/fake-tickets.ts'
import { AT, record } from './facts-builder.ts'

const JIRA: JiraRule = {
  system: 'jira',
  id: 'approvals/1',
  role: 'change manager',
  site: 'https://acme.atlassian.net',
  hosting: 'cloud',
  access: 'auto',
  project: 'RISK',
  status: ['Approved'],
  resolution: [],
  approvals: false,
  by: null,
  names: 'text',
  at: AT,
}

const CHANGE: ServiceNowRule = {
  system: 'servicenow',
  id: 'approvals/2',
  role: 'change',
  instance: 'https://acme.service-now.com',
  table: 'change_request',
  approval: 'approved',
  state: ['-1', 'Scheduled'],
  window: false,
  by: null,
  names: 'text',
  at: AT,
}

const found = (ticket: Ticket): LoadedTicket => ({ asked: ticket.key, ok: true, ticket })

function input(over: Partial<TicketInput> = {}): TicketInput {
  return {
    rule: JIRA,
    tickets: [found(jiraTicket())],
    subject: { registryPath: 'acme/wandb-registry-model', names: ['support-llm'], version: 'v7' },
    versionSince: '2026-03-10T08:00:00Z',
    makers: ['kim@acme.test'],
    records: [],
    awaiting: false,
    ...over,
  }
}

/** `fail ticket-used: note` of a node. */
function told(node: Verdict): string {
  const detail = node.detail as TicketDetail | undefined
  const note = detail?.note === undefined ? '' : `: ${detail.note}`
  return `${node.status}${node.reason === undefined ? '' : ` ${node.reason}`}${note}`
}

function jira(over: Parameters<typeof jiraTicket>[0], rule: Partial<JiraRule> = {}, awaiting = false): string {
  return told(evaluateTicket(input({ rule: { ...JIRA, ...rule }, tickets: [found(jiraTicket(over))], awaiting })))
}

function change(
  over: Parameters<typeof changeTicket>[0],
  rule: Partial<ServiceNowRule> = {},
  awaiting = false,
): string {
  return told(evaluateTicket(input({ rule: { ...CHANGE, ...rule }, tickets: [found(changeTicket(over))], awaiting })))
}

const status = (at: string, by: ReturnType<typeof human> | null, to = '31') => ({ at, by, what: 'status', to }) as const
const LATE = '2026-03-10T09:00:00.000Z'

describe('a Jira ticket', () => {
  it('that stands as asked passes, and says who, when and from what', () => {
    expect(evaluateTicket(input())).toEqual({
      id: 'approvals/1',
      kind: 'ticket',
      status: 'pass',
      label: 'change manager',
      at: AT,
      children: [],
      detail: {
        type: 'ticket',
        system: 'jira',
        role: 'change manager',
        ticket: 'RISK-7',
        ticketId: '10007',
        url: 'https://acme.atlassian.net/browse/RISK-7',
        shown: 'Approved',
        approvedBy: [{ id: 'risk', name: 'risk of Acme', compared: true }],
        approvedAt: LATE,
        observedAt: '2026-03-10T10:00:00.000Z',
        sha256: 'a'.repeat(64),
      },
    })
  })

  it.each<[string, Parameters<typeof jiraTicket>[0], Partial<JiraRule>, string]>([
    ['by id of the status', { status: { id: '31', name: 'Genehmigt' } }, { status: ['31'] }, 'pass'],
    [
      'renamed, asked for by name',
      { status: { id: '31', name: 'Genehmigt' } },
      {},
      'fail ticket-not-approved: its status is Genehmigt',
    ],
    [
      'whose id looks like another name',
      { status: { id: '41', name: '31' } },
      { status: ['31'] },
      'fail ticket-not-approved: its status is 31',
    ],
    [
      'in another status',
      { status: { id: '41', name: 'Declined' } },
      {},
      'fail ticket-not-approved: its status is Declined',
    ],
    [
      'that began in the status',
      { changes: [] },
      {},
      'fail ticket-not-approved: nobody gave it the status Approved: it began with it',
    ],
    [
      'whose history ends elsewhere',
      { changes: [status(LATE, human('risk'), '21')] },
      {},
      'error ticket-access: its history does not say how it got the status Approved',
    ],
    [
      'reopened, and approved again by its requester',
      { changes: [status('2026-03-10T08:30:00Z', human('risk')), status(LATE, human('dev'))] },
      {},
      'fail ticket-not-approved: status Approved was given by nobody who may: dev of Acme asked for it',
    ],
    [
      'moved by an automation',
      { changes: [status(LATE, human('bot', { isHuman: false }))] },
      {},
      'fail ticket-not-approved: status Approved was given by nobody who may: bot of Acme is an app',
    ],
    [
      'moved by an account that is gone',
      { changes: [status(LATE, null)] },
      {},
      'fail ticket-not-approved: status Approved was given by nobody who may: no person is named',
    ],
    [
      'moved by who made the change',
      { changes: [status(LATE, human('kim', { email: 'KIM@acme.test' }))] },
      {},
      'fail ticket-not-approved: status Approved was given by nobody who may: kim of Acme made the change',
    ],
    [
      'moved by an account with a hidden e-mail',
      { changes: [status(LATE, human('kim', { email: null }))] },
      {},
      'pass',
    ],
    ['moved by one of those named', {}, { by: ['risk'] }, 'pass'],
    [
      'moved by somebody else',
      {},
      { by: ['ana'] },
      'fail ticket-not-approved: status Approved was given by nobody who may: risk of Acme is not among the people named',
    ],
    ['approved when the version came', { changes: [status('2026-03-10T08:00:00Z', human('risk'))] }, {}, 'pass'],
    [
      'approved before the version was there',
      { changes: [status('2026-03-10T07:59:59Z', human('risk'))] },
      {},
      'fail ticket-not-approved: approved at 2026-03-10T07:59:59Z, before the version was in the registry (2026-03-10T08:00:00Z)',
    ],
    [
      'whose text changed with the approval',
      { changes: [status(LATE, human('risk')), { at: LATE, by: human('risk'), what: 'names', to: null }] },
      {},
      'pass',
    ],
    [
      'whose text changed after the approval',
      {
        changes: [
          status(LATE, human('risk')),
          { at: '2026-03-10T09:00:01.000Z', by: human('dev'), what: 'names', to: null },
        ],
      },
      {},
      `fail ticket-not-approved: what names the version was changed at 2026-03-10T09:00:01.000Z, after the approval of ${LATE}`,
    ],
    [
      'moved to another project',
      { key: 'OPS-3', project: 'OPS' },
      {},
      'fail ticket-missing: it is OPS-3 in the project OPS now, and the rule asks for one of RISK',
    ],
    ['unresolved', {}, { status: [], resolution: ['Done'] }, 'fail ticket-not-approved: it has no resolution yet'],
    [
      'done, but declined',
      { resolution: { id: '2', name: "Won't do" } },
      { status: [], resolution: ['Done'] },
      "fail ticket-not-approved: its resolution is Won't do",
    ],
    [
      'resolved',
      {
        resolution: { id: '1', name: 'Done' },
        changes: [{ at: LATE, by: human('risk'), what: 'resolution', to: '1' }],
      },
      { status: [], resolution: ['Done'] },
      'pass',
    ],
  ])('%s', (_case, ticket, rule, expected) => {
    expect(jira(ticket, rule)).toBe(expected)
  })

  it('edited between two of its decisions was not approved as it stands', () => {
    const changes = [
      status(LATE, human('risk')),
      { at: '2026-03-10T09:05:00Z', by: human('dev'), what: 'names', to: null } as const,
      { at: '2026-03-10T09:10:00Z', by: human('risk'), what: 'resolution', to: '1' } as const,
    ]
    const said = jira({ resolution: { id: '1', name: 'Done' }, changes }, { resolution: ['Done'] })
    expect(said).toMatch(/^fail ticket-not-approved: what names the version was changed/)
  })

  it('may still be approved while the pull request is open, unless it was decided otherwise', () => {
    expect(jira({ status: { id: '21', name: 'In review' } }, {}, true)).toBe(
      'pending ticket-not-approved: its status is In review',
    )
    expect(jira({ resolution: { id: '2', name: 'Declined' } }, { resolution: ['Done'] }, true)).toBe(
      'fail ticket-not-approved: its resolution is Declined',
    )
  })
})

describe('approvals of Jira Service Management', () => {
  const approval = (over: object = {}) => ({
    name: 'CAB',
    decision: 'approved' as const,
    approvers: [human('cab')],
    createdAt: '2026-03-10T08:10:00Z',
    completedAt: LATE,
    ...over,
  })
  const rule = { status: [], approvals: true }

  it.each<[string, readonly ReturnType<typeof approval>[] | null, string]>([
    ['all given', [approval(), approval({ name: 'Security', approvers: [human('sec')] })], 'pass'],
    ['none asked for', [], 'fail ticket-not-approved: no approval was asked for in Jira Service Management'],
    ['not read', null, 'error ticket-access: its approvals were not read'],
    [
      'one pending',
      [approval(), approval({ name: 'Security', decision: 'pending', completedAt: null })],
      'fail ticket-not-approved: the approval "Security" is not given yet',
    ],
    [
      'one declined',
      [approval(), approval({ name: 'Security', decision: 'declined' })],
      'fail ticket-not-approved: the approval "Security" was declined',
    ],
    [
      'declined, then given anew',
      [approval({ createdAt: '2026-03-10T08:20:00Z' }), approval({ decision: 'declined' })],
      'pass',
    ],
    [
      'given, then declined anew',
      [approval({ createdAt: '2026-03-10T08:20:00Z', decision: 'declined' }), approval()],
      'fail ticket-not-approved: the approval "CAB" was declined',
    ],
    [
      'given without a time',
      [approval({ completedAt: null })],
      'error ticket-access: it does not say when the approval "CAB" was given',
    ],
    [
      'given by nobody who is named',
      [approval({ approvers: [] })],
      'fail ticket-not-approved: the approval "CAB" was given by nobody who may: no person is named',
    ],
    [
      'given by the requester alone',
      [approval({ approvers: [human('dev')] })],
      'fail ticket-not-approved: the approval "CAB" was given by nobody who may: dev of Acme asked for it',
    ],
  ])('%s', (_case, approvals, expected) => {
    expect(jira({ approvals }, rule)).toBe(expected)
  })

  it('may still be given while the pull request is open', () => {
    expect(jira({ approvals: [approval({ decision: 'pending' })] }, rule, true)).toMatch(/^pending/)
    expect(jira({ approvals: [approval({ decision: 'declined' })] }, rule, true)).toMatch(/^fail/)
  })
})

describe('a ServiceNow change', () => {
  const cab = (state: string, id = 'cab') => ({ person: human(id), state, at: LATE })
  it.each<[string, Parameters<typeof changeTicket>[0], Partial<ServiceNowRule>, string]>([
    ['approved, in a state asked for by raw value', {}, {}, 'pass'],
    ['in a state asked for by label', { state: { id: '-2', name: 'Scheduled' } }, {}, 'pass'],
    [
      'in a state whose label looks like a raw value',
      { state: { id: '9', name: '-1' } },
      {},
      'fail ticket-not-approved: its state is -1',
    ],
    ['closed', { state: { id: '3', name: 'Closed' } }, {}, 'fail ticket-not-approved: its state is Closed'],
    [
      'only requested',
      { approval: { id: 'requested', name: 'Requested' } },
      {},
      'fail ticket-not-approved: its approval is Requested',
    ],
    [
      'labelled approved, with another value',
      { approval: { id: 'not requested', name: 'approved' } },
      {},
      'fail ticket-not-approved: its approval is approved',
    ],
    ['on hold', { onHold: true }, {}, 'fail ticket-not-approved: it is on hold'],
    ['of a table without holds', { onHold: null }, {}, 'pass'],
    [
      'whose approvers are hidden',
      { approvers: [] },
      {},
      'error ticket-access: it is approved, but nobody is seen to have approved it',
    ],
    [
      'that nobody approved',
      { approvers: [cab('not_required'), cab('requested')] },
      {},
      'fail ticket-not-approved: it is approved, but none of its approvers did so',
    ],
    [
      'approved by its requester alone',
      { approvers: [cab('approved', 'dev')] },
      {},
      'fail ticket-not-approved: the approval was given by nobody who may: dev of Acme asked for it',
    ],
    [
      'approved by its requester in other letters',
      { approvers: [cab('approved', 'DEV')] },
      {},
      'fail ticket-not-approved: the approval was given by nobody who may: DEV of Acme asked for it',
    ],
    ['approved by the requester and another', { approvers: [cab('approved', 'dev'), cab('approved')] }, {}, 'pass'],
    ['inside its window', {}, { window: true }, 'pass'],
    [
      'at the end of its window',
      { observedAt: '2026-03-10T11:00:00.000Z' },
      { window: true },
      'fail ticket-not-approved: its time ended at 2026-03-10T11:00:00.000Z',
    ],
    ['at the start of its window', { observedAt: '2026-03-10T09:30:00.000Z' }, { window: true }, 'pass'],
    [
      'before its window',
      { observedAt: '2026-03-10T09:29:59.000Z' },
      { window: true },
      'fail ticket-not-approved: its time begins at 2026-03-10T09:30:00.000Z',
    ],
    [
      'without a window',
      { start: null },
      { window: true },
      'fail ticket-not-approved: it has no planned start and end',
    ],
  ])('%s', (_case, ticket, rule, expected) => {
    expect(change(ticket, rule)).toBe(expected)
  })

  it('may still be approved while the pull request is open, unless it was rejected or is over', () => {
    expect(change({ approval: { id: 'requested', name: 'Requested' } }, {}, true)).toMatch(/^pending/)
    expect(change({ approval: { id: 'rejected', name: 'Rejected' } }, {}, true)).toMatch(/^fail/)
    expect(change({ observedAt: '2026-03-10T08:00:00.000Z' }, { window: true }, true)).toMatch(/^pending/)
    expect(change({ observedAt: '2026-03-10T12:00:00.000Z' }, { window: true }, true)).toMatch(/^fail/)
  })
})

describe('what a ticket names', () => {
  it.each<[readonly string[], string]>([
    [['support-llm:v7'], 'pass'],
    [['', 'Please promote support-llm v7.'], 'pass'],
    [['acme/wandb-registry-model/support-llm:v7'], 'pass'],
    [
      ['support-llm:v7 (was support-llm:v6)'],
      'fail ticket-other-version: it must name support-llm:v7 alone and names v7, v6',
    ],
    [
      ['support-llm:v7', 'support-llm:v6'],
      'fail ticket-other-version: it must name support-llm:v7 alone and names v7, v6',
    ],
    [['support-llm:v70'], 'fail ticket-other-version: it must name support-llm:v7 alone and names v70'],
    [['support-llm:v6'], 'fail ticket-other-version: it must name support-llm:v7 alone and names v6'],
    [['ranker:v7'], 'fail ticket-other-version: it must name support-llm:v7 and names no version of it'],
    [
      ['research/runs/support-llm:v7'],
      'fail ticket-other-version: it must name support-llm:v7 and names no version of it',
    ],
    [
      ['x-support-llm:v7, support-llm:v7-rc1, support-llm:v7.1'],
      'fail ticket-other-version: it must name support-llm:v7 and names no version of it',
    ],
    [['v7'], 'fail ticket-other-version: it must name support-llm:v7 and names no version of it'],
    [[], 'fail ticket-other-version: it must name support-llm:v7 and names no version of it'],
  ])('%j: %s', (texts, expected) => {
    expect(jira({ texts })).toBe(expected)
  })

  it('proves nothing of a version that is not known', () => {
    const subject = { ...input().subject, version: null }
    expect(told(evaluateTicket(input({ subject, versionSince: null })))).toMatch(/^fail ticket-other-version/)
  })
})

describe('which ticket', () => {
  const other = found(jiraTicket({ key: 'RISK-8', id: '10008', texts: ['support-llm:v6'] }))
  const unread: LoadedTicket = { asked: 'RISK-9', ok: false, problem: new AccessError('jira', 'It may not be seen.') }

  it('is waited for on a pull request, and missed after the merge', () => {
    expect(told(evaluateTicket(input({ tickets: [], awaiting: true })))).toBe(
      'pending ticket-missing: wanted: a Jira ticket of the project RISK',
    )
    expect(told(evaluateTicket(input({ rule: CHANGE, tickets: [] })))).toBe(
      'fail ticket-missing: wanted: a ServiceNow number',
    )
  })

  it('is left aside when it names another version and one names this', () => {
    expect(told(evaluateTicket(input({ tickets: [other, found(jiraTicket())] })))).toBe('pass')
    expect(evaluateTicket(input({ tickets: [other] })).reason).toBe('ticket-other-version')
  })

  it('cannot be told when one of them is not readable', () => {
    const node = evaluateTicket(input({ tickets: [found(jiraTicket()), unread] }))
    expect(node.status).toBe('error')
    expect(node.children.map(told)).toEqual(['pass', 'error ticket-access: It may not be seen.'])
    expect(node.children.map(({ id }) => id)).toEqual(['approvals/1/RISK-7', 'approvals/1/RISK-9'])
  })

  it('must each approve where several name the version', () => {
    const declined = found(jiraTicket({ key: 'RISK-8', id: '10008', status: { id: '41', name: 'Declined' } }))
    expect(evaluateTicket(input({ tickets: [found(jiraTicket()), declined] })).status).toBe('fail')
  })

  it('of another system is no answer', () => {
    expect(told(evaluateTicket(input({ tickets: [found(changeTicket())] })))).toBe(
      'error ticket-access: it is a ticket of servicenow',
    )
  })

  const applied = (over: Partial<RecordFacts>): RecordFacts =>
    record({
      conclusion: 'applied',
      stage: 'staging',
      body: { tickets: [{ system: 'jira', ticket: 'RISK-7', ticket_id: '10007' }] },
      ...over,
    })

  it.each<[string, Partial<RecordFacts>, boolean]>([
    ['an applied record', {}, true],
    ['under an earlier number', { body: { tickets: [{ system: 'jira', ticket: 'OPS-1', ticket_id: '10007' }] } }, true],
    ['a record of an adoption', { conclusion: 'adopted' }, true],
    [
      'a record that did not rely on it',
      { body: { tickets: [{ system: 'jira', ticket_id: '10007', status: 'warn' }] } },
      false,
    ],
    ['a record that moved nothing', { conclusion: 'abandoned' }, false],
    ['an open record', { conclusion: null, sha256: null }, false],
    ['another ticket', { body: { tickets: [{ system: 'jira', ticket: 'RISK-7', ticket_id: '1' }] } }, false],
    ['another system', { body: { tickets: [{ system: 'servicenow', ticket_id: '10007' }] } }, false],
    ['texts, as holds keep them', { body: { tickets: ['RISK-7', null, 7] } }, false],
    ['no list', { body: { tickets: 'RISK-7' } }, false],
    ['no body', { body: null }, false],
  ])('in %s: used %#', (_case, over, used) => {
    const node = evaluateTicket(input({ records: [applied(over)] }))
    expect(node.reason).toBe(used ? 'ticket-used' : undefined)
  })
})

describe('several tickets', () => {
  const kinds: readonly LoadedTicket[] = [
    found(jiraTicket()),
    found(jiraTicket({ key: 'RISK-8', texts: ['support-llm:v6'] })),
    found(jiraTicket({ key: 'RISK-9', status: { id: '41', name: 'Declined' } })),
    { asked: 'RISK-10', ok: false, problem: new AccessError('jira', 'It may not be seen.') },
  ]

  it('mean the same in any order, and one more never makes a refusal pass, except the one that was missing', () => {
    const some = fc.shuffledSubarray([...kinds], { minLength: 1 })
    fc.assert(
      fc.property(some, fc.constantFrom(...kinds), (tickets, more) => {
        const { status } = evaluateTicket(input({ tickets }))
        expect(evaluateTicket(input({ tickets: tickets.toReversed() })).status).toBe(status)
        const after = evaluateTicket(input({ tickets: [...tickets, more] })).status
        const onlyOthers = tickets.every((each) => each === kinds[1])
        if (status !== 'pass' && !onlyOthers) expect(after).not.toBe('pass')
      }),
    )
  })
})
