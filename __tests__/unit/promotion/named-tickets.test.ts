import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { namedTickets, ticketsOfRule } from '../../../src/promotion/named-tickets.ts'
import { jiraRule, serviceNowRule } from '../../support/ticket-worlds.ts'

describe('the tickets that a request names', () => {
  it.each<[string | null, string, readonly string[]]>([
    [null, '', []],
    ['RISK-7', '', ['RISK-7']],
    ['RISK-7, CHG0030001\nRISK-7', '', ['RISK-7', 'CHG0030001']],
    [null, 'Ticket: RISK-7', ['RISK-7']],
    [null, 'Text.\r\nTickets: RISK-7, CHG0030001.\r\n', ['RISK-7', 'CHG0030001']],
    [null, '- **Ticket:** [RISK-7](https://acme.atlassian.net/browse/RISK-7)', ['RISK-7']],
    [null, 'ticket: https://acme.atlassian.net/browse/RISK-7', ['RISK-7']],
    [null, 'Ticket: <https://acme.service-now.com/change_request.do?number=CHG0030001>', ['CHG0030001']],
    ['RISK-1', 'Ticket: RISK-2', ['RISK-1', 'RISK-2']],
    [null, 'See RISK-7', []],
    [null, 'The Ticket: RISK-7', []],
    [null, 'Ticket: none', []],
    [null, 'Ticket: risk-7 RISK-07 RISK- R-1 CHG1 CHG0030001^ORnumber=CHG0030002', ['CHG0030002']],
    [null, '<!-- Ticket: RISK-7 -->', []],
    [null, '<!--\nTicket: RISK-7\n-->\nTicket: RISK-8', ['RISK-8']],
    [null, 'Ticket: <!-- RISK-7 --> RISK-8', ['RISK-8']],
    [null, '<!-- never closed\nTicket: RISK-7', []],
  ])('input %j, description %j: %j', (input, body, expected) => {
    expect(namedTickets(input, [body])).toEqual(expected)
  })

  it('are gathered from all pull requests', () => {
    expect(namedTickets(null, ['Ticket: RISK-1', 'Ticket: RISK-2', 'Ticket: RISK-1'])).toEqual(['RISK-1', 'RISK-2'])
  })

  it('are plain numbers, whatever is written', () => {
    const texts = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.string().map((text) => `Ticket: ${text}`),
    )
    fc.assert(
      fc.property(texts, texts, (input, body) => {
        for (const number of namedTickets(input, [body])) expect(number).toMatch(/^[A-Z][A-Z0-9_]*-?[0-9]+$/)
      }),
    )
  })

  it('go to the rule that they have the form of, and no more than five', () => {
    const numbers = ['RISK-1', 'OPS-1', 'RISKY-1', 'CHG0030001', ...[2, 3, 4, 5, 6].map((n) => `RISK-${n}`)]
    expect(ticketsOfRule(numbers, jiraRule())).toEqual(['RISK-1', 'RISK-2', 'RISK-3', 'RISK-4', 'RISK-5'])
    expect(ticketsOfRule(numbers, serviceNowRule())).toEqual(['CHG0030001'])
  })
})
