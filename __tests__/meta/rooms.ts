/** What a room may know. A name ending in `:types` allows `import type` only. */
export interface Room {
  readonly rooms: readonly string[]
  readonly packages: readonly string[]
  /** No I/O, clock, chance or environment. */
  readonly pure?: true
}

const EVERYWHERE = ['errors', 'reason-codes']
const HASH = 'node:crypto'

/** The import table of docs/architecture.md. */
export const ROOMS: Readonly<Record<string, Room>> = {
  statistics: { pure: true, rooms: [], packages: [] },
  // node:zlib computes on bytes in memory, and reads nothing: see docs/adr/0019.
  evidence: {
    pure: true,
    rooms: EVERYWHERE,
    packages: ['@rgrove/parse-xml', 'json-p3', 'node:zlib', 'yaml', 'zod'],
  },
  config: { pure: true, rooms: [...EVERYWHERE, 'evidence'], packages: ['yaml', 'zod'] },
  checks: { pure: true, rooms: [...EVERYWHERE, 'evidence', 'config', 'statistics'], packages: [] },
  promotion: {
    pure: true,
    rooms: [...EVERYWHERE, 'evidence', 'config', 'checks', 'statistics'],
    packages: [HASH, 'zod'],
  },
  render: { pure: true, rooms: [...EVERYWHERE, 'evidence', 'config', 'checks', 'promotion'], packages: [] },
  operations: { rooms: [...EVERYWHERE, 'evidence', 'config', 'checks', 'promotion'], packages: [HASH] },
  http: { rooms: EVERYWHERE, packages: ['node:zlib', 'undici'] },
  registry: {
    rooms: [
      ...EVERYWHERE,
      'http',
      'evidence:types',
      'config:types',
      'checks:types',
      'promotion:types',
      'operations/ports:types',
      'operations/survey-port:types',
      'operations/hold-port:types',
      'operations/attest-port:types',
      'operations/record-files-port:types',
    ],
    packages: [HASH],
  },
  github: {
    rooms: [
      ...EVERYWHERE,
      'http',
      'evidence:types',
      'config/gate-config',
      'checks:types',
      'promotion:types',
      'operations/ports:types',
      'operations/pin-port:types',
      'operations/workflow-artifact-port:types',
      'operations/attest-port:types',
    ],
    packages: ['@actions/attest', '@octokit/core', 'zod'],
  },
  services: {
    rooms: [...EVERYWHERE, 'http', 'config:types', 'checks:types', 'operations/ticket-port:types'],
    packages: [HASH, 'zod'],
  },
  workspace: {
    rooms: [...EVERYWHERE, 'evidence:types', 'operations/ports:types'],
    packages: ['node:fs/promises', 'node:path'],
  },
  action: {
    rooms: [...EVERYWHERE, 'evidence', 'config', 'checks', 'promotion', 'render', 'operations:types'],
    packages: ['@actions/core', 'node:fs', 'node:path', 'zod'],
  },
}

/** Files that stand outside the rooms. `main` wires everything and is not listed. */
export const LOOSE: Readonly<Record<string, Room>> = {
  'errors.ts': { pure: true, rooms: ['reason-codes:types'], packages: [] },
  'reason-codes.ts': { pure: true, rooms: [], packages: [] },
  'version.ts': { pure: true, rooms: [], packages: [] },
  'index.ts': { rooms: ['main'], packages: [] },
}
