import { afterEach, describe, expect, it } from '@jest/globals'
import {
  addApprover,
  addChange,
  SNOW_CLIENT,
  SNOW_PASSWORD,
  SNOW_SECRET,
  SNOW_USER,
} from '../../sandbox/servicenow/seed.ts'
import type { ServiceNowTicket } from '../../src/checks/ticket-facts.ts'
import type { ServiceNowRule } from '../../src/config/ticket-rule.ts'
import { GateError } from '../../src/errors.ts'
import { APPROVED_AT, connect, NO_INPUTS, SNOW_INPUTS, type SnowWorld, snowWorld } from '../support/ticket-worlds.ts'

const opened: SnowWorld[] = []
afterEach(async () => {
  for (const { snow } of opened.splice(0)) {
    await snow.close()
    expect(snow.pending()).toBe(0)
  }
})

async function start(...options: Parameters<typeof snowWorld>): Promise<SnowWorld> {
  const world = await snowWorld(...options)
  opened.push(world)
  return world
}

async function read({ tickets, rule }: SnowWorld, over: Partial<ServiceNowRule> = {}): Promise<ServiceNowTicket> {
  return (await tickets.read('CHG0030001', { ...rule, ...over })) as ServiceNowTicket
}

async function refusal(reading: Promise<unknown>): Promise<string> {
  const thrown = await reading.then(
    () => null,
    (error: unknown) => error,
  )
  if (!(thrown instanceof GateError)) throw new Error(`not refused: ${String(thrown)}`)
  return `${thrown.code}: ${thrown.message}`
}

const CLIENT = { ...NO_INPUTS, serviceNowClientId: SNOW_CLIENT, serviceNowClientSecret: SNOW_SECRET }

describe('who asks', () => {
  it('a user asks for the change and its approvers, and for nothing else', async () => {
    const world = await start()
    await read(world)
    expect(world.snow.requests.map(({ method, path, scheme }) => `${method} ${path} ${scheme}`)).toEqual([
      'GET /api/now/table/change_request Basic',
      'GET /api/now/table/sysapproval_approver Basic',
    ])
  })

  it('a client gets a token first, which is masked; once for several changes', async () => {
    const world = await start({}, CLIENT)
    const { tickets, masked } = connect(CLIENT)
    await tickets.read('CHG0030001', world.rule)
    await tickets.read('CHG0030000', world.rule)
    expect(world.snow.requests.map(({ path, scheme }) => `${path} ${scheme}`.trim())).toEqual([
      '/oauth_token.do',
      '/api/now/table/change_request Bearer',
      '/api/now/table/sysapproval_approver Bearer',
      '/api/now/table/change_request Bearer',
      '/api/now/table/sysapproval_approver Bearer',
    ])
    expect(masked).toEqual([SNOW_SECRET, 'snow-access-token'])
  })

  it('masks the password and its Basic form', () => {
    const basic = Buffer.from(`${SNOW_USER}:${SNOW_PASSWORD}`).toString('base64')
    expect(connect(SNOW_INPUTS).masked.toSorted()).toEqual([SNOW_PASSWORD, basic].toSorted())
    expect(connect({ ...NO_INPUTS, serviceNowToken: 'access-token' }).masked).toEqual(['access-token'])
  })

  it.each([
    [
      'a wrong password',
      { ...SNOW_INPUTS, serviceNowPassword: 'wrong' },
      /^ticket-access: .*status 401, User Not Authenticated/,
    ],
    [
      'a wrong client',
      { ...CLIENT, serviceNowClientSecret: 'wrong-secret' },
      /^ticket-access: Could not log in to ServiceNow: status 401/,
    ],
    ['a wrong token', { ...NO_INPUTS, serviceNowToken: 'wrong-token' }, /^ticket-access: .*status 401/],
    ['no credential', NO_INPUTS, /^ticket-access: .*there is no credential/],
  ])('%s is refused', async (_case, inputs, expected) => {
    const world = await start({}, inputs)
    expect(await refusal(read(world))).toMatch(expected)
  })

  it('an account without the tables is refused', async () => {
    const world = await start({ table: 'incident' })
    expect(await refusal(read(world))).toMatch(/^ticket-access: .*status 403, Insufficient rights/)
  })
})

