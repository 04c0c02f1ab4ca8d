import { describe, expect, it } from '@jest/globals'
import { RemoteError } from '../../src/errors.ts'
import type { RunOutcome } from '../../src/promotion/outcome.ts'
import { renderComment } from '../../src/render/comment.ts'
import { changeTicket, human, jiraTicket } from '../support/fake-tickets.ts'
import { AdoptPlay } from './adopt-play.ts'
import { GATES, MINUTE, PIN_PRODUCTION, StagePlay, told } from './stage-play.ts'

const WITH_TICKET = GATES.replace(
  'approvals: [{ role: model steward, count: 1, users: [ana, bo] }]',
  `approvals:
          - { role: model steward, count: 1, users: [ana, bo] }
          - role: change manager
            jira: { site: https://acme.atlassian.net, project: RISK, status: [Approved] }`,
)

const BOTH = WITH_TICKET.replace(
  '        keep_previous',
  `          - role: cab
            servicenow: { instance: https://acme.service-now.com, state: [Implement] }
        keep_previous`,
)

/** The versions of the play come into the registry as its clock stands still. */
const NOW = '2026-03-10T10:00:00.000Z'

const moved = (by: ReturnType<typeof human>) => [{ at: NOW, by, what: 'status', to: '31' } as const]

const approved = (over: Parameters<typeof jiraTicket>[0] = {}) =>
  jiraTicket({ texts: ['Promote support-llm:v1'], changes: moved(human('risk')), ...over })

const change = (over: Parameters<typeof changeTicket>[0] = {}) =>
  changeTicket({
    texts: ['support-llm:v1'],
    approvers: [{ person: human('cab'), state: 'approved', at: NOW }],
    ...over,
  })

/** A pull request that pins v1 for production, approved by ana. */
function proposed(stage: StagePlay, body: string): number {
  const number = stage.propose(PIN_PRODUCTION, 'dev', body)
  stage.approve(number)
  return number
}

function merge(stage: StagePlay, body: string) {
  const number = proposed(stage, body)
  stage.advance(MINUTE)
  return stage.github.merge(number, 'ana')
}

function comment(outcome: RunOutcome): string {
  const [promotion] = outcome.promotions
  if (promotion === undefined) throw new Error('no promotion')
  const context = {
    operation: 'promote',
    documentation: null,
    repositoryUrl: null,
    commentOn: 1,
    notes: [],
    config: null,
  }
  return renderComment(promotion, context)
}

