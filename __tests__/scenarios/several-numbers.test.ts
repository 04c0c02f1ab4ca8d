import { expect, it } from '@jest/globals'
import { packFindings } from '../../src/promotion/evidence-pack-findings.ts'
import { packOf } from './pack-play.ts'
import { GATES, PIN_PRODUCTION, StagePlay, told } from './stage-play.ts'

const CHECKS = `checks:
          - { metric: acc, task: "mmlu_*", aggregate: mean, max_regression: 0.01, direction: higher_is_better, on_missing_baseline: warn }
          - { metric: acc, task: "mmlu_*", each: task, max_regression: 0.05, direction: higher_is_better, on_missing_baseline: warn }
          - { select: "$.latency[*]", reduce: p50, name: latency, max_regression: 1, direction: lower_is_better, on_missing_baseline: warn }`

function play(): StagePlay {
  const gates = GATES.replace('path: eval/quality.json', 'path: "eval/task_*.json"').replace(
    /checks: \[\{ metric: accuracy, min: 0\.65[^\]]*\]/,
    CHECKS,
  )
  expect(gates).toContain('aggregate')
  return new StagePlay({ gates })
}

/** One file for each task, as jobs of a matrix write them. */
function write(stage: StagePlay, version: string, tasks: Readonly<Record<string, number>>, latency = 10): void {
  stage.files.clear()
  for (const [task, acc] of Object.entries(tasks)) {
    const report = { artifact_id: stage.registry.version(version).artifactId, [task]: { acc }, latency: [latency] }
    stage.files.set(`eval/task_${task}.json`, JSON.stringify(report))
  }
}

it('numbers of several files are recorded, and the next version is held against them', async () => {
  const stage = play()
  write(stage, 'v1', { mmlu_art: 0.8, mmlu_law: 0.6 })
  const first = await stage.push(stage.merged(PIN_PRODUCTION).pushed)
  expect(told(first)).toBe('production v1: applied [baseline-missing]')
  const [record] = stage.records()
  expect(record?.['rows']).toMatchObject([
    { select: '$.latency[*]', reduce: 'p50', value: 10, n: 2 },
    { task: 'mmlu_art', value: 0.8, pointer: 'eval/task_mmlu_art.json#/mmlu_art/acc' },
    { metric: 'latency', value: null, pointer: 'eval/task_mmlu_art.json#/latency' },
    { task: 'mmlu_law', value: 0.6, pointer: 'eval/task_mmlu_law.json#/mmlu_law/acc' },
  ])
  expect(record?.['evidence']).toMatchObject([
    {
      resolved: 'eval/task_*.json',
      files: [{ resolved: 'eval/task_mmlu_art.json' }, { resolved: 'eval/task_mmlu_law.json' }],
    },
  ])

  const cases: readonly (readonly [Readonly<Record<string, number>>, number, string])[] = [
    [{ mmlu_art: 0.8, mmlu_law: 0.6 }, 10, ''],
    [{ mmlu_art: 0.78, mmlu_law: 0.59 }, 10, 'metric-regressed'],
    [{ mmlu_art: 0.9, mmlu_law: 0.54 }, 10, 'metric-regressed'],
    [{ mmlu_art: 0.9, mmlu_law: 0.6 }, 11.5, 'metric-regressed'],
    [{ mmlu_art: 0.9 }, 10, 'baseline-not-comparable,metric-missing'],
  ]
  for (const [tasks, latency, reasons] of cases) {
    const next = play()
    write(next, 'v1', { mmlu_art: 0.8, mmlu_law: 0.6 })
    await next.push(next.merged(PIN_PRODUCTION).pushed)
    next.advance(60_000)
    next.registry.setAlias('staging', 'v2')
    write(next, 'v2', tasks, latency)
    const number = next.propose('{ support-llm: { staging: v1, production: v2 } }')
    next.approve(number)
    const [promotion] = (await next.plan(number)).promotions
    const metrics = (promotion?.reasons ?? []).filter((reason) => /^(metric|baseline)/.test(reason))
    expect([tasks, metrics.join()]).toEqual([tasks, reasons])
  }
})

it('a file of another version, or of none, refuses all of them', async () => {
  const stage = play()
  write(stage, 'v1', { mmlu_art: 0.8, mmlu_law: 0.6 })
  stage.files.set('eval/task_x.json', JSON.stringify({ artifact_id: 'artifact-candidate', mmlu_x: { acc: 1 } }))
  const number = stage.propose(PIN_PRODUCTION)
  stage.approve(number)
  expect(told(await stage.plan(number))).toContain('report-other-version')
  stage.files.set('eval/task_x.json', JSON.stringify({ mmlu_x: { acc: 1 } }))
  expect(told(await stage.plan(number))).toContain('report-unbound')
})

it('a broken file refuses all of them, and a digest of one cannot stand for several', async () => {
  const stage = play()
  write(stage, 'v1', { mmlu_art: 0.8, mmlu_law: 0.6 })
  stage.files.set('eval/task_x.json', '{')
  const number = stage.propose(PIN_PRODUCTION)
  stage.approve(number)
  expect(told(await stage.plan(number))).toContain('report-unreadable')
  stage.files.delete('eval/task_x.json')
  const location = { kind: 'path', text: 'eval/task_*.json', sha256: 'a'.repeat(64) } as const
  const outcome = await stage.plan(number, { inputs: { reports: [{ name: 'quality', location }] } })
  expect(told(outcome)).toContain('report-unreadable')
  expect(JSON.stringify(outcome.promotions[0]?.verdict)).toContain('matches 2 files')
})

it('every file lies beside the record, and the evidence pack holds each of them', async () => {
  const stage = play()
  write(stage, 'v1', { mmlu_art: 0.8, mmlu_law: 0.6 })
  const texts = [...stage.files.values()]
  await stage.push(stage.merged(PIN_PRODUCTION).pushed)
  const pack = await packOf(stage)
  expect(pack.evidence).toMatchObject([
    { file: 'evidence/quality/task_mmlu_art.json', location: 'eval/task_mmlu_art.json', state: 'embedded' },
    { file: 'evidence/quality/task_mmlu_law.json', location: 'eval/task_mmlu_law.json', state: 'embedded' },
  ])
  expect(pack.evidence.map(({ base64 }) => Buffer.from(base64 ?? '', 'base64').toString())).toEqual(texts)
  expect(packFindings(pack).filter(({ status }) => status === 'fail')).toEqual([])
})
