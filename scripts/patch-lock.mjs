// npm 11 refuses `npm ci` when optional platform packages named by a dependency are absent from the lock
// (they are, when the lock was made against a registry that does not carry every platform). This adds
// them as optional entries without integrity, so the same lock installs everywhere. Run it after every
// `npm install` that changes the lock; a test fails while an entry is missing.
import fs from 'node:fs'

const file = 'package-lock.json'
const lock = JSON.parse(fs.readFileSync(file, 'utf8'))
const packages = lock.packages

for (const entry of Object.values({ ...packages })) {
  for (const [name, range] of Object.entries(entry.optionalDependencies ?? {})) {
    if (packages[`node_modules/${name}`]) continue
    const bare = name.replace(/^@[^/]+\//, '')
    packages[`node_modules/${name}`] = {
      version: range.replace(/^[^\d]*/, ''),
      optional: true,
      dev: true,
      os: [/darwin|win32|android|freebsd|openharmony/.exec(name)?.[0] ?? 'linux'],
      cpu: [/(arm64|x64|ia32|ppc64|s390x|riscv64|loong64|arm)/.exec(bare)?.[1] ?? 'x64'],
      ...(/musl/.test(name) ? { libc: ['musl'] } : {}),
    }
  }
}

const sorted = Object.fromEntries(Object.entries(packages).sort(([a], [b]) => (a < b ? -1 : 1)))
fs.writeFileSync(file, `${JSON.stringify({ ...lock, packages: sorted }, null, 2)}\n`)