describe('a stage that asks for a ticket', () => {
  it('waits for one on a pull request, and is promoted with it after the merge', async () => {
    const stage = new StagePlay({ gates: WITH_TICKET })
    const number = proposed(stage, 'Ticket: RISK-7')
    stage.tickets.put(approved({ status: { id: '21', name: 'In Review' } }))
    expect(told(await stage.plan(number))).toBe('production v1: pending [ticket-not-approved]')
    stage.tickets.put(approved())
    expect(told(await stage.plan(number))).toBe('production v1: planned []')
    stage.advance(MINUTE)
    const outcome = await stage.push(stage.github.merge(number, 'ana'))
    expect(told(outcome)).toBe('production v1: applied []')
    expect(stage.records().at(-1)?.['tickets']).toEqual([
      {
        system: 'jira',
        ticket: 'RISK-7',
        ticket_id: '10007',
        url: 'https://acme.atlassian.net/browse/RISK-7',
        role: 'change manager',
        status: 'pass',
        shown: 'Approved',
        approved_by: [{ id: 'risk', name: 'risk of Acme', compared: true }],
        approved_at: NOW,
        observed_at: '2026-03-10T10:00:00.000Z',
        sha256: 'a'.repeat(64),
      },
    ])
    expect(comment(outcome)).toContain(
      '| ✅&nbsp;pass | change manager | Jira [`RISK-7`](https://acme.atlassian.net/browse/RISK-7) | Approved | risk of Acme (2026-03-10 10:00 UTC) | – |',
    )
  })

  it.each<[string, string, ReturnType<typeof jiraTicket> | null, string]>([
    ['named by nobody', 'no number', null, 'refused [ticket-missing]'],
    ['that is not there', 'Ticket: RISK-7', null, 'error [ticket-access]'],
    [
      'not approved',
      'Ticket: RISK-7',
      approved({ status: { id: '41', name: 'Declined' } }),
      'refused [ticket-not-approved]',
    ],
    [
      'of another version',
      'Ticket: RISK-7',
      jiraTicket({ texts: ['support-llm:v2'] }),
      'refused [ticket-other-version]',
    ],
    ['of another project', 'Ticket: OPS-7', null, 'refused [ticket-missing]'],
  ])('refuses after the merge one %s', async (_case, body, ticket, expected) => {
    const stage = new StagePlay({ gates: WITH_TICKET })
    if (ticket !== null) stage.tickets.put(ticket)
    expect(told(await stage.push(merge(stage, body)))).toBe(`production v1: ${expected}`)
    expect(stage.writes()).toEqual([])
  })

  it('cannot be judged while the ticket system is down, and says so beside the rest', async () => {
    const stage = new StagePlay({ gates: WITH_TICKET })
    stage.tickets.next(new RemoteError('jira', 'Jira gave no answer.'))
    const outcome = await stage.push(merge(stage, 'Ticket: RISK-7'))
    expect(told(outcome)).toBe('production v1: error [ticket-unavailable]')
    expect(outcome.promotions[0]?.approvals).toMatchObject([{ role: 'model steward', counted: [{ login: 'ana' }] }])
  })

  it('takes nothing that changed while it judged', async () => {
    const stage = new StagePlay({ gates: WITH_TICKET })
    stage.tickets.put(approved())
    const pushed = merge(stage, 'Ticket: RISK-7')
    const outcome = await stage.push(pushed, {
      registry: (registry) => ({
        ...registry,
        read: (query) => registry.read(query),
        links: (of) => registry.links(of),
        holder: (target) => registry.holder(target),
        moveAlias: (target, id) => registry.moveAlias(target, id),
        closeRecord: (...args) => registry.closeRecord(...args),
        openRecord: (...args) => {
          stage.tickets.put(approved({ status: { id: '41', name: 'Declined' } }))
          return registry.openRecord(...args)
        },
      }),
    })
    expect(told(outcome)).toBe('production v1: refused [conflict]')
    expect(stage.registry.holderOf('production')).toBe('v0')
  })

  it('takes a ticket once only, for whichever stage', async () => {
    const twice = WITH_TICKET.replace(
      'checks: [{ metric: accuracy, min: 0.6 }]',
      'checks: [{ metric: accuracy, min: 0.6 }]\n        approvals: [{ role: risk, jira: { site: https://acme.atlassian.net, project: RISK, status: [Approved] } }]',
    )
    const stage = new StagePlay({ gates: twice, pins: '{}' })
    stage.reportOn('v2')
    stage.tickets.put(approved({ texts: ['support-llm:v2'] }))
    const asked = { model: 'support-llm', version: 'v2', ticket: 'RISK-7' }
    expect(told(await stage.dispatch({ ...asked, stage: 'staging' }))).toBe('staging v2: applied []')
    stage.advance(MINUTE)
    const number = stage.propose('{ support-llm: { production: v2 } }', 'dev', 'Ticket: RISK-7')
    stage.approve(number)
    const outcome = await stage.plan(number)
    expect(told(outcome)).toBe('production v2: refused [ticket-used]')
    expect(comment(outcome)).toContain('RISK-7 served support-llm v2 for staging')
  })

  it('asks only pull requests that changed this pin', async () => {
    const stage = new StagePlay({ gates: WITH_TICKET })
    stage.tickets.put(approved())
    const other = stage.github.open({
      head: stage.github.commit({ branch: 'docs', author: 'dev', files: { 'README.md': 'x' } }) && 'docs',
      author: 'dev',
      body: 'Ticket: RISK-7',
    })
    const pinning = proposed(stage, '')
    stage.advance(MINUTE)
    const first = stage.github.merge(other, 'ana')
    const second = stage.github.merge(pinning, 'ana')
    const range = { ...second, before: first.before, commits: [...first.commits, ...second.commits] }
    expect(told(await stage.push(range))).toBe('production v1: refused [ticket-missing]')
    expect(stage.tickets.calls).toEqual([])
  })

  it('asks each system for its own numbers, and needs all rules', async () => {
    const stage = new StagePlay({ gates: BOTH })
    stage.tickets.put(approved())
    stage.tickets.put(change())
    const number = proposed(stage, 'Tickets: RISK-7, CHG0030001')
    expect(told(await stage.plan(number))).toBe('production v1: planned []')
    expect(stage.tickets.calls.map(({ number: asked, rule }) => `${asked} ${rule.system}`)).toEqual([
      'RISK-7 jira',
      'CHG0030001 servicenow',
    ])
    stage.tickets.put(change({ onHold: true }))
    expect(told(await stage.plan(number))).toBe('production v1: pending [ticket-not-approved]')
  })

  it('does not count who made the change, where e-mails can be compared', async () => {
    const stage = new StagePlay({ gates: WITH_TICKET })
    const number = proposed(stage, 'Ticket: RISK-7')
    const [committer] = (await stage.github.host.readPullRequest(number, []))?.committers ?? []
    const self = human('somebody', { email: committer?.email ?? '' })
    stage.tickets.put(approved({ changes: moved(self) }))
    expect(told(await stage.plan(number))).toBe('production v1: refused [ticket-not-approved]')
  })

  it('shows nothing of a ticket as Markdown', async () => {
    const stage = new StagePlay({ gates: WITH_TICKET })
    const evil = '@ana | [x](https://evil.example) <!-- `'
    stage.tickets.put(
      approved({
        status: { id: '31', name: 'Approved' },
        resolution: { id: '1', name: evil },
        url: 'javascript:alert(1)',
        changes: moved(human('risk', { name: evil })),
      }),
    )
    const text = comment(await stage.plan(proposed(stage, 'Ticket: RISK-7')))
    const row = text.split('\n').find((line) => line.includes('change manager') && line.startsWith('|')) ?? ''
    expect(row.split('|')).toHaveLength(8)
    expect(row).not.toMatch(/\[x\]|<!--|@ana|javascript:/)
  })

  it('says that an input `ticket` is of no use where no rule asks', async () => {
    const stage = new StagePlay({ pins: '{}' })
    stage.reportOn('v2')
    await stage.dispatch({ model: 'support-llm', stage: 'staging', version: 'v2', ticket: 'RISK-7' })
    expect(stage.said).toContain(
      'warning: The input `ticket` is not used: no rule of the requested stages asks for a ticket.',
    )
  })
})

describe('adopting what was moved by hand', () => {
  it('needs the ticket that a promotion would have needed, and uses it up', async () => {
    const play = new AdoptPlay('', WITH_TICKET)
    play.registry.setAlias('production', 'v2')
    play.tickets.put(approved({ texts: ['support-llm:v2'] }))
    const pullRequest = play.meet()
    expect(told(await play.adopt({ pullRequest }))).toContain('refused [ticket-missing')
    expect(told(await play.adopt({ pullRequest, ticket: 'RISK-7' }))).toContain('applied')
    expect(play.records().at(-1)).toMatchObject({
      conclusion: 'adopted',
      tickets: [{ ticket: 'RISK-7', status: 'pass' }],
    })
  })
})
