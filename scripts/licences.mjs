// Lists the packages that a build took in, each with its version, licence and licence text: dist/licenses.txt. ncc's own list
// leaves out what stands in a second file. A package with a licence that nobody looked at stops the build.
import fs from 'node:fs'
import path from 'node:path'

/** Licences that may be passed on inside an MIT-licensed bundle, with their text. */
const ALLOWED = [
  '0BSD',
  'Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'BlueOak-1.0.0',
  'ISC',
  'MIT',
  '(MIT OR CC0-1.0)',
]

/** @param files webpack's stats, as `ncc --stats-out` writes them */
export function licencesOf(files) {
  const roots = new Set(files.flatMap((file) => packageRoots(JSON.parse(fs.readFileSync(file, 'utf8')))))
  const packages = [...roots].map(describe)
  const unique = new Map(packages.map((each) => [`${each.name}@${each.version}`, each]))
  const sorted = [...unique.keys()].sort().map((key) => unique.get(key))
  return sorted
    .map(({ name, version, licence, text }) => `${name}\n${version}, ${licence}\n\n${text.trim()}\n`)
    .join('\n')
}

/** Folders of packages, seen from the project: `node_modules/a`, `node_modules/a/node_modules/@b/c`. */
function packageRoots(stats) {
  return modulesOf(stats).flatMap(({ nameForCondition }) => {
    const match = /^.*\/node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/.exec(nameForCondition ?? '')
    return match === null ? [] : [path.relative(process.cwd(), match[0])]
  })
}

function modulesOf({ modules = [] }) {
  return modules.flatMap((each) => [each, ...modulesOf(each)])
}

function describe(root) {
  const manifest = JSON.parse(fs.readFileSync(path.join(root, 'package.json'), 'utf8'))
  const { name, version, license: licence, author } = manifest
  if (!ALLOWED.includes(licence)) throw new Error(`${name} ${version}: the licence ${licence} was not looked at`)
  const file = fs.readdirSync(root).find((each) => /^(licen[cs]e|copying)/i.test(each))
  const text = file === undefined ? withoutFile(licence, author) : fs.readFileSync(path.join(root, file), 'utf8')
  return { name, version, licence, text }
}

/** Some archives name their licence and leave its text away. */
function withoutFile(licence, author) {
  const by = typeof author === 'string' ? author : (author?.name ?? '')
  if (by === '') throw new Error('a package has neither a licence file nor an author')
  return `Copyright ${by}. The package has no licence file; its text is https://spdx.org/licenses/${licence}.html`
}