describe('the change', () => {
  it('is given with raw values, labels, times in UTC and its approvers', async () => {
    const world = await start()
    addApprover(world.snow.state, world.change, 'dev', 'not_required', APPROVED_AT)
    expect(await read(world)).toMatchObject({
      key: 'CHG0030001',
      id: world.change['sys_id'],
      texts: ['Promote support-llm:v7', ''],
      requester: { id: 'dev', name: 'Dev Acme', email: null },
      state: { id: '-1', name: 'Implement' },
      approval: { id: 'approved', name: 'Approved' },
      onHold: false,
      start: '2026-03-10T09:00:00.000Z',
      end: '2026-03-10T10:00:01.000Z',
      approvers: [
        { person: { id: 'cab', name: 'cab of Acme' }, state: 'approved', at: '2026-03-10T09:00:00.000Z' },
        { person: { id: 'dev' }, state: 'not_required' },
      ],
    })
  })

  // The trap: a part of a query that the instance does not understand is dropped, and another record comes.
  it('is never another record than the one asked for', async () => {
    const world = await start()
    for (const row of world.snow.state.tables['change_request'] ?? []) {
      row['task_number'] = row['number'] ?? ''
      delete row['number']
    }
    expect(await refusal(read(world))).toMatch(/^ticket-unavailable: .*answered with the record \(no number\)/)
  })

  it('is never the first of several that a dropped condition lets through', async () => {
    const world = await start()
    world.snow.next({ status: 200, body: { result: [cells({ number: 'CHG0030000' })] } }, '/change_request')
    expect(await refusal(read(world))).toMatch(/^ticket-unavailable: .*answered with the record CHG0030000/)
  })

  it('that is there twice is not read', async () => {
    const world = await start()
    addChange(world.snow.state, { number: 'CHG0030001' })
    expect(await refusal(read(world))).toMatch(/^ticket-unavailable: .*several records have this number/)
  })

  it('has no approvers of other changes, also when the query is dropped', async () => {
    const world = await start()
    for (const row of world.snow.state.tables['sysapproval_approver'] ?? []) {
      row['approval_for'] = row['sysapproval'] ?? ''
      delete row['sysapproval']
      delete row['document_id']
    }
    expect(await refusal(read(world))).toMatch(/^ticket-unavailable: .*approvers of another record/)
  })

  it('that the account may not see, or is not there, is refused alike', async () => {
    const world = await start()
    world.snow.state.hiddenRows.push(world.change['sys_id'] ?? '')
    const hidden = await refusal(read(world))
    expect(hidden).toMatch(/^ticket-access: .*no such record, or this account may not see it/)
    world.snow.state.hiddenRows.length = 0
    world.snow.next(
      { status: 404, body: { error: { message: 'No Record found' }, status: 'failure' } },
      '/change_request',
    )
    expect(await refusal(read(world))).toBe(hidden)
  })

  it.each([
    'approval',
    'state',
    'number',
    'sys_id',
    'on_hold',
    'requested_by',
    'requested_by.user_name',
    'description',
  ])('whose %s is hidden is not read', async (column) => {
    const world = await start()
    world.snow.state.hiddenColumns.push(`change_request.${column}`)
    const expected =
      column === 'number' ? /^ticket-unavailable: .*\(no number\)/ : /^ticket-access: .*shows nothing in /
    expect(await refusal(read(world))).toMatch(expected)
  })

  it.each(['approval', 'state', 'on_hold'])('whose %s is empty is not read', async (column) => {
    const world = await start()
    world.change[column] = ''
    expect(await refusal(read(world))).toMatch(new RegExp(`^ticket-access: .*shows nothing in ${column}`))
  })

  it('without a requester, or of another table, is read as it is', async () => {
    const world = await start()
    world.change['requested_by'] = ''
    expect((await read(world)).requester).toBeNull()
    const { on_hold: _hold, requested_by: _by, 'requested_by.user_name': _name, ...rest } = world.change
    world.snow.state.tables['u_release'] = [{ ...rest, opened_by: 'id-dev', 'opened_by.user_name': 'dev' }]
    const login = world.snow.state.clients[0]
    const { tickets } = connect({ ...NO_INPUTS, serviceNowToken: login?.token ?? '' })
    const other = await tickets.read('CHG0030001', { ...world.rule, table: 'u_release' })
    expect(other).toMatchObject({ onHold: null, requester: { id: 'dev' } })
  })

  it('names the version in a field, if that is asked', async () => {
    const world = await start({ names: { field: 'u_model' } })
    expect(await refusal(read(world))).toMatch(/^ticket-access: .*shows nothing in u_model/)
    world.change['u_model'] = 'support-llm:v7'
    expect((await read(world)).texts).toEqual(['support-llm:v7'])
  })

  it.each([
    ['start_date', 'tomorrow'],
    ['end_date', '2026-13-01 00:00:00'],
  ])('with %s %s is not read', async (column, value) => {
    const world = await start()
    world.change[column] = value
    expect(await refusal(read(world))).toMatch(new RegExp(`^ticket-unavailable: .*${column} is no time`))
  })
})

