import { describe, expect, it } from '@jest/globals'
import { GATES } from '../../sandbox/acme.ts'
import {
  configValue,
  expectOneChain,
  githubLog,
  keptRecords,
  mergedPin,
  mergePin,
  moves,
  openAcme,
  story,
  wandbLog,
} from '../support/promotion-story.ts'

const WITHOUT_FOLLOWER = GATES.replace('        keep_previous: production-previous\n', '')
const CLOSING = ['GateCloseRecord', 'file_stream']

/** The run is finished while its record is closed: which of the two comes first does not matter. */
function settledOrder(log: readonly string[]): readonly string[] {
  const at = log.findIndex((operation) => CLOSING.includes(operation))
  return [
    ...log.slice(0, at),
    log
      .slice(at, at + 2)
      .toSorted()
      .join(' + '),
    ...log.slice(at + 2),
  ]
}

const TO_THE_CLOSE = [
  'GateRead',
  'GateOpenRecord',
  'GateRead',
  'GateMoveAlias',
  'GateHolder',
  'GateCloseRecord + file_stream',
]

describe('a promotion', () => {
  it('takes six round trips to W&B, two more for the alias that follows, and four to GitHub', async () => {
    const { acme, promote } = await mergedPin()
    const result = await promote()
    expect(result.stderr).toBe('')
    expect([result.exitCode, result.outputs['conclusion'], result.outputs['applied']]).toEqual([0, 'applied', 'true'])
    expect(settledOrder(wandbLog(acme))).toEqual([...TO_THE_CLOSE, 'GateMoveAlias', 'GateHolder'])
    const github = githubLog(acme)
    // In pairs: what stands together is asked at once.
    expect([github.slice(0, 2).toSorted(), github.slice(2, 4).toSorted(), ...github.slice(4)]).toEqual([
      ['Change', 'actions/get-workflow-run'],
      ['Comments', 'PullRequest'],
      'PullRequest',
      'issues/create-comment',
    ])
    expect(acme.wandb.requests.every((request) => request.status === 200)).toBe(true)
  })

  it('takes six without an alias that follows', async () => {
    const { acme, promote } = await mergedPin({ gates: WITHOUT_FOLLOWER })
    expect((await promote()).exitCode).toBe(0)
    expect(settledOrder(wandbLog(acme))).toEqual(TO_THE_CLOSE)
    expect([acme.holder('production'), acme.holder('production-previous')]).toEqual(['v12', undefined])
  })

  it('takes six when the alias that follows stands there already', async () => {
    const { acme, promote } = await mergedPin()
    acme.moveByHand('production-previous', 'v11')
    expect((await promote()).exitCode).toBe(0)
    expect(settledOrder(wandbLog(acme))).toEqual(TO_THE_CLOSE)
    expect([acme.holder('production'), acme.holder('production-previous')]).toEqual(['v12', 'v11'])
  })

  it('may be the first of its stage: nobody is replaced, and nothing follows', async () => {
    const { acme, promote } = await mergedPin({ aliases: [...Array.from({ length: 12 }, () => []), ['staging']] })
    const result = await promote()
    expect([result.exitCode, result.outputs['conclusion'], result.outputs['previous-version']]).toEqual([
      0,
      'applied',
      '',
    ])
    expect([acme.holder('production'), acme.holder('production-previous'), moves(acme)]).toEqual(['v12', undefined, 1])
    const run = acme.registry.state.runs.find((each) => each.projectId === acme.registry.records.id)
    expect([run?.displayName, configValue(run?.config ?? {}, 'from_version')]).toEqual([
      'support-llm none → v12 production',
      null,
    ])
    expect(keptRecords(acme)[0]?.body).toMatchObject({
      from: null,
      moves_made: [{ from: null, to: { version: 'v12' } }],
    })
  })

  it('moves the alias, then the one that follows, each one in a request of its own', async () => {
    const { acme, promote } = await mergedPin()
    await promote()
    expect([acme.holder('production'), acme.holder('production-previous'), acme.holder('staging')]).toEqual([
      'v12',
      'v11',
      'v12',
    ])
    const asked = acme.wandb.requests
      .filter((request) => request.operationName === 'GateMoveAlias')
      .map((request) => request.variables?.['input'])
    const target = { artifactCollectionName: 'support-llm', entityName: 'acme', projectName: 'wandb-registry-model' }
    const [v11, v12] = [acme.registry.versions[11]?.artifact.id, acme.registry.versions[12]?.artifact.id]
    expect(asked).toEqual([
      { artifactID: v12, aliases: [{ ...target, alias: 'production' }] },
      { artifactID: v11, aliases: [{ ...target, alias: 'production-previous' }] },
    ])
    expect(moves(acme)).toBe(2)
  })

  it('says so in every output', async () => {
    const { acme, number, promote } = await mergedPin()
    const { outputs, result, summary } = await promote()
    const [record] = acme.records()
    expect(outputs).toMatchObject({
      decision: 'pass',
      conclusion: 'applied',
      applied: 'true',
      model: 'support-llm',
      stage: 'production',
      version: 'v12',
      digest: acme.registry.versions[12]?.artifact.digest,
      'previous-version': 'v11',
      artifact: 'acme/wandb-registry-model/support-llm:v12',
      'record-url': `${acme.wandb.url}/ml-governance/model-promotions/runs/${record?.name}`,
    })
    expect(outputs['comment-url']).toContain(`/pull/${number}#issuecomment-`)
    expect(result).toEqual(JSON.parse(outputs['result'] ?? ''))
    const sha256 = String(record?.summary['record_sha256'])
    expect([summary.includes(sha256), acme.comments(number)[0]?.includes(sha256)]).toEqual([true, true])
  })
})

