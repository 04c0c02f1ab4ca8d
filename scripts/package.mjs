// Builds dist/ from src/: tsc to lib/, then ncc into one minified file. dist/ is emptied first, because ncc leaves
// stale files behind. The bytes do not depend on the folder or on the machine.
import { execFileSync } from 'node:child_process'
import fs from 'node:fs'

const run = (command, ...args) => execFileSync(command, args, { stdio: ['ignore', 'inherit', 'inherit'] })

fs.rmSync('lib', { recursive: true, force: true })
fs.rmSync('dist', { recursive: true, force: true })
run('tsc', '-p', 'tsconfig.build.json')
run('ncc', 'build', 'lib/index.js', '-o', 'dist', '-m', '-q', '--license', 'licenses.txt')
