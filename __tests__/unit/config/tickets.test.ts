import { describe, expect, it } from '@jest/globals'
import { parseGateConfig } from '../../../src/config/parse-gate-config.ts'
import { isServiceAddress } from '../../../src/config/service-address.ts'
import { issuesOf, oneLine, unmark, withModel, withStage } from './marked.ts'

const ADDRESS =
  'expected an https address such as `https://acme.atlassian.net`, without user, query and fragment (http only for this machine, and nothing link-local)'
const JIRA = 'site: https://acme.atlassian.net, project: RISK'
const CHANGE = 'instance: https://acme.service-now.com'

function stageOf(lines: string) {
  const stage = parseGateConfig(withStage(lines), 'gates.yml').config.models.get('m')?.stages.get('s')
  if (stage === undefined) throw new Error('no stage')
  return stage
}

describe('rules that a ticket answers', () => {
  it('stand among the approvals and keep their place there', () => {
    const { approvals, tickets } = stageOf(
      `approvals:\n  - { role: change, jira: { ${JIRA}/, status: [Approved, "10101"] } }\n  - { role: steward, users: [ana, bo] }\n  - { role: cab, servicenow: { ${CHANGE}/, state: [-1, Scheduled] } }`.replace(
        'RISK/',
        'RISK',
      ),
    )
    expect(approvals.map(({ id, role }) => [id, role])).toEqual([['approvals/1', 'steward']])
    expect(tickets).toEqual([
      {
        system: 'jira',
        id: 'approvals/0',
        role: 'change',
        site: 'https://acme.atlassian.net',
        hosting: 'cloud',
        access: 'auto',
        project: 'RISK',
        status: ['Approved', '10101'],
        resolution: [],
        approvals: false,
        by: null,
        names: 'text',
        at: { file: 'gates.yml', line: 9, column: 13 },
      },
      {
        system: 'servicenow',
        id: 'approvals/2',
        role: 'cab',
        instance: 'https://acme.service-now.com',
        table: 'change_request',
        approval: 'approved',
        state: ['-1', 'Scheduled'],
        window: false,
        by: null,
        names: 'text',
        at: { file: 'gates.yml', line: 11, column: 13 },
      },
    ])
  })

  it.each([
    ['site: https://acme.atlassian.net', 'cloud'],
    ['site: https://jira.acme.example/jira', 'data_center'],
    ['site: https://notatlassian.net', 'data_center'],
    ['site: https://atlassian.net.evil.example', 'data_center'],
    ['site: https://tickets.acme.example, hosting: cloud', 'cloud'],
    ['site: https://acme.atlassian.net, hosting: data_center', 'data_center'],
  ])('%s is %s', (site, hosting) => {
    const { tickets } = stageOf(`approvals: [{ jira: { ${site}, project: RISK, approvals: true } }]`)
    expect(tickets).toMatchObject([{ hosting, approvals: true }])
  })

  it('block the stage by themselves', () => {
    expect(() => stageOf(`approvals: [{ servicenow: { ${CHANGE}, state: [-1] } }]`)).not.toThrow()
  })

  it.each<[string, string, readonly string[]]>([
    [
      'beside people',
      withStage(`approvals: [{ role: r, «count: 1, «users: [ana, bo], jira: { ${JIRA}, status: [A] }, «bind: head }]`),
      ['count', 'users', 'bind'].map(
        (key) =>
          `\`${key}\` cannot stand beside \`jira\` | One rule asks one ticket, or people of GitHub. Write a second rule: all rules must be met.`,
      ),
    ],
    [
      'two tickets in one rule',
      withStage(`approvals: [{ jira: { ${JIRA}, status: [A] }, «servicenow: { ${CHANGE}, state: [-1] } }]`),
      [
        '`servicenow` cannot stand beside `jira` | One rule asks one ticket, or people of GitHub. Write a second rule: all rules must be met.',
      ],
    ],
    [
      'no word on when it approves',
      withStage(`approvals: [{ jira: «{ ${JIRA}, approvals: false } }]`),
      [
        'Nothing says when the ticket approves | expected `status`, `resolution` or `approvals: true` | That a ticket is done is no approval: a declined one is done as well.',
      ],
    ],
    [
      'a gateway that is not there',
      withStage(
        'approvals: [{ jira: { site: https://jira.acme.example, project: RISK, status: [A], «access: gateway } }]',
      ),
      ['`access` is for Jira Cloud; Data Center has no gateway | Remove it, or write `hosting: cloud`.'],
    ],
    [
      'addresses that no token is sent to',
      withStage(
        'approvals:\n  - { jira: { site: «http://acme.atlassian.net, project: RISK, status: [A] } }\n  - { servicenow: { instance: «https://169.254.169.254, state: [-1] } }',
      ),
      [
        `\`site\` has a value that is not allowed | ${ADDRESS} | found the text "http://acme.atlassian.net"`,
        `\`instance\` has a value that is not allowed | ${ADDRESS} | found the text "https://169.254.169.254"`,
      ],
    ],
    [
      'a second address for one token',
      withModel(
        `    stages:\n      a: { approvals: [{ jira: { ${JIRA}, status: [A] } }] }\n      b: { approvals: [{ jira: { site: «https://evil.atlassian.net, project: RISK, status: [A] } }] }`,
      ),
      [
        'A second address for `jira` | expected `https://acme.atlassian.net`, like the rule before | The token of the workflow is meant for one system, and must not be sent to another.',
      ],
    ],
    [
      'projects, tables and fields that are none',
      withStage(
        `approvals:\n  - { jira: { site: https://acme.atlassian.net, project: «risk, status: [A], names: { field: «a.b } } }\n  - { servicenow: { ${CHANGE}, state: [1], table: «change/request } }`,
      ),
      [
        '`project` has a value that is not allowed | expected the key of a Jira project, such as `RISK` | found the text "risk"',
        '`field` has a value that is not allowed | expected the id of a Jira field, such as `customfield_10042` | found the text "a.b"',
        '`table` has a value that is not allowed | expected a name of lower-case letters, digits and `_`, such as `change_request` | found the text "change/request"',
      ],
    ],
    [
      'a place that names nothing',
      withStage(
        `approvals: [{ jira: { ${JIRA}, status: [A], names: «title } }, { jira: { ${JIRA}, status: [A], names: «7 } }]`,
      ),
      [
        '`names` has a value that is not allowed | expected `text`, or a mapping with `field` | found the text "title"',
        '`names` has the wrong type | expected text or a mapping | found the number 7',
      ],
    ],
    ['no state', withStage(`approvals: [{ «servicenow: { ${CHANGE} } }]`), ['`state` is missing | expected a list']],
  ])('%s: refused', (_case, marked, said) => {
    const { text, places } = unmark(marked)
    const issues = issuesOf(() => parseGateConfig(text, 'gates.yml'))
    expect(issues.map(oneLine).toSorted()).toEqual(said.map((each, index) => `${places[index]} ${each}`).toSorted())
  })
})

describe('addresses', () => {
  it.each([
    'https://acme.atlassian.net',
    'https://jira.acme.example:8443/jira',
    'https://10.1.2.3/jira',
    'http://localhost:8080',
    'http://127.0.0.1:8080',
    'http://[::1]:8080',
  ])('%s may get the token', (address) => {
    expect(isServiceAddress(address)).toBe(true)
  })

  it.each([
    'http://acme.atlassian.net',
    'http://10.1.2.3',
    'http://localhost.evil.example',
    'http://127.0.0.1.evil.example',
    'https://user:secret@acme.atlassian.net',
    'https://acme.atlassian.net?to=x',
    'https://acme.atlassian.net#x',
    'ftp://acme.atlassian.net',
    'acme.atlassian.net',
    'https://169.254.169.254',
    'https://2852039166',
    'https://0xa9fea9fe',
    'https://[fe80::1]',
    'https://[::ffff:169.254.169.254]',
    'https://[fd00:ec2::254]',
    'https://metadata.google.internal',
    'https://metadata.google.internal.',
  ])('%s may not', (address) => {
    expect(isServiceAddress(address)).toBe(false)
  })
})
