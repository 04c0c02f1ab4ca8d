// Builds dist/ from src/: tsc to lib/, then ncc into one minified file, and what signs attestations into another. dist/ is replaced whole, because ncc leaves
// stale files behind. The bytes do not depend on the folder or on the machine.
import { execFileSync } from 'node:child_process'
import fs from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { billOfMaterials, bundledPackages, licencesText } from './bundled-packages.ts'

const run = (command, ...args) => execFileSync(command, args, { stdio: ['ignore', 'inherit', 'inherit'] })

fs.rmSync('lib', { recursive: true, force: true })
run('tsc', '-p', 'tsconfig.build.json')
stageSlimUndici()
run('ncc', 'build', 'lib/index.js', '-o', 'lib/dist', '-m', '-q', '--stats-out', 'lib/bundle-stats.json')
bundleSigner()
const packages = bundledPackages(['lib/bundle-stats.json', 'lib/signer-stats.json'])
const manifest = JSON.parse(fs.readFileSync('package.json', 'utf8'))
fs.writeFileSync('lib/dist/licenses.txt', licencesText(packages))
fs.writeFileSync('lib/sbom.cdx.json', `${JSON.stringify(billOfMaterials(packages, manifest), null, 2)}\n`)
fs.rmSync('dist', { recursive: true, force: true })
fs.renameSync('lib/dist', 'dist')

/**
 * What signs attestations is as large as all the rest, and few runs need it: it becomes a file of its own, which
 * `src/github/attestations.ts` imports by name. It has the whole undici, and shares nothing with the bundle. Its one chunk
 * (p-map, with which cacache tidies a cache on disk) is left away: there is no cache.
 */
function bundleSigner() {
  const options = ['-m', '-q', '--stats-out', 'lib/signer-stats.json']
  run('ncc', 'build', 'lib/github/sign-statement.js', '-o', 'lib/signer', ...options)
  fs.renameSync('lib/signer/index.js', 'lib/dist/sign-statement.js')
}

/**
 * Bundles the part of undici that is used (docs/adr/0013-slim-undici.md): undici's own index loads fetch, WebSocket, mocks and
 * caches at start, and a bundler cannot drop what a CommonJS module requires. The packages that import it are
 * laid beside lib/ with an index that names the parts; the code is undici's own, of the version in the lock.
 */
function stageSlimUndici() {
  for (const name of ['undici', '@actions/core', '@actions/exec', '@actions/http-client', '@actions/io', 'tunnel']) {
    fs.cpSync(path.join('node_modules', name), path.join('lib', 'node_modules', name), { recursive: true })
  }
  fs.copyFileSync('scripts/undici-slim.cjs', 'lib/node_modules/undici/index.js')
  const exported = Object.keys(createRequire(import.meta.url)('../lib/node_modules/undici/index.js'))
  const missing = ['EnvHttpProxyAgent', 'ProxyAgent', 'request'].filter((name) => !exported.includes(name))
  if (missing.length > 0) throw new Error(`the slim undici lacks ${missing.join(', ')}`)
}
