import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from '@jest/globals'
import { parse } from 'yaml'
import { billOfMaterials, bundledPackages, licencesText } from '../../scripts/bundled-packages.ts'
import { filesBelow, read } from './repository.ts'

interface Job {
  readonly permissions?: Readonly<Record<string, string>>
  readonly environment?: string
  readonly needs?: string
  readonly if?: string
  readonly steps: readonly Step[]
}

interface Step {
  readonly uses?: string
  readonly run?: string
  readonly with?: Readonly<Record<string, unknown>>
}

interface Workflow {
  readonly permissions?: unknown
  readonly on: unknown
  readonly jobs: Readonly<Record<string, Job>>
}

const WORKFLOWS = filesBelow('.github/workflows', '.yml')

function workflow(path: string): Workflow {
  return parse(read(path)) as Workflow
}

function stepsOf(path: string): readonly Step[] {
  return Object.values(workflow(path).jobs).flatMap(({ steps }) => steps)
}

describe.each(WORKFLOWS)('%s', (path) => {
  it('names other actions by the SHA of a commit, with the version beside it', () => {
    const used = read(path).match(/uses: .*/g) ?? []
    expect(used.length).toBeGreaterThan(0)
    const loose = used.filter((line) => !/^uses: (\.\/|[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$)/.test(line))
    expect(loose).toEqual([])
  })

  it('grants nothing by default, and each job what it names', () => {
    const { permissions, jobs } = workflow(path)
    expect(permissions).toEqual({})
    expect(Object.entries(jobs).filter(([, job]) => job.permissions === undefined)).toEqual([])
  })

  it('keeps no credential in the checkout, and uses no cache', () => {
    const steps = stepsOf(path)
    const checkouts = steps.filter(({ uses }) => uses?.startsWith('actions/checkout@'))
    expect(checkouts.filter((step) => step.with?.['persist-credentials'] !== false)).toEqual([])
    const nodes = steps.filter(({ uses }) => uses?.startsWith('actions/setup-node@'))
    expect(nodes.filter((step) => step.with?.['package-manager-cache'] !== false)).toEqual([])
    expect(steps.filter(({ uses }) => uses?.startsWith('actions/cache'))).toEqual([])
  })

  it('runs no script of a package that it installs', () => {
    const installs = stepsOf(path).flatMap(({ run }) => run?.match(/npm (?:ci|i|install)\b.*/g) ?? [])
    expect(installs.filter((line) => !line.includes('--ignore-scripts'))).toEqual([])
  })
})

describe('.ci/run', () => {
  it('runs no script of a package that it installs', () => {
    expect(read('.ci/run').match(/^npm ci .*/gm)).toEqual(['npm ci --ignore-scripts --no-audit --no-fund'])
  })
})

describe('a release', () => {
  const { on, jobs } = workflow('.github/workflows/release.yml')
  const { build, release } = jobs

  it('is started by hand, on the default branch, and is built by a job that may not write', () => {
    expect(on).toEqual({ workflow_dispatch: null })
    expect(build?.if).toBe("github.ref == format('refs/heads/{0}', github.event.repository.default_branch)")
    expect(build?.permissions).toEqual({ contents: 'read' })
  })

  it('is tagged by a job behind an environment that runs none of the project', () => {
    expect([release?.needs, release?.environment]).toEqual(['build', 'release'])
    expect(release?.permissions).toEqual({ contents: 'write', 'id-token': 'write', attestations: 'write' })
    const commands = release?.steps.map(({ run }) => run ?? '').join('\n') ?? ''
    expect(commands).not.toMatch(/\b(npm|npx|node|bash|sh) /)
  })

  it('is compared with a rebuild before anything is attested or tagged', () => {
    const at = (pattern: RegExp) => release?.steps.findIndex(({ run, uses }) => pattern.test(run ?? uses ?? '')) ?? -1
    const order = [
      at(/^diff -r rebuilt\/dist dist$/),
      at(/^actions\/attest@/),
      at(/gh release create/),
      at(/refs\/tags\/\$tag/),
    ]
    expect(order.every((index) => index >= 0)).toBe(true)
    expect(order).toEqual(order.toSorted((a, b) => a - b))
  })
})

describe('what is bundled', () => {
  /** Statistics of a build that took modules of these packages in. */
  function listed(...modules: readonly string[]) {
    const folder = mkdtempSync(join(tmpdir(), 'stats-'))
    const file = join(folder, 'stats.json')
    const nested = { modules: modules.slice(1).map((nameForCondition) => ({ nameForCondition })) }
    writeFileSync(
      file,
      JSON.stringify({ modules: [{ nameForCondition: modules[0] }, { nameForCondition: null, ...nested }] }),
    )
    try {
      return bundledPackages([file])
    } finally {
      rmSync(folder, { recursive: true })
    }
  }

  const here = (path: string) => join(process.cwd(), path)

  it('is each package once, wherever a module stands, with licence, text and hash', () => {
    const packages = listed(
      here('node_modules/zod/v4/index.js'),
      here('node_modules/zod/v4/core.js'),
      here('node_modules/@actions/core/lib/core.js'),
      here('src/main.ts'),
    )
    expect(packages.map(({ name, licence }) => [name, licence])).toEqual([
      ['@actions/core', 'MIT'],
      ['zod', 'MIT'],
    ])
    expect(licencesText(packages)).toMatch(/^@actions\/core\n\d+\.\d+\.\d+, MIT\n\nThe MIT License[\s\S]*\nzod\n/)
  })

  it('has a bill of materials that is the same for the same packages', () => {
    const packages = listed(here('node_modules/zod/v4/index.js'))
    const [zod] = packages
    const made = billOfMaterials(packages, { name: 'gate', version: '1.2.3', license: 'MIT' })
    expect(made).toEqual({
      bomFormat: 'CycloneDX',
      specVersion: '1.5',
      version: 1,
      metadata: {
        component: {
          type: 'application',
          'bom-ref': 'gate@1.2.3',
          name: 'gate',
          version: '1.2.3',
          licenses: [{ license: { id: 'MIT' } }],
        },
      },
      components: [
        {
          type: 'library',
          'bom-ref': `zod@${zod?.version}`,
          name: 'zod',
          version: zod?.version,
          purl: `pkg:npm/zod@${zod?.version}`,
          licenses: [{ license: { id: 'MIT' } }],
          hashes: [{ alg: 'SHA-512', content: expect.stringMatching(/^[0-9a-f]{128}$/) }],
        },
      ],
      dependencies: [{ ref: 'gate@1.2.3', dependsOn: [`zod@${zod?.version}`] }],
    })
  })

  it('stops the build at a licence that nobody looked at', () => {
    // CC-BY-4.0: that of a data set.
    expect(() => listed(here('node_modules/caniuse-lite/dist/unpacker/index.js'))).toThrow(/was not looked at/)
  })
})
