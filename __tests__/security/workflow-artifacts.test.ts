import { existsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from '@jest/globals'
import { type Acme, GATES, lmEvalReport, REPOSITORY } from '../../sandbox/acme.ts'
import { addArtifact } from '../../sandbox/github/artifacts.ts'
import { addFork, commit, repoNamed } from '../../sandbox/github/seed.ts'
import { endRun, startRun } from '../../sandbox/github/seed-runs.ts'
import { openAcme } from '../support/promotion-story.ts'
import { guard, PRODUCTION } from './attack.ts'

const WORKFLOW = '.github/workflows/eval.yml'
const FILE = 'out/quality.json'
const PLACE = `{ workflow_artifact: "evaluation#${FILE}", workflow: ${WORKFLOW}, format: lm-eval, unbound: warn }`
const GOOD = { [FILE]: lmEvalReport('arc_easy', 0.99) }

/** Production asks for the report of a workflow of its own, and for no approval; a run of it kept these files. */
async function evaluated(files: Readonly<Record<string, string>>) {
  const gates = GATES.replace(/quality: \{.*\}/, `quality: ${PLACE}`).replace(/ {8}approvals:\n.*\n/, '')
  const acme = await openAcme({ gates })
  commit(acme.github, REPOSITORY, { branch: 'main', files: { [WORKFLOW]: 'on: push\n' }, author: 'ana' })
  const run = startRun(acme.github, REPOSITORY, { event: 'push', actor: 'kim', path: WORKFLOW })
  const { id } = addArtifact(acme.github, REPOSITORY, { run: run.id, name: 'evaluation', files })
  endRun(acme.github, REPOSITORY, run.id, 'success')
  return { acme, run: run.id, artifact: id }
}

function promoteBy(acme: Acme, run: number) {
  const report = `quality=workflow-artifact:${run}/evaluation#${FILE}`
  return acme.dispatch({ ...PRODUCTION, version: 'v12', report })
}

describe('an artifact of a workflow run', () => {
  it("threat 08: of a fork's code does not count, and is not even downloaded", async () => {
    const { acme, run } = await evaluated(GOOD)
    addFork(acme.github, REPOSITORY, 'mallory')
    Object.assign(repoNamed(acme.github, REPOSITORY).runs[String(run)] ?? {}, { head_repo: 'mallory/models' })
    const stopped = guard(acme)
    stopped(await promoteBy(acme, run), {
      conclusion: 'error',
      exit: 1,
      including: ['report-untrusted'],
      said: 'the code of the fork mallory/models',
    })
    expect(acme.github.storage.requests).toEqual([])
  })

  it('threat 09: whose archive was exchanged does not have the digest that GitHub states', async () => {
    const { acme, run, artifact } = await evaluated({ [FILE]: lmEvalReport('arc_easy', 0.1) })
    const better = addArtifact(acme.github, REPOSITORY, { run, name: 'elsewhere', files: GOOD })
    Object.assign(repoNamed(acme.github, REPOSITORY).artifacts?.[artifact] ?? {}, { archive: better.archive })
    const stopped = guard(acme)
    stopped(await promoteBy(acme, run), {
      conclusion: 'error',
      exit: 1,
      including: ['report-unreadable'],
      said: 'GitHub says',
    })
  })

  it('threat 10: with names that lead out of it leaves no file anywhere', async () => {
    const outside = `outside-${process.pid}.json`
    const bad = { [FILE]: lmEvalReport('arc_easy', 0.1) }
    const { acme, run } = await evaluated({ ...bad, [`../../${outside}`]: '{}', [`/tmp/${outside}`]: '{}' })
    const stopped = guard(acme)
    stopped(await promoteBy(acme, run), {
      conclusion: 'refused',
      exit: 1,
      including: ['metric-below-min'],
      said: 'acc',
    })
    const places = [acme.workspace, join(acme.workspace, '..'), join(acme.workspace, '../..'), tmpdir()]
    expect(places.filter((place) => existsSync(join(place, outside)))).toEqual([])
  })
})
