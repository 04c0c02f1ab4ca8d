import { describe, expect, it } from '@jest/globals'
import type { Acme } from '../../sandbox/acme.ts'
import { addRun, addVersion } from '../../sandbox/wandb/seed.ts'
import { moves, openAcme, reasonCodes, story, wandbLog } from '../support/promotion-story.ts'

const REQUEST = { model: 'support-llm', stage: 'candidate' }

/** A version that training has just logged: in the source project, not in the registry. Returns its path. */
function fresh(acme: Acme): string {
  const { state, source, dataset } = acme.registry
  const run = addRun(state, source, { name: 'train13', commit: 'a'.repeat(40), inputs: [dataset.id] })
  addVersion(state, source, { name: 'support-llm-source', run })
  return 'research/training/support-llm-source:v13'
}

const links = (acme: Acme) => wandbLog(acme).filter((operation) => operation === 'GateLink').length

describe('a source path', () => {
  it('finds the version of the collection by artifact id, whatever it is called there', async () => {
    const acme = await openAcme()
    // v7 of the collection is another version than v7 of the source when one was linked twice or out of order.
    const { state, registry, versions } = acme.registry
    const membership = state.memberships.find(
      (each) =>
        each.artifactId === versions[5]?.artifact.id &&
        each.versionIndex === 5 &&
        state.collections.find((one) => one.id === each.collectionId)?.projectId === registry.id,
    )
    if (membership !== undefined) Object.assign(membership, { versionIndex: 40 })
    const result = await acme.dispatch({ ...REQUEST, version: 'research/training/support-llm-source:v5' })
    expect([
      result.exitCode,
      result.outputs['conclusion'],
      result.outputs['version'],
      result.outputs['digest'],
    ]).toEqual([0, 'applied', 'v40', versions[5]?.artifact.digest])
    expect([acme.holder('candidate'), story(acme, 'candidate'), links(acme)]).toEqual(['v40', ['applied v40'], 0])
  })

  it('is refused, and not linked, when the collection does not have it', async () => {
    const acme = await openAcme()
    const result = await acme.dispatch({ ...REQUEST, version: fresh(acme) })
    expect([result.exitCode, result.outputs['conclusion'], reasonCodes(result)[0]]).toEqual([
      1,
      'refused',
      'version-not-found',
    ])
    expect(result.stdout).toContain('link')
    expect([links(acme), acme.records(), acme.holder('candidate')]).toEqual([0, [], 'v12'])
  })
})

describe('link: true', () => {
  it('links first, once, and then moves the alias', async () => {
    const acme = await openAcme()
    const version = fresh(acme)
    const first = await acme.dispatch({ ...REQUEST, version, link: 'true' })
    expect([first.exitCode, first.outputs['conclusion'], first.outputs['version']]).toEqual([0, 'applied', 'v13'])
    // Its records can be asked for only when its number in the collection is known.
    expect(wandbLog(acme).slice(0, 5)).toEqual(['GateRead', 'GateLink', 'GateRead', 'GateRecords', 'GateOpenRecord'])
    const again = await acme.dispatch({ ...REQUEST, version, link: 'true' })
    expect([again.exitCode, again.outputs['conclusion'], links(acme), moves(acme)]).toEqual([0, 'no-change', 1, 1])
    expect([acme.holder('candidate'), story(acme, 'candidate')]).toEqual(['v13', ['applied v13']])
  })

  it('does not link what is a member already', async () => {
    const acme = await openAcme()
    const result = await acme.dispatch({ ...REQUEST, version: 'research/training/support-llm-source:v3', link: 'true' })
    expect([result.exitCode, result.outputs['version'], links(acme), acme.holder('candidate')]).toEqual([
      0,
      'v3',
      0,
      'v3',
    ])
  })

  it('does not link in a dry run', async () => {
    const acme = await openAcme()
    const version = fresh(acme)
    const members = acme.registry.state.memberships.length
    const result = await acme.dispatch({ ...REQUEST, version, link: 'true', 'dry-run': 'true' })
    expect([result.outputs['applied'], links(acme), acme.records(), acme.registry.state.memberships.length]).toEqual([
      'false',
      0,
      [],
      members,
    ])
  })

  it('looks before it links again when the answer was lost', async () => {
    const acme = await openAcme()
    // On this server a second link would make a second version.
    acme.registry.state.switches.duplicateLink = 'second'
    acme.wandb.faults.add({ match: { operation: 'GateLink' }, action: 'drop-after' })
    const result = await acme.dispatch({ ...REQUEST, version: fresh(acme), link: 'true' })
    expect([result.exitCode, result.outputs['conclusion'], result.outputs['version'], links(acme)]).toEqual([
      0,
      'applied',
      'v13',
      1,
    ])
  })

  it('ends with an error when the link is refused', async () => {
    const acme = await openAcme()
    const version = fresh(acme)
    const result = await acme.dispatch({ ...REQUEST, version, link: 'true' }, { key: 'viewer' })
    expect([result.exitCode, result.outputs['conclusion'], result.outputs['reason-codes']]).toEqual([
      1,
      'error',
      'wandb-access',
    ])
    expect([acme.records(), acme.holder('candidate')]).toEqual([[], 'v12'])
  })
})
