import { execFile, spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Acme } from '../../sandbox/acme.ts'
import { PROJECT } from '../../sandbox/runner/run-action.ts'

/** Makes the Python environment with the SDK where it is missing; says why there is none, or null. */
export function prepareSdk(): string | null {
  const setup = spawnSync(join(PROJECT, 'scripts', 'setup-python.sh'), { encoding: 'utf8' })
  return setup.status === 0 ? null : (setup.stderr || String(setup.error)).trim().split('\n').at(-1) || 'no Python'
}

/**
 * Milliseconds from start to end of a Python process that moves `production` to v12.
 * @throws Error when the SDK fails, or the alias does not stand there afterwards.
 */
export async function moveWithSdk(acme: Acme): Promise<number> {
  const script = fileURLToPath(new URL('move_alias.py', import.meta.url))
  const folder = acme.workspace
  const env = {
    PATH: process.env['PATH'],
    HOME: folder,
    WANDB_API_KEY: acme.registry.keys.promoter,
    WANDB_BASE_URL: acme.wandb.url,
    WANDB_CACHE_DIR: folder,
    WANDB_CONFIG_DIR: folder,
    WANDB_DATA_DIR: folder,
    WANDB_DIR: folder,
    WANDB_ERROR_REPORTING: 'false',
    WANDB_SILENT: 'true',
  }
  const path = `acme/wandb-registry-model/${acme.registry.collection}:v12`
  const began = performance.now()
  await new Promise<void>((resolve, reject) => {
    execFile(join(PROJECT, '.venv', 'bin', 'python'), [script, path, 'production'], { env }, (error, _, stderr) => {
      if (error === null) resolve()
      else reject(new Error(`the SDK failed: ${stderr}`))
    })
  })
  const elapsed = performance.now() - began
  if (acme.holder('production') !== 'v12') throw new Error('the SDK did not move the alias')
  return elapsed
}
