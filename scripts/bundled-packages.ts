// What a build took in, out of webpack's own statistics: the licences that go into dist/licenses.txt, and a bill of
// materials for the release. `npm sbom --omit dev` and ncc's list of licences both leave packages out.
import fs from 'node:fs'
import path from 'node:path'

export interface BundledPackage {
  readonly name: string
  readonly version: string
  readonly licence: string
  readonly text: string
  /** As npm's lock has it. */
  readonly integrity: string
}

interface Stats {
  readonly nameForCondition?: string | null
  readonly modules?: readonly Stats[]
}

interface Manifest {
  readonly name: string
  readonly version: string
  readonly license: string
  readonly author?: string | { readonly name?: string }
}

type Locked = Readonly<Record<string, { readonly integrity?: string }>>

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

/**
 * Packages with name, version, licence, its text and npm's integrity, sorted; a licence that nobody looked at throws.
 * @param files webpack's stats, as `ncc --stats-out` writes them
 */
export function bundledPackages(files: readonly string[]): readonly BundledPackage[] {
  const { packages: locked } = JSON.parse(fs.readFileSync('package-lock.json', 'utf8')) as { readonly packages: Locked }
  const roots = new Set(files.flatMap((file) => packageRoots(JSON.parse(fs.readFileSync(file, 'utf8')) as Stats)))
  const described = [...roots].map((root) => describe(root, locked))
  const unique = new Map(described.map((each) => [`${each.name}@${each.version}`, each]))
  return [...unique].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, each]) => each)
}

export function licencesText(packages: readonly BundledPackage[]): string {
  return packages
    .map(({ name, version, licence, text }) => `${name}\n${version}, ${licence}\n\n${text.trim()}\n`)
    .join('\n')
}

/** CycloneDX 1.5, the same for the same packages: no serial number, no time. */
export function billOfMaterials(
  packages: readonly BundledPackage[],
  { name, version, license }: Pick<Manifest, 'name' | 'version' | 'license'>,
): Readonly<Record<string, unknown>> {
  const root = {
    type: 'application',
    'bom-ref': `${name}@${version}`,
    name,
    version,
    licenses: [{ license: { id: license } }],
  }
  const components = packages.map((each) => ({
    type: 'library',
    'bom-ref': `${each.name}@${each.version}`,
    name: each.name,
    version: each.version,
    purl: `pkg:npm/${each.name.replace('@', '%40')}@${each.version}`,
    licenses: [each.licence.includes(' ') ? { expression: each.licence } : { license: { id: each.licence } }],
    hashes: [{ alg: 'SHA-512', content: hexOf(each.integrity) }],
  }))
  const dependencies = [{ ref: root['bom-ref'], dependsOn: components.map((each) => each['bom-ref']) }]
  return {
    bomFormat: 'CycloneDX',
    specVersion: '1.5',
    version: 1,
    metadata: { component: root },
    components,
    dependencies,
  }
}

/** Folders of packages, seen from the project: `node_modules/a`, `node_modules/a/node_modules/@b/c`. */
function packageRoots(stats: Stats): readonly string[] {
  return modulesOf(stats).flatMap(({ nameForCondition }) => {
    const match = /^.*\/node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/.exec(nameForCondition ?? '')
    return match === null ? [] : [path.relative(process.cwd(), match[0])]
  })
}

function modulesOf({ modules = [] }: Stats): readonly Stats[] {
  return modules.flatMap((each) => [each, ...modulesOf(each)])
}

function describe(root: string, locked: Locked): BundledPackage {
  const manifest = JSON.parse(fs.readFileSync(path.join(root, 'package.json'), 'utf8')) as Manifest
  const { name, version, license: licence, author } = manifest
  if (!ALLOWED.includes(licence)) throw new Error(`${name} ${version}: the licence ${licence} was not looked at`)
  // The slim undici is built from a copy beside lib/.
  const { integrity } = locked[root.replace(/^lib\//, '')] ?? {}
  if (integrity === undefined) throw new Error(`${root} is not in the lock`)
  const file = fs.readdirSync(root).find((each) => /^(licen[cs]e|copying)/i.test(each))
  const text = file === undefined ? withoutFile(licence, author) : fs.readFileSync(path.join(root, file), 'utf8')
  return { name, version, licence, text, integrity }
}

/** Some archives name their licence and leave its text away. */
function withoutFile(licence: string, author: Manifest['author']): string {
  const by = typeof author === 'string' ? author : (author?.name ?? '')
  if (by === '') throw new Error('a package has neither a licence file nor an author')
  return `Copyright ${by}. The package has no licence file; its text is https://spdx.org/licenses/${licence}.html`
}

function hexOf(integrity: string): string {
  const base64 = /(?:^| )sha512-(\S+)/.exec(integrity)?.[1]
  if (base64 === undefined) throw new Error(`no SHA-512 in ${integrity}`)
  return Buffer.from(base64, 'base64').toString('hex')
}
