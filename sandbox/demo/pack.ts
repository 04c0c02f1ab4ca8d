import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { MODEL } from './company.ts'
import { checkFile } from './record-check.ts'
import type { Stage } from './stage.ts'

/** One file that holds a promotion whole, for somebody who has nothing else. */
export async function tellPack(stage: Stage): Promise<void> {
  const { acme } = stage
  stage.begin('One file for the auditor', 'Eve asks for the evidence pack of v13: history with a stage and a version.')
  const inputs = { operation: 'history', model: MODEL, stage: 'production', version: 'v13' }
  const result = await acme.dispatch(inputs, {
    key: 'planner',
    actor: 'eve',
    env: { RUNNER_TEMP: acme.workspace },
  })
  stage.expectEqual('exit code', result.exitCode, 0)
  const file = /\S+\/evidence-pack-\S+\.json/.exec(result.stdout)?.[0] ?? ''
  const pack = readFileSync(file, 'utf8')
  stage.page('20-evidence-pack', 'The evidence pack of v13', readFileSync(file.replace(/json$/, 'html'), 'utf8'))

  const good = checkFile(file)
  stage.quote(good.lines.filter((line) => !line.includes('FAIL')).slice(-6))
  stage.expectEqual('exit code for the pack as it is', good.exit, 0)
  stage.tell('Somebody swaps the evaluation report in it for a better one:')
  const swapped = join(acme.workspace, 'swapped.json')
  writeFileSync(swapped, withOtherReport(pack))
  const refused = checkFile(swapped)
  stage.quote(refused.lines.filter((line) => line.includes('FAIL')))
  stage.expectEqual('exit code for a swapped report', refused.exit, 1)
  stage.end()
}

function withOtherReport(pack: string): string {
  const content = JSON.parse(pack)
  const [first] = content.evidence
  first.base64 = Buffer.from('{"results":{"arc_easy":{"acc,none":0.99}}}').toString('base64')
  return JSON.stringify(content)
}