describe('the approvers', () => {
  it('that are hidden are none, which is told from nobody approving', async () => {
    const world = await start()
    world.snow.state.hiddenRows.push(
      ...(world.snow.state.tables['sysapproval_approver'] ?? []).map((row) => row['sys_id'] ?? ''),
    )
    expect((await read(world)).approvers).toEqual([])
  })

  it('whose user names are hidden cannot be compared with the requester', async () => {
    const world = await start()
    world.snow.state.hiddenColumns.push('sysapproval_approver.approver.user_name')
    expect(await refusal(read(world))).toMatch(/^ticket-access: .*shows nothing in approver.user_name/)
  })

  it('of which there are more than one page are not shown whole', async () => {
    const world = await start()
    for (let index = 0; index < 500; index += 1)
      addApprover(world.snow.state, world.change, 'cab', 'approved', APPROVED_AT)
    expect(await refusal(read(world))).toMatch(/^ticket-unavailable: .*it has 501 rows of approvers/)
  })

  it('of a table that old versions answer with 404 when it is empty are none', async () => {
    const world = await start()
    world.snow.next({ status: 404, body: { error: { message: 'No Record found' }, status: 'failure' } }, 'approver')
    expect((await read(world)).approvers).toEqual([])
  })
})

describe('answers that are none', () => {
  it('a developer instance that sleeps answers 200 with a page', async () => {
    const world = await start()
    world.snow.state.asleep = true
    expect(await refusal(read(world))).toMatch(/^ticket-unavailable: .*not JSON/)
  })

  it.each<[string, object]>([
    ['one record in place of a list', { result: cells({ number: 'CHG0030001' }) }],
    ['raw values without labels', { result: [{ number: 'CHG0030001' }] }],
    ['no result', {}],
  ])('%s', async (_case, body) => {
    const world = await start()
    world.snow.next({ status: 200, body }, '/change_request')
    expect(await refusal(read(world))).toMatch(/^ticket-unavailable/)
  })

  it('never puts anything but a number into a query', async () => {
    const world = await start()
    for (const number of ['CHG0030001^ORnumber=CHG0030000', 'CHG003=', 'RISK-7', 'chg0030001', 'CHG0030001\n'])
      expect(await refusal(world.tickets.read(number, world.rule))).toMatch(/^internal: no number of ServiceNow/)
    expect(world.snow.requests).toEqual([])
  })
})

function cells(row: Readonly<Record<string, string>>): object {
  return Object.fromEntries(Object.entries(row).map(([field, value]) => [field, { value, display_value: value }]))
}