describe('its record', () => {
  it('is a finished run that uses the version, with keys for people', async () => {
    const { acme, number, promote } = await mergedPin()
    await promote()
    const [run] = acme.registry.state.runs.filter((each) => each.projectId === acme.registry.records.id)
    const version = acme.registry.versions[12]?.artifact
    expect(run).toMatchObject({
      state: 'finished',
      jobType: 'model-promotion',
      group: 'support-llm',
      displayName: 'support-llm v11 → v12 production',
      tags: ['support-llm', 'production'],
      inputs: [version?.id],
    })
    const keys = [
      'operation',
      'model',
      'stage',
      'alias',
      'from_version',
      'to_version',
      'digest',
      'repository',
      'pull_request',
      'actor',
    ]
    expect(Object.keys(run?.config ?? {}).toSorted()).toEqual([...keys, 'record'].toSorted())
    expect(keys.map((key) => configValue(run?.config ?? {}, key))).toEqual([
      'promote',
      'support-llm',
      'production',
      'production',
      'v11',
      'v12',
      version?.digest,
      'acme/models',
      number,
      'kim',
    ])
    expect(Object.keys(run?.summary ?? {}).toSorted()).toEqual([
      'conclusion',
      'finished_at',
      'previous_record',
      'record_sha256',
      'signature',
    ])
  })

  it('holds everything that the decision rested on', async () => {
    const { acme, number, pushed, promote } = await mergedPin()
    const { runId } = await promote({}, { reason: 'quarterly release' })
    const [record] = keptRecords(acme)
    const head = acme.github.state.repos['acme/models']?.pulls[String(number)]?.headOid
    const of = (index: number) => {
      const artifact = acme.registry.versions[index]?.artifact
      return { version: `v${index}`, artifact_id: artifact?.id, digest: artifact?.digest }
    }
    const [stage, follower] = [
      { alias: 'production', from: of(11), to: of(12), purpose: 'stage' },
      { alias: 'production-previous', from: null, to: of(11), purpose: 'keep-previous' },
    ]
    expect(record?.body).toMatchObject({
      schema_version: 1,
      operation: 'promote',
      registry_path: 'acme/wandb-registry-model/support-llm',
      model: 'support-llm',
      stage: 'production',
      alias: 'production',
      from: of(11),
      to: of(12),
      moves: [stage, follower],
      moves_made: [stage],
      verdict: { id: 'support-llm/production', kind: 'promotion', status: 'warn' },
      rows: [{ report: 'quality', metric: 'acc', task: 'arc_easy', value: 0.7, stderr: 0.0098, n: 2376 }],
      evidence: [{ name: 'quality', location: 'eval/quality.json', format: 'lm-eval', identity: 'unbound' }],
      config: { path: '.github/model-gates.yml', commit: pushed.before },
      pins: { path: 'model-pins.yml', commit: pushed.after, version: 'v12' },
      approvals: [
        {
          role: 'model steward',
          need: 1,
          counted: [{ login: 'ana', pull_request: number, commit: head }],
          ignored: [],
        },
      ],
      tickets: [],
      reason: 'quarterly release',
      actor: 'kim',
      triggering_actor: 'kim',
      repository: { name: 'acme/models' },
      pull_requests: [number],
      head_commits: [head],
      merge_commit: pushed.after,
      workflow_ref: 'acme/models/.github/workflows/promote.yml@refs/heads/main',
      run: { id: String(runId), attempt: 1, job: 'promote' },
      software: { name: 'model-promotion-gate' },
      drift: null,
      sequence: 1,
      previous_record: null,
      conclusion: 'applied',
    })
    for (const key of ['requested_at', 'judged_at', 'finished_at']) {
      expect(new Date(String(record?.body[key])).getTime()).not.toBeNaN()
    }
  })

  it('chains to the one before it', async () => {
    const acme = await openAcme({ aliases: [['production'], ['staging'], ['candidate']] })
    const first = mergePin(acme, 'v1')
    expect((await first.promote()).outputs['conclusion']).toBe('applied')
    acme.moveByHand('staging', 'v2')
    const second = mergePin(acme, 'v2')
    expect((await second.promote()).outputs['conclusion']).toBe('applied')
    expect(story(acme)).toEqual(['applied v1', 'applied v2'])
    expectOneChain(acme)
    expect([acme.holder('production'), acme.holder('production-previous')]).toEqual(['v2', 'v1'])
    const summaries = acme.records().map(({ summary }) => [summary['record_sha256'], summary['previous_record']])
    expect(summaries[1]?.[1]).toBe(summaries[0]?.[0])
  })

  it('is not written when nothing was approved', async () => {
    const acme = await openAcme()
    const pushed = acme.merge(acme.proposePin('v12'))
    const result = await acme.pushEvent(pushed)
    expect([result.exitCode, result.outputs['conclusion'], result.outputs['applied']]).toEqual([1, 'refused', 'false'])
    expect([acme.holder('production'), acme.records(), wandbLog(acme)]).toEqual(['v11', [], ['GateRead']])
  })

  it('is not written by a pull request, a plan or a dry run', async () => {
    const acme = await openAcme()
    const number = acme.proposePin('v12')
    acme.approve(number, 'ana')
    expect((await acme.pullRequestEvent(number)).outputs['conclusion']).toBe('planned')
    const pushed = acme.merge(number)
    expect((await acme.pushEvent(pushed, { operation: 'plan' })).outputs['conclusion']).toBe('planned')
    expect((await acme.pushEvent(pushed, { 'dry-run': 'true' })).outputs['conclusion']).toBe('planned')
    expect([acme.holder('production'), acme.records()]).toEqual(['v11', []])
    expect(new Set(wandbLog(acme))).toEqual(new Set(['GateRead']))
  })
})
