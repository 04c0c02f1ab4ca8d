import { afterEach, describe, expect, it } from '@jest/globals'
import { AccessError } from '../../src/errors.ts'
import { createWorkflowReader } from '../../src/github/doctor-workflows.ts'
import { type GithubStage, githubStage, REPOSITORY, TOKEN } from '../support/github-stage.ts'

let open: GithubStage[] = []
afterEach(async () => {
  for (const stage of open) {
    expect(stage.violations()).toEqual([])
    await stage.finish()
  }
  open = []
})

async function start(): Promise<GithubStage> {
  const stage = await githubStage()
  open = [...open, stage]
  return stage
}

function read(stage: GithubStage, commit: string, token = TOKEN) {
  const [owner = '', name = ''] = REPOSITORY.split('/')
  const { apiUrl, graphqlUrl } = stage.sandbox
  return createWorkflowReader({ apiUrl, graphqlUrl, token, repository: { owner, name }, workflowRunId: '1' })(commit)
}

describe('the workflow files of a commit', () => {
  it('are read as they are there, other files are left out', async () => {
    const stage = await start()
    const files = {
      '.github/workflows/a.yml': 'on: push\n',
      '.github/workflows/b.yaml': 'on: schedule\n',
      '.github/workflows/README.md': '# no workflow\n',
      '.github/workflows/link.yml': { mode: '120000', text: 'a.yml' },
      'c.yml': 'on: push\n',
    }
    const first = stage.commit({ branch: 'main', author: 'keeper', files })
    stage.commit({ branch: 'main', author: 'keeper', files: { '.github/workflows/a.yml': 'on: issues\n' } })
    const found = await read(stage, first)
    expect(found.map(({ path, text, commit }) => [path, text, commit])).toEqual([
      ['.github/workflows/a.yml', 'on: push\n', first],
      ['.github/workflows/b.yaml', 'on: schedule\n', first],
      ['.github/workflows/link.yml', null, first],
    ])
  })

  it('are none where there is no folder', async () => {
    const stage = await start()
    expect(await read(stage, stage.commit({ branch: 'main', author: 'keeper', files: { 'x.md': 'x' } }))).toEqual([])
  })

  it('are read in several requests when they are many', async () => {
    const stage = await start()
    const names = Array.from({ length: 60 }, (_, index) => `.github/workflows/w${String(index).padStart(2, '0')}.yml`)
    const files = Object.fromEntries(names.map((name) => [name, `name: ${name}\n`]))
    const found = await read(stage, stage.commit({ branch: 'main', author: 'keeper', files }))
    expect(found.map(({ path, text }) => `${path} ${text}`)).toEqual(names.map((name) => `${name} name: ${name}\n`))
  })

  it('name the access that is missing', async () => {
    const stage = await start()
    const commit = stage.commit({
      branch: 'main',
      author: 'keeper',
      files: { '.github/workflows/a.yml': 'on: push\n' },
    })
    await expect(read(stage, commit, 'wrong')).rejects.toThrow(AccessError)
  })
})
