import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { evaluateTicket } from '../../src/checks/ticket.ts'
import type { Ticket } from '../../src/checks/ticket-facts.ts'
import { AccessError, RemoteError } from '../../src/errors.ts'
import { TICKET_WORLDS, type TicketWorld } from '../support/ticket-worlds.ts'

describe.each(TICKET_WORLDS)('%s', (_name, start) => {
  const opened: TicketWorld[] = []
  beforeEach(async () => {
    opened.push(await start())
  })
  afterEach(async () => {
    for (const world of opened.splice(0)) await world.close()
  })

  function world(): TicketWorld {
    const [only] = opened
    if (only === undefined) throw new Error('no world')
    return only
  }

  function judged(ticket: Ticket, version = 'v7') {
    return evaluateTicket({
      rule: world().rule,
      tickets: [{ asked: ticket.key, ok: true, ticket }],
      subject: { registryPath: 'acme/wandb-registry-model', names: ['support-llm'], version },
      versionSince: '2026-03-10T08:00:00Z',
      makers: [],
      records: [],
      awaiting: false,
    })
  }

  it('gives a whole ticket, with who, when and from what', async () => {
    const { tickets, rule, approved } = world()
    const ticket = await tickets.read(approved, rule)
    expect(ticket).toMatchObject({ system: rule.system, key: approved, requester: { id: 'dev', isHuman: true } })
    expect(ticket.id).not.toBe('')
    expect(ticket.sha256).toMatch(/^[0-9a-f]{64}$/)
    expect(ticket.observedAt).toBe('2026-03-10T10:00:00.000Z')
    expect(ticket.url).toMatch(/^https?:\/\//)
    expect(judged(ticket)).toMatchObject({ status: 'pass', detail: { approvedAt: '2026-03-10T09:00:00.000Z' } })
    expect(judged(ticket, 'v8').reason).toBe('ticket-other-version')
  })

  it('gives the same for the same ticket', async () => {
    const { tickets, rule, approved } = world()
    const [one, two] = [await tickets.read(approved, rule), await tickets.read(approved, rule)]
    expect(two).toEqual(one)
  })

  it('refuses a number that is not there, or may not be seen', async () => {
    const { tickets, rule, missing } = world()
    const failure = await tickets.read(missing, rule).catch((thrown: unknown) => thrown)
    expect(failure).toBeInstanceOf(AccessError)
    expect(failure).toMatchObject({ code: 'ticket-access', service: rule.system })
  })

  it('knows nothing while the service is down, and is asked again', async () => {
    const { tickets, rule, approved, breakDown } = world()
    breakDown()
    const failure = await tickets.read(approved, rule).catch((thrown: unknown) => thrown)
    expect(failure).toBeInstanceOf(RemoteError)
    expect(failure).toMatchObject({ code: 'ticket-unavailable', service: rule.system })
    expect((await tickets.read(approved, rule)).key).toBe(approved)
  })
})
