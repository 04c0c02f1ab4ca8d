import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { fillSample, sampleRepo as repo } from '../../sandbox/github/sample.ts'
import { addToken, commit } from '../../sandbox/github/seed.ts'
import { addComment } from '../../sandbox/github/seed-pulls.ts'
import { type GithubSandbox, startGithub } from '../../sandbox/github/server.ts'

let github: GithubSandbox

beforeEach(async () => {
  github = await startGithub({ now: () => Date.parse('2026-03-01T10:00:00Z') })
  fillSample(github)
})

afterEach(() => github.close())

interface GraphqlReply {
  readonly data?: { readonly repository: Record<string, unknown> | null }
  readonly errors?: readonly { readonly type?: string; readonly message: string; readonly path?: readonly string[] }[]
}

async function ask(token: string, fields: string): Promise<GraphqlReply> {
  const query = `{ repository(owner: "acme", name: "models") { ${fields} } }`
  const headers = { authorization: `Bearer ${token}`, 'user-agent': 'test', 'content-type': 'application/json' }
  const response = await fetch(github.graphqlUrl, { method: 'POST', headers, body: JSON.stringify({ query }) })
  return (await response.json()) as GraphqlReply
}

describe('GraphQL', () => {
  const rows: readonly [string, string, string | undefined, RegExp, number][] = [
    ['a missing pull request', 'pullRequest(number: 9) { title }', 'NOT_FOUND', /PullRequest with the number of 9/, 0],
    ['a field that GitHub has not', 'nam', undefined, /Cannot query field "nam"/, 1],
    ['a field that is not built', 'forkCount', 'NOT_IMPLEMENTED', /Repository.forkCount is not implemented/, 1],
    [
      'an argument that is not built',
      'pullRequest(number: 1) { reviews(first: 1, author: "bo") { totalCount } }',
      'NOT_IMPLEMENTED',
      /argument author/,
      1,
    ],
    [
      'a list without a size',
      'pullRequest(number: 1) { reviews { totalCount } }',
      'MISSING_PAGINATION_BOUNDARIES',
      /`first` or `last`/,
      1,
    ],
    [
      'too large a page',
      'pullRequest(number: 1) { files(first: 101) { totalCount } }',
      'EXCESSIVE_PAGINATION',
      /limit of 100 records/,
      1,
    ],
  ]
  it.each(rows)('answers an error for %s', async (_, fields, type, message, violations) => {
    const { errors } = await ask('workflow', fields)
    expect(errors).toHaveLength(1)
    expect(errors?.[0]?.type).toBe(type)
    expect(errors?.[0]?.message).toMatch(message)
    expect(github.violations).toHaveLength(violations)
  })

  it.each([
    ['ref', 'ref(qualifiedName: "refs/heads/none") { name }'],
    ['object', 'object(expression: "main:none") { oid }'],
    ['object', `object(oid: "${'0'.repeat(40)}") { oid }`],
  ])('answers null without an error for a missing %s', async (name, fields) => {
    expect(await ask('workflow', fields)).toEqual({ data: { repository: { [name]: null } } })
  })

  it('names the permission that is missing', async () => {
    addToken(github, 'narrow', {
      login: 'github-actions[bot]',
      repositories: [repo],
      permissions: { contents: 'read' },
    })
    const { data, errors } = await ask('narrow', 'databaseId pullRequest(number: 1) { title }')
    expect(errors).toMatchObject([{ type: 'FORBIDDEN', path: ['repository', 'pullRequest'] }])
    expect(data?.repository).toMatchObject({ pullRequest: null })
  })

  it('hides what the token may not see', async () => {
    expect(await ask('out', 'id')).toMatchObject({ data: { repository: null }, errors: [{ type: 'NOT_FOUND' }] })
  })

  it('tells files, links, programs and submodules apart, and cuts long texts', async () => {
    const files = {
      'a/link': { mode: '120000', text: '../README.md' },
      'a/sub': { mode: '160000', text: 'a'.repeat(40) },
      'a/bytes': { mode: '100644', text: Buffer.from([0, 255]).toString('base64'), encoding: 'base64' as const },
      'a/long': 'x'.repeat(512_001),
    }
    commit(github, repo, { branch: 'files', files })
    const entry = (name: string) =>
      `${name}: file(path: "a/${name}") { mode type object { __typename ... on Blob { isBinary isTruncated byteSize text } } }`
    const fields = `ref(qualifiedName: "refs/heads/files") { target { ... on Commit { ${Object.keys(files)
      .map((path) => entry(path.slice(2)))
      .join(' ')} folder: file(path: "a") { type mode object { __typename } } } } }`
    const { data } = await ask('workflow', fields)
    const blob = { __typename: 'Blob', isBinary: false, isTruncated: false }
    expect(data?.repository?.['ref']).toEqual({
      target: {
        link: { mode: 0o120000, type: 'blob', object: { ...blob, byteSize: 12, text: '../README.md' } },
        sub: { mode: 0o160000, type: 'commit', object: null },
        bytes: { mode: 0o100644, type: 'blob', object: { ...blob, isBinary: true, byteSize: 2, text: null } },
        long: {
          mode: 0o100644,
          type: 'blob',
          object: { ...blob, isTruncated: true, byteSize: 512_001, text: 'x'.repeat(512_000) },
        },
        folder: { mode: 0o40000, type: 'tree', object: { __typename: 'Tree' } },
      },
    })
  })

  it('pages by cursor', async () => {
    for (let count = 0; count < 5; count += 1) addComment(github, repo, { issue: 1, by: 'bo', body: `${count}` })
    const page = async (after: string) => {
      const fields = `comments(first: 2 ${after}) { totalCount pageInfo { endCursor hasNextPage } nodes { body } }`
      const { data } = await ask('workflow', `pullRequest(number: 1) { ${fields} }`)
      const pull = data?.repository?.['pullRequest'] as {
        comments: { pageInfo: { endCursor: string; hasNextPage: boolean }; nodes: { body: string }[] }
      }
      return pull.comments
    }
    const bodies: string[] = []
    let next = await page('')
    bodies.push(...next.nodes.map((node) => node.body))
    while (next.pageInfo.hasNextPage) {
      next = await page(`after: "${next.pageInfo.endCursor}"`)
      bodies.push(...next.nodes.map((node) => node.body))
    }
    expect(bodies).toEqual(['0', '1', '2', '3', '4'])
  })
})
