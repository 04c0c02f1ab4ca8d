/**
 * The main job and the way back on one machine: a W&B registry and a GitHub in this process, the Action in processes of its own.
 * Exit code 1 when anything is not as the story states.
 */
import { join, relative } from 'node:path'
import { PROJECT } from '../runner/run-action.ts'
import { tellAudit } from './audit.ts'
import { startCompany } from './company.ts'
import { Gallery } from './gallery.ts'
import { tellManyPeople } from './many-people.ts'
import { DemoFailed, Stage } from './stage.ts'
import { tellStory } from './story.ts'
import { Terminal } from './terminal.ts'
import { tellWayBack } from './way-back.ts'

const FOLDER = join(PROJECT, 'demo-output')

async function demo(): Promise<number> {
  const began = performance.now()
  const terminal = new Terminal(process.stdout, process.env)
  const gallery = new Gallery(FOLDER, relative(process.cwd(), FOLDER) || '.')
  terminal.line()
  terminal.line(`   ${terminal.paint('bold', 'Model Promotion Gate')}: branch protection for models`)
  terminal.line()
  terminal.paragraph(
    'A W&B registry and a GitHub start on this machine. In every step the committed dist/index.js runs as a runner would start it.',
  )
  const acme = await startCompany()
  try {
    const stage = new Stage({ acme, terminal, gallery })
    await tellStory(stage)
    await tellWayBack(stage)
    await tellAudit(stage)
    await tellManyPeople(stage)
    const seconds = ((performance.now() - began) / 1000).toFixed(1)
    terminal.line()
    terminal.paragraph(
      `Everything was as stated: ${stage.heldInAll} statements checked in ${seconds} s.`,
      '   ✅ ',
      'green',
    )
    terminal.line(`   Every comment and summary, as GitHub would show it: ${terminal.paint('cyan', gallery.finish())}`)
    terminal.line()
    return 0
  } catch (thrown) {
    if (!(thrown instanceof DemoFailed)) throw thrown
    gallery.finish()
    terminal.line()
    terminal.paragraph(`The demo stopped at ${thrown.message}: something is not as stated.`, '   ⛔ ', 'red')
    return 1
  } finally {
    await acme.close()
  }
}

process.exitCode = await demo()
